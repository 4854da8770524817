//! What can stand at each place of a text that is still being written: `|` marks the place.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

#[allow(dead_code, reason = "a case is taken as it stands here")]
#[path = "support/text_cases.rs"]
mod text_cases;

use v3q::syntax::{Context, filter_context, sorters_context};

/// Each line of the input with what can stand there, and what that replaces.
fn answer(case: &text_cases::Case) -> String {
    let line = |line: &str| {
        let (is_sorter, marked) = match line.strip_prefix("sorters: ") {
            Some(rest) => (true, rest),
            None => (false, line.strip_prefix("filters: ").unwrap()),
        };
        let offset = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        let Context { expected, span } =
            if is_sorter { sorters_context(&text, offset) } else { filter_context(&text, offset) };
        assert!(span.start() <= offset && offset <= span.end(), "{line}: {span:?}");
        let replaced = if span.is_empty() { String::new() } else { format!(" for {}", span.of(&text)) };
        format!("{marked} => {expected:?}{replaced}\n")
    };
    case.input.lines().filter(|it| !it.is_empty()).map(line).collect()
}

#[test]
fn what_can_stand_there() {
    text_cases::run("context", answer);
}

/// Whatever the text and the place, there is an answer, and what it replaces holds the place.
#[test]
fn any_place_of_any_text_has_an_answer() {
    let texts =
        ["name eq \"ä", "((((", "a in (,,\"x\" 'y", "{{x}} and ${y} eq \"\\", "not not pr", "é", "\"\"\"", ", ,-,"];
    for text in texts {
        for offset in 0..=text.len() + 3 {
            for context in [filter_context(text, offset), sorters_context(text, offset)] {
                let place = v3q::text::boundary_before(text, offset);
                assert!(context.span.start() <= place && place <= context.span.end(), "{text} {offset} {context:?}");
                assert!(text.get(context.span.range()).is_some(), "{text} {offset} {context:?}");
            }
        }
    }
}
