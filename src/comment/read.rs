//! Finding the comments in a text, and what they ask for.

use crate::text::{COMMENT, LineIndex, Span};

/// What a comment begins with in the languages that queries are saved in, and what ends it before its line does; `<!--`
/// stands before the `--` it ends with.
const MARKERS: [(&str, &str); 6] = [("<!--", "-->"), ("/*", "*/"), ("#", ""), ("//", ""), ("--", ""), (";", "")];

/// A comment to the linter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands, from its marker to its end.
    pub span: Span,
    /// Whether nothing else stands in its line.
    pub is_alone: bool,
    /// The line it is about, from 1: its own, or the next where it stands alone.
    pub line: usize,
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

/// All comments to the linter in a text, in its order.
///
/// ```
/// use v3q::comment::{Request, read};
/// let comments = read("a = 'x EQ 1'  # v3q: ignore[upper-case-operator]\n");
/// assert_eq!(comments[0].line, 1);
/// assert!(matches!(comments[0].requests[0].0, Request::Ignore { file: false, .. }));
/// ```
#[must_use]
pub fn read(text: &str) -> Vec<Comment> {
    if !has_comment(text) {
        return Vec::new();
    }
    let lines = LineIndex::new(text);
    let mut comments: Vec<Comment> =
        text.match_indices(COMMENT).filter_map(|(at, _)| read_at(text, &lines, at)).collect();
    // Comments that stand alone one below the other are all about the line behind the last.
    let mut below: Option<(usize, usize)> = None;
    for comment in comments.iter_mut().rev().filter(|it| it.is_alone) {
        let own = comment.line;
        comment.line = match below {
            Some((line, about)) if line == own + 1 => about,
            _ => own + 1,
        };
        below = Some((own, comment.line));
    }
    comments
}

/// The comment whose `v3q:` stands there; its line is still its own.
fn read_at(text: &str, lines: &LineIndex, at: usize) -> Option<Comment> {
    let line = lines.position(text, at).line;
    let whole = lines.line(text, line);
    let before = Span::new(whole.start(), at).of(text).trim_end_matches([' ', '\t']);
    let (marker, end_mark) = MARKERS.into_iter().find(|(marker, _)| before.ends_with(marker))?;
    // `####` and `///` begin comments too.
    let code = before.strip_suffix(marker)?.trim_end_matches(['#', '/', ';']);
    let start = whole.start() + code.len();
    let inside = Span::new(at + COMMENT.len(), whole.end()).of(text);
    let length = if end_mark.is_empty() { None } else { inside.find(end_mark) };
    let inside = inside.get(..length.unwrap_or(inside.len()))?;
    let end = at + COMMENT.len() + inside.len() + length.map_or(0, |_| end_mark.len());
    let is_alone = code.trim_ascii().is_empty() && Span::new(end, whole.end()).of(text).trim_ascii().is_empty();
    let requests = requests(inside, at + COMMENT.len());
    Some(Comment { span: Span::new(start, end), is_alone, line, requests })
}

/// What stands behind `v3q:`; blanks inside of brackets divide nothing.
fn requests(text: &str, at: usize) -> Vec<(Request, Span)> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with("--") {
            break;
        }
        let start = at + (text.len() - rest.len());
        let blank = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let end = match rest.find('[').filter(|open| *open < blank).and_then(|_| rest.find(']')) {
            Some(close) => close + 1,
            None => blank,
        };
        let (word, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        out.push((request(word, start), Span::new(start, start + word.len())));
        rest = behind;
    }
    if out.is_empty() {
        out.push((Request::Unknown, Span::new(at, at + text.trim_end().len())));
    }
    out
}

fn request(word: &str, at: usize) -> Request {
    if let Some((key, value)) = word.split_once('=').filter(|(_, value)| !value.is_empty()) {
        let name = value.to_owned();
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

    fn lines(text: &str) -> Vec<(usize, &str)> {
        read(text).iter().map(|it| (it.line, it.span.of(text))).collect()
    }

    #[test]
    fn a_comment_is_about_its_line_or_the_next() {
        assert_eq!(lines("x // v3q: ignore\n"), [(1, "// v3q: ignore")]);
        assert_eq!(lines("<!-- v3q: ignore --> \nx\n"), [(2, "<!-- v3q: ignore -->")]);
        assert_eq!(lines("/* v3q: ignore */ x"), [(1, "/* v3q: ignore */")]);
        assert_eq!(lines("# v3q: ignore\n-- v3q: endpoint=x\ny"), [(3, "# v3q: ignore"), (3, "-- v3q: endpoint=x")]);
        assert_eq!(lines("v3q: ignore\n\"v3q: ignore\""), []);
    }

    #[test]
    fn what_is_not_known_is_kept_as_such() {
        for text in ["# v3q:", "# v3q: ingore", "# v3q: ignore[", "# v3q: ignore[]", "# v3q: endpoint="] {
            assert_eq!(read(text)[0].requests[0].0, Request::Unknown, "{text}");
        }
        let [(Request::Ignore { codes: Some(codes), .. }, _)] = &read("# v3q: ignore[a, b] -- why")[0].requests[..]
        else {
            panic!("two codes, and a reason");
        };
        assert_eq!(codes[1], ("b".to_owned(), Span::new(17, 18)));
    }
}
