//! Console transcripts: commands after `$ `, each followed by what it prints, standard error included.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder that is removed with this value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A new, empty folder.
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("v3q-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The transcript as it really goes: the commands as they stand, what they print written anew.
///
/// `$ echo $?` shows the exit code of the command before it. A command goes on in the next line after a `\`.
pub(crate) fn replay(transcript: &str, folder: &Path) -> String {
    let mut out = String::new();
    let mut status = 0;
    let mut lines = transcript.lines();
    let mut seen_command = false;
    while let Some(line) = lines.next() {
        let Some(first) = line.strip_prefix("$ ") else {
            assert!(seen_command || line.is_empty(), "output before the first command: {line}");
            continue;
        };
        seen_command = true;
        out.push_str(line);
        out.push('\n');
        let mut command = first.to_owned();
        while command.ends_with('\\') {
            let next = lines.next().expect("a command goes on after a backslash");
            out.push_str(next);
            out.push('\n');
            command.pop();
            command.push_str(next.trim_start());
        }
        let (printed, code) = run(&command, status, folder);
        status = code;
        out.push_str(&printed);
        if !printed.is_empty() && !printed.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

fn run(command: &str, status: i32, folder: &Path) -> (String, i32) {
    let binary = Path::new(env!("CARGO_BIN_EXE_v3q"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let script = format!("exec 2>&1\n(exit {status})\n{command}");
    let output = Command::new("sh").arg("-c").arg(script).current_dir(folder).env("PATH", path).output().unwrap();
    assert!(output.stderr.is_empty());
    let printed = String::from_utf8(output.stdout).unwrap_or_else(|error| format!("not UTF-8: {error}"));
    (printed, output.status.code().unwrap_or(-1))
}

/// Whether expected texts are to be written anew instead of compared.
pub(crate) fn is_updating() -> bool {
    std::env::var_os("UPDATE_EXPECTED").is_some_and(|value| value == "1")
}

/// Compares a text with what it should be, or writes it.
pub(crate) fn compare_or_update(path: &Path, expected: &str, actual: &str) {
    if expected == actual {
        return;
    }
    if is_updating() {
        fs::write(path, actual).unwrap();
        return;
    }
    let differing = expected.lines().zip(actual.lines()).position(|(left, right)| left != right);
    let line = differing.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
    let around = |text: &str| text.lines().skip(line.saturating_sub(4)).take(16).collect::<Vec<_>>().join("\n");
    panic!(
        "{} differs from line {} on (UPDATE_EXPECTED=1 writes it anew)\n--- expected\n{}\n--- actual\n{}",
        path.display(),
        line + 1,
        around(expected),
        around(actual),
    );
}
