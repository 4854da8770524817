//! `v3q select` on inputs that are too large for a transcript, and ended from outside.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

#[allow(dead_code)] // Folders are all that is needed of it.
mod support;

use std::fs;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use support::console::Folder;

fn select(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_v3q"));
    command.arg("select").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// As many records as several blocks hold.
fn records() -> String {
    (0..60_000).map(|n| format!("{{\"n\":{n},\"odd\":{},\"text\":\"{}\"}}\n", n % 2 == 1, "x".repeat(n % 50))).collect()
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads() {
    let folder = Folder::new("select-threads");
    let file = folder.path().join("r.ndjson");
    let records = records();
    fs::write(&file, &records).unwrap();
    let odd: String = records.split_inclusive('\n').filter(|line| line.contains("\"odd\":true")).collect();
    for threads in ["1", "2", "3", "16"] {
        let output =
            select(&[file.to_str().unwrap(), "--filters", "odd eq true", "--threads", threads]).output().unwrap();
        assert!(output.stdout == odd.as_bytes(), "{threads} threads");
        assert!(output.status.success());
    }
}

/// The rows before the broken one are all there, whichever thread finds it first.
#[test]
fn matches_before_a_broken_record_are_written_with_many_threads() {
    let folder = Folder::new("select-broken");
    let file = folder.path().join("r.ndjson");
    let (mut before, after) = (records(), records());
    fs::write(&file, format!("{before}{{\"n\":}}\n{after}")).unwrap();
    for threads in ["1", "4"] {
        let output = select(&[file.to_str().unwrap(), "--threads", threads]).output().unwrap();
        assert!(output.stdout == before.as_bytes(), "{threads} threads");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("line 60001, column 6: expected a value"));
    }
    before.push_str(&after);
    let output = select(&[file.to_str().unwrap(), "--on-error", "skip", "--threads", "4"]).output().unwrap();
    assert!(output.stdout == before.as_bytes());
    assert_eq!(output.status.code(), Some(1));
}

/// Of 8 MB, or of as many as `V3Q_RECORD_MB` says: far beyond the blocks that are read.
#[test]
fn a_record_of_any_size_is_read_like_the_others() {
    let megabytes: usize = std::env::var("V3Q_RECORD_MB").map_or(8, |text| text.parse().unwrap());
    let folder = Folder::new("select-large");
    let item = r#"{"k":"item \u0041","v":[1,2.50,null]}"#;
    let items = vec![item; megabytes * 1_000_000 / (item.len() + 1) + 1].join(",");
    let large = format!(r#"{{"id":"b","items":[{items}],"n":2}}"#);
    let lines = format!("{{\"n\":1}}\n{large}\n{{\"n\":3}}\n");
    let array = format!("[{{\"n\":1}},{large},{{\"n\":3}}]");
    for (name, text) in [("r.ndjson", lines), ("r.json", array)] {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        let output = select(&[file.to_str().unwrap(), "--filters", "n ge 2"]).output().unwrap();
        assert!(output.stdout == format!("{large}\n{{\"n\":3}}\n").as_bytes(), "{name}");
        assert!(output.status.success());
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = Folder::new("select-pipe");
    let file = folder.path().join("r.ndjson");
    fs::write(&file, records()).unwrap();
    for more in [&["--threads", "1"][..], &["--threads", "4"], &["--sorters", "-n"], &["--format", "json"]] {
        let mut child = select(&[&[file.to_str().unwrap()], more].concat()).spawn().unwrap();
        let mut start = [0; 16];
        child.stdout.take().unwrap().read_exact(&mut start).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{more:?}");
        assert_eq!(output.status.code(), Some(0), "{more:?}");
    }
}

/// Enough records end the run, though the input goes on.
#[test]
fn nothing_is_read_behind_the_last_record_that_is_wanted() {
    let mut child = select(&["--limit", "2", "--threads", "1"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // The input never ends by itself: writing fails once the command has ended.
    let line = format!("{{\"text\":\"{}\"}}\n", "x".repeat(1 << 10));
    while stdin.write_all(line.as_bytes()).is_ok() {}
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), line.repeat(2));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn an_interrupt_leaves_no_file() {
    let folder = Folder::new("select-interrupt");
    let mut child =
        select(&["--sorters", "n"]).current_dir(folder.path()).env("TMPDIR", folder.path()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(records().as_bytes()).unwrap();
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert!(!child.wait().unwrap().success());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
