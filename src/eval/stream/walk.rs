//! One record, from its first operator to its last.

use super::super::matcher::Matcher;
use super::answers::Answers;
use super::grammar::{byte_at, first_at, skip_blanks, skip_container, sure};
use super::inner::{Inner, raw_string};
use super::scalar;
use super::tape::{Cursor, End, PART, Tape, WHOLE};
use super::wanted::Wanted;

/// What a walk found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Matches,
    Rejected,
    /// It is not right, or has something that takes a closer look: a key twice, deep nesting.
    Unclear,
}

/// Walks over records, one after the other, and asks a predicate of the fields that it passes.
///
/// Functions below come out with `None` where a record has to be looked at more closely, for whatever reason.
pub(super) struct Walker<'m> {
    wanted: Wanted,
    trusting: bool,
    tape: Tape,
    answers: Answers<'m>,
    inner: Inner,
}

impl<'m> Walker<'m> {
    pub(super) fn new(matcher: Option<&'m Matcher>, at_hand: &[Box<str>], trusting: bool) -> Self {
        Self {
            wanted: Wanted::new(matcher, at_hand),
            trusting,
            tape: Tape::new(if trusting { PART } else { WHOLE }),
            answers: Answers::new(matcher, at_hand.len()),
            inner: Inner::default(),
        }
    }

    /// Judges the record that begins at `at`.
    #[inline(always)]
    pub(super) fn record(&mut self, bytes: &[u8], at: usize, end: End) -> Verdict {
        self.tape.start(at, end);
        self.answers.start();
        let walked = self.walk(bytes, at);
        match walked.and_then(|()| self.answers.sum_up(bytes)) {
            Some(true) => Verdict::Matches,
            Some(false) => Verdict::Rejected,
            None => Verdict::Unclear,
        }
    }

    /// The values of the fields at hand in the record that was judged last, as they are written; empty where it has none.
    pub(super) fn at_hand<'a>(&self, bytes: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        self.answers.at_hand().iter().map(|(start, end)| bytes.get(*start..*end).unwrap_or_default())
    }

    /// Where the record ends that was judged last: before a line feed, if the lines are the records.
    pub(super) fn end(&self, bytes: &[u8]) -> usize {
        self.tape.end().unwrap_or_else(|| {
            let rest = bytes.get(self.tape.reached()..).unwrap_or_default();
            self.tape.reached() + memchr::memchr(b'\n', rest).unwrap_or(rest.len())
        })
    }

    #[inline(always)]
    fn walk(&mut self, bytes: &[u8], at: usize) -> Option<()> {
        let first = skip_blanks(bytes, at);
        sure(self.wanted.fits() && self.tape.next(bytes)? == first && byte_at(bytes, first)? == b'{')?;
        if self.trusting && !self.wanted.has_any() {
            return Some(());
        }
        let mut tape = self.tape.cursor();
        let Stop::Closed(last) =
            root(&mut tape, &self.wanted, self.trusting, &mut self.answers, &mut self.inner, bytes, first)?
        else {
            return Some(());
        };
        tape.finish();
        sure(self.tape.next(bytes).is_none() && !self.tape.is_broken())?;
        let end = self.tape.end()?;
        sure(skip_blanks(bytes, last + 1) >= end)?;
        if self.tape.has_high() {
            sure(simdutf8::basic::from_utf8(bytes.get(at..end)?).is_ok())?;
        }
        Some(())
    }
}

/// Where a walk ends.
enum Stop {
    /// The record closes there.
    Closed(usize),
    /// Nothing more is wanted of a record that is trusted.
    Enough,
}

/// Walks through the record, which opens at `open`.
#[inline(always)]
fn root(
    tape: &mut Cursor<'_>,
    wanted: &Wanted,
    trusting: bool,
    answers: &mut Answers<'_>,
    inner: &mut Inner,
    bytes: &[u8],
    open: usize,
) -> Option<Stop> {
    let root = wanted.node(0)?;
    let mut seen: u64 = 0;
    let mut at = open;
    let (mut key, mut byte) = first_at(bytes, at + 1)?;
    if byte == b'}' {
        return Some(Stop::Closed(tape.next(bytes)?));
    }
    loop {
        sure(byte == b'"')?;
        let colon = tape.next(bytes)?;
        sure(byte_at(bytes, colon)? == b':')?;
        let value;
        (value, byte) = first_at(bytes, colon + 1)?;
        let mut found = root.find(bytes, key + 1);
        if found.is_none() && tape.may_be_escaped(key, colon) {
            found = root.find_escaped(bytes, raw_string(bytes, key, colon, true)?);
        }
        match found {
            None => at = pass(tape, bytes, value, byte)?,
            Some((number, wanted_key)) => {
                // The last of two keys counts, which takes a look back.
                sure((seen >> number) & 1 == 0)?;
                seen |= 1 << number;
                let node = wanted.node(wanted_key.node)?;
                at = if node.is_asked() && byte == b'"' {
                    let next = tape.next(bytes)?;
                    let raw = raw_string(bytes, value, next, tape.may_be_escaped(value, next))?;
                    answers.string(node, bytes, raw)?;
                    next
                } else if node.is_asked() {
                    tape.with(|tape| inner.value(tape, wanted, answers, bytes, value, wanted_key.node))?
                } else {
                    pass(tape, bytes, value, byte)?
                };
                if let Some(field) = node.at_hand {
                    answers.hold(field, value, at);
                }
            }
        }
        match byte_at(bytes, at)? {
            b',' if trusting && seen.count_ones() as usize == root.keys.len() => return Some(Stop::Enough),
            b',' => (key, byte) = first_at(bytes, at + 1)?,
            b'}' => return Some(Stop::Closed(at)),
            _ => return None,
        }
    }
}

/// Goes behind a value that is not wanted and begins with that byte, to the operator that follows it.
#[inline(always)]
fn pass(tape: &mut Cursor<'_>, bytes: &[u8], value: usize, byte: u8) -> Option<usize> {
    let next = tape.next(bytes)?;
    match byte {
        b'"' => {}
        b'{' | b'[' => return tape.with(|tape| skip_container(tape, bytes, value)),
        _ => {
            scalar::end(bytes, value)?;
        }
    }
    Some(next)
}
