//! Filters and sorters that are built, bound, rewritten and read from data: what is refused, and why.
#![allow(clippy::unwrap_used, clippy::panic)]

use v3q::syntax::{
    BindError, BuildError, Filter, FilterBuilder, Limit, Limits, MAX_DEPTH, NewLiteral, PlaceholderPlace,
    PlaceholderStyle, PlaceholderStyles, ReadOptions, Rewrite, Sorters, SyntaxErrorKind, Template, all, any, escape,
    field, not, parse_filter, read_filter, read_sorters, sort_by, sort_by_desc,
};
use v3q::vocab::{Decimal, Instant, Value};

fn text(filter: FilterBuilder) -> Result<String, BuildError> {
    filter.build().map(|filter| filter.to_string())
}

#[test]
fn every_operator_can_be_built() {
    let filters = [
        (field("a").eq("x"), r#"a eq "x""#),
        (field("a").ne(String::from("x")), r#"a ne "x""#),
        (field("a.b").gt(-5), "a.b gt -5"),
        (field("a").ge(u64::MAX), "a ge 18446744073709551615"),
        (field("a").lt(0.1_f32), "a lt 0.1"),
        (field("a").le(1e300), "a le 1e300"),
        (field("a").co("\"\\"), r#"a co "\"\\""#),
        (field("a").sw("{{x}}"), r#"a sw "{{x}}""#),
        (field("a").in_(["x", "y"]), r#"a in ("x","y")"#),
        (field("a").ca([1, 2]), "a ca (1,2)"),
        (field("a").pr(), "pr a"),
        (field("a").isnull(), "a isnull"),
        (field("a").eq(true), "a eq true"),
        (field("in").eq(Decimal::from(5_u64)), "in eq 5"),
        (field("a").eq(Value::Instant(Instant::from_unix(0, 500_000_000))), "a eq 1970-01-01T00:00:00.5Z"),
        (field("a").eq(NewLiteral::date_time("2018-12-18t00:00:00+02:00")), "a eq 2018-12-18t00:00:00+02:00"),
    ];
    for (filter, expected) in filters {
        assert_eq!(text(filter).as_deref(), Ok(expected));
    }
}

#[test]
fn parentheses_come_where_they_are_needed() {
    let (a, b, c) = (|| field("a").eq(1), || field("b").eq(2), || field("c").eq(3));
    for (filter, expected) in [
        (a().and(b()).and(c()), "a eq 1 and b eq 2 and c eq 3"),
        (a().and(b().and(c())), "a eq 1 and b eq 2 and c eq 3"),
        (a().or(b().and(c())), "a eq 1 or (b eq 2 and c eq 3)"),
        (a().comma(b().or(c())), "a eq 1, b eq 2 or c eq 3"),
        (a().comma(b()).or(c()), "(a eq 1, b eq 2) or c eq 3"),
        (!(a().or(b())), "not (a eq 1 or b eq 2)"),
        (not(not(a())), "not not a eq 1"),
        (all([a()]), "a eq 1"),
        (any([all([a(), b()]), all([c(), a()])]), "(a eq 1 and b eq 2) or (c eq 3 and a eq 1)"),
    ] {
        assert_eq!(text(filter).as_deref(), Ok(expected));
    }
}

#[test]
fn what_no_filter_can_say_is_refused() {
    let none: [&str; 0] = [];
    let read = |text: &str| FilterBuilder::from(read_filter(text, &ReadOptions::default()).tree);
    let bad_value = |text: &str, expected| BuildError::BadValue { text: text.into(), expected };
    for (filter, error) in [
        (field("a b").pr(), BuildError::BadField("a b".into())),
        (field("").pr(), BuildError::BadField(String::new())),
        (field("and").eq(1), BuildError::BadField("and".into())),
        (field("pr").pr(), BuildError::BadField("pr".into())),
        (field("a").eq("x\ny"), BuildError::ControlCharacter('\n')),
        (field("a").sw("\0"), BuildError::ControlCharacter('\0')),
        (field("a").eq(f64::INFINITY), BuildError::NotFinite("inf".into())),
        (field("a").eq(f32::NAN), BuildError::NotFinite("NaN".into())),
        (field("a").in_(none), BuildError::EmptyList("a".into())),
        (field("a").in_(["x", "\u{1f}"]), BuildError::ControlCharacter('\u{1f}')),
        (all(Vec::<FilterBuilder>::new()), BuildError::Empty),
        (field("a").eq(NewLiteral::number("1 or 2")), bad_value("1 or 2", "number")),
        (field("a").eq(NewLiteral::number("1e9999999999999999999")), bad_value("1e9999999999999999999", "number")),
        (field("a").eq(NewLiteral::date("2025-02-30")), bad_value("2025-02-30", "date")),
        (field("a").eq(NewLiteral::date_time("2025-08-01")), bad_value("2025-08-01", "date-time")),
        (field("a").eq(Instant::from_unix(i64::MAX / 2, 0)), {
            bad_value(&Instant::from_unix(i64::MAX / 2, 0).to_string(), "date-time")
        }),
        (read("a EQ 1").and(field("b").pr()), BuildError::Broken),
        // The first mistake is the one that is named.
        (field("x y").pr().and(field("a").eq("\0")), BuildError::BadField("x y".into())),
    ] {
        assert_eq!(text(filter), Err(error));
    }
    assert_eq!(escape("a\tb"), Err(BuildError::ControlCharacter('\t')));
}

#[test]
fn limits_hold_in_building() {
    let limits = Limits { text: 100, depth: 2, clauses: 3, values: 2 };
    let build = |filter: FilterBuilder| filter.build_within(&limits).map(drop);
    let a = || field("a").eq(1);
    assert_eq!(build(a().and(a()).and(a())), Ok(()));
    assert_eq!(build(a().and(a()).and(a()).and(a())), Err(BuildError::TooLarge(Limit::Clauses, 3)));
    assert_eq!(build(not(not(a()))), Ok(()));
    assert_eq!(build(not(not(not(a())))), Err(BuildError::TooLarge(Limit::Depth, 2)));
    assert_eq!(build(not(not(a().and(a())))), Err(BuildError::TooLarge(Limit::Depth, 2)));
    assert_eq!(build(field("a").in_([1, 2, 3])), Err(BuildError::TooLarge(Limit::Values, 2)));
    assert_eq!(build(field("a").eq("x".repeat(93))), Ok(()));
    assert_eq!(build(field("a").eq("x".repeat(94))), Err(BuildError::TooLarge(Limit::Text, 100)));
    let deepest = (0..MAX_DEPTH).fold(a(), |filter, _| not(filter));
    let roomy = Limits { depth: usize::MAX, ..Limits::default() };
    assert!(deepest.clone().build_within(&roomy).is_ok());
    assert_eq!(not(deepest).build_within(&roomy), Err(BuildError::TooLarge(Limit::Depth, MAX_DEPTH)));
}

#[test]
fn sorters_are_checked() {
    assert_eq!(sort_by("a").then("b.c").then_desc("d").build().unwrap().to_string(), "a,b.c,-d");
    assert_eq!(sort_by_desc("-a").build().unwrap_err(), BuildError::BadField("-a".into()));
    assert_eq!(sort_by("a").then_desc("a").build().unwrap_err(), BuildError::RepeatedSorter("a".into()));
    let limits = Limits { clauses: 1, ..Limits::default() };
    let error = sort_by("a").then("b").build_within(&limits).unwrap_err();
    assert_eq!(error, BuildError::TooLarge(Limit::Clauses, 1));
}

fn template(text: &str) -> Template {
    Template::parse(text, PlaceholderStyles::all()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn placeholders_are_bound_wherever_they_stand() {
    let text = r#"a eq {{x}} and b sw "p-{{x}}\"-{{y}}" and c in ("1",$ids,%s) and not ${more} and d eq '{}'"#;
    let filter = template(text)
        .bind("x", "O\"N")
        .bind("y", 5)
        .bind_list("ids", ["2", "3"])
        .bind("1", true)
        .bind("2", "last")
        .bind_filter("more", field("e").pr().or(field("f").isnull()))
        .build()
        .unwrap();
    assert_eq!(
        filter.to_string(),
        r#"a eq "O\"N" and b sw "p-O\"N\"-5" and c in ("1","2","3",true) and not (pr e or f isnull) and d eq "last""#,
    );
    assert_eq!(parse_filter(filter.text()).unwrap(), filter);
    assert_eq!(template("{{c}}").bind_filter("c", filter.clone()).build().unwrap(), filter);
}

#[test]
fn what_does_not_fit_a_placeholder_is_refused() {
    let one = template("a eq {{x}}");
    assert_eq!(one.binding().build(), Err(BindError::Unbound(vec!["x".into()])));
    assert_eq!(one.bind("x", 1).bind("z", 1).build(), Err(BindError::Unknown("z".into())));
    assert_eq!(one.bind("x", 1).bind("x", 2).build(), Err(BindError::Twice("x".into())));
    assert_eq!(one.bind("x", "\0").build(), Err(BindError::Build(BuildError::ControlCharacter('\0'))));
    let misfit = |place, given| Err(BindError::Misfit { name: "x".into(), place, given });
    assert_eq!(one.bind_list("x", [1]).build(), misfit(PlaceholderPlace::Value, "a list"));
    assert_eq!(one.bind_filter("x", field("a").pr()).build(), misfit(PlaceholderPlace::Value, "a filter"));
    let in_string = template(r#"a eq "{{x}}""#);
    assert_eq!(in_string.bind_list("x", [1]).build(), misfit(PlaceholderPlace::InString, "a list"));
    let clause = template("{{x}} or pr a");
    assert_eq!(clause.bind("x", "pr b").build(), misfit(PlaceholderPlace::Clause, "a value"));
    let none: [&str; 0] = [];
    let list = template("a in ({{x}})");
    assert_eq!(list.bind_list("x", none).build(), Err(BindError::Build(BuildError::EmptyList("x".into()))));
    assert_eq!(list.bind_filter("x", field("a").pr()).build(), misfit(PlaceholderPlace::InList, "a filter"));
    let options =
        ReadOptions { limits: Limits { values: 2, ..Limits::default() }, placeholders: PlaceholderStyles::all() };
    let small = Template::parse_with("a in ({{x}})", &options).unwrap();
    let error = small.bind_list("x", [1, 2, 3]).build().unwrap_err();
    assert_eq!(error, BindError::Build(BuildError::TooLarge(Limit::Values, 2)));
    assert_eq!(FilterBuilder::from(one.filter()).build(), Err(BuildError::Unbound("x".into())));
}

#[test]
fn a_placeholder_for_a_field_an_operator_or_a_part_of_a_name_is_an_error() {
    for (text, message) in [
        ("{{f}} eq 1", "a placeholder can't stand for a field"),
        ("pr {{f}}", "a placeholder can't stand for a field"),
        ("a {{op}} 1", "a placeholder can't stand for an operator"),
        ("a.{{f}} eq 1", "a placeholder can't stand for a part of a name"),
    ] {
        let error = Template::parse(text, PlaceholderStyles::all()).unwrap_err();
        assert!(matches!(error.kind, SyntaxErrorKind::MisplacedPlaceholder(_)), "{text}: {error}");
        assert_eq!(error.to_string(), message, "{text}");
    }
    let only_braces = PlaceholderStyles::of(&[PlaceholderStyle::DoubleBraces]);
    assert!(Template::parse("a eq ${x}", only_braces).is_err());
}

#[test]
fn rewriting_checks_what_is_put_in() {
    let filter = parse_filter("a eq 1 and (b eq 2 or not c eq 3)").unwrap();
    let limits = Limits::default();
    let drop_all_but = |name: &'static str| {
        let kept = filter.rewrite(&limits, |it| if it.field() == name { Rewrite::Keep } else { Rewrite::Drop });
        kept.unwrap().map(|filter| filter.to_string())
    };
    assert_eq!(drop_all_but("a").as_deref(), Some("a eq 1"));
    assert_eq!(drop_all_but("c").as_deref(), Some("not c eq 3"));
    assert_eq!(drop_all_but("z"), None);
    let nested = filter.rewrite(&limits, |it| it.to_builder().and(field("d").pr()).into()).unwrap().unwrap();
    assert_eq!(nested.to_string(), "a eq 1 and pr d and ((b eq 2 and pr d) or not (c eq 3 and pr d))");
    let error = filter.rewrite(&limits, |it| it.renamed("x y").into()).unwrap_err();
    assert_eq!(error, BuildError::BadField("x y".into()));
    let tight = Limits { clauses: 3, ..limits };
    assert!(filter.rewrite(&tight, |it| it.to_builder().and(it.to_builder()).into()).is_err());
    let broken = read_filter("a EQ 1", &ReadOptions::default()).tree;
    assert_eq!(broken.rewrite(&limits, |_| Rewrite::Keep), Err(BuildError::Broken));
}

#[test]
fn data_is_checked_as_building_is() {
    for (json, message) in [
        (r#"{}"#, "missing field `field`"),
        (r#"{"and":[]}"#, "there is nothing to say"),
        (r#"{"field":"a b","op":"pr"}"#, "`a b` is not a field name"),
        (r#"{"field":"a","op":"EQ","value":1}"#, "`EQ` is not an operator"),
        (r#"{"field":"a","op":"eq"}"#, "`eq` takes one `value`"),
        (r#"{"field":"a","op":"pr","value":1}"#, "`pr` takes no value"),
        (r#"{"field":"a","op":"in","value":1}"#, "`in` takes `values`, an array"),
        (r#"{"field":"a","op":"in","values":[]}"#, "the list of `a` is empty"),
        (r#"{"field":"a","op":"eq","value":"\u0001"}"#, "the control character U+0001 can't be said in a filter"),
        (r#"{"field":"a","op":"eq","value":{"number":"x"}}"#, "`x` is not a number"),
        (r#"{"field":"a","op":"eq","value":18446744073709551616}"#, "may not be exact"),
        (r#"{"field":"a","op":"eq","value":null}"#, "invalid type: null"),
        (r#"{"field":"a","op":"eq","value":1,"x":1}"#, "unknown field `x`"),
        (r#"{"field":"a","field":"b","op":"pr"}"#, "`field` stands there twice"),
        (r#"{"and":[{"text":"pr a"}],"or":[{"text":"pr a"}]}"#, "`or` stands beside another filter"),
        (r#"{"not":{"text":"pr a"},"field":"a"}"#, "a clause stands beside another filter"),
        (r#"{"text":"a EQ 1"}"#, "`EQ` is not lower case"),
        (r#""a eq 1""#, "invalid type: string"),
    ] {
        let error = serde_json::from_str::<Filter>(json).unwrap_err().to_string();
        assert!(error.contains(message), "{json}: {error}");
    }
    let broken = read_filter("a EQ 1", &ReadOptions::default()).tree;
    assert!(serde_json::to_string(&broken).is_err());
    assert!(serde_json::to_string(template("a eq {{x}}").filter()).is_err());
    assert!(serde_json::to_string(&read_sorters("a b", &ReadOptions::default()).tree).is_err());
    for json in [r#"[]"#, r#"[{"field":"-a"}]"#, r#"[{"field":"a"},{"field":"a"}]"#, r#"[{"field":"a","x":1}]"#] {
        assert!(serde_json::from_str::<Sorters>(json).is_err(), "{json}");
    }
}
