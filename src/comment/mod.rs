//! Comments that speak to the linter: `v3q: ignore[code]`, `v3q: ignore-file`, `v3q: endpoint=list-accounts`.
//!
//! The text of a file comes in; what its comments ask for goes out, and what is wrong with them. A comment begins with
//! one of the markers of the usual languages and `v3q:` right behind it; it speaks of its own line or, where it
//! stands alone, of the next. Looks into `diagnostic` and the floor alone: which codes and endpoints there are, it is told.

mod asked;
mod codes;
mod read;

pub use asked::{Comments, Target};
pub use codes::CODES;
pub use read::{Comment, Request, has_comment, read};
