//! What the string literals of a language look like: the rows that drive the lexer.

use super::escapes::{Ends, Escapes};
use crate::saved::{ReadError, Reading, SavedFormat, SavedQuery};
use crate::syntax::{PlaceholderStyle, PlaceholderStyles};

/// The placeholders that live in string literals: those of expressions, and those that a program fills in by itself.
const PLACEHOLDERS: fn() -> PlaceholderStyles = || {
    PlaceholderStyles::of(&[
        PlaceholderStyle::DoubleBraces,
        PlaceholderStyle::DollarBraces,
        PlaceholderStyle::Braces,
        PlaceholderStyle::Percent,
    ])
};

/// The format of a language's files, which are known by their names alone.
pub(super) const fn format(
    name: &'static str,
    summary: &'static str,
    extensions: &'static [&'static str],
    read: fn(&str, Reading) -> Result<Vec<SavedQuery<'_>>, ReadError>,
) -> SavedFormat {
    SavedFormat {
        name,
        summary,
        extensions,
        placeholders: PLACEHOLDERS,
        splices: true,
        recognises: |_| false,
        read,
        lines: None,
    }
}

/// A language whose string literals may hold queries.
#[derive(Debug)]
pub(in crate::saved) struct Language {
    /// What begins a comment that ends with its line.
    pub(super) line_comments: &'static [&'static str],
    /// What begins a comment, and what ends it.
    pub(super) block_comments: &'static [(&'static str, &'static str)],
    /// The forms of its strings; the first one that fits counts.
    pub(super) strings: &'static [StringForm],
    /// Its here-documents, where it has them, and those whose tag stands in single quotes.
    pub(super) heredoc: Option<[&'static StringForm; 2]>,
    /// Whether a slash may begin a regular expression.
    pub(super) regexes: bool,
    /// What takes the next character's meaning away outside strings.
    pub(super) code_escape: Option<u8>,
    /// How a key and its value are joined, beside `key = value`.
    pub(super) pairs: &'static [Pair],
    /// Whether `name="…"` may be an attribute of markup, whose text has no escapes.
    pub(super) markup: bool,
    /// Whether strings that stand side by side are one.
    pub(super) adjacent: bool,
    /// Whether `+` joins strings.
    pub(super) plus: bool,
    /// Whether a call may end with a block in braces.
    pub(super) blocks: bool,
    /// What stands in braces.
    pub(super) braces: Braces,
    /// What carries a line on to the next one where it stands at its end.
    pub(super) line_joint: Option<char>,
    /// Methods that take the blanks around a string away at most.
    pub(super) trims: &'static [&'static str],
    /// Whether `condition ? "…" : "…"` is one of two values.
    pub(super) conditional: bool,
    /// What stands between a value and the one that is taken instead.
    pub(super) defaults: &'static [&'static str],
    /// Calls that percent-encode a text; where one name ends with another, the longer one first.
    pub(super) encoders: &'static [&'static str],
    /// What fills in the marks of a string.
    pub(super) formatters: &'static [Formatter],
}

/// How a key and its value are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pair {
    /// `filters: "…"`, `"filters": "…"`
    Colon,
    /// `"filters" => "…"`
    Arrow,
    /// `.filters("…")`
    Call,
    /// `("filters", "…")`
    Comma,
    /// `-Filters "…"`
    Dash,
    /// `"filters": {"…"}`, `"filters": []string{"…"}`
    List,
    /// `filters={"…"}`, an attribute of markup
    Braces,
}

/// What braces may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Braces {
    /// Values alone.
    Values,
    /// A value behind `@`, statements elsewhere.
    MarkedValues,
    /// Either, as what stands in front of them says.
    Either,
}

