//! A filter as the rules look at it.

use std::cell::OnceCell;

use super::facts::{Conflict, Facts};
use super::surroundings;
use crate::predicate::Test;
use crate::schema::{FieldType, Schema};
use crate::syntax::{Filter, Group, Joiner, LiteralKind, Node, NodeKind};
use crate::text::{Edit, Span};
use crate::vocab::{CompositeOp, PrimitiveOp};

/// A filter with all that the rules want to know of it.
pub struct Context<'a> {
    /// The filter; its text is the one that findings point into.
    pub filter: &'a Filter,
    /// The endpoint.
    pub schema: &'a Schema,
    /// Whether values of placeholders are put into the text as they are, without escapes.
    pub splices: bool,
    /// Every part of the filter, each before its operands, in the order of the text.
    pub(super) places: Vec<Place<'a>>,
    facts: OnceCell<Facts>,
}

/// A part of the filter, and how it stands to the others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) node: Node<'a>,
    /// What the node is; every rule asks.
    pub(super) kind: NodeKind<'a>,
    /// What it is an operand of.
    pub(super) above: Option<usize>,
    /// Which operand of that it is, counted from 0.
    pub(super) index: usize,
    /// How many parts it has, itself included.
    pub(super) size: usize,
    /// How many parts it lies in.
    depth: usize,
    /// What it means, where it is a clause that the endpoint understands.
    pub(super) test: Option<&'a Test>,
}

/// A part whose operands are being counted.
struct Open {
    at: usize,
    left: usize,
    next: usize,
}

impl<'a> Context<'a> {
    pub(super) fn new(filter: &'a Filter, tests: &'a [Option<Test>], schema: &'a Schema, splices: bool) -> Self {
        Self { filter, schema, splices, places: places(filter, tests), facts: OnceCell::new() }
    }

