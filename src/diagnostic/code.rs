//! Codes of findings and how bad they are.

use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It reads well and means the same; only the writing is off.
    Style,
    /// The service takes it, but it is doubtful that it says what was meant.
    Warning,
    /// The service would refuse it, or it can't be read.
    Error,
}

impl Severity {
    /// All three, from the mildest.
    pub const ALL: [Self; 3] = [Self::Style, Self::Warning, Self::Error];

    /// Its word: `style`, `warning`, `error`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Style => "style",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What is known of a kind of finding, wherever it occurs.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeInfo {
    /// The stable name, kebab-case; never reused once published.
    pub code: &'static str,
    /// What it flags, in one line.
    pub summary: &'static str,
    /// Why, and what to do; one paragraph.
    pub explanation: &'static str,
    /// How bad it is unless something else is said.
    pub severity: Severity,
    /// A query that raises it, and what to write instead (empty where nothing can be written instead).
    pub example: (&'static str, &'static str),
}
