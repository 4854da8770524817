//! Where records come from.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::compressed;
use crate::cli::failure::{Failure, all};

/// A file, or standard input.
#[derive(Debug)]
pub(super) struct Input {
    /// `None` for standard input.
    path: Option<PathBuf>,
    /// In bytes; 0 where that can't be told.
    pub(super) size: u64,
}

/// The inputs that are named: standard input where none is. All that can't be read are told at once.
pub(super) fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    if paths.is_empty() {
        return Ok(vec![Input { path: None, size: 0 }]);
    }
    all(paths.iter().map(|path| Input::new(path)))
}

impl Input {
    fn new(path: &Path) -> Result<Self, Failure> {
        if path.as_os_str() == "-" {
            return Ok(Self { path: None, size: 0 });
        }
        let mut input = Self { path: Some(path.to_owned()), size: 0 };
        let metadata = fs::metadata(path).map_err(|error| input.unreadable(&error))?;
        if metadata.is_dir() {
            return Err(Failure::with_help(format!("{} is a directory", input.name()), "name the files in it"));
        }
        input.size = metadata.len();
        Ok(input)
    }

    /// Whether it is standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.path.is_none()
    }

    /// As messages name it.
    pub(super) fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| "standard input".to_owned(), |path| format!("`{}`", path.display()))
    }

    /// Its bytes, decompressed; the bar is told of those that are read.
    pub(super) fn open(&self, bar: &ProgressBar) -> io::Result<Box<dyn Read + Send>> {
        match &self.path {
            None => compressed::plain(bar.wrap_read(io::stdin())),
            Some(path) => compressed::plain(bar.wrap_read(File::open(path)?)),
        }
    }

    /// The failure of an input that can't be read.
    pub(super) fn unreadable(&self, error: &io::Error) -> Failure {
        Failure::new(format!("{} can't be read: {error}", self.name()))
    }
}
