//! Cases in text files: `=== title`, what goes in, a line `---`, and what is expected.

use std::fmt::Write as _;
use std::path::Path;

/// One case.
pub(crate) struct Case {
    /// Behind `===`.
    pub(crate) title: String,
    /// What goes in, as it stands.
    pub(crate) input: String,
}

impl Case {
    /// The text behind `key:`, on the same line and on indented lines below it.
    pub(crate) fn get(&self, key: &str) -> Option<String> {
        let mut lines = self.input.lines();
        let first = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
        let more = lines.take_while(|line| line.starts_with(' ') || line.is_empty());
        let all: Vec<&str> = std::iter::once(first).chain(more).map(str::trim).collect();
        Some(all.join("\n").trim().to_owned())
    }
}

/// Runs every case of every file in a folder under `tests`, in the order of the files' names and within them, and
/// compares what comes out with what the file says. `UPDATE_EXPECTED=1` writes it there instead.
pub(crate) fn run(folder: &str, mut answer: impl FnMut(&Case) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no cases in {}", folder.display());
    let mut wrong = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a readable file");
        let mut parts = text.split("=== ");
        let mut updated = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (title, body) = part.split_once('\n').unwrap_or((part, ""));
            let (input, expected) = body.split_once("\n---\n").unwrap_or((body.trim_end(), ""));
            let case = Case { title: title.into(), input: input.into() };
            let answer = answer(&case);
            if answer.trim_end() != expected.trim_end() {
                wrong
                    .push(format!("{}: {title}\n{input}\n--- expected\n{expected}--- found\n{answer}", file.display()));
            }
            let answer = answer.trim_end();
            let line = if answer.is_empty() { "" } else { "\n---\n" };
            writeln!(updated, "=== {title}\n{}{line}{answer}\n", input.trim_end()).expect("strings take all");
        }
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&file, format!("{}\n", updated.trim_end())).expect("a writable file");
        }
    }
    if std::env::var_os("UPDATE_EXPECTED").is_none() {
        assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n"));
    }
}
