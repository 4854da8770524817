//! `v3q schema examples`: specifications against themselves.
//!
//! The table in the README is that of `tests/schema_examples.expected.txt`, and that is what the command prints of the
//! specifications in `../shared/specs`, or in the folder that `V3Q_SPECS` names, where they are. `UPDATE_EXPECTED=1`
//! writes the file anew.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

// Each suite uses a part of it.
#[allow(dead_code)]
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;
use support::console::compare_or_update;
use v3q::schema::catalog;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn examples(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_v3q"));
    let output = command.current_dir(folder).args(["schema", "examples"]).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn expected() -> (PathBuf, String) {
    let path = root().join("tests/schema_examples.expected.txt");
    let text = fs::read_to_string(&path).unwrap_or_default();
    (path, text)
}

#[test]
fn the_specifications_break_their_own_rules_as_often_as_is_said() {
    let specs = env::var_os("V3Q_SPECS").map_or_else(|| root().join("../shared/specs"), PathBuf::from);
    if !specs.is_dir() {
        eprintln!("skipped: there are no specifications in `{}`", specs.display());
        return;
    }
    let files = catalog::VERSIONS.map(|version| format!("{version}.yaml"));
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let (path, text) = expected();
    compare_or_update(&path, &text, &examples(&specs, &files));
}

#[test]
fn the_readme_shows_the_table() {
    let (_, text) = expected();
    let (table, _) = text.split_once("\n\n").unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(table), "the README lacks\n{table}");
}

#[test]
fn every_place_of_an_example_is_looked_into_once() {
    let text = examples(&root().join("tests/openapi"), &["examples.yaml", "--format", "json"]);
    let document: Value = serde_json::from_str(&text).unwrap();
    let specification = &document["specifications"][0];
    assert_eq!((&specification["version"], &specification["examples"]), (&Value::from("v7"), &Value::from(9)));
    assert_eq!(specification["breaking"], 5);
    let findings = specification["findings"].as_array().unwrap().iter();
    let shown: Vec<String> = findings
        .map(|it| format!("{} {}={} {}", it["endpoint"], it["parameter"], it["example"], it["code"]).replace('"', ""))
        .collect();
    assert_eq!(
        shown,
        [
            "GET /v7/boxes filters=nam eq \\x\\ unknown-field",
            "GET /v7/boxes filters=label eq 'x' single-quotes",
            "GET /v7/boxes filters=label eq x unquoted-string",
            "GET /v7/boxes filters=label%20eq%20%22x%22 percent-encoded-expression",
            "GET /v7/boxes sorters=label, -size blank-in-sorter",
            "GET /v7/boxes sorters=-nope unknown-sort-field",
        ]
    );
    let table = examples(&root().join("tests/openapi"), &["examples.yaml"]);
    assert!(
        table.starts_with("rule                        severity  v7\npercent-encoded-expression  error      1\n"),
        "{table}"
    );
}
