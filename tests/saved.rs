//! Files of every format: each query with its endpoint, each finding at its line and column, each fix written back.
//!
//! A case in `tests/saved/*.txt` is a file: the name behind `=== `, up to its colon, is the file's. What comes out
//! are the queries that are read, the findings, and the lines that `--fix` changes or takes out. `UPDATE_EXPECTED=1` writes it anew.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

// Each suite uses a part of them.
#[allow(dead_code)]
#[path = "support/file_shapes.rs"]
mod file_shapes;
#[allow(dead_code)]
#[path = "support/saved_laws.rs"]
mod saved_laws;
#[allow(dead_code)]
mod support;
#[allow(dead_code)]
#[path = "support/text_cases.rs"]
mod text_cases;

use std::fmt::Write as _;
use std::process::Command;
use std::{env, fs};

use serde_json::Value;
use support::console::Folder;
use v3q::saved::{Reading, SavedQuery, format_of};
use v3q::text::{LineIndex, Span};

/// The queries as lines, each parameter with the place it begins at.
fn queries(file: &str, text: &str) -> String {
    let lines = LineIndex::new(text);
    let place = |span: Span| {
        let position = lines.position(text, span.start());
        format!("{}:{}", position.line, position.column)
    };
    let mut out = String::new();
    let read: Vec<SavedQuery<'_>> = match (format_of(file, text).read)(text, Reading::default()) {
        Ok(read) => read,
        Err(error) => return format!("{error}\n"),
    };
    for query in read {
        let endpoint = query.endpoint.as_ref().map(|it| match &it.call {
            Some(call) => {
                let known = if call.decides { ", if that is known" } else { "" };
                format!("{} {}{known}", call.version.unwrap_or("-"), call.names.join(" or "))
            }
            None => format!("{} {}", it.method.unwrap_or("-"), it.path),
        });
        writeln!(out, "{}", endpoint.as_deref().unwrap_or("no endpoint")).unwrap();
        for it in &query.parameters {
            let at = place(it.place.map.outer(Span::new(0, it.value.len())));
            let also: String =
                it.also.iter().map(|it| format!(" and {}", place(it.map.outer(Span::new(0, 1))))).collect();
            writeln!(out, "  {}={} @ {at}{also}", it.name, it.value.replace('\n', "\\n")).unwrap();
        }
    }
    out
}

fn lint(folder: &Folder, arguments: &[&str]) -> String {
    let command =
        Command::new(env!("CARGO_BIN_EXE_v3q")).arg("lint").args(arguments).current_dir(folder.path()).output();
    String::from_utf8(command.unwrap().stdout).unwrap()
}

/// The findings as lines, each with what stands at its place.
fn findings(folder: &Folder, file: &str, text: &str) -> String {
    let Ok(report) = serde_json::from_str::<Value>(&lint(folder, &[file, "--format", "json"])) else {
        return String::new();
    };
    let mut out = String::new();
    for it in report["findings"].as_array().unwrap() {
        let at = |key: &str| usize::try_from(it[key].as_u64().unwrap()).unwrap();
        let line = text.split('\n').nth(at("line") - 1).unwrap_or_default();
        let rest: String = line.chars().skip(at("column") - 1).take(12).collect();
        let fix = if it["fix"].is_null() { "" } else { " (fix)" };
        writeln!(out, "{}:{} {} at `{rest}`{fix}", at("line"), at("column"), it["code"].as_str().unwrap()).unwrap();
    }
    out
}

