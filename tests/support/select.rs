//! What must hold of selections, whatever the input. Tests and fuzzing call the same functions.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use serde_json::Value;
use v3q::eval::JsonText;
use v3q::eval::stream::{Event, Framing, Pointer, Selection};
use v3q::predicate::Predicate;
use v3q::vocab::Decimal;

/// What is made of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    Match(Vec<u8>),
    /// Broken, in a line of this number.
    Broken(u64),
}

/// What a selection makes of the lines of an input.
pub(crate) fn selected(input: &[u8], selection: &Selection) -> Vec<Line> {
    let mut lines = Vec::new();
    let sink = |event: Event<'_, usize>| {
        lines.push(match event {
            Event::Match(found) => {
                assert_eq!(found.value, found.record.bytes().len());
                let start = usize::try_from(found.offset).unwrap();
                assert_eq!(input.get(start..start + found.value), Some(found.record.bytes()));
                Line::Match(found.record.bytes().to_vec())
            }
            Event::Broken(error) => {
                let start = usize::try_from(error.offset).unwrap();
                let before = input.get(..start).expect("an error lies in the input");
                let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
                assert_eq!(error.line as usize, before.iter().filter(|byte| **byte == b'\n').count() + 1);
                assert_eq!(error.column as usize, start - line_start + 1);
                Line::Broken(error.line)
            }
        });
        ControlFlow::Continue(())
    };
    let summary = selection.run(input, |record| record.bytes().len(), sink).expect("memory can be read");
    let broken = lines.iter().filter(|line| matches!(line, Line::Broken(_))).count();
    assert_eq!((summary.matches as usize, summary.broken as usize), (lines.len() - broken, broken));
    lines
}

/// Every way to select that must come to the same.
fn ways(selection: &Selection) -> impl Iterator<Item = Selection> {
    let of = |number| NonZeroUsize::new(number).unwrap();
    [(1, 1 << 18), (1, 7), (2, 64), (3, 300)]
        .into_iter()
        .map(move |(threads, block)| selection.clone().threads(of(threads)).block_size(of(block)))
}

/// Lines are accepted, refused and judged as parsing each of them would have it.
pub(crate) fn lines_are_judged_as_parsed(input: &[u8], predicate: &Predicate) {
    let matcher = predicate.compile();
    let mut expected = Vec::new();
    let mut is_trustworthy = true;
    for (number, line) in input.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) {
            continue;
        }
        let Ok(parsed) = parse(line) else { return };
        let Some(parsed) = parsed else {
            is_trustworthy = false;
            expected.push(Line::Broken(number as u64 + 1));
            continue;
        };
        let text = std::str::from_utf8(line).expect("JSON is UTF-8");
        is_trustworthy &= !has_repeated_keys(text, &parsed);
        let matches = matcher.matches(&JsonText::new(text));
        if !has_rounded_numbers(text) {
            assert_eq!(matcher.matches(&parsed), matches, "{predicate} on {text}");
        }
        if matches {
            expected.push(Line::Match(line.to_vec()));
        }
    }
    let selection = Selection::new(predicate).framing(Framing::Lines);
    for way in ways(&selection) {
        assert_eq!(selected(input, &way), expected, "{predicate} on {:?}", String::from_utf8_lossy(input));
    }
    if is_trustworthy {
        for way in ways(&selection.trust_input(true)) {
            assert_eq!(
                selected(input, &way),
                expected,
                "trusting, {predicate} on {:?}",
                String::from_utf8_lossy(input)
            );
        }
    }
}

/// An array is accepted, refused and judged as parsing it would have it, and so is one in an object.
pub(crate) fn arrays_are_judged_as_parsed(input: &[u8], predicate: &Predicate) {
    let Ok(parsed) = parse(input) else { return };
    let matcher = predicate.compile();
    let expected = parsed.and_then(|parsed| match parsed {
        Value::Array(records) => {
            Some(records.iter().filter(|record| matcher.matches(*record)).cloned().collect::<Vec<_>>())
        }
        _ => None,
    });
    let inside =
        [&b"{\"a\": {\"\\u0062\": [{}]}, \"x\":[{\"b\":[]}], \"b\":\n{\"b\": "[..], input, b", \"c\": \"b\"}}\r\n"]
            .concat();
    let selection = Selection::new(predicate).framing(Framing::Array);
    let pointed = selection.clone().framing(Framing::At(Pointer::parse("/b/b").unwrap()));
    for (input, selection) in [(input, selection), (&inside, pointed)] {
        for way in ways(&selection) {
            let lines = selected(input, &way);
            let is_broken = lines.iter().any(|line| matches!(line, Line::Broken(_)));
            assert_eq!(is_broken, expected.is_none(), "{:?}", String::from_utf8_lossy(input));
            let Some(expected) = &expected else { continue };
            let parsed = lines.iter().filter_map(|line| match line {
                Line::Match(record) => Some(serde_json::from_slice(record).expect("a match is JSON")),
                Line::Broken(_) => None,
            });
            let text = std::str::from_utf8(input).expect("JSON is UTF-8");
            if !has_rounded_numbers(text) {
                assert_eq!(&parsed.collect::<Vec<Value>>(), expected, "{predicate} on {text}");
            }
        }
    }
}

/// The value, none where it is broken; an error where it has a number that serde_json does not take.
fn parse(text: &[u8]) -> Result<Option<Value>, serde_json::Error> {
    match serde_json::from_slice::<Value>(text) {
        Ok(parsed) => Ok(Some(parsed)),
        Err(error) if error.to_string().contains("number out of range") => Err(error),
        Err(_) => Ok(None),
    }
}

/// Whether a key stands twice in an object: parsed, there are fewer of them.
fn has_repeated_keys(text: &str, parsed: &Value) -> bool {
    fn keys(value: &Value) -> usize {
        match value {
            Value::Object(fields) => fields.len() + fields.values().map(keys).sum::<usize>(),
            Value::Array(values) => values.iter().map(keys).sum(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
        }
    }
    plain(text).matches(':').count() != keys(parsed)
}

/// Whether a number of the text is another one once it is a 64-bit float.
fn has_rounded_numbers(text: &str) -> bool {
    let plain = plain(text);
    plain.split([',', ':', '[', ']', '{', '}', ' ', '\t', '\r', '\n']).any(|token| match Decimal::parse(token) {
        Ok(number) => {
            let is_integer = token.parse::<i64>().is_ok() || token.parse::<u64>().is_ok();
            !is_integer && token.parse().ok().and_then(Decimal::from_f64) != Some(number)
        }
        Err(_) => token.starts_with(['-', '1', '2', '3', '4', '5', '6', '7', '8', '9', '0']),
    })
}

/// The text without its strings.
fn plain(text: &str) -> String {
    let (mut in_string, mut escaped) = (false, false);
    let outside = |c: &char| {
        let was_in_string = in_string;
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = in_string,
            '"' => in_string = !in_string,
            _ => {}
        }
        !was_in_string && !in_string
    };
    text.chars().filter(outside).collect()
}
