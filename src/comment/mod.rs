//! Comments that speak to the linter: `v3q: ignore[code]`, `v3q: ignore-file`, `v3q: endpoint=list-accounts`.
//!
//! The comments of a file come in; what they ask for goes out, and what is wrong with them. One that speaks to the linter
//! has `v3q:` right behind its marker; it speaks of its own line or, where it stands alone, of the next and what begins
//! there. Looks into `saved`, which knows what is a comment in a file, `diagnostic` and the floor: which codes and endpoints
//! there are, it is told.

mod asked;
mod codes;
mod judged;
mod nested;
mod place;
mod read;

pub use asked::{Comments, Target};
pub use codes::CODES;
pub use judged::Known;
pub use place::QueryPlace;
pub use read::{Comment, Request, has_comment, read};
