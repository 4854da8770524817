//! Selections on bytes against parsing each record: the laws of `tests/support/select.rs` on generated input.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

#[path = "support/select.rs"]
mod select;

use proptest::prelude::*;
use v3q::predicate::{Predicate, validate};
use v3q::schema::Schema;
use v3q::syntax::parse_filter;

fn predicate(filter: &str) -> Predicate {
    validate(&parse_filter(filter).unwrap_or_else(|error| panic!("{filter}: {error}")), &Schema::permissive()).unwrap()
}

/// JSON, mostly: strings with escapes and other scripts, large numbers, dates, nested arrays, keys that come twice.
fn json() -> impl Strategy<Value = String> {
    const SCALARS: &[&str] = &[
        "null",
        "true",
        "false",
        "0",
        "-0",
        "5",
        "5.0",
        "50e-1",
        "-1.5",
        "9007199254740993",
        "9007199254740992",
        "18446744073709551615",
        "1e300",
        "1e-300",
        "123456789012345678901234567890",
        "0.1",
        "0.1000000000000000055",
        r#""""#,
        r#""x""#,
        r#""X""#,
        r#""ẞ""#,
        r#""ß""#,
        r#""ss""#,
        r#""ſ""#,
        r#""Σ""#,
        r#""ς""#,
        r#""İ""#,
        r#""i""#,
        r#""\u0041""#,
        r#""a""#,
        r#""\ud83d\ude00""#,
        r#""😀""#,
        r#""a\"b\\""#,
        r#""\\\\""#,
        r#""5""#,
        r#""true""#,
        r#""{[:,\n]}""#,
        r#""2018-12-18""#,
        r#""2018-12-18T00:00:00Z""#,
        r#""2018-12-18T02:00:00.5+02:00""#,
        r#""2018-12-18T00:00:00.500Z""#,
        r#""2018""#,
        r#""\u212A""#,
        r#""k""#,
        r#""tab\there""#,
        r#""a long string, longer than a step of sixty-four bytes, with an escape at \u0065 the end\\""#,
        "{}",
        "[]",
        "[[]]",
        "[null]",
    ];
    const KEYS: &[&str] = &[
        r#""a""#,
        r#""a""#,
        r#""b""#,
        r#""b""#,
        r#""c""#,
        r#""\u0061""#,
        r#""type""#,
        r#""ty\u0070e""#,
        r#""attributeName""#,
        r#""attributeNam""#,
        r#""x y""#,
        r#""""#,
        r#""A""#,
        r#""é""#,
        r#""a\\""#,
    ];
    let blank = || prop::sample::select(&["", "", "", "", " ", "\t", "  ", " \r"][..]);
    let leaf = prop::sample::select(SCALARS).prop_map(ToOwned::to_owned);
    let value = leaf.prop_recursive(4, 24, 5, move |inner| {
        let array = (prop::collection::vec((inner.clone(), blank()), 0..5), blank()).prop_map(|(items, blank)| {
            format!(
                "[{blank}{}]",
                items.iter().map(|(item, blank)| format!("{item}{blank}")).collect::<Vec<_>>().join(",")
            )
        });
        let member = (prop::sample::select(KEYS), blank(), blank(), inner, blank());
        let object = prop::collection::vec(member, 0..6).prop_map(|members| object(&members));
        prop_oneof![array, object]
    });
    let member = (prop::sample::select(KEYS), blank(), blank(), value, blank());
    prop::collection::vec(member, 0..7).prop_map(|members| object(&members))
}

fn object(members: &[(&str, &str, &str, String, &str)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(key, a, b, value, c)| format!("{a}{key}{b}:{a}{value}{c}")).collect();
    format!("{{{}}}", members.join(","))
}

