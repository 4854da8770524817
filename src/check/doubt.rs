//! Where a clause could be read only by guessing, no other fix in it is safe: quoting the words of `in (New York)` would
//! settle what was in doubt.

use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::syntax::{Filter, SyntaxError};
use crate::text::{OffsetMap, Span};

/// Makes guesses of the fixes that lie in a clause with an error that has no safe fix.
pub(super) fn mark(found: &mut [Diagnostic], errors: &[SyntaxError], tree: &Filter, map: Option<&OffsetMap>) {
    let is_safe = |error: &SyntaxError| error.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    let doubts: Vec<Span> =
        errors.iter().filter(|it| it.severity() == Severity::Error && !is_safe(it)).map(|it| it.span).collect();
    if doubts.is_empty() {
        return;
    }
    let holds = |clause: Span, place: Span| clause.start() <= place.start() && place.end() <= clause.end();
    let clauses = tree.clauses().map(|clause| map.map_or(clause.span(), |map| map.outer(clause.span())));
    let doubtful: Vec<Span> = clauses.filter(|clause| doubts.iter().any(|doubt| holds(*clause, *doubt))).collect();
    for finding in found {
        if let Some(fix) = &mut finding.fix
            && doubtful.iter().any(|clause| holds(*clause, finding.span))
        {
            fix.safety = Safety::Unsafe;
        }
    }
}
