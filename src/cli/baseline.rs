//! A baseline: the findings of one day, so that only new ones are told.
//!
//! A finding is known again by its file, its code and the query it is about (or the line, where it is about none), not by
//! its line number: the file may change around it. Files are named from the folder of the baseline on.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::input::read_path;
use super::output_file;
use super::paths::{Paths, slashed, without_dots};
use crate::report::{Finding, Identity, Report};

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

    /// Takes what is known out of a report; how many entries nothing is found for any more.
    pub(super) fn take_out(mut self, report: &mut Report, paths: &Paths) -> usize {
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
        self.known.values().sum()
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
        Some(source) if source.is_file && source.name != "-" => paths.from(folder, Path::new(&source.name)),
        Some(_) | None => identity.file.to_owned(),
    };
    (file, identity.code.to_owned(), identity.text.chars().take(TEXT).collect())
}
