//! What endpoints make of filters, sorters and whole queries: the cases in `tests/validate`.
//!
//! The endpoint of a case is that of the case before, unless it brings its own.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

#[path = "support/endpoint.rs"]
mod endpoint;
#[path = "support/text_cases.rs"]
mod text_cases;

use std::fmt::Write as _;

use endpoint::endpoint;
use proptest::prelude::*;
use text_cases::Case;
use v3q::check::{CheckOptions, check_filter, check_query, check_sorters, fix_filter, fix_sorters};
use v3q::diagnostic::{Diagnostic, Safety};
use v3q::lint::Levels;
use v3q::predicate::{self, Query, inspect, inspect_sorters, validate_query};
use v3q::schema::Schema;
use v3q::syntax::{self, PlaceholderStyles, ReadOptions, read_filter, read_sorters};
use v3q::text::apply_edits;

#[test]
fn endpoints_say_what_they_have_against_a_query() {
    let mut schema = Schema::permissive();
    text_cases::run("validate", |case| {
        if let Some(text) = case.get("endpoint") {
            schema = if text == "none" { Schema::permissive() } else { endpoint(&text) };
        }
        answer(case, &schema)
    });
}

fn answer(case: &Case, schema: &Schema) -> String {
    let mut options = ReadOptions::default();
    if case.get("template").is_some() {
        options.placeholders = PlaceholderStyles::all();
    }
    let mut out = String::new();
    if let Some(text) = case.get("filter") {
        if let Some(meaning) = inspect(&read_filter(&text, &options).tree, schema).outcome {
            writeln!(out, "means: {meaning}").unwrap();
        }
        for finding in check_filter(&text, schema, &options) {
            write_finding(&mut out, &finding, &text, "");
        }
        write_mended(&mut out, &text, &fix_filter(&text, schema, &options, Safety::Safe).text);
    } else if let Some(text) = case.get("sorter") {
        if let Some(order) = inspect_sorters(&read_sorters(&text, &options).tree, schema).outcome {
            writeln!(out, "means: {order}").unwrap();
        }
        for finding in check_sorters(&text, schema, &options) {
            write_finding(&mut out, &finding, &text, "");
        }
        write_mended(&mut out, &text, &fix_sorters(&text, schema, &options, Safety::Safe).text);
    } else if let Some(text) = case.get("query") {
        let parameters: Vec<(&str, &str)> =
            text.lines().map(|line| line.split_once('=').expect("name=value")).collect();
        match validate_query(&parameters, schema, &options) {
            Ok(query) => write_query(&mut out, &query),
            Err(errors) => assert!(!errors.as_slice().is_empty(), "{}: refused without a reason", case.title),
        }
        for finding in check_query(&parameters, schema, &options) {
            let (place, value) = match finding.parameter {
                Some(index) => (format!("[{index}] "), parameters[index].1),
                None => ("[-] ".to_owned(), ""),
            };
            write_finding(&mut out, &finding.diagnostic, value, &place);
        }
    } else {
        panic!("{}: nothing to check", case.title);
    }
    out
}

fn write_query(out: &mut String, query: &Query) {
    let filter = query.filter().map(|it| format!(" filter {it},")).unwrap_or_default();
    let order = query.order().map(|it| format!(" order {it},")).unwrap_or_default();
    let size = query.page_size().map_or("all".into(), |size| size.to_string());
    writeln!(out, "means:{filter}{order} {size} from {}, count {}", query.offset(), query.count()).unwrap();
    for (name, values) in query.parameters() {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        writeln!(out, "  {name}: {}", values.join(" ")).unwrap();
    }
}

fn write_finding(out: &mut String, finding: &Diagnostic, text: &str, place: &str) {
    let Diagnostic { severity, message, span, .. } = finding;
    writeln!(out, "{place}{severity} {} @{}..{} {message}", finding.code(), span.start(), span.end()).unwrap();
    if !finding.help.is_empty() {
        writeln!(out, "  help: {}", finding.help).unwrap();
    }
    if let Some(fix) = &finding.fix {
        let kind = if fix.safety == Safety::Safe { "fix" } else { "guess" };
        let fixed = apply_edits(text, &fix.edits).expect("a fix fits its text");
        writeln!(out, "  {kind}: {}: {fixed}", fix.title).unwrap();
    }
}

fn write_mended(out: &mut String, text: &str, mended: &str) {
    if text != mended {
        writeln!(out, "mended: {mended}").unwrap();
    }
}

