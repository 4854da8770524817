//! What comes of a check.

use super::error::{ValidationError, ValidationErrorKind, ValidationErrors};
use crate::diagnostic::{Fix, Severity};
use crate::text::Span;

/// How many findings of one severity a check keeps.
pub(super) const MOST: usize = 100;

/// The outcome of a check, and everything that it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validation<T> {
    /// What was checked, in its meaning; `None` where an error, a part that could not be read or a placeholder without
    /// a value stands in the way.
    pub outcome: Option<T>,
    /// What is wrong or doubtful, in the order of the text; at most 100 errors and 100 warnings. What the reader has
    /// reported already is not among them.
    pub findings: Vec<ValidationError>,
}

/// Findings while they are gathered.
#[derive(Default)]
pub(super) struct Findings {
    list: Vec<ValidationError>,
    errors: usize,
    warnings: usize,
    /// Reasons for a refusal that are not reported: the reader did so, or a placeholder is no mistake.
    held: Vec<ValidationError>,
}

impl Findings {
    pub(super) fn add(&mut self, kind: ValidationErrorKind, span: Span) {
        self.add_fixed(kind, span, None);
    }

    pub(super) fn add_fixed(&mut self, kind: ValidationErrorKind, span: Span, fix: Option<Fix>) {
        let error = ValidationError { fix, ..ValidationError::new(kind, span) };
        let count = if error.severity() == Severity::Error { &mut self.errors } else { &mut self.warnings };
        *count += 1;
        if *count <= MOST {
            self.list.push(error);
        }
    }

    /// Refuses without a report.
    pub(super) fn hold(&mut self, kind: ValidationErrorKind, span: Span) {
        let again = kind == ValidationErrorKind::Unreadable && self.held.iter().any(|it| it.kind == kind);
        if self.held.len() < MOST && !again {
            self.held.push(ValidationError::new(kind, span));
        }
    }

    /// Whether another finding of that kind would be counted, but not kept: nothing costly need be done for it.
    pub(super) fn is_full(&self, severity: Severity) -> bool {
        let count = if severity == Severity::Error { self.errors } else { self.warnings };
        count >= MOST
    }

    pub(super) fn refuses(&self) -> bool {
        self.errors > 0 || !self.held.is_empty()
    }

    pub(super) fn list(mut self) -> Vec<ValidationError> {
        self.list.sort_by_key(|finding| finding.span);
        self.list
    }

    /// All reasons for a refusal, those that are not reported too.
    pub(super) fn reasons(self) -> ValidationErrors {
        let mut errors: Vec<_> = self.list.into_iter().filter(|it| it.severity() == Severity::Error).collect();
        errors.extend(self.held);
        errors.sort_by_key(|error| error.span);
        errors.truncate(MOST);
        ValidationErrors::new(errors)
    }
}

/// A check that is done: the outcome where nothing refuses it, and the findings.
pub(super) struct Checked<T> {
    pub(super) outcome: Option<T>,
    pub(super) findings: Findings,
}

impl<T> Checked<T> {
    /// Never lets an outcome pass that something refuses.
    pub(super) fn new(outcome: Option<T>, mut findings: Findings) -> Self {
        if outcome.is_none() && !findings.refuses() {
            findings.hold(ValidationErrorKind::Unreadable, Span::default());
        }
        Self { outcome: outcome.filter(|_| !findings.refuses()), findings }
    }

    pub(super) fn validation(self) -> Validation<T> {
        Validation { outcome: self.outcome, findings: self.findings.list() }
    }

    pub(super) fn result(self) -> Result<T, ValidationErrors> {
        match self.outcome {
            Some(outcome) => Ok(outcome),
            None => Err(self.findings.reasons()),
        }
    }
}
