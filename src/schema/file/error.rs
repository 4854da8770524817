//! What can be wrong with a schema file.

use crate::diagnostic::{CodeInfo, Diagnostic, Severity, list_of};
use crate::text::Span;

/// A mistake in a schema file, at its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {kind}")]
pub struct SchemaFileError {
    /// What is wrong.
    pub kind: SchemaFileErrorKind,
    /// Where it is, in bytes of the file.
    pub span: Span,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// What is wrong at one place of a schema file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaFileErrorKind {
    /// The text is not TOML.
    #[error("this is not TOML: {0}")]
    Toml(String),
    /// A key that this table does not have.
    #[error("unknown key `{key}` in {table}")]
    UnknownKey {
        /// The key.
        key: String,
        /// The table, as a noun with its article.
        table: &'static str,
        /// The key that may be meant.
        suggestion: Option<String>,
    },
    /// A field's name with a dot, written without quotes, so that TOML reads it as a table in a table.
    #[error("the name of the field is cut at its dot")]
    UnquotedDot {
        /// The first key below the name.
        below: String,
    },
    /// A word that is none of the words that may stand there: an operator, a type, a method.
    #[error("unknown {what} `{word}`")]
    UnknownWord {
        /// What was expected, as a noun.
        what: &'static str,
        /// The word.
        word: String,
        /// The word that may be meant.
        suggestion: Option<String>,
        /// The words there are, where they are few.
        known: Vec<&'static str>,
    },
    /// An operator, a field or a value that is listed twice.
    #[error("`{0}` is listed twice")]
    Repeated(String),
    /// A text that can't be the name of a field.
    #[error("`{0}` is not a field name")]
    BadFieldName(String),
    /// A value of another type than the key takes.
    #[error("`{key}` takes {expected}, not {found}")]
    WrongType {
        /// The key.
        key: String,
        /// What it takes.
        expected: &'static str,
        /// The TOML type it has.
        found: &'static str,
    },
    /// A number that does not fit.
    #[error("`{key}` is out of range")]
    OutOfRange {
        /// The key.
        key: String,
    },
    /// A table that lacks what it can't be without.
    #[error("{table} needs {needs}")]
    Missing {
        /// The table, as a noun with its article.
        table: &'static str,
        /// What it needs.
        needs: &'static str,
    },
}

impl SchemaFileErrorKind {
    /// What to write instead; empty where there is nothing to say.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::UnknownKey { suggestion: Some(word), .. } | Self::UnknownWord { suggestion: Some(word), .. } => {
                format!("did you mean `{word}`?")
            }
            Self::UnknownWord { known, .. } if !known.is_empty() => format!("known are {}", list_of(known)),
            Self::UnquotedDot { below } => format!("a name with a dot stands in quotes: `\"….{below}\"`"),
            Self::BadFieldName(_) => {
                "segments joined by dots; each begins with a letter or `_` and goes on with letters, digits, `_` or `-`"
                    .into()
            }
            Self::UnknownKey { .. }
            | Self::UnknownWord { .. }
            | Self::Toml(_)
            | Self::Repeated(_)
            | Self::WrongType { .. }
            | Self::OutOfRange { .. }
            | Self::Missing { .. } => String::new(),
        }
    }
}

pub(in crate::schema) static INFO: CodeInfo = CodeInfo {
    code: "schema-file",
    summary: "a schema file can't be read",
    explanation: "A schema file is TOML with one `[[endpoint]]` table an endpoint. Keys, operators and types that are \
                  not known are refused, so that a slip of the pen does not pass for a rule. `v3q schema json-schema` \
                  prints what a file may hold.",
    severity: Severity::Error,
    example: ("startDate = \"gt, eqq\"", "startDate = \"gt, eq\""),
};

impl From<SchemaFileError> for Diagnostic {
    fn from(error: SchemaFileError) -> Self {
        Self {
            info: &INFO,
            severity: INFO.severity,
            help: error.kind.help(),
            message: error.kind.to_string(),
            span: error.span,
            label: String::new(),
            fix: None,
        }
    }
}
