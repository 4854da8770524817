//! The command of a shell that a text is handed to, as a parameter or in a table: `Get-Accounts -Filters "…"`,
//! `Invoke-Paginate -Function "Get-Accounts" -Parameters @{ Filters = "…" }`.

use std::collections::HashSet;

use super::calls::VERSIONS;
use super::lexer::{Bracket, Lexed, Literal};
use crate::saved::query::SavedCall;
use crate::text::{Span, boundary_behind};

/// The verbs of cmdlets, with the first words of the operations they stand for.
const VERBS: [(&str, &[&str]); 6] = [
    ("Get", &["list", "get"]),
    ("Search", &["search", "list"]),
    ("Find", &["find", "list"]),
    ("Export", &["export"]),
    ("Compare", &["compare"]),
    ("Measure", &["count"]),
];

/// How far the command of a parameter is searched for, in bytes.
const MOST_COMMAND: usize = 1024;

/// How many strings and brackets over several lines a command may have.
const MOST_STRINGS: usize = 8;

/// The cmdlet that the parameter at `key` is given to.
pub(super) fn cmdlet(text: &str, lexed: &Lexed, key: Span) -> Option<(SavedCall, Span)> {
    let start = command(text, lexed, key.start())?;
    named(text, Span::new(start, key.start()))
}

/// Cmdlets that send what they are given.
const SENDERS: [&str; 3] = ["Invoke-RestMethod", "Invoke-WebRequest", "Invoke-Paginate"];

/// The last cmdlet in front of the parameter at `key`, whatever its verb, where it is none that sends to any URL.
pub(super) fn other_cmdlet(text: &str, lexed: &Lexed, key: Span) -> Option<Span> {
    let command = text.get(command(text, lexed, key.start())?..key.start())?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let starts = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
    let is_cmdlet = |it: &&str| it.split_once('-').is_some_and(|(verb, noun)| starts(verb) && starts(noun));
    let name = command.split(|c: char| !is_part(c)).rev().find(is_cmdlet)?;
    let from = name.as_ptr() as usize - text.as_ptr() as usize;
    let sends = SENDERS.iter().any(|it| it.eq_ignore_ascii_case(name));
    (!sends).then(|| Span::new(from, from + name.len()))
}

/// The names of the functions that a text defines, in lower case.
pub(super) fn functions(text: &str) -> HashSet<String> {
    let mut words = text.split(|c: char| c.is_ascii_whitespace() || matches!(c, '(' | '{'));
    let mut names = HashSet::new();
    while let Some(word) = words.next() {
        if word.eq_ignore_ascii_case("function") || word.eq_ignore_ascii_case("filter") {
            names.extend(words.find(|it| !it.is_empty()).map(str::to_ascii_lowercase));
        }
    }
    names
}

/// Where a bracket opens in a line above and closes before `end`: `-Headers @{⏎ … ⏎} -Body …`.
fn opened_above(lexed: &Lexed, line: usize, end: usize) -> Option<usize> {
    let last = lexed.brackets.partition_point(|it| it.open < line).checked_sub(1)?;
    let mut bracket = lexed.brackets.get(last)?;
    for _ in 0..MOST_STRINGS {
        if bracket.end > line {
            return (bracket.end <= end).then_some(bracket.open);
        }
        bracket = lexed.brackets.get(bracket.parent?)?;
    }
    None
}

/// Where the command begins that goes on at `end`.
fn command(text: &str, lexed: &Lexed, end: usize) -> Option<usize> {
    let mut start = end;
    let mut least = start.saturating_sub(MOST_COMMAND);
    let mut strings = 0;
    // The command begins with its line, or with one before it that a backtick, a string or a bracket carries on.
    loop {
        let before = text.as_bytes().get(least..start)?;
        let line = memchr::memrchr(b'\n', before).map_or(least, |it| least + it + 1);
        start = line;
        let number = lexed.literals.partition_point(|it| it.span.end() <= line);
        let string = lexed.literals.get(number).map(|it| it.span.start()).filter(|it| *it < line);
        let begun = string.or_else(|| opened_above(lexed, line, end));
        if let Some(begun) = begun.filter(|_| strings < MOST_STRINGS) {
            strings += 1;
            start = begun;
            least = start.saturating_sub(MOST_COMMAND);
            continue;
        }
        let above = text.as_bytes().get(..line.saturating_sub(1)).unwrap_or_default().trim_ascii_end();
        if line == least || above.last() != Some(&b'`') {
            break;
        }
        start = above.len().max(least);
        if start == least {
            break;
        }
    }
    Some(boundary_behind(text, start))
}

