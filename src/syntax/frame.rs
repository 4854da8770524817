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
    /// Whether a placeholder stands for a filter behind the last comma, without parentheses: what it will say may hold an
    /// `or`.
    pub(super) may_hold_or: bool,
}

impl Frame {
    pub(super) fn new(open: Span, nots: usize) -> Self {
        let (commas, ors, ands) = (NO_CHAIN, NO_CHAIN, NO_CHAIN);
        Self { open, commas, ors, ands, nots, comma_edits: Vec::new(), first_comma: None, may_hold_or: false }
    }
}

/// Puts an operand behind those of a chain; a group that is joined in the same way brings its own operands, as soon as
/// it is joined with anything: by itself it stays what it is.
pub(super) fn append(nodes: &mut [NodeData], chain: &mut Chain, operand: Operand, joiner: Joiner) {
    if chain.count == 0 {
        *chain = Chain { first: operand.node, last: operand.node, count: 1, span: operand.outer };
        return;
    }
    if chain.count == 1 {
        (chain.first, chain.last) = operands(nodes, chain.first, joiner);
    }
    let (first, last) = operands(nodes, operand.node, joiner);
    if let Some(node) = nodes.get_mut(chain.last as usize) {
        node.next = first;
    }
    *chain = Chain { first: chain.first, last, count: chain.count + 1, span: chain.span.to(operand.outer) };
}

/// The first and the last of what a node brings into a chain.
fn operands(nodes: &[NodeData], node: u32, joiner: Joiner) -> (u32, u32) {
    match nodes.get(node as usize) {
        Some(NodeData { kind: KindData::Group(of, last), first, .. }) if *of == joiner => (*first, *last),
        _ => (node, node),
    }
}
