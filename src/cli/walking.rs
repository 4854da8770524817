//! From the paths of a command line to the files that are read.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use ignore::WalkBuilder;

use super::failure::Failure;
use super::pipelines::{holds_pipeline, leads_to_pipelines};
use super::settings::{Settings, SettingsFiles};
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

/// What paths lead to.
#[derive(Default)]
pub(super) struct Walked {
    pub(super) files: Vec<Found>,
    /// Folders below those that are named that can't be read: these do not stop the others.
    pub(super) unreadable: Vec<Failure>,
    seen: Seen,
}

impl Walk<'_> {
    /// The files that `paths` lead to, each once: those that are named, and those in folders that hold a format of the
    /// table, in the order of their names.
    ///
    /// # Errors
    /// A folder that is named can't be read, or the settings of a file.
    pub(super) fn files(&self, paths: &[PathBuf], settings: &mut SettingsFiles<'_>) -> Result<Walked, Failure> {
        let mut out = Walked::default();
        for path in paths {
            if path.is_dir() {
                self.walk(path, settings, &mut out)?;
                continue;
            }
            match out.seen.number(path, out.files.len()) {
                // Found before in a folder, it is named now.
                Some(number) => out.files.get_mut(number).into_iter().for_each(|it| it.is_named = true),
                None => {
                    let place = if path == Path::new("-") { self.stdin_name.unwrap_or(path) } else { path };
                    let settings = settings.of_file(place)?;
                    out.files.push(Found { path: path.clone(), is_named: true, settings });
                }
            }
        }
        Ok(out)
    }

    fn walk(&self, root: &Path, settings: &mut SettingsFiles<'_>, out: &mut Walked) -> Result<(), Failure> {
        let number = settings.of_folder(root)?;
        let excluded = settings.get(number).exclude.clone();
        let mut found = Vec::new();
        let mut waiting = vec![root.to_owned()];
        while let Some(start) = waiting.pop() {
            // Which hidden folders are wanted is for the settings above them to say, which may be met on the way.
            let (sender, hidden) = channel();
            let excluded = excluded.clone();
            let mut builder = WalkBuilder::new(&start);
            builder
                .standard_filters(self.ignore_files)
                .hidden(false)
                .require_git(false)
                .sort_by_file_name(Ord::cmp)
                .filter_entry(move |entry| {
                    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                    if entry.depth() == 0 {
                        return true;
                    }
                    if excluded.matches(entry.path(), is_folder) {
                        return false;
                    }
                    let is_closed = is_folder && is_hidden(entry.file_name()) && !leads_to_pipelines(entry.path());
                    if is_closed && entry.file_name() != ".git" {
                        // The other end is held until the walk is over.
                        let _ = sender.send(entry.path().to_owned());
                    }
                    !is_closed
                });
            for entry in builder.build() {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) if error.depth() == Some(0) && start == root => return Err(unreadable(error)),
                    Err(error) => {
                        out.unreadable.push(unreadable(error));
                        continue;
                    }
                };
                if entry.file_type().is_some_and(|kind| kind.is_file()) {
                    let path = entry.path().strip_prefix(".").unwrap_or(entry.path());
                    let number = settings.of_file(path)?;
                    let inner = entry.path().strip_prefix(root).unwrap_or(path);
                    if is_taken(path, inner, settings.get(number)) {
                        found.push(Found { path: path.to_owned(), is_named: false, settings: number });
                    }
                }
            }
            for folder in hidden.try_iter() {
                let number = settings.of_file(&folder)?;
                if folder.file_name().is_some_and(|name| settings.get(number).include.name_hidden(name)) {
                    waiting.push(folder);
                }
            }
        }
        found.sort_by(|left, right| left.path.cmp(&right.path));
        for it in found {
            if out.seen.number(&it.path, out.files.len()).is_none() {
                out.files.push(it);
            }
        }
        Ok(())
    }
}

/// Whether a walk takes a file; `inner` is its path from the walk's root on. A hidden one, or one in a hidden folder, is
/// taken in places of pipelines, and where patterns name what hides it.
fn is_taken(path: &Path, inner: &Path, settings: &Settings) -> bool {
    if settings.exclude.matches(path, false) {
        return false;
    }
    let mut hiding = inner.iter().filter(|name| is_hidden(name)).peekable();
    let is_open = hiding.peek().is_none();
    (has_format(path) && (is_open || holds_pipeline(inner)))
        || (settings.include.matches(path, false) && hiding.all(|name| settings.include.name_hidden(name)))
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") && name != "." && name != ".."
}

/// A folder that can't be read, or a file that is gone again.
fn unreadable(error: ignore::Error) -> Failure {
    let path = path_of(&error).map(|it| format!("`{}`", it.strip_prefix(".").unwrap_or(it).display()));
    let text = error.to_string();
    // The reason within names no path; the error around it names it twice.
    let inner = error.into_io_error();
    let reason = inner.as_ref().and_then(|it| it.get_ref()?.source()).map_or(text, ToString::to_string);
    Failure::new(format!("{} can't be read: {reason}", path.as_deref().unwrap_or("a folder")))
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::Partial(_)
        | ignore::Error::Io(_)
        | ignore::Error::Glob { .. }
        | ignore::Error::UnrecognizedFileType(_)
        | ignore::Error::InvalidDefinition => None,
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
