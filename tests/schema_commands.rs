//! `v3q schema` and `v3q endpoints`, as they are called.
#![cfg(feature = "cli")]

use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

use serde_json::Value;

fn v3q(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_v3q"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .expect("cargo builds the command before its tests")
}

fn stdout(arguments: &[&str]) -> String {
    let output = v3q(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the command prints UTF-8")
}

#[test]
fn an_import_lists_what_it_did_not_understand_beside_the_schema_file() {
    let output = v3q(&["schema", "import", "tests/openapi/boxes.yaml", "--header", "Boxes."]);
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{err}");
    assert!(out.starts_with("# Boxes.\nversion = \"v7\"\n\n[[endpoint]]\n"), "{out}");
    assert!(err.contains("boxes.yaml: GET /v7/boxes `sorters`: not understood: Sorting is slow on Mondays\n"), "{err}");
    assert_eq!(stdout(&["schema", "import", "--totals", "tests/openapi/boxes.yaml"]), "v7 3/16/21/4\n");
}

#[test]
fn an_output_file_is_complete_or_absent() {
    let folder = env::temp_dir().join(format!("v3q-schema-commands-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("out.toml");
    let file = file.to_str().unwrap();
    stdout(&["schema", "import", "tests/openapi/tickets.json", "tests/openapi/boxes.yaml", "-o", file]);
    let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names, ["out.toml"], "nothing else stays behind");
    assert_eq!(
        stdout(&["schema", "diff", "tests/openapi/tickets.json", "tests/openapi/tickets.json"]),
        "no difference\n"
    );
    let changes = stdout(&["schema", "diff", "tests/openapi/tickets.json", file]);
    assert_eq!(changes.lines().filter(|it| it.starts_with('+')).count(), 3, "{changes}");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_json_schema_is_printed() {
    let schema: Value = serde_json::from_str(&stdout(&["schema", "json-schema"])).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn an_endpoint_as_json_has_what_is_promised() {
    let text = stdout(&["endpoints", "/v2025/api-usage/count", "--format", "json"]);
    let array: Value = serde_json::from_str(&text).unwrap();
    let endpoint = &array.as_array().unwrap()[0];
    assert_eq!(endpoint["version"], "v2025");
    assert_eq!(endpoint["operation_id"], "getTotalCount");
    assert_eq!(endpoint["method"], "GET");
    assert_eq!(endpoint["path"], "/v2025/api-usage/count");
    assert_eq!(endpoint["filters"]["startDate"]["operators"], serde_json::json!(["eq", "gt"]));
    assert_eq!(endpoint["filters"]["startDate"]["type"], "date-time");
    assert_eq!(endpoint["filters"]["method"]["values"], serde_json::json!([]));
    assert_eq!(endpoint["sorters"], serde_json::json!([]));
    assert!(endpoint["limit"].is_null());
    let text = stdout(&["endpoints", "list-accounts", "--api-version", "v3", "--format", "json"]);
    let array: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(array[0]["limit"], serde_json::json!({"default": 250, "max": 250}));
}

#[test]
fn lists_are_of_the_newest_version_unless_one_is_asked_for() {
    let list = |arguments: &[&str]| -> usize {
        let text = stdout(&[&["endpoints", "--format", "json"], arguments].concat());
        serde_json::from_str::<Value>(&text).unwrap().as_array().unwrap().len()
    };
    assert_eq!(list(&[]), 150, "148 of the specification and two of the supplement");
    assert_eq!(list(&["--api-version", "v3"]), 49);
    assert_eq!(list(&["--api-version", "all"]), 675);
    assert!(stdout(&["endpoints", "--totals"]).contains("current 148/640/1634/430\n"));
}

#[test]
fn the_table_of_an_endpoint_tells_its_rules() {
    let expected = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema_commands.expected.txt"));
    let text = stdout(&["endpoints", "/v3/access-profiles"]) + &stdout(&["endpoints", "/v3/account-activities"]);
    if env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write("tests/schema_commands.expected.txt", &text).unwrap();
    } else {
        assert_eq!(text, expected.unwrap());
    }
}

#[test]
fn an_unknown_endpoint_or_version_is_wrong_use() {
    for (arguments, message) in [
        (["endpoints", "list-acounts", "--format", "json"], "did you mean `list-accounts`?"),
        (["endpoints", "list-accounts", "--api-version", "v2"], "unknown version `v2`"),
        (["endpoints", "--totals", "--api-version", "v33"], "did you mean `v3`?"),
        (["schema", "diff", "v3", "v4"], "`v4` names no endpoints"),
    ] {
        let output = v3q(&arguments);
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && err.contains(message), "{arguments:?}: {err}");
    }
}
