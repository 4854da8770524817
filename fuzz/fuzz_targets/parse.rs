//! Any text, read as a filter and as a sorter, with and without placeholders.
#![no_main]

use libfuzzer_sys::fuzz_target;
use v3q::syntax::{PlaceholderStyles, ReadOptions};

#[allow(dead_code)]
#[path = "../../tests/support/laws.rs"]
mod laws;

fuzz_target!(|text: &str| {
    laws::reading_a_filter(text, &ReadOptions::default());
    let template = ReadOptions { placeholders: PlaceholderStyles::all(), ..ReadOptions::default() };
    laws::reading_a_filter(text, &template);
    laws::reading_sorters(text, &ReadOptions::default());
});
