//! Which of many values something equals.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::bits::Bits;
use super::text_test::Case;
use crate::vocab::fold;

/// As many texts are compared one by one; more are looked up.
const FEW: usize = 6;

/// As long a text is folded in place.
const SHORT: usize = 128;

/// Texts, each with the bit that says that it was found.
#[derive(Debug, Clone)]
pub(super) struct Texts {
    case: Case,
    few: Vec<(Box<str>, u32)>,
    many: HashMap<Box<[u8]>, Vec<u32>>,
}

impl Texts {
    pub(super) fn new(case: Case) -> Self {
        Self { case, few: Vec::new(), many: HashMap::new() }
    }

    pub(super) fn add(&mut self, text: &str, bit: u32) {
        self.few.push((self.case.operand(text), bit));
    }

    /// Makes a table of them where there are many.
    pub(super) fn finish(&mut self) {
        if self.few.len() > FEW {
            for (text, bit) in self.few.drain(..) {
                self.many.entry(text.into_boxed_bytes()).or_default().push(bit);
            }
        }
    }

    /// Sets the bits of those that equal `text`.
    pub(super) fn find(&self, text: &str, bits: &mut Bits) {
        for (operand, bit) in &self.few {
            if self.case.equal(text, operand) {
                bits.set(*bit);
            }
        }
        if self.many.is_empty() {
            return;
        }
        let mut short = [0; SHORT];
        let found = match (self.case, short.get_mut(..text.len())) {
            (Case::Exact, _) => self.many.get(text.as_bytes()),
            (Case::Folded, Some(lower)) if text.is_ascii() => {
                lower.copy_from_slice(text.as_bytes());
                lower.make_ascii_lowercase();
                self.many.get(&*lower)
            }
            (Case::Folded, _) => self.many.get(fold(text).as_bytes()),
        };
        for bit in found.into_iter().flatten() {
            bits.set(*bit);
        }
    }
}

/// Values with an order, each with the bit that says that it was found.
#[derive(Debug, Clone)]
pub(super) struct Sorted<T> {
    values: Vec<(T, u32)>,
}

impl<T> Default for Sorted<T> {
    fn default() -> Self {
        Self { values: Vec::new() }
    }
}

impl<T> Sorted<T> {
    pub(super) fn add(&mut self, value: T, bit: u32) {
        self.values.push((value, bit));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub(super) fn finish(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        self.values.sort_by(|(left, _), (right, _)| compare(left, right));
    }

    /// Sets the bits of those that equal what is looked for. `compare` says how that stands to a value; where it can't
    /// be compared with any, it says `None`.
    pub(super) fn find(&self, compare: impl Fn(&T) -> Option<Ordering>, bits: &mut Bits) {
        let from = self.values.partition_point(|(value, _)| compare(value) == Some(Ordering::Greater));
        let found = self.values.iter().skip(from);
        for (_, bit) in found.take_while(|(value, _)| compare(value) == Some(Ordering::Equal)) {
            bits.set(*bit);
        }
    }
}
