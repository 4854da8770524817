//! Building sorters.

use std::collections::HashSet;

use super::build_error::BuildError;
use super::clause::is_field;
use super::limits::{Limit, Limits};
use super::sorters::{SorterData, Sorters};
use crate::text::Span;

/// Sorts by a field, ascending; more fields settle ties.
///
/// ```
/// use v3q::syntax::{parse_sorters, sort_by};
/// let sorters = sort_by("type").then_desc("created").build()?;
/// assert_eq!(sorters.to_string(), "type,-created");
/// assert_eq!(parse_sorters("type,-created").unwrap(), sorters);
/// assert!(sort_by("type").then("type").build().is_err());
/// # Ok::<(), v3q::syntax::BuildError>(())
/// ```
pub fn sort_by(field: impl Into<String>) -> SortersBuilder {
    SortersBuilder::default().then(field)
}

/// Sorts by a field, descending; more fields settle ties.
///
/// ```
/// assert_eq!(v3q::syntax::sort_by_desc("created").build()?.to_string(), "-created");
/// # Ok::<(), v3q::syntax::BuildError>(())
/// ```
pub fn sort_by_desc(field: impl Into<String>) -> SortersBuilder {
    SortersBuilder::default().then_desc(field)
}

/// Sort fields that are being put together: see [`sort_by`].
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct SortersBuilder {
    items: Vec<(String, bool)>,
}

impl SortersBuilder {
    /// Settles ties by that field, ascending.
    pub fn then(self, field: impl Into<String>) -> Self {
        self.add(field.into(), false)
    }

    /// Settles ties by that field, descending.
    pub fn then_desc(self, field: impl Into<String>) -> Self {
        self.add(field.into(), true)
    }

    pub(super) fn add(mut self, field: String, descending: bool) -> Self {
        self.items.push((field, descending));
        self
    }

    /// The sorters, within the default [`Limits`].
    ///
    /// # Errors
    /// A name that is none, a field that is there twice, or more fields than the limit of clauses.
    pub fn build(self) -> Result<Sorters, BuildError> {
        self.build_within(&Limits::default())
    }

    /// The sorters, within limits of your own.
    ///
    /// # Errors
    /// As [`SortersBuilder::build`].
    pub fn build_within(self, limits: &Limits) -> Result<Sorters, BuildError> {
        if self.items.is_empty() {
            return Err(BuildError::Empty);
        }
        if self.items.len() > limits.clauses {
            return Err(BuildError::TooLarge(Limit::Clauses, limits.clauses));
        }
        let mut text = String::new();
        let mut items = Vec::new();
        let mut known = HashSet::new();
        for (field, descending) in &self.items {
            if !is_field(field) {
                return Err(BuildError::BadField(field.clone()));
            }
            if !known.insert(field) {
                return Err(BuildError::RepeatedSorter(field.clone()));
            }
            if !text.is_empty() {
                text.push(',');
            }
            let start = text.len();
            if *descending {
                text.push('-');
            }
            let name = text.len();
            text.push_str(field);
            let (span, field) = (Span::new(start, text.len()), Span::new(name, text.len()));
            items.push(SorterData { span, field, descending: *descending });
        }
        if text.len() > limits.text {
            return Err(BuildError::TooLarge(Limit::Text, limits.text));
        }
        Ok(Sorters { text: text.into(), items, has_errors: false })
    }
}
