//! A piece of an input that holds whole records.

use super::fault::Fault;
use super::masks::STEP;

/// Bytes on their way from the input to those who judge them.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Longer than what is filled by at least a step, all of it line feeds.
    bytes: Vec<u8>,
    filled: usize,
    /// The first block is 0.
    pub(super) number: u64,
    /// Where it begins, in bytes from the start of the input.
    pub(super) offset: u64,
    /// Whether its lines are the records.
    pub(super) has_lines: bool,
    /// If not, where the records begin and end.
    records: Vec<(usize, usize)>,
    /// What is wrong around the records, and where; no records follow.
    pub(super) fault: Option<(usize, Fault)>,
}

impl Block {
    /// The bytes, with line feeds behind them.
    pub(super) fn padded(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes there are, line feeds behind them left out.
    pub(super) fn filled(&self) -> usize {
        self.filled
    }

    /// The bytes alone.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.filled).unwrap_or_default()
    }

    /// Where the records begin and end, if they are not the lines.
    pub(super) fn records(&self) -> &[(usize, usize)] {
        &self.records
    }

    /// The bytes as they are to be searched, and room for where the records in them begin and end.
    pub(super) fn searched(&mut self) -> (&[u8], &mut Vec<(usize, usize)>) {
        // The end is not known yet, and what is behind it has to be harmless all the same.
        self.finish(self.filled);
        (&self.bytes, &mut self.records)
    }

    /// Takes all bytes out.
    pub(super) fn clear(&mut self, most: usize) {
        self.filled = 0;
        (self.has_lines, self.fault) = (false, None);
        self.records.clear();
        // A single long record made it grow.
        if self.bytes.len() > 2 * (most + STEP) {
            self.bytes = Vec::new();
        }
    }

    /// Adds bytes.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.room(bytes.len());
        if let Some(room) = self.bytes.get_mut(self.filled..).and_then(|room| room.get_mut(..bytes.len())) {
            room.copy_from_slice(bytes);
            self.filled += bytes.len();
        }
    }

    /// Room for as many more bytes at least.
    pub(super) fn room(&mut self, more: usize) -> &mut [u8] {
        let needed = self.filled + more + STEP;
        if self.bytes.len() < needed {
            self.bytes.resize(needed, b'\n');
        }
        self.bytes.get_mut(self.filled..).and_then(|room| room.get_mut(..more)).unwrap_or_default()
    }

    /// Says that the first bytes of the room have been filled.
    pub(super) fn fill(&mut self, more: usize) {
        self.filled += more;
    }

    /// Cuts it off there, and puts line feeds behind it.
    pub(super) fn finish(&mut self, end: usize) {
        self.filled = end;
        if let Some(padding) = self.bytes.get_mut(end..).and_then(|rest| rest.get_mut(..STEP)) {
            padding.fill(b'\n');
        }
    }
}
