//! The grammar of JSON over operators, each with what follows it.

use super::scalar;
use super::tape::{Cursor, Tape};

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

/// Whether the byte means nothing between values.
pub(super) fn is_blank(byte: u8) -> bool {
    kind_of(byte) == Kind::Blank
}

/// The place of the first byte from `at` on that is no blank.
#[inline(always)]
pub(super) fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while kind_at(bytes, at) == Kind::Blank {
        at += 1;
    }
    at
}

/// As deep as this a container may be nested to be skipped here.
const DEEPEST: u32 = 60;

/// Goes behind the container that opens at `open`, an operator that the tape has just given: to the operator that follows
/// it. `None` where something is not right, or nested too deep.
#[inline(never)]
pub(super) fn skip_container(tape: &mut Tape, bytes: &[u8], open: usize) -> Option<usize> {
    let mut tape = tape.cursor();
    let next = skip(&mut tape, bytes, open);
    tape.finish();
    next
}

#[inline(always)]
fn skip(tape: &mut Cursor<'_>, bytes: &[u8], open: usize) -> Option<usize> {
    // A bit for each open container, set for objects, below a bit that marks the end.
    let mut open_ones: u64 = 1;
    let mut at = open;
    let mut byte = byte_at(bytes, at)?;
    let mut enters = true;
    loop {
        // At what opens a container, or separates what is in one.
        let mut is_empty = false;
        if enters {
            open_ones = (open_ones << 1) | u64::from(byte == b'{');
            sure(open_ones >> DEEPEST == 0)?;
            is_empty = matches!(first_at(bytes, at + 1)?.1, b'}' | b']');
            enters = false;
        }
        if is_empty {
            at = tape.next(bytes)?;
        } else {
            loop {
                if open_ones & 1 == 1 {
                    sure(first_at(bytes, at + 1)?.1 == b'"')?;
                    at = tape.next(bytes)?;
                    sure(byte_at(bytes, at)? == b':')?;
                }
                let value;
                (value, byte) = first_at(bytes, at + 1)?;
                at = tape.next(bytes)?;
                // Asked one after the other: the processor foresees that better than a jump to one of many places.
                if byte != b'"' {
                    if matches!(byte, b'{' | b'[') {
                        enters = true;
                        break;
                    }
                    scalar::end(bytes, value)?;
                }
                if byte_at(bytes, at)? != b',' {
                    break;
                }
            }
            if enters {
                continue;
            }
        }
        // At what closes containers, until one goes on.
        byte = byte_at(bytes, at)?;
        while byte != b',' {
            sure(byte == if open_ones & 1 == 1 { b'}' } else { b']' })?;
            open_ones >>= 1;
            // Nothing but blanks may stand before the next operator.
            let behind;
            (behind, byte) = first_at(bytes, at + 1)?;
            at = tape.next(bytes)?;
            sure(at == behind)?;
            if open_ones == 1 {
                return Some(at);
            }
        }
    }
}

/// From what closes a container to the next operator, with nothing but blanks between them.
#[inline(always)]
pub(super) fn behind_close(tape: &mut Tape, bytes: &[u8], close: usize) -> Option<usize> {
    let (behind, _) = first_at(bytes, close + 1)?;
    let next = tape.next(bytes)?;
    (behind == next).then_some(next)
}

/// Goes on only where it is so.
#[inline(always)]
pub(super) fn sure(is: bool) -> Option<()> {
    is.then_some(())
}

#[inline(always)]
pub(super) fn byte_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// The first byte from `at` on that is no blank, and its place.
#[inline(always)]
pub(super) fn first_at(bytes: &[u8], at: usize) -> Option<(usize, u8)> {
    let byte = byte_at(bytes, at)?;
    if byte > b' ' {
        return Some((at, byte));
    }
    let at = skip_blanks(bytes, at);
    Some((at, byte_at(bytes, at)?))
}
