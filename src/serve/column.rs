//! What all records of a collection have in one field.

use std::collections::HashMap;

use crate::eval::{Item, JsonText, Record};

/// How many values are compared with those that come; of fields with more hardly any come again.
const MOST_SHARED: usize = 4096;

/// The values of a field, each with a number, and for each record the number of its value.
///
/// Queries ask about a value once, however many records have it.
pub(super) struct Column {
    pub(super) name: Box<str>,
    numbers: Vec<u32>,
    /// The values as they are written, one behind the other; empty where a record has none.
    text: String,
    /// Where each begins, and at last where they end; the first number stands for none of them.
    ends: Vec<usize>,
    /// Numbers by value, while records are added.
    shared: Option<HashMap<Box<str>, u32>>,
}

/// The number of what has to be looked for in the record itself.
const UNKNOWN: u32 = 0;

impl Column {
    pub(super) fn new(name: Box<str>) -> Self {
        Self { name, numbers: Vec::new(), text: String::new(), ends: vec![0], shared: Some(HashMap::new()) }
    }

    /// Adds a record's value; `None` where it has to be looked for.
    pub(super) fn add(&mut self, value: Option<&str>) -> Result<(), String> {
        let number = value.map_or(Ok(UNKNOWN), |value| self.number_of(value))?;
        self.numbers.push(number);
        Ok(())
    }

    fn number_of(&mut self, value: &str) -> Result<u32, String> {
        if let Some(number) = self.shared.as_ref().and_then(|shared| shared.get(value)) {
            return Ok(*number);
        }
        let number = u32::try_from(self.ends.len()).map_err(|_| "there are more than 2^32 values".to_owned())?;
        self.text.push_str(value);
        self.ends.push(self.text.len());
        match &mut self.shared {
            Some(shared) if shared.len() < MOST_SHARED => {
                shared.insert(value.into(), number);
            }
            shared => *shared = None,
        }
        Ok(number)
    }

    /// Gives back what only adding needs.
    pub(super) fn finish(&mut self) {
        self.shared = None;
        self.numbers.shrink_to_fit();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// One more than the highest number of a value.
    pub(super) fn end(&self) -> usize {
        self.ends.len()
    }

    /// Whether records with the same value have the same number.
    pub(super) fn is_shared(&self) -> bool {
        self.ends.len() <= MOST_SHARED + 1
    }

    /// The number of a record's value.
    pub(super) fn number(&self, record: u32) -> u32 {
        self.numbers.get(record as usize).copied().unwrap_or(UNKNOWN)
    }

    /// The value of that number; `None` where it has to be looked for.
    pub(super) fn value(&self, number: u32) -> Option<Written<'_>> {
        let before = (number as usize).checked_sub(1)?;
        let (start, end) = (*self.ends.get(before)?, *self.ends.get(before + 1)?);
        self.text.get(start..end).map(Written)
    }
}

/// A value as it is written. As a record it is one whose only field has it.
#[derive(Clone, Copy)]
pub(super) struct Written<'c>(&'c str);

impl<'c> Written<'c> {
    pub(super) fn item(self) -> Item<'c> {
        JsonText::new(self.0).item()
    }
}

impl Record for Written<'_> {
    fn field(&self, _name: &str) -> Item<'_> {
        self.item()
    }
}
