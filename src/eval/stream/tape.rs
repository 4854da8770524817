//! Where the operators of JSON stand in a record.

use super::masks::{Masks, STEP};
use super::{escapes, vectors};

/// As many steps are indexed at once where a record is read to its end.
pub(super) const WHOLE: usize = 64;
/// As many where reading may stop early.
pub(super) const PART: usize = 8;

/// The places of `{`, `}`, `[`, `]`, `:` and `,` outside of strings, found piece by piece.
///
/// On the way it checks what can be seen from bytes alone: that no two values stand side by side, that strings end and hold
/// no control characters, that escapes are right. What it finds shows in [`Tape::is_broken`], once the end is reached.
pub(super) struct Tape {
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
    has_escapes: bool,
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
            places: vec![0; (steps + 1) * STEP].into(),
            next: 0,
            len: 0,
            at: 0,
            end: End::At(0),
            steps,
            carry: Carry::default(),
            broken: 0,
            high: 0,
            has_escapes: false,
        }
    }

    /// Begins a record.
    pub(super) fn start(&mut self, at: usize, end: End) {
        (self.next, self.len) = (0, 0);
        (self.at, self.end) = (at, end);
        self.carry = Carry { second_half: usize::MAX, ..Carry::default() };
        (self.broken, self.high, self.has_escapes) = (0, 0, false);
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

    /// Hands the places that are at hand to `take`, until it says that it has enough.
    #[inline(always)]
    pub(super) fn take_while(&mut self, bytes: &[u8], mut take: impl FnMut(usize) -> bool) {
        loop {
            let places = self.places.get(self.next..self.len).unwrap_or_default();
            for (index, place) in places.iter().enumerate() {
                if !take(*place as usize) {
                    self.next += index + 1;
                    return;
                }
            }
            self.next = self.len;
            if !self.refill(bytes) {
                return;
            }
        }
    }

    /// Where the record ends, as far as that has been seen.
    pub(super) fn end(&self) -> Option<usize> {
        match self.end {
            End::At(end) => Some(end),
            End::Line => None,
        }
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

    /// Whether a backslash has been seen.
    pub(super) fn has_escapes(&self) -> bool {
        self.has_escapes
    }

    #[cold]
    #[inline(never)]
    fn refill(&mut self, bytes: &[u8]) -> bool {
        (self.next, self.len) = (0, 0);
        while self.len == 0 {
            if self.end().is_some_and(|end| self.at >= end) {
                return false;
            }
            vectors::index(self, bytes);
        }
        true
    }

    /// Indexes the next piece.
    #[inline(always)]
    pub(super) fn index(&mut self, bytes: &[u8], masks: impl Fn(&[u8; STEP]) -> Masks) {
        let mut carry = self.carry;
        let mut len = 0;
        for _ in 0..self.steps {
            let at = self.at;
            let Some(step) = bytes.get(at..).and_then(|rest| rest.first_chunk::<STEP>()) else {
                // Behind each block lie as many line feeds as a step has bytes, so that this is never reached.
                (self.end, self.broken) = (End::At(at), 1);
                break;
            };
            let found = masks(step);
            let mut valid = !0;
            if found.control != 0 {
                let (line_feeds, others) = controls(step, found.control);
                if self.end == End::Line && line_feeds != 0 {
                    self.end = End::At(at + line_feeds.trailing_zeros() as usize);
                }
                self.broken |= others & self.before_end(at);
            }
            if let End::At(end) = self.end
                && end - at < STEP
            {
                valid = (1 << (end - at)) - 1;
            }
            self.high |= found.high & valid;
            let backslash = found.backslash & valid;
            let mut quote = found.quote & valid;
            if backslash | carry.escaped != 0 {
                self.has_escapes = true;
                let escaped = escaped(backslash, &mut carry.escaped);
                quote &= !escaped;
                self.escapes(bytes, backslash & !escaped, &mut carry.second_half);
            }
            let in_string = up_to_each(quote) ^ carry.in_string;
            carry.in_string = 0_u64.wrapping_sub(in_string >> 63);
            // Of a string the opening quote belongs to `in_string`, the closing one does not.
            let outside = !in_string & valid;
            let operator = found.operator & outside;
            let scalar = !(found.operator | found.blank | quote) & outside;
            let value = (quote & in_string) | (scalar & !(scalar << 1 | carry.scalar));
            carry.scalar = scalar >> 63;
            // From the byte behind each value up to the next operator or value, which must not be a value.
            let tokens = operator | value;
            let (sum, over_one) = (value << 1 | carry.value).overflowing_add(!tokens);
            carry.value = value >> 63 | u64::from(over_one);
            self.broken |= (sum & value) | (found.control & in_string & valid);
            push(&mut self.places, &mut len, at, operator);
            self.at = at + STEP;
            if valid != !0 {
                break;
            }
        }
        self.carry = carry;
        self.len = len;
    }

    /// The bits of a step that lie before the end.
    fn before_end(&self, at: usize) -> u64 {
        match self.end {
            End::At(end) if end - at < STEP => (1 << (end - at)) - 1,
            End::At(_) | End::Line => !0,
        }
    }

    #[cold]
    #[inline(never)]
    fn escapes(&mut self, bytes: &[u8], mut starts: u64, second_half: &mut usize) {
        while starts != 0 {
            let at = self.at + starts.trailing_zeros() as usize;
            self.broken |= u64::from(!escapes::is_right(bytes, at, second_half));
            starts &= starts - 1;
        }
    }
}

/// The line feeds among control characters, and those that may not even stand between values.
#[cold]
#[inline(never)]
fn controls(step: &[u8; STEP], control: u64) -> (u64, u64) {
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
    (line_feeds, others)
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
fn up_to_each(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

/// Appends the places of the bits.
#[inline(always)]
fn push(places: &mut [u32], len: &mut usize, at: usize, mut bits: u64) {
    #[allow(clippy::cast_possible_truncation, reason = "a block is shorter than 2^32 bytes")]
    let at = at as u32;
    let count = bits.count_ones() as usize;
    let Some(room) = places.get_mut(*len..).and_then(|rest| rest.first_chunk_mut::<STEP>()) else { return };
    *len += count;
    // Most steps have few; what is written beyond their number is written over by the next.
    let mut groups = room.as_chunks_mut::<8>().0.iter_mut();
    for _ in 0..count.div_ceil(8).max(1) {
        let Some(group) = groups.next() else { return };
        for place in group {
            *place = at.wrapping_add(bits.trailing_zeros());
            bits &= bits.wrapping_sub(1);
        }
    }
}