fn filter() -> impl Strategy<Value = String> {
    const FIELDS: &[&str] =
        &["a", "b", "c", "a.b", "a.b.c", "type", "attributeName", "a.type", "b.a", "c.attributeName"];
    const VALUES: &[&str] = &[
        "5",
        "0",
        "9007199254740993",
        "0.1",
        "1e300",
        "\"x\"",
        "\"\"",
        "\"SS\"",
        "\"ß\"",
        "\"S\"",
        "\"σ\"",
        "\"I\"",
        "\"A\"",
        "\"😀\"",
        "\"a\\\"B\\\\\"",
        "\"k\"",
        "2018-12-18",
        "2018-12-18T00:00:00.5Z",
    ];
    let value = || prop::sample::select(VALUES);
    let list = || prop::collection::vec(value(), 1..9).prop_map(|values| format!("({})", values.join(",")));
    let text =
        prop::sample::select(&["\"\"", "\"a\"", "\"S\"", "\"é\"", "\"2018-12\"", "\"long\"", "\"ß\"", "\"\\\\\""][..]);
    let field = prop::sample::select(FIELDS);
    let clause = prop_oneof![
        (field.clone(), prop::sample::select(&["eq", "ne", "gt", "ge", "lt", "le"][..]), value())
            .prop_map(|(field, op, value)| format!("{field} {op} {value}")),
        (field.clone(), prop::sample::select(&["eq", "ne"][..]), any::<bool>())
            .prop_map(|(field, op, value)| format!("{field} {op} {value}")),
        (field.clone(), prop::sample::select(&["co", "sw"][..]), text)
            .prop_map(|(field, op, text)| format!("{field} {op} {text}")),
        (field.clone(), prop::sample::select(&["in", "ca"][..]), list())
            .prop_map(|(field, op, list)| format!("{field} {op} {list}")),
        field.clone().prop_map(|field| format!("pr {field}")),
        field.prop_map(|field| format!("{field} isnull")),
    ];
    clause.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| format!("not ({inner})")),
            (inner.clone(), prop::sample::select(&["and", "or"][..]), inner)
                .prop_map(|(left, op, right)| format!("({left} {op} {right})")),
        ]
    })
}

/// Changes to bytes: where, whether a byte is changed, dropped or put in, and which.
fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, i32, u8)>> {
    let special = prop::sample::select(
        &b"{}[]:,\"\\ \n\r\t\x000123456789-+.eEtrufalsn/\x1f\x7f\x80\xc3\xa9\xed\xa0\xbd\xf0\xff"[..],
    );
    let byte = prop_oneof![3 => special, 1 => any::<u8>()];
    let change = (any::<prop::sample::Index>(), 0..3, byte);
    prop_oneof![Just(Vec::new()), prop::collection::vec(change, 1..4)]
}

fn changed(mut bytes: Vec<u8>, changes: Vec<(prop::sample::Index, i32, u8)>) -> Vec<u8> {
    for (place, kind, byte) in changes {
        if bytes.is_empty() {
            break;
        }
        let place = place.index(bytes.len());
        match kind {
            0 => bytes[place] = byte,
            1 => drop(bytes.remove(place)),
            _ => bytes.insert(place, byte),
        }
    }
    bytes
}

/// Lines of JSON of which some bytes may have been changed, and the last may have no end.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    let end = prop::sample::select(&["\n", "\n", "\r\n", "\n\n", " \n", "\n \r\n"][..]);
    let lines = prop::collection::vec((json(), end), 1..6)
        .prop_map(|lines| lines.iter().map(|(line, end)| format!("{line}{end}")).collect::<String>());
    (lines, changes(), any::<bool>()).prop_map(|(lines, changes, is_cut)| {
        let mut bytes = changed(lines.into_bytes(), changes);
        if is_cut {
            bytes.pop();
        }
        bytes
    })
}

/// An array of JSON of which some bytes may have been changed.
fn array() -> impl Strategy<Value = Vec<u8>> {
    let blank = || prop::sample::select(&["", "", " ", "\n", "\r\n  "][..]);
    let items = prop::collection::vec((blank(), json(), blank()), 0..5).prop_map(|items| {
        let items: Vec<String> = items.iter().map(|(a, item, b)| format!("{a}{item}{b}")).collect();
        format!("[{}]", items.join(",")).into_bytes()
    });
    (items, changes()).prop_map(|(bytes, changes)| changed(bytes, changes))
}

proptest! {
    #[test]
    fn lines_are_judged_as_parsed(lines in lines(), filter in filter()) {
        select::lines_are_judged_as_parsed(&lines, &predicate(&filter));
    }

    #[test]
    fn arrays_are_judged_as_parsed(array in array(), filter in filter()) {
        select::arrays_are_judged_as_parsed(&array, &predicate(&filter));
    }

    #[test]
    fn any_bytes_are_judged_as_parsed(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        select::lines_are_judged_as_parsed(&bytes, &predicate("a eq 5"));
    }
}
