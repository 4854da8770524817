//! Requests of REST clients (`.http`, `.rest`): a request line, its query over several lines or one.
//!
//! `###` begins the next request, `@name = value` sets a variable, `#` and `//` make comments. Variables are filled in where
//! they name the endpoint, nowhere else. Headers, bodies and scripts (`< {% … %}`) are passed over.

use std::borrow::Cow;

use super::SavedFormat;
use super::counted::requested_in_full;
use super::host_text::HostText;
use super::nearness::{Nearness, nearness_of_file};
use super::query::SavedQuery;
use super::quoting::Quoting;
use super::shape::may_hold_query;
use super::url::read_url;
use super::variables::Variables;
use crate::syntax::{PlaceholderStyle, PlaceholderStyles};
use crate::text::Span;

pub(super) static FORMAT: SavedFormat = SavedFormat {
    name: "http",
    summary: "requests of REST clients",
    extensions: &["http", "rest"],
    placeholders: || PlaceholderStyles::of(&[PlaceholderStyle::DoubleBraces, PlaceholderStyle::Angles]),
    splices: false,
    recognises: |_| false,
    read: |text, _| Ok(read(text)),
    lines: None,
};

/// What the next line is.
#[derive(PartialEq)]
enum Expected {
    Request,
    /// A line of a script in front of the request line; what ends it.
    Script(&'static str),
    /// A further line of the URL, or a header.
    Query,
    /// A header or a body: nothing until the next request.
    Nothing,
}

/// What is known of the URL of a request as far as it was read.
#[derive(Default)]
struct Begun {
    has_query: bool,
    /// Whether blanks stand in its query as they are.
    has_blanks: bool,
}

impl Begun {
    fn add(&mut self, line: &str) {
        let behind = if self.has_query { Some(line) } else { line.split_once('?').map(|(_, query)| query) };
        self.has_query = behind.is_some();
        self.has_blanks |= behind.is_some_and(|query| query.contains(' '));
    }

    /// Whether a line that goes on with it stands between words of a value of its query.
    fn is_of_words(&self, url: &str, line: &str) -> bool {
        self.has_blanks && !url.ends_with(['?', '&', '=', '/', '+']) && !line.starts_with(['?', '&', '/', '+'])
    }
}

fn read(text: &str) -> Vec<SavedQuery<'_>> {
    let nearness = nearness_of_file(text);
    if !may_hold_query(text) && nearness == Nearness::Nowhere {
        return Vec::new();
    }
    let variables = Variables::default().with(text.lines().filter_map(variable));
    let mut requests: Vec<HostText> = Vec::new();
    let mut expected = Expected::Request;
    let mut begun = Begun::default();
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        let said = line.trim_ascii();
        let start = at + (line.len() - line.trim_ascii_start().len());
        at += line.len();
        if line.starts_with("###") {
            expected = Expected::Request;
        } else if said.is_empty() {
            // Blank lines stand before a request line, and end what belongs to one.
            if expected == Expected::Query {
                expected = Expected::Nothing;
            }
        } else if let Expected::Script(end) = expected {
            if said.ends_with(end) {
                expected = Expected::Request;
            }
        } else if is_comment(said) || (expected == Expected::Request && variable(said).is_some()) {
        } else if expected == Expected::Request {
            if let Some(end) = script(said) {
                expected = Expected::Script(end);
            } else if !stands_before_request(said) {
                let mut request = HostText::new(start, Quoting::None);
                request.push(said);
                begun = Begun::default();
                begun.add(said);
                requests.push(request);
                expected = Expected::Query;
            }
        } else if expected == Expected::Query
            && let Some(request) = requests.last_mut().filter(|it| goes_on(it.text(), begun.has_query, line))
        {
            let gap = Span::new(request.span().end(), start);
            // Between the words of a filter that is written with blanks the line break stands for one.
            if begun.is_of_words(request.text(), said) {
                request.push_escaped(" ", gap);
            } else {
                request.push_seam(gap, Quoting::None);
            }
            request.push(said);
            begun.add(said);
        } else {
            expected = Expected::Nothing;
        }
    }
    let query = |request: HostText| {
        let mut query = request.url(Span::new(0, request.text().len()));
        let filled = variables.fill_in(request.text());
        if let (Some(endpoint), Some(filled)) = (&mut query.endpoint, read_url(&filled, 0).endpoint) {
            endpoint.path = Cow::Owned(filled.path.into_owned());
            endpoint.is_elsewhere = filled.is_elsewhere;
        }
        requested_in_full(query, &filled, nearness)
    };
    requests.into_iter().filter_map(query).collect()
}

/// What ends the script that a line beside a request begins and does not end.
pub(super) fn script(line: &str) -> Option<&'static str> {
    let (begin, end) = if line.starts_with(['<', '>']) { ("{%", "%}") } else { ("{{", "}}") };
    let (before, behind) = line.split_once(begin)?;
    (before.trim_start_matches(['<', '>']).trim_ascii().is_empty() && !behind.contains(end)).then_some(end)
}

/// Whether a line in front of a request says what runs before it: `< ./script.js`, `import other.http`, `run #login`.
fn stands_before_request(line: &str) -> bool {
    line.starts_with('<') || line.starts_with("import ") || line.starts_with("run ")
}

/// Whether a line goes on with the URL before it: a part of its query at the beginning of a line too, any other part only
/// with blanks in front.
fn goes_on(url: &str, has_query: bool, line: &str) -> bool {
    let said = line.trim_ascii_start();
    let is_header = said.split_once(':').is_some_and(|(name, _)| {
        name.trim_ascii_end().bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    });
    let is_body = said.starts_with(['<', '>', '[']) || (said.starts_with('{') && !said.starts_with("{{"));
    let has_protocol = url.get(url.len().saturating_sub(" HTTP/1.1".len())..).is_some_and(|it| it.contains(" HTTP/"));
    let is_in_query = has_query && !has_protocol && !is_body;
    let is_part = said.starts_with('/') || ((url.ends_with(['?', '&', '/']) || is_in_query) && !is_header);
    said.starts_with(['?', '&']) || (is_part && said.len() < line.len())
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#') || line.starts_with("//")
}

/// The variable that a line sets.
fn variable(line: &str) -> Option<(String, String)> {
    let (name, value) = line.trim_ascii().strip_prefix('@')?.split_once('=')?;
    Some((name.trim_ascii().to_owned(), value.trim_ascii().to_owned()))
}
