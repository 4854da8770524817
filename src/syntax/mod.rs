//! Filters and sorters as they are written: the tree, reading and printing.
//!
//! A text comes in; a [`Filter`] or [`Sorters`] goes out, with all that is wrong with the text. No endpoint is known
//! here. Looks into `diagnostic`, `text` and `vocab`.

mod build;
mod build_error;
mod build_sorters;
mod clause;
mod codes;
mod context;
mod deserialize;
mod disguise;
mod draft;
mod equality;
mod error;
mod findings;
mod fold;
mod frame;
mod grammar;
mod help;
mod holes;
mod limits;
mod list;
mod literal;
mod missing;
mod new_literal;
mod operand;
mod pasted;
mod pasted_codes;
mod pieces;
mod placeholder;
mod pretty;
mod print;
mod read;
mod read_sorters;
mod rewrite;
mod serialize;
mod settle;
mod sorter_codes;
mod sorters;
mod template;
mod tree;
mod value;

pub use build::{FieldBuilder, FilterBuilder, all, any, field, not};
pub use build_error::BuildError;
pub use build_sorters::{SortersBuilder, sort_by, sort_by_desc};
pub use codes::CODES;
pub use context::{Context, Expected, filter_context, sorters_context};
pub use error::{SyntaxError, SyntaxErrorKind};
pub use holes::{Placeholder, PlaceholderPlace};
pub use limits::{Limit, Limits, MAX_DEPTH};
pub use literal::{Literal, LiteralKind, Quotes};
pub use new_literal::NewLiteral;
pub use placeholder::{PlaceholderStyle, PlaceholderStyles};
pub(crate) use placeholder::{placeholder_spans, placeholder_style};
pub use pretty::Pretty;
pub use print::{escape, quoted};
pub use read::{ReadOptions, Reading, parse_filter, parse_sorters, read_filter, read_sorters};
pub use rewrite::Rewrite;
pub use sorters::{Sorter, Sorters};
pub use template::{BindError, Binding, Template};
pub use tree::{Clause, Filter, Group, Joiner, Node, NodeKind, Parentheses};
