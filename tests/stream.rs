//! Selections on bytes, case by case: what comes out, what is refused and where, what stops them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use v3q::eval::stream::{Event, Framing, Pointer, RawRecord, Selection, Summary};
use v3q::predicate::{Predicate, validate};
use v3q::schema::Schema;
use v3q::syntax::parse_filter;
use v3q::vocab::FieldPath;

fn predicate(filter: &str) -> Predicate {
    validate(&parse_filter(filter).unwrap(), &Schema::permissive()).unwrap()
}

fn number(number: usize) -> NonZeroUsize {
    NonZeroUsize::new(number).unwrap()
}

/// What comes out: records as they stand, errors with their places.
fn told(selection: &Selection, input: &[u8]) -> (Vec<String>, Summary) {
    let mut told = Vec::new();
    let summary = selection.run(
        input,
        |_| (),
        |event| {
            told.push(match event {
                Event::Match(found) => String::from_utf8(found.record.bytes().to_vec()).unwrap(),
                Event::Broken(error) => format!("{error}{}", if error.is_last { ", the last" } else { "" }),
            });
            ControlFlow::Continue(())
        },
    );
    (told, summary.unwrap())
}

fn all(input: &str) -> Vec<String> {
    told(&Selection::all(), input.as_bytes()).0
}

#[test]
fn records_go_on_as_they_stand() {
    assert_eq!(
        all("{\"a\" : 1}\n {\"b\":2} \r\n\n\t\r\n{\"c\":[ 3 ]}"),
        [r#"{"a" : 1}"#, r#" {"b":2} "#, r#"{"c":[ 3 ]}"#]
    );
    assert_eq!(all("[ {\"a\":\r\n1} ,5,\"x\" ]\n"), ["{\"a\":\r\n1}", "5", "\"x\""]);
    assert_eq!(all("5\n[1]\n\"x\"\nnull\n"), ["5", "[1]", "\"x\"", "null"]);
    for nothing in ["", "\n", " \r\n\t\n", "[]", " [\n] \n"] {
        assert!(all(nothing).is_empty(), "{nothing:?}");
    }
}

#[test]
fn numbers_are_exact_and_take_any_size() {
    let lines = "{\"n\":1e999999}\n{\"n\":123456789012345678901234567890}\n{\"n\":1e400}\n{\"n\":0.1}\n";
    let (told, _) = told(&Selection::new(&predicate("n gt 123456789012345678901234567889")), lines.as_bytes());
    assert_eq!(told, [r#"{"n":1e999999}"#, r#"{"n":123456789012345678901234567890}"#, r#"{"n":1e400}"#]);
}

#[test]
fn what_is_broken_is_placed() {
    for (line, error) in [
        ("{\"a\":1", "column 7: expected more: the record ends here"),
        ("{\"a\":1}}", "column 8: expected nothing more"),
        ("{\"a\":1} {}", "column 9: expected nothing more"),
        ("{\"a\" 1}", "column 6: expected `:`"),
        ("{\"a\":}", "column 6: expected a value"),
        ("{\"a\":1,}", "column 8: expected a key in double quotes"),
        ("{a:1}", "column 2: expected a key in double quotes or `}`"),
        ("{\"a\":[1,]}", "column 9: expected a value"),
        ("{\"a\":[1 2]}", "column 9: expected `,` or `]`"),
        ("{\"a\":{\"b\":1]}", "column 12: expected `,` or `}`"),
        ("{\"a\":{} \"x\",\"b\":1}", "column 9: expected `,` or `}`"),
        ("{\"a\":tru}", "column 9: expected a value"),
        ("{\"a\":nulll}", "column 10: expected `,` or `}`"),
        ("{\"a\":01}", "column 7: expected no digit behind a leading `0`"),
        ("{\"a\":1.}", "column 8: expected a digit"),
        ("{\"a\":-}", "column 7: expected a digit"),
        ("{\"a\":+1}", "column 6: expected a value"),
        ("{\"a\":\"x}", "column 9: expected more: the record ends here"),
        ("{\"a\":\"\t\"}", "column 7: expected no control character in a string"),
        ("{\"a\":\"\0\"}", "column 7: expected no control character in a string"),
        ("{\"a\":\0 1}", "column 6: expected a value"),
        ("{\"a\":\"\\q\"}", "column 8: expected an escape that JSON knows"),
        ("{\"a\":\"\\u12g4\"}", "column 11: expected an escape that JSON knows"),
        ("{\"a\":\"\\ud800\"}", "column 13: expected both halves of a surrogate pair"),
        ("{\"a\":\"\\ud800\\u0041\"}", "column 18: expected both halves of a surrogate pair"),
        ("{\"a\":\"\\udc00\"}", "column 12: expected both halves of a surrogate pair"),
        ("\u{c}{}", "column 1: expected a value"),
        ("{}\u{c}", "column 3: expected nothing more"),
        ("'a'", "column 1: expected a value"),
        ("\u{feff}{}", "column 1: expected a value"),
    ] {
        let input = format!("{{}}\n{line}\n{{\"b\":1}}\n");
        assert_eq!(all(&input), ["{}", &format!("line 2, {error}"), "{\"b\":1}"], "{line:?}");
        assert!(serde_json::from_str::<serde_json::Value>(line).is_err(), "{line:?}");
    }
    assert_eq!(all("\u{feff}{}\n{}\n"), ["line 1, column 1: expected no byte-order mark", "{}"]);
    let (told, summary) =
        told(&Selection::all(), b"{}\n{\"a\":\"\xff\"}\n{\"a\":\"\xed\xa0\x80\"}\n{\"\xc3\":1}\n\xe9\n{}");
    let errors =
        ["line 2, column 7: expected UTF-8", "line 3, column 8: expected UTF-8", "line 4, column 4: expected UTF-8"];
    assert_eq!(told, ["{}", errors[0], errors[1], errors[2], "line 5, column 1: expected a value", "{}"]);
    assert_eq!(summary, Summary { records: 6, matches: 2, broken: 4, stopped: false });
}

#[test]
fn nesting_goes_as_deep_as_in_serde_json() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for (depth, passes) in
            [(59, true), (62, true), (64, true), (126, true), (127, true), (128, false), (100_000, false)]
        {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            assert_eq!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), passes, "{depth}");
            for filter in ["b isnull", "pr a or b isnull", "a.a.a ne 5"] {
                let (told, _) = told(&Selection::new(&predicate(filter)).framing(Framing::Lines), text.as_bytes());
                assert_eq!(told[0] == text, passes, "{depth} {filter} {}", told[0]);
            }
        }
    }
}

