//! The records of an endpoint: their own bytes, and the fields that queries look at beside them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read;
use std::num::NonZeroUsize;
use std::ops::{ControlFlow, Range};

use serde_json::value::RawValue;

use super::column::{Column, Written};
use super::data_error::DataError;
use super::results::Results;
use crate::eval::stream::{Event, Selection};
use crate::eval::{Item, JsonText, Number, Record};

/// The records of an endpoint.
#[derive(Default)]
pub(super) struct Collection {
    text: String,
    records: Vec<Range<usize>>,
    /// The fields that queries look at: they go through those of all records.
    columns: Vec<Column>,
    ids: HashMap<Box<str>, u32>,
    /// What queries found before.
    pub(super) results: Results,
}

/// Reads the records of an input, one after the other; `take` says what is wrong with one, where something is.
pub(super) fn read(
    name: &str,
    input: impl Read + Send,
    mut take: impl FnMut(&str) -> Result<(), String> + Send,
) -> Result<(), DataError> {
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let mut number = 0;
    let mut failure = None;
    let summary = Selection::all().threads(threads).run(
        input,
        |_| (),
        |event| {
            let result = match event {
                Event::Broken(error) => Err(DataError::Record { name: name.to_owned(), error }),
                Event::Match(found) => {
                    number += 1;
                    let text = found.record.json().as_str();
                    let taken = if text.starts_with('{') { take(text) } else { Err("it is no object".to_owned()) };
                    taken.map_err(|reason| DataError::Content { name: name.to_owned(), number, reason })
                }
            };
            match result {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        },
    );
    summary.map_err(|error| DataError::Input { name: name.to_owned(), error })?;
    failure.map_or(Ok(()), Err)
}

impl Collection {
    /// Reads records, with these fields at hand; `key` is the field that names a record, and `check` says what is wrong
    /// with one.
    pub(super) fn read(
        name: &str,
        input: impl Read + Send,
        fields: impl IntoIterator<Item = String>,
        key: &str,
        check: fn(&str) -> Result<(), String>,
    ) -> Result<Self, DataError> {
        let mut names: Vec<Box<str>> = fields.into_iter().map(Box::from).collect();
        names.sort_unstable();
        names.dedup();
        let mut it = Self { columns: names.into_iter().map(Column::new).collect(), ..Self::default() };
        read(name, input, |record| check(record).and_then(|()| it.add(record, key)))?;
        it.text.shrink_to_fit();
        it.columns.iter_mut().for_each(Column::finish);
        Ok(it)
    }

    /// Records that are texts already.
    pub(super) fn of(records: impl IntoIterator<Item = String>) -> Self {
        let mut it = Self::default();
        for record in records {
            let start = it.text.len();
            it.text.push_str(&record);
            it.records.push(start..it.text.len());
        }
        it
    }

    fn add(&mut self, record: &str, key: &str) -> Result<(), String> {
        let number = u32::try_from(self.records.len()).map_err(|_| "there are more than 2^32 records".to_owned())?;
        // Of a field that stands there twice the last one counts, as everywhere.
        // A name with escapes can't be borrowed: such a record is looked through when it is asked.
        let fields: Option<HashMap<&str, &RawValue>> = serde_json::from_str(record).ok();
        for column in &mut self.columns {
            let value = fields.as_ref().map(|fields| fields.get(&*column.name).map_or("", |value| value.get()));
            column.add(value)?;
        }
        if let Some(id) = id(JsonText::new(record).get(key)) {
            self.ids.entry(id.into()).or_insert(number);
        }
        let start = self.text.len();
        self.text.push_str(record);
        self.records.push(start..self.text.len());
        Ok(())
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.records.len()).unwrap_or(u32::MAX)
    }

    /// A record's own text; empty behind the last.
    pub(super) fn text(&self, number: u32) -> &str {
        self.records.get(number as usize).and_then(|range| self.text.get(range.clone())).unwrap_or_default()
    }

    /// A record to ask for fields.
    pub(super) fn record(&self, number: u32) -> Stored<'_> {
        Stored { records: self, number }
    }

    /// What all records have in a field, where that is at hand.
    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| *column.name == *name)
    }

    /// The text of the record of that id.
    pub(super) fn by_id(&self, id: &str) -> Option<&str> {
        self.ids.get(id).map(|number| self.text(*number))
    }
}

/// The text of an id, which may be a number.
pub(super) fn id(value: Item<'_>) -> Option<Cow<'_, str>> {
    match value {
        Item::String(text) | Item::Number(Number::Text(text)) => Some(text),
        _ => None,
    }
}

/// One record of a collection.
#[derive(Clone, Copy)]
pub(super) struct Stored<'c> {
    records: &'c Collection,
    number: u32,
}

impl<'c> Stored<'c> {
    /// The value of a field.
    pub(super) fn get(self, name: &str) -> Item<'c> {
        let value = self.records.column(name).and_then(|column| column.value(column.number(self.number)));
        value.map_or_else(|| JsonText::new(self.records.text(self.number)).get(name), Written::item)
    }
}

impl Record for Stored<'_> {
    fn field(&self, name: &str) -> Item<'_> {
        self.get(name)
    }
}
