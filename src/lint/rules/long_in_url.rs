//! Flags expressions that make a URL long.

use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::text::encoded_length;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "long-in-url",
        Severity::Warning,
        "an expression that makes a URL long",
        "A URL of more than about 2 000 bytes is cut off or refused by some clients, proxies and logs on its way; the service itself takes some 8 000. What counts is the percent-encoded text.",
        ("", ""),
    ),
    is_on: true,
    check: Check::Filter(check),
};

/// What everything on the way is said to take, and what the service does not.
const LONG: std::ops::Range<usize> = 2_000..8_000;

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    // A byte takes three at most.
    if cx.text().len() * 3 < LONG.start {
        return;
    }
    let length = encoded_length(cx.text());
    if LONG.contains(&length) {
        let message = format!("in a URL this takes {length} bytes, which not every client and proxy passes on");
        findings.add(cx.filter.root().span(), message, "ask in several requests", None);
    }
}
