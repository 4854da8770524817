//! Comparing text without regard to case.

use std::borrow::Cow;
use std::cmp::Ordering;

use icu_casemap::{CaseMapper, CaseMapperBorrowed};

const MAPPER: CaseMapperBorrowed<'static> = CaseMapper::new();

/// The simple case folding of a character, as Unicode has it: one character for one, the same in every language.
///
/// ```
/// use v3q::vocab::fold_char;
/// assert_eq!(fold_char('ẞ'), 'ß');
/// assert_eq!(fold_char('ς'), 'σ');
/// assert_eq!(fold_char('İ'), 'İ');
/// ```
#[must_use]
pub fn fold_char(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { MAPPER.simple_fold(c) }
}

/// The text with each character folded; texts that differ in case alone become the same.
///
/// ```
/// use v3q::vocab::fold;
/// assert_eq!(fold("ΣΊΣΥΦΟΣ"), fold("Σίσυφος"));
/// assert_ne!(fold("Straße"), fold("STRASSE"));
/// ```
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    match text.find(|c: char| fold_char(c) != c) {
        None => Cow::Borrowed(text),
        Some(_) if text.is_ascii() => Cow::Owned(text.to_ascii_lowercase()),
        Some(_) => Cow::Owned(text.chars().map(fold_char).collect()),
    }
}

/// Whether two texts are equal without regard to case.
///
/// ```
/// use v3q::vocab::eq_folded;
/// assert!(eq_folded("Kelvin", "\u{212A}ELVIN"));
/// assert!(!eq_folded("ß", "ss"));
/// ```
#[must_use]
pub fn eq_folded(left: &str, right: &str) -> bool {
    // Folding can change how many bytes a text takes, but not for ASCII beside ASCII.
    if left.eq_ignore_ascii_case(right) {
        return true;
    }
    !(left.is_ascii() && right.is_ascii()) && cmp_folded(left, right) == Ordering::Equal
}

/// Orders two texts by their folded characters.
///
/// ```
/// use std::cmp::Ordering;
/// use v3q::vocab::cmp_folded;
/// assert_eq!(cmp_folded("apple", "Banana"), Ordering::Less);
/// assert_eq!(cmp_folded("ÉCOLE", "école"), Ordering::Equal);
/// ```
#[must_use]
pub fn cmp_folded(left: &str, right: &str) -> Ordering {
    let pairs = left.bytes().zip(right.bytes());
    let same = pairs.take_while(|(l, r)| l.is_ascii() && l.eq_ignore_ascii_case(r)).count();
    // All before is ASCII on both sides, so this is a boundary of characters.
    let (left, right) = (left.get(same..).unwrap_or_default(), right.get(same..).unwrap_or_default());
    left.chars().map(fold_char).cmp(right.chars().map(fold_char))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn characters_fold_to_one_character() {
        for (left, right) in [("ẞ", "ß"), ("ς", "Σ"), ("ſ", "S"), ("\u{212A}", "k"), ("Å", "\u{212B}"), ("Ꭰ", "ꭰ")]
        {
            assert!(eq_folded(left, right), "{left} {right}");
            assert_eq!(fold(left), fold(right));
        }
        for (left, right) in [("İ", "i"), ("ı", "I"), ("ß", "ss"), ("ﬁ", "fi"), ("é", "e\u{301}"), ("", "a")] {
            assert!(!eq_folded(left, right), "{left} {right}");
            assert_ne!(fold(left), fold(right));
        }
    }

    #[test]
    fn text_is_ordered_by_folded_characters() {
        for (left, right) in
            [("a", "B"), ("_", "a"), ("Z", "é"), ("ab", "ABC"), ("k", "\u{212A}a"), ("straße", "STRAẞEN")]
        {
            assert_eq!(cmp_folded(left, right), Ordering::Less, "{left} {right}");
            assert_eq!(cmp_folded(right, left), Ordering::Greater, "{left} {right}");
        }
    }

    proptest! {
        #[test]
        fn comparing_is_comparing_what_is_folded(left in "[aAbBkKsSßẞſK\u{130}éÉ]{0,6}", right in "[aAbBkKsSßẞſK\u{130}éÉ]{0,6}") {
            prop_assert_eq!(cmp_folded(&left, &right), fold(&left).cmp(&fold(&right)));
            prop_assert_eq!(eq_folded(&left, &right), fold(&left) == fold(&right));
        }
    }
}
