//! Filters that are built at random.

use proptest::prelude::*;
use v3q::syntax::{FilterBuilder, NewLiteral, field, not};
use v3q::vocab::Instant;

/// What could be taken for a part of a filter.
const PIECES: &[&str] = &[
    "\"",
    "\\",
    "'",
    " ",
    " or a eq \"",
    "(",
    ")",
    ",",
    "{{x}}",
    "%s",
    "$x",
    "and",
    "%22",
    "+",
    "&",
    "é",
    "\u{201D}",
    "\u{A0}",
    "\u{85}",
    "💡",
    "x",
    "2025-08-01",
    "null",
    "{",
    "}}",
];

/// Text with all that could be taken for a part of a filter.
pub(crate) fn string() -> impl Strategy<Value = String> {
    let said = |c: &char| u32::from(*c) >= 0x20;
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        2 => any::<char>().prop_filter("no control characters", said).prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn name() -> impl Strategy<Value = String> {
    let odd = &["in", "eq", "isnull", "null", "true", "NOT", "AND", "filters", "contains", "is", "a-b.c"][..];
    let letters = || proptest::sample::select(&["a", "B", "_", "and", "x-1", "z9"][..]);
    prop_oneof![
        proptest::sample::select(odd).prop_map(str::to_owned),
        (letters(), letters()).prop_map(|(a, b)| format!("{a}.{b}")),
        (letters(), letters()).prop_map(|(a, b)| format!("{a}{b}")),
    ]
}

fn value() -> impl Strategy<Value = NewLiteral> {
    let times = (-62_167_219_200_i64..253_402_300_800, 0..1_000_000_000_u32);
    let numbers = &["1e400", "-0", "0.10", "9007199254740993", "1E-7"][..];
    prop_oneof![
        4 => string().prop_map(NewLiteral::from),
        1 => any::<i64>().prop_map(NewLiteral::from),
        1 => any::<u64>().prop_map(NewLiteral::from),
        1 => any::<f64>().prop_filter("finite", |it| it.is_finite()).prop_map(NewLiteral::from),
        1 => any::<f32>().prop_filter("finite", |it| it.is_finite()).prop_map(NewLiteral::from),
        1 => any::<bool>().prop_map(NewLiteral::from),
        1 => times.prop_map(|(seconds, nanos)| Instant::from_unix(seconds, nanos).into()),
        1 => proptest::sample::select(&["0000-01-01", "2024-02-29", "9999-12-31"][..]).prop_map(NewLiteral::date),
        1 => proptest::sample::select(numbers).prop_map(NewLiteral::number),
    ]
}

/// A filter of a few clauses, joined in any way.
pub(crate) fn filter() -> impl Strategy<Value = FilterBuilder> {
    let values = proptest::collection::vec(value(), 1..4);
    let clause = (name(), 0..12_u8, values, string()).prop_map(|(name, op, values, text)| {
        let field = field(name);
        let first = values[0].clone();
        match op {
            0 => field.ne(first),
            1 => field.gt(first),
            2 => field.ge(first),
            3 => field.lt(first),
            4 => field.le(first),
            5 => field.co(text),
            6 => field.sw(text),
            7 => field.in_(values),
            8 => field.ca(values),
            9 => field.pr(),
            10 => field.isnull(),
            _ => field.eq(first),
        }
    });
    clause.prop_recursive(6, 24, 4, |inner| {
        (inner.clone(), inner, 0..4_u8).prop_map(|(left, right, joint)| match joint {
            0 => left.and(right),
            1 => left.or(right),
            2 => left.comma(right),
            _ => not(left),
        })
    })
}
