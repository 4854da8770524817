//! The findings of one text: at most 100, and never a mild one in the place of an error.

use super::error::SyntaxError;
use crate::diagnostic::Severity;
use crate::text::Span;

/// No more findings than this are kept for one text.
pub(super) const MOST_FINDINGS: usize = 100;

/// Findings as they come. Where there are too many, the mildest give way, the last of them first.
#[derive(Debug, Default)]
pub(super) struct Findings {
    kept: Vec<SyntaxError>,
    /// An error came, kept or not: the tree must not be evaluated.
    pub(super) has_errors: bool,
}

impl Findings {
    pub(super) fn add(&mut self, finding: SyntaxError) {
        let severity = finding.severity();
        self.has_errors |= severity == Severity::Error;
        if self.kept.len() >= MOST_FINDINGS {
            let mildest = self.kept.iter().map(SyntaxError::severity).min().unwrap_or(Severity::Error);
            let last = self.kept.iter().rposition(|it| it.severity() == mildest);
            let Some(last) = last.filter(|_| mildest < severity) else { return };
            self.kept.remove(last);
        }
        self.kept.push(finding);
    }

    /// Whether nothing that comes is kept any more.
    pub(super) fn is_full(&self) -> bool {
        self.kept.len() >= MOST_FINDINGS && self.kept.iter().all(|it| it.severity() == Severity::Error)
    }

    /// Whether an error without a safe fix lies there, or might have and was not kept.
    pub(super) fn has_doubt_in(&self, span: Span) -> bool {
        let is_inside = |it: &SyntaxError| span.start() <= it.span.start() && it.span.start() <= span.end();
        self.kept.len() >= MOST_FINDINGS || self.kept.iter().any(|it| is_inside(it) && it.is_doubt())
    }

    /// The finding that came last.
    pub(super) fn last(&self) -> Option<&SyntaxError> {
        self.kept.last()
    }

    /// Room for one more, whatever it takes the place of.
    pub(super) fn make_room(&mut self) {
        self.kept.truncate(MOST_FINDINGS - 1);
    }

    /// In the order in which they came.
    pub(super) fn into_vec(self) -> Vec<SyntaxError> {
        self.kept
    }
}

impl FromIterator<SyntaxError> for Findings {
    fn from_iter<I: IntoIterator<Item = SyntaxError>>(findings: I) -> Self {
        let mut all = Self::default();
        findings.into_iter().for_each(|finding| all.add(finding));
        all
    }
}
