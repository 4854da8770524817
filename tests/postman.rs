//! Postman collections: every parameter found, every finding at its place, every fix written back.
//!
//! Each `tests/saved/postman/*.json` is read, linted and mended; what comes of it stands in the files beside it.
//! `UPDATE_EXPECTED=1` writes them anew. The vendor's own collections are read where they lie in `../shared/postman`, or
//! in the folder that `V3Q_POSTMAN` names.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

// Each suite uses a part of it.
#[allow(dead_code)]
mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;
use support::console::compare_or_update;
use v3q::saved::{FORMATS, Part, Reading, SavedFormat, SavedQuery, mended};
use v3q::text::{Edit, LineIndex, Span, apply_edits};

fn postman() -> &'static SavedFormat {
    FORMATS.iter().copied().find(|it| it.name == "postman").unwrap()
}

fn read(text: &str) -> Vec<SavedQuery<'_>> {
    (postman().read)(text, Reading::default()).unwrap()
}

/// The queries as lines: each parameter with the places it is written in.
fn shown(text: &str) -> String {
    let lines = LineIndex::new(text);
    let place = |span: Span| {
        let position = lines.position(text, span.start());
        format!("{}:{} {}", position.line, position.column, span.of(text).replace('\n', "\\n"))
    };
    let mut out = String::new();
    for query in read(text) {
        let endpoint = query.endpoint.as_ref().map(|it| format!("{} {}", it.method.unwrap_or("-"), it.path));
        writeln!(out, "{} @ {}", endpoint.as_deref().unwrap_or("no endpoint"), place(query.span)).unwrap();
        for it in &query.parameters {
            writeln!(out, "  {:?} {}={}", it.part, it.name, it.value).unwrap();
            for at in std::iter::once(&it.place).chain(&it.also) {
                let span = at.map.outer(Span::new(0, it.value.len()));
                writeln!(out, "    {}: {}", at.name, place(span)).unwrap();
            }
        }
    }
    out
}

fn lint(folder: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_v3q")).arg("lint").args(arguments).current_dir(folder).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The fixes of a report, each with its code.
fn fixes(report: &Value, safe: bool) -> Vec<(String, Vec<Edit>)> {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let wanted = findings.filter(|it| !it["fix"].is_null() && (!safe || it["fix"]["safety"] == "safe"));
    let edits = |it: &Value| {
        let edits = it["fix"]["edits"].as_array().unwrap().iter();
        let edit = |it: &Value| {
            Edit::replace(Span::new(number(&it["start"]), number(&it["end"])), it["text"].as_str().unwrap())
        };
        (it["code"].as_str().unwrap().to_owned(), edits.map(edit).collect())
    };
    wanted.map(edits).collect()
}

fn report(folder: &Path, file: &str) -> Value {
    serde_json::from_str(&lint(folder, &[file, "--format", "json"])).unwrap()
}

/// The text after all safe fixes, one at a time, until none is left.
fn all_mended(mut text: String) -> String {
    let folder = support::console::Folder::new("postman-mended");
    for _ in 0..50 {
        fs::write(folder.path().join("c.json"), &text).unwrap();
        let report = report(folder.path(), "c.json");
        let Some((code, edits)) = fixes(&report, true).into_iter().next() else { return text };
        let next = mended(&text, &edits, postman()).unwrap_or_else(|| panic!("{code} breaks the file: {edits:?}"));
        assert_ne!(next, text, "{code}");
        text = next;
    }
    panic!("the fixes don't come to an end");
}

#[test]
fn collections_are_read_linted_and_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/saved/postman");
    let name = "requests.json";
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let expected = |ending: &str| {
        let path = folder.join(name).with_extension(ending);
        let text = fs::read_to_string(&path).unwrap_or_default();
        (path, text)
    };
    for (ending, actual) in [
        ("queries.txt", shown(&text)),
        ("findings.txt", lint(&folder, &[name])),
        ("mended.txt", difference(&text, &all_mended(text.clone()))),
    ] {
        let (path, expected) = expected(ending);
        compare_or_update(&path, &expected, &actual);
    }
}

/// The lines that differ.
fn difference(before: &str, after: &str) -> String {
    assert_eq!(before.lines().count(), after.lines().count(), "no fix adds a line");
    let lines = before.lines().zip(after.lines()).enumerate().filter(|(_, (before, after))| before != after);
    lines.map(|(at, (_, after))| format!("{}: {}\n", at + 1, after.trim_start())).collect()
}

/// The same places, whatever ends the lines and stands before them.
#[test]
fn a_byte_order_mark_crlf_and_longer_characters_shift_no_column() {
    let folder = support::console::Folder::new("postman-crlf");
    let json = concat!(
        "\u{feff}{\"info\":{\"schema\":\"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"},\r\n",
        "\"item\":[{\"name\":\"日本 😀\",\"request\":{\"url\":\"/v3/accounts?filters=id EQ \\\"é\\\"\"}}]}\r\n",
    );
    fs::write(folder.path().join("c.json"), json).unwrap();
    let report = report(folder.path(), "c.json");
    let finding = &report["findings"][0];
    let line = json.lines().nth(1).unwrap();
    let column = line[..line.find("EQ").unwrap()].chars().count() + 1;
    assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), (Some(2), Some(column as u64)));
    let fixed = mended(json, &fixes(&report, true)[0].1, postman()).unwrap();
    assert_eq!(fixed, json.replace("EQ", "eq"));
}

