//! Flags lists of one.

use crate::diagnostic::{Fix, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::lint::surroundings::replaced;
use crate::predicate::operators_on;
use crate::syntax::{LiteralKind, NodeKind};
use crate::text::Span;
use crate::vocab::PrimitiveOp;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "in-with-one-value",
        Severity::Style,
        "`in` with one value",
        "`in` with one value is `eq`, where the endpoint offers that.",
        ("name in (\"x\")", "name eq \"x\""),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    let not_takes_in_alone = cx.schema.filters.as_ref().is_some_and(|rules| rules.composites.one_not_before_in);
    for place in &cx.places {
        let NodeKind::Clause(clause) = place.kind else { continue };
        let (Some(literal), 1, PrimitiveOp::In) = (clause.literal(), clause.literals().len(), clause.op()) else {
            continue;
        };
        // A placeholder may become a whole list.
        let is_open = literal.kind() == LiteralKind::Placeholder || literal.has_holes();
        let offers_eq = operators_on(clause.field(), cx.schema).contains(PrimitiveOp::Eq);
        let is_negated = place.above.is_some_and(|at| matches!(cx.place(at).kind, NodeKind::Not(_)));
        if is_open || !offers_eq || (is_negated && not_takes_in_alone) {
            continue;
        }
        let tail = Span::new(clause.operator_span().start(), clause.span().end());
        let edit = replaced(cx.text(), tail, format!("eq {}", literal.text()));
        let fix = Fix::safe("write `eq`", vec![edit]);
        findings.add(clause.operator_span(), "the list has one value", "", Some(fix));
    }
}
