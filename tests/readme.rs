//! The README says what is so: its commands are run, and its table of codes is the one of the tables.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use support::console::{Folder, compare_or_update, replay};
use v3q::diagnostic::CodeInfo;

/// Held by a test that may write the README, so that none writes over what another wrote.
static WRITING: Mutex<()> = Mutex::new(());

fn readme() -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    (path, text)
}

/// A block that needs an installation or a server has this line before it.
const NOT_RUN: &str = "<!-- not run -->\n";

/// What replaces the contents of each ```console block.
fn with_blocks(text: &str, run: &mut dyn FnMut(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, block)) = rest.split_once("```console\n") {
        let (inside, after) = block.split_once("```\n").unwrap();
        let new = if before.ends_with(NOT_RUN) { inside.to_owned() } else { run(inside) };
        out.push_str(&format!("{before}```console\n{new}```\n"));
        rest = after;
    }
    out + rest
}

/// The files that the README speaks of stand in `tests/readme`.
#[test]
fn its_commands_print_what_it_says() {
    let _writing = WRITING.lock();
    let (path, text) = readme();
    let folder = Folder::new("readme");
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readme")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let mut blocks = 0;
    let actual = with_blocks(&text, &mut |block| {
        blocks += 1;
        // The first block shows the command as a fresh clone has it.
        let installed = block.replace("$ cargo run -q -- ", "$ v3q ");
        let replayed = replay(&installed, folder.path());
        if installed == block { replayed } else { replayed.replace("$ v3q ", "$ cargo run -q -- ") }
    });
    assert!(blocks > 3);
    compare_or_update(&path, &text, &actual);
}

#[test]
fn its_table_of_codes_is_complete() {
    let _writing = WRITING.lock();
    let (path, text) = readme();
    let (before, rest) = text.split_once("<!-- codes -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of codes -->\n").unwrap();
    let rooms = v3q::syntax::CODES.into_iter().chain(v3q::predicate::CODES);
    let mut codes: Vec<&CodeInfo> =
        rooms.chain(v3q::saved::CODES).chain(v3q::comment::CODES).chain(v3q::schema::CODES).collect();
    codes.sort_by_key(|it| it.code);
    let row = |it: &&CodeInfo| format!("| `{}` | {} | {} |\n", it.code, it.severity, it.summary);
    let table = "| code | severity | what is found |\n| --- | --- | --- |\n".to_owned()
        + &codes.iter().map(row).collect::<String>();
    let actual = format!("{before}<!-- codes -->\n{table}<!-- end of codes -->\n{after}");
    compare_or_update(&path, &text, &actual);
}

#[test]
fn a_code_is_used_once() {
    let rooms = v3q::syntax::CODES.into_iter().chain(v3q::predicate::CODES);
    let mut codes: Vec<&str> = rooms
        .chain(v3q::saved::CODES)
        .chain(v3q::comment::CODES)
        .chain(v3q::schema::CODES)
        .map(|info| info.code)
        .collect();
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count);
}
