//! Flags operands that say nothing beside another one.

use crate::diagnostic::{Fix, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "implied-operand",
        Severity::Warning,
        "a condition that says nothing beside another one",
        "Of `size gt 3 and size gt 5` the second decides alone; of `size gt 3 or size gt 5` the first. Often one of the two was meant to be another operator, field or value.",
        ("size gt 3 and size gt 5", "size gt 5"),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for pair in &cx.facts().implied {
        if findings.is_full() {
            break;
        }
        let message = format!("beside `{}` this says nothing", cx.shown(pair.by));
        let fix = cx.without(pair.at).map(|edit| Fix::guess("leave it out", vec![edit]));
        findings.add(cx.place(pair.at).node.span(), message, "", fix);
    }
}
