//! URLs: an endpoint's path and its query parameters.
//!
//! Decoding happens here, once, and nowhere else: `%XX` is a byte of UTF-8, `+` a blank. Scheme, host, a method in front
//! and a `{{baseUrl}}` may be there or not. Blanks and quotes that stand as they are pass without a word: most tools
//! encode them. What no tool can mend (a raw `#` or `&` in a filter, a stray `%`, a text that was encoded twice) is
//! reported, and read as what is meant.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::codes::{
    ENCODED_TWICE, HTML_AMPERSAND, MISSING_QUESTION_MARK, NOT_UTF8, PLUS_OFFSET, RAW_AMPERSAND, RAW_HASH, RAW_PLUS,
    STRAY_PERCENT, finding,
};
use super::owner::{Owner, is_host, is_version, owner};
use super::query::{Encoding, Part, SavedEndpoint, SavedParameter, SavedPlace, SavedQuery};
use super::quoting::Quoting;
use super::url_encode::encode;
use super::url_end::{HTML, begins_parameter, behind_html, is_whole, joins_word, query_without_mark};
use super::url_filled::{is_printed, placeholder};
use super::url_value::{InString, Pluses, Value, encoded_twice, escaped_byte, stands_before_offset};
use crate::diagnostic::{CodeInfo, Diagnostic, Fix, Safety};
use crate::text::{Edit, OffsetMap, Span};

/// How many findings one URL has at most.
const MOST_FINDINGS: usize = 100;

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Parameters whose value is a filter, whatever the endpoint.
pub(super) const FILTER_NAMES: [&str; 2] = ["filters", "filter"];

/// Parameters whose value is a list of sorters.
const SORTER_NAMES: [&str; 2] = ["sorters", "sort"];

/// Whether a line is a URL, or a path with a query, rather than an expression.
///
/// ```
/// use v3q::saved::looks_like_url;
/// for url in ["https://t.api.identitynow.com/v3/accounts", "GET /v2025/accounts?limit=5", "{{baseUrl}}/accounts"] {
///     assert!(looks_like_url(url));
/// }
/// assert!(!looks_like_url(r#"name eq "/v2025/accounts?limit=5""#));
/// ```
#[must_use]
pub fn looks_like_url(text: &str) -> bool {
    // Most texts that are asked about are filters.
    if memchr::memchr2(b'/', b'?', text.as_bytes()).is_none() {
        return false;
    }
    let (_, text) = split_method(text);
    // Blanks in `{{ base }}` end nothing.
    let text = text.get(placeholder(text).unwrap_or_default()..).unwrap_or_default();
    let end = text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'')).unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    let (path, query) = word.split_once('?').map_or((word, None), |(path, query)| (path, Some(query)));
    word.starts_with('/')
        || path.contains("://")
        || query.is_some_and(|query| query.contains('='))
        || path.split_once('/').is_some_and(|(first, _)| is_host(first) || is_version(first))
}

/// Reads a URL that begins at byte `base` of its file.
///
/// ```
/// use v3q::saved::read_url;
/// use v3q::text::Span;
/// let query = read_url("/v2025/accounts?filters=name%20eq%20%22R%26D%22&limit=5", 0);
/// assert_eq!(query.endpoint.unwrap().path, "/v2025/accounts");
/// assert_eq!(query.parameters[0].value, r#"name eq "R&D""#);
/// // `eq` stands at byte 5 of the filter and at byte 31 of the URL.
/// assert_eq!(query.parameters[0].place.map.outer(Span::new(5, 7)), Span::new(31, 33));
/// ```
#[must_use]
pub fn read_url(text: &str, base: usize) -> SavedQuery<'_> {
    let text = without_protocol(text);
    let span = Span::new(base, base + text.len());
    let (method, url) = split_method(text);
    let mut reader = Reader::new(url, base + (text.len() - url.len()), false);
    let path_end = url.find(['?', '#']).unwrap_or(url.len());
    let path_end = reader.meant_question_mark(path_end).unwrap_or(path_end);
    let endpoint = reader.endpoint(method, path_end);
    let parameters = reader.parameters(path_end);
    SavedQuery { span, endpoint, parameters, findings: reader.findings }
}

/// Reads what stands behind the `?` of a URL, from byte `base` of its file on.
pub(super) fn read_query(text: &str, base: usize) -> SavedQuery<'_> {
    let mut reader = Reader::new(text, base, false);
    let parameters = reader.parameters_from(0);
    let span = Span::new(base, base + text.len());
    SavedQuery { span, endpoint: None, parameters, findings: reader.findings }
}

