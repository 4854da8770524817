//! What a command is given to read: expressions, files, standard input.

use std::io::Read as _;
use std::path::Path;

use super::failure::Failure;
use crate::diagnostic::Diagnostic;
use crate::text::{BLANKS, LineIndex};

/// An expression, and the text it stands in.
#[derive(Debug)]
pub(super) struct Expression {
    /// The file it was read from; `None` where it was given as it is.
    pub(super) file: Option<String>,
    /// The whole text: the file's, or the expression itself.
    pub(super) text: String,
    /// Where the expression begins in the text.
    start: usize,
    /// Where it ends.
    end: usize,
}

impl Expression {
    /// An expression as it is, or `@file` for the one in a file, `@-` for the one on standard input. In a file, a
    /// byte-order mark, and blanks and line breaks around the expression, do not belong to it.
    pub(super) fn read(argument: &str) -> Result<Self, Failure> {
        let Some(file) = argument.strip_prefix('@') else {
            return Ok(Self::inline(argument));
        };
        let text = read_path(Path::new(file))?;
        let inner = text.trim_start_matches('\u{feff}').trim_start_matches(BLANKS);
        let start = text.len() - inner.len();
        let end = start + inner.trim_end_matches(BLANKS).len();
        Ok(Self { file: Some(file.to_owned()), text, start, end })
    }

    /// An expression as it is.
    pub(super) fn inline(text: &str) -> Self {
        Self { file: None, text: text.to_owned(), start: 0, end: text.len() }
    }

    /// Its whole text, with `expression` in its place.
    pub(super) fn with(&self, expression: &str) -> String {
        let (before, after) = (self.text.get(..self.start), self.text.get(self.end..));
        [before.unwrap_or_default(), expression, after.unwrap_or_default()].concat()
    }

    /// The same place, with `expression` in it.
    pub(super) fn replaced(&self, expression: &str) -> Self {
        let end = self.start + expression.len();
        Self { file: self.file.clone(), text: self.with(expression), start: self.start, end }
    }

    /// The expression alone.
    pub(super) fn expression(&self) -> &str {
        self.text.get(self.start..self.end).expect("an expression is a part of its text")
    }

    /// Where it begins in its text.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// A finding about the expression as one about its text.
    pub(super) fn in_text(&self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.moved(|span| span.shifted(self.start), |text| text)
    }
}

/// The text of a file, or of standard input where the path is `-`.
pub(super) fn read_path(path: &Path) -> Result<String, Failure> {
    let is_stdin = path == Path::new("-");
    let name = if is_stdin { "standard input".to_owned() } else { format!("`{}`", path.display()) };
    if path.is_dir() {
        return Err(Failure::with_help(format!("{name} is a directory"), "name the files in it"));
    }
    let bytes = if is_stdin { read_stdin() } else { std::fs::read(path) };
    let bytes = bytes.map_err(|error| Failure::new(format!("{name} can't be read: {error}")))?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(Failure::new(format!("{name} has more than 4 GiB")));
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(&name, error.as_bytes()))
}

fn read_stdin() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The failure of a text that is not UTF-8, with the place where it stops being it.
fn not_utf8(name: &str, bytes: &[u8]) -> Failure {
    let chunk = bytes.utf8_chunks().next();
    let valid = chunk.as_ref().map_or("", |chunk| chunk.valid());
    let byte = bytes.get(valid.len()).copied().unwrap_or_default();
    let place = LineIndex::new(valid).position(valid, valid.len());
    let message = format!(
        "{name} is not UTF-8: line {}, column {}, byte {} is 0x{byte:02X}",
        place.line,
        place.column,
        valid.len(),
    );
    Failure::with_help(message, "save it as UTF-8")
}
