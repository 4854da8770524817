//! Where the operators of JSON stand in a record.

use super::escapes;
use super::masks::{Masks, STEP};
use super::vectors::Vectors;

/// As many steps are indexed at once where a record is read to its end.
pub(super) const WHOLE: usize = 64;
/// As many where reading may stop early.
pub(super) const PART: usize = 8;

/// The places of `{`, `}`, `[`, `]`, `:` and `,` outside of strings, found piece by piece.
///
/// On the way it checks what can be seen from bytes alone: that no two values stand side by side, that strings end and hold
/// no control characters, that escapes are right. What it finds shows in [`Tape::is_broken`], once the end is reached.
pub(super) struct Tape {
    vectors: Vectors,
    places: Box<[u32]>,
    next: usize,
    len: usize,
    /// The first byte that is not indexed.
    at: usize,
    end: End,
    steps: usize,
    carry: Carry,
    broken: u64,
    high: u64,
    /// Where the piece begins whose operators are at hand, and which of its steps hold backslashes.
    piece: usize,
    escapes_in: u64,
}

/// Where a record ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// There.
    At(usize),
    /// Before the next line feed.
    Line,
}

/// What a step leaves to the next one.
#[derive(Debug, Clone, Copy, Default)]
struct Carry {
    /// 1 where the first byte is escaped.
    escaped: u64,
    /// All ones in a string.
    in_string: u64,
    /// 1 where a number or a word may go on.
    scalar: u64,
    /// 1 where a value has begun and no operator has come since.
    value: u64,
    /// Where the second half of a surrogate pair must stand.
    second_half: usize,
}

impl Tape {
    pub(super) fn new(steps: usize) -> Self {
        Self {
            vectors: Vectors::detect(),
            places: vec![0; (steps + 1) * STEP].into(),
            next: 0,
            len: 0,
            at: 0,
            end: End::At(0),
            steps,
            carry: Carry::default(),
            broken: 0,
            high: 0,
            piece: 0,
            escapes_in: 0,
        }
    }

    /// Begins a record.
    pub(super) fn start(&mut self, at: usize, end: End) {
        (self.next, self.len) = (0, 0);
        (self.at, self.end) = (at, end);
        self.carry = Carry { second_half: usize::MAX, ..Carry::default() };
        (self.broken, self.high) = (0, 0);
        (self.piece, self.escapes_in) = (at, 0);
    }

    /// The place of the next operator.
    #[inline(always)]
    pub(super) fn next(&mut self, bytes: &[u8]) -> Option<usize> {
        if self.next >= self.len && !self.refill(bytes) {
            return None;
        }
        let place = self.places.get(self.next)?;
        self.next += 1;
        Some(*place as usize)
    }