#[test]
fn what_is_around_an_array_is_checked() {
    let array = Selection::all().framing(Framing::Array);
    for (input, expected) in [
        ("", &["line 1, column 1: expected more: the record ends here, the last"][..]),
        (" \n{}", &["line 2, column 1: expected an array of records, the last"]),
        ("[1,2", &["1", "2", "line 1, column 5: expected more: the record ends here, the last"]),
        ("[1,\n{\"a\"", &["1", "line 2, column 5: expected more: the record ends here, the last"]),
        ("[1,]", &["1", "line 1, column 4: expected a value"]),
        ("[1,\n ,2]", &["1", "line 2, column 2: expected a value", "2"]),
        ("[1 2,3]", &["line 1, column 4: expected nothing more", "3"]),
        ("[1}\n", &["line 1, column 3: expected `,` or `]`, the last"]),
        ("[1]\n]", &["1", "line 2, column 1: expected nothing more, the last"]),
        ("[1] [2]", &["1", "line 1, column 5: expected nothing more, the last"]),
        ("[1,\u{c}2]", &["1", "line 1, column 4: expected a value"]),
    ] {
        assert_eq!(told(&array, input.as_bytes()).0, expected, "{input:?}");
        for block in [1, 2, 3] {
            assert_eq!(told(&array.clone().block_size(number(block)), input.as_bytes()).0, expected, "{input:?}");
        }
    }
}

