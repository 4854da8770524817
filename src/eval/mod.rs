//! Predicates and orders on records: matching, sorting, paging.
//!
//! A [`Predicate`](crate::predicate::Predicate), an [`OrderBy`](crate::predicate::OrderBy) or a
//! [`Query`](crate::predicate::Query) comes in, with records; those that match go out, in order. A record is whatever
//! implements [`Record`]: parsed JSON, [JSON text](JsonText), a caller's own type. Looks into `predicate` and `vocab`.

mod bits;
mod equalities;
mod item;
mod json_string;
mod json_text;
#[cfg(feature = "json")]
mod json_value;
mod leaves;
mod matcher;
mod number;
mod order;
mod page;
mod probes;
mod program;
mod ranking;
#[cfg(feature = "stream")]
pub mod stream;
mod text_test;
mod window;

pub use item::{Item, List, Number, Record};
pub use json_text::JsonText;
pub use matcher::Matcher;
pub use order::SortKey;
pub use page::{Page, page};
pub use ranking::Ranking;
pub use window::{BadWindow, Window};