/// The last cmdlet that a part of a command names.
fn named(text: &str, command: Span) -> Option<(SavedCall, Span)> {
    let command = command.of(text);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut words = command.split(|c: char| !is_part(c)).rev();
    words.find_map(|word| {
        let (verb, noun) = word.split_once('-')?;
        let (_, firsts) = VERBS.iter().find(|(known, _)| known.eq_ignore_ascii_case(verb))?;
        let from = word.as_ptr() as usize - text.as_ptr() as usize;
        let version = VERSIONS.into_iter().find(|it| {
            let starts = noun.get(..it.len()).is_some_and(|front| front.eq_ignore_ascii_case(it));
            starts && noun.len() > it.len()
        });
        let noun = noun.get(version.map_or(0, str::len)..)?;
        let names = firsts.iter().map(|first| format!("{first}{noun}")).collect();
        let is_versioned = version.is_some();
        let version = Some(version.unwrap_or("v3"));
        (!noun.is_empty())
            .then(|| (SavedCall { names, version, is_versioned, decides: false }, Span::new(from, from + word.len())))
    })
}

/// The cmdlet that the paginator calls which a table of parameters is handed to.
pub(super) fn paginated(text: &str, lexed: &Lexed, table: Bracket) -> Option<(SavedCall, Span)> {
    let command = of_table(text, lexed, table)?;
    command.of(text).to_ascii_lowercase().contains("paginate").then(|| named(text, command)).flatten()
}

/// The numbers of the literals directly in a command, whose part in front is given, and which goes on at `end`.
pub(super) fn beside(text: &str, lexed: &Lexed, (front, end): (Span, usize), parent: Option<usize>) -> Vec<usize> {
    let first = lexed.literals.partition_point(|it| it.span.start() < front.start());
    let behind = text.get(end..).unwrap_or_default();
    let line = behind.find(['\n', ';', '|']).unwrap_or(behind.len()).min(MOST_COMMAND);
    // `-Uri ("{0}/accounts" -f $base)`
    let in_parentheses = |it: &Literal| {
        let around = it.parent.and_then(|it| lexed.brackets.get(it));
        around.is_some_and(|around| around.byte == b'(' && around.parent == parent)
    };
    let is_beside = |(_, it): &(usize, &Literal)| it.opened.form.is_text && (it.parent == parent || in_parentheses(it));
    let literals = lexed.literals.iter().enumerate().skip(first);
    literals.take_while(|(_, it)| it.span.start() < end + line).filter(is_beside).map(|(at, _)| at).collect()
}

/// The part of its command that stands in front of a table.
pub(super) fn of_table(text: &str, lexed: &Lexed, table: Bracket) -> Option<Span> {
    let is_table = table.byte == b'{' && text.get(..table.open)?.ends_with('@');
    is_table.then(|| before(text, lexed, table.open)).flatten()
}

/// The part of its command that stands in front of a parameter.
pub(super) fn of_parameter(text: &str, lexed: &Lexed, key: Span) -> Option<Span> {
    before(text, lexed, key.start())
}

fn before(text: &str, lexed: &Lexed, end: usize) -> Option<Span> {
    let start = command(text, lexed, end)?;
    let written = text.get(start..end)?;
    // One line may hold several commands.
    let first = written.rfind([';', '|']).map_or(start, |it| start + it + 1);
    Some(Span::new(first, end))
}
