//! The rules: each is its own example, and the cases in `tests/lint` say where they speak and where they don't.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

#[path = "support/endpoint.rs"]
mod endpoint;
// Other suites show the titles.
#[allow(dead_code)]
#[path = "support/text_cases.rs"]
mod text_cases;

use std::fmt::Write as _;

use endpoint::endpoint;
use proptest::prelude::*;
use serde_json::{Value, json};
use text_cases::Case;
use v3q::check::{CheckOptions, check_filter, check_query, fix_filter, mend};
use v3q::codes;
use v3q::diagnostic::{Diagnostic, Safety, Severity};
use v3q::lint::{Check, Levels, RULES};
use v3q::predicate::{Predicate, validate};
use v3q::schema::Schema;
use v3q::syntax::{PlaceholderStyles, ReadOptions, parse_filter};
use v3q::text::apply_edits;

/// What the examples of the rules are about.
const EXAMPLES: &str = "name: eq, ne, sw, co, in, ca, pr, isnull, gt, ge, lt, le: string
    size: eq, ne, in, gt, ge, lt, le, pr, isnull: number
    active: eq, ne, pr: boolean
    created: eq, ne, gt, ge, lt, le, in, pr: date-time
    stamp: ge, lt
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
        if let Some(fix) = &findings[0].fix {
            assert_eq!(apply_edits(bad, &fix.edits).unwrap(), good, "{code}");
            let mended = mend(bad, Safety::Unsafe, |text| check_filter(text, &schema, options));
            assert_eq!((mended.text.as_str(), mended.remaining.len()), (good, 0), "{code}");
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
    assert_eq!(RULES.iter().filter(|rule| !rule.is_on).count(), 3);
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
fn another_joiner_is_proposed_where_it_says_something_and_is_offered() {
    let fields = "a: eq, ne, pr, isnull, gt, lt: number";
    let any = endpoint(fields);
    let no_or = endpoint(&format!("{fields}\n* composites and"));
    let apart = endpoint(&format!("{fields}\n* one-between-two-fields"));
    let help = |text: &str, schema: &Schema| {
        let rules = ["contradiction", "always-true"];
        let found = check_filter(text, schema, &ReadOptions::default());
        found.into_iter().find(|it| rules.contains(&it.code())).unwrap().help
    };
    for (text, schema, expected) in [
        ("a eq 1 and a eq 2", &any, "did you mean `or`?"),
        ("a eq 1 and a eq 2", &no_or, ""),
        ("a eq 1 and a eq 2", &apart, ""),
        ("a isnull and a eq 1", &any, "did you mean `or`?"),
        ("a isnull and pr a", &any, ""),
        ("a ne 1 and a eq 1", &any, ""),
        ("a ne 1 or a ne 2", &any, "did you mean `and`?"),
        ("a eq 1 or a ne 1", &any, ""),
    ] {
        assert_eq!(help(text, schema), expected, "{text}");
    }
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

/// Fields with one value and with several, of few values each, so that tests meet.
const SMALL: &str = "n: eq, ne, gt, ge, lt, le, in, pr, isnull : number
    m: eq, ne, gt, ge, lt, le, in, ca, pr, isnull : number array
    s: eq, ne, gt, le, sw, co, in, pr, isnull : string
    u: eq, ne, gt, le, in, ca, co, sw, pr, isnull";

fn clause() -> impl Strategy<Value = String> {
    let number = || proptest::sample::select(&["1", "2", "2.0", "3"][..]);
    let text = || proptest::sample::select(&["\"a\"", "\"A\"", "\"ab\"", "\"b\"", "\"ba\""][..]);
    let order = proptest::sample::select(&["eq", "ne", "gt", "ge", "lt", "le"][..]);
    let words = proptest::sample::select(&["eq", "ne", "gt", "le", "sw", "co"][..]);
    let any = proptest::sample::select(&["eq", "ne", "gt", "le"][..]);
    let field = || proptest::sample::select(&["n", "m", "s", "u"][..]);
    let list = |values: Vec<&str>| values.join(",");
    prop_oneof![
        4 => (proptest::sample::select(&["n", "m"][..]), order, number()).prop_map(|(f, op, v)| format!("{f} {op} {v}")),
        3 => (words, text()).prop_map(|(op, v)| format!("s {op} {v}")),
        1 => (any, number()).prop_map(|(op, v)| format!("u {op} {v}")),
        1 => (any_of_both(), text()).prop_map(|(op, v)| format!("u {op} {v}")),
        2 => (proptest::sample::select(&["n in", "m in", "m ca", "u ca"][..]), proptest::collection::vec(number(), 1..4))
            .prop_map(move |(head, values)| format!("{head} ({})", list(values))),
        1 => proptest::collection::vec(text(), 1..4).prop_map(move |values| format!("s in ({})", list(values))),
        1 => field().prop_map(|f| format!("pr {f}")),
        1 => field().prop_map(|f| format!("{f} isnull")),
    ]
}

fn any_of_both() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&["eq", "ne", "sw", "co"][..])
}

