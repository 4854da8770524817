//! URLs with a filter or a sorter, wherever they stand in a text.

use super::shape::{NAMES_OF_QUERIES, is_operator_in_any_spelling};
use super::url::{FILTER_NAMES, looks_like_url, method, read_url, split_method};
use super::url_filled::{MOST_PLACEHOLDER, placeholder};
use crate::diagnostic::Severity;
use crate::syntax::{PlaceholderStyles, ReadOptions, SyntaxErrorKind, read_filter};
use crate::text::Span;

/// What ends a sentence, a quotation or emphasis behind a URL, and is no part of it.
const BEHIND: [char; 17] = ['.', ',', ';', ':', '!', '?', '*', '_', '~', '"', '\'', '…', '“', '”', '‘', '’', '»'];

/// Ampersands as HTML writes them: a URL that has one is read by nobody as it stands.
const ENTITIES: [&str; 3] = ["&amp;", "&#38;", "&#x26;"];

/// The URLs of `text` that have one of the parameters, a method in front of them included.
///
/// A text that is one URL may hold blanks and quotes as they are; in prose a URL ends before them.
pub(super) fn urls(text: &str) -> Vec<Span> {
    match parameter(text, 0).map(|first| (first, whole(text, first))) {
        None => Vec::new(),
        Some((_, Some(whole))) => vec![whole],
        Some((first, None)) => words(text, first),
    }
}

/// The same in a line of prose: one that begins with a URL is all of it only where that has a quote.
pub(super) fn urls_of_prose(text: &str) -> Vec<Span> {
    let Some(first) = parameter(text, 0) else { return Vec::new() };
    let is_whole = text.trim_ascii_end().ends_with(['"', '\'']);
    whole(text, first).filter(|_| is_whole).map_or_else(|| words(text, first), |whole| vec![whole])
}

/// The URLs that end with their word; the first parameter of them stands at byte `first`.
fn words(text: &str, first: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let mut done = 0;
    let mut next = Some(first);
    while let Some(at) = next {
        let (span, end) = word(text, done, at);
        done = span.end().max(at + 1);
        if !ENTITIES.iter().any(|it| span.of(text).contains(it)) && !is_cut(span.of(text), text.get(end..)) {
            found.push(span);
        }
        next = parameter(text, done);
    }
    found
}

/// The text as one URL, where all of it is one; `mark` is the `?` or `&` in front of its parameter.
fn whole(text: &str, mark: usize) -> Option<Span> {
    let trimmed = text.trim_ascii();
    let start = text.len() - text.trim_ascii_start().len();
    let (before, behind) = (text.get(start..mark)?, text.get(mark..start + trimmed.len())?);
    let blank = |text: &str| end_of_word(text, |c| matches!(c, ' ' | '\t'));
    let first = before.get(..blank(before)).filter(|it| method(it).is_some());
    let rest = before.get(first.map_or(0, str::len)..)?.trim_ascii();
    // What is encoded has no blanks: those end it, but in the midst of a string, where somebody forgot one.
    let word = behind.get(..blank(behind))?;
    let goes_on = word.len() < behind.len();
    let ends = || goes_on && word.contains(['%', '+']) && !ends_in_string(word);
    // `url=https://…` is a URL behind something else, and `[this](https://…)` one in the middle of it.
    let is_around = |c: char| BEHIND.contains(&c) || matches!(c, '(' | '[');
    let is_inner = (before.starts_with(is_around) && !before.starts_with('.'))
        || (before.starts_with('{') && !before.starts_with("{{"))
        || before.split_once("://").is_some_and(|(scheme, _)| scheme.contains(['=', '(', '[']));
    let is_one_word = blank(rest) == rest.len();
    let is_one = is_one_word && !is_inner && !trimmed.contains(['\n', '`']) && looks_like_url(trimmed);
    (is_one && !ends() && !tells_of_request(trimmed)).then(|| Span::new(start, start + trimmed.len()))
}

/// Where the first such character stands that is in no placeholder; the length of the text where there is none.
fn end_of_word(text: &str, is_end: impl Fn(char) -> bool) -> usize {
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|it| it.chars().next()) {
        if let Some(length) = if next == '{' { text.get(at..).and_then(placeholder) } else { None } {
            at += length;
        } else if is_end(next) {
            return at;
        } else {
            at += next.len_utf8();
        }
    }
    text.len()
}

