//! The boolean tree of a predicate as steps with jumps.

use super::bits::Bits;
use crate::predicate::{Condition, ConditionKind, Predicate, Test};
use crate::vocab::PrimitiveOp;

/// Where to go on, or what comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goto {
    Step(u32),
    Answer(bool),
}

/// One question, and where to go with its answer.
#[derive(Debug, Clone, Copy)]
struct Step {
    bit: u32,
    /// The number of the path whose leaves set the bit.
    path: u32,
    yes: Goto,
    no: Goto,
}

/// What a predicate asks, in order; operands that can't change the answer are left out.
#[derive(Debug, Clone)]
pub(super) struct Program {
    steps: Vec<Step>,
    first: Goto,
}

/// The bits of a test, one after the other, and the number of its path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) first: u32,
    pub(super) count: u32,
    pub(super) path: u32,
}

impl Program {
    /// `asked` says for each test which bits it has: one, or one for each value of a `ca`.
    pub(super) fn new(predicate: &Predicate, asked: &mut dyn FnMut(&Test) -> Asked) -> Self {
        let mut program = Self { steps: Vec::new(), first: Goto::Answer(true) };
        // From the last operand to the first, so that each knows where the next one begins: where `None` stands for a
        // place to go, that is the step that was made last.
        let mut open: Vec<(Condition<'_>, Option<Goto>, Option<Goto>)> =
            vec![(predicate.root(), Some(Goto::Answer(true)), Some(Goto::Answer(false)))];
        while let Some((condition, yes, no)) = open.pop() {
            let (yes, no) = (yes.unwrap_or(program.first), no.unwrap_or(program.first));
            match condition.kind() {
                ConditionKind::All => {
                    let start = open.len();
                    open.extend(condition.operands().map(|operand| (operand, None, Some(no))));
                    if let Some(last) = open.get_mut(start..).and_then(<[_]>::last_mut) {
                        last.1 = Some(yes);
                    }
                }
                ConditionKind::Any => {
                    let start = open.len();
                    open.extend(condition.operands().map(|operand| (operand, Some(yes), None)));
                    if let Some(last) = open.get_mut(start..).and_then(<[_]>::last_mut) {
                        last.2 = Some(no);
                    }
                }
                ConditionKind::Not(operand) => open.push((operand, Some(no), Some(yes))),
                ConditionKind::Test(test) => {
                    let (yes, no) = if is_negation(test.op()) { (no, yes) } else { (yes, no) };
                    program.add(asked(test), yes, no);
                }
            }
        }
        program
    }

    /// The steps of a test: all of its bits must be set.
    fn add(&mut self, asked: Asked, yes: Goto, no: Goto) {
        let mut yes = yes;
        for bit in (asked.first..asked.first + asked.count).rev() {
            let number = u32::try_from(self.steps.len()).expect("a filter has fewer than 2^32 values");
            self.steps.push(Step { bit, path: asked.path, yes, no });
            yes = Goto::Step(number);
        }
        self.first = yes;
    }

    /// The answer. `reach` is told of a path before a bit of it is looked at.
    pub(super) fn run(&self, bits: &mut Bits, mut reach: impl FnMut(u32, &mut Bits)) -> bool {
        let mut at = self.first;
        loop {
            match at {
                Goto::Answer(answer) => return answer,
                Goto::Step(number) => {
                    let Some(step) = self.steps.get(number as usize) else { return false };
                    reach(step.path, bits);
                    at = if bits.get(step.bit) { step.yes } else { step.no };
                }
            }
        }
    }
}

/// Whether the operator is true exactly where the one that its bits say is false.
fn is_negation(op: PrimitiveOp) -> bool {
    match op {
        PrimitiveOp::Ne | PrimitiveOp::IsNull => true,
        PrimitiveOp::Eq
        | PrimitiveOp::Gt
        | PrimitiveOp::Ge
        | PrimitiveOp::Lt
        | PrimitiveOp::Le
        | PrimitiveOp::Co
        | PrimitiveOp::Sw
        | PrimitiveOp::In
        | PrimitiveOp::Ca
        | PrimitiveOp::Pr => false,
    }
}
