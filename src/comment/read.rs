//! Finding the comments in a text, and what they ask for.

use std::ops::{Range, RangeInclusive};

use crate::saved::{Removal, SavedComment, SavedComments};
use crate::text::{COMMENT, LineIndex, Span};

/// A comment to the linter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands, from its marker to its end.
    pub span: Span,
    /// Whether nothing but comments stands in its lines.
    pub is_alone: bool,
    /// Whether it is about what begins in its line, however far that goes on: it stands alone above it, or is its heading.
    pub is_above: bool,
    /// The line it is about, from 1: its own, or the next where it stands alone.
    pub line: usize,
    /// The part of the file that it can speak of; `None` where that is all of it.
    pub part: Option<Span>,
    /// Whether it can be taken out.
    pub removal: Removal,
    /// What it asks for, each with its place.
    pub requests: Vec<(Request, Span)>,
}

/// What a comment asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Say nothing.
    Ignore {
        /// In the whole file instead of one line.
        file: bool,
        /// Of these codes, each with its place; `None` for all of them.
        codes: Option<Vec<(String, Span)>>,
    },
    /// Check against this endpoint.
    Endpoint {
        /// In the whole file instead of one line.
        file: bool,
        /// Its name.
        name: String,
    },
    /// Take the endpoint from this version.
    Version {
        /// In the whole file instead of one line.
        file: bool,
        /// Its name.
        name: String,
    },
    /// Something that is not known.
    Unknown,
}

/// Whether a text may have a comment to the linter.
#[must_use]
pub fn has_comment(text: &str) -> bool {
    text.contains(COMMENT)
}

/// All comments to the linter among those of a text, in its order.
///
/// ```
/// use v3q::comment::{Request, read};
/// use v3q::saved::{comments, format_of};
/// let python = "a = 'x EQ 1'  # v3q: ignore[upper-case-operator]\n";
/// let comments = read(python, &comments(python, format_of("a.py", "")));
/// assert_eq!(comments[0].line, 1);
/// assert!(matches!(comments[0].requests[0].0, Request::Ignore { file: false, .. }));
/// ```
#[must_use]
pub fn read(text: &str, found: &SavedComments) -> Vec<Comment> {
    let lines = LineIndex::new(text);
    let mut comments: Vec<Comment> = Vec::new();
    // The lines of comments that stand alone, and which comments to the linter stand in them.
    let mut alone: Vec<(RangeInclusive<usize>, Range<usize>)> = Vec::new();
    for (comment, own) in found.comments.iter().zip(places(text, &lines, &found.comments)) {
        let number = comments.len();
        if comment.inner.of(text).contains(COMMENT) {
            read_one(text, comment, &own, &mut comments);
        }
        if own.is_alone {
            alone.push((own.first..=own.last, number..comments.len()));
        }
    }
    // Comments that stand alone one below the other, also to others, are all about the line behind the last. Blank lines
    // are passed over: formatters put some below a comment, and before a fence of Markdown.
    let mut below: Option<(usize, usize)> = None;
    for (own, numbers) in alone.into_iter().rev() {
        let next = next_line(text, &lines, *own.end());
        let is_beside = |line: usize| line == next || line == *own.end();
        let about = below.filter(|(line, _)| is_beside(*line)).map_or(next, |(_, about)| about);
        // What lies behind its part of the file is none of a comment's; its own line holds nothing else.
        let start = lines.line(text, about).start();
        let reaches = |part: Option<Span>| part.is_none_or(|it| start < it.end());
        for comment in comments.get_mut(numbers).into_iter().flatten() {
            comment.line = if reaches(comment.part) { about } else { *own.end() };
        }
        below = Some((*own.start(), about));
    }
    comments
}

/// The next line behind that one which is not blank.
fn next_line(text: &str, lines: &LineIndex, line: usize) -> usize {
    let mut next = line + 1;
    loop {
        let span = lines.line(text, next);
        if span.end() >= text.len() || !span.of(text).trim_ascii().is_empty() {
            return next;
        }
        next += 1;
    }
}

/// Where a comment stands.
struct Place {
    /// Its first line and its last.
    first: usize,
    last: usize,
    /// Whether nothing but comments stands beside it in them.
    is_alone: bool,
}

