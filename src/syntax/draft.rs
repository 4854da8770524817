//! A tree in the making: what building, binding, rewriting and deserialising have in common.
//!
//! Its nodes stand on a buffer of names and values in any order; [`Draft::settle`] makes a [`Filter`] of it, with its
//! canonical text and places in that text.

use super::build_error::BuildError;
use super::literal::{Literal, LiteralData, LiteralKind, Quotes};
use super::new_literal::control_character;
use super::tree::{ClauseData, Filter, Joiner, KindData, NONE, Node, NodeData, NodeKind};
use crate::text::Span;
use crate::vocab::PrimitiveOp;

/// See the module.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) nodes: Vec<NodeData>,
    pub(super) literals: Vec<LiteralData>,
}

/// A filter of a draft: one node, or several in a row that are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part(pub(super) u32);

impl Draft {
    /// Adds text to the buffer.
    pub(super) fn write(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }

    fn add(&mut self, kind: KindData, first: u32) -> Part {
        let id = index(self.nodes.len());
        self.nodes.push(NodeData { kind, span: Span::ZERO, first, next: NONE });
        Part(id)
    }

    /// Adds an operand, for the clause that is added next. A string stands in the buffer as a bare word: without quotes
    /// and escapes.
    pub(super) fn literal(&mut self, kind: LiteralKind, text: &str) {
        let span = self.write(text);
        self.literals.push(LiteralData { kind, span });
    }

    /// Adds a clause with the operands that were added since there were `literals` of them.
    pub(super) fn clause(&mut self, field: &str, op: PrimitiveOp, literals: usize) -> Part {
        let field = self.write(field);
        let literals = (index(literals), index(self.literals.len()));
        let data =
            ClauseData { field, operator: Span::ZERO, op, field_is_placeholder: false, from_null: false, literals };
        self.add(KindData::Clause(data), NONE)
    }

    /// Adds a placeholder for a whole clause, or something that could not be read.
    pub(super) fn other(&mut self, kind: KindData, text: &str) -> Part {
        let span = self.write(text);
        let part = self.add(kind, NONE);
        if let Some(node) = self.nodes.last_mut() {
            node.span = span;
        }
        part
    }

    /// Turns a filter round.
    pub(super) fn not(&mut self, part: Part) -> Part {
        self.add(KindData::Not, part.0)
    }

    /// Joins two filters; a group of the same joiner takes the other in, so that a chain is one group.
    pub(super) fn join(&mut self, joiner: Joiner, left: Part, right: Part) -> Part {
        let group = match self.group_of(joiner, left) {
            Some(_) => left,
            None => self.add(KindData::Group(joiner, left.0), left.0),
        };
        let (first, last) = match self.group_of(joiner, right) {
            Some((last, first)) => (first, last),
            None => (right.0, right.0),
        };
        let before = self.group_of(joiner, group).map_or(left.0, |(last, _)| last);
        if let Some(node) = self.nodes.get_mut(before as usize) {
            node.next = first;
        }
        if let Some(node) = self.nodes.get_mut(group.0 as usize) {
            node.kind = KindData::Group(joiner, last);
        }
        group
    }

    /// The last and the first operand of a group joined by `joiner`.
    fn group_of(&self, joiner: Joiner, part: Part) -> Option<(u32, u32)> {
        let node = self.nodes.get(part.0 as usize)?;
        match node.kind {
            KindData::Group(of, last) if of == joiner => Some((last, node.first)),
            KindData::Group(..) | KindData::Not | KindData::Clause(_) | KindData::Placeholder | KindData::Error => None,
        }
    }

    /// Takes another draft in, in time in proportion to that one.
    pub(super) fn absorb(&mut self, other: Self, part: Part) -> Part {
        let (text, nodes, literals) = (self.text.len(), index(self.nodes.len()), index(self.literals.len()));
        let moved = |id: u32| if id == NONE { NONE } else { id + nodes };
        self.text.push_str(&other.text);
        self.literals.extend(other.literals.into_iter().map(|it| LiteralData { span: it.span.shifted(text), ..it }));
        self.nodes.extend(other.nodes.into_iter().map(|node| {
            let kind = match node.kind {
                KindData::Group(joiner, last) => KindData::Group(joiner, moved(last)),
                KindData::Clause(data) => KindData::Clause(ClauseData {
                    field: data.field.shifted(text),
                    literals: (data.literals.0 + literals, data.literals.1 + literals),
                    ..data
                }),
                KindData::Not => KindData::Not,
                KindData::Placeholder => KindData::Placeholder,
                KindData::Error => KindData::Error,
            };
            NodeData { kind, span: node.span.shifted(text), first: moved(node.first), next: moved(node.next) }
        }));
        Part(part.0 + nodes)
    }

