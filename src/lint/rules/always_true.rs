//! Flags operands of `or` of which one always holds.

use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::vocab::CompositeOp;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "always-true",
        Severity::Warning,
        "clauses of which one holds for every record",
        "Joined by `or`, one of them holds whatever the record says, so that the filter lets everything pass. `a ne 1 or a ne 2` is the usual case: `and` was meant.",
        ("name ne \"x\" or name ne \"y\"", ""),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for conflict in &cx.facts().tautologies {
        let message = match conflict.with {
            Some(with) => format!("every record meets this or `{}`", cx.shown(with)),
            None => "every record meets this or a clause before it".to_owned(),
        };
        let help = if cx.may_mean(CompositeOp::And, *conflict) { "did you mean `and`?" } else { "" };
        findings.add(cx.place(conflict.at).node.span(), message, help, None);
    }
}
