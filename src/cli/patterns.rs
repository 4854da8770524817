//! Patterns of files, written as in `.gitignore` and read from the folder of the settings that hold them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::failure::Failure;

/// Patterns, and the folder they begin in.
#[derive(Debug, Clone)]
pub(super) struct Patterns {
    folder: PathBuf,
    patterns: Gitignore,
    /// The parts of the patterns that begin with a dot, each for itself.
    hidden: Gitignore,
}

impl Patterns {
    /// The patterns of the settings in `folder`, an absolute path.
    pub(super) fn new<'p>(folder: &Path, patterns: impl IntoIterator<Item = &'p str>) -> Result<Self, Failure> {
        let mut builder = GitignoreBuilder::new(folder);
        // Git takes `[` that is not closed for itself; here it is a slip of the pen.
        builder.allow_unclosed_class(false);
        let bad = |pattern: &str, error| Failure::new(format!("`{pattern}` is no pattern of files: {error}"));
        let mut hidden = GitignoreBuilder::new("");
        for pattern in patterns {
            builder.add_line(None, pattern).map_err(|error| bad(pattern, error))?;
            for part in pattern.split('/').filter(|it| it.starts_with('.') && !matches!(*it, "." | "..")) {
                hidden.add_line(None, part).map_err(|error| bad(pattern, error))?;
            }
        }
        let patterns = builder.build().map_err(|error| bad("", error))?;
        let hidden = hidden.build().map_err(|error| bad("", error))?;
        Ok(Self { folder: folder.to_owned(), patterns, hidden })
    }

    /// Whether one of them has a part for the name of a hidden file or folder, dot and all: `*` is none.
    pub(super) fn name_hidden(&self, name: &OsStr) -> bool {
        self.hidden.matched(Path::new(name), false).is_ignore()
    }

    /// Whether one of them matches the path or a folder it lies in.
    pub(super) fn matches(&self, path: &Path, is_folder: bool) -> bool {
        if self.patterns.is_empty() {
            return false;
        }
        let Some(absolute) = absolute(path) else { return false };
        let Ok(inner) = absolute.strip_prefix(&self.folder) else { return false };
        !inner.as_os_str().is_empty() && self.patterns.matched_path_or_any_parents(inner, is_folder).is_ignore()
    }
}

/// The path from the root on, its folder without links and dots; a file that is not there yet has one too.
pub(super) fn absolute(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?;
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::canonicalize(folder).ok().map(|folder| folder.join(name))
}
