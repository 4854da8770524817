//! From an input to blocks of whole records.

use std::io::{self, Read};

use super::block::Block;

/// As many bytes are read at once, where nothing else is said: they stay in the cache until they are judged.
pub(super) const BLOCK: usize = 256 << 10;

/// An input that is cut into blocks, each of them made of whole lines.
pub(super) struct Source<R> {
    input: R,
    size: usize,
    /// What was read behind the end of the last block.
    left: Vec<u8>,
    offset: u64,
    number: u64,
    ended: bool,
}

impl<R: Read> Source<R> {
    pub(super) fn new(input: R, size: usize) -> Self {
        Self { input, size, left: Vec::new(), offset: 0, number: 0, ended: false }
    }

    /// Fills the block with the next lines. Whether there were some.
    pub(super) fn next(&mut self, block: &mut Block) -> io::Result<bool> {
        block.clear(self.size);
        (block.offset, block.number) = (self.offset, self.number);
        block.extend(&self.left);
        self.left.clear();
        loop {
            let searched = block.filled();
            self.read(block, self.size)?;
            let new = block.bytes().get(searched..).unwrap_or_default();
            let end = match memchr::memrchr(b'\n', new) {
                _ if self.ended => block.filled(),
                Some(line_feed) => searched + line_feed + 1,
                None => continue,
            };
            self.left.extend_from_slice(block.bytes().get(end..).unwrap_or_default());
            block.finish(end);
            self.offset += end as u64;
            self.number += 1;
            return Ok(end > 0);
        }
    }

    /// Reads on until the block has been filled up to its size, or beyond it by as much if it had been filled before.
    fn read(&mut self, block: &mut Block, size: usize) -> io::Result<()> {
        let until = if block.filled() < size { size } else { block.filled() * 2 };
        while block.filled() < until && !self.ended {
            match self.input.read(block.room(until - block.filled())) {
                Ok(0) => self.ended = true,
                Ok(count) => block.fill(count),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    return Err(error);
                }
            }
        }
        Ok(())
    }
}
