//! Orders on records.

use std::cmp::Ordering;
use std::fmt;

use super::item::Record;
use super::leaves;
use super::number::decimal_of;
use super::probes::{Leaf, instant_of};
use crate::predicate::{OrderBy, OrderKey};
use crate::vocab::{Decimal, Instant, fold};

/// What an order looks at in one record, in a form that compares quickly.
///
/// Keys of the same [`OrderBy`] are ordered as it orders their records; keys of different ones say nothing.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey(Box<[u8]>);

impl fmt::Debug for SortKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SortKey(..)")
    }
}

impl OrderBy {
    /// How two records stand to each other; `Equal` where neither goes before the other, and a stable sort keeps them
    /// as they came.
    ///
    /// Null sorts last ascending and first descending, values of different types as boolean, number, string. An array
    /// sorts by its first element, and an object counts as null. To sort many records take their [keys](OrderBy::key).
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use v3q::eval::JsonText;
    /// use v3q::predicate::validate_sorters;
    /// use v3q::schema::Schema;
    /// use v3q::syntax::parse_sorters;
    /// let order = validate_sorters(&parse_sorters("type,-size")?, &Schema::permissive())?;
    /// let [left, right] = [r#"{"type": "A", "size": 9}"#, r#"{"type": "a", "size": 10}"#].map(JsonText::new);
    /// assert_eq!(order.compare(&left, &right), Ordering::Greater);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn compare<R: Record + ?Sized, S: Record + ?Sized>(&self, left: &R, right: &S) -> Ordering {
        self.key(left).cmp(&self.key(right))
    }

    /// What the order looks at in a record.
    #[must_use]
    pub fn key<R: Record + ?Sized>(&self, record: &R) -> SortKey {
        let mut bytes = Vec::with_capacity(32);
        for key in self.keys() {
            let start = bytes.len();
            write(&mut bytes, key, leaves::first(record, key.path().segments()));
            if key.is_descending() {
                // What is written ends where no other begins, so that its complement is ordered the other way round.
                bytes.iter_mut().skip(start).for_each(|byte| *byte = !*byte);
            }
        }
        SortKey(bytes.into())
    }
}

// The first byte of what is written for a value: its place among the types.
const READABLE_DATE: u8 = 0;
const BOOLEAN: u8 = 1;
const NUMBER: u8 = 2;
const TEXT: u8 = 3;
const INSTANT: u8 = 4;
const NULL: u8 = 5;

fn write(out: &mut Vec<u8>, key: &OrderKey, leaf: Option<Leaf<'_>>) {
    match leaf {
        None | Some(Leaf::Object) => out.push(NULL),
        Some(Leaf::Boolean(boolean)) => out.extend([BOOLEAN, boolean.into()]),
        Some(Leaf::Number(number)) => match decimal_of(&number) {
            Some(number) => write_number(out, &number),
            None => out.push(NULL),
        },
        Some(Leaf::Text(text)) => match instant_of(&text).filter(|_| key.is_date_time()) {
            Some(instant) => write_instant(out, READABLE_DATE, instant),
            None if key.case_sensitive() => write_text(out, &text),
            None => write_text(out, &fold(&text)),
        },
        Some(Leaf::Instant(instant)) => {
            write_instant(out, if key.is_date_time() { READABLE_DATE } else { INSTANT }, instant);
        }
    }
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    out.push(TEXT);
    // No byte of UTF-8 is 255, so that there is room for an end below all of them.
    out.extend(text.bytes().map(|byte| byte + 1));
    out.push(0);
}

fn write_instant(out: &mut Vec<u8>, kind: u8, instant: Instant) {
    out.push(kind);
    out.extend(ordered(instant.unix_seconds()));
    out.extend(instant.subsecond_nanos().to_be_bytes());
}

fn write_number(out: &mut Vec<u8>, number: &Decimal) {
    let (negative, digits, point) = number.parts();
    out.push(NUMBER);
    if digits.is_empty() {
        return out.push(1);
    }
    out.push(if negative { 0 } else { 2 });
    let start = out.len();
    out.extend(ordered(point));
    out.extend(digits.bytes());
    out.push(0);
    if negative {
        out.iter_mut().skip(start).for_each(|byte| *byte = !*byte);
    }
}

/// Bytes that are ordered as the integers are.
fn ordered(integer: i64) -> [u8; 8] {
    (integer ^ i64::MIN).to_be_bytes()
}