fn filter() -> impl Strategy<Value = String> {
    clause().prop_recursive(4, 12, 4, |inner| {
        let joiner = proptest::sample::select(&[" and ", " or ", ", "][..]);
        prop_oneof![
            4 => (proptest::collection::vec(inner.clone(), 2..4), joiner.clone())
                .prop_map(|(parts, joiner)| parts.join(joiner)),
            3 => (proptest::collection::vec(inner.clone(), 2..4), joiner)
                .prop_map(|(parts, joiner)| format!("({})", parts.join(joiner))),
            2 => inner.clone().prop_map(|it| format!("({it})")),
            1 => inner.clone().prop_map(|it| format!("not ({it})")),
            1 => inner.prop_map(|it| format!("not {it}")),
        ]
    })
}

/// Records in which every value that the tests speak of occurs, those between and beyond, and none.
fn records() -> Vec<Value> {
    let numbers = [json!(null), json!(0), json!(1), json!(1.5), json!(2), json!(3), json!(4)];
    let lists = [json!([]), json!([1]), json!([1, 2]), json!([2, 3]), json!([0, 4]), json!([1, 2, 3])];
    let texts = [
        json!(null),
        json!(""),
        json!("A"),
        json!("aa"),
        json!("AB"),
        json!("b"),
        json!("xab"),
        json!("aba"),
        json!("c"),
    ];
    let mut records = Vec::new();
    for (i, n) in numbers.iter().enumerate() {
        for (j, s) in texts.iter().enumerate() {
            let m = &lists[(i + j) % lists.len()];
            let u = [&numbers[(i + 2 * j) % numbers.len()], m, s][(i + j) % 3];
            records.push(json!({"n": n, "m": m, "s": s, "u": u}));
        }
    }
    records
}

fn predicate(text: &str, schema: &Schema) -> Predicate {
    let filter = parse_filter(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    validate(&filter, schema).unwrap_or_else(|error| panic!("{text}: {error}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Fixes of rules keep the meaning, guesses that leave something out too; what can't be is not, and what always
    /// is, is.
    #[test]
    fn rules_are_right_about_every_record(text in filter()) {
        let schema = endpoint(SMALL);
        let levels = Levels::default();
        let options = CheckOptions { levels: &levels, ..CheckOptions::default() };
        let before = predicate(&text, &schema);
        let records = records();
        let same = |other: &str| {
            let after = predicate(other, &schema);
            let differs = records.iter().find(|record| before.matches(*record) != after.matches(*record));
            assert!(differs.is_none(), "{text} became {other}: {}", differs.unwrap());
        };
        let findings = check_filter(&text, &schema, options);
        for finding in &findings {
            if let Some(fix) = &finding.fix {
                same(&apply_edits(&text, &fix.edits).unwrap());
            }
            let wanted = match finding.code() {
                "contradiction" => false,
                "always-true" => true,
                _ => continue,
            };
            // Said of a group: the smallest one around it that is the whole filter.
            let filter = parse_filter(&text).unwrap();
            let is_flat = filter.parentheses().is_empty() && !text.contains("not");
            let is_alike = if wanted { !text.contains(" and ") && !text.contains(", ") } else { !text.contains(" or ") };
            if is_flat && is_alike {
                prop_assert!(records.iter().all(|record| before.matches(record) == wanted), "{}", text);
            }
        }
        let mended = fix_filter(&text, &schema, options, Safety::Safe);
        same(&mended.text);
        prop_assert_eq!(&fix_filter(&mended.text, &schema, options, Safety::Safe).text, &mended.text);
    }
}
