//! Reading: text in, tree and findings out.

use super::error::SyntaxError;
use super::limits::Limits;
use super::placeholder::PlaceholderStyles;
use super::sorters::Sorters;
use super::tree::Filter;
use crate::text::OffsetMap;

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// Bounds.
    pub limits: Limits,
    /// The styles of placeholders that live in the text; none where it is no template.
    pub placeholders: PlaceholderStyles,
}

/// A text as far as it could be read, and all that is wrong with it.
#[derive(Debug, Clone)]
pub struct Reading<T> {
    /// The tree. Where a part could not be read, an error node stands in for it, which no check lets pass.
    pub tree: T,
    /// What is wrong, in the order of the text; at most 100. Their places count in bytes of the text that was given.
    pub findings: Vec<SyntaxError>,
    /// The way from the tree's text back to the text that was given, where that was percent-encoded.
    pub map: Option<OffsetMap>,
}

/// Reads a filter, and refuses it where something is wrong with it.
///
/// `text` is plain text, not percent-encoded. What is only doubtful (a comma between clauses, single quotes) passes.
///
/// # Errors
/// The first thing in the text that the service would refuse, or that can't be read.
pub fn parse_filter(text: &str) -> Result<Filter, SyntaxError> {
    let _ = text;
    unimplemented!()
}

/// Reads a filter as far as it goes, and reports all that is wrong with it.
#[must_use]
pub fn read_filter(text: &str, options: &ReadOptions) -> Reading<Filter> {
    let _ = (text, options);
    unimplemented!()
}

/// Reads a sorter, and refuses it where something is wrong with it.
///
/// # Errors
/// The first thing in the text that the service would refuse, or that can't be read.
pub fn parse_sorters(text: &str) -> Result<Sorters, SyntaxError> {
    let _ = text;
    unimplemented!()
}

/// Reads a sorter as far as it goes, and reports all that is wrong with it.
#[must_use]
pub fn read_sorters(text: &str, options: &ReadOptions) -> Reading<Sorters> {
    let _ = (text, options);
    unimplemented!()
}
