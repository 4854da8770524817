//! SARIF 2.1.0: the form that code scanning takes. Columns count characters (`unicodeCodePoints`), from 1.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::fingerprint::fingerprints;
use super::model::{Finding, Report, Source};
use super::{Colour, Format};
use crate::diagnostic::{CodeInfo, Fix, Safety, Severity};
use crate::text::Span;

pub(super) static FORMAT: Format =
    Format { name: "sarif", summary: "SARIF 2.1.0, for code scanning", counts_fixes: false, render };

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Everything of a file name but these is percent-encoded in a URI.
const PATH: percent_encoding::AsciiSet =
    percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

fn render(report: &Report, _: Colour) -> String {
    let mut codes: Vec<&'static CodeInfo> = report.findings.iter().map(|it| it.diagnostic.info).collect();
    codes.sort_by_key(|it| it.code);
    codes.dedup_by_key(|it| it.code);
    let results: Vec<Value> = report
        .findings
        .iter()
        .zip(fingerprints(report))
        .map(|(finding, fingerprint)| result(report, finding, &codes, &fingerprint))
        .collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "v3q",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|it| rule(it)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&document).expect("text and numbers are JSON") + "\n"
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Style => "note",
    }
}

fn rule(info: &CodeInfo) -> Value {
    let (bad, good) = info.example;
    let mut help = info.explanation.to_owned();
    if !bad.is_empty() {
        help.push_str(&format!("\n\nFound in: {bad}"));
    }
    if !good.is_empty() {
        help.push_str(&format!("\nWrite: {good}"));
    }
    json!({
        "id": info.code,
        "shortDescription": { "text": info.summary },
        "fullDescription": { "text": info.explanation },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(info.severity) },
    })
}

fn result(report: &Report, finding: &Finding, codes: &[&CodeInfo], fingerprint: &str) -> Value {
    let it = &finding.diagnostic;
    let message = if it.help.is_empty() { it.message.clone() } else { format!("{}\n{}", it.message, it.help) };
    let mut result = Map::new();
    result.insert("ruleId".into(), json!(it.code()));
    if let Ok(index) = codes.binary_search_by_key(&it.code(), |info| info.code) {
        result.insert("ruleIndex".into(), json!(index));
    }
    result.insert("level".into(), json!(level(it.severity)));
    result.insert("message".into(), json!({ "text": message }));
    // What was given inline lies in no artifact.
    if let Some(source) = finding.source.map(|id| report.source(id)).filter(|it| it.is_file) {
        result.insert("locations".into(), json!([location(source, it.span)]));
        if !finding.also.is_empty() {
            let also = finding.also.iter().map(|place| {
                json!({
                    "physicalLocation": physical(source, place.span),
                    "message": { "text": place.name },
                })
            });
            result.insert("relatedLocations".into(), also.collect());
        }
        // The fixes of SARIF are offered as they stand: a guess is none of them.
        if let Some(fix) = it.fix.as_ref().filter(|fix| fix.safety == Safety::Safe) {
            result.insert("fixes".into(), json!([change(source, fix)]));
        }
    }
    result.insert("partialFingerprints".into(), json!({ "v3q/v1": fingerprint }));
    Value::Object(result)
}

fn artifact(source: &Source) -> Value {
    let path = percent_encoding::utf8_percent_encode(&source.path, &PATH).to_string();
    match (Path::new(&source.path).is_absolute(), path.starts_with('/')) {
        (false, _) => json!({ "uri": path, "uriBaseId": "%SRCROOT%" }),
        (true, true) => json!({ "uri": format!("file://{path}") }),
        (true, false) => json!({ "uri": format!("file:///{path}") }),
    }
}

fn region(source: &Source, span: Span) -> Value {
    let (start, end) = (source.position(span.start()), source.position(span.end()));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn location(source: &Source, span: Span) -> Value {
    json!({ "physicalLocation": physical(source, span) })
}

fn physical(source: &Source, span: Span) -> Value {
    json!({ "artifactLocation": artifact(source), "region": region(source, span) })
}

fn change(source: &Source, fix: &Fix) -> Value {
    let replacements = fix
        .edits
        .iter()
        .map(|edit| json!({ "deletedRegion": region(source, edit.span), "insertedContent": { "text": edit.text } }));
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": artifact(source),
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}