/// Whether a URL ends in the midst of a string of its filter.
fn ends_in_string(url: &str) -> bool {
    ends_with(url, |filter| any_finding(filter, |kind| *kind == SyntaxErrorKind::UnclosedString))
}

/// Whether a text is a message about a request, which goes on behind its URL: `GET /v3/roles?sorters=name failed`. A filter
/// may hold blanks as they are.
pub(super) fn tells_of_request(text: &str) -> bool {
    let (method, url) = split_method(text);
    let url = url.trim_ascii_end();
    let word = url.get(..end_of_word(url, |c| c.is_ascii_whitespace())).unwrap_or_default();
    if method.is_none() || word.len() == url.len() {
        return false;
    }
    let last = word.rfind(['?', '&']).and_then(|mark| url.get(mark + 1..)).unwrap_or_default();
    match last.split_once('=') {
        Some((name, filter)) if FILTER_NAMES.contains(&name) => goes_on_as_prose(filter),
        _ => true,
    }
}

/// How many words of a message are looked at.
const MOST_WORDS: usize = 12;

/// Whether words of a message follow a filter that is whole, or one that compares nothing: `name eq "x" returns one`.
fn goes_on_as_prose(text: &str) -> bool {
    let options = ReadOptions { placeholders: PlaceholderStyles::all(), ..ReadOptions::default() };
    let is_word = |word: &str| {
        let of_prose = |c: char| c.is_alphanumeric() || ".,:;!?()%-'’…".contains(c);
        let joins = matches!(word, "and" | "or" | "not" | "AND" | "OR" | "NOT");
        let is_placeholder = word.starts_with("{{") && word.ends_with("}}");
        !joins && !is_operator_in_any_spelling(word) && (is_placeholder || word.chars().all(of_prose))
    };
    let mut filter = text;
    for _ in 0..MOST_WORDS {
        let Some((before, word)) = filter.rsplit_once(|c: char| c.is_ascii_whitespace()) else { return true };
        if !is_word(word) {
            return false;
        }
        filter = before.trim_ascii_end();
        let reading = read_filter(filter, &options);
        // Behind a value without quotes a word may be the rest of it.
        let is_bare = filter.ends_with(|c: char| c.is_alphabetic())
            && ![" true", " false", " isnull"].iter().any(|it| filter.ends_with(it));
        if !filter.is_empty() && !is_bare && reading.findings.iter().all(|it| it.severity() != Severity::Error) {
            return true;
        }
    }
    false
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

/// Whether the text that goes on behind a URL may be a part of its filter, which then is not known: a quote or a blank that
/// stands as it is ends the URL in prose, and was hardly meant to. What is encoded ends with its blank.
fn is_cut(url: &str, behind: Option<&str>) -> bool {
    let Some(next) = behind.and_then(|it| it.chars().next()) else { return false };
    let query = url.split_once('?').map_or(url, |(_, query)| query);
    match next {
        '`' => false,
        _ if next.is_whitespace() && query.contains(['%', '+']) => ends_in_string(url),
        _ => ends_open(url),
    }
}

/// Whether a URL ends in the midst of a filter.
pub(super) fn ends_open(url: &str) -> bool {
    ends_with(url, is_open_filter)
}

/// Whether the last parameter of a URL is such a filter.
fn ends_with(url: &str, is_such: impl Fn(&str) -> bool) -> bool {
    let parameters = read_url(url, 0).parameters;
    parameters.last().is_some_and(|it| FILTER_NAMES.contains(&&*it.name) && is_such(&it.value))
}

/// Whether a filter ends in the midst of a clause.
pub(super) fn is_open_filter(text: &str) -> bool {
    let is_open = |kind: &SyntaxErrorKind| {
        matches!(
            kind,
            SyntaxErrorKind::Empty
                | SyntaxErrorKind::MissingOperator(_)
                | SyntaxErrorKind::MissingValue(_)
                | SyntaxErrorKind::MissingFilter { .. }
                | SyntaxErrorKind::UnclosedParenthesis
                | SyntaxErrorKind::UnclosedString
        )
    };
    any_finding(text, is_open)
}

fn any_finding(filter: &str, is_such: impl Fn(&SyntaxErrorKind) -> bool) -> bool {
    read_filter(filter, &ReadOptions::default()).findings.iter().any(|it| is_such(&it.kind))
}

fn is_end(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '|' | '\\' | '^')
}

