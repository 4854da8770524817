//! Plain text: one expression or one URL a line.
//!
//! `filters=` or `sorters=` in front tells which parameter it is; without it a line is a filter. `#` in front of
//! everything else makes a comment; blank lines say nothing. Blanks around an expression do not belong to it, and neither does a
//! comment to the linter behind it (`# v3q:`), or any comment behind a URL.

use std::borrow::Cow;

use super::SavedFormat;
use super::comments::{SavedComment, SavedComments};
use super::nearness::is_url_of_api;
use super::query::{Encoding, Part, SavedParameter, SavedPlace, SavedQuery};
use super::quoting::Quoting;
use super::shape::{begins_filter, begins_query};
use super::url::{looks_like_url, read_url};
use super::url_filled::with_holes;
use crate::syntax::{PlaceholderStyle, PlaceholderStyles};
use crate::text::{BLANKS, COMMENT, OffsetMap, Span};

pub(super) static FORMAT: SavedFormat = SavedFormat {
    name: "plain",
    summary: "plain text: one expression or URL a line",
    extensions: &["v3q", "txt"],
    placeholders: || PlaceholderStyles::of(&[PlaceholderStyle::DoubleBraces, PlaceholderStyle::DollarBraces]),
    splices: false,
    recognises: holds_queries,
    read: |text, _| Ok(read_lines(text, Span::new(0, text.len()))),
    lines: Some(read_lines),
};

/// The names that tell a line's parameter, as the specifications have them.
const PREFIXES: [&str; 4] = ["filters", "filter", "sorters", "sort"];

/// Whether a text is one of queries: all of its lines look like some, and most of them like right ones.
fn holds_queries(text: &str) -> bool {
    let is_url = |line: &str| looks_like_url(line) && is_url_of_api(line);
    let (mut right, mut doubtful) = (0, 0);
    for line in text.trim_start_matches('\u{feff}').lines().filter(|line| !is_all_comment(line)) {
        match line.trim_matches(BLANKS) {
            "" => {}
            line if is_url(line) || prefixed(line).is_some() || begins_filter(line, true) => right += 1,
            line if begins_query(line) => doubtful += 1,
            _ => return false,
        }
    }
    right > doubtful
}

/// The queries in those lines of a text.
fn read_lines(text: &str, lines: Span) -> Vec<SavedQuery<'_>> {
    let (mut queries, mut at) = (Vec::new(), lines.start());
    let lines = lines.of(text);
    let has_comments = lines.contains(COMMENT);
    for line in lines.split_inclusive('\n') {
        // The mark at the beginning of a file.
        let skipped = if at == 0 { line.len() - line.trim_start_matches('\u{feff}').len() } else { 0 };
        queries.extend(read_line(line.get(skipped..).unwrap_or_default(), at + skipped, has_comments));
        at += line.len();
    }
    queries
}

/// Lines of which nothing stands before a `#`, and what stands behind a query.
pub(super) fn comments(text: &str) -> SavedComments {
    let mut comments = Vec::new();
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches(BLANKS).len();
        let start = if is_all_comment(line) {
            blanks
        } else {
            without_comment(line, looks_like_url(line.trim_matches(BLANKS))).len()
        };
        let end = line.trim_end_matches(BLANKS).len();
        if start < end {
            comments.push(SavedComment::to_line_end(Span::new(at + start, at + end), 1));
        }
        at += line.len();
    }
    SavedComments { comments, statements: Vec::new() }
}

fn read_line(line: &str, at: usize, may_have_comment: bool) -> Option<SavedQuery<'_>> {
    let text = line.trim_matches(BLANKS);
    if text.is_empty() || text.starts_with('#') {
        return None;
    }
    let is_url = looks_like_url(text);
    let has_mark = may_have_comment || (is_url && text.contains(" # "));
    let text = if has_mark { without_comment(line, is_url).trim_matches(BLANKS) } else { text };
    let start = at + (line.len() - line.trim_start_matches(BLANKS).len());
    if is_url {
        let mut query = with_holes(read_url(text, start), text, start);
        // A fix could put a blank before a `#` in it, and make a comment of what is behind.
        let has_number_sign = text.contains("# ");
        query.parameters.iter_mut().for_each(|it| it.is_text &= !has_number_sign && !it.value.contains(COMMENT));
        // A line of such a file is there to be read.
        query.endpoint.iter_mut().for_each(|it| it.is_elsewhere = false);
        return Some(query);
    }
    let (name, value) = prefixed(text).unwrap_or(("filters", text));
    let parameter = SavedParameter {
        name: Cow::Borrowed(name),
        name_span: (value.len() < text.len()).then(|| Span::new(start, start + name.len())),
        value: Cow::Borrowed(value),
        place: SavedPlace {
            name: String::new(),
            map: OffsetMap::new(start + (text.len() - value.len())),
            encoding: Encoding::Plain,
            quoting: Quoting::None,
            within: Quoting::None,
            holes: Vec::new(),
            seams: Vec::new(),
        },
        also: Vec::new(),
        part: Part::Sent,
        // The same of a `#v3q:`.
        is_text: !may_have_comment || !value.contains(COMMENT),
    };
    let span = Span::new(start, start + text.len());
    Some(SavedQuery { span, endpoint: None, parameters: vec![parameter], findings: Vec::new() })
}