/// Where comments stand that are in order.
fn places(text: &str, lines: &LineIndex, comments: &[SavedComment]) -> Vec<Place> {
    let line = |at| lines.position(text, at).line;
    let is_blank = |byte: u8| byte.is_ascii_whitespace();
    // Whether the next one stands beside it, with blanks alone between them.
    let joins = |one: &SavedComment, next: &SavedComment| {
        let gap = text.get(one.span.end()..next.span.start());
        gap.is_some_and(|it| it.bytes().all(|byte| byte != b'\n' && is_blank(byte)))
    };
    let is_long = |it: &SavedComment| it.span.of(text).contains('\n');
    let mut out: Vec<Place> = Vec::with_capacity(comments.len());
    let mut last: Option<(&SavedComment, bool)> = None;
    for comment in comments {
        let first = line(comment.span.start());
        let before = Span::new(lines.line(text, first).start(), comment.span.start()).of(text);
        let before = before.get(..before.len().saturating_sub(comment.marks)).unwrap_or_default();
        // From the comment on: a line may have many, and many blanks before them.
        let begins = before.bytes().rev().all(is_blank)
            || last.is_some_and(|(it, begins)| joins(it, comment) && (begins || is_long(it)));
        out.push(Place { first, last: line(comment.span.end()), is_alone: begins });
        last = Some((comment, begins));
    }
    let mut next: Option<(&SavedComment, bool)> = None;
    for (comment, place) in comments.iter().zip(&mut out).rev() {
        let end = comment.span.end();
        let behind = Span::new(end, lines.line(text, place.last).end().max(end));
        let ends = behind.of(text).bytes().all(is_blank)
            || next.is_some_and(|(it, ends)| joins(comment, it) && (ends || is_long(it)));
        place.is_alone &= ends;
        next = Some((comment, ends));
    }
    out
}

/// Adds what a comment of the file says to the linter; others may stand in it, each behind a blank and its marker.
fn read_one(text: &str, whole: &SavedComment, place: &Place, out: &mut Vec<Comment>) {
    let SavedComment { span, inner, part, is_heading, removal, .. } = *whole;
    let Place { first, last, is_alone } = *place;
    let marker = Span::new(span.start(), inner.start()).of(text);
    let ends_with_line = inner.end() == span.end();
    let mut start = span.start();
    let mut from = inner.start();
    loop {
        let rest = Span::new(from, inner.end()).of(text);
        let next = if ends_with_line { next_comment(rest, marker) } else { None };
        let own = rest.get(..next.unwrap_or(rest.len())).unwrap_or_default().trim_ascii_end();
        // `####` and `///` begin comments too.
        let last_of_marker = marker.chars().next_back().unwrap_or_default();
        let said = own.trim_start_matches(last_of_marker).trim_start_matches([' ', '\t']);
        if let Some(asked) = said.strip_prefix(COMMENT) {
            let own_end = from + own.len();
            let end = if ends_with_line { own_end } else { span.end() };
            let requests = requests(asked, own_end - asked.len());
            let line = if is_alone { last } else { first };
            let is_above = is_alone || is_heading;
            let span = Span::new(start, end);
            out.push(Comment { span, is_alone, is_above, line, part, removal, requests });
        }
        let Some(next) = next else { return };
        start = from + next;
        from = start + marker.len();
    }
}

/// Where the next comment begins in a comment that ends with its line.
fn next_comment(text: &str, marker: &str) -> Option<usize> {
    let is_behind_blank = |at: &usize| {
        let before = at.checked_sub(1).and_then(|it| text.as_bytes().get(it));
        before.is_some_and(|byte| matches!(byte, b' ' | b'\t'))
    };
    text.match_indices(marker).map(|(at, _)| at).find(is_behind_blank)
}