/// How much of a text is the end of a URL: up to the character that ends one, but through strings in quotes as they are,
/// where only one of its filter can stand there. Nothing of the part up to the second number is around the URL.
fn end_of_url(text: &str) -> (usize, usize) {
    let mut certain = 0;
    loop {
        let rest = text.get(certain..).unwrap_or_default();
        let end = certain + end_of_word(rest, is_end);
        let (before, behind) = text.split_at_checked(end).unwrap_or((text, ""));
        match string_of_filter(before, behind) {
            Some(length) => certain = end + length,
            None => return (end, certain),
        }
    }
}

/// How long the string is that begins with `text`, behind a blank, a parenthesis or a comma that are written as a URL has
/// them; none where it holds a blank, or goes on behind its quote as no filter does.
fn string_of_filter(before: &str, text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    if !["+", "%20", "(", "%28", ",", "%2C"].iter().any(|it| before.ends_with(it)) {
        return None;
    }
    let inner = text.get(1..)?;
    let length = inner.find(|c: char| c == quote || c.is_whitespace() || matches!(c, '`' | '<' | '>' | '\\'))?;
    let behind = inner.get(length..)?.strip_prefix(quote)?;
    let is_string = !inner.starts_with([quote, ',', ':', ';', ')', ']', '}']);
    let ends = behind.starts_with(|c: char| is_end(c) || BEHIND.contains(&c) || "+&)]},%".contains(c));
    (is_string && (ends || behind.is_empty())).then_some(length + 2)
}

