//! Parts of records, as JSON.

use crate::eval::stream::RawRecord;
use crate::eval::{Item, JsonText, Number, Record as _};
use crate::vocab::FieldPath;
use serde_json::value::RawValue;

/// The record on one line; where fields are named, an object with what stands at their paths, each under its path.
pub(super) fn line(record: RawRecord<'_>, fields: &[FieldPath]) -> Vec<u8> {
    if fields.is_empty() {
        return record.line().collect();
    }
    object(fields.iter().map(FieldPath::as_str).zip(values(record, fields))).into_bytes()
}

/// An object of these members, whose values are JSON.
pub(super) fn object<'a>(members: impl Iterator<Item = (&'a str, String)>) -> String {
    let members: Vec<String> = members.map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
    format!("{{{}}}", members.join(","))
}

/// What stands at the paths, as JSON on one line.
pub(super) fn values(record: RawRecord<'_>, fields: &[FieldPath]) -> Vec<String> {
    fields.iter().map(|path| value(record, path)).collect()
}

/// What stands at a path: `null` where that is nothing. Where there are arrays on the way, the array of all that stands
/// at its ends.
fn value(record: RawRecord<'_>, path: &FieldPath) -> String {
    let names: Vec<&str> = path.segments().collect();
    let mut found = Found::default();
    if let Some((first, rest)) = names.split_first() {
        found.collect(record.field(first), rest);
    }
    if found.is_spread {
        format!("[{}]", found.values.join(","))
    } else {
        found.values.pop().unwrap_or_else(|| "null".to_owned())
    }
}

#[derive(Default)]
struct Found {
    values: Vec<String>,
    is_spread: bool,
}

impl Found {
    /// Goes down the path. Arrays are nested no deeper than records are.
    fn collect(&mut self, item: Item<'_>, path: &[&str]) {
        let text = match (item, path.split_first()) {
            (Item::Json(text), Some((name, rest))) => {
                return match elements(text) {
                    None => self.collect(text.get(name), rest),
                    Some(elements) => {
                        self.is_spread = true;
                        elements.into_iter().for_each(|it| self.collect(JsonText::new(it.get()).item(), path));
                    }
                };
            }
            (_, Some(_)) | (Item::Null, None) => return,
            (Item::Json(text), None) => one_line(text.as_str()),
            (Item::Boolean(boolean), None) => boolean.to_string(),
            (Item::Number(Number::Text(number)), None) => number.into_owned(),
            (Item::Number(Number::Signed(number)), None) => number.to_string(),
            (Item::Number(Number::Unsigned(number)), None) => number.to_string(),
            (Item::Number(Number::Float(number)), None) => number.to_string(),
            (Item::String(text), None) => quoted(&text),
            // JSON has none of these.
            (Item::Instant(_) | Item::Object(_) | Item::List(_), None) => return,
        };
        self.values.push(text);
    }
}

/// The elements, where the text is an array.
fn elements(text: JsonText<'_>) -> Option<Vec<&RawValue>> {
    text.as_str().starts_with('[').then(|| serde_json::from_str(text.as_str()).unwrap_or_default())
}

/// Line breaks stand only between the tokens of JSON.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], "")
}

/// A string as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("every string can be written as JSON")
}
