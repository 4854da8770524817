//! A document as the editor has it.

use std::sync::OnceLock;

use gen_lsp_types::{Range, TextEdit, Uri};

use super::lines::{Encoding, Lines};
use crate::saved::{self, FORMATS, SavedFormat};
use crate::syntax::ReadOptions;
use crate::text::{Edit, Span};

/// One version of a document.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) text: String,
    /// What the editor calls its language.
    pub(super) language: String,
    /// What it is read as.
    pub(super) format: &'static SavedFormat,
    encoding: Encoding,
    lines: OnceLock<Lines>,
}

impl Document {
    /// `None` where no format reads it, or it is too large for any.
    pub(super) fn new(uri: Uri, version: i32, text: String, language: String, encoding: Encoding) -> Option<Self> {
        u32::try_from(text.len()).ok()?;
        let format = format_of(&uri.0, &language, &text)?;
        Some(Self { uri, version, text, language, format, encoding, lines: OnceLock::new() })
    }

    /// How its queries are read.
    pub(super) fn options(&self) -> ReadOptions {
        ReadOptions { placeholders: (self.format.placeholders)(), ..ReadOptions::default() }
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.lines().range(&self.text, span)
    }

    pub(super) fn span(&self, range: Range) -> Span {
        self.lines().span(&self.text, range)
    }

    pub(super) fn edit(&self, edit: &Edit) -> TextEdit {
        TextEdit { range: self.range(edit.span), new_text: edit.text.clone() }
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text, self.encoding))
    }
}

/// The extension of a language's files, where the name of a document says nothing. Plain text is not among them: it
/// may be anything, and each of its lines would be a filter.
const LANGUAGES: [(&str, &str); 16] = [
    ("csharp", "cs"),
    ("go", "go"),
    ("http", "http"),
    ("java", "java"),
    ("javascript", "js"),
    ("json", "json"),
    ("jsonc", "json"),
    ("markdown", "md"),
    ("powershell", "ps1"),
    ("python", "py"),
    ("ruby", "rb"),
    ("shellscript", "sh"),
    ("terraform", "tf"),
    ("typescript", "ts"),
    ("v3q", "v3q"),
    ("yaml", "yaml"),
];

/// What a document is read as: by its extension, and where no format has that, by its language. The extension of plain
/// text says nothing, as the language does not.
fn format_of(uri: &str, language: &str, text: &str) -> Option<&'static SavedFormat> {
    let path = uri.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let of_language = LANGUAGES.iter().find(|(id, _)| *id == language).map(|(_, extension)| *extension);
    let extension = extension.filter(|it| !it.eq_ignore_ascii_case("txt"));
    let known =
        |extension: &&str| FORMATS.iter().any(|it| it.extensions.iter().any(|one| one.eq_ignore_ascii_case(extension)));
    let extension = extension.filter(known).or(of_language.filter(known))?;
    Some(saved::format_of(&format!("document.{extension}"), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(uri: &str, language: &str) -> Option<&'static str> {
        format_of(uri, language, "").map(|it| it.name)
    }

    #[test]
    fn the_extension_decides_and_then_the_language() {
        assert_eq!(name("file:///a/queries.v3q", "plaintext"), Some("plain"));
        assert_eq!(name("file:///a/queries.txt", "v3q"), Some("plain"));
        assert_eq!(name("file:///a/readme.txt", "plaintext"), None);
        assert_eq!(name("file:///a/c.JSON?x=1", "plaintext"), Some("json"));
        assert_eq!(name("untitled:Untitled-1", "v3q"), Some("plain"));
        assert_eq!(name("untitled:Untitled-1", "json"), Some("json"));
        assert_eq!(name("file:///a/LICENSE", "plaintext"), None);
        assert_eq!(name("file:///a.txt/main.rs", "rust"), None);
    }
}
