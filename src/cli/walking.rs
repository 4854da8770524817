//! From the paths of a command line to the files that are read.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::failure::Failure;
use super::settings::SettingsFiles;
use crate::saved::FORMATS;

/// Extensions that are too common to say what a file holds: a walk takes such files only where `include` names them.
const COMMON: [&str; 1] = ["txt"];

/// A file that is to be read.
#[derive(Debug)]
pub(super) struct Found {
    /// Where it is; `-` for standard input.
    pub(super) path: PathBuf,
    /// Whether the command line names it; otherwise it was found in a folder.
    pub(super) is_named: bool,
    /// The number of its settings.
    pub(super) settings: usize,
}

/// How folders are walked.
pub(super) struct Walk<'a> {
    /// Whether `.gitignore` and its like count.
    pub(super) ignore_files: bool,
    /// What a file on standard input is called.
    pub(super) stdin_name: Option<&'a Path>,
}

impl Walk<'_> {
    /// The files that `paths` lead to, each once: those that are named, and those in folders that hold a format of the
    /// table, in the order of their names.
    pub(super) fn files(&self, paths: &[PathBuf], settings: &mut SettingsFiles<'_>) -> Result<Vec<Found>, Failure> {
        let mut out = Vec::new();
        let mut seen = Seen::default();
        for path in paths {
            if path.is_dir() {
                self.walk(path, settings, &mut seen, &mut out)?;
                continue;
            }
            match seen.number(path, out.len()) {
                // Found before in a folder, it is named now.
                Some(number) => out.get_mut(number).into_iter().for_each(|it: &mut Found| it.is_named = true),
                None => {
                    let place = if path == Path::new("-") { self.stdin_name.unwrap_or(path) } else { path };
                    let settings = settings.of_file(place)?;
                    out.push(Found { path: path.clone(), is_named: true, settings });
                }
            }
        }
        Ok(out)
    }

    fn walk(
        &self,
        root: &Path,
        settings: &mut SettingsFiles<'_>,
        seen: &mut Seen,
        out: &mut Vec<Found>,
    ) -> Result<(), Failure> {
        let number = settings.of_folder(root)?;
        let excluded = settings.get(number).exclude.clone();
        let mut builder = WalkBuilder::new(root);
        builder
            .standard_filters(self.ignore_files)
            .hidden(true)
            .require_git(false)
            .sort_by_file_name(Ord::cmp)
            .filter_entry(move |entry| {
                entry.depth() == 0
                    || !excluded.matches(entry.path(), entry.file_type().is_some_and(|kind| kind.is_dir()))
            });
        for entry in builder.build() {
            let entry = entry.map_err(|error| Failure::new(format!("a folder can't be read: {error}")))?;
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            let path = entry.path().strip_prefix(".").unwrap_or(entry.path());
            let number = settings.of_file(path)?;
            let own = settings.get(number);
            let is_taken = has_format(path) || own.include.matches(path, false);
            if is_taken && !own.exclude.matches(path, false) && seen.number(path, out.len()).is_none() {
                out.push(Found { path: path.to_owned(), is_named: false, settings: number });
            }
        }
        Ok(())
    }
}

/// The files there are already, by what each really is, however it was typed.
#[derive(Default)]
struct Seen(HashMap<PathBuf, usize>);

impl Seen {
    /// The number of a file that is there; one that is not gets the `next`.
    fn number(&mut self, path: &Path, next: usize) -> Option<usize> {
        let whole = if path == Path::new("-") { None } else { std::fs::canonicalize(path).ok() };
        match self.0.entry(whole.unwrap_or_else(|| path.to_owned())) {
            Entry::Occupied(entry) => Some(*entry.get()),
            Entry::Vacant(entry) => {
                entry.insert(next);
                None
            }
        }
    }
}

/// Whether the name's extension tells that the file may hold queries.
fn has_format(path: &Path) -> bool {
    let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
    let is = |it: &&str| it.eq_ignore_ascii_case(extension);
    !COMMON.iter().any(is) && FORMATS.iter().any(|format| format.extensions.iter().any(is))
}
