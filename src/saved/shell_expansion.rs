//! What a shell expands: `$name`, `$$`, `${…}`, `$(…)`, `$[…]` and `` `…` ``.

use super::shell_closing::{Inside, closing};
use crate::text::Span;

/// How long an expansion in braces or brackets may be.
const MOST_EXPANSION: usize = 256;

/// Parameters of the shell's own.
const SPECIAL: [char; 7] = ['@', '*', '#', '?', '-', '$', '!'];

/// What is a number for certain, or letters alone: it is named so that no quote is feared in it.
const WITHOUT_QUOTES: [(&str, &str); 5] = [
    ("$$", "quoteless_process"),
    ("$#", "quoteless_count"),
    ("$?", "quoteless_status"),
    ("$!", "quoteless_job"),
    ("$-", "quoteless_flags"),
];

/// The name of an expansion whose value has no quotes: numbers and flags of the shell's own.
pub(super) fn name_without_quotes(source: &str) -> Option<&'static str> {
    WITHOUT_QUOTES.iter().find(|(known, _)| source == *known).map(|(_, name)| *name)
}

/// An expansion; all places count from its beginning.
pub(super) struct Expansion {
    /// How long it is.
    pub(super) length: usize,
    /// What is expanded.
    pub(super) expression: Span,
    /// The commands in it.
    pub(super) commands: Option<Span>,
    /// Whether it has its end.
    pub(super) is_closed: bool,
}

/// The expansion that `text` begins with.
pub(super) fn expansion(text: &str) -> Option<Expansion> {
    let behind = text.strip_prefix('$').unwrap_or_default();
    if text.starts_with('`') {
        Some(commands(text, 1, Inside::Backquotes))
    } else if behind.starts_with('(') {
        let inside = Inside::parenthesis(text.get(2..).unwrap_or_default());
        Some(commands(text, 2, inside))
    } else if behind.starts_with("{{") {
        // A workflow's own expression: it is filled in before the shell reads the script.
        let inner = start(text.get(3..)?);
        Some(bracketed(text, 3, inner.find("}}"), "}}"))
    } else if behind.starts_with('{') {
        Some(bracketed(text, 2, closing(start(text.get(2..)?), Inside::Braces), "}"))
    } else if behind.starts_with('[') {
        Some(bracketed(text, 2, closing(start(text.get(2..)?), Inside::Brackets), "]"))
    } else {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = match behind.chars().next()? {
            c if c.is_ascii_digit() || SPECIAL.contains(&c) => 1,
            _ => behind.find(|c| !is_name(c)).unwrap_or(behind.len()),
        };
        let expression = Span::new(1, 1 + length);
        (length > 0).then_some(Expansion { length: 1 + length, expression, commands: None, is_closed: true })
    }
}

/// How long the command is that `text` begins with, where that is arithmetic: `((…))`.
pub(super) fn arithmetic(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("((")?;
    let end = closing(start(inner), Inside::Arithmetic)?;
    // Parentheses that end apart hold commands: `((a); b)`.
    inner.get(end..)?.starts_with("))").then_some(end + 4)
}

/// As much of a text as an expansion may take.
fn start(text: &str) -> &str {
    text.char_indices().nth(MOST_EXPANSION).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Commands up to what closes them, or to the end of the text.
fn commands(text: &str, open: usize, inside: Inside) -> Expansion {
    let found = closing(text.get(open..).unwrap_or_default(), inside);
    let inner = Span::new(open, found.map_or(text.len(), |it| open + it));
    let length = (inner.end() + 1).min(text.len());
    Expansion { length, expression: inner, commands: Some(inner), is_closed: found.is_some() }
}

/// An expansion between brackets; where they have no end it is the `$` alone.
fn bracketed(text: &str, open: usize, found: Option<usize>, close: &str) -> Expansion {
    let end = found.map(|it| open + it).filter(|it| it + close.len() <= text.len());
    let expression = end.map_or(Span::at(1), |end| Span::new(open, end));
    let length = end.map_or(1, |end| end + close.len());
    Expansion { length, expression, commands: None, is_closed: end.is_some() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expansion_ends_with_its_own_bracket() {
        for (text, length) in [
            ("$$b", 2),
            ("$#", 2),
            ("$-x", 2),
            ("$10", 2),
            ("$a_1-b", 4),
            ("${a:-${b}}c", 10),
            ("${a:-\"}\"}c", 9),
            ("${a:-it's}c", 10),
            ("$[1+(2)]c", 8),
            ("$((1+2))c", 8),
            ("$(echo \")\")\" c", 11),
            ("$(echo ')' \"$(a \")\")\")c", 22),
            ("$(a \\))c", 7),
            ("`a \\` b`c", 8),
            ("${{ a }}c", 8),
        ] {
            let found = expansion(text).unwrap();
            assert!(found.is_closed, "{text}");
            assert_eq!(found.length, length, "{text}");
        }
        for open in ["$(a", "${a", "`a", "$[a", "${{ a }", "$(a 'b)"] {
            assert!(!expansion(open).unwrap().is_closed, "{open}");
        }
        for none in ["$", "$ a", "$\"", "$/"] {
            assert!(expansion(none).is_none(), "{none}");
        }
    }
}
