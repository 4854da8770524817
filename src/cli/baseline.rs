//! A baseline: the findings of one day, so that only new ones are told.
//!
//! A finding is known again by its file, its code and the query it is about (or the line, where it is about none), not by
//! its line number: the file may change around it. Files are named from the folder of the baseline on.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::checking::is_without_endpoint;
use super::failure::Failure;
use super::input::read_path;
use super::output_file;
use super::paths::{Paths, slashed, without_dots};
use crate::lint::Levels;
use crate::report::{Finding, Identity, Report, visible_line};

/// The version of the form.
const VERSION: u32 = 2;

/// The version that named files as they were typed.
const AS_TYPED: u32 = 1;

/// How many characters of a query are kept.
const TEXT: usize = 500;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    code: String,
    text: String,
    /// How many findings there are of this file, code and text.
    count: usize,
}

/// File, code and text.
type Key = (String, String, String);

/// An entry, and how many of its findings are not there any more.
type Stale = (Key, usize);

/// A file, or what was given inline, that was looked at.
pub(super) struct LookedAt {
    pub(super) name: String,
    /// Which codes were looked for.
    pub(super) levels: Levels,
    /// Whether some of it was not held against an endpoint.
    pub(super) is_unchecked: bool,
}

/// The findings that are known.
pub(super) struct Baseline {
    known: HashMap<Key, usize>,
    /// The folder that its files are named from.
    folder: PathBuf,
    is_as_typed: bool,
}

impl Baseline {
    /// Reads a baseline.
    pub(super) fn read(path: &Path, paths: &Paths) -> Result<Self, Failure> {
        let text = read_path(path)?;
        let wrong = |why: String| {
            let message = format!("`{}` is no baseline: {why}", path.display());
            Failure::with_help(message, "`v3q lint --write-baseline` makes one")
        };
        let document: Document = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let is_as_typed = match document.version {
            VERSION => false,
            AS_TYPED => true,
            other => return Err(wrong(format!("version {other} is not known"))),
        };
        let mut known = HashMap::new();
        for Entry { file, code, text, count } in document.findings {
            *known.entry((slashed(&without_dots(Path::new(&file))), code, text)).or_default() += count;
        }
        Ok(Self { known, folder: folder_of(path, paths), is_as_typed })
    }

    /// Takes what is known out of a report; the entries that nothing is found for any more. Nothing is known of files that
    /// were not looked at and are still there, and of codes that were not looked for.
    pub(super) fn take_out(mut self, report: &mut Report, paths: &Paths, looked_at: &[LookedAt]) -> Vec<Stale> {
        let mut folders = vec![self.folder.as_path()];
        if self.is_as_typed {
            folders.push(&paths.working);
        }
        let mut is_known: Vec<bool> = Vec::with_capacity(report.findings.len());
        for finding in &report.findings {
            let mut keys = folders.iter().map(|folder| key(report, finding, folder, paths));
            let left = keys.find(|key| self.known.get(key).is_some_and(|left| *left > 0));
            is_known.push(left.and_then(|key| self.known.get_mut(&key)).map(|left| *left -= 1).is_some());
        }
        let mut is_known = is_known.into_iter();
        report.findings.retain(|_| !is_known.next().unwrap_or_default());
        let mut by_name: HashMap<String, &LookedAt> = HashMap::new();
        for it in looked_at {
            by_name.extend(folders.iter().map(|folder| (file_of(&it.name, folder, paths), it)));
        }
        let is_gone = |file: &str| !is_no_file(file) && folders.iter().all(|it| is_missing(&it.join(file)));
        let mut stale: Vec<Stale> = self.known.into_iter().filter(|(_, count)| *count > 0).collect();
        stale.retain(|((file, code, _), _)| match by_name.get(file) {
            Some(it) => it.is_for(code),
            None => is_gone(file),
        });
        stale.sort();
        stale
    }
}

impl LookedAt {
    /// Whether all findings of a code were looked for.
    fn is_for(&self, code: &str) -> bool {
        self.levels.is_on(code) && (!self.is_unchecked || is_without_endpoint(code))
    }
}

/// Writes all findings of a report as a baseline; how many there are.
pub(super) fn write(path: &Path, report: &Report, paths: &Paths) -> Result<usize, Failure> {
    let folder = folder_of(path, paths);
    let mut counts: HashMap<Key, usize> = HashMap::new();
    for finding in &report.findings {
        *counts.entry(key(report, finding, &folder, paths)).or_default() += 1;
    }
    let mut findings: Vec<Entry> =
        counts.into_iter().map(|((file, code, text), count)| Entry { file, code, text, count }).collect();
    findings.sort_by(|a, b| (&a.file, &a.code, &a.text).cmp(&(&b.file, &b.code, &b.text)));
    let text =
        serde_json::to_string_pretty(&Document { version: VERSION, findings }).expect("text and numbers are JSON");
    output_file::write(path, &(text + "\n"))
        .map_err(|error| Failure::new(format!("`{}` can't be written: {error}", path.display())))?;
    Ok(report.findings.len())
}

fn folder_of(baseline: &Path, paths: &Paths) -> PathBuf {
    let whole = paths.whole(baseline);
    whole.parent().map_or_else(|| whole.clone(), Path::to_owned)
}

fn key(report: &Report, finding: &Finding, folder: &Path, paths: &Paths) -> Key {
    let identity = Identity::of(report, finding);
    let file = match finding.source.map(|id| report.source(id)) {
        Some(source) => file_of(&source.name, folder, paths),
        None => identity.file.to_owned(),
    };
    (file, identity.code.to_owned(), identity.text.chars().take(TEXT).collect())
}

/// A file as the baseline in `folder` names it.
fn file_of(name: &str, folder: &Path, paths: &Paths) -> String {
    if is_no_file(name) { name.to_owned() } else { paths.from(folder, Path::new(name)) }
}

/// Whether a name stands for standard input, or for what was given inline.
fn is_no_file(name: &str) -> bool {
    matches!(name, "" | "-" | "--filters" | "--sorters")
}

fn is_missing(path: &Path) -> bool {
    path.symlink_metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

/// How many characters of a query a note shows.
const SHOWN: usize = 80;

/// What is said of stale entries; empty where there are none.
pub(super) fn stale_note(path: &Path, stale: &[Stale]) -> String {
    let count: usize = stale.iter().map(|(_, count)| *count).sum();
    let (findings, are) = if count == 1 { ("finding", "is") } else { ("findings", "are") };
    let mut out = match count {
        0 => return String::new(),
        _ => format!(
            "note: {count} {findings} of {} {are} not there any more\n",
            visible_line(&path.display().to_string())
        ),
    };
    for ((file, code, text), count) in stale {
        let shown: String = text.chars().take(SHOWN).collect();
        let cut = if shown.len() < text.len() { "…" } else { "" };
        let times = if *count > 1 { format!(" ({count} times)") } else { String::new() };
        out.push_str(&format!("  {}: {code}: {}{cut}{times}\n", visible_line(file), visible_line(&shown)));
    }
    out
}
