//! Each room depends only on rooms below it, and what is meant to be known in one place is known there alone.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may look into; the floor (`text`, `vocab`) is open to all.
const ROOMS: [(&str, &[&str]); 19] = [
    ("text", &[]),
    ("vocab", &["text"]),
    ("diagnostic", &["text", "vocab"]),
    // An endpoint that is not known is a finding, so the model of endpoints can make one.
    ("schema", &["diagnostic", "text", "vocab"]),
    ("syntax", &["diagnostic", "text", "vocab"]),
    ("openapi", &["schema", "diagnostic", "text", "vocab"]),
    ("predicate", &["schema", "syntax", "diagnostic", "text", "vocab"]),
    ("eval", &["predicate", "vocab"]),
    ("lint", &["predicate", "schema", "syntax", "diagnostic", "text", "vocab"]),
    ("check", &["lint", "predicate", "schema", "syntax", "diagnostic", "text", "vocab"]),
    // The reader of a file format says which styles of placeholders live there, and those are `syntax`'s.
    ("saved", &["syntax", "diagnostic", "text", "vocab"]),
    // What is a comment is for the reader of the file's format to say.
    ("comment", &["saved", "diagnostic", "text", "vocab"]),
    // A settings file is taken apart as a schema file is.
    ("config", &["schema", "diagnostic", "text", "vocab"]),
    ("report", &["diagnostic", "text", "vocab"]),
    // The codes of all rooms in one list.
    ("codes", &["comment", "lint", "predicate", "saved", "schema", "syntax", "diagnostic"]),
    ("tr50", &["eval", "predicate", "schema", "syntax", "diagnostic", "vocab"]),
    ("serve", &["tr50", "eval", "predicate", "schema", "syntax", "diagnostic", "text", "vocab"]),
    // It starts `serve`, and `serve` does not know it.
    (
        "cli",
        &[
            "check",
            "codes",
            "comment",
            "config",
            "eval",
            "lint",
            "openapi",
            "predicate",
            "report",
            "saved",
            "schema",
            "serve",
            "syntax",
            "tr50",
            "diagnostic",
            "text",
            "vocab",
        ],
    ),
    ("main", &["cli"]),
];

/// A name, and the one file or folder below `src` that may say it.
const KNOWN_IN_ONE_PLACE: [(&str, &str); 7] = [
    ("miette", "report/human.rs"),
    ("pest", "syntax/grammar.rs"),
    ("gen_lsp_types", "cli/lsp/"),
    ("lsp_server", "cli/lsp/"),
    ("hyper", "serve/server.rs"),
    ("axum", "serve/server.rs"),
    ("tokio", "serve/server"),
];

/// Long enough for one thing, short enough to read.
const MOST_LINES: usize = 400;

/// Tables of texts, which read as one however long they are.
const TABLES: [&str; 1] = ["syntax/codes.rs"];

fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(path).unwrap())
    };
    files.into_iter().map(read).collect()
}

/// The lines of code, comments left out.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// The words that follow `crate::` or, in the binary, `v3q::`; of a group in braces all of them.
fn rooms_named(line: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for start in ["crate::", "v3q::"] {
        for (at, _) in line.match_indices(start) {
            let rest = &line[at + start.len()..];
            let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            match rest.strip_prefix('{') {
                Some(group) => {
                    let group = group.split('}').next().unwrap();
                    rooms.extend(
                        group.split(',').map(|part| part.trim().split(|c| !is_word(c)).next().unwrap().to_owned()),
                    );
                }
                None => rooms.push(rest.split(|c| !is_word(c)).next().unwrap().to_owned()),
            }
        }
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

#[test]
fn each_room_looks_only_into_rooms_below_it() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let room = name.split('/').next().unwrap().trim_end_matches(".rs");
        if room == "lib" {
            continue;
        }
        let Some((_, below)) = ROOMS.iter().find(|(known, _)| *known == room) else {
            wrong.push(format!("{name}: `{room}` is no room of the list"));
            continue;
        };
        for line in code(&text) {
            for named in rooms_named(line).iter().filter(|named| *named != room && !below.contains(&named.as_str())) {
                wrong.push(format!("{name}: `{room}` looks into `{named}`: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_room_of_the_list_looks_only_down() {
    for (place, (room, below)) in ROOMS.iter().enumerate() {
        for named in *below {
            let depth = ROOMS.iter().position(|(known, _)| known == named).unwrap();
            assert!(depth < place, "`{room}` stands before `{named}`");
        }
    }
}

#[test]
fn what_is_known_in_one_place_is_named_there_alone() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (word, place) in KNOWN_IN_ONE_PLACE {
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let starts = |line: &str| {
                line.match_indices(word).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    let after = line[at + word.len()..].chars().next();
                    // `pest`, `pest::`, `pest_derive::`; not a word that only holds the letters.
                    !before.is_some_and(is_word) && after.is_none_or(|c| !is_word(c) || c == '_')
                })
            };
            if !name.starts_with(place) && code(&text).any(starts) {
                wrong.push(format!("{name} names {word}, which belongs to {place}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_too_long_to_read() {
    let long = sources().into_iter().map(|(name, text)| (text.lines().count(), name));
    let long: Vec<_> = long.filter(|(lines, name)| *lines > MOST_LINES && !TABLES.contains(&name.as_str())).collect();
    assert!(long.is_empty(), "more than {MOST_LINES} lines: {long:?}");
}
