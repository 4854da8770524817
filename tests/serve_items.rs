//! The paths of single records that are served, and those that look like them, are those of the published specifications.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use v3q::schema::{Method, catalog};

/// The paths of a specification, and whether each has `GET`.
fn paths(version: &str, specification: &str) -> BTreeMap<String, bool> {
    let prefix = if version == "current" { String::new() } else { format!("/{version}") };
    let mut path = String::new();
    let mut paths = BTreeMap::new();
    for line in specification.lines() {
        match line.strip_prefix("  ").filter(|rest| rest.starts_with('/')) {
            Some(rest) => {
                path = format!("{prefix}{}", rest.trim_end_matches(':'));
                paths.insert(path.clone(), false);
            }
            None if line == "    get:" && !path.is_empty() => {
                paths.insert(path.clone(), true);
            }
            None if !line.is_empty() && !line.starts_with(' ') => path.clear(),
            None => {}
        }
    }
    paths
}

/// Those below lists of the catalog that the specification has with one parameter more, and that are no lists.
fn items(version: &str, specification: &str) -> BTreeSet<String> {
    let lists: HashSet<&str> =
        catalog::index(version).iter().filter(|it| it.method == Method::Get).map(|it| it.path).collect();
    let is_item = |path: &String| {
        let (list, last) = path.rsplit_once('/').unwrap();
        last.starts_with('{') && lists.contains(list) && !lists.contains(path.as_str())
    };
    let gets = paths(version, specification).into_iter().filter(|(_, has_get)| *has_get).map(|(path, _)| path);
    gets.filter(is_item).collect()
}

/// Those with a word where another of the specification has a parameter, and otherwise the same.
fn literals(version: &str, specification: &str) -> BTreeSet<String> {
    let is_parameter = |part: &str| part.starts_with('{');
    let paths = paths(version, specification);
    let split: Vec<Vec<&str>> = paths.keys().map(|path| path.split('/').collect()).collect();
    let is_hidden = |parts: &&Vec<&str>| {
        split.iter().any(|others| {
            let mut pairs = others.iter().zip(*parts);
            others.len() == parts.len()
                && pairs.clone().all(|(other, part)| other == part || is_parameter(other))
                && pairs.any(|(other, part)| is_parameter(other) && !is_parameter(part))
        })
    };
    split.iter().filter(is_hidden).map(|parts| parts.join("/")).collect()
}

/// Compares a file with what the specifications have.
fn check(file: &str, listed: fn(&str, &str) -> BTreeSet<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../shared/specs");
    if !folder.exists() {
        eprintln!("no ../shared/specs: nothing to compare with");
        return;
    }
    let specification = |version: &str| fs::read_to_string(folder.join(format!("{version}.yaml"))).unwrap();
    let expected: BTreeSet<String> =
        catalog::VERSIONS.into_iter().flat_map(|version| listed(version, &specification(version))).collect();
    let written = fs::read_to_string(root.join(file)).unwrap();
    let written: BTreeSet<String> = written.lines().map(str::to_owned).collect();
    assert!(expected.len() > 200);
    let differing: Vec<&String> = written.symmetric_difference(&expected).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn single_records_are_where_the_specifications_have_them() {
    check("src/serve/items.txt", items);
}

#[test]
fn words_that_look_like_records_are_those_of_the_specifications() {
    check("src/serve/literals.txt", literals);
}
