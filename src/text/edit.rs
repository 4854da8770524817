//! Replacements in a text.

use super::Span;

/// A replacement of one range of a text by another text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What goes; empty for an insertion.
    pub span: Span,
    /// What comes in its place; empty for a deletion.
    pub text: String,
}

impl Edit {
    /// Puts `text` where `span` is.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts `text` in at `offset`.
    #[must_use]
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), text)
    }

    /// Takes `span` out.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Applies `edits` to `text`, in the order of their places.
///
/// `None` where two of them overlap, or one does not fit the text: a half-applied fix is worse than none. The same
/// replacement given twice counts once; two insertions at one place overlap, also where they are the same, since each may
/// be needed, as with `)` and `)`.
///
/// ```
/// use v3q::text::{Edit, Span, apply_edits};
/// let edits = [Edit::replace(Span::new(2, 4), "eq"), Edit::insert(6, "\"")];
/// assert_eq!(apply_edits("a EQ x", &edits).as_deref(), Some("a eq x\""));
/// ```
#[must_use]
pub fn apply_edits(text: &str, edits: &[Edit]) -> Option<String> {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| edit.span);
    ordered.dedup_by(|a, b| a == b && !a.span.is_empty());
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = 0;
    let mut last: Option<Span> = None;
    for edit in ordered {
        if last.is_some_and(|last| last == edit.span && edit.span.is_empty()) {
            return None;
        }
        out.push_str(text.get(done..edit.span.start())?);
        text.get(edit.span.range())?;
        out.push_str(&edit.text);
        done = edit.span.end();
        last = Some(edit.span);
    }
    out.push_str(text.get(done..)?);
    Some(out)
}
