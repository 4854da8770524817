//! Flags a negation that also holds where its field is null.

use crate::lint::rule::{Check, Findings, Rule, info};
use std::collections::HashSet;

use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::predicate::operators_on;
use crate::syntax::NodeKind;
use crate::text::Span;
use crate::vocab::PrimitiveOp;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "negation-of-nullable",
        Severity::Warning,
        "`ne` or `not` on a field that can be null",
        "`f ne v` is exactly the negation of `f eq v`, so that it also holds where `f` is null; and so does `not` before a comparison. Whoever comes from SQL expects otherwise. `pr f` beside it says that the field must be there.",
        ("name ne \"x\"", "name ne \"x\" and pr name"),
    ),
    is_on: false,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    let clauses = || cx.places.iter().filter_map(|place| Some((place, place.test?)));
    let asks_for_null = |op| matches!(op, PrimitiveOp::Pr | PrimitiveOp::IsNull);
    let settled: HashSet<&str> =
        clauses().filter(|(_, test)| asks_for_null(test.op())).map(|(_, test)| test.path().as_str()).collect();
    // For each part, whether it is negated, and what to point at: itself, with each `not` right before it.
    let mut negated: Vec<(bool, Span)> = Vec::new();
    for place in &cx.places {
        let above = place.above.and_then(|at| Some((&cx.place(at).kind, negated.get(at)?)));
        negated.push(match above {
            Some((NodeKind::Not(_), (is_negated, span))) => (!is_negated, *span),
            Some((_, (is_negated, _))) => (*is_negated, place.node.span()),
            None => (false, place.node.span()),
        });
    }
    for (place, (is_negated, span)) in cx.places.iter().zip(negated) {
        let Some(test) = place.test else { continue };
        let field = test.field().as_str();
        let offered = operators_on(field, cx.schema);
        let can_be_null = offered.contains(PrimitiveOp::Pr) || offered.contains(PrimitiveOp::IsNull);
        let is_open = asks_for_null(test.op()) || settled.contains(test.path().as_str());
        if is_negated != (test.op() == PrimitiveOp::Ne) && can_be_null && !is_open {
            findings.add(span, format!("this also holds where `{field}` is null"), "", None);
        }
    }
}
