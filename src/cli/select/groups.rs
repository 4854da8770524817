//! How many records have the same values.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::fields::object;
use crate::vocab::{Decimal, FieldPath};

/// Counts, by the values of some fields.
pub(super) struct Groups<'a> {
    fields: &'a [FieldPath],
    /// By values that are written alike: where in the list.
    known: HashMap<Vec<String>, usize>,
    /// In the order in which they came.
    groups: Vec<Group>,
}

struct Group {
    values: Vec<String>,
    count: u64,
}

impl<'a> Groups<'a> {
    pub(super) fn new(fields: &'a [FieldPath]) -> Self {
        Self { fields, known: HashMap::new(), groups: Vec::new() }
    }

    /// Counts a record with these values, which are JSON.
    pub(super) fn add(&mut self, mut values: Vec<String>) {
        // An empty array is null.
        values.iter_mut().filter(|it| *it == "[]").for_each(|it| *it = "null".to_owned());
        let key = values.iter().map(|value| alike(value)).collect();
        let next = self.groups.len();
        let place = *self.known.entry(key).or_insert(next);
        match self.groups.get_mut(place) {
            Some(group) => group.count += 1,
            None => self.groups.push(Group { values, count: 1 }),
        }
    }

    /// An object for each group: its values, and how many records have them. The largest come first, those of the same
    /// size as they came.
    pub(super) fn lines(self) -> impl Iterator<Item = Vec<u8>> + use<'a> {
        let fields = self.fields;
        let mut groups = self.groups;
        groups.sort_by_key(|it| Reverse(it.count));
        groups.into_iter().map(move |Group { values, count }| {
            let count = (count_name(fields), count.to_string());
            object(fields.iter().map(FieldPath::as_str).zip(values).chain([count])).into_bytes()
        })
    }
}

/// The name of the count, which no field has.
pub(super) fn count_name(fields: &[FieldPath]) -> &'static str {
    if fields.iter().any(|it| it.as_str() == "count") { "records" } else { "count" }
}

/// The same text for the same value: numbers are the same however they are written.
fn alike(value: &str) -> String {
    if Decimal::is_number(value) {
        Decimal::parse(value).map_or_else(|_| value.to_owned(), |number| number.to_string())
    } else {
        value.to_owned()
    }
}
