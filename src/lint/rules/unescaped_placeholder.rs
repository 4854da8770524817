//! Flags placeholders in strings, where values are put into the text as they are.

use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::syntax::{Filter, NodeKind, Placeholder, PlaceholderPlace, PlaceholderStyle};
use crate::text::Span;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "unescaped-placeholder",
        Severity::Warning,
        "a placeholder in a string whose value is not escaped",
        "Where a program makes the text by putting values in, a `\"` in a value ends the string, and what follows it becomes a part of the filter. Escape `\"` and `\\` in the value, or let a library build the filter. Nothing is said of templates whose values are bound safely. A function whose name has `escape`, `quote` or, at the beginning of a word, `esc`, a replacement of quotes, and the text of JSON without the quotes around it, are trusted. Numbers, dates and what prints them have no quotes.",
        ("name eq \"${name}\"", ""),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    if !cx.splices {
        return;
    }
    // `escape(name)` and `quoteForFilter(name)` say what they do; a count has no quotes.
    let is_safe = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.contains("escape") || text.contains("quote") || text == "%d"
    };
    let quoted = quoted(cx.filter);
    // The quote that ends the string around it.
    let quote = |span: Span| {
        let first = quoted.partition_point(|it| it.end() <= span.start());
        let string = quoted.get(first).filter(|it| it.start() <= span.start());
        string.and_then(|it| it.of(cx.filter.text()).chars().next())
    };
    // What a program puts in is never written as `{name}` here: those are the braces of the text itself.
    let is_put_in = |it: &Placeholder<'_>| it.style() != PlaceholderStyle::Braces && !is_safe(it.text());
    let in_strings = cx.filter.placeholders().filter(|it| it.place() == PlaceholderPlace::InString && is_put_in(it));
    for (hole, quote) in in_strings.filter_map(|it| quote(it.span()).map(|quote| (it, quote))) {
        let message = format!("a `{quote}` in the value of `{}` ends the string", hole.text());
        findings.add(hole.span(), message, format!("escape `{quote}` and `\\` in the value"), None);
    }
}

/// The strings of a filter that stand in quotes: in a bare word a quote ends nothing.
fn quoted(filter: &Filter) -> Vec<Span> {
    let clauses = filter.walk().filter_map(|node| match node.kind() {
        NodeKind::Clause(clause) => Some(clause),
        NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Placeholder | NodeKind::Error => None,
    });
    let mut spans: Vec<Span> = clauses.flat_map(|it| it.literals().map(|it| it.span()).collect::<Vec<_>>()).collect();
    spans.retain(|it| it.of(filter.text()).starts_with(['"', '\'']));
    spans.sort();
    spans
}
