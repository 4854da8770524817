//! The command, as it is used: each file of `tests/cli` holds cases, each a title and a transcript.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

mod support;

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::{Command, Stdio};

use support::console::{Folder, compare_or_update, replay};

/// A case begins with a line `=== title`; each runs in an empty folder of its own.
fn check_file(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli").join(name);
    let expected = fs::read_to_string(&path).unwrap();
    let mut actual = String::new();
    for (number, case) in expected.split("=== ").enumerate().skip(1) {
        let (title, transcript) = case.split_once('\n').unwrap();
        let folder = Folder::new(&format!("{name}-{number}"));
        let replayed = replay(transcript, folder.path());
        let gap = if number == 1 { "" } else { "\n" };
        actual.push_str(&format!("{gap}=== {title}\n{replayed}"));
    }
    compare_or_update(&path, &expected, &actual);
}

#[test]
fn lint_inline() {
    check_file("lint_inline.txt");
}

#[test]
fn lint_files() {
    check_file("lint_files.txt");
}

#[test]
fn lint_urls() {
    check_file("lint_urls.txt");
}

#[test]
fn lint_postman() {
    check_file("lint_postman.txt");
}

#[test]
fn lint_json() {
    check_file("lint_json.txt");
}

#[test]
fn lint_settings() {
    check_file("lint_settings.txt");
}

#[test]
fn lint_folders() {
    check_file("lint_folders.txt");
}

#[test]
fn lint_comments() {
    check_file("lint_comments.txt");
}

#[test]
fn lint_baseline() {
    check_file("lint_baseline.txt");
}

#[test]
fn lint_answers() {
    check_file("lint_answers.txt");
}

#[test]
fn fix() {
    check_file("fix.txt");
}

#[test]
fn fmt() {
    check_file("fmt.txt");
}

#[test]
fn parse() {
    check_file("parse.txt");
}

#[test]
fn explain() {
    check_file("explain.txt");
}

#[test]
fn select() {
    check_file("select.txt");
}

#[test]
fn select_input() {
    check_file("select_input.txt");
}

#[test]
fn select_broken() {
    check_file("select_broken.txt");
}

#[test]
fn select_output() {
    check_file("select_output.txt");
}

#[test]
fn select_endpoint() {
    check_file("select_endpoint.txt");
}

#[test]
fn wrong_use() {
    check_file("wrong_use.txt");
}

#[test]
fn every_case_file_is_run() {
    let this = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli.rs")).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(this.contains(&format!("check_file(\"{name}\")")), "{name} is run by no test");
    }
}

