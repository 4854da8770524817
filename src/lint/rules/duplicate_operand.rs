//! Flags operands that are said twice.

use crate::diagnostic::{Fix, Safety, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "duplicate-operand",
        Severity::Warning,
        "the same condition once more",
        "Said twice it means what it means said once; often one of the two was meant to be about another field or value.",
        ("name eq \"x\" and name eq \"x\"", "name eq \"x\""),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for pair in &cx.facts().duplicates {
        if findings.is_full() {
            break;
        }
        let message = format!("this is said already: `{}`", cx.shown(pair.by));
        let safety = if cx.may_be_parted(pair.at) || cx.may_be_parted(pair.by) { Safety::Unsafe } else { Safety::Safe };
        let fix = cx.without(pair.at).map(|edit| Fix { safety, ..Fix::safe("leave it out", vec![edit]) });
        findings.add(cx.place(pair.at).node.span(), message, "", fix);
    }
}
