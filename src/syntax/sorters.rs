//! The tree of a sorter.

use crate::text::Span;

/// A sorter as it is written: text, and the fields read from it.
///
/// Two sorters are equal when they name the same fields in the same order and directions.
///
/// ```
/// use v3q::syntax::parse_sorters;
/// let sorters = parse_sorters("type,-created")?;
/// let fields: Vec<_> = sorters.items().map(|it| (it.field(), it.is_descending())).collect();
/// assert_eq!(fields, [("type", false), ("created", true)]);
/// # Ok::<(), v3q::syntax::SyntaxError>(())
/// ```
#[derive(Clone)]
pub struct Sorters {
    pub(super) text: Box<str>,
    pub(super) items: Vec<SorterData>,
    pub(super) has_errors: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct SorterData {
    pub(super) span: Span,
    pub(super) field: Span,
    pub(super) descending: bool,
}

/// One field to sort by.
#[derive(Debug, Clone, Copy)]
pub struct Sorter<'a> {
    text: &'a str,
    data: SorterData,
}

impl Sorters {
    /// The fields to sort by, the first one foremost.
    pub fn items(&self) -> impl ExactSizeIterator<Item = Sorter<'_>> {
        self.items.iter().map(|data| Sorter { text: &self.text, data: *data })
    }

    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether an element could not be read and was left out. No check lets it pass.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.has_errors
    }
}

impl<'a> Sorter<'a> {
    /// The field's name.
    #[must_use]
    pub fn field(self) -> &'a str {
        self.data.field.of(self.text)
    }

    /// Where the field stands, without the `-`.
    #[must_use]
    pub fn field_span(self) -> Span {
        self.data.field
    }

    /// Where the element stands, `-` included.
    #[must_use]
    pub fn span(self) -> Span {
        self.data.span
    }

    /// Whether it sorts from the last to the first.
    #[must_use]
    pub fn is_descending(self) -> bool {
        self.data.descending
    }
}

impl std::fmt::Debug for Sorters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sorters({:?})", self.text())
    }
}