/// What stands behind `v3q:`; blanks inside of brackets divide nothing. With a word in it that says nothing, a comment
/// silences nothing: it may have been meant to silence less.
fn requests(text: &str, at: usize) -> Vec<(Request, Span)> {
    let mut out = Vec::new();
    let mut rest = text;
    // Whether a bracket may be closed further on.
    let mut may_close = true;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with("--") {
            break;
        }
        let start = at + (text.len() - rest.len());
        let blank = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let blank = end_of_endpoint(rest, blank).unwrap_or(blank);
        let opens = rest.get(..blank).is_some_and(|word| word.contains('['));
        let close = if opens && may_close { rest.find(']') } else { None };
        may_close &= !opens || close.is_some();
        let end = close.map_or(blank, |close| close + 1);
        let (word, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        out.push((request(word, start), Span::new(start, start + word.len())));
        rest = behind;
    }
    if out.is_empty() {
        out.push((Request::Unknown, Span::new(at, at + text.trim_end().len())));
    }
    let mut unknown = out.iter().filter(|(request, _)| *request == Request::Unknown).map(|(_, span)| *span);
    if let Some(first) = unknown.next() {
        out.retain(|(request, _)| matches!(request, Request::Endpoint { .. } | Request::Version { .. }));
        out.push((Request::Unknown, first));
    }
    out
}

/// Methods of endpoints.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Where an endpoint ends that a text begins with and that has a blank in it: `endpoint=GET /accounts`, or one in quotes.
fn end_of_endpoint(text: &str, blank: usize) -> Option<usize> {
    let (key, value) = text.get(..blank)?.split_once('=').filter(|(key, _)| key.ends_with("endpoint"))?;
    let value_at = key.len() + 1;
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inner = text.get(value_at + 1..)?;
        let end = inner.find([quote, '\n']).filter(|end| inner.get(*end..).is_some_and(|it| it.starts_with(quote)));
        // What follows its quote at once is a part of the word.
        return end.map(|end| value_at + end + 2).filter(|end| *end >= blank);
    }
    METHODS.iter().find(|method| value.eq_ignore_ascii_case(method))?;
    let behind = text.get(blank..)?;
    let path = behind.trim_start_matches([' ', '\t']);
    let length = path.find(char::is_whitespace).unwrap_or(path.len());
    path.starts_with('/').then(|| text.len() - path.len() + length)
}

