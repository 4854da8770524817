//! Texts and trees that are made to exhaust whoever handles them, on a stack of 512 KiB.
//!
//! What each costs at several sizes, `cargo run --release --example growth` prints.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/shapes.rs"]
mod shapes;

use v3q::syntax::{
    Filter, Limits, MAX_DEPTH, PlaceholderStyles, ReadOptions, SyntaxErrorKind, read_filter, read_sorters,
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
    if !filter.has_errors() {
        assert_eq!(read_filter(&printed, &roomy()).tree, *filter);
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
