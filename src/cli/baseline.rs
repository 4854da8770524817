//! A baseline: the findings of one day, so that only new ones are told.
//!
//! A finding is known again by its file, its code and the query it is about (or the line, where it is about none), not by
//! its line number: the file may change around it.

use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::input::read_path;
use super::output_file;
use crate::report::{Identity, Report};

/// The version of the form.
const VERSION: u32 = 1;

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
}

impl Baseline {
    /// Reads a baseline.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let text = read_path(path)?;
        let wrong = |why: String| {
            let message = format!("`{}` is no baseline: {why}", path.display());
            Failure::with_help(message, "`v3q lint --write-baseline` makes one")
        };
        let document: Document = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if document.version != VERSION {
            return Err(wrong(format!("version {} is not known", document.version)));
        }
        let mut known = HashMap::new();
        for Entry { file, code, text, count } in document.findings {
            *known.entry((file, code, text)).or_default() += count;
        }
        Ok(Self { known })
    }

    /// Takes what is known out of a report; how many entries nothing is found for any more.
    pub(super) fn take_out(mut self, report: &mut Report) -> usize {
        let keys: Vec<Key> = report.findings.iter().map(|it| key(&Identity::of(report, it))).collect();
        let mut keys = keys.into_iter();
        report.findings.retain(|_| {
            let left = keys.next().and_then(|key| self.known.get_mut(&key)).filter(|left| **left > 0);
            match left {
                Some(left) => {
                    *left -= 1;
                    false
                }
                None => true,
            }
        });
        self.known.values().sum()
    }
}

/// Writes all findings of a report as a baseline; how many there are.
pub(super) fn write(path: &Path, report: &Report) -> Result<usize, Failure> {
    let mut counts: HashMap<Key, usize> = HashMap::new();
    for finding in &report.findings {
        *counts.entry(key(&Identity::of(report, finding))).or_default() += 1;
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

fn key(identity: &Identity<'_>) -> Key {
    (identity.file.to_string(), identity.code.to_owned(), identity.text.chars().take(TEXT).collect())
}
