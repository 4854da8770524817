//! What the fields of a record say to the tests of a predicate.

use std::borrow::Cow;

use super::super::bits::Bits;
use super::super::item::Number;
use super::super::json_string::unescaped;
use super::super::matcher::Matcher;
use super::super::probes::{Leaf, Probes};
use super::wanted::Node;

/// The answers of the tests while one record is walked through, and where its fields at hand are.
pub(super) struct Answers<'m> {
    matcher: Option<&'m Matcher>,
    bits: Bits,
    /// For each field at hand where its value begins, and where the operator behind it is.
    at_hand: Vec<(usize, usize)>,
}

impl<'m> Answers<'m> {
    pub(super) fn new(matcher: Option<&'m Matcher>, at_hand: usize) -> Self {
        let bits = matcher.map(Matcher::no_bits).unwrap_or_default();
        Self { matcher, bits, at_hand: vec![(0, 0); at_hand] }
    }

    /// Begins a record.
    #[inline(always)]
    pub(super) fn start(&mut self) {
        self.bits.clear();
        for place in &mut self.at_hand {
            *place = (0, 0);
        }
    }

    /// Whether the predicate is true, once all fields have been passed.
    #[inline(always)]
    pub(super) fn sum_up(&mut self) -> bool {
        self.matcher.is_none_or(|matcher| matcher.answer(&mut self.bits))
    }

    pub(super) fn at_hand(&self) -> &[(usize, usize)] {
        &self.at_hand
    }

    /// Notes where a field at hand is.
    pub(super) fn hold(&mut self, field: usize, start: usize, end: usize) {
        if let Some(place) = self.at_hand.get_mut(field) {
            *place = (start, end);
        }
    }

    fn probes(&self, node: &Node) -> Option<&'m Probes> {
        self.matcher?.path_probes().get(node.path?).map(|path| &path.probes)
    }

    /// There is an object.
    pub(super) fn object(&mut self, node: &Node) {
        if let Some(probes) = self.probes(node) {
            probes.feed(&Leaf::Object, &mut self.bits);
        }
    }

    /// There is a string; what stands between its quotes is given. Nothing comes out where it can't be read.
    pub(super) fn string(&mut self, node: &Node, raw: &[u8], may_be_escaped: bool) -> Option<()> {
        let Some(probes) = self.probes(node) else { return Some(()) };
        let text = str::from_utf8(raw).ok()?;
        let text = if may_be_escaped { unescaped(text)? } else { Cow::Borrowed(text) };
        probes.feed(&Leaf::Text(text), &mut self.bits);
        Some(())
    }

    /// There is a number or a word.
    pub(super) fn scalar(&mut self, node: &Node, text: &[u8]) -> Option<()> {
        let Some(probes) = self.probes(node) else { return Some(()) };
        let leaf = match text {
            b"null" => return Some(()),
            b"true" => Leaf::Boolean(true),
            b"false" => Leaf::Boolean(false),
            number => Leaf::Number(Number::Text(str::from_utf8(number).ok()?.into())),
        };
        probes.feed(&leaf, &mut self.bits);
        Some(())
    }
}
