//! Flags a `not` for which there is an operator.

use crate::diagnostic::{Fix, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::lint::surroundings::replaced;
use crate::predicate::operators_on;
use crate::syntax::NodeKind;
use crate::vocab::PrimitiveOp;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "negated-clause",
        Severity::Style,
        "`not` before a clause whose negation is an operator",
        "`not f eq v` is `f ne v`, to the last null, and `not pr f` is `f isnull`, where the endpoint offers them.",
        ("not name eq \"x\"", "name ne \"x\""),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for place in &cx.places {
        let NodeKind::Not(inner) = place.kind else { continue };
        let NodeKind::Clause(clause) = inner.kind() else { continue };
        let Some(op) = opposite(clause.op()) else { continue };
        let offered = operators_on(clause.field(), cx.schema).contains(op);
        // Two `not`s in a row mend each other better from the outside.
        let is_negated = place.above.is_some_and(|at| matches!(cx.place(at).kind, NodeKind::Not(_)));
        if !offered || is_negated || clause.field_is_placeholder() {
            continue;
        }
        let field = clause.field();
        let text = match (op, clause.literal()) {
            (PrimitiveOp::Pr, _) => format!("pr {field}"),
            (_, Some(literal)) => format!("{field} {op} {}", literal.text()),
            (_, None) => format!("{field} {op}"),
        };
        let message = format!("`{op}` says this without `not`");
        let fix = Fix::safe(format!("write `{op}`"), vec![replaced(cx.text(), place.node.span(), text)]);
        findings.add(place.node.span(), message, "", Some(fix));
    }
}

/// The operator that says exactly the opposite, null included. The opposite of `gt` is not `le`: null is neither.
fn opposite(op: PrimitiveOp) -> Option<PrimitiveOp> {
    match op {
        PrimitiveOp::Eq => Some(PrimitiveOp::Ne),
        PrimitiveOp::Ne => Some(PrimitiveOp::Eq),
        PrimitiveOp::Pr => Some(PrimitiveOp::IsNull),
        PrimitiveOp::IsNull => Some(PrimitiveOp::Pr),
        PrimitiveOp::Gt
        | PrimitiveOp::Ge
        | PrimitiveOp::Lt
        | PrimitiveOp::Le
        | PrimitiveOp::Co
        | PrimitiveOp::Sw
        | PrimitiveOp::In
        | PrimitiveOp::Ca => None,
    }
}
