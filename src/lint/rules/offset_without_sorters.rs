//! Flags pages of an order that nobody asked for.

use crate::diagnostic::Severity;
use crate::lint::rule::{Check, QueryFindings, Rule, info};
use crate::predicate::{Expression, expression_meant};
use crate::schema::Schema;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "offset-without-sorters",
        Severity::Warning,
        "`offset` without a sorter",
        "Pages are cut from an order. Where none is asked for, the order may change between two requests, so that records are missed or come twice. A sorter by `id`, where it is offered, makes pages stable.",
        ("offset=250", "offset=250&sorters=id"),
    ),
    is_on: true,
    check: Check::Query(check),
};

fn check(parameters: &[(&str, &str)], schema: &Schema, findings: &mut QueryFindings<'_>) {
    let sorts = |name: &str| expression_meant(name, schema) == Some(Expression::Sorter);
    // Nothing is missing where the endpoint has an order of its own.
    let has_none = schema.sorters.as_ref().is_some_and(|rules| rules.default.is_empty());
    if !has_none || parameters.iter().any(|(name, _)| sorts(name)) {
        return;
    }
    for (index, (name, value)) in parameters.iter().enumerate() {
        // The first page is the same with and without it.
        if *name == "offset" && schema.offset && !value.bytes().all(|byte| byte == b'0') {
            findings.add(index, value, "these pages have no order that stays", "add a sorter");
        }
    }
}
