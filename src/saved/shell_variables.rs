//! What a shell script puts into variables of its own: `FILTERS=…`, `filters+=' and …'`, `filters=$(printf …)`.
//!
//! A variable is not sent with what stands behind it, and nothing tells which endpoint it is for.

use super::counted::gathered;
use super::host_text::HostText;
use super::nearness::Nearness;
use super::query::SavedQuery;
use super::shape::{NAMES_OF_QUERIES, counts_under_longer_name, is_foreign};
use super::shell_words::Command;
use super::url_in_text::is_open_filter;
use super::url_value::InString;
use crate::text::Span;

/// Words that variables stand behind.
const DECLARE: [&str; 5] = ["export", "local", "declare", "readonly", "typeset"];

/// How long the name of a variable may be.
const MOST_NAME: usize = 100;

/// Which words of a command set variables: those in front of it, or all behind a word that declares some.
pub(super) fn variables(command: &Command) -> usize {
    match command.first() {
        Some(first) if DECLARE.contains(&first.text()) => command.len(),
        Some(_) | None => command.iter().take_while(|word| name(word.text()).is_some()).count(),
    }
}

/// The name in front of `=` or `+=`.
fn name(text: &str) -> Option<&str> {
    let (name, _) = text.split_once('=')?;
    let name = name.strip_suffix('+').unwrap_or(name);
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    (name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(is_part)).then_some(name)
}

/// The parameter that a variable is named for, and whether its name is more than that, as `ACCOUNT_FILTERS` is.
fn parameter(name: &str) -> Option<(&'static str, bool)> {
    let lower = name.to_ascii_lowercase();
    let named = NAMES_OF_QUERIES.into_iter().find(|it| *it == lower).map(|it| (it, false));
    named.or_else(|| {
        let longer = ["filters", "sorters"].into_iter().find(|it| lower.ends_with(it))?;
        let last = name.get(name.len() - longer.len()..)?;
        let begins_word = lower.ends_with(&format!("_{longer}")) || name != lower && last.starts_with(['F', 'S']);
        begins_word.then_some((longer, true))
    })
}

/// The query that a word puts into a variable.
pub(super) fn variable(word: &HostText, file: Nearness) -> Option<SavedQuery<'static>> {
    let text = word.text();
    let name = name(text)?;
    let (parameter, is_longer) = parameter(name)?;
    let (front, value) = text.split_once('=')?;
    let mut start = text.len() - value.len();
    if front.ends_with('+') {
        // Only what is joined to a filter can be told from a part of a clause.
        let rest = value.trim_ascii_start();
        let (connective, clause) = rest.split_once([' ', '\t', '\n'])?;
        let is_joined = ["and", "or"].iter().any(|it| connective.eq_ignore_ascii_case(it));
        if !is_joined || !parameter.starts_with("filter") || is_open_filter(clause) {
            return None;
        }
        start = text.len() - clause.len();
    }
    let name_span = Some(word.outer(Span::new(0, name.len())));
    let found = word.expression(parameter, name_span, Span::new(start, text.len()));
    let counts = || !is_foreign(name) && counts_under_longer_name(parameter, &found.value, file);
    match is_longer {
        true => counts().then(|| gathered(vec![found], None, Nearness::Beside)).flatten(),
        false => gathered(vec![found], None, file),
    }
}

/// Whether a filter ends with a word that joins clauses.
fn ends_joined(filter: &str) -> bool {
    let last = filter.trim_ascii_end().rsplit([' ', '\t']).next().unwrap_or_default();
    ["and", "or"].iter().any(|it| last.eq_ignore_ascii_case(it))
}

/// The query that `printf` writes into a variable: `filters=$(printf 'name eq "%s"' "$name")`.
pub(super) fn printed(command: &Command, script: &str, file: Nearness) -> Option<SavedQuery<'static>> {
    let [first, format, ..] = command.as_slice() else { return None };
    let before = script.get(..first.span().start()).filter(|_| first.text() == "printf")?.strip_suffix("$(")?;
    let before = before.strip_suffix('"').unwrap_or(before).strip_suffix('=')?;
    let is_part = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let length = before.chars().rev().take(MOST_NAME).take_while(is_part).count();
    let key = Span::new(before.len() - length, before.len());
    let (parameter, is_longer) = parameter(key.of(script))?;
    // What is filled in outside of strings, or escaped, is not known as it is printed.
    let mut string = InString::default();
    let is_plain = format.text().chars().all(|c| {
        string.step(c);
        c != '\\' && (c != '%' || string.is_open())
    });
    // More is printed behind one that ends with `or`.
    if !is_plain || format.text().starts_with('-') || ends_joined(format.text()) {
        return None;
    }
    let found = format.expression(parameter, Some(key), Span::new(0, format.text().len()));
    gathered(vec![found], None, if is_longer { Nearness::Nowhere } else { file })
}
