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
    let mut count = 0;
    while let Some(eight) = bytes.get(count..).and_then(<[u8]>::first_chunk::<8>) {
        // A digit becomes a byte of at most 9; to any other, adding 0x76 to its lower bits gives the top bit, or it has it.
        let values = u64::from_le_bytes(*eight) ^ 0x3030_3030_3030_3030;
        let others = (((values & 0x7f7f_7f7f_7f7f_7f7f) + 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
        if others != 0 {
            return count + others.trailing_zeros() as usize / 8;
        }
        count += 8;
    }
    let rest = bytes.get(count..).unwrap_or_default();
    count + rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len())
}

fn some_digits(bytes: &[u8]) -> Option<usize> {
    Some(digits(bytes)).filter(|count| *count > 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_and_words_end_where_json_says() {
        for (text, length) in [
            ("0,", 1),
            ("-0]", 2),
            ("12345678}", 8),
            ("123456789012345678901234567890 ", 30),
            ("1.5e-3,", 6),
            ("0E+10\n", 5),
            ("null,", 4),
            ("true]", 4),
            ("false}", 5),
        ] {
            assert_eq!(end(text.as_bytes(), 0), Some(length), "{text}");
        }
        for text in [
            "01,", "-,", "1.,", ".5,", "1e,", "1e+,", "+1,", "nul,", "nulll,", "fals,", "1a,", "1\"", "", "1", "/", ":",
        ] {
            assert_eq!(end(text.as_bytes(), 0), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn digits_are_counted(bytes in "[0-9]{0,20}[^0-9]?[0-9/:é]{0,9}") {
            let plain = bytes.bytes().take_while(u8::is_ascii_digit).count();
            prop_assert_eq!(digits(bytes.as_bytes()), plain);
        }
    }
}
