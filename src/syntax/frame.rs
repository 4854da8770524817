//! What is open while a filter is folded: the operands read so far, by how they are joined.

use super::tree::{Joiner, KindData, NONE, NodeData};
use crate::text::{Edit, Span};

/// A filter that stands between joiners.
#[derive(Debug, Clone, Copy)]
pub(super) struct Operand {
    pub(super) node: u32,
    /// With the parentheses around it and the `not`s before it.
    pub(super) outer: Span,
}

/// Operands joined by the same joiner, as far as they were read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) count: u32,
    pub(super) span: Span,
}

pub(super) const NO_CHAIN: Chain = Chain { first: NONE, last: NONE, count: 0, span: Span::ZERO };

/// What is open: the text between a `(` and its `)`, or the whole.
pub(super) struct Frame {
    pub(super) open: Span,
    pub(super) commas: Chain,
    pub(super) ors: Chain,
    pub(super) ands: Chain,
    /// How many `not`s stood before it.
    pub(super) nots: usize,
    /// What turns its commas into `and`.
    pub(super) comma_edits: Vec<Edit>,
    pub(super) first_comma: Option<Span>,
}

impl Frame {
    pub(super) fn new(open: Span, nots: usize) -> Self {
        let (commas, ors, ands) = (NO_CHAIN, NO_CHAIN, NO_CHAIN);
        Self { open, commas, ors, ands, nots, comma_edits: Vec::new(), first_comma: None }
    }
}

/// Puts an operand behind those of a chain; one that is joined in the same way brings its own operands.
pub(super) fn append(nodes: &mut [NodeData], chain: &mut Chain, operand: Operand, joiner: Joiner) {
    let (first, last, count) = match nodes.get(operand.node as usize) {
        Some(NodeData { kind: KindData::Group(of, last), first, .. }) if *of == joiner => (*first, *last, 2),
        _ => (operand.node, operand.node, 1),
    };
    if chain.count == 0 {
        *chain = Chain { first, last, count, span: operand.outer };
        return;
    }
    if let Some(node) = nodes.get_mut(chain.last as usize) {
        node.next = first;
    }
    *chain = Chain { first: chain.first, last, count: chain.count + count, span: chain.span.to(operand.outer) };
}
