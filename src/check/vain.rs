//! Fixes that lead nowhere: what they mend is still there when they are applied.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::text::{Edit, OffsetMap, Span};

/// A text and what is wrong with it.
#[derive(Clone, Copy)]
pub(super) struct State<'a> {
    pub(super) text: &'a str,
    pub(super) findings: &'a [Diagnostic],
}

/// The way from a text to the same text after its edits.
pub(super) fn way(edits: &[Edit]) -> OffsetMap {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| edit.span);
    ordered.dedup_by(|a, b| a == b && !a.span.is_empty());
    let mut map = OffsetMap::new(0);
    let (mut old, mut new) = (0, 0);
    for edit in ordered {
        let start = new + edit.span.start().saturating_sub(old);
        let written = Span::new(start, start + edit.text.len());
        map.escape(edit.span, written);
        (old, new) = (edit.span.end(), written.end());
    }
    map
}

/// Which of the `chosen` findings of `before` stand in `after` as if their fixes had not been applied: with the same
/// code and the same text at the same place, and none of their kind beside them has gone instead.
///
/// Of `((a eq 1` the outer parenthesis is not closed, neither before a `)` is put in nor after it; but the inner one is.
pub(super) fn in_vain(before: State<'_>, chosen: &[usize], way: &OffsetMap, after: State<'_>) -> Vec<usize> {
    let there: HashSet<(&str, Span)> = after.findings.iter().map(|it| (it.code(), it.span)).collect();
    let stands = |it: &Diagnostic| {
        let moved = way.outer(it.span);
        // What stands between two bytes may stand before or behind what was put in there.
        let behind = if it.span.is_empty() { Span::at(way.outer(next_to(it.span)).start()) } else { moved };
        let is_there = |place| there.contains(&(it.code(), place)) && place.of(after.text) == it.span.of(before.text);
        is_there(moved) || is_there(behind)
    };
    let mut standing: HashMap<&str, BTreeMap<usize, usize>> = HashMap::new();
    for number in chosen {
        if let Some(it) = before.findings.get(*number).filter(|it| stands(it)) {
            standing.entry(it.code()).or_default().insert(it.span.start(), *number);
        }
    }
    if standing.is_empty() {
        return Vec::new();
    }
    let starts: HashSet<(&str, usize)> = after.findings.iter().map(|it| (it.code(), it.span.start())).collect();
    let chosen: HashSet<usize> = chosen.iter().copied().collect();
    for (number, it) in before.findings.iter().enumerate() {
        let Some(same) = standing.get_mut(it.code()) else { continue };
        if !chosen.contains(&number) && !starts.contains(&(it.code(), way.outer(it.span).start())) {
            // It has gone because of the fix next to it.
            let at = it.span.start();
            let (left, right) = (same.range(..=at).next_back(), same.range(at..).next());
            let nearest = left.into_iter().chain(right).map(|(start, _)| *start).min_by_key(|start| start.abs_diff(at));
            nearest.map(|start| same.remove(&start));
        }
    }
    let vain: BTreeSet<usize> = standing.into_values().flat_map(BTreeMap::into_values).collect();
    vain.into_iter().collect()
}

/// The byte behind a place.
fn next_to(place: Span) -> Span {
    Span::new(place.end(), place.end() + 1)
}
