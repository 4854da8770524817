//! Numbers and words as JSON writes them.

use super::grammar::{Kind, kind_at};

/// Behind the number or word that begins at `at`; `None` where there is none, or it goes on in another way.
#[inline]
pub(super) fn end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let end = match rest.first_chunk::<4>() {
        Some(b"null" | b"true") => at + 4,
        Some(b"fals") if rest.get(4) == Some(&b'e') => at + 5,
        _ => match rest {
            [b'-', rest @ ..] => at + 1 + number(rest)?,
            rest => at + number(rest)?,
        },
    };
    match kind_at(bytes, end) {
        Kind::Quote | Kind::Other => None,
        Kind::OpenObject
        | Kind::CloseObject
        | Kind::OpenArray
        | Kind::CloseArray
        | Kind::Colon
        | Kind::Comma
        | Kind::Blank => Some(end),
    }
}

/// How long the number is, its sign left out.
fn number(bytes: &[u8]) -> Option<usize> {
    let mut length = match bytes.first()? {
        b'0' => 1,
        _ => digits(bytes, 0)?,
    };
    if bytes.get(length) == Some(&b'.') {
        length = digits(bytes, length + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(length) {
        let sign = matches!(bytes.get(length + 1), Some(b'+' | b'-'));
        length = digits(bytes, length + 1 + usize::from(sign))?;
    }
    Some(length)
}

/// Behind the digits that begin at `at`; `None` where there are none.
fn digits(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    while bytes.get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    (end > at).then_some(end)
}