    /// Adds a filter as it stands.
    pub(super) fn add_filter(&mut self, filter: &Filter) -> Part {
        self.add_mapped(filter.root(), |draft, node| Ok::<_, BuildError>(Some(draft.copy(node))))
            .ok()
            .flatten()
            .expect("a copy of a filter has all its parts")
    }

    /// Adds the filter at `root`, with each clause and placeholder as `leaf` makes it; what it drops, drops out of its
    /// group.
    pub(super) fn add_mapped<E>(
        &mut self,
        root: Node<'_>,
        mut leaf: impl FnMut(&mut Self, Node<'_>) -> Result<Option<Part>, E>,
    ) -> Result<Option<Part>, E> {
        // What is open: a `not` or a group, with what was made of its operands so far.
        let mut open: Vec<(Option<Joiner>, Option<Part>)> = Vec::new();
        let mut made = None;
        for step in root.steps() {
            match step {
                Step::Open(_, joiner) => open.push((joiner, None)),
                Step::Leaf(node) => made = Some(leaf(self, node)?),
                Step::Close => {
                    let closed = open.pop().map(|(joiner, part)| match joiner {
                        Some(_) => part,
                        None => part.map(|part| self.not(part)),
                    });
                    made = closed;
                }
            }
            let (Some(part), Some((joiner, before))) = (made.take_if(|_| !open.is_empty()), open.last_mut()) else {
                continue;
            };
            *before = match (*before, part, *joiner) {
                (Some(before), Some(part), Some(joiner)) => Some(self.join(joiner, before, part)),
                (before, part, _) => part.or(before),
            };
        }
        Ok(made.flatten())
    }

    /// Adds an operand as it stands; refuses what can't be said: it may come from a text with errors.
    pub(super) fn copy_literal(&mut self, literal: Literal<'_>) -> Result<(), BuildError> {
        match literal.kind() {
            LiteralKind::Placeholder => return Err(BuildError::Unbound(literal.text().to_owned())),
            LiteralKind::String(_) if literal.has_holes() => {
                return Err(BuildError::Unbound(literal.string().into_owned()));
            }
            LiteralKind::String(_) => {
                let text = literal.string();
                if let Some(c) = control_character(&text) {
                    return Err(BuildError::ControlCharacter(c));
                }
                self.literal(LiteralKind::String(Quotes::Bare), &text);
            }
            kind => self.literal(kind, literal.text()),
        }
        Ok(())
    }

    /// Adds a node that has no operands, as it stands.
    pub(super) fn copy(&mut self, node: Node<'_>) -> Part {
        let clause = match node.kind() {
            NodeKind::Clause(clause) => clause,
            NodeKind::Placeholder => return self.other(KindData::Placeholder, node.text()),
            NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Error => return self.other(KindData::Error, node.text()),
        };
        let known = self.literals.len();
        for literal in clause.literals() {
            match literal.kind() {
                LiteralKind::String(_) => self.literal(LiteralKind::String(Quotes::Bare), &literal.string()),
                kind => self.literal(kind, literal.text()),
            }
        }
        let part = self.clause(clause.field(), clause.op(), known);
        if let Some(KindData::Clause(data)) = self.nodes.last_mut().map(|node| &mut node.kind) {
            data.field_is_placeholder = clause.field_is_placeholder();
        }
        part
    }
}

/// One step of a walk that goes into each node and comes out again.
pub(super) enum Step<'a> {
    /// Into a group, or (without a joiner) a `not`.
    Open(Node<'a>, Option<Joiner>),
    /// A node without operands.
    Leaf(Node<'a>),
    /// Out of the group or `not` that was opened last.
    Close,
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}
