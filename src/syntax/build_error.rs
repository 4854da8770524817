//! What can't be said in a filter.

use super::limits::{Limit, limit_message};

/// Why a filter can't be built, changed or read from data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The name of a field is none: see [`FieldPath`](crate::vocab::FieldPath). `and`, `or`, `not` and `pr` are reserved.
    #[error("`{0}` is not a field name")]
    BadField(String),
    /// A string holds a character below U+0020, which no literal can say.
    #[error("the control character U+{:04X} can't be said in a filter", u32::from(*.0))]
    ControlCharacter(char),
    /// A float is infinite or not a number.
    #[error("{0} is not a number that a filter can say")]
    NotFinite(String),
    /// A text that should be a number, a date or a date-time is none.
    #[error("`{text}` is not a {expected}")]
    BadValue {
        /// What was given.
        text: String,
        /// What it should be: `number`, `date`, `date-time`.
        expected: &'static str,
    },
    /// A list of values is empty.
    #[error("the list of `{0}` is empty")]
    EmptyList(String),
    /// There is no filter: a group has no operands, or there is no sort field.
    #[error("there is nothing to say")]
    Empty,
    /// A limit is reached.
    #[error("{}", limit_message(.0, *.1))]
    TooLarge(Limit, usize),
    /// A filter was read from a text with errors: nothing that was dropped from it may widen a result.
    #[error("a filter that was read with errors can't be a part of another")]
    Broken,
    /// A filter has placeholders that are not bound.
    #[error("the placeholder `{0}` is not bound")]
    Unbound(String),
    /// A field is sorted by twice.
    #[error("`{0}` is sorted by already")]
    RepeatedSorter(String),
}
