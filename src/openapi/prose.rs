//! Pieces of a description: emphasised words, sentences, lines.

/// A line of a description that was not understood, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnreadLine {
    pub(super) reason: &'static str,
    pub(super) line: String,
}

impl UnreadLine {
    pub(super) fn new(reason: &'static str, line: &str) -> Self {
        Self { reason, line: line.to_owned() }
    }
}

/// The lines that say something, without bullets.
pub(super) fn lines(description: &str) -> impl Iterator<Item = &str> {
    description
        .lines()
        .map(|line| line.trim().trim_end_matches('\\').trim_end())
        .filter(|line| !line.is_empty())
        .map(|line| line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line).trim_start())
}

/// What stands between `mark`s at the start of `text`, and what follows.
pub(super) fn marked<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let (inside, rest) = text.strip_prefix(mark)?.split_once(mark)?;
    (!inside.trim().is_empty()).then(|| (inside.trim(), rest.trim_start()))
}

/// What is emphasised in any way at the start of `text`, and what follows.
pub(super) fn emphasised(text: &str) -> Option<(&str, &str)> {
    ["**", "*", "`"].into_iter().find_map(|mark| marked(text, mark))
}

/// Every emphasised piece of `text`.
pub(super) fn all_emphasised(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['*', '`']) {
        rest = rest.get(start..).unwrap_or_default();
        match emphasised(rest) {
            Some((inside, after)) => {
                found.push(inside);
                rest = after;
            }
            None => rest = rest.get(1..).unwrap_or_default(),
        }
    }
    found
}

/// The text without marks of emphasis.
pub(super) fn plain(text: &str) -> String {
    text.replace(['*', '`'], "")
}

/// What follows the opening sentence `… described in [title](address)`, where `text` begins with it.
pub(super) fn after_opening<'t>(text: &'t str, opening: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(opening)?;
    let (_, address) = rest.split_once("](")?;
    let (_, rest) = address.split_once(')')?;
    Some(rest.trim_start_matches('.').trim_start())
}

/// The sentences of a line, without their full stops. A stop inside a word or a version is none.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ").map(|it| it.trim().trim_end_matches('.').trim_end()).filter(|it| !it.is_empty())
}

/// Whether the rest of the line shows an example; examples say nothing new.
pub(super) fn is_example(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    ["for example", "example:", "examples:", "the following is valid", "the following is invalid", "e.g."]
        .iter()
        .any(|it| lower.starts_with(it))
}
