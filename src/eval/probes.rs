//! All that a predicate asks of the leaves at one path.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::bits::Bits;
use super::equalities::{Sorted, Texts};
use super::item::Number;
use super::number::Operand;
use super::text_test::Case;
use crate::predicate::Test;
use crate::vocab::{Instant, PrimitiveOp, Value};

/// A value that a path reaches; null is none.
#[derive(Debug, Clone)]
pub(super) enum Leaf<'a> {
    Boolean(bool),
    Number(Number<'a>),
    Text(Cow<'a, str>),
    Instant(Instant),
    /// Something with fields of its own: it is there, and equals nothing.
    Object,
}

/// The tests of one path, each with the bit that it sets.
#[derive(Debug, Clone)]
pub(super) struct Probes {
    present: Vec<u32>,
    booleans: Vec<(bool, u32)>,
    exact: Texts,
    folded: Texts,
    texts: Vec<(TextTest, Case, Box<str>, u32)>,
    equal_numbers: Sorted<Operand>,
    numbers: Vec<(Relation, Operand, u32)>,
    equal_instants: Sorted<Instant>,
    instants: Vec<(Relation, Instant, u32)>,
}

#[derive(Debug, Clone, Copy)]
enum TextTest {
    Contains,
    StartsWith,
    Is(Relation),
}

#[derive(Debug, Clone, Copy)]
enum Relation {
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Relation {
    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
        }
    }
}

/// What an operator asks about each of its values.
enum Question {
    Equal,
    Related(Relation),
    Text(TextTest),
    Present,
}

impl Question {
    fn of(op: PrimitiveOp) -> Self {
        match op {
            PrimitiveOp::Eq | PrimitiveOp::Ne | PrimitiveOp::In | PrimitiveOp::Ca => Self::Equal,
            PrimitiveOp::Gt => Self::Related(Relation::Greater),
            PrimitiveOp::Ge => Self::Related(Relation::GreaterOrEqual),
            PrimitiveOp::Lt => Self::Related(Relation::Less),
            PrimitiveOp::Le => Self::Related(Relation::LessOrEqual),
            PrimitiveOp::Co => Self::Text(TextTest::Contains),
            PrimitiveOp::Sw => Self::Text(TextTest::StartsWith),
            PrimitiveOp::Pr | PrimitiveOp::IsNull => Self::Present,
        }
    }
}

/// How many bits a test takes: one for each value of `ca`, since all must be found, else one.
pub(super) fn bits_of(test: &Test) -> usize {
    if test.op() == PrimitiveOp::Ca { test.values().len() } else { 1 }
}

impl Default for Probes {
    fn default() -> Self {
        Self {
            present: Vec::new(),
            booleans: Vec::new(),
            exact: Texts::new(Case::Exact),
            folded: Texts::new(Case::Folded),
            texts: Vec::new(),
            equal_numbers: Sorted::default(),
            numbers: Vec::new(),
            equal_instants: Sorted::default(),
            instants: Vec::new(),
        }
    }
}

impl Probes {
    /// Adds a test, whose bits begin at `first`.
    pub(super) fn add(&mut self, test: &Test, first: u32) {
        let question = Question::of(test.op());
        let case = if test.case_sensitive() { Case::Exact } else { Case::Folded };
        if let Question::Present = question {
            self.present.push(first);
        }
        let mut bit = first;
        for value in test.values() {
            match &question {
                Question::Equal => self.add_equal(value, case, bit),
                Question::Related(relation) => self.add_related(*relation, value, case, bit),
                Question::Text(text_test) => {
                    if let Value::String(text) = value {
                        self.texts.push((*text_test, case, case.operand(text), bit));
                    }
                }
                Question::Present => {}
            }
            if test.op() == PrimitiveOp::Ca {
                bit += 1;
            }
        }
    }

    fn add_equal(&mut self, value: &Value, case: Case, bit: u32) {
        match value {
            Value::String(text) => match case {
                Case::Exact => self.exact.add(text, bit),
                Case::Folded => self.folded.add(text, bit),
            },
            Value::Number(number) => self.equal_numbers.add(Operand::new(number), bit),
            Value::Boolean(boolean) => self.booleans.push((*boolean, bit)),
            Value::Instant(instant) => self.equal_instants.add(*instant, bit),
        }
    }

    fn add_related(&mut self, relation: Relation, value: &Value, case: Case, bit: u32) {
        match value {
            Value::String(text) => self.texts.push((TextTest::Is(relation), case, case.operand(text), bit)),
            Value::Number(number) => self.numbers.push((relation, Operand::new(number), bit)),
            // A boolean has no order.
            Value::Boolean(_) => {}
            Value::Instant(instant) => self.instants.push((relation, *instant, bit)),
        }
    }

    /// Prepares it, once all tests are added.
    pub(super) fn finish(&mut self) {
        self.exact.finish();
        self.folded.finish();
        self.equal_numbers.finish(|left, right| left.exact().cmp(right.exact()));
        self.equal_instants.finish(Instant::cmp);
    }

    /// Sets the bits of the tests that are true of the leaf.
    pub(super) fn feed(&self, leaf: &Leaf<'_>, bits: &mut Bits) {
        for bit in &self.present {
            bits.set(*bit);
        }
        match leaf {
            Leaf::Boolean(boolean) => {
                for (_, bit) in self.booleans.iter().filter(|(value, _)| value == boolean) {
                    bits.set(*bit);
                }
            }
            Leaf::Number(number) => self.number(number, bits),
            Leaf::Text(text) => self.text(text, bits),
            Leaf::Instant(instant) => self.instant(*instant, bits),
            Leaf::Object => {}
        }
    }

    fn number(&self, number: &Number<'_>, bits: &mut Bits) {
        self.equal_numbers.find(|operand| operand.compare(number), bits);
        for (relation, operand, bit) in &self.numbers {
            if operand.compare(number).is_some_and(|ordering| relation.holds(ordering)) {
                bits.set(*bit);
            }
        }
    }

    fn text(&self, text: &str, bits: &mut Bits) {
        self.exact.find(text, bits);
        self.folded.find(text, bits);
        for (test, case, operand, bit) in &self.texts {
            let holds = match test {
                TextTest::Contains => case.contains(text, operand),
                TextTest::StartsWith => case.starts_with(text, operand),
                TextTest::Is(relation) => relation.holds(case.compare(text, operand)),
            };
            if holds {
                bits.set(*bit);
            }
        }
        if (!self.instants.is_empty() || !self.equal_instants.is_empty())
            && let Some(instant) = instant_of(text)
        {
            self.instant(instant, bits);
        }
    }

    fn instant(&self, instant: Instant, bits: &mut Bits) {
        self.equal_instants.find(|value| Some(instant.cmp(value)), bits);
        for (relation, value, bit) in &self.instants {
            if relation.holds(instant.cmp(value)) {
                bits.set(*bit);
            }
        }
    }
}

/// The point in time that a record's text says: a date-time or a full date, but no year.
pub(super) fn instant_of(text: &str) -> Option<Instant> {
    let read = if text.len() == 10 { Instant::parse_date } else { Instant::parse_date_time };
    read(text).ok()
}
