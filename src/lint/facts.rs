//! What follows from the clauses of a filter: what can't be, what always is, what is said twice.
//!
//! `or` is looked at through its negation: `a or b` is always true where `not a and not b` can't be, and `a` says nothing
//! in it where `not a` says nothing beside `not b`.

use std::collections::HashMap;

use super::context::Context;
use super::line::{Asked, clash, implied};
use super::set::Set;
use crate::syntax::{Joiner, NodeKind};

/// What is found in the groups of a filter.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Operands of `and` that no record meets together.
    pub(super) contradictions: Vec<Conflict>,
    /// Operands of `or` of which each record meets one.
    pub(super) tautologies: Vec<Conflict>,
    /// Operands that stand beside the same once more.
    pub(super) duplicates: Vec<Pair>,
    /// Operands that say nothing beside another one.
    pub(super) implied: Vec<Pair>,
}

/// Operands that conflict.
#[derive(Debug, Clone, Copy)]
pub(super) struct Conflict {
    /// The later one.
    pub(super) at: usize,
    /// The earlier one, where two are enough.
    pub(super) with: Option<usize>,
}

/// An operand that can go, and the one because of which it can.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) at: usize,
    pub(super) by: usize,
}

/// A clause, or its negation: which clause, and whether it asks for a value in its set.
#[derive(Debug, Clone, Copy)]
struct Asks {
    clause: usize,
    positive: bool,
}

/// What a part says; parts that say the same have the same shape.
#[derive(PartialEq, Eq, Hash)]
enum Shape<'a> {
    Asks(&'a str, bool, &'a Set<'a>),
    Not(usize),
    All(Vec<usize>),
    Any(Vec<usize>),
    /// Nothing is the same as this: a placeholder may become something else each time.
    Opaque(usize),
}

/// Every part of a filter, in its meaning.
struct Parts<'c, 'a> {
    cx: &'c Context<'a>,
    /// The set of each clause.
    sets: Vec<Option<(Set<'c>, bool)>>,
    asks: Vec<Option<Asks>>,
    /// The number of each part's shape.
    shapes: Vec<usize>,
}

impl Facts {
    pub(super) fn of(cx: &Context<'_>) -> Self {
        let mut facts = Self::default();
        if cx.groups().next().is_none() || all_apart(cx) {
            return facts;
        }
        let sets = cx.places.iter().map(|place| place.test.map(Set::of)).collect();
        let mut parts = Parts { cx, sets, asks: Vec::new(), shapes: Vec::new() };
        parts.read_asks();
        let negations = parts.read_shapes();
        for (at, group) in cx.groups() {
            // An `and` below a comma is looked at with the comma, which is another `and`.
            if !cx.is_joined_alike(at) {
                parts.group(at, group.joiner() == Joiner::Or, &negations, &mut facts);
            }
        }
        for pairs in [&mut facts.duplicates, &mut facts.implied] {
            pairs.sort_by_key(|pair| pair.at);
            pairs.dedup_by_key(|pair| pair.at);
        }
        facts
    }
}

/// Whether no two clauses ask of the same place in the record: then nothing follows from one about another.
fn all_apart(cx: &Context<'_>) -> bool {
    let mut paths = cx.places.iter().filter_map(|place| Some(place.test?.path().as_str()));
    // Most filters have a clause or two.
    let (Some(first), Some(second)) = (paths.next(), paths.next()) else { return true };
    let Some(third) = paths.next() else { return first != second };
    let mut paths: Vec<&str> = [first, second, third].into_iter().chain(paths).collect();
    paths.sort_unstable();
    paths.iter().zip(paths.iter().skip(1)).all(|(path, next)| path != next)
}

impl<'c> Parts<'c, '_> {
    /// What clauses ask, also behind `not`.
    fn read_asks(&mut self) {
        self.asks = vec![None; self.cx.places.len()];
        // Operands stand behind what they are operands of.
        for at in (0..self.cx.places.len()).rev() {
            let asks = match self.cx.place(at).kind {
                NodeKind::Clause(_) => {
                    let set = self.sets.get(at).and_then(Option::as_ref);
                    set.map(|(_, positive)| Asks { clause: at, positive: *positive })
                }
                NodeKind::Not(_) => {
                    let inner = self.asks.get(at + 1).copied().flatten();
                    inner.map(|it| Asks { positive: !it.positive, ..it })
                }
                NodeKind::Group(_) | NodeKind::Placeholder | NodeKind::Error => None,
            };
            if let Some(slot) = self.asks.get_mut(at) {
                *slot = asks;
            }
        }
    }

