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

    /// Whether nothing is written in another way: both texts have the same bytes.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.escapes.is_empty()
    }

    /// Whether a character beyond ASCII is written by its number inside `inner`, not by itself behind another character.
    pub(crate) fn escapes_beyond_ascii(&self, inner: Span) -> bool {
        let first = self.escapes.partition_point(|(place, _)| place.start() < inner.start());
        let inside = self.escapes.get(first..).unwrap_or_default().iter().take_while(|(it, _)| it.end() <= inner.end());
        // A placeholder is longer.
        inside
            .filter(|(place, _)| (2..=4).contains(&place.len()))
            .any(|(place, written)| written.len() > place.len() + 1)
    }

    /// The range of the outer text that says what `inner` says; an escape that is only partly inside counts whole, and
    /// what stands between two bytes without saying anything counts where both are inside.
    #[must_use]
    pub fn outer(&self, inner: Span) -> Span {
        let start = self.place(inner.start(), false);
        if inner.is_empty() {
            return Span::at(start);
        }
        let first = self.escapes.partition_point(|(inner_place, _)| inner_place.start() < inner.start());
        let silent = self.escapes.get(first..).unwrap_or_default().iter();
        let silent = silent.take_while(|(place, _)| place.is_empty() && place.start() == inner.start()).last();
        let start = silent.map_or(start, |(_, outer)| outer.end());
        Span::new(start, self.place(inner.end(), true))
    }

    /// The place of the decoded text that byte `outer` of the outer one says; `None` in front of the text and inside an
    /// escape.
    #[must_use]
    pub fn inner(&self, outer: usize) -> Option<usize> {
        let before = self.escapes.partition_point(|(_, written)| written.end() <= outer);
        if self.escapes.get(before).is_some_and(|(_, written)| written.start() < outer) {
            return None;
        }
        let Some((inner, written)) = before.checked_sub(1).and_then(|i| self.escapes.get(i)) else {
            return outer.checked_sub(self.base);
        };
        Some(inner.end() + (outer - written.end()))
    }

    /// The offset of the decoded text that stands at `outer`; where that is inside an escape, the one behind it.
    ///
    /// ```
    /// use v3q::text::{OffsetMap, Span};
    /// let mut map = OffsetMap::new(9);
    /// map.escape(Span::new(1, 2), Span::new(10, 13));
    /// assert_eq!([9, 10, 12, 13, 14].map(|outer| map.nearest_inner(outer)), [0, 1, 2, 2, 3]);
    /// ```
    #[must_use]
    pub fn nearest_inner(&self, outer: usize) -> usize {
        let before = self.escapes.partition_point(|(_, written)| written.start() < outer);
        match before.checked_sub(1).and_then(|i| self.escapes.get(i)) {
            Some((inner, written)) => inner.end() + outer.saturating_sub(written.end()),
            None => outer.saturating_sub(self.base),
        }
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

    /// The way back through two texts: from the decoded one to the one this map leads to, and from there on by `outer`.
    ///
    /// ```
    /// use v3q::text::{OffsetMap, Span};
    /// let mut decoded = OffsetMap::new(0); // `a b` is written `a%20b` …
    /// decoded.escape(Span::new(1, 2), Span::new(1, 4));
    /// let mut pasted = OffsetMap::new(0); // … and that has a byte-order mark in front
    /// pasted.escape(Span::at(0), Span::new(0, 3));
    /// assert_eq!(decoded.then(&pasted).outer(Span::new(2, 3)), Span::new(7, 8));
    /// ```
    #[must_use]
    pub fn then(&self, outer: &Self) -> Self {
        self.then_to(outer, usize::MAX)
    }

    /// The same for a decoded text of that length: what stands behind it is no part of the map.
    pub(crate) fn then_for(&self, length: usize, outer: &Self) -> Self {
        self.then_to(outer, self.outer(Span::new(0, length)).end())
    }

    /// The way back as far as byte `end` of the middle text.
    fn then_to(&self, outer: &Self, end: usize) -> Self {
        // What says nothing in front of the text is no part of it.
        let is_part = |place: Span| !(place.is_empty() && place.start() == self.base);
        let mut whole = Self::new(outer.outer(Span::new(self.base, self.base + 1)).start());
        let first = outer.escapes.partition_point(|(middle, _)| middle.end() < self.base);
        let further = outer.escapes.get(first..).unwrap_or_default().iter();
        let mut further = further.filter(|(middle, _)| is_part(*middle)).peekable();
        // Behind the escape that was added last, in the decoded text and in the middle one.
        let (mut inner_end, mut middle_end) = (0, self.base);
        let behind = (Span::at(usize::MAX), Span::at(end));
        for (inner, middle) in self.escapes.iter().chain([&behind]) {
            while let Some((place, written)) = further.next_if(|(place, _)| place.start() < middle.end()) {
                // One that stands inside an escape is a part of it.
                if place.end() <= middle.start() && place.start() >= middle_end {
                    let start = inner_end + (place.start() - middle_end);
                    whole.escape(Span::new(start, start + place.len()), *written);
                    (inner_end, middle_end) = (start + place.len(), place.end());
                }
            }
            if inner.start() != usize::MAX {
                whole.escape(*inner, outer.outer(*middle));
                (inner_end, middle_end) = (inner.end(), middle.end());
            }
        }
        whole
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
