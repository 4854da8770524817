//! When two trees say the same.

use super::literal::{Literal, LiteralKind};
use super::sorters::Sorters;
use super::tree::{Clause, Filter, Node, NodeKind};

/// The same filters in the same order: positions, redundant parentheses, the way of quoting and the place of `pr` do
/// not count.
impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        // Both walks go through their trees in the same order, so that equal nodes with equally many operands are
        // enough: the shapes are then the same.
        let mut nodes = self.walk();
        let mut others = other.walk();
        loop {
            match (nodes.next(), others.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if same(a, b) => {}
                _ => return false,
            }
        }
    }
}

impl Eq for Filter {}

fn same(a: Node<'_>, b: Node<'_>) -> bool {
    match (a.kind(), b.kind()) {
        (NodeKind::Group(x), NodeKind::Group(y)) => {
            x.joiner() == y.joiner() && x.operands().count() == y.operands().count()
        }
        (NodeKind::Not(_), NodeKind::Not(_)) => true,
        (NodeKind::Clause(x), NodeKind::Clause(y)) => same_clause(x, y),
        (NodeKind::Placeholder, NodeKind::Placeholder) | (NodeKind::Error, NodeKind::Error) => a.text() == b.text(),
        (NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Clause(_) | NodeKind::Placeholder | NodeKind::Error, _) => {
            false
        }
    }
}

fn same_clause(a: Clause<'_>, b: Clause<'_>) -> bool {
    a.field() == b.field()
        && a.op() == b.op()
        && a.field_is_placeholder() == b.field_is_placeholder()
        && a.literals().len() == b.literals().len()
        && a.literals().zip(b.literals()).all(|(a, b)| same_literal(a, b))
}

fn same_literal(a: Literal<'_>, b: Literal<'_>) -> bool {
    match (a.kind(), b.kind()) {
        (LiteralKind::String(_), LiteralKind::String(_)) => a.string() == b.string(),
        (x, y) => x == y && a.text() == b.text(),
    }
}

/// The same fields in the same order and directions.
impl PartialEq for Sorters {
    fn eq(&self, other: &Self) -> bool {
        self.items().len() == other.items().len()
            && self
                .items()
                .zip(other.items())
                .all(|(a, b)| a.field() == b.field() && a.is_descending() == b.is_descending())
    }
}

impl Eq for Sorters {}
