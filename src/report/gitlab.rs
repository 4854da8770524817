//! GitLab's code quality report: a JSON array, each finding with a fingerprint that stays when lines move.

use serde::Serialize;

use super::fingerprint::fingerprints;
use super::model::Report;
use super::{Colour, Format};
use crate::diagnostic::Severity;

pub(super) static FORMAT: Format =
    Format { name: "gitlab", summary: "GitLab's code quality report", counts_fixes: false, render };

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn render(report: &Report, _: Colour) -> String {
    let mut issues = Vec::new();
    for (finding, fingerprint) in report.findings.iter().zip(fingerprints(report)) {
        let it = &finding.diagnostic;
        let source = finding.source.map(|id| report.source(id));
        let line = |offset| source.map_or(1, |source| source.position(offset).line);
        // What was given inline has no file; GitLab asks for a path all the same.
        let path = source.map_or_else(|| "(inline)".to_owned(), |source| source.path.clone());
        let lines = Lines { begin: line(it.span.start()), end: line(it.span.end()) };
        let severity = match it.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Style => "info",
        };
        let location = Location { path, lines };
        issues.push(Issue { description: &it.message, check_name: it.code(), fingerprint, severity, location });
    }
    serde_json::to_string_pretty(&issues).expect("text and numbers are JSON") + "\n"
}
