//! Flags counting again on later pages.

use crate::diagnostic::Severity;
use crate::lint::rule::{Check, QueryFindings, Rule, info};
use crate::schema::Schema;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "count-on-every-page",
        Severity::Warning,
        "`count=true` on a later page",
        "Counting all matches costs the service as much as finding them, and the first page has told the number. `count=true` belongs on the request without `offset`.",
        ("count=true&offset=250&sorters=id", "offset=250&sorters=id"),
    ),
    is_on: false,
    check: Check::Query(check),
};

fn check(parameters: &[(&str, &str)], schema: &Schema, findings: &mut QueryFindings<'_>) {
    let is_later = |(name, value): &(&str, &str)| *name == "offset" && !value.bytes().all(|byte| byte == b'0');
    if !schema.count || !parameters.iter().any(is_later) {
        return;
    }
    for (index, (name, value)) in parameters.iter().enumerate() {
        if *name == "count" && *value == "true" {
            findings.add(index, value, "the matches are counted again", "count them on the first page");
        }
    }
}
