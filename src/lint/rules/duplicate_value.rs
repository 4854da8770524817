//! Flags values that are listed twice.

use crate::lint::rule::{Check, Findings, Rule, info};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diagnostic::{Fix, Severity};
use crate::lint::context::Context;
use crate::lint::set::Key;
use crate::predicate::Test;
use crate::syntax::{Literal, NodeKind};
use crate::text::{Edit, Span};

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "duplicate-value",
        Severity::Warning,
        "a value that is listed twice",
        "A list that holds a value twice means what it means with the value once. Where case does not count, `\"A\"` and `\"a\"` are one value.",
        ("name in (\"x\",\"y\",\"x\")", "name in (\"x\",\"y\")"),
    ),
    is_on: true,
    check: Check::Filter(check),
};

/// Whether any value of a list is there twice.
fn has_twice(test: &Test) -> bool {
    let key = |value| Key::of(value, test.case_sensitive());
    // Most clauses have one value, and many lists two.
    if let [] | [_] | [_, _] = test.values() {
        return matches!(test.values(), [first, second] if key(first) == key(second));
    }
    let mut keys: Vec<Key<'_>> = test.values().iter().map(key).collect();
    keys.sort_unstable();
    keys.iter().zip(keys.iter().skip(1)).any(|(key, next)| key == next)
}

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for place in &cx.places {
        let (NodeKind::Clause(clause), Some(test)) = (place.kind, place.test) else { continue };
        if !has_twice(test) {
            continue;
        }
        let mut seen: HashMap<Key<'_>, Literal<'_>> = HashMap::new();
        let mut before: Option<Literal<'_>> = None;
        for (literal, value) in clause.literals().zip(test.values()) {
            match seen.entry(Key::of(value, test.case_sensitive())) {
                Entry::Occupied(first) if !findings.is_full() => {
                    let message = format!("`{}` is listed already", first.get().text());
                    let from = before.map_or(literal.span(), |before| Span::at(before.span().end()));
                    let edit = Edit::delete(Span::new(from.end(), literal.span().end()));
                    findings.add(literal.span(), message, "", Some(Fix::safe("leave it out", vec![edit])));
                }
                Entry::Occupied(_) => return,
                Entry::Vacant(free) => {
                    free.insert(literal);
                }
            }
            before = Some(literal);
        }
    }
}