/// Reads the value of a parameter that stands by itself, where a tool makes the URL of it and encodes what must be, but
/// leaves escapes and `+` as they are.
#[cfg(feature = "postman")]
pub(super) fn read_value<'a>(name: &'a str, text: &'a str) -> (SavedParameter<'a>, Vec<Diagnostic>) {
    let mut reader = Reader::new(text, 0, true);
    let (parameter, _, _) = reader.value(Cow::Borrowed(name), 0);
    (parameter, reader.findings)
}

/// The method in front of a URL, and the URL.
pub(super) fn split_method(text: &str) -> (Option<&'static str>, &str) {
    let Some((word, rest)) = text.split_once(|c: char| c.is_ascii_whitespace()) else { return (None, text) };
    match method(word) {
        Some(method) => (Some(method), rest.trim_ascii_start()),
        None => (None, text),
    }
}

/// The method of that name.
pub(super) fn method(word: &str) -> Option<&'static str> {
    METHODS.into_iter().find(|method| *method == word)
}

/// Without the ` HTTP/1.1` that ends a request line.
fn without_protocol(text: &str) -> &str {
    match text.rsplit_once(" HTTP/") {
        Some((url, version)) if version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => {
            url.trim_ascii_end()
        }
        _ => text,
    }
}

struct Reader<'a> {
    url: &'a str,
    base: usize,
    /// Whether the text is one value, so that `&` and `#` end nothing.
    is_value: bool,
    /// Where the last quote stands.
    last_quote: usize,
    findings: Vec<Diagnostic>,
}

/// How a value ended.
enum End {
    Parameter,
    Url,
}

impl<'a> Reader<'a> {
    fn new(url: &'a str, base: usize, is_value: bool) -> Self {
        let last_quote = url.rfind('"').max(url.rfind("%22")).max(url.rfind('\'')).unwrap_or_default();
        Self { url, base, is_value, last_quote, findings: Vec::new() }
    }

    fn at(&self, from: usize, to: usize) -> Span {
        Span::new(from, to).shifted(self.base)
    }

    fn endpoint(&self, method: Option<&'a str>, path_end: usize) -> Option<SavedEndpoint<'a>> {
        let whole = self.url.get(..path_end).unwrap_or_default();
        let behind_scheme = whole.split_once("://").map(|(_, rest)| rest);
        let rest = behind_scheme.unwrap_or(whole);
        let (first, _) = rest.split_once('/').unwrap_or((rest, ""));
        let has_host = !first.is_empty() && (behind_scheme.is_some() || is_host(first));
        let path = if has_host { rest.get(first.len()..).unwrap_or_default() } else { rest };
        let start = path_end - path.len();
        let path = path.trim_end_matches('/').trim_ascii_end();
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let span = self.at(start, start + path.len());
        let is_elsewhere = matches!(owner(whole), Owner::Other { .. });
        (!path.is_empty()).then_some(SavedEndpoint { method, path: decoded, call: None, is_elsewhere, span })
    }

    /// Where the path ends in front of a `&` that is meant to begin the query, which is then reported.
    fn meant_question_mark(&mut self, path_end: usize) -> Option<usize> {
        let at = query_without_mark(self.url.get(..path_end)?)?;
        self.report(&MISSING_QUESTION_MARK, self.at(at, at + 1), "the query begins with `?`", "?", Safety::Safe);
        Some(at)
    }

    fn parameters(&mut self, path_end: usize) -> Vec<SavedParameter<'a>> {
        let has_query = self.url.get(path_end..).unwrap_or_default().starts_with(['?', '&']);
        if has_query { self.parameters_from(path_end + 1) } else { Vec::new() }
    }

