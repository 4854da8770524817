//! One file of each format with mistakes planted in them: all are found at their places, the safe fixes mend what they say,
//! a second run is clean of them, and every file can still be read.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

#[allow(dead_code)] // Folders are all that is needed of it.
mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use support::console::Folder;

fn v3q(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_v3q"))
        .arg("lint")
        .args(["--isolated", "."])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.code() < Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What a run finds, with what stands at each place.
fn found(folder: &Path) -> Vec<(String, bool)> {
    let report: Value = serde_json::from_str(&v3q(folder, &["--format", "json"])).unwrap();
    let line = |it: &Value| {
        let file = it["file"].as_str().unwrap().trim_start_matches("./");
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let (row, column) = (it["line"].as_u64().unwrap(), it["column"].as_u64().unwrap());
        let there = text.lines().nth(usize::try_from(row).unwrap() - 1).unwrap();
        let there: String = there.chars().skip(usize::try_from(column).unwrap() - 1).take(16).collect();
        let fix = it["fix"]["safety"].as_str().map_or(String::new(), |safety| format!(" ({safety} fix)"));
        (format!("{file}:{row}:{column} {} at `{there}`{fix}", it["code"].as_str().unwrap()), fix.contains("(safe"))
    };
    report["findings"].as_array().unwrap().iter().map(line).collect()
}

fn compare(name: &str, actual: &[String]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/planted").join(name);
    let actual = format!("{}\n", actual.join("\n"));
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(path, actual).unwrap();
    } else {
        assert_eq!(fs::read_to_string(path).unwrap(), actual);
    }
}

#[test]
fn planted_mistakes_are_found_and_mended_in_every_format() {
    let folder = Folder::new("planted");
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/planted/files");
    let mut names: Vec<_> = fs::read_dir(&files).unwrap().map(|it| it.unwrap().file_name()).collect();
    names.sort();
    for name in &names {
        fs::copy(files.join(name), folder.path().join(name)).unwrap();
    }
    let planted = found(folder.path());
    assert!(planted.len() >= 30, "{} mistakes", planted.len());
    for name in &names {
        let name = name.to_str().unwrap();
        assert!(planted.iter().any(|(line, _)| line.starts_with(&format!("{name}:"))), "nothing in {name}");
    }
    compare("found.txt", &planted.iter().map(|(line, _)| line.clone()).collect::<Vec<_>>());

    v3q(folder.path(), &["--fix"]);
    let left = found(folder.path());
    assert!(!left.iter().any(|(_, is_safe)| *is_safe), "{left:?}");
    compare("left.txt", &left.into_iter().map(|(line, _)| line).collect::<Vec<_>>());
    let changed = |name: &&std::ffi::OsString| {
        let (before, after) = (fs::read(files.join(name)).unwrap(), fs::read(folder.path().join(name)).unwrap());
        before != after
    };
    assert_eq!(names.iter().filter(changed).count(), names.len(), "each file holds something that can be mended");
    for (name, command) in [("report.py", "python3 -m ast report.py"), ("accounts.tf", "terraform fmt accounts.tf")] {
        let run = Command::new("sh").args(["-c", command]).current_dir(folder.path()).output().unwrap();
        match run.status.code() {
            Some(127) => eprintln!("no checker for {name} here"),
            code => assert_eq!(code, Some(0), "{}", String::from_utf8_lossy(&run.stderr)),
        }
    }
    for name in ["collection.json", "workflow.json"] {
        serde_json::from_slice::<Value>(&fs::read(folder.path().join(name)).unwrap()).unwrap();
    }
}
