//! Operands as they are written.

use std::borrow::Cow;

use super::placeholder::{PlaceholderStyles, holes};
use crate::text::Span;

/// An operand as it is written. What it means depends on the field's type.
#[derive(Debug, Clone, Copy)]
pub struct Literal<'a> {
    filter_text: &'a str,
    data: LiteralData,
    styles: PlaceholderStyles,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LiteralData {
    pub(super) kind: LiteralKind,
    /// Quotes included.
    pub(super) span: Span,
}

/// What an operand looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LiteralKind {
    /// Text, and how it is quoted.
    String(Quotes),
    /// A number by JSON's grammar; four digits may be a year.
    Number,
    /// `true` or `false`.
    Boolean(bool),
    /// A date-time with an offset, not quoted.
    DateTime,
    /// A full date, not quoted.
    Date,
    /// A placeholder outside quotes.
    Placeholder,
}

impl LiteralKind {
    /// Whether it is a string that begins with a quote.
    pub(crate) fn is_quoted(self) -> bool {
        matches!(self, Self::String(Quotes::Double | Quotes::Single | Quotes::Unclosed))
    }
}

/// How a string is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quotes {
    /// `"x"`, as it should be.
    Double,
    /// `'x'`.
    Single,
    /// `x`, a bare word.
    Bare,
    /// `"x`, up to the end of the text.
    Unclosed,
}

impl<'a> Literal<'a> {
    pub(super) fn new(filter_text: &'a str, data: LiteralData, styles: PlaceholderStyles) -> Self {
        Self { filter_text, data, styles }
    }

    /// Whether it is a string with placeholders in it.
    #[must_use]
    pub fn has_holes(self) -> bool {
        matches!(self.data.kind, LiteralKind::String(_)) && holes(self.text(), self.styles).next().is_some()
    }

    /// What it looks like.
    #[must_use]
    pub fn kind(self) -> LiteralKind {
        self.data.kind
    }

    /// Where it stands, quotes included.
    #[must_use]
    pub fn span(self) -> Span {
        self.data.span
    }

    /// How it was written, quotes included.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.data.span.of(self.filter_text)
    }

    /// What a string says: without quotes, escapes resolved. For anything else, its text.
    #[must_use]
    pub fn string(self) -> Cow<'a, str> {
        match self.data.kind {
            LiteralKind::String(Quotes::Double | Quotes::Single | Quotes::Unclosed) => self.part(self.inner()),
            LiteralKind::String(Quotes::Bare)
            | LiteralKind::Number
            | LiteralKind::Boolean(_)
            | LiteralKind::DateTime
            | LiteralKind::Date
            | LiteralKind::Placeholder => Cow::Borrowed(self.text()),
        }
    }

    /// Where its text stands without quotes.
    pub(super) fn inner(self) -> Span {
        let (start, end) = (self.data.span.start(), self.data.span.end());
        match self.data.kind {
            LiteralKind::String(Quotes::Double | Quotes::Single) => Span::new(start + 1, end.saturating_sub(1)),
            LiteralKind::String(Quotes::Unclosed) => Span::new(start + 1, end),
            LiteralKind::String(Quotes::Bare)
            | LiteralKind::Number
            | LiteralKind::Boolean(_)
            | LiteralKind::DateTime
            | LiteralKind::Date
            | LiteralKind::Placeholder => self.data.span,
        }
    }

    /// What a part of it says, escapes resolved where it has any.
    pub(super) fn part(self, span: Span) -> Cow<'a, str> {
        let text = span.of(self.filter_text);
        match self.data.kind {
            LiteralKind::String(Quotes::Double | Quotes::Single | Quotes::Unclosed) => unescaped(text),
            LiteralKind::String(Quotes::Bare)
            | LiteralKind::Number
            | LiteralKind::Boolean(_)
            | LiteralKind::DateTime
            | LiteralKind::Date
            | LiteralKind::Placeholder => Cow::Borrowed(text),
        }
    }
}

/// The text with `\"`, `\'` and `\\` resolved; another `\x` stays, it has its own error.
fn unescaped(inner: &str) -> Cow<'_, str> {
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.clone().next() {
            Some(escaped @ ('"' | '\\' | '\'')) => {
                out.push(escaped);
                chars.next();
            }
            _ => out.push('\\'),
        }
    }
    Cow::Owned(out)
}
