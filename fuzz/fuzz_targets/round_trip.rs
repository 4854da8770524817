//! Texts made of the language's own words, in any order: more of them are filters than of any text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use v3q::syntax::ReadOptions;

#[allow(dead_code)]
#[path = "../../tests/support/laws.rs"]
mod laws;

/// What a byte stands for.
const WORDS: [&str; 64] = [
    "name", "a.b", "type", "created", "is", "pr", "isnull", "not", "and", "or", "eq", "ne", "gt", "ge", "lt", "le", "co",
    "sw", "in", "ca", "EQ", "AND", "NOT", "contains", "==", "!=", ">=", "&&", "||", "!", "(", ")", ",", " ", " ", " ",
    "\t", "\"x\"", "\"\"", "\"a \\\" b\\\\\"", "\"\\d\"", "'y'", "\"", "'", "null", "true", "false", "TRUE", "0", "-1.5e3",
    "01", "2024", "2025-08-01", "2018-12-18T23:05:55Z", "2018-12-18T23:05:55", "Joe", "O'Neil", "{{x}}", "${y}",
    "\u{201C}z\u{201D}", "\u{A0}", "%20", "filters=", "é",
];

fuzz_target!(|choices: &[u8]| {
    let mut text = String::new();
    for choice in choices.iter().take(200) {
        text.push_str(WORDS[usize::from(choice & 63)]);
        // The two upper bits say what stands between: mostly a blank, as in filters.
        if choice & 0xC0 != 0 {
            text.push(' ');
        }
    }
    laws::reading_a_filter(&text, &ReadOptions::default());
    laws::reading_sorters(&text, &ReadOptions::default());
});
