//! Where characters begin.

/// The first place at or behind byte `offset` where a character of `text` begins, or where `text` ends.
///
/// ```
/// use v3q::text::boundary_behind;
/// assert_eq!([0, 1, 2, 3, 9].map(|offset| boundary_behind("aé", offset)), [0, 1, 3, 3, 3]);
/// ```
#[must_use]
pub fn boundary_behind(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The last place at or before byte `offset` where a character of `text` begins, or where `text` ends.
///
/// ```
/// use v3q::text::boundary_before;
/// assert_eq!([0, 1, 2, 3, 9].map(|offset| boundary_before("aé", offset)), [0, 1, 1, 3, 3]);
/// ```
#[must_use]
pub fn boundary_before(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    // A character has at most four bytes, and one begins at 0.
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