/// One form of string literal.
#[derive(Debug)]
pub(super) struct StringForm {
    /// What may stand in front of the quote, in lower case: `f` of `f"…"`.
    pub(super) prefixes: &'static [&'static str],
    /// What opens it.
    pub(super) open: &'static str,
    /// What closes it.
    pub(super) close: Close,
    pub(super) escapes: Escapes,
    pub(super) holes: Holes,
    /// Whether it may hold line breaks.
    pub(super) multiline: bool,
    /// Whether the blanks that its lines have in common at their beginning are no text.
    pub(super) indented: bool,
    /// Whether it can be a query: a character or a list of words can't.
    pub(super) is_text: bool,
}

/// What closes a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    /// This text.
    Text(&'static str),
    /// As many quotes as opened it.
    Run,
    /// The bracket or character that belongs to the one behind what opens it.
    Delimiter,
    /// The bracket that belongs to the one that opens it, this one; it begins only where a value does.
    Bracket(u8),
    /// A line with the tag that opened it.
    Line,
}

/// How expressions stand in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::saved) enum Holes {
    /// Not at all.
    None,
    /// `{expression}`; a brace is written twice.
    Braces,
    /// `${expression}`; `\$` is a dollar.
    DollarBraces,
    /// `${expression}` and `%{directive}`; `$${` and `%%{` are text.
    Template,
    /// `#{expression}`; `\#` is a hash.
    HashBraces,
    /// `$name`, `${name}` and `$(expression)`.
    Dollar,
}

/// What fills in the marks of a string, and where it stands.
#[derive(Debug)]
pub(super) enum Formatter {
    /// A call whose first argument is the string.
    Call(&'static str, Marks),
    /// What follows the string.
    Behind(&'static str, Marks),
}

/// The marks that a formatter fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::saved) enum Marks {
    /// None: the string says what it says.
    None,
    /// `%s`, `%(name)s`; `%%` is a per cent sign.
    Percent,
    /// `{}`, `{name}`; a brace is written twice.
    Braces,
}

impl StringForm {
    /// A string between two quotes, on one line, with backslashes.
    pub(super) const fn quoted(quote: &'static str, escapes: Escapes) -> Self {
        Self {
            prefixes: &[""],
            open: quote,
            close: Close::Text(quote),
            escapes,
            holes: Holes::None,
            multiline: false,
            indented: false,
            is_text: true,
        }
    }

    /// The same, with these letters in front.
    pub(super) const fn prefixed(self, prefixes: &'static [&'static str]) -> Self {
        Self { prefixes, ..self }
    }

    /// The same, with expressions in it.
    pub(super) const fn with_holes(self, holes: Holes) -> Self {
        Self { holes, ..self }
    }

    /// The same, over several lines.
    pub(super) const fn over_lines(self) -> Self {
        Self { multiline: true, ..self }
    }

    /// The same, without the blanks that its lines have in common at their beginning.
    pub(super) const fn indented(self) -> Self {
        Self { indented: true, ..self }
    }

    /// The same, closed in another way.
    pub(super) const fn closed_by(self, close: Close) -> Self {
        Self { close, ..self }
    }

    /// The same, but never a query.
    pub(super) const fn no_text(self) -> Self {
        Self { is_text: false, ..self }
    }

    /// The quote that has to be escaped inside; none where a whole line closes it, or brackets do.
    pub(super) fn quote(&self) -> Option<char> {
        match self.close {
            Close::Text(close) if close.starts_with('\n') => None,
            Close::Text(close) => close.chars().next(),
            Close::Run => Some('"'),
            Close::Delimiter | Close::Bracket(_) | Close::Line => None,
        }
    }

    /// What ends it.
    pub(super) fn ends(&self) -> Ends {
        match self.close {
            Close::Text(close) if close.starts_with('\n') => Ends::Line,
            Close::Text(close) if close.chars().nth(1).is_some() => Ends::Quotes,
            Close::Run => Ends::Run,
            Close::Line => Ends::Line,
            Close::Text(_) | Close::Delimiter | Close::Bracket(_) => Ends::Once,
        }
    }
}
