//! For programs: one JSON object, described in the README under "JSON output".

use std::borrow::Cow;

use serde::Serialize;

use super::model::{Finding, Place, Report};
use super::{Colour, Format};
use crate::diagnostic::{Fix, Safety};

pub(super) static FORMAT: Format =
    Format { name: "json", summary: "for programs: one JSON object", counts_fixes: true, render };

/// The version of the form; a member that is added does not change it.
const VERSION: u32 = 1;

/// How many characters of a query are repeated; it comes with each of its findings.
const QUERY: usize = 2000;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    findings: Vec<Item<'a>>,
    summary: Summary<'a>,
}

#[derive(Serialize)]
struct Item<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: Option<&'a str>,
    query: Option<Cow<'a, str>>,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    help: Option<&'a str>,
    fix: Option<Change<'a>>,
    /// Only where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Elsewhere<'a>>,
}

#[derive(Serialize)]
struct Elsewhere<'a> {
    place: &'a str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Change<'a> {
    title: &'a str,
    safety: &'a str,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Summary<'a> {
    errors: usize,
    warnings: usize,
    style: usize,
    queries: usize,
    without_endpoint: usize,
    files: usize,
    /// Only where fixes were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes_applied: Option<usize>,
    endpoint: Option<Endpoint<'a>>,
}

#[derive(Serialize)]
struct Endpoint<'a> {
    version: &'a str,
    operation_id: &'a str,
    method: &'a str,
    path: &'a str,
}

const IS_JSON: &str = "text and numbers are JSON";

fn render(report: &Report, _: Colour) -> String {
    let counts = report.counts();
    let endpoint = report.endpoint.as_ref().map(|it| Endpoint {
        version: &it.version,
        operation_id: &it.operation_id,
        method: &it.method,
        path: &it.path,
    });
    let document = Document {
        version: VERSION,
        findings: report.findings.iter().map(|finding| item(report, finding)).collect(),
        summary: Summary {
            errors: counts.errors,
            warnings: counts.warnings,
            style: counts.style,
            queries: report.queries,
            without_endpoint: report.without_endpoint,
            files: report.files,
            fixes_applied: report.applied,
            endpoint,
        },
    };
    let mut out = serde_json::to_string_pretty(&document).expect(IS_JSON);
    out.push('\n');
    out
}

/// One finding as it stands in `findings`, in one line.
pub(super) fn finding_line(report: &Report, finding: &Finding) -> String {
    serde_json::to_string(&item(report, finding)).expect(IS_JSON)
}

/// One finding as it stands in `findings`, for other documents that hold findings.
pub(crate) fn finding_value(report: &Report, finding: &Finding) -> serde_json::Value {
    serde_json::to_value(item(report, finding)).expect(IS_JSON)
}

fn item<'a>(report: &'a Report, finding: &'a Finding) -> Item<'a> {
    let Finding { source, query, diagnostic, also } = finding;
    let source = source.map(|id| report.source(id));
    let position = |offset| {
        source.map_or((1, 1), |source| {
            let position = source.position(offset);
            (position.line, position.column)
        })
    };
    let (line, column) = position(diagnostic.span.start());
    let elsewhere = |place: &'a Place| {
        let (line, column) = position(place.span.start());
        Elsewhere { place: &place.name, line, column, start: place.span.start(), end: place.span.end() }
    };
    Item {
        code: diagnostic.code(),
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        file: source.filter(|it| it.is_file).map(|it| it.name.as_str()),
        query: query.as_deref().map(beginning),
        line,
        column,
        start: diagnostic.span.start(),
        end: diagnostic.span.end(),
        help: Some(diagnostic.help.as_str()).filter(|help| !help.is_empty()),
        fix: diagnostic.fix.as_ref().map(change),
        also: also.iter().map(elsewhere).collect(),
    }
}

/// A query, or its beginning and `…` where it is long.
fn beginning(query: &str) -> Cow<'_, str> {
    match query.char_indices().nth(QUERY) {
        Some((end, _)) => Cow::Owned(format!("{}…", query.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(query),
    }
}

fn change(fix: &Fix) -> Change<'_> {
    let edits = fix.edits.iter();
    Change {
        title: &fix.title,
        safety: match fix.safety {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
        },
        edits: edits.map(|it| Replacement { start: it.span.start(), end: it.span.end(), text: &it.text }).collect(),
    }
}
