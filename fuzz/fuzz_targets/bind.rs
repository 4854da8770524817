//! A template and a value: whatever the value says, the filter has the structure of the template.
#![no_main]

use libfuzzer_sys::fuzz_target;
use v3q::syntax::{PlaceholderStyles, Template};

#[allow(dead_code)]
#[path = "../../tests/support/laws.rs"]
mod laws;

/// Templates for values that come without one.
const TEMPLATES: [&str; 8] = [
    "a eq {{x}}",
    "a eq \"b {{x}} c\"",
    "a in (\"y\",{{x}},'z') or not b sw \"${x}\"",
    "pr c and (d ca ({{x}}), e co \"<x>%\")",
    "f gt {{x}}T00:00:00Z",
    "g ne $x and h le :x and i ge %s",
    "j eq \"\\\\{{x}}\\\"\"",
    "k eq '{{x}}' and l eq {{x}}-{{x}}",
];

fuzz_target!(|input: (String, String, u8)| {
    let (text, value, which) = input;
    if let Ok(template) = Template::parse(&text, PlaceholderStyles::all()) {
        laws::binding_keeps_structure(&template, &value);
    }
    let text = TEMPLATES[usize::from(which) % TEMPLATES.len()];
    let template = Template::parse(text, PlaceholderStyles::all()).expect("it is a template");
    laws::binding_keeps_structure(&template, &value);
    laws::encoding_comes_back(&text, &value);
});