    /// The text that the filter was read from.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.filter.text()
    }

    /// What follows from the clauses, looked for once.
    pub(super) fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| Facts::of(self))
    }

    /// The part with that number.
    pub(super) fn place(&self, at: usize) -> &Place<'a> {
        self.places.get(at).expect("a part's number is an index of its filter")
    }

    /// The groups, with their numbers.
    pub(super) fn groups(&self) -> impl Iterator<Item = (usize, Group<'a>)> {
        self.places.iter().enumerate().filter_map(|(at, place)| match place.kind {
            NodeKind::Group(group) => Some((at, group)),
            NodeKind::Not(_) | NodeKind::Clause(_) | NodeKind::Placeholder | NodeKind::Error => None,
        })
    }

    /// How the part that this one is an operand of is joined.
    pub(super) fn joiner_above(&self, at: usize) -> Option<Joiner> {
        self.joiner(self.place(at).above?)
    }

    /// How a part's operands are joined, where it is a group.
    pub(super) fn joiner(&self, at: usize) -> Option<Joiner> {
        match self.place(at).kind {
            NodeKind::Group(group) => Some(group.joiner()),
            NodeKind::Not(_) | NodeKind::Clause(_) | NodeKind::Placeholder | NodeKind::Error => None,
        }
    }

    /// Whether a part is a group in a group that means the same: a comma is another `and`.
    pub(super) fn is_joined_alike(&self, at: usize) -> bool {
        match (self.joiner(at), self.joiner_above(at)) {
            (Some(own), Some(above)) => (own == Joiner::Or) == (above == Joiner::Or),
            (None, _) | (_, None) => false,
        }
    }

    /// Whether clauses about one field may be joined so on the endpoint.
    pub(super) fn may_join(&self, op: CompositeOp) -> bool {
        let rules = self.schema.filters.as_ref().map(|rules| &rules.composites);
        rules.is_some_and(|rules| rules.offers(op) && !rules.one_between_two_fields)
    }

    /// Whether operands that conflict may have been meant to be joined by `op`: one that is the other's negation says
    /// nothing beside it, however they are joined.
    pub(super) fn may_mean(&self, op: CompositeOp, conflict: Conflict) -> bool {
        let asks = |at: usize| self.place(at).test.map(Test::op);
        let pair = (asks(conflict.at), conflict.with.and_then(asks));
        let negates = |one, other| pair == (Some(one), Some(other)) || pair == (Some(other), Some(one));
        let is_negation = negates(PrimitiveOp::Eq, PrimitiveOp::Ne) || negates(PrimitiveOp::IsNull, PrimitiveOp::Pr);
        self.may_join(op) && !is_negation
    }

    /// Takes an operand out of its group.
    pub(super) fn without(&self, at: usize) -> Option<Edit> {
        surroundings::without(self.text(), self.outer(at), self.place(at).index == 0)
    }

    /// The numbers of a part's operands.
    pub(super) fn operands(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = at + self.place(at).size;
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let operand = next;
            let place = self.places.get(operand).filter(|_| operand < end)?;
            next += place.size;
            Some(operand)
        })
    }

    /// Whether what comes for a placeholder in a part may hold an `or`: it stands for a filter, or it is put into the text as
    /// it is, from which it may bring several clauses: `id eq "{ids}"` with `1" or id eq "2`.
    pub(super) fn may_hold_or(&self, at: usize) -> bool {
        match self.place(at).kind {
            NodeKind::Placeholder => true,
            NodeKind::Clause(clause) => {
                let is_open = || {
                    clause.field_is_placeholder()
                        || clause.literals().any(|it| it.has_holes() || it.kind() == LiteralKind::Placeholder)
                };
                self.splices && is_open()
            }
            NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Error => false,
        }
    }

    /// Whether such a part stands beside another one, joined by `and` and without parentheses: an `or` in it would part them.
    pub(super) fn may_be_parted(&self, at: usize) -> bool {
        let Some(above) = self.place(at).above.filter(|above| self.joiner(*above) != Some(Joiner::Or)) else {
            return false;
        };
        self.operands(above).any(|it| self.may_hold_or(it) && self.outer(it) == self.place(it).node.span())
    }

    /// Where a part stands, with the parentheses around it.
    pub(super) fn outer(&self, at: usize) -> Span {
        surroundings::outer(self.text(), self.place(at).node.span())
    }

    /// Whether the schema says that the field has one value at most. Where it does not know the field's type, it has not
    /// seen the field.
    pub(super) fn is_single(&self, test: &Test) -> bool {
        let is_known = !matches!(test.kind(), FieldType::Object | FieldType::Unknown);
        is_known && self.schema.field(test.field().as_str()).is_some_and(|field| !field.array)
    }

    /// Whether a few more parentheses are within every limit.
    pub(super) fn is_shallow(&self) -> bool {
        let mut ends: Vec<usize> = Vec::new();
        let mut spans: Vec<Span> = self.filter.parentheses().iter().map(|it| it.span).collect();
        spans.sort_unstable();
        let mut deepest = 0;
        for span in spans {
            while ends.last().is_some_and(|end| *end <= span.start()) {
                ends.pop();
            }
            ends.push(span.end());
            deepest = deepest.max(ends.len());
        }
        deepest + self.places.iter().map(|place| place.depth).max().unwrap_or_default() < 40
    }

    /// How a part is written, cut off where it is long.
    pub(super) fn shown(&self, at: usize) -> String {
        let text = self.place(at).node.text();
        match text.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text.to_owned(),
        }
    }
}

fn places<'a>(filter: &'a Filter, tests: &'a [Option<Test>]) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> = Vec::with_capacity(tests.len() * 2);
    let mut open: Vec<Open> = Vec::new();
    let mut tests = tests.iter();
    for node in filter.walk() {
        while open.last().is_some_and(|it| it.left == 0) {
            open.pop();
        }
        let depth = open.len();
        let (above, index) = open.last_mut().map_or((None, 0), |it| {
            it.left -= 1;
            it.next += 1;
            (Some(it.at), it.next - 1)
        });
        let kind = node.kind();
        let test = match kind {
            NodeKind::Clause(_) => tests.next().and_then(Option::as_ref),
            NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Placeholder | NodeKind::Error => None,
        };
        let left = node.operands().count();
        if left > 0 {
            open.push(Open { at: places.len(), left, next: 0 });
        }
        places.push(Place { node, kind, above, index, size: 1, depth, test });
    }
    for at in (0..places.len()).rev() {
        let Some(Place { above: Some(above), size, .. }) = places.get(at).copied() else { continue };
        if let Some(above) = places.get_mut(above) {
            above.size += size;
        }
    }
    places
}
