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

/// Commands that print no quotes, unless they are told to.
const COMMANDS_WITHOUT_QUOTES: [&str; 2] = ["date", "uuidgen"];

/// How a pipe replaces quotes, or takes them out.
const REPLACEMENTS: [&str; 6] =
    ["sed 's/\"/", "sed 's/\\\"/", "sed 's/[\"", "sed \"s/\\\"/", "tr -d '\"'", "tr -d \\\""];

/// The name of an expansion whose value has no quotes: numbers and flags of the shell's own, arithmetic, lengths, what
/// prints none, and what replaces them.
pub(super) fn name_without_quotes(source: &str) -> Option<String> {
    let known = WITHOUT_QUOTES.iter().find(|(known, _)| source == *known).map(|(_, name)| (*name).to_owned());
    known.or_else(|| has_no_quotes(source).then(|| format!("quoteless {source}")))
}

fn has_no_quotes(source: &str) -> bool {
    let inside = |open: &str, close: &str| source.strip_prefix(open).and_then(|it| it.strip_suffix(close));
    if let Some(braces) = inside("${", "}") {
        let name = braces.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        let is_length = braces.starts_with('#') && braces.len() > 1;
        return is_length || name.strip_prefix("//").is_some_and(replaces_quotes);
    }
    if inside("$[", "]").is_some()
        || source.strip_prefix('$').and_then(arithmetic) == Some(source.len().saturating_sub(1))
    {
        return true;
    }
    let Some(command) = inside("$(", ")").or_else(|| inside("`", "`")).map(str::trim_ascii) else { return false };
    let first = command.split_ascii_whitespace().next().unwrap_or_default();
    let tells_quotes = command.contains('\\') || (command.contains('\'') && command.contains('"'));
    let is_one = !command.contains([';', '&', '\n']);
    let is_plain = is_one && !tells_quotes && !command.contains('|');
    // `date` prints what stands in its format.
    let prints_itself = command.split_once('+').is_none_or(|(_, format)| !format.contains('$'));
    let replaces =
        |it: &&str| command.split_once(*it).is_some_and(|(_, behind)| !it.starts_with("sed") || behind.contains("/g"));
    (is_plain && prints_itself && COMMANDS_WITHOUT_QUOTES.contains(&first))
        || (is_one && REPLACEMENTS.iter().any(replaces))
}

/// Whether the pattern of `${name//pattern/text}` has a quote: `\"`, `'"'`.
fn replaces_quotes(behind: &str) -> bool {
    let (pattern, _) = behind.split_once('/').unwrap_or((behind, ""));
    matches!(pattern, "\\\"" | "'\"'") || pattern.starts_with("[\"")
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
    fn numbers_and_what_is_replaced_have_no_quotes() {
        for source in [
            "$#",
            "$((a + 1))",
            "$[a + 1]",
            "${#name}",
            "${#list[@]}",
            "$(date -u +%F)",
            "$(date -d \"$day\" +%F)",
            "`uuidgen`",
            "${name//\\\"/\\\\\\\"}",
            "${name//'\"'/}",
            "$(echo \"$name\" | sed 's/\"/\\\\\"/g')",
        ] {
            assert!(name_without_quotes(source).is_some(), "{source}");
        }
        for source in [
            "$name",
            "$1",
            "${name}",
            "${#}x",
            "${name:-//\\\"}",
            "${name//a/\\\"}",
            "$(date; cat x)",
            "$(date +'\"%F\"')",
            "$(date +\\\"%F\\\")",
            "$(dated)",
            "$(date \"+%F $NAME\")",
            "$(echo \"$NAME\" | sed 's/\"//')",
            "$(cat a; echo | tr -d '\"')",
            "${NAME//\\\"x/}",
            "$((echo a); b)",
            "$(echo \"$name\" | sed 's/a/\"/')",
        ] {
            assert!(name_without_quotes(source).is_none(), "{source}");
        }
    }

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
