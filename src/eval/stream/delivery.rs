//! Judged blocks in the order of the input.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::block::Block;
use super::event::{Event, Match, RawRecord, Summary};
use super::fault::RecordError;
use super::judge::{Found, Judged};

/// Takes judged blocks in any order and tells of them in the input's.
pub(super) struct Delivery<T, S> {
    sink: S,
    next: u64,
    waiting: BTreeMap<u64, (Block, Judged<T>)>,
    /// Done with, and ready to be filled again.
    pub(super) spare: Vec<(Block, Judged<T>)>,
    pub(super) summary: Summary,
    /// Line feeds that have been counted, and where the line behind the last of them begins.
    lines: u64,
    line_start: u64,
}

impl<T, S: FnMut(Event<'_, T>) -> ControlFlow<()>> Delivery<T, S> {
    pub(super) fn new(sink: S) -> Self {
        Self {
            sink,
            next: 0,
            waiting: BTreeMap::new(),
            spare: Vec::new(),
            summary: Summary::default(),
            lines: 0,
            line_start: 0,
        }
    }

    /// Whether a block of that number would have to wait while as many do already.
    pub(super) fn is_ahead(&self, number: u64, most: usize) -> bool {
        number != self.next && self.waiting.len() >= most
    }

    /// Takes a block, and tells of it and of those that waited for it, when its turn has come.
    pub(super) fn take(&mut self, block: Block, judged: Judged<T>) {
        self.waiting.insert(block.number, (block, judged));
        while let Some((block, mut judged)) = self.waiting.remove(&self.next) {
            self.next += 1;
            if !self.summary.stopped {
                self.tell(&block, &mut judged);
            }
            self.spare.push((block, judged));
        }
    }

    fn tell(&mut self, block: &Block, judged: &mut Judged<T>) {
        self.summary.records += judged.records;
        // Up to here line feeds have been counted one by one.
        let mut counted = 0;
        let lines_before = self.lines;
        for found in judged.found.drain(..) {
            let event = match found {
                Found::Match(start, end, value) => {
                    self.summary.matches += 1;
                    let bytes = block.padded().get(start..end).unwrap_or_default();
                    let record = RawRecord { bytes, at_hand: &[] };
                    Event::Match(Match { record, offset: block.offset + start as u64, value })
                }
                Found::Broken(at, fault, is_last) => {
                    self.summary.broken += 1;
                    self.count_lines(block, counted, at);
                    counted = at;
                    let offset = block.offset + at as u64;
                    let column = offset - self.line_start + 1;
                    Event::Broken(RecordError { offset, line: self.lines + 1, column, fault, is_last })
                }
            };
            if (self.sink)(event).is_break() {
                self.summary.stopped = true;
                break;
            }
        }
        match judged.lines {
            Some(lines) => {
                self.lines = lines_before + lines;
                self.line_start = block.offset + block.filled() as u64;
            }
            None => self.count_lines(block, counted, block.filled()),
        }
    }

    fn count_lines(&mut self, block: &Block, from: usize, to: usize) {
        let bytes = block.bytes().get(from..to).unwrap_or_default();
        if let Some(last) = memchr::memrchr(b'\n', bytes) {
            self.lines += memchr::memchr_iter(b'\n', bytes).count() as u64;
            self.line_start = block.offset + (from + last) as u64 + 1;
        }
    }
}