/// The URL around the mark at byte `at`, not before byte `from`, and where the word that it is in ends.
fn word(text: &str, from: usize, at: usize) -> (Span, usize) {
    let before = text.get(from..at).unwrap_or_default();
    let mut start = from + start_of_word(before);
    // What stands in front of a scheme, as in `url=https://…`, is no part of it, nor is emphasis.
    let word = text.get(start..at).unwrap_or_default();
    if let Some((before, _)) = word.split_once("://") {
        start += before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    } else {
        start += word.len() - word.trim_start_matches(['*', '~', '_']).len();
    }
    let behind = text.get(at..).unwrap_or_default();
    let (end, certain) = end_of_url(behind);
    let url = until_closed(behind.get(..end).unwrap_or_default());
    let length = url.trim_end_matches(BEHIND).len().max(certain.min(url.len()));
    let word = text.get(from..start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let place =
        word.rfind(|c: char| !c.is_ascii_uppercase()).map_or(0, |it| it + word.get(it..).map_or(1, first_length));
    if word.len() < start - from && word.get(place..).is_some_and(|it| method(it).is_some()) {
        start = from + place;
    }
    (Span::new(start, at + length), at + end)
}

/// Where the last word of a text begins; blanks in placeholders end none.
fn start_of_word(text: &str) -> usize {
    let opens = |c: char| is_end(c) || matches!(c, '(' | '[' | ']');
    let mut end = text.len();
    loop {
        let rest = text.get(..end).unwrap_or_default();
        let start = rest.rfind(opens).map_or(0, |place| place + rest.get(place..).map_or(1, first_length));
        // In front of a `}}` the word began before its `{{`.
        let closed = rest.get(start..).and_then(|it| it.find("}}"));
        let Some(closed) = closed.filter(|it| !rest.get(start..start + it).is_some_and(|it| it.contains("{{"))) else {
            return start;
        };
        let near = start.saturating_sub(MOST_PLACEHOLDER);
        let open = rest.as_bytes().get(near..start).and_then(|it| memchr::memmem::rfind(it, b"{{"));
        let Some(open) = open.map(|it| near + it) else { return start };
        if rest.get(open..).and_then(placeholder) != Some(start + closed + 2 - open) {
            return start;
        }
        end = open;
    }
}

/// As much of a URL as stands in front of a bracket that it did not open itself.
fn until_closed(url: &str) -> &str {
    let mut open = Vec::new();
    for (at, c) in url.char_indices() {
        match c {
            '(' => open.push(')'),
            '[' => open.push(']'),
            '{' => open.push('}'),
            ')' | ']' | '}' if open.pop() != Some(c) => return url.get(..at).unwrap_or(url),
            _ => {}
        }
    }
    url
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
    fn blanks_in_placeholders_and_in_strings_end_no_url() {
        for text in [
            "/v3/a?filters=name%20eq%20%22{{ name | urlencode }}%22",
            "{{ base }}/v3/a?filters=name eq \"x\"&limit=5",
            "https://{{ t }}.identitynow.com/v3/a?filters=name%20eq%20%22Active Directory%22",
        ] {
            assert_eq!(found(text), [text]);
        }
        let prose = "see {{ base }}/v3/a?filters=a%20eq%20{{ b }}, {{ c }} or /v3/a?filters=a%20eq%20%22b c%22 here";
        assert_eq!(found(prose), ["{{ base }}/v3/a?filters=a%20eq%20{{ b }}"], "the last one is cut in its string");
    }

    #[test]
    fn a_message_about_a_request_goes_on_behind_its_url() {
        assert_eq!(found("GET /v3/a?limit=5&sorters=name failed"), ["GET /v3/a?limit=5&sorters=name"]);
        assert_eq!(found("GET /v3/a?sorters=name&filters=a eq 5"), ["GET /v3/a?sorters=name&filters=a eq 5"]);
        assert_eq!(found("/v3/a?sorters=name desc"), ["/v3/a?sorters=name desc"]);
    }

    #[test]
    fn in_prose_a_url_ends_with_its_word() {
        let text =
            "Call (GET /v3/a?filters=id%20in%20(\"1\")) or `GET  /v3/b?filters=x`, then https://h/c?a=1&sorters=-n.";
        assert_eq!(
            found(text),
            ["GET /v3/a?filters=id%20in%20(\"1\")", "GET  /v3/b?filters=x", "https://h/c?a=1&sorters=-n"]
        );
        assert_eq!(found("see /v3/a?filters=id%20eq%201 for more"), ["/v3/a?filters=id%20eq%201"]);
        assert_eq!(found("url=https://h/c?filters=x"), ["https://h/c?filters=x"]);
        assert_eq!(found("filters=x and ?filter"), [""; 0]);
    }

    #[test]
    fn a_url_in_prose_goes_on_through_the_strings_of_its_filter() {
        for url in [
            "/v3/a?filters=a+eq+\"x\"+and+b+in+(\"1\",'2')&limit=5",
            "/v3/a?limit=5&filters=a%20eq%20\"x\"",
            "/v3/a?filters=a+eq+5",
        ] {
            for around in ["Use @ here", "'@', or", "\"@\"", "(@).", "**@**"] {
                assert_eq!(found(&around.replace('@', url)), [url], "{around}");
            }
        }
        for cut in [
            "Use /v3/a?filters=a isnull",
            "Use /v3/a?filters=a+eq+\"x y\" here",
            "{ \"url\": \"/v3/a?filters=name eq \\\"x\\\"&limit=10\" }",
            "Use /v3/a?filters=a+eq+<value>",
            "\"/v3/a?filters=\" + filter",
        ] {
            assert_eq!(found(cut), [""; 0], "{cut}");
        }
        assert_eq!(found("Use `/v3/a?filters=a+eq+` or"), ["/v3/a?filters=a+eq+"], "this is all of it");
    }

    #[test]
    fn what_stands_around_a_url_is_no_part_of_it() {
        let url = "https://h/v3/a?filters=id%20in%20(%221%22)&sorters={{order}}";
        for around in [
            "[this](@)",
            "[this](@ \"title\")",
            "(@)",
            "**@**",
            "*@*,",
            "~~@~~",
            "_@_",
            "[@]",
            "{@}.",
            "Is it @?",
            "(see @).",
            "“@”",
            "(a [b](@))",
        ] {
            assert_eq!(found(&around.replace('@', url)), [url], "{around}");
        }
        assert_eq!(found("**/v3/a?filters=x**"), ["/v3/a?filters=x"]);
        assert_eq!(found("<a href=\"https://h/v3/a?filters=x&amp;limit=3\">"), [""; 0]);
    }

    #[test]
    fn a_line_of_prose_is_a_url_where_that_ends_it() {
        let found = |text| urls_of_prose(text).into_iter().map(|span| span.of(text)).collect::<Vec<_>>();
        assert_eq!(found("https://h/v3/a?sorters=name."), ["https://h/v3/a?sorters=name"]);
        assert_eq!(found("https://h/v3/a?sorters=name sorts"), ["https://h/v3/a?sorters=name"]);
        assert_eq!(found("/v3/a?filters=name eq \"x\""), ["/v3/a?filters=name eq \"x\""]);
    }
}
