//! From an input to blocks of whole records.

use std::io::{self, Read};

use super::block::Block;
use super::elements::{Elements, Followed};
use super::fault::Fault;
use super::framing::{Framing, Pointer};
use super::grammar::is_blank;
use super::way::Way;

/// As many bytes are read at once, where nothing else is said: they stay in the cache until they are judged.
pub(super) const BLOCK: usize = 256 << 10;

/// Places in a block are counted in 32 bits.
const LONGEST: usize = u32::MAX as usize - (1 << 20);

/// An input that is cut into blocks, each of them made of whole records.
pub(super) struct Source<R> {
    input: R,
    size: usize,
    place: Place,
    /// What was read behind the end of the last block.
    left: Vec<u8>,
    offset: u64,
    number: u64,
    /// Nothing more can be read.
    ended: bool,
    /// Why, if that is not the end of the input.
    failed: Option<io::Error>,
}

/// Where in the input.
enum Place {
    Start(Framing),
    Lines,
    /// Before the array of records.
    Before(Way),
    /// In it.
    In(Way, Elements),
    /// Behind it.
    Behind(Way),
    /// Where nothing more can be read.
    Lost,
}

impl<R: Read> Source<R> {
    pub(super) fn new(input: R, size: usize, framing: Framing) -> Self {
        let place = Place::Start(framing);
        Self { input, size, place, left: Vec::new(), offset: 0, number: 0, ended: false, failed: None }
    }

    /// Fills the block with what comes next. Whether there was something. Where the input fails, that comes out once all whole
    /// records before have.
    pub(super) fn next(&mut self, block: &mut Block) -> io::Result<bool> {
        if let Some(error) = self.failed.take() {
            self.place = Place::Lost;
            return Err(error);
        }
        if matches!(self.place, Place::Lost) {
            return Ok(false);
        }
        block.clear(self.size);
        (block.offset, block.number) = (self.offset, self.number);
        block.extend(&self.left);
        self.left.clear();
        let was_ended = self.ended;
        self.read(block)?;
        if was_ended && block.filled() == 0 {
            return Ok(false);
        }
        let end = self.cut(block)?;
        self.left.extend_from_slice(block.bytes().get(end..).unwrap_or_default());
        block.finish(end);
        self.offset += end as u64;
        self.number += 1;
        Ok(true)
    }

    /// Finds the records in the block, and reads on until there is one, or the input ends. Where the block is to be cut off.
    fn cut(&mut self, block: &mut Block) -> io::Result<usize> {
        let mut at = 0;
        loop {
            self.place = match std::mem::replace(&mut self.place, Place::Lost) {
                Place::Start(framing) => match framing {
                    Framing::Detect => match block.bytes().iter().find(|byte| !is_blank(**byte)) {
                        Some(b'[') => Place::Start(Framing::Array),
                        Some(_) => Place::Start(Framing::Lines),
                        None if self.ended => return Ok(block.filled()),
                        None => {
                            self.read(block)?;
                            Place::Start(Framing::Detect)
                        }
                    },
                    Framing::Lines => Place::Lines,
                    Framing::Array => Place::Before(Way::new(&Pointer::default())),
                    Framing::At(pointer) => Place::Before(Way::new(&pointer)),
                },
                Place::Lines => {
                    self.place = Place::Lines;
                    block.has_lines = true;
                    return self.cut_lines(block);
                }
                Place::Before(mut way) => match follow(&mut way, block, &mut at) {
                    Ok(true) => Place::In(way, Elements::new()),
                    Ok(false) => {
                        self.place = Place::Before(way);
                        return Ok(self.ends(block));
                    }
                    Err(fault) => return Ok(lost(block, at, fault)),
                },
                Place::In(mut way, mut elements) => {
                    let end = block.filled();
                    let (bytes, records) = block.searched();
                    match elements.follow(bytes, at, end, records) {
                        Followed::Wrong(at) => return Ok(lost(block, at, Fault::ExpectedCommaOrBracket)),
                        Followed::Closed(close) => {
                            at = close + 1;
                            match way.leave() {
                                Ok(()) => Place::Behind(way),
                                Err(fault) => return Ok(lost(block, close, fault)),
                            }
                        }
                        Followed::Open(start) if self.ended && self.failed.is_none() => {
                            if block.bytes().get(start..).unwrap_or_default().iter().any(|byte| !is_blank(*byte)) {
                                block.searched().1.push((start, end));
                            }
                            return Ok(lost(block, end, Fault::Ended));
                        }
                        Followed::Open(start) if start > 0 || self.ended => {
                            self.place = Place::In(way, elements);
                            return Ok(start);
                        }
                        Followed::Open(_) => {
                            self.read(block)?;
                            Place::In(way, elements)
                        }
                    }
                }
                Place::Behind(mut way) => match follow(&mut way, block, &mut at) {
                    Ok(_) => {
                        self.place = Place::Behind(way);
                        return Ok(self.ends(block));
                    }
                    Err(fault) => return Ok(lost(block, at, fault)),
                },
                Place::Lost => return Ok(block.filled()),
            };
        }
    }

    /// Behind the last line that is whole, or that ends with the input.
    fn cut_lines(&mut self, block: &mut Block) -> io::Result<usize> {
        let mut searched = 0;
        loop {
            if self.ended && self.failed.is_none() {
                return Ok(block.filled());
            }
            let new = block.bytes().get(searched..).unwrap_or_default();
            if let Some(line_feed) = memchr::memrchr(b'\n', new) {
                return Ok(searched + line_feed + 1);
            }
            if self.ended {
                return Ok(0);
            }
            searched = block.filled();
            self.read(block)?;
        }
    }

    /// All of the block, which holds what is around the records; if the input ends with it, it must be complete.
    fn ends(&mut self, block: &mut Block) -> usize {
        if self.ended
            && self.failed.is_none()
            && let Place::Before(way) | Place::Behind(way) = &mut self.place
            && let Err(fault) = way.finish()
        {
            return lost(block, block.filled(), fault);
        }
        block.filled()
    }

    /// Reads on until the block has been filled up to its size, or beyond it by as much if it had been filled before.
    fn read(&mut self, block: &mut Block) -> io::Result<()> {
        let until = if block.filled() < self.size { self.size } else { block.filled() * 2 };
        if until > LONGEST {
            return Err(io::Error::other(Fault::TooLong));
        }
        while block.filled() < until && !self.ended {
            match self.input.read(block.room(until - block.filled())) {
                Ok(0) => self.ended = true,
                Ok(count) => block.fill(count),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    (self.ended, self.failed) = (true, Some(error));
                }
            }
        }
        Ok(())
    }
}

/// Follows the way to the array, or to the end of the block. Whether it is the array.
fn follow(way: &mut Way, block: &Block, at: &mut usize) -> Result<bool, Fault> {
    for byte in block.bytes().get(*at..).unwrap_or_default() {
        let opens = way.take(*byte)?;
        *at += 1;
        if opens {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Says what is wrong with what is around the records; nothing more can be read then.
fn lost(block: &mut Block, at: usize, fault: Fault) -> usize {
    block.fault = Some((at, fault));
    block.filled()
}
