//! Changes that mend a finding.

use crate::text::Edit;

/// Whether a fix can be trusted blindly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Safety {
    /// The meaning stays, or what is meant is certain.
    Safe,
    /// A guess: it waits to be asked.
    Unsafe,
}

/// A change to the text that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an instruction: "write `eq`".
    pub title: String,
    /// Whether it may be applied without asking.
    pub safety: Safety,
    /// The replacements, none overlapping another, in the order of the text.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that keeps the meaning.
    #[must_use]
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safety: Safety::Safe, edits }
    }

    /// A fix that is a guess.
    #[must_use]
    pub fn guess(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safety: Safety::Unsafe, edits }
    }
}
