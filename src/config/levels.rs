//! Which codes are reported, and how bad they are.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Severity};

/// Which codes are reported, and how bad they are; by default each as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    set: HashMap<String, Option<Severity>>,
}

impl Levels {
    /// Reports `code` with that severity; `None` for not at all.
    pub fn set(&mut self, code: &str, severity: Option<Severity>) {
        self.set.insert(code.to_owned(), severity);
    }

    /// What is said of a code: nothing, that it is not reported (`Some(None)`), or how bad it is.
    #[must_use]
    pub fn level(&self, code: &str) -> Option<Option<Severity>> {
        self.set.get(code).copied()
    }

    /// The finding as it is reported, where it is.
    ///
    /// ```
    /// use v3q::config::Levels;
    /// use v3q::{check::check_filter, schema::Schema, syntax::ReadOptions};
    /// let mut levels = Levels::default();
    /// levels.set("unquoted-string", None);
    /// let findings = check_filter("a eq Joe", &Schema::permissive(), &ReadOptions::default());
    /// assert!(findings.into_iter().filter_map(|it| levels.apply(it)).next().is_none());
    /// ```
    #[must_use]
    pub fn apply(&self, finding: Diagnostic) -> Option<Diagnostic> {
        match self.set.get(finding.code()) {
            None => Some(finding),
            Some(None) => None,
            Some(Some(severity)) => Some(Diagnostic { severity: *severity, ..finding }),
        }
    }
}