    /// The operators that come, to be taken quickly; [`Cursor::finish`] says how far it went.
    #[inline(always)]
    pub(super) fn cursor(&mut self) -> Cursor<'_> {
        Cursor { next: self.next, len: self.len, tape: self }
    }

    /// Where the record ends, as far as that has been seen.
    pub(super) fn end(&self) -> Option<usize> {
        match self.end {
            End::At(end) => Some(end),
            End::Line => None,
        }
    }

    /// The operators that have been found and not been given.
    #[cfg(test)]
    pub(super) fn at_hand(&self) -> &[u32] {
        self.places.get(self.next..self.len).unwrap_or_default()
    }

    /// The first byte that has not been looked at; where the end has not been seen, it is not before.
    pub(super) fn reached(&self) -> usize {
        self.at
    }

    /// Whether something is wrong with what has been indexed.
    pub(super) fn is_broken(&self) -> bool {
        self.broken != 0 || self.carry.in_string != 0
    }

    /// Whether there are characters beyond ASCII.
    pub(super) fn has_high(&self) -> bool {
        self.high != 0
    }

    /// Whether there may be a backslash between two places, of which the second was given last.
    #[inline(always)]
    pub(super) fn may_be_escaped(&self, from: usize, to: usize) -> bool {
        // What began in an earlier piece is not known any more.
        let Some(first) = from.checked_sub(self.piece) else { return true };
        if self.escapes_in == 0 {
            return false;
        }
        let steps =
            (u64::MAX << ((first / STEP) & 63)) & (u64::MAX >> (63 - ((to.wrapping_sub(self.piece) / STEP) & 63)));
        self.escapes_in & steps != 0
    }

    #[cold]
    #[inline(never)]
    fn refill(&mut self, bytes: &[u8]) -> bool {
        (self.next, self.len) = (0, 0);
        while self.len == 0 {
            if self.end().is_some_and(|end| self.at >= end) {
                return false;
            }
            self.vectors.index(self, bytes);
        }
        true
    }

    /// Indexes the next piece.
    ///
    /// `masks` says what is where in a step, `odd_up_to` is [`odd_up_to`], and `push` puts down the places of bits and says
    /// how many there are.
    #[inline(always)]
    pub(super) fn index(
        &mut self,
        bytes: &[u8],
        masks: impl Fn(&[u8; STEP]) -> Masks,
        odd_up_to: impl Fn(u64) -> u64,
        push: impl Fn(&mut [u32; STEP], usize, u64) -> usize,
    ) {
        let end = self.end().unwrap_or(usize::MAX);
        let mut piece = Piece { at: self.at, end, carry: self.carry, broken: 0, high: 0, escapes_in: 0, number: 0 };
        let mut len = 0;
        self.piece = piece.at;
        while piece.number < self.steps {
            let step = bytes.get(piece.at..).and_then(|rest| rest.first_chunk::<STEP>());
            let room = self.places.get_mut(len..).and_then(|rest| rest.first_chunk_mut::<STEP>());
            let (Some(step), Some(room)) = (step, room) else {
                // Behind each block lie as many line feeds as a step has bytes, so that this is never reached.
                (piece.end, piece.broken) = (piece.at, 1);
                break;
            };
            let found = masks(step);
            if found.control != 0 {
                piece.control(step, found.control, self.end == End::Line);
            }
            if piece.end - piece.at < STEP {
                let operators = piece.step::<true>(bytes, found, &odd_up_to);
                len += push(room, piece.at, operators);
                piece.at = piece.end;
                break;
            }
            let operators = piece.step::<false>(bytes, found, &odd_up_to);
            len += push(room, piece.at, operators);
            piece.at += STEP;
            piece.number += 1;
        }
        (self.at, self.len, self.carry) = (piece.at, len, piece.carry);
        self.broken |= piece.broken;
        self.high |= piece.high;
        self.escapes_in = piece.escapes_in;
        if piece.end != usize::MAX {
            self.end = End::At(piece.end);
        }
    }
}

/// The operators of a tape, counted in registers while nothing else is done.
pub(super) struct Cursor<'t> {
    next: usize,
    len: usize,
    tape: &'t mut Tape,
}

impl Cursor<'_> {
    /// The place of the next operator.
    #[inline(always)]
    pub(super) fn next(&mut self, bytes: &[u8]) -> Option<usize> {
        if self.next >= self.len {
            if !self.tape.refill(bytes) {
                return None;
            }
            (self.next, self.len) = (0, self.tape.len);
        }
        let place = self.tape.places.get(self.next)?;
        self.next += 1;
        Some(*place as usize)
    }

    /// Whether there may be a backslash between two places, of which the second was given last.
    #[inline(always)]
    pub(super) fn may_be_escaped(&self, from: usize, to: usize) -> bool {
        self.tape.may_be_escaped(from, to)
    }

    /// Lets the tape be used as such for a while.
    #[inline(always)]
    pub(super) fn with<T>(&mut self, use_it: impl FnOnce(&mut Tape) -> T) -> T {
        self.tape.next = self.next;
        let out = use_it(self.tape);
        (self.next, self.len) = (self.tape.next, self.tape.len);
        out
    }

    /// Lets the tape go on from here.
    #[inline(always)]
    pub(super) fn finish(self) {
        self.tape.next = self.next;
    }
}

/// A piece while it is indexed.
struct Piece {
    at: usize,
    end: usize,
    carry: Carry,
    broken: u64,
    high: u64,
    escapes_in: u64,
    /// Of the step.
    number: usize,
}

