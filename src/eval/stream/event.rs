//! What a selection finds.

use super::super::item::{Item, Record};
use super::super::json_text::JsonText;
use super::fault::RecordError;

/// Something that a selection came upon, in the order of the input.
#[derive(Debug)]
pub enum Event<'a, T> {
    /// A record that matches.
    Match(Match<'a, T>),
    /// A record that is not JSON.
    Broken(RecordError),
}

/// A record that matches.
#[derive(Debug)]
pub struct Match<'a, T> {
    /// The record's own bytes, unchanged: a line without what ends it, or an element of an array without what is around it.
    pub record: RawRecord<'a>,
    /// Where it begins, in bytes from the start of the input.
    pub offset: u64,
    /// What was made of it on the way.
    pub value: T,
}

/// The bytes of one record.
#[derive(Debug, Clone, Copy)]
pub struct RawRecord<'a> {
    pub(super) bytes: &'a [u8],
    /// Fields whose values have been found on the way.
    pub(super) at_hand: &'a [AtHand<'a>],
}

/// A field and its value, as it is written; nothing where the record has no such field.
#[derive(Debug, Clone, Copy)]
pub(super) struct AtHand<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a [u8],
}

impl<'a> RawRecord<'a> {
    /// The bytes as they stand in the input.
    #[must_use]
    pub fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// The record, to read fields of it. Where an input is trusted that is not UTF-8 it has none.
    #[must_use]
    pub fn json(self) -> JsonText<'a> {
        json(self.bytes)
    }

    /// The value of the field of that name. It is found at once where the selection was told to have it
    /// [at hand](super::Selection::at_hand).
    #[must_use]
    pub fn get(self, name: &str) -> Item<'a> {
        match self.at_hand.iter().find(|field| field.name == name) {
            Some(field) => json(field.value).item(),
            None => self.json().get(name),
        }
    }

    /// The record on one line: without the line breaks between its tokens, and there are no others in a record.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use v3q::eval::stream::{Event, Selection};
    /// let mut lines = Vec::new();
    /// Selection::all().run("[{\"a\":\n 1}]".as_bytes(), |_| (), |event| {
    ///     if let Event::Match(found) = event {
    ///         lines.push(String::from_utf8_lossy(&found.record.line().collect::<Vec<_>>()).into_owned());
    ///     }
    ///     ControlFlow::Continue(())
    /// })?;
    /// assert_eq!(lines, ["{\"a\": 1}"]);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn line(self) -> impl Iterator<Item = u8> + use<'a> {
        self.bytes.iter().copied().filter(|byte| !matches!(byte, b'\n' | b'\r'))
    }
}

impl Record for RawRecord<'_> {
    fn field(&self, name: &str) -> Item<'_> {
        self.get(name)
    }
}

fn json(bytes: &[u8]) -> JsonText<'_> {
    JsonText::new(str::from_utf8(bytes).unwrap_or_default())
}

/// What a selection went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// The records that were judged, broken ones among them.
    pub records: u64,
    /// Those that match.
    pub matches: u64,
    /// Those that are not JSON.
    pub broken: u64,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}