    fn parameters_from(&mut self, start: usize) -> Vec<SavedParameter<'a>> {
        let mut parameters = Vec::new();
        let mut rest = self.url.get(start..);
        while let Some(text) = rest {
            let start = self.url.len() - text.len();
            let (parameter, end, at) = self.parameter(start);
            parameters.extend(parameter);
            rest = match end {
                End::Parameter => self.behind_ampersand(at),
                End::Url => None,
            };
        }
        parameters
    }

    /// What stands behind the `&` at `at`, which is reported where HTML has written it.
    fn behind_ampersand(&mut self, at: usize) -> Option<&'a str> {
        let behind = self.url.get(at..)?.strip_prefix('&')?;
        let Some(rest) = behind_html(behind) else { return Some(behind) };
        let span = self.at(at, at + HTML.len());
        // What stands in a text of HTML or XML is right as it is.
        self.report(&HTML_AMPERSAND, span, "`&amp;` is the `&` of HTML", "&", Safety::Unsafe);
        Some(rest)
    }

    /// The parameter that begins at `start`, how it ends and where.
    fn parameter(&mut self, start: usize) -> (Option<SavedParameter<'a>>, End, usize) {
        let text = self.url.get(start..).unwrap_or_default();
        let name_end = text.find(['=', '&', '#']).unwrap_or(text.len());
        let name = text.get(..name_end).unwrap_or_default();
        let behind = text.get(name_end..).unwrap_or_default();
        let decoded = percent_decode_str(name).decode_utf8_lossy();
        let name_span = self.at(start, start + name_end);
        if behind.starts_with('=') {
            let (mut value, end, at) = self.value(decoded, start + name_end + 1);
            value.name_span = Some(name_span);
            return (Some(value), end, at);
        }
        let at = start + name_end;
        let mut parameter = parameter(decoded, Cow::Borrowed(""), OffsetMap::new(self.base + at), Encoding::Url);
        parameter.name_span = Some(name_span);
        let end = if behind.starts_with('&') { End::Parameter } else { End::Url };
        ((!name.is_empty()).then_some(parameter), end, at)
    }

    fn value(&mut self, name: Cow<'a, str>, start: usize) -> (SavedParameter<'a>, End, usize) {
        let is_filter = FILTER_NAMES.contains(&&*name);
        let map = OffsetMap::new(self.base + start);
        let mut value = Value { text: String::new(), map, string: InString::default(), is_text: true };
        let mut pluses = Pluses::default();
        let mut at = start;
        let mut end = End::Url;
        while let Some(c) = self.url.get(at..).and_then(|rest| rest.chars().next()) {
            match c {
                '%' => {
                    at = self.escapes(&mut value, start, at);
                    continue;
                }
                '+' if is_filter && stands_before_offset(&value.text, self.url.get(at + 1..).unwrap_or_default()) => {
                    let span = self.at(at, at + 1);
                    self.report(&PLUS_OFFSET, span, "a raw `+` is a blank here", "%2B", Safety::Safe);
                    value.push('+');
                }
                '+' => {
                    pluses.add(at, value.string.is_open());
                    value.push(' ');
                }
                '&' | '#' if self.is_value => value.push(c),
                '&' => match self.meant_ampersands(is_filter, &value, at) {
                    Some(length) => {
                        (0..length).for_each(|_| value.push(c));
                        at += length;
                        continue;
                    }
                    None => {
                        end = End::Parameter;
                        break;
                    }
                },
                '#' if is_filter && (value.string.is_open() || !is_whole(&value.text)) => {
                    let span = self.at(at, at + 1);
                    self.report(&RAW_HASH, span, "a raw `#` ends the URL here", "%23", Safety::Safe);
                    value.push(c);
                }
                '#' => break,
                _ => value.push(c),
            }
            at += c.len_utf8();
        }
        let written = self.url.get(start..at).unwrap_or_default();
        for plus in pluses.meant(written).filter(|_| is_filter) {
            let span = self.at(plus, plus + 1);
            self.report(&RAW_PLUS, span, "a raw `+` is a blank here", "%2B", Safety::Unsafe);
        }
        let is_readable = written.contains([' ', '"']) || (self.is_value && !written.contains('%'));
        let encoding = if is_readable { Encoding::ReadableUrl } else { Encoding::Url };
        let value = self.decoded_again(value, SORTER_NAMES.contains(&&*name), start, at);
        let text = if value.text == written { Cow::Borrowed(written) } else { Cow::Owned(value.text) };
        let parameter = SavedParameter { is_text: value.is_text, ..parameter(name, text, value.map, encoding) };
        (parameter, end, at)
    }

    /// How many raw `&` stand here that are meant as a part of the filter before them, which is then reported.
    fn meant_ampersands(&mut self, is_filter: bool, value: &Value, at: usize) -> Option<usize> {
        let rest = self.url.get(at..).filter(|_| is_filter)?;
        let behind = rest.trim_start_matches('&');
        let length = rest.len() - behind.len();
        // Inside a string whose end is still to come the `&` is certain to be a part of it.
        let in_string = value.string.is_open() && self.last_quote > at;
        if !in_string && (begins_parameter(behind) || behind_html(behind).is_some()) {
            return None;
        }
        let (span, message) = (self.at(at, at + length), "a raw `&` ends the parameter here");
        let certain = in_string || joins_word(&value.text, behind);
        if !certain && length > 1 {
            // It is meant as `and`: encoded it would be refused too.
            self.add(finding(&RAW_AMPERSAND, span, message.to_owned(), "write `and`", None));
            return Some(length);
        }
        // `R&amp;D` may be meant as it is written.
        let certain = certain && !rest.starts_with(HTML);
        let safety = if certain { Safety::Safe } else { Safety::Unsafe };
        self.report(&RAW_AMPERSAND, span, message, &"%26".repeat(length), safety);
        Some(length)
    }

    /// Reads the escapes that begin at `at`, as far as they go without a break, in the value from `start` on; where they
    /// end.
    fn escapes(&mut self, value: &mut Value, start: usize, at: usize) -> usize {
        let rest = self.url.get(at..).unwrap_or_default();
        let bytes: Vec<u8> = rest.as_bytes().chunks(3).map_while(escaped_byte).collect();
        if bytes.is_empty() {
            if self.findings.len() < MOST_FINDINGS {
                // What a program fills in must stay as it is.
                let all = self.url.get(start..).and_then(|it| it.split('&').next()).unwrap_or_default();
                let safety = if is_printed(all) { Safety::Unsafe } else { Safety::Safe };
                self.report(&STRAY_PERCENT, self.at(at, at + 1), "this `%` begins no escape", "%25", safety);
            }
            value.push('%');
            return at + 1;
        }
        let mut done = at;
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                let outer = self.at(done, done + 3 * c.len_utf8());
                value.push_escaped(c, outer);
                done += 3 * c.len_utf8();
            }
            let invalid = 3 * chunk.invalid().len();
            if invalid > 0 {
                let written = self.url.get(done..done + invalid).unwrap_or_default();
                let message = format!("`{written}` is not UTF-8");
                value.is_text = false;
                self.add(finding(&NOT_UTF8, self.at(done, done + invalid), message, "", None));
                written.chars().for_each(|c| value.push(c));
                done += invalid;
            }
        }
        done
    }

    /// The value as it is meant: decoded once more where it was encoded twice.
    fn decoded_again(&mut self, value: Value, is_sorter: bool, start: usize, end: usize) -> Value {
        let Some(text) = encoded_twice(&value.text, is_sorter) else { return value };
        let fix = Fix::safe("encode it once", vec![Edit::replace(self.at(start, end), encode(&text))]);
        let help = "encode the plain text once, or let the tool do it";
        let message = "this value is percent-encoded twice".to_owned();
        self.add(finding(&ENCODED_TWICE, self.at(start, end), message, help, Some(fix)));
        let mut map = OffsetMap::new(self.base + start);
        let (mut inner, mut outer) = (0, 0);
        for c in text.chars() {
            // Each character was written as itself or as escapes, in the value that was decoded once.
            let is_escape = value.text.get(outer..).is_some_and(|rest| rest.starts_with('%'));
            let length = if is_escape { 3 * c.len_utf8() } else { c.len_utf8() };
            let place = value.map.outer(Span::new(outer, outer + length));
            if place.len() != c.len_utf8() {
                map.escape(Span::new(inner, inner + c.len_utf8()), place);
            }
            inner += c.len_utf8();
            outer += length;
        }
        Value { text, map, ..value }
    }

    fn add(&mut self, finding: Diagnostic) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }

    /// Notes characters that must be written as `escape`.
    fn report(&mut self, info: &'static CodeInfo, span: Span, message: &str, escape: &str, safety: Safety) {
        if self.findings.len() >= MOST_FINDINGS {
            return;
        }
        let help = format!("write `{escape}`");
        let fix = Fix { title: help.clone(), edits: vec![Edit::replace(span, escape)], safety };
        self.add(finding(info, span, message.to_owned(), &help, Some(fix)));
    }
}

fn parameter<'a>(name: Cow<'a, str>, value: Cow<'a, str>, map: OffsetMap, encoding: Encoding) -> SavedParameter<'a> {
    let (holes, seams, quoting, within) = (Vec::new(), Vec::new(), Quoting::None, Quoting::None);
    let place = SavedPlace { name: String::new(), map, encoding, quoting, within, holes, seams };
    SavedParameter { name, name_span: None, value, place, also: Vec::new(), part: Part::Sent, is_text: true }
}

#[cfg(test)]
#[path = "url_tests.rs"]
mod tests;
