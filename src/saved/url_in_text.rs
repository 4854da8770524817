//! URLs with a filter or a sorter, wherever they stand in a text.

use super::shape::NAMES_OF_QUERIES;
use super::url::{looks_like_url, method};
use crate::text::Span;

/// The URLs of `text` that have one of the parameters, a method in front of them included.
///
/// A text that is one URL may hold blanks and quotes as they are; in prose a URL ends before them.
pub(super) fn urls(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let Some(first) = parameter(text, 0) else { return found };
    if let Some(whole) = whole(text, first) {
        found.push(whole);
        return found;
    }
    let mut done = 0;
    let mut next = Some(first);
    while let Some(at) = next {
        let span = word(text, done, at);
        done = span.end().max(at + 1);
        found.push(span);
        next = parameter(text, done);
    }
    found
}

/// The text as one URL, where all of it is one; `mark` is the `?` or `&` in front of its parameter.
fn whole(text: &str, mark: usize) -> Option<Span> {
    let trimmed = text.trim_ascii();
    let start = text.len() - text.trim_ascii_start().len();
    let (before, behind) = (text.get(start..mark)?, text.get(mark..start + trimmed.len())?);
    let (first, rest) = before.split_once([' ', '\t']).unwrap_or((before, ""));
    let is_one_word = if method(first).is_some() { !rest.trim_ascii().contains([' ', '\t']) } else { rest.is_empty() };
    // What is encoded has no blanks: those end it.
    let encoded = behind.split_ascii_whitespace().next().is_some_and(|it| it.contains('%') || it.contains('+'));
    let is_one = is_one_word && !trimmed.contains(['\n', '`']) && looks_like_url(trimmed);
    (is_one && !(encoded && behind.contains(' '))).then(|| Span::new(start, start + trimmed.len()))
}

/// Where the `?` or `&` in front of the next parameter stands.
fn parameter(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    memchr::memchr_iter(b'=', rest).find_map(|equals| {
        let before = text.get(from..from + equals)?;
        NAMES_OF_QUERIES.iter().find_map(|name| {
            let mark = before.strip_suffix(name)?;
            mark.ends_with(['?', '&']).then(|| from + mark.len() - 1)
        })
    })
}

/// The URL around the mark at byte `at`, not before byte `from`.
fn word(text: &str, from: usize, at: usize) -> Span {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '|' | '\\' | '^');
    let before = text.get(from..at).unwrap_or_default();
    let opens = |c: char| is_end(c) || matches!(c, '(' | '[' | ']' | ',');
    let mut start = from + before.rfind(opens).map_or(0, |place| place + before.get(place..).map_or(1, first_length));
    // `url=https://…`: a sign in front of the path is none of its parameters'.
    let path = text.get(start..at).and_then(|it| it.split('?').next()).unwrap_or_default();
    start += path.rfind('=').map_or(0, |place| place + 1);
    let behind = text.get(at..).unwrap_or_default();
    let mut url = behind.get(..behind.find(is_end).unwrap_or(behind.len())).unwrap_or_default();
    url = url.trim_end_matches(['.', ',', ';', ':', '!']);
    // A parenthesis around the URL is no part of it.
    if url.ends_with(')') && url.matches(')').count() > url.matches('(').count() {
        url = url.strip_suffix(')').unwrap_or(url);
    }
    let word = text.get(from..start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let place =
        word.rfind(|c: char| !c.is_ascii_uppercase()).map_or(0, |it| it + word.get(it..).map_or(1, first_length));
    if word.len() < start - from && word.get(place..).is_some_and(|it| method(it).is_some()) {
        start = from + place;
    }
    Span::new(start, at + url.len())
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        urls(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_text_that_is_a_url_is_one_with_its_blanks() {
        for text in [
            "/v3/accounts?filters=name eq \"x\"",
            "GET {{base}}/v3/accounts?limit=5&filters=name eq \"x\"",
            "https://t.identitynow.com/v3/roles?sorters=name",
        ] {
            assert_eq!(found(&format!(" {text} ")), [text]);
        }
    }

    #[test]
    fn in_prose_a_url_ends_with_its_word() {
        let text =
            "Call (GET /v3/a?filters=id%20in%20(\"1\")) or `GET  /v3/b?filters=x`, then https://h/c?a=1&sorters=-n.";
        assert_eq!(
            found(text),
            ["GET /v3/a?filters=id%20in%20(", "GET  /v3/b?filters=x", "https://h/c?a=1&sorters=-n"]
        );
        assert_eq!(found("see /v3/a?filters=id%20eq%201 for more"), ["/v3/a?filters=id%20eq%201"]);
        assert_eq!(found("filters=x and ?filter"), [""; 0]);
    }
}