/// The line without the comment behind it, from a blank and a `#` on, outside of quotes: behind a URL any that a blank
/// follows, and everywhere one to the linter (`# v3q:`). Any other `#` is text.
fn without_comment(line: &str, is_url: bool) -> &str {
    if !line.contains(COMMENT) && !is_url {
        return line;
    }
    // What ends the string: a curly quote may end with a straight one of its kind.
    let mut quote: Option<&[&str]> = None;
    let mut before = ' ';
    let mut rest = line;
    while let Some(next) = rest.chars().next() {
        let mut length = next.len_utf8();
        match quote {
            None if next == '#'
                && BLANKS.contains(&before)
                && (is_comment(rest) || (is_url && rest.starts_with("# "))) =>
            {
                return line.get(..line.len() - rest.len()).unwrap_or(line);
            }
            None if next == '"' => quote = Some(&["\""]),
            None if matches!(next, '“' | '”' | '„') => quote = Some(&["“", "”", "\""]),
            None if next == '\'' && begins_value(before) => quote = Some(&["'"]),
            None if matches!(next, '‘' | '’' | '‚') && begins_value(before) => quote = Some(&["‘", "’", "'"]),
            None if is_url && rest.starts_with("%22") => (quote, length) = (Some(["%22"].as_slice()), 3),
            Some(_) if next == '\\' => length += rest.chars().nth(1).map_or(0, char::len_utf8),
            Some(ends) => {
                if let Some(end) = ends.iter().find(|it| rest.starts_with(**it)) {
                    (quote, length) = (None, end.len());
                }
            }
            None => {}
        }
        before = next;
        rest = rest.get(length..).unwrap_or_default();
    }
    line
}

/// Whether a single quote behind it opens a string: in `O'Neil` it opens none.
fn begins_value(before: char) -> bool {
    BLANKS.contains(&before) || matches!(before, '(' | ',')
}

fn is_all_comment(line: &str) -> bool {
    line.trim_start_matches(BLANKS).starts_with('#')
}

fn is_comment(text: &str) -> bool {
    text.trim_start_matches('#').trim_start_matches([' ', '\t']).starts_with(COMMENT)
}

/// The parameter's name in front of the expression, and what stands behind it.
fn prefixed(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once('=')?;
    // `filter == "x"` compares a field; it does not name the parameter.
    (PREFIXES.contains(&name) && !value.starts_with('=')).then_some((name, value.trim_start_matches(BLANKS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_queries_has_no_other_lines() {
        for text in ["# x\n\nname eq \"x\"\r\nname = 5\nsorters=-created", "GET /v3/roles?limit=5", "id IN (1)"] {
            assert!(holds_queries(text), "{text}");
        }
        for text in ["", "# x", "FROM alpine\nname eq 1", "a = \"x\"\nfilters = \"name eq 'x'\"", "A=b", "all: x\n\ty"]
        {
            assert!(!holds_queries(text), "{text}");
        }
    }

    /// Each query as `name value @place`.
    fn lines(text: &str) -> Vec<String> {
        let show = |query: &SavedQuery<'_>| {
            let parameter = &query.parameters[0];
            let place = parameter.place.map.outer(Span::new(0, parameter.value.len()));
            assert_eq!(place.of(text), parameter.value);
            format!("{} {} @{}", parameter.name, parameter.value, place.start())
        };
        read_lines(text, Span::new(0, text.len())).iter().map(show).collect()
    }

    #[test]
    fn a_line_is_a_filter_unless_its_prefix_says_otherwise() {
        let text = "# comment\na eq 1\n\n  sorters=-created \nfilters= b eq 2\n # comment";
        let expected = ["filters a eq 1 @10", "sorters -created @28", "filters b eq 2 @47"];
        assert_eq!(lines(text), expected);
    }

    #[test]
    fn a_byte_order_mark_and_crlf_belong_to_no_query() {
        assert_eq!(lines("\u{feff}a eq 1\r\nb eq 2\r\n"), ["filters a eq 1 @3", "filters b eq 2 @11"]);
    }

    #[test]
    fn a_comment_to_the_linter_is_no_part_of_a_query() {
        let text =
            "a eq 1 # v3q: ignore\n # v3q: ignore\nb eq \"x # v3q: y\"\t## v3q:z\nc eq '\\' # v3q: y'\nd eq 1# v3q: z";
        let expected = [
            "filters a eq 1 @0",
            "filters b eq \"x # v3q: y\" @36",
            "filters c eq '\\' # v3q: y' @63",
            "filters d eq 1# v3q: z @82",
        ];
        assert_eq!(lines(text), expected);
    }

    #[test]
    fn a_comment_behind_a_url_is_no_part_of_it() {
        let url = "https://t.api.identitynow.com/v3/roles?filters=";
        for (value, read) in [
            ("name%20eq%20%22x%22 # why", "name eq \"x\""),
            ("name eq \"a # b\" # why # not", "name eq \"a # b\""),
            ("name%20eq%20%22a # b%22", "name eq \"a # b\""),
            ("name%20eq%20%22x%22 #why", "name eq \"x\" "),
        ] {
            let found = read_line(&format!("{url}{value}"), 0, false).map(|it| it.parameters[0].value.to_string());
            assert_eq!(found.as_deref(), Some(read), "{value}");
        }
    }

    #[test]
    fn a_string_in_curly_quotes_is_one_too() {
        for text in ["a eq “b # v3q: x”", "a eq “b # v3q: x\"", "a eq ‘b # v3q: x’", "a eq ”b # v3q: x"] {
            assert_eq!(lines(text), [format!("filters {text} @0")]);
        }
        assert_eq!(lines("a eq “b” # v3q: x"), ["filters a eq “b” @0"]);
    }

    #[test]
    fn a_form_feed_is_no_blank() {
        assert_eq!(lines(" \u{c}a eq 1\u{c} \n"), ["filters \u{c}a eq 1\u{c} @1"]);
    }

    #[test]
    fn a_field_named_as_the_parameter_is_compared() {
        assert_eq!(lines("filters==1"), ["filters filters==1 @0"]);
    }
}
