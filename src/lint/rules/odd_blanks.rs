//! Flags blanks where none belong, or more than one.

use crate::diagnostic::{Fix, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::syntax::NodeKind;
use crate::text::{BLANKS, Edit, Span};

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "odd-blanks",
        Severity::Style,
        "a blank too many",
        "One blank stands between two words, none inside parentheses, before a comma or at the ends. Filters that are written in several lines are left alone.",
        ("name  eq \"x\"", "name eq \"x\""),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    let text = cx.text();
    if !may_be_odd(text) {
        return;
    }
    let mut solid: Vec<Span> = Vec::new();
    for place in &cx.places {
        match place.kind {
            NodeKind::Clause(clause) => {
                solid.push(clause.field_span());
                solid.extend(clause.literals().map(|literal| literal.span()));
            }
            NodeKind::Placeholder => solid.push(place.node.span()),
            NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Error => {}
        }
    }
    // `pr f` and `f pr`: what a clause holds does not always come in the order of the text.
    solid.sort_unstable();
    solid.push(Span::at(text.len()));
    let mut at = 0;
    for word in solid {
        let gap = Span::new(at, word.start());
        for run in runs(gap.of(text)) {
            look_at(text, run.shifted(at), findings);
        }
        at = word.end();
        if findings.is_full() {
            break;
        }
    }
}

/// Whether any blank stands where none should, be it in a string. Nearly every filter is done with here.
fn may_be_odd(text: &str) -> bool {
    // The ends are no place for a blank either.
    let mut before = b'(';
    for byte in text.bytes() {
        let is_odd = match before {
            b'(' => is_blank(&byte),
            _ => is_blank(&before) && (matches!(byte, b')' | b',') || is_blank(&byte)),
        };
        if is_odd {
            return true;
        }
        before = byte;
    }
    is_blank(&before)
}

fn is_blank(byte: &u8) -> bool {
    BLANKS.contains(&char::from(*byte))
}

/// Runs of blanks.
fn runs(gap: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    gap.split_inclusive(|c: char| !BLANKS.contains(&c)).filter_map(move |piece| {
        let length = piece.bytes().take_while(is_blank).count();
        let run = Span::new(at, at + length);
        at += piece.len();
        (length > 0).then_some(run)
    })
}

fn look_at(text: &str, run: Span, findings: &mut Findings<'_>) {
    let before = text.get(..run.start()).and_then(|text| text.chars().next_back());
    let behind = text.get(run.end()..).and_then(|text| text.chars().next());
    let (message, title, new) = match (before, behind) {
        _ if run.of(text).contains(['\r', '\n']) => return,
        (None, _) => ("a blank stands at the beginning", "leave it out", ""),
        (_, None) => ("a blank stands at the end", "leave it out", ""),
        (Some('('), _) => ("a blank stands behind a parenthesis", "leave it out", ""),
        (_, Some(')')) => ("a blank stands before a parenthesis", "leave it out", ""),
        (_, Some(',')) => ("a blank stands before a comma", "leave it out", ""),
        _ if run.len() > 1 => ("there is more than one blank", "leave one", " "),
        _ => return,
    };
    findings.add(run, message, "", Some(Fix::safe(title, vec![Edit::replace(run, new)])));
}