/// A reader that goes away early is no failure: nothing on standard error, and the exit code is that of the findings.
#[test]
fn a_closed_pipe_ends_quietly() {
    let queries: String = (0..20_000).map(|n| format!("a EQ {n}\n")).collect();
    let folder = Folder::new("pipe");
    let file = folder.path().join("many.txt");
    fs::write(&file, queries).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_v3q"))
        .arg("lint")
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut start = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

/// Comments that silence something, once or never, lie far from each other in a file that several threads check.
#[test]
fn findings_of_one_file_are_the_same_for_any_number_of_threads() {
    let line = |n: usize| match n % 1000 {
        17 => format!("# v3q: ignore[upper-case-operator]\nname EQ \"u{n}\"\n"),
        170 => format!("# v3q: ignore[symbol-operator]\nname eq \"u{n}\"\n"),
        400 => format!("# v3q: endpoint=list-nothing\nname eq \"u{n}\"\n"),
        _ if n.is_multiple_of(7) => format!("name EQ \"u{n}\" and name in (\"a\",\"a\")\n"),
        _ => format!("/v2025/nothing?filters=name%20eq%20\"u{n}\"\n"),
    };
    let queries: String = (0..4_000).map(line).collect();
    let folder = Folder::new("threads");
    fs::write(folder.path().join("many.txt"), queries).unwrap();
    let lint = |threads: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_v3q"))
            .args(["lint", "--isolated", "--format", "json", "--threads", threads, "many.txt"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let one = lint("1");
    let times = |code: &str| one.matches(&format!("\"code\": \"{code}\"")).count();
    let unknown = times("unknown-endpoint");
    assert_eq!((times("unused-suppression"), unknown), (4, 2), "each is said once");
    assert!(times("upper-case-operator") > 500, "{one:.600}");
    for threads in ["2", "3", "16"] {
        assert!(lint(threads) == one, "{threads} threads");
    }
}

/// A walk that meets a folder without rights goes on; one that is named has to be readable.
#[test]
fn a_folder_without_rights_does_not_stop_the_others() {
    let folder = Folder::new("rights");
    let closed = folder.path().join("q/closed");
    fs::create_dir_all(&closed).unwrap();
    fs::write(folder.path().join("q/a.v3q"), "a EQ 1\n").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let Some(lint) = without_privileges(&folder) else { return };
    let said = lint(&["q", "--format", "concise"]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    let expected = "warning: `q/closed` can't be read: Permission denied (os error 13)\n\
                    q/a.v3q:1:3: error[upper-case-operator] `EQ` is not lower case\n1 error\n";
    assert_eq!(said, (expected.to_owned(), 1));
}

/// Rights on the folder do not make up for those on the file; what can be mended is mended all the same.
#[test]
fn a_file_that_can_not_be_written_is_not_mended() {
    let folder = Folder::new("read-only");
    let queries = folder.path().join("q");
    fs::create_dir_all(&queries).unwrap();
    for (name, mode) in [("a.v3q", 0o444), ("b.v3q", 0o666)] {
        fs::write(queries.join(name), "a EQ 1\n").unwrap();
        fs::set_permissions(queries.join(name), fs::Permissions::from_mode(mode)).unwrap();
    }
    fs::set_permissions(&queries, fs::Permissions::from_mode(0o777)).unwrap();
    let Some(lint) = without_privileges(&folder) else { return };
    let (said, code) = lint(&["q", "--fix"]);
    assert!(said.starts_with("error: `q/a.v3q` can't be written: Permission denied (os error 13)\n"), "{said}");
    assert_eq!(code, 2);
    assert_eq!(fs::read_to_string(queries.join("a.v3q")).unwrap(), "a EQ 1\n");
    // Where the file is somebody else's, it would have been the linter's own from then on.
    let is_own = fs::metadata(queries.join("b.v3q")).unwrap().uid() != 0;
    let mended = fs::read_to_string(queries.join("b.v3q")).unwrap() == "a eq 1\n";
    assert_eq!(mended, is_own, "{said}");
    assert_eq!(said.contains("`q/b.v3q` can't be written: its owner and group can't be kept"), !is_own, "{said}");
    assert_eq!(fs::read_dir(&queries).unwrap().count(), 2, "nothing is left behind");
}

/// `v3q lint` in a folder as somebody whom rights bind; `None` where nobody else can be had.
fn without_privileges(folder: &Folder) -> Option<impl Fn(&[&str]) -> (String, i32)> {
    let tried = folder.path().join("tried");
    fs::write(&tried, "").unwrap();
    fs::set_permissions(&tried, fs::Permissions::from_mode(0o000)).unwrap();
    let words: &[&str] = match fs::read(&tried) {
        Err(_) => &["env"],
        // Rights do not bind the one who runs the tests.
        Ok(_) => &["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
    };
    let [program, options @ ..] = words else { return None };
    Command::new(program).args(options).args([env!("CARGO_BIN_EXE_v3q"), "--version"]).output().ok()?;
    let path = folder.path().to_owned();
    Some(move |arguments: &[&str]| {
        let command = [&[env!("CARGO_BIN_EXE_v3q"), "lint", "--isolated"], arguments].concat();
        let output = Command::new(program).args(options).args(command).current_dir(&path).output().unwrap();
        let said = [output.stderr, output.stdout].concat();
        (String::from_utf8(said).unwrap(), output.status.code().unwrap_or(-1))
    })
}