#[test]
fn records_may_lie_in_an_object() {
    let at = |pointer: &str| Selection::all().framing(Framing::At(Pointer::parse(pointer).unwrap()));
    for (pointer, input, expected) in [
        ("/items", "{\"count\":2,\"items\":[1, 2],\"next\":null}", &["1", "2"][..]),
        ("/a/b", "{\"b\":[9],\"a\":{\"a\":{\"b\":[8]},\"b\":[1]},\"c\":{\"b\":[7]}}\n", &["1"]),
        ("/a/b", "{\"\\u0061\":{\"\\u0062\":[1]}}", &["1"]),
        ("/~1/", "{\"/\":{\"\":[1]}}", &["1"]),
        ("", " [1]", &["1"]),
        ("/items", "{\"count\":2}", &["line 1, column 12: expected the records before the end, the last"]),
        ("/items", "[1]", &["line 1, column 4: expected the records before the end, the last"]),
        ("/items", "{\"items\":{}}", &["line 1, column 10: expected an array of records, the last"]),
        ("/a/b", "{\"a\":[1]}", &["line 1, column 6: expected the records before the end, the last"]),
        (
            "/items",
            "{\"items\":[1],\n\"items\":[2]}",
            &["1", "line 2, column 7: expected this key only once, the last"],
        ),
        ("/a/b", "{\"a\":{\"b\":[1],\"b\":[]}}", &["1", "line 1, column 17: expected this key only once, the last"]),
        ("/a/b", "{\"a\":{\"b\":[1]},\"a\":{}}", &["1", "line 1, column 18: expected this key only once, the last"]),
        ("/items", "{\"items\":[1],}", &["1", "line 1, column 14: expected a key in double quotes, the last"]),
        ("/items", "{\"items\":[1]", &["1", "line 1, column 13: expected more: the record ends here, the last"]),
        (
            "/items",
            "{\"x\":\"\u{1}\",\"items\":[1]}",
            &["line 1, column 7: expected no control character in a string, the last"],
        ),
    ] {
        for block in [1 << 18, 1, 2, 5] {
            assert_eq!(told(&at(pointer).block_size(number(block)), input.as_bytes()).0, expected, "{input:?}");
        }
    }
}

#[test]
fn a_record_may_be_longer_than_a_block() {
    let long =
        format!("{{\"a\":\"{}\",\"b\":[{}1],\"c\":1}}", "x".repeat(3_000_000), "{\"d\":[1,2,3]},".repeat(100_000));
    let input = format!("{{\"c\":1}}\n{long}\n{{\"c\":2}}\n{{\"c\":1}}");
    for (threads, trusting) in [(1, false), (2, false), (2, true)] {
        let selection = Selection::new(&predicate("c eq 1")).threads(number(threads)).trust_input(trusting);
        assert_eq!(told(&selection, input.as_bytes()).0, ["{\"c\":1}", &long, "{\"c\":1}"]);
    }
    let array = format!("[{{\"c\":1}},{long}]");
    assert_eq!(told(&Selection::new(&predicate("c eq 1")), array.as_bytes()).0, ["{\"c\":1}", &long]);
}

#[test]
fn order_is_the_input_s_whatever_the_threads() {
    let lines: String = (0..5000).map(|i| format!("{{\"i\":{i},\"x\":\"{}\"}}\n", "y".repeat(i % 70))).collect();
    let expected: Vec<String> = lines.lines().filter(|line| !line.contains("\"\"")).map(Into::into).collect();
    let selection = Selection::new(&predicate("x ne \"\"")).threads(number(7)).block_size(number(500));
    assert_eq!(told(&selection, lines.as_bytes()).0, expected);
}

#[test]
fn a_sink_can_stop_it() {
    let lines = "{\"a\":1}\n".repeat(10_000);
    for threads in [1, 3] {
        let mut seen = 0;
        let selection = Selection::all().threads(number(threads)).block_size(number(1000));
        let summary = selection.run(
            lines.as_bytes(),
            |_| (),
            |_| {
                seen += 1;
                if seen == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(seen, 10);
        assert!(summary.unwrap().stopped);
    }
}

/// An input that fails after some bytes.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::other("the wire broke")),
            count => Ok(count),
        }
    }
}