fn request(word: &str, at: usize) -> Request {
    if let Some((key, value)) = word.split_once('=').filter(|(_, value)| !value.is_empty()) {
        let quoted = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
        let name = quoted.filter(|it| !it.is_empty()).unwrap_or(value).to_owned();
        return match key {
            "endpoint" => Request::Endpoint { file: false, name },
            "file-endpoint" => Request::Endpoint { file: true, name },
            "api-version" => Request::Version { file: false, name },
            "file-api-version" => Request::Version { file: true, name },
            _ => Request::Unknown,
        };
    }
    let (key, list) = match word.split_once('[') {
        Some((key, list)) => (key, Some(list)),
        None => (word, None),
    };
    let file = match key {
        "ignore" => false,
        "ignore-file" => true,
        _ => return Request::Unknown,
    };
    let Some(list) = list else { return Request::Ignore { file, codes: None } };
    // A list that is not closed may have lost some of its codes.
    let Some(list) = list.strip_suffix(']') else { return Request::Unknown };
    let mut start = at + key.len() + 1;
    let mut codes = Vec::new();
    for part in list.split(',') {
        let code = part.trim();
        let from = start + (part.len() - part.trim_start().len());
        if !code.is_empty() {
            codes.push((code.to_owned(), Span::new(from, from + code.len())));
        }
        start += part.len() + 1;
    }
    if codes.is_empty() { Request::Unknown } else { Request::Ignore { file, codes: Some(codes) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::saved::{comments, format_of};

    fn found(file: &str, text: &str) -> Vec<Comment> {
        read(text, &comments(text, format_of(file, text)))
    }

    fn lines(file: &str, text: &'static str) -> Vec<(usize, &'static str)> {
        found(file, text).iter().map(|it| (it.line, it.span.of(text))).collect()
    }

    #[test]
    fn a_comment_is_about_its_line_or_the_next() {
        assert_eq!(lines("a.js", "x // v3q: ignore\n"), [(1, "// v3q: ignore")]);
        assert_eq!(lines("a.md", "<!-- v3q: ignore --> \nx\n"), [(2, "<!-- v3q: ignore -->")]);
        assert_eq!(lines("a.js", "/* v3q: ignore */ x"), [(1, "/* v3q: ignore */")]);
        let expected = [(3, "# v3q: ignore"), (3, "## v3q: endpoint=x")];
        assert_eq!(lines("a.py", "# v3q: ignore\n## v3q: endpoint=x\ny"), expected);
        let expected = [(6, "# v3q: ignore"), (6, "# v3q: endpoint=x"), (8, "# v3q: ignore")];
        assert_eq!(lines("a.py", "# v3q: ignore\n\n# why\n \t\n# v3q: endpoint=x\ny\n# v3q: ignore\n"), expected);
        assert_eq!(lines("a.js", "/* a */ // v3q: ignore\n// b\nx"), [(3, "// v3q: ignore")]);
        assert_eq!(lines("a.js", "/* v3q: ignore */ /* a */ // b\n// c\nx"), [(3, "/* v3q: ignore */")]);
        assert_eq!(lines("a.js", "/* v3q: ignore */ /* a\n*/ x"), [(2, "/* v3q: ignore */")]);
        assert_eq!(lines("a.js", "x /* a\n*/ // v3q: ignore\ny"), [(3, "// v3q: ignore")]);
        assert_eq!(lines("a.js", "/* a */ /* v3q: ignore */ x"), [(1, "/* v3q: ignore */")]);
        assert_eq!(lines("a.js", "x /* a */ // v3q: ignore\ny"), [(1, "// v3q: ignore")]);
        assert_eq!(lines("a.py", "v3q: ignore\n\"v3q: ignore\"\n-- v3q: ignore"), []);
    }

    #[test]
    fn an_endpoint_may_have_its_method_in_front() {
        for (text, name) in [
            ("# v3q: endpoint=GET /v2025/accounts -- why", "GET /v2025/accounts"),
            ("# v3q: endpoint=\"GET /v2025/accounts\" api-version=v2025", "GET /v2025/accounts"),
            ("# v3q: file-endpoint='list-accounts'", "list-accounts"),
            ("# v3q: endpoint=/v2025/accounts", "/v2025/accounts"),
        ] {
            let found = found("a.py", text);
            let Request::Endpoint { name: read, .. } = &found[0].requests[0].0 else { panic!("{text}") };
            assert_eq!(read, name, "{text}");
            assert!(found[0].requests.iter().all(|(it, _)| *it != Request::Unknown), "{text}");
        }
        let text = "# v3q: endpoint=GET ignore";
        assert_eq!(found("a.py", text)[0].requests.len(), 2, "a path stands behind a method");
    }

    #[test]
    fn other_comments_may_stand_beside_it() {
        for (text, span) in [
            ("x  # v3q: ignore[a]  # type: ignore", "# v3q: ignore[a]"),
            ("x  # noqa: E501  # v3q: ignore[a]", "# v3q: ignore[a]"),
            ("# # v3q: ignore[a] -- why # noqa", "# v3q: ignore[a] -- why"),
        ] {
            let found = found("a.py", text);
            let spans: Vec<&str> = found.iter().map(|it| it.span.of(text)).collect();
            assert_eq!(spans, [span], "{text}");
            assert!(matches!(found[0].requests[..], [(Request::Ignore { codes: Some(_), .. }, _)]), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_kept_as_such() {
        for text in [
            "# v3q:",
            "# v3q: ingore",
            "# v3q: ignore[",
            "# v3q: ignore[]",
            "# v3q: endpoint=",
            "# v3q: ignore [a]",
            "# v3q: ignore a",
            "# v3q: ignore[a] because",
            "# v3q: ignore-file[a][b]",
        ] {
            let found = found("a.py", text);
            assert!(matches!(found[0].requests[..], [(Request::Unknown, _)]), "{text}");
        }
        let text = "# v3q: ignore[a, b] -- why";
        let [(Request::Ignore { codes: Some(codes), .. }, _)] = &found("a.py", text)[0].requests[..] else {
            panic!("two codes, and a reason");
        };
        assert_eq!(codes[1], ("b".to_owned(), Span::new(17, 18)));
    }
}
