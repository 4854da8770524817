//! Flags operands of `and` that exclude each other.

use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::vocab::CompositeOp;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "contradiction",
        Severity::Warning,
        "clauses that no record meets together",
        "Joined by `and`, all of them have to hold for one record, which can't be: the answer is always empty. Where a field may have several values, `a eq 1 and a eq 2` is no contradiction; it counts as one where the schema says that there is one value at most.",
        ("name isnull and name eq \"x\"", ""),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for conflict in &cx.facts().contradictions {
        let message = match conflict.with {
            Some(with) => format!("no record can meet this and `{}`", cx.shown(with)),
            None => "no record can meet this and the clauses before it".to_owned(),
        };
        let help = if cx.may_mean(CompositeOp::Or, *conflict) { "did you mean `or`?" } else { "" };
        findings.add(cx.place(conflict.at).node.span(), message, help, None);
    }
}
