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
    let mut enters = true;
    loop {
        // At what opens a container, or separates what is in one.
        if enters {
            open_ones = (open_ones << 1) | u64::from(byte_at(bytes, at)? == b'{');
            if open_ones >> DEEPEST != 0 {
                return None;
            }
        }
        if !(enters && matches!(kind_behind(bytes, &mut { at }), Kind::CloseObject | Kind::CloseArray)) {
            enters = false;
            loop {
                if open_ones & 1 == 1 {
                    sure(kind_behind(bytes, &mut { at }) == Kind::Quote)?;
                    at = tape.next(bytes)?;
                    sure(byte_at(bytes, at)? == b':')?;
                }
                let mut value = at;
                let kind = kind_behind(bytes, &mut value);
                at = tape.next(bytes)?;
                // Asked one after the other: the processor foresees that better than a jump to one of many places.
                if kind != Kind::Quote {
                    if kind == Kind::Other {
                        scalar::end(bytes, value)?;
                    } else {
                        sure(matches!(kind, Kind::OpenObject | Kind::OpenArray))?;
                        enters = true;
                        break;
                    }
                }
                if byte_at(bytes, at)? != b',' {
                    break;
                }
            }
            if enters {
                continue;
            }
        } else {
            enters = false;
            at = tape.next(bytes)?;
        }
        // At what closes containers, until one goes on.
        while byte_at(bytes, at)? != b',' {
            let expected = if open_ones & 1 == 1 { b'}' } else { b']' };
            sure(byte_at(bytes, at)? == expected)?;
            open_ones >>= 1;
            let behind = skip_blanks(bytes, at + 1);
            at = tape.next(bytes)?;
            // Nothing but blanks may stand between them.
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
    let mut behind = close;
    kind_behind(bytes, &mut behind);
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

/// The kind of the first byte behind `at` that is no blank, and goes there.
#[inline(always)]
fn kind_behind(bytes: &[u8], at: &mut usize) -> Kind {
    *at += 1;
    let kind = kind_at(bytes, *at);
    if kind != Kind::Blank {
        return kind;
    }
    *at = skip_blanks(bytes, *at + 1);
    kind_at(bytes, *at)
}