/// However its query is written down, a request is found; none is found where there is no query.
#[test]
fn no_spelling_hides_a_query() {
    let parameter = r#"{"key":"filters","value":"id eq 1"}"#;
    let (listed, nothing) = (format!("[{parameter}]"), "[ ]".to_owned());
    for (request, count) in [
        (r#""/v3/accounts?filters=id eq 1""#.to_owned(), 1),
        (r#""/v3/accounts\u003ffilters=id eq 1""#.to_owned(), 1),
        (format!(r#"{{"url":{{"path":["v3","accounts"],"query":{listed}}}}}"#), 1),
        (format!(r#"{{"url":{{"path":["v3","accounts"],"qu\u0065ry":{listed}}}}}"#), 1),
        (format!(r#"{{"url":{{"query" : {nothing},"path":"v3/accounts", "query"  :  {listed}}}}}"#), 1),
        (format!(r#"{{"url":{{"query" : {nothing},"path":"v3/accounts"}},"body":{{"raw":"query"}}}}"#), 0),
        (r#""/v3/accounts""#.to_owned(), 0),
    ] {
        let schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
        let text = |item: &str| format!(r#"{{"info":{{"schema":"{schema}"}},"item":[{{{item}}}]}}"#);
        let own = text(&format!(r#""request":{request}"#));
        let saved = format!(r#""request":"/v3/accounts","response":[{{"name":"a","originalRequest":{request}}}]"#);
        assert_eq!(read(&own).len(), count, "{own}");
        assert_eq!(read(&text(&saved)).len(), count, "{request}");
        assert!(read(&own).iter().all(|it| it.parameters[0].value == "id eq 1"), "{own}");
    }
}

#[test]
fn any_json_is_read_or_refused() {
    let whole = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/saved/postman/requests.json"));
    let whole = whole.unwrap();
    for end in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
        let error = (postman().read)(&whole[..end], Reading::default());
        assert!(error.is_err() || whole[end..].trim().is_empty(), "{end}");
    }
    let deep = format!("{{\"item\":{}", "[{\"item\":".repeat(100_000));
    for text in ["", "{", "[]", "null", "{\"info\":[]}", "{\"collection\":5}", "\u{feff}", "\"\\ud800\"", &deep] {
        assert!((postman().read)(text, Reading::default()).is_err(), "{text:.20}");
    }
    // Any value in any place: each value of the collection in turn becomes something else.
    let document: Value = serde_json::from_str(&whole).unwrap();
    for other in [serde_json::json!(null), serde_json::json!(7), serde_json::json!([{}]), serde_json::json!({"a": []})]
    {
        for number in 0.. {
            let mut changed = document.clone();
            if !replace(&mut changed, &mut { number }, &other) {
                break;
            }
            let _ = (postman().read)(&changed.to_string(), Reading::default());
        }
    }
}

/// Puts `other` in the place of the value of that number; false where there are not so many.
fn replace(value: &mut Value, number: &mut usize, other: &Value) -> bool {
    if *number == 0 {
        *value = other.clone();
        return true;
    }
    *number -= 1;
    match value {
        Value::Array(elements) => elements.iter_mut().any(|it| replace(it, number, other)),
        Value::Object(members) => members.values_mut().any(|it| replace(it, number, other)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

const NAMES: [&str; 4] = ["filters", "filter", "sorters", "sort"];

/// Every value of a filter or sorter parameter in a list of query parameters, wherever it is, with how often.
fn walked(value: &Value, out: &mut BTreeMap<(String, String), usize>) {
    let key = value.get("key").and_then(Value::as_str);
    if let (Some(key), Some(text)) = (key, value.get("value").and_then(Value::as_str))
        && NAMES.contains(&key)
    {
        *out.entry((key.to_owned(), text.to_owned())).or_default() += 1;
    }
    match value {
        Value::Array(elements) => elements.iter().for_each(|it| walked(it, out)),
        Value::Object(members) => members.values().for_each(|it| walked(it, out)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn no_value_of_the_vendors_collections_is_lost() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = env::var_os("V3Q_POSTMAN").map_or_else(|| root.join("../shared/postman"), PathBuf::from);
    if !folder.is_dir() {
        eprintln!("skipped: there are no collections in `{}`", folder.display());
        return;
    }
    for (name, count) in [("v3.json", 154), ("beta.json", 326)] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let mut expected = BTreeMap::new();
        walked(&serde_json::from_str(&text).unwrap(), &mut expected);
        let mut found = BTreeMap::new();
        let mut samples = 0;
        for query in read(&text) {
            for it in query.parameters.iter().filter(|it| NAMES.contains(&&*it.name)) {
                *found.entry((it.name.to_string(), it.value.to_string())).or_default() += 1 + it.also.len();
                samples += if it.part == Part::Sample { 1 + it.also.len() } else { 0 };
            }
        }
        assert_eq!(found, expected, "{name}");
        let total: usize = found.values().sum();
        println!("{name}: {total} values, {samples} of them samples that say nothing");
        assert_eq!(total, count, "{name}");

        let report = report(&folder, name);
        for (code, edits) in fixes(&report, false) {
            let mended = mended(&text, &edits, postman()).unwrap_or_else(|| panic!("{code} breaks the file"));
            let mut after = BTreeMap::new();
            walked(&serde_json::from_str(&mended).unwrap(), &mut after);
            assert_eq!(after.values().sum::<usize>(), total, "{code}");
            assert_eq!(Some(mended), apply_edits(&text, &edits));
            // What was wrong in two places, of a request and of its response, is right in both.
            let gone = |(value, count): (&_, &usize)| count - after.get(value).unwrap_or(&0).min(count);
            assert_eq!(expected.iter().map(gone).sum::<usize>(), 2, "{code}");
        }
    }
}
