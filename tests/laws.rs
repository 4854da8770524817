//! The laws of `tests/support/laws.rs`, on texts and trees that are made at random.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/laws.rs"]
mod laws;
#[path = "support/texts.rs"]
mod texts;

use proptest::prelude::*;
use v3q::syntax::{PlaceholderStyle, PlaceholderStyles, ReadOptions};

fn styles() -> impl Strategy<Value = ReadOptions> {
    let styles = [
        PlaceholderStyles::NONE,
        PlaceholderStyles::of(&[PlaceholderStyle::DoubleBraces]),
        PlaceholderStyles::of(&[PlaceholderStyle::Dollar, PlaceholderStyle::DollarBraces, PlaceholderStyle::Percent]),
        PlaceholderStyles::all(),
    ];
    proptest::sample::select(styles.to_vec())
        .prop_map(|placeholders| ReadOptions { placeholders, ..ReadOptions::default() })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_read(text in texts::text(), options in styles()) {
        laws::reading_a_filter(&text, &options);
    }

    #[test]
    fn any_words_can_be_read(text in texts::words(), options in styles()) {
        laws::reading_a_filter(&text, &options);
    }

    #[test]
    fn clauses_with_mistakes_are_mended(text in texts::clauses(), options in styles()) {
        laws::reading_a_filter(&text, &options);
    }

    #[test]
    fn any_sorters_can_be_read(text in texts::sorters(), options in styles()) {
        laws::reading_sorters(&text, &options);
    }
}
