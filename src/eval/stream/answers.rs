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
    /// For each path the first string that it reached. It is read when its tests are come to, if ever.
    strings: Vec<Option<Raw>>,
    /// For each field at hand where its value begins, and where the operator behind it is.
    at_hand: Vec<(usize, usize)>,
}

/// A string that has not been read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw {
    /// Behind its opening quote.
    pub(super) start: usize,
    /// At its closing quote.
    pub(super) end: usize,
    pub(super) may_be_escaped: bool,
}

impl Raw {
    /// What it says.
    pub(super) fn read(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        let text = str::from_utf8(bytes.get(self.start..self.end)?).ok()?;
        if self.may_be_escaped { unescaped(text) } else { Some(Cow::Borrowed(text)) }
    }
}

impl<'m> Answers<'m> {
    pub(super) fn new(matcher: Option<&'m Matcher>, at_hand: usize) -> Self {
        let bits = matcher.map(Matcher::no_bits).unwrap_or_default();
        let strings = vec![None; matcher.map_or(0, |matcher| matcher.path_probes().len())];
        Self { matcher, bits, strings, at_hand: vec![(0, 0); at_hand] }
    }

    /// Begins a record.
    #[inline(always)]
    pub(super) fn start(&mut self) {
        self.bits.clear();
        for string in &mut self.strings {
            *string = None;
        }
        for place in &mut self.at_hand {
            *place = (0, 0);
        }
    }

    /// Whether the predicate is true, once all fields have been passed. `None` where a string can't be read.
    #[inline(always)]
    pub(super) fn sum_up(&mut self, bytes: &[u8]) -> Option<bool> {
        let Some(matcher) = self.matcher else { return Some(true) };
        let mut is_read = true;
        let strings = &mut self.strings;
        let answer = matcher.answer(&mut self.bits, |number, bits| {
            let number = number as usize;
            if let Some(string) = strings.get_mut(number).and_then(Option::take)
                && let Some(path) = matcher.path_probes().get(number)
            {
                match string.read(bytes) {
                    Some(text) => path.probes.feed(&Leaf::Text(text), bits),
                    None => is_read = false,
                }
            }
        });
        is_read.then_some(answer)
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

    /// There is a string. Nothing comes out where it can't be read.
    #[inline(always)]
    pub(super) fn string(&mut self, node: &Node, bytes: &[u8], raw: Raw) -> Option<()> {
        let Some(string) = node.path.and_then(|path| self.strings.get_mut(path)) else { return Some(()) };
        if string.is_none() {
            *string = Some(raw);
            return Some(());
        }
        let probes = self.probes(node)?;
        probes.feed(&Leaf::Text(raw.read(bytes)?), &mut self.bits);
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
