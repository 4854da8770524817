//! Places that lie in each other or beside each other.

use crate::text::Span;

/// Spans of which no two overlap but one that lies in the other.
#[derive(Debug, Default)]
pub(super) struct Nested {
    spans: Vec<Span>,
    /// The number of the one that each lies in.
    around: Vec<Option<usize>>,
}

impl Nested {
    pub(super) fn new(mut spans: Vec<Span>) -> Self {
        spans.sort_by_key(|it| (it.start(), std::cmp::Reverse(it.end())));
        spans.dedup();
        let mut around = Vec::with_capacity(spans.len());
        let mut open: Vec<usize> = Vec::new();
        for (number, span) in spans.iter().enumerate() {
            while let Some(last) = open.last()
                && spans.get(*last).is_some_and(|it| it.end() <= span.start())
            {
                open.pop();
            }
            around.push(open.last().copied());
            open.push(number);
        }
        Self { spans, around }
    }

    /// All that lie around a place, the innermost first.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = Span> {
        let last = self.spans.partition_point(|it| it.start() <= at).checked_sub(1);
        let next = |number: &usize| self.around.get(*number).copied().flatten();
        let all = std::iter::successors(last, next).filter_map(|number| self.spans.get(number).copied());
        all.filter(move |it| at < it.end() || it.start() == at)
    }

    /// The outermost that begins in `line`.
    pub(super) fn begun_in(&self, line: Span) -> Option<Span> {
        let first = self.spans.partition_point(|it| it.start() < line.start());
        self.spans.get(first).copied().filter(|it| it.start() <= line.end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_comes_first() {
        let span = |(start, end)| Span::new(start, end);
        let nested = Nested::new([(20, 30), (0, 10), (2, 8), (2, 4), (6, 8)].map(span).to_vec());
        let around = |at| nested.around(at).map(|it| (it.start(), it.end())).collect::<Vec<_>>();
        assert_eq!(around(3), [(2, 4), (2, 8), (0, 10)]);
        assert_eq!(around(5), [(2, 8), (0, 10)]);
        assert_eq!(around(9), [(0, 10)]);
        assert_eq!(around(12), []);
        assert_eq!(nested.begun_in(Span::new(1, 5)), Some(Span::new(2, 8)));
    }
}
