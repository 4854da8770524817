//! Flags an `and` beside an `or`, without parentheses.

use crate::diagnostic::{Fix, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::syntax::Joiner;
use crate::text::Edit;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "mixed-and-or",
        Severity::Warning,
        "`and` beside `or` without parentheses",
        "`and` binds tighter than `or`: `a eq 1 or b eq 2 and c eq 3` is `a eq 1 or (b eq 2 and c eq 3)`. Parentheses say so to whoever reads it, and show where something else was meant.",
        ("name eq \"x\" or size gt 3 and active eq true", "name eq \"x\" or (size gt 3 and active eq true)"),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, group) in cx.groups() {
        let is_mixed = group.joiner() == Joiner::And && cx.joiner_above(at) == Some(Joiner::Or);
        let span = group.span();
        if !is_mixed || cx.outer(at) != span {
            continue;
        }
        let edits = vec![Edit::insert(span.start(), "("), Edit::insert(span.end(), ")")];
        let fix = cx.is_shallow().then(|| Fix::safe("put it in parentheses", edits));
        findings.add(span, "this `and` binds tighter than the `or` beside it", "", fix);
        if findings.is_full() {
            break;
        }
    }
}
