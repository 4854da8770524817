//! The records of an endpoint: their own bytes, with the fields that queries look at found once.

use std::collections::HashMap;
use std::io::Read;
use std::num::NonZeroUsize;
use std::ops::{ControlFlow, Range};

use serde_json::value::RawValue;

use super::data_error::DataError;
use super::results::Results;
use crate::eval::stream::{Event, Selection};
use crate::eval::{Item, JsonText, Record};

/// The records of an endpoint.
pub(super) struct Collection {
    text: String,
    records: Vec<Range<usize>>,
    /// The fields that queries look at.
    names: Vec<Box<str>>,
    /// For each record what is known of these fields, in their order.
    values: Vec<Place>,
    /// The texts of these values close together, as queries go through those of all records.
    at_hand: String,
    /// Where those of each record begin.
    starts: Vec<usize>,
    ids: HashMap<Box<str>, u32>,
    /// What queries found before.
    pub(super) results: Results,
}

/// Where the text of a field's value is, behind where those of its record begin.
#[derive(Debug, Clone, Copy)]
enum Place {
    At(u32, u32),
    Nowhere,
    /// It has to be looked for.
    Unknown,
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
        let mut it = Self {
            text: String::new(),
            records: Vec::new(),
            names,
            values: Vec::new(),
            at_hand: String::new(),
            starts: Vec::new(),
            ids: HashMap::new(),
            results: Results::default(),
        };
        read(name, input, |record| check(record).and_then(|()| it.add(record, key)))?;
        it.text.shrink_to_fit();
        it.at_hand.shrink_to_fit();
        Ok(it)
    }

    /// Records that are texts already.
    pub(super) fn of(records: impl IntoIterator<Item = String>) -> Self {
        let mut it = Self {
            text: String::new(),
            records: Vec::new(),
            names: Vec::new(),
            values: Vec::new(),
            at_hand: String::new(),
            starts: Vec::new(),
            ids: HashMap::new(),
            results: Results::default(),
        };
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
        let as_u32 = |it| u32::try_from(it).map_err(|_| "it is longer than 4 GiB".to_owned());
        let first = self.at_hand.len();
        self.starts.push(first);
        for name in &self.names {
            self.values.push(match fields.as_ref().map(|fields| fields.get(&**name)) {
                None => Place::Unknown,
                Some(None) => Place::Nowhere,
                Some(Some(value)) => {
                    let start = self.at_hand.len();
                    self.at_hand.push_str(value.get());
                    Place::At(as_u32(start - first)?, as_u32(self.at_hand.len() - first)?)
                }
            });
        }
        if let Item::String(id) = JsonText::new(record).get(key) {
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
        let first = number as usize * self.names.len();
        let values = self.values.get(first..first + self.names.len()).unwrap_or_default();
        let start = self.starts.get(number as usize).copied().unwrap_or_default();
        let at_hand = self.at_hand.get(start..).unwrap_or_default();
        Stored { text: self.text(number), names: &self.names, values, at_hand }
    }

    /// The text of the record of that id.
    pub(super) fn by_id(&self, id: &str) -> Option<&str> {
        self.ids.get(id).map(|number| self.text(*number))
    }
}

/// One record of a collection.
#[derive(Clone, Copy)]
pub(super) struct Stored<'c> {
    text: &'c str,
    names: &'c [Box<str>],
    values: &'c [Place],
    at_hand: &'c str,
}

impl<'c> Stored<'c> {
    /// A field's value as it is written, empty where there is none; `None` where it would have to be looked for.
    pub(super) fn written(self, name: &str) -> Option<&'c str> {
        match self.names.iter().zip(self.values).find(|(other, _)| ***other == *name)?.1 {
            Place::Unknown => None,
            Place::Nowhere => Some(""),
            Place::At(start, end) => self.at_hand.get(*start as usize..*end as usize),
        }
    }

    /// The value of a field.
    pub(super) fn get(self, name: &str) -> Item<'c> {
        let place = self.names.iter().zip(self.values).find(|(other, _)| ***other == *name);
        match place.map_or(Place::Unknown, |(_, place)| *place) {
            Place::Unknown => JsonText::new(self.text).get(name),
            Place::Nowhere => Item::Null,
            Place::At(start, end) => {
                JsonText::new(self.at_hand.get(start as usize..end as usize).unwrap_or_default()).item()
            }
        }
    }
}

impl Record for Stored<'_> {
    fn field(&self, name: &str) -> Item<'_> {
        self.get(name)
    }
}
