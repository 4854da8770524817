//! Requests of REST clients (`.http`, `.rest`): a request line, its query over several lines or one.
//!
//! `###` begins the next request, `@name = value` sets a variable, `#` and `//` make comments. Variables are filled in where
//! they name the endpoint, nowhere else. Headers and bodies are passed over.

use std::borrow::Cow;

use super::SavedFormat;
use super::host_text::HostText;
use super::query::SavedQuery;
use super::quoting::Quoting;
use super::shape::{counted, may_hold_query, nearness_of_file};
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
    /// A further line of the URL, or a header.
    Query,
    /// A header or a body: nothing until the next request.
    Nothing,
}

fn read(text: &str) -> Vec<SavedQuery<'_>> {
    if !may_hold_query(text) {
        return Vec::new();
    }
    let variables = Variables::default().with(text.lines().filter_map(variable));
    let mut requests: Vec<HostText> = Vec::new();
    let mut expected = Expected::Request;
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
        } else if is_comment(said) || (expected == Expected::Request && variable(said).is_some()) {
        } else if expected == Expected::Request {
            let mut request = HostText::new(start, Quoting::None);
            request.push(said);
            requests.push(request);
            expected = Expected::Query;
        } else if expected == Expected::Query && said.starts_with(['?', '&']) && start > at - line.len() {
            if let Some(request) = requests.last_mut() {
                request.push_seam(Span::new(request.span().end(), start), Quoting::None);
                request.push(said);
            }
        } else {
            expected = Expected::Nothing;
        }
    }
    let nearness = nearness_of_file(text);
    let query = |request: HostText| {
        let query = request.url(Span::new(0, request.text().len()));
        let filled = variables.fill_in(request.text());
        let mut query = counted(query, &filled, nearness)?;
        if let (Some(endpoint), Some(filled)) = (&mut query.endpoint, read_url(&filled, 0).endpoint) {
            endpoint.path = Cow::Owned(filled.path.into_owned());
            endpoint.is_elsewhere = filled.is_elsewhere;
        }
        Some(query)
    };
    requests.into_iter().filter_map(query).collect()
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#') || line.starts_with("//")
}

/// The variable that a line sets.
fn variable(line: &str) -> Option<(String, String)> {
    let (name, value) = line.trim_ascii().strip_prefix('@')?.split_once('=')?;
    Some((name.trim_ascii().to_owned(), value.trim_ascii().to_owned()))
}