#[test]
fn what_was_read_before_an_input_fails_is_told() {
    for input in ["{\"a\":1}\n{\"a\":2}\n{\"a\"", "[{\"a\":1},{\"a\":2}, {\"a\"", " [ {\"a\":1},\n{\"a\":2},{\"a\":3}"]
    {
        for (threads, block) in [(1, 8), (2, 8), (1, 1), (1, 1000), (2, 1000)] {
            let mut told = Vec::new();
            let selection = Selection::all().threads(number(threads)).block_size(number(block));
            let result = selection.run(
                Failing(input.as_bytes()),
                |_| (),
                |event| {
                    told.push(match event {
                        Event::Match(found) => String::from_utf8(found.record.bytes().to_vec()).unwrap(),
                        Event::Broken(error) => error.to_string(),
                    });
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(result.unwrap_err().to_string(), "the wire broke");
            assert_eq!(told, ["{\"a\":1}", "{\"a\":2}"], "{input}, blocks of {block}");
        }
    }
    let result = Selection::all().run(Failing(b""), |_| (), |_| ControlFlow::Continue(()));
    assert_eq!(result.unwrap_err().to_string(), "the wire broke");
}

#[test]
fn a_sink_that_panics_leaves_no_thread_waiting() {
    let lines = "{\"a\":1}\n".repeat(10_000);
    for threads in [1, 4] {
        let selection = Selection::all().threads(number(threads)).block_size(number(1000));
        let run = || selection.run(lines.as_bytes(), |_| (), |_| panic!("in the sink"));
        assert!(std::panic::catch_unwind(run).is_err());
    }
}

#[test]
fn a_map_sees_the_record() {
    let mut sizes = Vec::new();
    let read = |record: RawRecord<'_>| format!("{:?}", record.json().get("n"));
    Selection::all()
        .run(&b"{\"n\":1}\n{\"n\":\"x\"}\n{}\n"[..], read, |event| {
            if let Event::Match(found) = event {
                sizes.push(found.value);
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(sizes, [r#"Text("1")"#, r#"String("x")"#, "Null"]);
}

#[test]
fn fields_at_hand_are_those_of_the_record() {
    let input = concat!(
        r#"{"b":{"c":[1]},"a" : "x\u0041" ,"d":{"a":2}}"#,
        "\n",
        r#"{"a":1}"#,
        "\n",
        r#"{"a":1,"a":[2, 3] }"#,
        "\n",
        "5\n",
        r#"{"d":null,"b":{"c":{"e":"f"}},"a":{}}"#,
        "\n",
    );
    let paths = ["b.c", "a", "d"].map(|path| FieldPath::new(path).unwrap());
    let shown = |selection: &Selection| {
        let mut seen = Vec::new();
        let map = |record: RawRecord<'_>| ["a", "b", "c"].map(|name| format!("{:?}", record.get(name)));
        let sink = |event: Event<'_, [String; 3]>| {
            if let Event::Match(found) = event {
                seen.push(found.value);
            }
            ControlFlow::Continue(())
        };
        selection.run(input.as_bytes(), map, sink).unwrap();
        seen
    };
    for selection in [Selection::all(), Selection::new(&predicate("a ne 5")), Selection::new(&predicate("b.c ne 5"))] {
        let expected = shown(&selection);
        assert_eq!(expected.len(), 5);
        assert_eq!(shown(&selection.clone().at_hand(&paths)), expected);
        // The last of two keys goes unseen where the input is trusted.
        let trusting = shown(&selection.at_hand(&paths).trust_input(true));
        assert_eq!((&trusting[..2], &trusting[3..]), (&expected[..2], &expected[3..]));
    }
}

#[test]
fn trusting_stops_at_the_last_wanted_field() {
    let input = "{\"a\":1,\"b\":2,garbage}\n{\"a\":1,\"b\":3}\n{\"a\":2,\"b\":2 x}\n";
    let trusting = Selection::new(&predicate("a eq 1 and b eq 2")).trust_input(true);
    assert_eq!(
        told(&trusting, input.as_bytes()).0,
        ["{\"a\":1,\"b\":2,garbage}", "line 3, column 14: expected `,` or `}`"]
    );
    assert_eq!(told(&Selection::all().trust_input(true), b"{x\n\n{}").0, ["{x", "{}"]);
}
