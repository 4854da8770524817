//! Strings of records beside strings of predicates.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::vocab::{cmp_folded, eq_folded, fold, fold_char};

/// Whether case counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Exact,
    Folded,
}

impl Case {
    /// The text in the form that [`Case::equal`] and its like expect of an operand.
    pub(super) fn operand(self, text: &str) -> Box<str> {
        match self {
            Self::Exact => text.into(),
            Self::Folded => fold(text).into(),
        }
    }

    pub(super) fn equal(self, text: &str, operand: &str) -> bool {
        match self {
            Self::Exact => text == operand,
            Self::Folded => eq_folded(text, operand),
        }
    }

    pub(super) fn compare(self, text: &str, operand: &str) -> Ordering {
        match self {
            Self::Exact => text.cmp(operand),
            Self::Folded => cmp_folded(text, operand),
        }
    }

    pub(super) fn starts_with(self, text: &str, operand: &str) -> bool {
        match self {
            Self::Exact => text.starts_with(operand),
            Self::Folded => {
                if let Some(start) = text.as_bytes().get(..operand.len())
                    && start.is_ascii()
                {
                    return start.eq_ignore_ascii_case(operand.as_bytes());
                }
                let mut start = text.chars().map(fold_char);
                operand.chars().all(|c| start.next() == Some(c))
            }
        }
    }

    pub(super) fn contains(self, text: &str, operand: &str) -> bool {
        match self {
            Self::Exact => text.contains(operand),
            Self::Folded => {
                // Looking everywhere takes the product of the lengths in the worst case, so only where that is small.
                if text.len().saturating_mul(operand.len()) <= 4096 && text.is_ascii() {
                    let (text, operand) = (text.as_bytes(), operand.as_bytes());
                    return operand.is_empty()
                        || text.windows(operand.len()).any(|it| it.eq_ignore_ascii_case(operand));
                }
                let folded: Cow<'_, str> = fold(text);
                folded.contains(operand)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_without_regard_to_case() {
        for (text, part, starts) in [
            ("Joe", "JO", true),
            ("Joe", "", true),
            ("", "", true),
            ("Joe", "oE", false),
            ("Élodie", "éLO", true),
            ("ſmith", "Sm", true),
            ("Goldſmith", "SMITH", false),
            ("\u{212A}im", "ki", true),
            ("ΌΔΟΣ", "δος", false),
        ] {
            let operand = Case::Folded.operand(part);
            assert!(Case::Folded.contains(text, &operand), "{text} {part}");
            assert_eq!(Case::Folded.starts_with(text, &operand), starts, "{text} {part}");
        }
        for (text, part) in [("Joe", "Joey"), ("Straße", "STRASSE"), ("İ", "i"), ("é", "e"), ("", "a")] {
            let operand = Case::Folded.operand(part);
            assert!(!Case::Folded.contains(text, &operand), "{text} {part}");
            assert!(!Case::Folded.starts_with(text, &operand), "{text} {part}");
        }
        assert!(!Case::Exact.contains("Joe", &Case::Exact.operand("jo")));
    }

    #[test]
    fn long_texts_take_time_in_proportion_to_their_length() {
        let (text, part) = ("a".repeat(4_000_000), format!("{}b", "a".repeat(60_000)));
        assert!(!Case::Folded.contains(&text, &part));
        assert!(Case::Folded.contains(&format!("{text}B"), &part));
    }
}
