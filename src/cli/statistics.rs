//! `v3q lint --statistics`: how often each code was found.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostic::{CodeInfo, Safety, Severity};
use crate::report::{Format, Report};

/// How the counts are written in a format; `None` where it has no place for them.
pub(super) fn form(format: &Format) -> Option<fn(&Report) -> String> {
    match format.name {
        "human" => Some(text),
        "json" => Some(json),
        _ => None,
    }
}

/// What there is of one code.
struct Row {
    info: &'static CodeInfo,
    count: usize,
    /// The worst that one of them is.
    severity: Severity,
    /// Whether some have a safe fix.
    is_fixable: bool,
}

/// A row for each code, the most frequent first.
fn rows(report: &Report) -> Vec<Row> {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for it in report.findings.iter().map(|finding| &finding.diagnostic) {
        let new = Row { info: it.info, count: 0, severity: it.severity, is_fixable: false };
        let row = rows.entry(it.code()).or_insert(new);
        row.count += 1;
        row.severity = row.severity.max(it.severity);
        row.is_fixable |= it.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    rows
}

/// One line a code; `*` marks those of which some have a safe fix.
fn text(report: &Report) -> String {
    let rows = rows(report);
    let digits = rows.iter().map(|row| row.count.to_string().len()).max().unwrap_or_default();
    let width = rows.iter().map(|row| row.info.code.len()).max().unwrap_or_default();
    rows.into_iter()
        .map(|Row { info, count, is_fixable, .. }| {
            let mark = if is_fixable { '*' } else { ' ' };
            format!("{count:digits$}  {:width$} {mark} {}\n", info.code, info.summary)
        })
        .collect()
}

/// An array with an object for each code.
fn json(report: &Report) -> String {
    let object = |row: Row| json!({ "code": row.info.code, "severity": row.severity.word(), "count": row.count });
    let array: Vec<Value> = rows(report).into_iter().map(object).collect();
    serde_json::to_string_pretty(&array).expect("text and numbers are JSON") + "\n"
}
