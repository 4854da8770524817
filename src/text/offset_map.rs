//! The way back from a decoded text to the text it was decoded from.

use super::Span;

/// A map from the offsets of a decoded text (a query) to those of the text it stands in (a URL, a file).
///
/// It is a list of the places where the two step differently: between two of them both go on byte by byte.
///
/// ```
/// use v3q::text::{OffsetMap, Span};
/// let mut map = OffsetMap::new(9);          // the query begins at byte 9 of `?filters=a%20eq`
/// map.escape(Span::new(1, 2), Span::new(10, 13)); // its blank is written `%20`
/// assert_eq!(map.outer(Span::new(0, 1)), Span::new(9, 10));
/// assert_eq!(map.outer(Span::new(1, 4)), Span::new(10, 15));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    base: usize,
    escapes: Vec<(Span, Span)>,
}

impl OffsetMap {
    /// A map for a text that begins at byte `base` of the outer one.
    #[must_use]
    pub fn new(base: usize) -> Self {
        Self { base, escapes: Vec::new() }
    }

    /// Notes that the bytes `inner` of the decoded text are written as `outer`. Call it in the order of the text.
    pub fn escape(&mut self, inner: Span, outer: Span) {
        self.escapes.push((inner, outer));
    }

    /// The range of the outer text that says what `inner` says; an escape that is only partly inside counts whole.
    #[must_use]
    pub fn outer(&self, inner: Span) -> Span {
        let start = self.place(inner.start(), false);
        if inner.is_empty() {
            return Span::at(start);
        }
        Span::new(start, self.place(inner.end(), true))
    }

    /// The same map, for an outer text that has `by` more bytes in front.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        self.base += by;
        for (_, outer) in &mut self.escapes {
            *outer = outer.shifted(by);
        }
        self
    }

    fn place(&self, offset: usize, end: bool) -> usize {
        let before = self.escapes.partition_point(|(inner, _)| inner.start() < offset);
        let Some((inner, outer)) = before.checked_sub(1).and_then(|i| self.escapes.get(i)) else {
            return self.base + offset;
        };
        if offset < inner.end() {
            return if end { outer.end() } else { outer.start() };
        }
        outer.end() + (offset - inner.end())
    }
}
