//! Flags alternatives of one field that a list says.

use crate::lint::rule::{Check, Findings, Rule, info};
use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Fix, Severity};
use crate::lint::context::Context;
use crate::lint::surroundings::replaced;
use crate::predicate::operators_on;
use crate::syntax::{Joiner, NodeKind};
use crate::text::Span;
use crate::vocab::PrimitiveOp;

pub(in crate::lint) static RULE: Rule = Rule {
    info: info(
        "or-of-eq",
        Severity::Style,
        "`or` of `eq` on one field",
        "`f eq 1 or f eq 2` is `f in (1,2)`, where the endpoint offers `in`.",
        ("name eq \"x\" or name eq \"y\"", "name in (\"x\",\"y\")"),
    ),
    is_on: true,
    check: Check::Filter(check),
};

fn check(cx: &Context<'_>, findings: &mut Findings<'_>) {
    let said_twice: HashSet<usize> = cx.facts().duplicates.iter().map(|pair| pair.at).collect();
    for (at, group) in cx.groups().filter(|(_, group)| group.joiner() == Joiner::Or) {
        // What is said twice goes first.
        if cx.operands(at).any(|operand| said_twice.contains(&operand)) {
            continue;
        }
        let mut fields: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut order: Vec<&str> = Vec::new();
        for operand in cx.operands(at) {
            if let Some(field) = compared(cx, operand) {
                let operands = fields.entry(field).or_default();
                if operands.is_empty() {
                    order.push(field);
                }
                operands.push(operand);
            }
        }
        for field in order {
            let operands = fields.remove(field).unwrap_or_default();
            if let (Some(first), Some(last)) = (operands.first(), operands.last())
                && first != last
                && operators_on(field, cx.schema).contains(PrimitiveOp::In)
            {
                let span = cx.place(*first).node.span().to(cx.place(*last).node.span());
                let span = if operands.len() == cx.operands(at).count() { group.span() } else { span };
                let message = format!("`in` says these {} values of `{field}` at once", operands.len());
                findings.add(span, message, "", listed(cx, field, &operands));
            }
        }
    }
}

/// The field that an operand compares by `eq` with a value that is known.
fn compared<'a>(cx: &Context<'a>, operand: usize) -> Option<&'a str> {
    let NodeKind::Clause(clause) = cx.place(operand).kind else { return None };
    let test = cx.place(operand).test?;
    (test.op() == PrimitiveOp::Eq && clause.field() == test.field().as_str()).then(|| clause.field())
}

/// All values in the place of the first one; the other clauses go.
fn listed(cx: &Context<'_>, field: &str, operands: &[usize]) -> Option<Fix> {
    let clauses = operands.iter().map(|at| cx.place(*at).node).filter_map(|node| match node.kind() {
        NodeKind::Clause(clause) => clause.literal().map(|literal| (node.span(), literal.text())),
        NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Placeholder | NodeKind::Error => None,
    });
    let (spans, values): (Vec<Span>, Vec<&str>) = clauses.unzip();
    let list = format!("{field} in ({})", values.join(","));
    let mut edits = vec![replaced(cx.text(), *spans.first()?, list)];
    for operand in operands.iter().skip(1) {
        edits.push(cx.without(*operand)?);
    }
    edits.sort_by_key(|edit| edit.span);
    let is_apart = edits.iter().zip(edits.iter().skip(1)).all(|(left, right)| left.span.end() <= right.span.start());
    is_apart.then(|| Fix::safe("write `in`", edits))
}
