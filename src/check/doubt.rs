//! Where a clause could be read only by guessing, no other fix in it is safe: quoting the words of `in (New York)` would
//! settle what was in doubt. So it is with what belongs to no clause right behind one: `name eq "x" y and …`, and with a bare
//! word before a comma behind which no clause stands: `name eq Doe, John van`.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Safety};
use crate::syntax::{Filter, NodeKind, SyntaxError, SyntaxErrorKind as K};
use crate::text::{BLANKS, OffsetMap, Span};

/// Makes guesses of the fixes that lie in a clause with an error that has no safe fix, or right before one; `text` is what
/// was written.
pub(super) fn mark(
    found: &mut [Diagnostic],
    errors: &[SyntaxError],
    text: &str,
    tree: &Filter,
    map: Option<&OffsetMap>,
) {
    // What an encoded text says stays the same when it is decoded; what is in it has no fix before.
    if errors.iter().any(|it| it.kind == K::PercentEncoded) {
        return;
    }
    let doubts: Vec<Span> = errors.iter().filter(|it| it.is_doubt()).map(|it| it.span).collect();
    if doubts.is_empty() {
        return;
    }
    let strays: Vec<Span> = errors
        .iter()
        .filter(|it| it.is_doubt())
        .filter(|it| matches!(it.kind, K::UnexpectedText(_) | K::MissingConnective))
        .map(|it| it.span)
        .collect();
    let is_before = |clause: Span, stray: Span| {
        let between = text.get(clause.end()..stray.start());
        between.is_some_and(|it| it.trim_start_matches(BLANKS).is_empty())
    };
    let holds = |clause: Span, place: Span| clause.start() <= place.start() && place.end() <= clause.end();
    let outer = |span: Span| map.map_or(span, |map| map.outer(span));
    let clauses = tree.clauses().map(|clause| outer(clause.span()));
    let is_doubtful = |clause: &Span| {
        doubts.iter().any(|doubt| holds(*clause, *doubt)) || strays.iter().any(|stray| is_before(*clause, *stray))
    };
    let doubtful: Vec<Span> = clauses.filter(is_doubtful).chain(strays.iter().copied()).collect();
    let broken: BTreeSet<usize> =
        tree.walk().filter(|it| matches!(it.kind(), NodeKind::Error)).map(|it| outer(it.span()).start()).collect();
    let words = tree.clauses().filter_map(|clause| clause.literals().last()).filter(|it| !it.kind().is_quoted());
    let is_before_broken = |word: &Span| {
        let behind = text.get(word.end()..).unwrap_or_default().trim_start_matches(BLANKS);
        let next = behind.strip_prefix(',').map(|it| it.trim_start_matches(BLANKS));
        next.is_some_and(|it| broken.contains(&(text.len() - it.len())))
    };
    let words: BTreeSet<Span> = words.map(|it| outer(it.span())).filter(is_before_broken).collect();
    for finding in found {
        if let Some(fix) = &mut finding.fix
            && (words.contains(&finding.span) || doubtful.iter().any(|clause| holds(*clause, finding.span)))
        {
            fix.safety = Safety::Unsafe;
        }
    }
}
