//! Flags quoted dates on fields whose type is not known.

use crate::diagnostic::{Fix, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::schema::FieldType;
use crate::syntax::{Literal, NodeKind};
use crate::text::Edit;
use crate::vocab::{Instant, PrimitiveOp, Value};

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "quoted-date-without-schema",
        Severity::Warning,
        "a quoted date on a field whose type is not known",
        "Where no schema says that a field is a date-time, an operand in quotes is a string, and records are compared with it letter by letter: `2025-08-01T23:00:00Z` and `2025-08-02T01:00:00+02:00` are one instant, but two strings. Name the endpoint, or leave the quotes out. `select` says it where no endpoint is named.",
        ("stamp ge \"2025-08-01T23:00:00Z\"", "stamp ge 2025-08-01T23:00:00Z"),
    ),
    is_on: false,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for place in &cx.places {
        let (NodeKind::Clause(clause), Some(test)) = (place.kind, place.test) else { continue };
        let is_untyped = matches!(test.kind(), FieldType::Object | FieldType::Unknown);
        let is_part = matches!(test.op(), PrimitiveOp::Co | PrimitiveOp::Sw);
        if !is_untyped || is_part {
            continue;
        }
        let is_date = |(literal, value): (Literal<'_>, &Value)| {
            let is_instant = |text: &str| Instant::parse_date_time(text).is_ok() || Instant::parse_date(text).is_ok();
            matches!(value, Value::String(text) if literal.text().starts_with(['"', '\'']) && is_instant(text))
        };
        let Some((first, _)) = clause.literals().zip(test.values()).find(|it| is_date(*it)) else { continue };
        let message = format!("`{}` is compared as text: the type of `{}` is not known", first.string(), test.field());
        // Values of a list are of one type: all of them lose their quotes, or none.
        let are_dates = clause.literals().zip(test.values()).all(is_date);
        let edits = || clause.literals().map(|it| Edit::replace(it.span(), it.string().into_owned())).collect();
        let fix = are_dates.then(|| Fix::guess("leave the quotes out", edits()));
        findings.add(first.span(), message, "name the endpoint, or leave the quotes out", fix);
    }
}
