//! How filters may be joined on an endpoint.

use super::error::ValidationErrorKind as K;
use super::findings::Findings;
use crate::schema::{CompositeRules, FilterRules};
use crate::syntax::{Filter, Group, Joiner, Node, NodeKind};
use crate::text::Span;
use crate::vocab::{CompositeOp, PrimitiveOp};

/// Reports composite operators that the endpoint does not offer, and those that go beyond its own restrictions.
pub(super) fn check(filter: &Filter, rules: &FilterRules, findings: &mut Findings) {
    if rules.composites == CompositeRules::default() {
        // The usual case: nothing is said of them.
        return;
    }
    let mut connectives = Connectives::default();
    let mut negations = 0;
    for node in filter.walk() {
        match node.kind() {
            NodeKind::Group(group) => {
                // A comma is an `and` that was written otherwise; the reader speaks of the comma.
                let op = match group.joiner() {
                    Joiner::And | Joiner::Comma => CompositeOp::And,
                    Joiner::Or => CompositeOp::Or,
                };
                if !offered(rules, op, first_connective(filter, group), findings) {
                    continue;
                }
                if rules.composites.one_between_two_fields {
                    connectives.add(filter, group);
                }
            }
            NodeKind::Not(operand) => {
                let span = Span::new(node.span().start(), operand.span().start());
                let span = trimmed(filter, span);
                if offered(rules, CompositeOp::Not, span, findings) && rules.composites.one_not_before_in {
                    one_not_before_in(operand, span, &mut negations, findings);
                }
            }
            NodeKind::Clause(_) | NodeKind::Placeholder | NodeKind::Error => {}
        }
    }
    connectives.check(findings);
}

fn offered(rules: &FilterRules, op: CompositeOp, span: Span, findings: &mut Findings) -> bool {
    let passes = rules.composites.offers(op);
    if !passes {
        let allowed = rules.composites.allowed.unwrap_or_default();
        findings.add(K::CompositeNotOffered { op, allowed }, span);
    }
    passes
}

/// The connectives of a filter whose endpoint takes one of them, between two different fields.
#[derive(Default)]
struct Connectives<'f> {
    places: Vec<Span>,
    last: Option<Group<'f>>,
}

impl<'f> Connectives<'f> {
    fn add(&mut self, filter: &Filter, group: Group<'f>) {
        let operands = group.operands().zip(group.operands().skip(1));
        self.places.extend(operands.map(|(left, right)| between(filter, left, right)));
        self.last = Some(group);
    }

    fn check(mut self, findings: &mut Findings) {
        // Groups come from the whole to the parts; people count from left to right.
        self.places.sort_unstable();
        if let Some(second) = self.places.get(1) {
            return findings.add(K::SecondConnective, *second);
        }
        let Some(group) = self.last else { return };
        let mut fields = group.operands().map(only_field);
        if let (Some(Some(left)), Some(Some(right))) = (fields.next(), fields.next())
            && left == right
        {
            findings.add(K::SameFieldTwice(left.to_owned()), group.span());
        }
    }
}

fn one_not_before_in(operand: Node<'_>, span: Span, negations: &mut usize, findings: &mut Findings) {
    *negations += 1;
    if *negations > 1 {
        if *negations == 2 {
            findings.add(K::NotRestricted { second: true }, span);
        }
        return;
    }
    let passes = match operand.kind() {
        NodeKind::Clause(clause) => clause.op() == PrimitiveOp::In,
        // What stands for a placeholder may be such a clause, and what could not be read has its own error.
        NodeKind::Placeholder | NodeKind::Error => true,
        NodeKind::Group(_) | NodeKind::Not(_) => false,
    };
    if !passes {
        findings.add(K::NotRestricted { second: false }, span);
    }
}

/// The field of a clause, also behind `not`s; `None` for anything larger, or a placeholder.
fn only_field(mut node: Node<'_>) -> Option<&str> {
    loop {
        match node.kind() {
            NodeKind::Clause(clause) => return (!clause.field_is_placeholder()).then(|| clause.field()),
            NodeKind::Not(operand) => node = operand,
            NodeKind::Group(_) | NodeKind::Placeholder | NodeKind::Error => return None,
        }
    }
}

/// Where the first connective of a group stands.
fn first_connective(filter: &Filter, group: Group<'_>) -> Span {
    let mut operands = group.operands();
    match (operands.next(), operands.next()) {
        (Some(left), Some(right)) => between(filter, left, right),
        _ => group.span(),
    }
}

/// What joins two operands; operands do not include their parentheses.
fn between(filter: &Filter, left: Node<'_>, right: Node<'_>) -> Span {
    trimmed(filter, Span::new(left.span().end(), right.span().start()))
}

/// The span without blanks and parentheses at its ends.
fn trimmed(filter: &Filter, span: Span) -> Span {
    let edge = |c: char| c.is_whitespace() || matches!(c, '(' | ')');
    let text = span.of(filter.text());
    let start = span.start() + (text.len() - text.trim_start_matches(edge).len());
    Span::new(start, start + text.trim_matches(edge).len())
}
