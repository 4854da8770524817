//! Texts and trees that are made to exhaust whoever handles them, on a stack of 512 KiB.
//!
//! What each costs at several sizes, `cargo bench --bench growth` prints.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/shapes.rs"]
mod shapes;

use v3q::check::{CheckOptions, check_filter};
use v3q::schema::Schema;
use v3q::syntax::{
    Filter, FilterBuilder, Limits, MAX_DEPTH, PlaceholderStyles, ReadOptions, Rewrite, SyntaxErrorKind, Template,
    field, not, read_filter, read_sorters,
};

/// Runs `work` on a stack that recursion over text or depth would soon use up.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(work).unwrap();
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

fn roomy() -> ReadOptions {
    let limits = Limits { text: 1 << 30, depth: 1 << 30, clauses: 1 << 30, values: 1 << 30 };
    ReadOptions { limits, ..ReadOptions::default() }
}

/// Everything that can be done with a tree.
fn handle(filter: &Filter) {
    let printed = filter.to_string();
    assert_eq!(filter.clone(), *filter);
    assert_eq!(filter.walk().count(), filter.clone().walk().count());
    assert!(filter.clauses().all(|clause| clause.literals().len() <= filter.text().len()));
    assert!(filter.pretty(40).to_string().len() >= printed.trim().len().min(1));
    if filter.has_errors() {
        assert!(serde_json::to_string(filter).is_err());
        return;
    }
    assert_eq!(read_filter(&printed, &roomy()).tree, *filter);
    assert_eq!(read_filter(&filter.pretty(40).to_string(), &roomy()).tree, *filter);
    let limits = roomy().limits;
    if filter.placeholders().next().is_none() {
        assert!(serde_json::to_string(filter).is_ok());
        assert_eq!(filter.rewrite(&limits, |_| Rewrite::Keep).unwrap().as_ref(), Some(filter));
        assert_eq!(filter.rewrite(&limits, |_| Rewrite::Drop).unwrap(), None);
        assert_eq!(&FilterBuilder::from(filter).build_within(&limits).unwrap(), filter);
    }
}

#[test]
fn hostile_texts_are_read_or_refused() {
    on_a_small_stack(|| {
        let template = ReadOptions { placeholders: PlaceholderStyles::all(), ..roomy() };
        for shape in shapes::SHAPES {
            let text = shapes::text(shape, 16 * 1024);
            for options in [ReadOptions::default(), roomy(), template] {
                let reading = read_filter(&text, &options);
                assert!(reading.findings.len() <= 100, "{shape:?}");
                handle(&reading.tree);
                assert!(read_sorters(&text, &options).findings.len() <= 100, "{shape:?}");
            }
        }
    });
}

#[test]
fn trees_as_deep_as_may_be_are_handled() {
    on_a_small_stack(|| {
        let all_joiners = shapes::deep(MAX_DEPTH);
        let only_not = "not ".repeat(MAX_DEPTH) + "a eq 1";
        let only_parentheses = "(".repeat(MAX_DEPTH) + "a eq 1" + &")".repeat(MAX_DEPTH);
        for text in [all_joiners, only_not, only_parentheses] {
            let reading = read_filter(&text, &roomy());
            assert!(!reading.tree.has_errors(), "{:?}", reading.findings);
            handle(&reading.tree);
            let deeper = read_filter(&format!("not {text}"), &roomy());
            assert!(deeper.findings.iter().any(|it| matches!(it.kind, SyntaxErrorKind::TooLarge(..))));
        }
    });
}

#[test]
fn wide_trees_are_handled() {
    on_a_small_stack(|| {
        for joint in [" and ", " or ", ", ", " and not ", " or a eq 1 and "] {
            handle(&read_filter(&vec!["a eq 1"; 20_000].join(joint), &roomy()).tree);
        }
        let list = format!("a in ({})", vec!["\"x\""; 50_000].join(","));
        handle(&read_filter(&list, &roomy()).tree);
    });
}

#[test]
fn trees_are_built_as_deep_and_wide_as_may_be() {
    on_a_small_stack(|| {
        let limits = roomy().limits;
        let clause = || field("a").eq("x");
        let wide = (0..20_000).fold(clause(), |filter, _| filter.and(clause()));
        handle(&wide.build_within(&limits).unwrap());
        let wide = (0..20_000).fold(clause(), |filter, _| clause().or(filter));
        handle(&wide.build_within(&limits).unwrap());
        let deep =
            (0..MAX_DEPTH / 4).fold(clause(), |filter, _| not(clause().and(clause().or(not(clause().comma(filter))))));
        assert!(deep.clone().build_within(&limits).is_err());
        let deep =
            (0..MAX_DEPTH / 5).fold(clause(), |filter, _| not(clause().and(clause().or(not(clause().comma(filter))))));
        handle(&deep.build_within(&limits).unwrap());
        // What is dropped or refused is as deep as anybody likes.
        let deeper = (0..200_000).fold(clause(), |filter, _| not(filter));
        assert!(deeper.clone().build_within(&limits).is_err());
        drop(deeper);
    });
}

#[test]
fn rules_look_at_hostile_filters() {
    on_a_small_stack(|| {
        let schema = Schema::permissive();
        let shapes = shapes::RULED.map(|shape| shapes::ruled(shape, 2_000));
        let deep = [shapes::deep(MAX_DEPTH), "not ".repeat(MAX_DEPTH) + "a eq 1"];
        let parentheses = "(".repeat(MAX_DEPTH) + "a eq 1" + &")".repeat(MAX_DEPTH);
        for text in shapes.into_iter().chain(deep).chain([parentheses]) {
            let options = CheckOptions { read: roomy(), ..CheckOptions::default() };
            assert!(check_filter(&text, &schema, options).len() <= 100);
        }
    });
}

#[test]
fn hostile_templates_and_data_are_refused() {
    on_a_small_stack(|| {
        let options = ReadOptions { placeholders: PlaceholderStyles::all(), ..roomy() };
        let text = vec!["a eq \"{{x}}{{y}}\""; 5000].join(" and ");
        let template = Template::parse_with(&text, &options).unwrap();
        handle(&template.bind("x", "1").bind("y", "2").build().unwrap());
        for front in [r#"{"not":"#, r#"{"and":["#, r#"{"and":[{"field":"a","op":"pr"},"#] {
            assert!(serde_json::from_str::<Filter>(&front.repeat(100_000)).is_err());
        }
        // Readers of other formats may have no bound of their own.
        let data = (0..300).fold(serde_json::json!({"text": "pr a"}), |inner, _| serde_json::json!({"not": inner}));
        let error = serde_json::from_value::<Filter>(data).unwrap_err().to_string();
        assert!(error.contains("nested more than 80 deep"), "{error}");
    });
}
