//! Flags parentheses that change nothing and help nobody.

use crate::lint::rule::{Check, Findings, Rule, info};
use std::collections::HashSet;

use crate::diagnostic::{Fix, Severity};
use crate::lint::context::Context;
use crate::lint::surroundings::removed;
use crate::syntax::{Joiner, NodeKind};
use crate::text::Span;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "needless-parentheses",
        Severity::Style,
        "parentheses that are not needed",
        "Parentheses around one clause, around the whole filter, or twice around the same say nothing. Those around an `and` beside an `or`, and those behind `not`, help whoever reads them, and are never flagged.",
        ("name eq \"x\" and (size gt 3)", "name eq \"x\" and size gt 3"),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    if cx.filter.parentheses().is_empty() {
        return;
    }
    let mut needed: HashSet<usize> = cx.places.iter().enumerate().filter_map(|(at, _)| needed(cx, at)).collect();
    needed.extend(around_placeholders(cx));
    for parentheses in cx.filter.parentheses() {
        let span = parentheses.span;
        // A comma binds loosest: what it joins may need them once another comma becomes an `and`.
        if parentheses.joiner == Some(Joiner::Comma) || needed.contains(&span.start()) {
            continue;
        }
        let pair = [Span::new(span.start(), span.start() + 1), Span::new(span.end() - 1, span.end())];
        let edits = pair.map(|span| removed(cx.text(), span)).to_vec();
        findings.add(span, "these parentheses are not needed", "", Some(Fix::safe("leave them out", edits)));
        if findings.is_full() {
            break;
        }
    }
}

/// Where the innermost parentheses begin around each part that may hold an `or` once it is filled in.
fn around_placeholders(cx: &Context<'_>) -> Vec<usize> {
    let start = |at: usize| cx.may_hold_or(at).then(|| cx.place(at).node.span().start());
    let mut places: Vec<usize> = (0..cx.places.len()).filter_map(start).collect();
    if places.is_empty() {
        return places;
    }
    places.sort_unstable();
    let mut parentheses: Vec<Span> = cx.filter.parentheses().iter().map(|it| it.span).collect();
    parentheses.sort_unstable();
    let mut rest = parentheses.into_iter().peekable();
    let mut open: Vec<Span> = Vec::new();
    let innermost = places.into_iter().filter_map(|at| {
        while let Some(next) = rest.next_if(|it| it.start() < at) {
            open.push(next);
        }
        while open.pop_if(|it| it.end() <= at).is_some() {}
        open.last().map(|it| it.start())
    });
    innermost.collect()
}

/// Where the parentheses begin that a part needs, or is read better with: the innermost around it.
fn needed(cx: &Context<'_>, at: usize) -> Option<usize> {
    let place = cx.place(at);
    let above = place.above.map(|above| cx.place(above).kind);
    let keeps = match (place.kind, above) {
        (NodeKind::Placeholder, _) => true,
        // How far a `not` goes is as easily misread.
        (NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Clause(_), Some(NodeKind::Not(_))) => true,
        (NodeKind::Group(_), Some(_)) => true,
        (NodeKind::Group(_), None) | (NodeKind::Not(_) | NodeKind::Clause(_) | NodeKind::Error, _) => false,
    };
    let before = cx.text().get(..place.node.span().start())?.trim_end();
    (keeps && cx.outer(at) != place.node.span()).then(|| before.len().saturating_sub(1))
}
