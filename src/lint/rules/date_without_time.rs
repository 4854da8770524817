//! Flags an instant that is compared with a whole day.

use crate::diagnostic::{Fix, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{Check, Findings, Rule, info};
use crate::lint::surroundings::replaced;
use crate::predicate::operators_on;
use crate::syntax::{Clause, NodeKind};
use crate::vocab::{CompositeOp, Instant, PrimitiveOp, Value};

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "date-without-time",
        Severity::Warning,
        "`eq`, `ne` or `in` with a date but no time",
        "A date counts as its first instant in UTC, so that `created eq 2025-08-01` asks for midnight sharp, and hardly anything was created then. A day is a range: `created ge 2025-08-01 and created lt 2025-08-02`.",
        ("created eq 2025-08-01", "created ge 2025-08-01 and created lt 2025-08-02"),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, place) in cx.places.iter().enumerate() {
        let (NodeKind::Clause(clause), Some(test)) = (place.kind, place.test) else { continue };
        let asks_for_equal = matches!(test.op(), PrimitiveOp::Eq | PrimitiveOp::Ne | PrimitiveOp::In);
        if !asks_for_equal || !test.values().iter().any(|value| matches!(value, Value::Instant(_))) {
            continue;
        }
        for (literal, value) in clause.literals().zip(test.values()) {
            let Value::Instant(instant) = value else { continue };
            let written = literal.string();
            if findings.is_full() || Instant::parse_date(&written) != Ok(*instant) || written.len() != 10 {
                continue;
            }
            let message = format!("`{written}` counts as midnight in UTC, not as the whole day");
            let help = "compare with `ge` and `lt`, or write the time";
            findings.add(literal.span(), message, help, whole_day(cx, at, clause, *instant));
        }
    }
}

/// The clause as a range from one midnight to the next.
fn whole_day(cx: &Context<'_>, at: usize, clause: Clause<'_>, start: Instant) -> Option<Fix> {
    let offered = operators_on(clause.field(), cx.schema);
    let may_compare = offered.contains(PrimitiveOp::Ge) && offered.contains(PrimitiveOp::Lt);
    if clause.op() != PrimitiveOp::Eq || !cx.may_join(CompositeOp::And) || !may_compare || !cx.is_shallow() {
        return None;
    }
    let next = Instant::from_unix(start.unix_seconds() + 24 * 60 * 60, 0).to_string();
    let next = next.strip_suffix("T00:00:00Z").filter(|date| date.len() == 10)?;
    let (field, literal) = (clause.field(), clause.literal()?);
    let quote = if literal.text().starts_with(['"', '\'']) { "\"" } else { "" };
    let range = format!("{field} ge {quote}{}{quote} and {field} lt {quote}{next}{quote}", literal.string());
    let range = if cx.place(at).above.is_some() { format!("({range})") } else { range };
    Some(Fix::guess("ask for the whole day", vec![replaced(cx.text(), clause.span(), range)]))
}
