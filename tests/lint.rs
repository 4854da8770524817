//! The rules: each is its own example, and the cases in `tests/lint` say where they speak and where they don't.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

#[path = "support/endpoint.rs"]
mod endpoint;
#[path = "support/text_cases.rs"]
mod text_cases;

use std::fmt::Write as _;

use endpoint::endpoint;
use text_cases::Case;
use v3q::check::{CheckOptions, check_filter, check_query, fix_filter, mend};
use v3q::codes;
use v3q::diagnostic::{Diagnostic, Safety, Severity};
use v3q::lint::{Check, Levels, RULES};
use v3q::schema::Schema;
use v3q::syntax::{PlaceholderStyles, ReadOptions};
use v3q::text::apply_edits;

/// What the examples of the rules are about.
const EXAMPLES: &str = "name: eq, ne, sw, co, in, ca, pr, isnull, gt, ge, lt, le: string
    size: eq, ne, in, gt, ge, lt, le, pr, isnull: number
    active: eq, ne, pr: boolean
    created: eq, ne, gt, ge, lt, le, in, pr: date-time
    * sorters id, name";

/// With every code on.
fn all_on() -> Levels {
    let mut levels = Levels::default();
    for code in codes::all() {
        levels.set(code.info.code, Some(code.info.severity));
    }
    levels
}

fn options(levels: &Levels) -> CheckOptions<'_> {
    let read = ReadOptions { placeholders: PlaceholderStyles::all(), ..ReadOptions::default() };
    CheckOptions { read, levels, splices: true }
}

fn found(text: &str, check: Check, schema: &Schema, options: CheckOptions<'_>) -> Vec<Diagnostic> {
    match check {
        Check::Filter(_) => check_filter(text, schema, options),
        Check::Query(_) => {
            let parameters: Vec<(&str, &str)> = text.split('&').map(|it| it.split_once('=').unwrap()).collect();
            check_query(&parameters, schema, options).into_iter().map(|it| it.diagnostic).collect()
        }
    }
}

#[test]
fn each_rule_finds_its_example_and_mends_it() {
    let schema = endpoint(EXAMPLES);
    let mut levels = all_on();
    // Speaks of half of all filters.
    levels.set("negation-of-nullable", None);
    for rule in RULES {
        let (code, (bad, good)) = (rule.info.code, rule.info.example);
        let mut levels = levels.clone();
        levels.set(code, Some(rule.info.severity));
        let options = options(&levels);
        if bad.is_empty() {
            assert!(code.ends_with("url"), "{code} has no example");
            continue;
        }
        let findings = found(bad, rule.check, &schema, options);
        assert!(!findings.is_empty() && findings.iter().all(|it| it.code() == code), "{code}: {findings:#?}");
        if let Check::Filter(_) = rule.check {
            if let Some(fix) = &findings[0].fix {
                assert_eq!(apply_edits(bad, &fix.edits).unwrap(), good, "{code}");
                let mended = mend(bad, Safety::Unsafe, |text| check_filter(text, &schema, options));
                assert_eq!((mended.text.as_str(), mended.remaining.len()), (good, 0), "{code}");
            }
        }
        if !good.is_empty() {
            assert_eq!(found(good, rule.check, &schema, options), [], "{code}");
        }
    }
}

#[test]
fn rules_say_enough() {
    for rule in RULES {
        assert!(rule.info.explanation.ends_with('.') && !rule.info.summary.ends_with('.'), "{}", rule.info.code);
        assert!(rule.info.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.info.code);
    }
    assert_eq!(RULES.iter().filter(|rule| !rule.is_on).count(), 2);
}

#[test]
fn levels_speak_of_every_code() {
    let schema = Schema::permissive();
    let mut levels = Levels::default();
    levels.set("upper-case-operator", None);
    levels.set("comma-between-clauses", Some(Severity::Error));
    levels.set("negation-of-nullable", Some(Severity::Style));
    let options = CheckOptions { levels: &levels, ..CheckOptions::default() };
    let severities = |text: &str| -> Vec<(&'static str, Severity)> {
        check_filter(text, &schema, options).iter().map(|it| (it.code(), it.severity)).collect()
    };
    assert_eq!(severities("a EQ 1, b eq 2"), [("comma-between-clauses", Severity::Error)]);
    assert_eq!(severities("a ne 1"), [("negation-of-nullable", Severity::Style)]);
    // What is not reported is not mended, and still no predicate.
    assert_eq!(fix_filter("a EQ 1", &schema, options, Safety::Safe).text, "a EQ 1");
    let strict = v3q::predicate::validate_query(&[("filters", "a EQ 1")], &schema, &ReadOptions::default());
    assert!(strict.is_err());
}

#[test]
fn the_rules_speak_where_the_cases_say() {
    let mut schema = Schema::permissive();
    text_cases::run("lint", |case| {
        if let Some(text) = case.get("endpoint") {
            schema = if text == "none" { Schema::permissive() } else { endpoint(&text) };
        }
        answer(case, &schema)
    });
}

fn answer(case: &Case, schema: &Schema) -> String {
    let mut levels = Levels::default();
    for code in case.get("on").unwrap_or_default().split_whitespace() {
        levels.set(code, Some(Severity::Warning));
    }
    let mut options = CheckOptions { levels: &levels, ..CheckOptions::default() };
    options.splices = case.get("splices").is_some();
    if case.get("template").is_some() || options.splices {
        options.read.placeholders = PlaceholderStyles::all();
    }
    let mut out = String::new();
    if let Some(text) = case.get("query") {
        let parameters: Vec<(&str, &str)> = text.lines().map(|line| line.split_once('=').unwrap()).collect();
        for finding in check_query(&parameters, schema, options) {
            let place = finding.parameter.map_or("-".to_owned(), |index| index.to_string());
            writeln!(out, "[{place}] {} {}", finding.diagnostic.code(), finding.diagnostic.message).unwrap();
        }
        return out;
    }
    let text = case.get("filter").unwrap();
    for Diagnostic { severity, info, message, span, fix, .. } in check_filter(&text, schema, options) {
        writeln!(out, "{severity} {} `{}`: {message}", info.code, span.of(&text)).unwrap();
        if let Some(fix) = fix {
            let kind = if fix.safety == Safety::Safe { "fix" } else { "guess" };
            writeln!(out, "  {kind}: {}", apply_edits(&text, &fix.edits).unwrap()).unwrap();
        }
    }
    let mended = fix_filter(&text, schema, options, Safety::Safe);
    if mended.text != text {
        writeln!(out, "mended: {}", mended.text).unwrap();
    }
    out
}

#[test]
fn what_no_url_carries_is_told_by_its_length() {
    let codes = |values: usize| -> Vec<&'static str> {
        let list: Vec<String> = (0..values).map(|i| format!("\"{i:032x}\"")).collect();
        let text = format!("id in ({})", list.join(","));
        check_filter(&text, &Schema::permissive(), CheckOptions::default()).iter().map(|it| it.code()).collect()
    };
    assert!(codes(45).is_empty());
    assert_eq!(codes(50), ["long-in-url"]);
    assert_eq!(codes(250), ["too-long-for-url"]);
}
