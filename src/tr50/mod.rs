//! TR50, the protocol of posted commands: `usage.api.list` over a log of calls.
//!
//! A [`Packet`] and a [`Log`] come in, a [`Reply`] goes out. A command's parameters become the same
//! [`Predicate`](crate::predicate::Predicate) as a filter would. Looks into `eval`, `predicate`, `schema`, `syntax`,
//! `diagnostic` and `vocab`.

mod log;
mod packet;
mod refusal;
mod reply;
mod usage;

pub use log::Log;
pub use packet::{BadPacket, Packet};
pub use reply::{Asking, Reply};
