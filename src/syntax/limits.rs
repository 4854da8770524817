//! How large a filter may be.

/// Bounds that hold while a filter or a sorter is read, each with its own error.
///
/// ```
/// use v3q::syntax::{Limits, ReadOptions, read_filter};
/// let options = ReadOptions { limits: Limits { clauses: 1, ..Limits::default() }, ..ReadOptions::default() };
/// assert!(!read_filter("a eq 1 and b eq 2", &options).findings.is_empty());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text. Default 64 KiB.
    pub text: usize,
    /// Nesting: each `not` and each parenthesis counts. Default 64; never more than [`MAX_DEPTH`], whatever is set.
    pub depth: usize,
    /// Clauses, and elements of a sorter. Default 1 000.
    pub clauses: usize,
    /// Values in one list. Default 10 000.
    pub values: usize,
}

/// The depth that no road to a tree goes beyond.
pub const MAX_DEPTH: usize = 1024;

impl Default for Limits {
    fn default() -> Self {
        Self { text: 64 * 1024, depth: 64, clauses: 1000, values: 10_000 }
    }
}

/// Which bound was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Bytes of text.
    Text,
    /// Nesting.
    Depth,
    /// Clauses, or elements of a sorter.
    Clauses,
    /// Values in one list.
    Values,
}

/// What is said where a bound is reached.
pub(super) fn limit_message(limit: &Limit, bound: usize) -> String {
    match limit {
        Limit::Text => format!("the expression has more than {bound} bytes"),
        Limit::Depth => format!("the expression is nested more than {bound} deep"),
        Limit::Clauses => format!("the expression has more than {bound} clauses"),
        Limit::Values => format!("the list has more than {bound} values"),
    }
}
