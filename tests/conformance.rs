//! Every filter and sorter that the vendor's pages show, each on its own endpoint, with all that is found in it.
//!
//! The cases are plain text (`tests/conformance/README.md` tells how to read them), so that another implementation
//! could run them. `UPDATE_EXPECTED=1` writes what is found.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

#[path = "support/console.rs"]
#[expect(dead_code, reason = "only the comparing is needed here")]
mod console;

use std::fs;
use std::path::Path;

use v3q::check::check_query;
use v3q::saved::read_url;
use v3q::schema::{Lookup, Schema, resolve};
use v3q::syntax::{ReadOptions, read_filter};

/// The case with what is really found.
fn run_case(case: &str) -> String {
    let mut out = String::new();
    let mut endpoint = None;
    let mut url = None;
    let mut parameters: Vec<(String, String)> = Vec::new();
    let mut same = None;
    for line in case.lines().take_while(|line| *line != "finds:") {
        out.push_str(line);
        out.push('\n');
        let Some((key, value)) = line.split_once(": ") else { continue };
        match key {
            _ if key.starts_with("===") => {}
            "endpoint" => endpoint = Some(value),
            "url" => url = Some(value),
            "same as" => same = Some(value),
            _ => parameters.push((key.to_owned(), value.to_owned())),
        }
    }
    let mut found: Vec<String> = Vec::new();
    let path = url.and_then(|url| {
        let query = read_url(url, 0);
        parameters.extend(query.parameters.iter().map(|it| (it.name.to_string(), it.value.to_string())));
        found.extend(query.findings.iter().map(|it| {
            format!("{} {} in url {}..{}: {}", it.severity, it.code(), it.span.start(), it.span.end(), it.message)
        }));
        let endpoint = query.endpoint?;
        Some(endpoint.method.map_or(endpoint.path.to_string(), |method| format!("{method} {}", endpoint.path)))
    });
    let schema = match endpoint.map(str::to_owned).or(path).as_deref() {
        None | Some("none") => Schema::permissive(),
        Some(name) => resolve(name, &Lookup::default()).cloned().unwrap_or_else(|error| {
            found.push(format!("{error}"));
            Schema::permissive()
        }),
    };
    let values: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    for finding in check_query(&values, &schema, &ReadOptions::default()) {
        let it = finding.diagnostic;
        let place = finding.parameter.map_or(String::new(), |index| {
            format!(" in {} {}..{}", parameters[index].0, it.span.start(), it.span.end())
        });
        found.push(format!("{} {}{place}: {}", it.severity, it.code(), it.message));
        if !it.help.is_empty() {
            found.push(format!("  help: {}", it.help));
        }
    }
    if let (Some(other), Some((_, filter))) = (same, parameters.iter().find(|(name, _)| name == "filters")) {
        let read = |text: &str| read_filter(text, &ReadOptions::default()).tree;
        if read(filter) != read(other) {
            found.push("the two are not the same".to_owned());
        }
    }
    out.push_str("finds:\n");
    if found.is_empty() {
        out.push_str("  nothing\n");
    }
    found.iter().for_each(|line| out.push_str(&format!("  {line}\n")));
    out
}

#[test]
fn the_published_examples_are_judged_as_they_should_be() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    names.sort();
    assert!(!names.is_empty());
    for path in names {
        let expected = fs::read_to_string(&path).unwrap();
        let (head, cases) = expected.split_once("=== ").unwrap();
        let cases = cases.split("\n=== ").map(|case| run_case(&format!("=== {}", case.trim_end())));
        let actual = head.to_owned() + &cases.collect::<Vec<_>>().join("\n");
        console::compare_or_update(&path, &expected, &actual);
    }
}
