//! The literals, and what stands between them, that make one text: `"a " "b"`, `"a " + name + " b"`.

use super::follow::{Follower, Made, is_word};
use super::language::{Language, Marks};
use super::lexer::{Bracket, Lexed, Literal};
use crate::text::Span;

/// A text that is made of literals.
#[derive(Debug)]
pub(super) struct Parts {
    /// Its literals, with what is put in behind each.
    pub(super) literals: Vec<(Literal, Behind)>,
    /// What fills in its marks.
    pub(super) marks: Marks,
    /// The values that fill them in, where they are known.
    pub(super) values: Vec<Span>,
    /// Whether the blanks around it are taken away.
    pub(super) is_trimmed: bool,
    /// Where its expression begins, the call of a formatter included.
    pub(super) start: usize,
    /// Where it ends, the methods and parentheses behind it included.
    pub(super) end: usize,
    /// The bracket that the expression stands in.
    pub(super) parent: Option<usize>,
}

/// What stands behind a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// The next literal, or nothing.
    Nothing,
    /// An expression that is put in there.
    Expression(Span),
}

/// How many literals one text is made of at most.
const MOST_PARTS: usize = 10_000;

/// How long the name of a culture is at most.
const MOST_CULTURE: usize = 100;

/// How many parentheses around a text are followed.
const MOST_WRAPS: usize = 8;

/// The text that begins with that literal, and the number of the literal that the next one begins with.
///
/// There is none where an expression begins it, as in `" and ".join(clauses)`, or where it can't be followed to its end.
pub(super) fn parts(text: &str, lexed: &Lexed, first: usize, language: &'static Language) -> (Option<Parts>, usize) {
    let follower = Follower { text, lexed, language };
    let Some(literal) = lexed.literals.get(first) else { return (None, first + 1) };
    let mut draft = Draft {
        follower,
        parts: Parts {
            literals: Vec::new(),
            marks: Marks::None,
            values: Vec::new(),
            is_trimmed: false,
            start: literal.span.start(),
            end: literal.span.start(),
            parent: literal.parent,
        },
        next: first,
        is_settled: false,
    };
    let is_text = draft.operands(literal.span.start()).and_then(|()| draft.wraps()).is_some();
    let next = draft.next.max(first + 1);
    (is_text.then_some(draft.parts), next)
}

/// A text while it is followed; whatever answers `None` has found that it is none.
struct Draft<'a> {
    follower: Follower<'a>,
    parts: Parts,
    /// The number of the literal behind the last one.
    next: usize,
    /// Whether it is complete: nothing can be joined to what a formatter makes.
    is_settled: bool,
}

