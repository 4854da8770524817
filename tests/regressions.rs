//! Inputs that once broke a law of a fuzz target: each folder of `fuzz/regressions` is named for the target.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::Path;

use v3q::syntax::{PlaceholderStyles, ReadOptions};

#[allow(dead_code)]
#[path = "support/laws.rs"]
mod laws;

#[cfg(feature = "postman")]
#[allow(dead_code)]
#[path = "support/saved_laws.rs"]
mod saved_laws;

/// Every input kept for a target, with its file's name.
fn inputs(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/regressions").join(target);
    let Ok(entries) = fs::read_dir(&folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

#[test]
fn texts_that_broke_a_law_of_reading_keep_it_now() {
    for (name, bytes) in inputs("parse") {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        println!("{name}");
        laws::reading_a_filter(&text, &ReadOptions::default());
        let template = ReadOptions { placeholders: PlaceholderStyles::all(), ..ReadOptions::default() };
        laws::reading_a_filter(&text, &template);
        laws::reading_sorters(&text, &ReadOptions::default());
    }
}

#[cfg(feature = "postman")]
#[test]
fn collections_that_broke_a_law_keep_it_now() {
    for (name, bytes) in inputs("postman") {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        println!("{name}");
        saved_laws::collection(&text);
        saved_laws::collection(&saved_laws::request(&text));
    }
}

#[cfg(feature = "cli")]
#[test]
fn files_that_broke_a_law_keep_it_now() {
    for (name, bytes) in inputs("saved") {
        let Some((number, Ok(text))) = bytes.split_first().map(|(it, rest)| (*it, std::str::from_utf8(rest))) else {
            continue;
        };
        println!("{name}");
        saved_laws::any(usize::from(number), text);
    }
}
