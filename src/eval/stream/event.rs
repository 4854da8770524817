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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawRecord<'a>(pub(super) &'a [u8]);

impl<'a> RawRecord<'a> {
    /// The bytes as they stand in the input.
    #[must_use]
    pub fn bytes(self) -> &'a [u8] {
        self.0
    }

    /// The record, to read fields of it. Where an input is trusted that is not UTF-8 it has none.
    #[must_use]
    pub fn json(self) -> JsonText<'a> {
        JsonText::new(str::from_utf8(self.0).unwrap_or_default())
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
        self.0.iter().copied().filter(|byte| !matches!(byte, b'\n' | b'\r'))
    }
}

impl Record for RawRecord<'_> {
    fn field(&self, name: &str) -> Item<'_> {
        self.json().get(name)
    }
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
