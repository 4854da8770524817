//! Filters and sorters as they are written: the tree, reading and printing.
//!
//! A text comes in; a [`Filter`] or [`Sorters`] goes out, with all that is wrong with the text. No endpoint is known
//! here. Looks into `diagnostic`, `text` and `vocab`.

mod clause;
mod codes;
mod disguise;
mod encoded;
mod equality;
mod error;
mod findings;
mod fold;
mod frame;
mod grammar;
mod help;
mod limits;
mod list;
mod literal;
mod missing;
mod operand;
mod pasted;
mod placeholder;
mod print;
mod read;
mod read_sorters;
mod sorter_codes;
mod sorters;
mod tree;
mod value;

pub use codes::CODES;
pub use error::{SyntaxError, SyntaxErrorKind};
pub use limits::{Limit, Limits, MAX_DEPTH};
pub use literal::{Literal, LiteralKind, Quotes};
pub use placeholder::{PlaceholderStyle, PlaceholderStyles};
pub use print::quoted;
pub use read::{ReadOptions, Reading, parse_filter, parse_sorters, read_filter, read_sorters};
pub use sorters::{Sorter, Sorters};
pub use tree::{Clause, Filter, Group, Joiner, Node, NodeKind, Parentheses};
