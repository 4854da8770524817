//! The paths of single records that are served are those of the published specifications.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use v3q::schema::{Method, catalog};

/// The paths below lists of the catalog that the specification has with one parameter more, and that are no lists.
fn items(version: &str, specification: &str) -> BTreeSet<String> {
    let prefix = if version == "current" { String::new() } else { format!("/{version}") };
    let mut path = String::new();
    let mut gets = Vec::new();
    for line in specification.lines() {
        match line.strip_prefix("  ").filter(|rest| rest.starts_with('/')) {
            Some(rest) => path = rest.trim_end_matches(':').to_owned(),
            None if line == "    get:" && !path.is_empty() => gets.push(format!("{prefix}{path}")),
            None if !line.is_empty() && !line.starts_with(' ') => path.clear(),
            None => {}
        }
    }
    let lists: HashSet<&str> =
        catalog::index(version).iter().filter(|it| it.method == Method::Get).map(|it| it.path).collect();
    let is_item = |path: &&String| {
        let (list, last) = path.rsplit_once('/').unwrap();
        last.starts_with('{') && lists.contains(list) && !lists.contains(path.as_str())
    };
    gets.iter().filter(is_item).cloned().collect()
}

#[test]
fn single_records_are_where_the_specifications_have_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../shared/specs");
    if !folder.exists() {
        eprintln!("no ../shared/specs: nothing to compare with");
        return;
    }
    let specification = |version: &str| fs::read_to_string(folder.join(format!("{version}.yaml"))).unwrap();
    let expected: BTreeSet<String> =
        catalog::VERSIONS.into_iter().flat_map(|version| items(version, &specification(version))).collect();
    let written = fs::read_to_string(root.join("src/serve/items.txt")).unwrap();
    let written: BTreeSet<String> = written.lines().map(str::to_owned).collect();
    assert!(expected.len() > 200);
    let differing: Vec<&String> = written.symmetric_difference(&expected).collect();
    assert!(differing.is_empty(), "{differing:?}");
}
