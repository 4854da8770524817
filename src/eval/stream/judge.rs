//! A block of records, judged.

use super::super::json_text::JsonText;
use super::super::matcher::Matcher;
use super::block::Block;
use super::checker;
use super::event::{AtHand, RawRecord};
use super::fault::Fault;
use super::grammar::{is_blank, skip_blanks};
use super::tape::End;
use super::walk::{Verdict, Walker};

/// What was found in a block, in order.
#[derive(Debug)]
pub(super) struct Judged<T> {
    pub(super) found: Vec<Found<T>>,
    pub(super) records: u64,
    /// How many lines the block has, where they were counted.
    pub(super) lines: Option<u64>,
}

impl<T> Default for Judged<T> {
    fn default() -> Self {
        Self { found: Vec::new(), records: 0, lines: None }
    }
}

/// Something that was found in a block.
#[derive(Debug)]
pub(super) enum Found<T> {
    /// A record that matches: where it begins and ends, and what was made of it.
    Match(usize, usize, T),
    /// Something that is not JSON: where and why, and whether no records can follow.
    Broken(usize, Fault, bool),
}

/// Judges records, block by block.
pub(super) struct Judge<'m, M> {
    matcher: Option<&'m Matcher>,
    walker: Walker<'m>,
    /// The names of the fields to have at hand.
    at_hand: &'m [Box<str>],
    map: &'m M,
}

impl<'m, T, M: Fn(RawRecord<'_>) -> T> Judge<'m, M> {
    pub(super) fn new(matcher: Option<&'m Matcher>, at_hand: &'m [Box<str>], trusting: bool, map: &'m M) -> Self {
        Self { matcher, walker: Walker::new(matcher, at_hand, trusting), at_hand, map }
    }

    /// Judges the records of the block.
    pub(super) fn block(&mut self, block: &Block, judged: &mut Judged<T>) {
        judged.found.clear();
        (judged.records, judged.lines) = (0, None);
        if block.has_lines {
            self.lines(block, judged);
        } else {
            self.elements(block, judged);
        }
        if let Some((at, fault)) = block.fault {
            match judged.found.last_mut() {
                // An element that ends where its array is cut off has been told of.
                Some(Found::Broken(place, _, is_last)) if *place == at => *is_last = true,
                _ => judged.found.push(Found::Broken(at, fault, true)),
            }
        }
    }

    fn lines(&mut self, block: &Block, judged: &mut Judged<T>) {
        let bytes = block.padded();
        let (mut at, mut lines) = (0, 0);
        while at < block.filled() {
            let verdict = self.walker.record(bytes, at, End::Line);
            let end = self.walker.end(bytes);
            judged.records += 1;
            match verdict {
                Verdict::Matches => self.matched(bytes, at, end, true, judged),
                Verdict::Rejected => {}
                Verdict::Unclear => self.look_closer(block, at, end, judged),
            }
            lines += 1;
            at = end + 1;
        }
        judged.lines = Some(lines);
    }

    fn elements(&mut self, block: &Block, judged: &mut Judged<T>) {
        let bytes = block.padded();
        for (start, end) in block.records() {
            let start = skip_blanks(bytes, *start).min(*end);
            let element = bytes.get(start..*end).unwrap_or_default();
            let end = start + element.iter().rposition(|byte| !is_blank(*byte)).map_or(0, |last| last + 1);
            judged.records += 1;
            match self.walker.record(bytes, start, End::At(end)) {
                Verdict::Matches => self.matched(bytes, start, end, true, judged),
                Verdict::Rejected => {}
                Verdict::Unclear => self.look_closer(block, start, end, judged),
            }
        }
    }

    /// Makes what is to be made of a record that matches. Where the walker has not seen all of it, no fields are at hand.
    fn matched(&self, bytes: &[u8], at: usize, end: usize, is_seen: bool, judged: &mut Judged<T>) {
        let record = bytes.get(at..end).unwrap_or_default();
        let record = record.strip_suffix(b"\r").unwrap_or(record);
        let value = if self.at_hand.is_empty() || !is_seen {
            (self.map)(RawRecord { bytes: record, at_hand: &[] })
        } else {
            let values = self.at_hand.iter().zip(self.walker.at_hand(bytes));
            let at_hand: Vec<AtHand<'_>> = values.map(|(name, value)| AtHand { name, value }).collect();
            (self.map)(RawRecord { bytes: record, at_hand: &at_hand })
        };
        judged.found.push(Found::Match(at, at + record.len(), value));
    }

    /// Judges a record that is not right, or not of the usual kind.
    #[cold]
    #[inline(never)]
    fn look_closer(&mut self, block: &Block, at: usize, end: usize, judged: &mut Judged<T>) {
        let record = block.padded().get(at..end).unwrap_or_default();
        let mut checked = checker::check(record);
        if record.iter().all(|byte| is_blank(*byte)) {
            if block.has_lines {
                judged.records -= 1;
                return;
            }
            checked = Err((record.len(), Fault::ExpectedValue));
        }
        if block.offset == 0 && at == 0 && record.starts_with(b"\xEF\xBB\xBF") {
            checked = Err((0, Fault::ByteOrderMark));
        }
        if let Err((place, fault)) = checked {
            judged.found.push(Found::Broken(at + place, fault, false));
            return;
        }
        let text = JsonText::new(str::from_utf8(record).unwrap_or_default());
        if self.matcher.is_none_or(|matcher| matcher.matches(&text)) {
            self.matched(block.padded(), at, end, false, judged);
        }
    }
}