    /// Gives each part the number of its shape; what comes back leads from a shape to that of its negation.
    fn read_shapes(&mut self) -> HashMap<usize, usize> {
        let mut numbers: HashMap<Shape<'_>, usize> = HashMap::new();
        let mut negations = HashMap::new();
        let mut shapes = vec![0; self.cx.places.len()];
        for at in (0..self.cx.places.len()).rev() {
            let of = |at: usize| shapes.get(at).copied().unwrap_or_default();
            let negated = match self.cx.place(at).kind {
                NodeKind::Not(_) => Some(of(at + 1)),
                NodeKind::Group(_) | NodeKind::Clause(_) | NodeKind::Placeholder | NodeKind::Error => None,
            };
            let shape = match (self.asked(at), self.cx.place(at).kind) {
                (Some((path, asked)), _) => Shape::Asks(path, asked.positive, asked.set),
                (None, NodeKind::Not(_)) => Shape::Not(of(at + 1)),
                (None, NodeKind::Group(group)) => {
                    let mut inner: Vec<usize> = self.entries(at).into_iter().map(of).collect();
                    inner.sort_unstable();
                    inner.dedup();
                    if group.joiner() == Joiner::Or { Shape::Any(inner) } else { Shape::All(inner) }
                }
                (None, NodeKind::Clause(_) | NodeKind::Placeholder | NodeKind::Error) => Shape::Opaque(at),
            };
            let next = numbers.len();
            let number = *numbers.entry(shape).or_insert(next);
            if let Some(negated) = negated {
                negations.insert(negated, number);
            }
            if let Some(slot) = shapes.get_mut(at) {
                *slot = number;
            }
        }
        drop(numbers);
        self.shapes = shapes;
        negations
    }

    /// The place in the record, and what is asked of it.
    fn asked(&self, at: usize) -> Option<(&'c str, Asked<'_>)> {
        let asks = self.asks.get(at).copied().flatten()?;
        let (set, _) = self.sets.get(asks.clause)?.as_ref()?;
        let path = self.cx.place(asks.clause).test?.path().as_str();
        Some((path, Asked { at, positive: asks.positive, set }))
    }

    /// The operands of a group; a group in it that is joined alike (`and` or a comma) is a part of it.
    fn entries(&self, group: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut left = vec![group];
        while let Some(at) = left.pop() {
            if at != group && !self.cx.is_joined_alike(at) {
                out.push(at);
                continue;
            }
            let start = left.len();
            left.extend(self.cx.operands(at));
            if let Some(operands) = left.get_mut(start..) {
                operands.reverse();
            }
        }
        out
    }

    fn group(&self, group: usize, is_or: bool, negations: &HashMap<usize, usize>, facts: &mut Facts) {
        let mut first: HashMap<usize, usize> = HashMap::new();
        let mut fields: Vec<Vec<Asked<'_>>> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let entries = self.entries(group);
        let mut distinct = Vec::new();
        for at in entries {
            let shape = self.shapes.get(at).copied().unwrap_or_default();
            if let Some(by) = first.get(&shape) {
                facts.duplicates.push(Pair { at, by: *by });
                continue;
            }
            first.insert(shape, at);
            distinct.push((at, shape));
            if let Some((path, asked)) = self.asked(at) {
                let place = *places.entry(path).or_insert_with(|| {
                    fields.push(Vec::new());
                    fields.len() - 1
                });
                let asked = Asked { positive: asked.positive != is_or, ..asked };
                fields.get_mut(place).into_iter().for_each(|field| field.push(asked));
            }
        }
        let conflicts = if is_or { &mut facts.tautologies } else { &mut facts.contradictions };
        for (at, shape) in &distinct {
            // Clauses are looked at below, with what they ask.
            let negation = negations.get(shape).and_then(|negation| first.get(negation));
            if let Some(with) = negation.filter(|_| self.asked(*at).is_none()) {
                conflicts.push(Conflict { at: *with.max(at), with: Some(*with.min(at)) });
            }
        }
        for asked in fields.iter().filter(|asked| asked.len() > 1) {
            let test = asked.first().and_then(|it| self.asks.get(it.at).copied().flatten());
            let test = test.and_then(|asks| self.cx.place(asks.clause).test);
            let is_single = test.is_some_and(|test| self.cx.is_single(test));
            match clash(asked, is_single) {
                Some(clash) => conflicts.push(Conflict { at: clash.at, with: clash.with }),
                None => {
                    let pairs = implied(asked, is_single, is_or);
                    // In `or` it is the narrower one that says nothing; through the negations it is the same.
                    facts.implied.extend(pairs.into_iter().map(|(at, by)| Pair { at, by }));
                }
            }
        }
        self.absorbed(&distinct, &first, facts);
    }

    /// `a or (a and b)` is `a`, and so is `a and (a or b)`.
    fn absorbed(&self, operands: &[(usize, usize)], first: &HashMap<usize, usize>, facts: &mut Facts) {
        for (at, _) in operands {
            let NodeKind::Group(_) = self.cx.place(*at).kind else { continue };
            let inner = self.entries(*at).into_iter().filter_map(|inner| self.shapes.get(inner));
            if let Some(by) = inner.filter_map(|shape| first.get(shape)).next() {
                facts.implied.push(Pair { at: *at, by: *by });
            }
        }
    }
}
