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

    /// The map past both: this one leads from a text to one that is itself decoded, `outer` from there to the file.
    ///
    /// ```
    /// use v3q::text::{OffsetMap, Span};
    /// let mut url = OffsetMap::new(0);                   // the query `a "` is written `a%20"` in a URL,
    /// url.escape(Span::new(1, 2), Span::new(1, 4));
    /// let mut json = OffsetMap::new(10);                 // which is written `a%20\"` at byte 10 of a JSON file
    /// json.escape(Span::new(4, 5), Span::new(14, 16));
    /// let both = url.through(&json);
    /// assert_eq!(both.outer(Span::new(1, 2)), Span::new(11, 14));
    /// assert_eq!(both.outer(Span::new(2, 3)), Span::new(14, 16));
    /// ```
    #[must_use]
    pub fn through(&self, outer: &Self) -> Self {
        let mut both = Self::new(outer.place(self.base, false));
        let mut theirs = outer.escapes.iter().skip_while(|(middle, _)| middle.end() <= self.base).peekable();
        // Where the run that goes on byte by byte began: here, and in the text between.
        let (mut inner_at, mut middle_at) = (0, self.base);
        let runs = self.escapes.iter().map(Some).chain([None]);
        for escape in runs {
            let run_end = escape.map_or(usize::MAX, |(_, middle)| middle.start());
            while let Some((middle, file)) = theirs.next_if(|(middle, _)| middle.start() < run_end) {
                let shift = |at: usize| at.saturating_sub(middle_at) + inner_at;
                both.escape(Span::new(shift(middle.start()), shift(middle.end())), *file);
            }
            let Some((inner, middle)) = escape else { break };
            both.escape(*inner, outer.outer(*middle));
            // What is escaped once more inside an escape is part of it.
            while theirs.next_if(|(theirs, _)| theirs.start() < middle.end()).is_some() {}
            (inner_at, middle_at) = (inner.end(), middle.end());
        }
        both
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
