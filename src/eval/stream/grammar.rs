//! The grammar of JSON over operators, each with what follows it.

use super::scalar;
use super::tape::Tape;

/// What a byte is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    OpenObject,
    CloseObject,
    OpenArray,
    CloseArray,
    Colon,
    Comma,
    Quote,
    Blank,
    /// It begins a number or a word, if anything.
    Other,
}

#[allow(clippy::indexing_slicing, reason = "a wrong index would not compile")]
const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    kinds[b'{' as usize] = Kind::OpenObject;
    kinds[b'}' as usize] = Kind::CloseObject;
    kinds[b'[' as usize] = Kind::OpenArray;
    kinds[b']' as usize] = Kind::CloseArray;
    kinds[b':' as usize] = Kind::Colon;
    kinds[b',' as usize] = Kind::Comma;
    kinds[b'"' as usize] = Kind::Quote;
    kinds[b' ' as usize] = Kind::Blank;
    kinds[b'\t' as usize] = Kind::Blank;
    kinds[b'\n' as usize] = Kind::Blank;
    kinds[b'\r' as usize] = Kind::Blank;
    kinds
};

#[inline(always)]
pub(super) fn kind_of(byte: u8) -> Kind {
    // The compiler sees that a byte is always less than 256.
    KINDS.get(byte as usize).copied().unwrap_or(Kind::Other)
}

/// The kind of the byte at that place; behind the end it is none that is right anywhere.
#[inline(always)]
pub(super) fn kind_at(bytes: &[u8], at: usize) -> Kind {
    bytes.get(at).map_or(Kind::Other, |byte| kind_of(*byte))
}

/// The place of the first byte from `at` on that is no blank.
#[inline(always)]
pub(super) fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while kind_at(bytes, at) == Kind::Blank {
        at += 1;
    }
    at
}

// What stands between an operator and the next one.
const NOTHING: u8 = 0;
const STRING: u8 = 1;
const SCALAR: u8 = 2;
const BLANK: u8 = 3;

#[allow(clippy::indexing_slicing, reason = "a wrong index would not compile")]
const CONTENTS: [u8; 256] = {
    let mut contents = [SCALAR; 256];
    let mut byte = 0;
    while byte < 256 {
        contents[byte] = match KINDS[byte] {
            Kind::Quote => STRING,
            Kind::Blank => BLANK,
            Kind::Other => SCALAR,
            Kind::OpenObject | Kind::CloseObject | Kind::OpenArray | Kind::CloseArray | Kind::Colon | Kind::Comma => {
                NOTHING
            }
        };
        byte += 1;
    }
    contents
};

// What may come next, beside being in an object or in an array.
const KEY: u8 = 0;
const VALUE: u8 = 1;
const EMPTY: u8 = 2;
const CONTAINER: u8 = 3;

// What an operator does, on top of what may come next.
const OPENS: u8 = 1 << 2;
const CLOSES: u8 = 1 << 3;
const OBJECT: u8 = 1 << 4;
const WRONG: u8 = 1 << 7;

/// For what may come (two bits), whether that is in an object (one bit), the operator (three bits) and what follows it (two
/// bits): what it does.
#[allow(clippy::indexing_slicing, reason = "a wrong index would not compile")]
const STEPS: [u8; 256] = {
    let mut steps = [WRONG; 256];
    let mut index = 0;
    while index < 256 {
        let (state, in_object) = ((index >> 6) as u8, index >> 5 & 1 == 1);
        let (operator, content) = (index >> 2 & 7, (index & 3) as u8);
        steps[index] = step(state, in_object, operator, content);
        index += 1;
    }
    steps
};

const fn step(state: u8, in_object: bool, operator: usize, content: u8) -> u8 {
    let opens = state == CONTAINER || (state == EMPTY && !in_object);
    let closes = state == VALUE || state == EMPTY;
    match (operator, content) {
        // { "key"
        (0, STRING) if opens => KEY | OPENS | OBJECT,
        (0, NOTHING) if opens => EMPTY | OPENS | OBJECT,
        // }
        (1, NOTHING) if closes && in_object => VALUE | CLOSES,
        // [
        (2, STRING | SCALAR) if opens => VALUE | OPENS,
        (2, NOTHING) if opens => EMPTY | OPENS,
        // ]
        (3, NOTHING) if closes && !in_object => VALUE | CLOSES,
        // :
        (4, STRING | SCALAR) if state == KEY && in_object => VALUE,
        (4, NOTHING) if state == KEY && in_object => CONTAINER,
        // ,
        (5, STRING) if state == VALUE && in_object => KEY,
        (5, STRING | SCALAR) if state == VALUE && !in_object => VALUE,
        (5, NOTHING) if state == VALUE && !in_object => CONTAINER,
        _ => WRONG,
    }
}

/// As deep as this a container may be nested to be skipped here.
pub(super) const DEEPEST: u32 = 60;

/// Goes behind the container that opens at `open`, an operator that the tape has just given. Whether it is right; not where
/// it is nested too deep.
#[inline(always)]
pub(super) fn skip_container(tape: &mut Tape, bytes: &[u8], open: usize) -> bool {
    // A bit for each open container, set for objects, below a bit that marks the end.
    let mut open_ones: u64 = 1;
    let mut state = CONTAINER;
    let mut wrong = 0;
    let mut take = |at: usize| {
        let operator = bytes.get(at).copied().unwrap_or_default();
        let mut content = content_at(bytes, at + 1);
        if content == BLANK {
            content = content_at(bytes, skip_blanks(bytes, at + 1));
        }
        if content == SCALAR && !scalar::is_right(bytes, skip_blanks(bytes, at + 1)) {
            wrong = WRONG;
        }
        let in_object = (open_ones & 1) as u8;
        let index = (state << 6) | (in_object << 5) | ((kind_of(operator) as u8 & 7) << 2) | content;
        let step = STEPS.get(index as usize).copied().unwrap_or(WRONG);
        wrong |= step;
        open_ones = ((open_ones << ((step >> 2) & 1)) >> ((step >> 3) & 1)) | u64::from((step >> 4) & 1);
        state = step & 3;
        open_ones
    };
    let mut deepest = take(open);
    let mut left = 0;
    tape.take_while(bytes, |at| {
        left = take(at);
        deepest |= left;
        left != 1
    });
    left == 1 && wrong & WRONG == 0 && deepest >> DEEPEST == 0
}

#[inline(always)]
fn content_at(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).map_or(NOTHING, |byte| CONTENTS.get(*byte as usize).copied().unwrap_or(SCALAR))
}
