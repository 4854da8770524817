//! The forms of reports that others define are what they ask for.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Findings with and without a fix, in names and texts that need escaping, in a file and inline.
fn rendered(format: &str) -> String {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("formats-{format}-{:?}", std::thread::current().id()));
    fs::create_dir_all(&folder).unwrap();
    let text =
        "na\u{308}me EQ \"<\u{1f642}&>\"\nname == 'x' and uncorelated eq tru\u{7}e\n\"\nname EQ \"<\u{1f642}&>\"\n";
    fs::write(folder.join("q, 1:%.txt"), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_v3q"))
        .args(["lint", "q, 1:%.txt", "--endpoint", "list-accounts", "--format", format, "--filters", "a EQ \"\n\""])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The schema is that of OASIS, as the crate `serde-sarif` 0.8.0 carries it.
#[test]
fn sarif_is_what_its_schema_asks_for() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/sarif-2.1.0.schema.json");
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    // The pattern of a member that is not written here is no regular expression of ECMAScript: its `]` stands alone.
    for holder in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][holder]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern").unwrap();
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut log: Value = serde_json::from_str(&rendered("sarif")).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(log["runs"][0]["results"].as_array().unwrap().iter().any(|it| it["fixes"].is_array()));
    log["runs"][0]["results"][0]["level"] = "style".into();
    assert!(!validator.is_valid(&log), "the schema refuses what is wrong");
}

#[test]
fn every_fingerprint_of_gitlab_is_its_own() {
    let issues: Vec<Value> = serde_json::from_str(&rendered("gitlab")).unwrap();
    let mut fingerprints: Vec<&str> = issues.iter().map(|it| it["fingerprint"].as_str().unwrap()).collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert!(issues.len() > 3);
    assert_eq!(fingerprints.len(), issues.len());
}

#[test]
fn each_line_of_jsonl_is_a_finding() {
    let text = rendered("jsonl");
    let document: Value = serde_json::from_str(&rendered("json")).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::from(lines), document["findings"]);
}

/// Python's reader stands for any other; what it reads back is what was found.
#[test]
fn junit_is_xml() {
    let script = "import sys, xml.etree.ElementTree as t\n\
                  cases = t.fromstring(sys.stdin.buffer.read()).findall('.//testcase/failure')\n\
                  print(len(cases), any('`==`' in it.get('message') for it in cases))";
    let mut child = match Command::new("python3")
        .args(["-c", script])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
    {
        Ok(child) => child,
        Err(_) => return,
    };
    use std::io::Write as _;
    let text = rendered("junit");
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let expected = format!("{} True\n", text.matches("<testcase").count());
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}

#[test]
fn annotations_of_github_are_one_line_each() {
    let text = rendered("github");
    assert!(text.lines().all(|line| line.starts_with("::error ") || line.starts_with("::warning ")), "{text}");
    assert!(text.contains("q%2C 1%3A%25.txt,line=1,endLine=1,col=7,endColumn=9,"), "{text}");
}
