//! Flags placeholders in strings, where values are put into the text as they are.

use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::syntax::PlaceholderPlace;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "unescaped-placeholder",
        Severity::Warning,
        "a placeholder in a string whose value is not escaped",
        "Where a program makes the text by putting values in, a `\"` in a value ends the string, and what follows it becomes a part of the filter. Escape `\"` and `\\` in the value, or let a library build the filter. Nothing is said of templates whose values are bound safely.",
        ("name eq \"${name}\"", ""),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings) {
    if !cx.splices {
        return;
    }
    // `escape(name)` and `quoteForFilter(name)` say what they do; a count has no quotes.
    let is_safe = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.contains("escape") || text.contains("quote") || text == "%d"
    };
    let in_strings = cx.filter.placeholders().filter(|it| it.place() == PlaceholderPlace::InString);
    for hole in in_strings.filter(|it| !is_safe(it.text())) {
        let message = format!("a `\"` in the value of `{}` ends the string", hole.text());
        findings.add(hole.span(), message, "escape `\"` and `\\` in the value", None);
    }
}
