//! Which parts of a file are comments to the linter, by the file's own syntax, and what a comment above speaks of.

use super::host_text::HostText;
#[cfg(feature = "saved-json")]
use super::json_comments;
#[cfg(feature = "saved-yaml")]
use super::yaml_comments;
use super::{SavedFormat, code, http_comments, markdown_comments, plain, shell_words};
use crate::text::Span;

/// The comments of a file, in the order of the text, and what they may be about as a whole.
///
/// ```
/// use v3q::saved::{comments, format_of};
/// use v3q::text::Span;
/// let shell = "echo '# v3q: ignore' # v3q: ignore";
/// let found = comments(shell, format_of("a.sh", "")).comments;
/// assert_eq!(found.iter().map(|it| it.span.of(shell)).collect::<Vec<_>>(), ["# v3q: ignore"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SavedComments {
    /// All of the file, and those of the texts in it that speak to the linter.
    pub comments: Vec<SavedComment>,
    /// Commands, values and blocks over several lines: a comment above the first line is about all of them.
    pub statements: Vec<Span>,
}

/// A comment of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedComment {
    /// From its marker to its end.
    pub span: Span,
    /// What stands behind its marker, up to the one that ends it.
    pub inner: Span,
    /// The part of the file that it can speak of; `None` where that is all of it.
    pub part: Option<Span>,
    /// Whether it speaks of what is below although it stands behind something: `filters: | # …`.
    pub is_heading: bool,
    /// How many bytes in front of it are marks of what its line stands in: `> ` and `- ` of Markdown.
    pub marks: usize,
    /// Whether it can be taken out.
    pub removal: Removal,
}

/// Whether a file stays what it is without a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// It does.
    Harmless,
    /// It may become another one.
    Doubtful,
    /// It does not.
    Harmful,
}

type Read = fn(&str) -> SavedComments;

/// The formats that are no programming language, each with its reader.
static READERS: &[(&str, Read)] = &[
    ("plain", plain::comments),
    ("shell", of_shell),
    ("http", http_comments::comments),
    ("markdown", markdown_comments::comments),
    #[cfg(feature = "saved-json")]
    ("json", json_comments::comments),
    #[cfg(feature = "saved-yaml")]
    ("yaml", yaml_comments::comments),
];

/// The comments of a file of that format.
#[must_use]
pub fn comments(text: &str, format: &SavedFormat) -> SavedComments {
    let mut found = match READERS.iter().find(|(name, _)| *name == format.name) {
        Some((_, read)) => read(text),
        None => code::comments(text, format.name).unwrap_or_default(),
    };
    found.comments.sort_by_key(|it| it.span);
    found
}

fn of_shell(text: &str) -> SavedComments {
    let script = shell_words::script(text);
    let comment = |span| SavedComment::to_line_end(span, 1).behind_joint(text, '\\');
    SavedComments { comments: script.comments.into_iter().map(comment).collect(), statements: script.statements }
}

impl SavedComment {
    /// A comment whose marker is so long and which ends with its line.
    pub(super) fn to_line_end(span: Span, marker: usize) -> Self {
        Self::between(span, marker, 0)
    }

    /// A comment between two markers that are so long.
    pub(super) fn between(span: Span, open: usize, close: usize) -> Self {
        let start = span.start() + open;
        let inner = Span::new(start, (span.end() - close).max(start));
        Self { span, inner, part: None, is_heading: false, marks: 0, removal: Removal::Harmless }
    }

    /// The same; behind what carries a line on it ends what would go on without it.
    pub(super) fn behind_joint(mut self, text: &str, joint: char) -> Self {
        let before = text.get(..self.span.start()).unwrap_or_default().trim_ascii_end();
        if before.ends_with(joint) {
            self.removal = Removal::Harmful;
        }
        self
    }
}

impl SavedComments {
    /// Adds what was found in a text that stands in the file; no comment in it speaks of more than that.
    pub(super) fn add_inner(&mut self, inner: Self, host: &HostText, file: &str) {
        let whole = host.span();
        let moved = |it: SavedComment| {
            // Where the file writes it in another way, it is not certain to be a comment.
            let span = host.outer(it.span);
            let is_same = span.of(file) == it.span.of(host.text());
            let inner = it.inner.shifted(span.start()).start() - it.span.start();
            is_same.then(|| SavedComment {
                span,
                inner: Span::new(inner, inner + it.inner.len()),
                part: Some(it.part.map_or(whole, |part| host.outer(part))),
                ..it
            })
        };
        self.comments.extend(inner.comments.into_iter().filter_map(moved));
        self.statements.extend(inner.statements.into_iter().map(|it| host.outer(it)));
    }
}