impl Piece {
    /// The operators of a step; of the last, what is behind the end is left out.
    #[inline(always)]
    fn step<const LAST: bool>(&mut self, bytes: &[u8], found: Masks, odd_up_to: impl Fn(u64) -> u64) -> u64 {
        let valid = if LAST { before(self.end - self.at) } else { !0 };
        self.high |= found.high & valid;
        let backslash = found.backslash & valid;
        let mut quote = found.quote & valid;
        if backslash | self.carry.escaped != 0 {
            self.escapes_in |= 1 << (self.number & 63);
            let escaped = escaped(backslash, &mut self.carry.escaped);
            quote &= !escaped;
            self.broken |= wrong_escapes(bytes, self.at, backslash & !escaped, &mut self.carry.second_half);
        }
        let in_string = odd_up_to(quote) ^ self.carry.in_string;
        self.carry.in_string = 0_u64.wrapping_sub(in_string >> 63);
        // Of a string the opening quote belongs to `in_string`, the closing one does not.
        let outside = !in_string & valid;
        let operator = found.operator & outside;
        let scalar = !(found.between | quote) & outside;
        let value = (quote & in_string) | (scalar & !((scalar << 1) | self.carry.scalar));
        self.carry.scalar = scalar >> 63;
        // From the byte behind each value up to the next operator or value, which must not be a value.
        let tokens = operator | value;
        let (sum, over_one) = ((value << 1) | self.carry.value).overflowing_add(!tokens);
        self.carry.value = (value >> 63) | u64::from(over_one);
        self.broken |= (sum & value) | (found.control & in_string & valid);
        operator
    }

    /// Looks at the control characters of a step: line feeds may end the record, most others may not even stand between
    /// values.
    #[cold]
    #[inline(never)]
    fn control(&mut self, step: &[u8; STEP], control: u64, ends_at_line: bool) {
        let (mut line_feeds, mut others, mut left) = (0, 0, control);
        while left != 0 {
            let bit = left & left.wrapping_neg();
            match step.get(left.trailing_zeros() as usize) {
                Some(b'\n') => line_feeds |= bit,
                Some(b'\t' | b'\r') => {}
                _ => others |= bit,
            }
            left ^= bit;
        }
        if ends_at_line && line_feeds != 0 {
            self.end = self.at + line_feeds.trailing_zeros() as usize;
        }
        self.broken |= others & before(self.end - self.at);
    }
}

/// As many bits, at most all.
#[inline(always)]
fn before(count: usize) -> u64 {
    if count < STEP { (1 << count) - 1 } else { !0 }
}

/// Whether one of the escapes that begin in a step is wrong.
#[cold]
#[inline(never)]
fn wrong_escapes(bytes: &[u8], step: usize, mut starts: u64, second_half: &mut usize) -> u64 {
    let mut wrong = 0;
    while starts != 0 {
        let at = step + starts.trailing_zeros() as usize;
        wrong |= u64::from(!escapes::is_right(bytes, at, second_half));
        starts &= starts - 1;
    }
    wrong
}

/// The bytes that a backslash before them escapes.
#[inline(always)]
fn escaped(backslash: u64, carry: &mut u64) -> u64 {
    const EVEN: u64 = 0x5555_5555_5555_5555;
    let backslash = backslash & !*carry;
    let follows = backslash << 1 | *carry;
    // Adding carries each run of backslashes that begins at an odd place to its end.
    let (runs, over) = (backslash & !EVEN & !follows).overflowing_add(backslash);
    *carry = u64::from(over);
    (EVEN ^ (runs << 1)) & follows
}

/// Each bit says whether the number of bits up to it is odd.
#[inline(always)]
pub(super) fn odd_up_to(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

/// Puts down the places of the bits. How many there are.
#[inline(always)]
pub(super) fn push(room: &mut [u32; STEP], at: usize, mut bits: u64) -> usize {
    let at = as_place(at);
    let count = bits.count_ones() as usize;
    let mut left = count;
    // Most steps have few; what is written beyond their number is written over by the next.
    for group in room.as_chunks_mut::<8>().0 {
        for place in group {
            *place = at.wrapping_add(bits.trailing_zeros());
            bits &= bits.wrapping_sub(1);
        }
        if left <= 8 {
            break;
        }
        left -= 8;
    }
    count
}

/// A place in a block, all of which fit.
#[inline(always)]
#[allow(clippy::cast_possible_truncation, reason = "a block is shorter than 2^32 bytes")]
pub(super) fn as_place(at: usize) -> u32 {
    at as u32
}