#[test]
fn files_are_read_linted_and_mended() {
    let folder = Folder::new("saved");
    text_cases::run("saved", |case| {
        let file = case.title.split(':').next().unwrap();
        let text = format!("{}\n", case.input);
        saved_laws::file(file, &text);
        fs::write(folder.path().join(file), &text).unwrap();
        let mut out = queries(file, &text);
        out.push_str(&findings(&folder, file, &text));
        lint(&folder, &[file, "--fix"]);
        let mended = fs::read_to_string(folder.path().join(file)).unwrap();
        let mut after = mended.lines().peekable();
        let mut removed = text.lines().count().saturating_sub(mended.lines().count());
        for (number, before) in text.lines().enumerate() {
            let next = after.peek().copied().unwrap_or_default();
            // A comment that stands alone is taken out with its line.
            let is_other = next.trim().is_empty() || !before.starts_with(next);
            if before != next && removed > 0 && before.contains("v3q:") && is_other {
                removed -= 1;
                writeln!(out, "without {}: {}", number + 1, before.trim_start()).unwrap();
                continue;
            }
            if before != next {
                writeln!(out, "fixed {}: {}", number + 1, next.trim_start()).unwrap();
            }
            after.next();
        }
        assert_eq!(after.next(), None, "no fix adds a line: {mended}");
        out
    });
}

/// The same places, whatever ends the lines and stands before them.
#[test]
fn a_byte_order_mark_and_crlf_shift_no_column() {
    for (file, text) in [
        ("a.json", "{\r\n \"url\": \"/v3/accounts\",\r\n \"filters\": \"é EQ 1\"}"),
        ("a.yaml", "url: /v3/accounts\r\n\r\nfilters: é EQ 1\r\n"),
        ("a.http", "# x\r\n\r\nGET /v3/accounts?filters=é EQ 1\r\n"),
        ("a.md", "# x\r\n```v3q\r\né EQ 1\r\n```\r\n"),
        ("a.sh", "# x\r\n\r\ncurl '/v3/accounts?filters=é EQ 1'\r\n"),
    ] {
        let marked = format!("\u{feff}{text}");
        let (plain, with_mark) = (queries(file, text), queries(file, &marked));
        assert_eq!(plain, with_mark, "{file}");
        assert!(plain.contains(" @ 3:"), "{file}: {plain}");
        saved_laws::file(file, &marked);
    }
}

/// What is cut off anywhere is read or refused, and no place of it is outside.
#[test]
fn any_part_of_a_file_is_read_or_refused() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/saved");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "txt") {
            continue;
        }
        for case in fs::read_to_string(path).unwrap().split("=== ").skip(1) {
            let (title, text) = case.split_once('\n').unwrap();
            let file = title.split(':').next().unwrap();
            let text = text.split("\n---\n").next().unwrap();
            for end in (0..text.len()).step_by(7).filter(|at| text.is_char_boundary(*at)) {
                saved_laws::file(file, &text[..end]);
                saved_laws::file(file, &text[end..]);
            }
        }
    }
}

/// However a file is built, it is read to its end, or refused; `cargo bench --bench growth` tells what that costs.
#[test]
fn large_files_are_read_or_refused() {
    for (file, text) in file_shapes::files(40_000) {
        let queries = (format_of(file, &text).read)(&text, Reading::default()).unwrap_or_default();
        let is_inside = queries.iter().all(|query| text.get(query.span.range()).is_some());
        assert!(is_inside, "{file}: {text:.40}");
    }
}

#[test]
fn what_is_handed_to_others_is_no_query_by_its_shape() {
    let read = |file: &str, text: &str| {
        (format_of(file, text).read)(text, Reading { by_shape: true, ..Reading::default() }).unwrap().len()
    };
    for (file, text) in [
        ("a.py", "requests.get('https://graph.microsoft.com/v1.0/users', params={'$filter': 'a eq true'})"),
        ("a.py", "requests.get('https://acme.okta.com/api/v1/users', params={'filter': 'status eq \"x\"'})"),
        ("a.ps1", "Get-MgUser -Filter \"accountEnabled eq true\""),
    ] {
        assert_eq!(read(file, text), 0, "{text}");
    }
    for (file, text) in [
        ("a.py", "requests.get('https://t.api.identitynow.com/v3/roles', params={'x': 'a eq true'})"),
        ("a.py", "query = 'a eq true'"),
        ("a.ps1", "$query = \"accountEnabled eq true\""),
        ("a.ps1", "function Get-Mine($x) {}\nGet-Mine -Filter \"accountEnabled eq true\""),
    ] {
        assert_eq!(read(file, text), 1, "{text}");
    }
}
