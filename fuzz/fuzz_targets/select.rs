//! Any bytes as lines and as an array of records, beside a filter: judged as parsing them would have it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use v3q::predicate::validate;
use v3q::schema::Schema;
use v3q::syntax::parse_filter;

#[allow(dead_code)]
#[path = "../../tests/support/select.rs"]
mod select;

/// Filters for records that come without one.
const FILTERS: [&str; 8] = [
    "a isnull",
    "a eq 1 or b.c ne \"x\"",
    "a co \"ß\" and not b sw \"\"",
    "a in (1,true,\"x\",2018-12-18,\"Σ\",\"K\",\"s\",1e400)",
    "a.b.c ca (\"x\",null1,0.1)",
    "pr a.b or a.b.c gt 2018-12-18T00:00:00.5Z",
    "a ge \"m\" and a lt 9007199254740993",
    "type eq \"A\" or attributeName le 5",
];

fuzz_target!(|input: (Vec<u8>, String, u8)| {
    let (bytes, text, which) = input;
    let chosen = FILTERS[usize::from(which) % FILTERS.len()];
    let predicate = |text: &str| validate(&parse_filter(text).ok()?, &Schema::permissive()).ok();
    let Some(predicate) = predicate(&text).or_else(|| predicate(chosen)) else { return };
    select::lines_are_judged_as_parsed(&bytes, &predicate);
    select::arrays_are_judged_as_parsed(&bytes, &predicate);
});
