//! Checks of what stands behind a backslash.

/// Whether an escape begins at `at`, where the backslash stands. `second_half` is where the second half of a surrogate
/// pair must stand, once the first has been seen; there it is right, and nowhere else.
#[inline]
pub(super) fn is_right(bytes: &[u8], at: usize, second_half: &mut usize) -> bool {
    match bytes.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => true,
        Some(b'u') => match unit(bytes, at) {
            Some(0xD800..=0xDBFF) => {
                *second_half = at + 6;
                bytes.get(at + 6) == Some(&b'\\')
                    && bytes.get(at + 7) == Some(&b'u')
                    && matches!(unit(bytes, at + 6), Some(0xDC00..=0xDFFF))
            }
            Some(0xDC00..=0xDFFF) => *second_half == at,
            Some(_) => true,
            None => false,
        },
        _ => false,
    }
}

/// What the four hexadecimal digits behind `\u` say.
fn unit(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at + 2..at + 6)?;
    let mut unit = 0;
    for digit in digits {
        unit = unit << 4 | char::from(*digit).to_digit(16)?;
    }
    Some(unit)
}