#[test]
fn no_code_is_used_twice() {
    let mut seen = std::collections::HashSet::new();
    for info in predicate::CODES.iter().chain(&syntax::CODES) {
        assert!(seen.insert(info.code), "{}", info.code);
        assert!(info.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", info.code);
        assert!(!info.summary.is_empty() && info.explanation.ends_with('.'), "{}", info.code);
    }
}

#[test]
fn every_code_has_a_case() {
    let mut cases = String::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/validate")).unwrap() {
        cases.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    // These two are the reasons of `validate`, and never findings: the reader reports errors, placeholders are none.
    let silent = ["unreadable-expression", "unbound-placeholder"];
    for info in predicate::CODES.iter().filter(|info| !silent.contains(&info.code)) {
        assert!(cases.contains(&format!("{} {} @", info.severity, info.code)), "{}", info.code);
    }
}

#[test]
fn broken_text_and_placeholders_never_give_a_predicate() {
    let schema = Schema::permissive();
    let template = ReadOptions { placeholders: PlaceholderStyles::all(), ..ReadOptions::default() };
    for text in [
        "a eq 1 and",
        "a eq 1 and ()",
        "a eq",
        "a EQ 1",
        "id in ()",
        "f gt null",
        "f eq null",
        "a eq \"x",
        "a eq “x”",
        "a%20eq%201",
        "",
        "(a eq 1",
        "a eq {{x}}",
        "a in (1,{{x}})",
        "{{f}} eq 1",
        "a eq 1 and {{rest}}",
        "not {{rest}}",
    ] {
        for options in [template, ReadOptions::default()] {
            let tree = read_filter(text, &options).tree;
            assert_eq!(inspect(&tree, &schema).outcome, None, "{text}");
            let errors = predicate::validate(&tree, &schema).expect_err(text);
            assert!(errors.iter().next().is_some(), "{text}");
            assert!(validate_query(&[("filters", text)], &schema, &options).is_err(), "{text}");
        }
    }
    for text in ["a,", "created desc", "--a", "", "a;b"] {
        let tree = read_sorters(text, &template).tree;
        assert_eq!(inspect_sorters(&tree, &schema).outcome, None, "{text}");
        assert!(predicate::validate_sorters(&tree, &schema).is_err(), "{text}");
    }
}

#[test]
fn findings_are_capped_and_errors_outlast_warnings() {
    let schema = Schema::permissive();
    let mut text = vec!["a eq x"; 300].join(" and ");
    text.push_str(" and a co 5");
    let findings = check_filter(&text, &schema, &ReadOptions::default());
    assert_eq!(findings.len(), 100);
    assert_eq!(findings.last().map(Diagnostic::code), Some("text-operator-operand"));
    assert!(predicate::validate(&syntax::parse_filter(&text).unwrap(), &schema).is_err());

    let many = vec!["a co 5"; 300].join(" or ");
    let errors = predicate::validate(&syntax::parse_filter(&many).unwrap(), &schema).unwrap_err();
    assert_eq!(errors.iter().count(), 100);
}

#[test]
fn deep_filters_need_no_stack() {
    let limits = syntax::Limits { depth: syntax::MAX_DEPTH, clauses: 10_000, ..syntax::Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    for text in [
        format!("{}a eq 1", "not ".repeat(1000)),
        format!("{}a eq 1{}", "(b eq 2 or (c eq 3 and ".repeat(500), "))".repeat(500)),
    ] {
        let tree = read_filter(&text, &options).tree;
        let thread = std::thread::Builder::new().stack_size(128 * 1024);
        let run = move || {
            let predicate = predicate::validate(&tree, &Schema::permissive()).expect("a deep filter is a filter");
            assert_eq!(predicate.clone(), predicate);
            assert!(predicate.to_string().contains("a eq 1"));
        };
        thread.spawn(run).unwrap().join().unwrap();
    }
}

/// Texts of the language's own pieces, in any order: most are broken, many are filters.
fn texts() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a",
        "status",
        "STATUS",
        "n",
        "t",
        "u",
        "attributes.x",
        "nam",
        " ",
        " ",
        " ",
        " eq ",
        " in ",
        " co ",
        " gt ",
        " EQ ",
        " == ",
        " ne ",
        "pr ",
        " isnull",
        " and ",
        " or ",
        ", ",
        "not ",
        "(",
        ")",
        "(1,2)",
        "\"x\"",
        "'x'",
        "“x”",
        "OPEN",
        "\"OPN\"",
        "5",
        "\"7\"",
        "2024",
        "2018-13-40",
        "2018-12-18",
        "2018-12-18T23:05:55",
        "TRUE",
        "true",
        "null",
        "NULL",
        "é",
        "\"",
        "{{x}}",
        "a eq 1",
        "status eq OPEN",
        "n gt \"7\"",
        "t gt 2024",
        "1762240800",
        "\\",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 1..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn findings_lie_in_the_text_and_safe_fixes_keep_the_meaning(text in texts()) {
        let schema = endpoint(
            "status: eq, in, ne, isnull : string [OPEN|CLOSED]
             n: eq, gt, in : number
             t: eq, gt, in, co : date-time
             a: eq, ne, in, gt, pr, isnull : boolean
             u: eq, co, gt, in
             attributes: eq : object",
        );
        // These rules write the same in another form.
        let mut levels = Levels::default();
        for code in ["negated-clause", "or-of-eq", "duplicate-operand", "duplicate-value", "in-with-one-value"] {
            levels.set(code, None);
        }
        let options = ReadOptions::default();
        let checked = CheckOptions { levels: &levels, ..CheckOptions::default() };
        let mut last = 0;
        for finding in check_filter(&text, &schema, checked) {
            prop_assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
            prop_assert!(finding.span.start() >= last, "{finding:?}");
            last = finding.span.start();
            if let Some(fix) = &finding.fix {
                prop_assert!(apply_edits(&text, &fix.edits).is_some(), "{finding:?}");
            }
        }
        let before = inspect(&read_filter(&text, &options).tree, &schema).outcome;
        let fixed = fix_filter(&text, &schema, checked, Safety::Safe);
        let left = fixed.remaining.iter().find(|it| it.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe));
        prop_assert!(left.is_none(), "{:?} in {}", left, fixed.text);
        if before.is_some() {
            let after = inspect(&read_filter(&fixed.text, &options).tree, &schema).outcome;
            prop_assert_eq!(before, after, "{}", fixed.text);
        }
    }
}