impl Draft<'_> {
    /// Follows the operands from the one at `at` to the end of the last one.
    fn operands(&mut self, mut at: usize) -> Option<()> {
        loop {
            let is_expression = self.operand(at)?;
            match self.follower.plus(self.follower.skip(self.parts.end)) {
                Some(_) if self.is_settled => return None,
                Some(next) => at = next,
                None => return self.follower.is_end(self.parts.end, is_expression).then_some(()),
            }
        }
    }

    /// Adds the operand at `at`; whether it is an expression.
    fn operand(&mut self, at: usize) -> Option<bool> {
        let literals = &self.follower.lexed.literals;
        let number = literals.partition_point(|it| it.span.start() < at);
        let Some(literal) = literals.get(number).filter(|it| it.span.start() == at) else {
            self.parts.end = self.follower.operand(at)?;
            self.expression(at)?;
            return Some(true);
        };
        let from = self.parts.literals.len();
        self.side_by_side(number, *literal)?;
        self.settle(from, at)?;
        Some(from == self.parts.literals.len())
    }

    /// Adds the literal of that number, and those that it is one with.
    fn side_by_side(&mut self, mut number: usize, mut literal: Literal) -> Option<()> {
        loop {
            self.parts.literals.push((literal, Behind::Nothing));
            self.next = number + 1;
            self.parts.end = literal.span.end();
            if self.parts.literals.len() >= MOST_PARTS {
                return None;
            }
            let (at, ends_line) = self.follower.gap(self.parts.end);
            let next = self.follower.lexed.literals.get(number + 1).copied();
            let is_next = |it: &Literal| {
                let may_follow = literal.parent.is_some() || !ends_line;
                may_follow && it.span.start() == at && it.opened.form.is_text && it.parent == literal.parent
            };
            let Some(next) = next.filter(|_| self.follower.language.adjacent).filter(is_next) else { return Some(()) };
            number += 1;
            literal = next;
        }
    }

    /// Follows what becomes of the literals from the one of the number `from` on, which begin at `start`.
    fn settle(&mut self, from: usize, start: usize) -> Option<()> {
        loop {
            let is_whole = from == 0 && !self.parts.literals.is_empty();
            match self.follower.made_of(self.parts.end) {
                Made::Itself => return Some(()),
                Made::Unknown => return None,
                Made::Trimmed(end) if is_whole => {
                    self.parts.end = end;
                    self.parts.is_trimmed = true;
                    self.is_settled = true;
                }
                Made::Formatted { marks, values, end } if is_whole && self.may_be_filled_in(end) => {
                    self.parts.values = self.follower.arguments(values);
                    self.parts.end = end;
                    self.parts.marks = marks;
                    self.is_settled = true;
                }
                Made::Trimmed(end) | Made::Formatted { end, .. } | Made::Another(end) => {
                    self.parts.literals.truncate(from);
                    self.parts.end = end;
                    self.expression(start)?;
                }
            }
        }
    }

    /// Whether marks that are filled in up to `end` are those of the whole.
    fn may_be_filled_in(&self, end: usize) -> bool {
        let has_expressions = self.parts.literals.iter().any(|(_, behind)| *behind != Behind::Nothing);
        !self.is_settled && !has_expressions && self.follower.plus(self.follower.skip(end)).is_none()
    }

    /// What stands from `start` to the end is put in behind the last literal.
    fn expression(&mut self, start: usize) -> Option<()> {
        let (_, behind) = self.parts.literals.last_mut()?;
        let start = match behind {
            Behind::Nothing => start,
            Behind::Expression(before) => before.start(),
        };
        *behind = Behind::Expression(Span::new(start, self.parts.end));
        Some(())
    }

    /// Follows the text through the parentheses around it, and through the call that fills it in.
    fn wraps(&mut self) -> Option<()> {
        for _ in 0..MOST_WRAPS {
            let Some(bracket) = self.opens() else { break };
            let close = bracket.end - 1;
            let end = self.follower.skip(self.parts.end);
            if let Some((callee, marks)) = self.follower.formatter_before(bracket.open) {
                let is_first = end == close || self.follower.text.get(end..).is_some_and(|it| it.starts_with(','));
                // An encoder takes what a formatter made.
                let encodes = marks == Marks::None;
                if !is_first || (self.is_settled && !encodes) {
                    return None;
                }
                if !encodes {
                    self.parts.marks = marks;
                }
                if end < close && !encodes {
                    self.parts.values = self.follower.arguments(Span::new(end + 1, close));
                }
                self.parts.start = callee;
                self.is_settled = true;
            } else {
                let is_call = self.follower.text.get(..bracket.open).is_some_and(|it| it.ends_with(is_word));
                if is_call || end != close {
                    break;
                }
                self.parts.start = bracket.open;
            }
            self.parts.parent = bracket.parent;
            self.parts.end = bracket.end;
            self.settle(0, self.parts.start)?;
            match self.follower.plus(self.follower.skip(self.parts.end)) {
                Some(_) if self.is_settled => return None,
                Some(next) => self.operands(next)?,
                None if self.follower.is_end(self.parts.end, false) => {}
                None => return None,
            }
        }
        Some(())
    }

    /// The parenthesis that opens right in front of the text.
    fn opens(&self) -> Option<Bracket> {
        let around = *bracket(self.follower.lexed, self.parts.parent)?;
        let before = self.follower.text.get(around.open + 1..self.parts.start)?.trim_ascii();
        let is_first = before.is_empty() || is_culture(before);
        (around.byte == b'(' && is_first && around.end > around.open + 1).then_some(around)
    }
}

/// Whether an argument says whose numbers and dates a formatter writes: `CultureInfo.InvariantCulture,`, `Locale.ROOT,`.
fn is_culture(arguments: &str) -> bool {
    let name = arguments.strip_suffix(',').map(str::trim_ascii_end).unwrap_or_default();
    name.len() <= MOST_CULTURE
        && ["CultureInfo.", "Locale."].iter().any(|it| name.starts_with(it))
        && name.chars().all(|c| is_word(c) || c == '.')
}

/// Where the blanks before `at` begin.
pub(super) fn blanks_before(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().trim_ascii_end().len()
}

/// The bracket of that number.
pub(super) fn bracket(lexed: &Lexed, number: Option<usize>) -> Option<&Bracket> {
    lexed.brackets.get(number?)
}
