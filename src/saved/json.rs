//! Any JSON: queries under keys, and URLs in strings.
//!
//! The text is checked by the JSON library, in one pass that keeps nothing; then its strings and brackets are walked,
//! which can't go wrong any more. Nothing recurses, however deep it is nested.

use serde::de::IgnoredAny;

use super::SavedFormat;
use super::error::ReadError;
use super::host_text::HostText;
use super::json_comments::without_comments;
use super::json_error::broken;
use super::json_string::json_unescaped;
use super::keyed::Keyed;
use super::nearness::nearness_of;
use super::query::SavedQuery;
use super::quoting::Quoting;
use super::shape::{may_hold_query, names_parameter};
use crate::syntax::{PlaceholderStyle, PlaceholderStyles};
use crate::text::Span;

pub(super) static FORMAT: SavedFormat = SavedFormat {
    name: "json",
    summary: "JSON: values of `filters` and `sorters`, URLs in strings",
    extensions: &["json", "jsonc"],
    placeholders: || {
        PlaceholderStyles::of(&[
            PlaceholderStyle::DoubleBraces,
            PlaceholderStyle::DollarBraces,
            PlaceholderStyle::Angles,
        ])
    },
    splices: false,
    recognises: |text| {
        let text = text.trim_start_matches('\u{feff}').trim_ascii_start();
        text.starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(text).is_ok()
    },
    read: |text, reading| read(text, reading.has_endpoint),
    lines: None,
};

fn read(text: &str, has_endpoint: bool) -> Result<Vec<SavedQuery<'static>>, ReadError> {
    if !may_hold_query(text) {
        return Ok(Vec::new());
    }
    let Err(error) = checked(text) else { return Ok(queries(text, has_endpoint)) };
    let plain = without_comments(text);
    let again = plain.as_deref().map(|plain| (plain, checked(plain)));
    let place = |error: &serde_json::Error| (error.line(), error.column());
    match again {
        Some((plain, Ok(()))) => Ok(queries(plain, has_endpoint)),
        // Others' files have templates in them; one that names no parameter holds no query.
        Some(_) | None if !names_parameter(text) => Ok(Vec::new()),
        Some((_, Err(other))) if place(&other) > place(&error) => Err(broken(without_mark(text), &other)),
        Some(_) | None => Err(broken(without_mark(text), &error)),
    }
}

fn without_mark(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

fn checked(text: &str) -> Result<(), serde_json::Error> {
    serde_json::from_str::<IgnoredAny>(without_mark(text)).map(|_| ())
}

fn queries(text: &str, has_endpoint: bool) -> Vec<SavedQuery<'static>> {
    let mut keyed = Keyed::new(nearness_of(text, has_endpoint));
    let bytes = text.as_bytes();
    let mut at = text.len() - without_mark(text).len();
    while let Some(byte) = bytes.get(at) {
        let end = match byte {
            b'{' | b'[' => {
                keyed.begin();
                at + 1
            }
            b'}' | b']' => {
                keyed.end();
                at + 1
            }
            b'"' => string(text, at, &mut keyed),
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => bare(text, at, &mut keyed),
            _ => at + 1,
        };
        at = end;
    }
    keyed.finish()
}

/// Takes the string that begins at byte `at`; where it ends.
fn string(text: &str, at: usize, keyed: &mut Keyed) -> usize {
    let start = at + 1;
    let mut end = start;
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let mut escaped = 0;
    for place in memchr::memchr2_iter(b'"', b'\\', rest) {
        if place < escaped {
            continue;
        }
        if rest.get(place) == Some(&b'"') {
            end = start + place;
            break;
        }
        escaped = place + 2;
    }
    let written = text.get(start..end).unwrap_or_default();
    let behind = text.get(end + 1..).unwrap_or_default();
    let is_key = behind.bytes().find(|byte| !byte.is_ascii_whitespace()) == Some(b':');
    if is_key {
        keyed.key(written, Span::new(start, end));
    } else if keyed.wants(written) {
        let (said, map) = json_unescaped(written, start);
        keyed.text(HostText::decoded(said.into_owned(), map, Quoting::Json));
    } else {
        keyed.pass();
    }
    end + 1
}

/// Takes the number or word that begins at byte `at`; where it ends.
fn bare(text: &str, at: usize, keyed: &mut Keyed) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, ',' | ']' | '}')).unwrap_or(rest.len());
    let written = rest.get(..length).unwrap_or_default();
    if written != "null" && keyed.wants("") {
        let mut said = HostText::new(at, Quoting::None);
        said.push(written);
        keyed.text(said);
    } else {
        keyed.pass();
    }
    at + length.max(1)
}
