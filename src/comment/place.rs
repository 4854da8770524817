//! Where a query stands, as comments speak of it.

use crate::saved::SavedQuery;
use crate::text::Span;

/// Where a query stands: comments speak of what begins in a line, or ends there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryPlace {
    /// Where its text begins.
    pub text: usize,
    /// All of it, with the name in front of it and the quotes around it.
    pub whole: Span,
}

impl QueryPlace {
    /// The place of a query in a file's text.
    ///
    /// ```
    /// use v3q::comment::QueryPlace;
    /// use v3q::saved::{Reading, format_of};
    /// let python = "import sailpoint\nfilters = \"\"\"\n  name eq 1\n\"\"\"\n";
    /// let queries = (format_of("a.py", python).read)(python, Reading::default()).unwrap();
    /// let place = QueryPlace::of(python, &queries[0]);
    /// assert_eq!(place.whole.of(python), "filters = \"\"\"\n  name eq 1\n\"");
    /// ```
    #[must_use]
    pub fn of(text: &str, query: &SavedQuery<'_>) -> Self {
        let whole = query.named_span();
        Self { text: query.span.start(), whole: quoted(text, query.span).map_or(whole, |it| whole.to(it)) }
    }

    /// A place that is no query's.
    #[must_use]
    pub fn at(offset: usize) -> Self {
        Self { text: offset, whole: Span::at(offset) }
    }
}

/// A text with the quotes around it: they may stand in other lines than it does.
fn quoted(text: &str, span: Span) -> Option<Span> {
    let before = text.get(..span.start())?.trim_ascii_end();
    let behind = text.get(span.end()..)?.trim_ascii_start();
    let quote = before.chars().next_back().filter(|it| matches!(it, '"' | '\'' | '`'))?;
    behind.starts_with(quote).then(|| Span::new(before.len() - 1, text.len() - behind.len() + 1))
}
