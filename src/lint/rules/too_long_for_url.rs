//! Flags expressions that no URL can carry.

use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::text::encoded_length;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "too-long-for-url",
        Severity::Error,
        "an expression that is too long for a URL",
        "A URL of more than about 8 KB is answered with 414. What counts is the percent-encoded text, in which a blank and a quote have three bytes each. Ask in several requests, with fewer values in each.",
        ("", ""),
    ),
    is_on: true,
    check: Check::Filter(check),
};

/// Servers give up at about this many bytes.
const MOST: usize = 8_000;

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    // A byte takes three at most.
    if cx.text().len() * 3 < MOST {
        return;
    }
    let length = encoded_length(cx.text());
    if length >= MOST {
        let message = format!("in a URL this takes {length} bytes, where servers give up at {MOST}");
        findings.add(cx.filter.root().span(), message, "ask in several requests", None);
    }
}
