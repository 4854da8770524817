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
    let whole = digits(bytes);
    let (first, second) = (bytes.first(), bytes.get(1));
    if whole == 0 || (first == Some(&b'0') && second.is_some_and(u8::is_ascii_digit)) {
        return None;
    }
    let mut length = whole;
    if bytes.get(length) == Some(&b'.') {
        length += 1 + some_digits(bytes.get(length + 1..)?)?;
    }
    if let Some(b'e' | b'E') = bytes.get(length) {
        let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
        length += 1 + sign + some_digits(bytes.get(length + 1 + sign..)?)?;
    }
    Some(length)
}

/// How many digits there are in front.
#[inline(always)]
fn digits(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(bytes.len())
}

fn some_digits(bytes: &[u8]) -> Option<usize> {
    Some(digits(bytes)).filter(|count| *count > 0)
}
