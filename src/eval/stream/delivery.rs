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
    /// Line feeds before the block that is next.
    lines: u64,
}

impl<T, S: FnMut(Event<'_, T>) -> ControlFlow<()>> Delivery<T, S> {
    pub(super) fn new(sink: S) -> Self {
        Self { sink, next: 0, waiting: BTreeMap::new(), spare: Vec::new(), summary: Summary::default(), lines: 0 }
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
        for found in judged.found.drain(..) {
            let event = match found {
                Found::Match(start, end, value) => {
                    self.summary.matches += 1;
                    let record = RawRecord(block.padded().get(start..end).unwrap_or_default());
                    Event::Match(Match { record, offset: block.offset + start as u64, value })
                }
                Found::Broken { at, line, line_start, fault } => {
                    self.summary.broken += 1;
                    Event::Broken(RecordError {
                        offset: block.offset + at as u64,
                        line: self.lines + line + 1,
                        column: (at - line_start) as u64 + 1,
                        fault,
                        is_last: false,
                    })
                }
            };
            if (self.sink)(event).is_break() {
                self.summary.stopped = true;
                break;
            }
        }
        self.lines += judged.lines;
    }
}
