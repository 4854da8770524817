//! The laws of `tests/support/laws.rs`, on texts and trees that are made at random.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/filters.rs"]
mod filters;
#[path = "support/laws.rs"]
mod laws;
#[path = "support/texts.rs"]
mod texts;

use proptest::prelude::*;
use v3q::syntax::{
    Filter, Limits, PlaceholderStyle, PlaceholderStyles, ReadOptions, Rewrite, Sorters, Template, escape, parse_filter,
    read_sorters,
};

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

    #[test]
    fn built_filters_are_what_they_are_read_as(filter in filters::filter()) {
        laws::building_a_filter(&filter.build().unwrap());
    }

    #[test]
    fn filters_come_back_from_json(filter in filters::filter()) {
        let filter = filter.build().unwrap();
        let json = serde_json::to_string(&filter).unwrap();
        let again: Filter = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&again, &filter, "{}", json);
        prop_assert_eq!(serde_json::to_string(&again).unwrap(), json);
    }

    #[test]
    fn any_json_is_read_or_refused(text in texts::json()) {
        if let Ok(filter) = serde_json::from_str::<Filter>(&text) {
            laws::building_a_filter(&filter);
        }
        let _ = serde_json::from_str::<Sorters>(&text);
    }

    #[test]
    fn sorters_come_back_from_json(text in texts::sorters()) {
        let sorters = read_sorters(&text, &ReadOptions::default()).tree;
        if !sorters.has_errors() {
            let json = serde_json::to_string(&sorters).unwrap();
            prop_assert_eq!(serde_json::from_str::<Sorters>(&json).unwrap(), sorters, "{}", json);
        }
    }

    #[test]
    fn rewriting_nothing_changes_nothing(filter in filters::filter()) {
        let filter = filter.build().unwrap();
        let limits = Limits::default();
        let kept = filter.rewrite(&limits, |_| Rewrite::Keep).unwrap();
        prop_assert_eq!(kept.as_ref(), Some(&filter));
        let copied = filter.rewrite(&limits, |clause| clause.to_builder().into()).unwrap();
        prop_assert_eq!(copied.as_ref(), Some(&filter));
        prop_assert_eq!(filter.rewrite(&limits, |_| Rewrite::Drop).unwrap(), None);
        let mut keep = false;
        let half = filter.rewrite(&limits, |_| {
            keep = !keep;
            if keep { Rewrite::Keep } else { Rewrite::Drop }
        });
        if let Some(half) = half.unwrap() {
            laws::building_a_filter(&half);
        }
    }

    #[test]
    fn what_is_put_in_after_mending_says_the_same(template in texts::spliced()) {
        laws::mending_leaves_room(&template);
    }

    #[test]
    fn binding_keeps_the_structure(template in texts::template(), value in filters::string()) {
        let template = Template::parse(&template, PlaceholderStyles::all()).unwrap();
        laws::binding_keeps_structure(&template, &value);
    }

    #[test]
    fn any_text_can_be_bound(text in texts::clauses(), value in texts::text()) {
        if let Ok(template) = Template::parse(&text, PlaceholderStyles::all()) {
            laws::binding_keeps_structure(&template, &value);
        }
    }

    #[test]
    fn what_is_escaped_is_one_string(value in filters::string()) {
        let filter = parse_filter(&format!("a eq \"{}\"", escape(&value).unwrap())).unwrap();
        prop_assert_eq!(filter.clauses().next().unwrap().literal().unwrap().string(), value);
    }

    #[test]
    fn what_is_encoded_is_decoded(name in filters::string(), value in texts::text()) {
        laws::encoding_comes_back(&name, &value);
    }
}
