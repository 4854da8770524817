//! Records as a table.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use unicode_width::UnicodeWidthStr as _;

use crate::report::visible;
use crate::vocab::Decimal;

/// Rows with a cell for each member of a record.
pub(super) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Whether other members become columns of their own.
    is_open: bool,
}

/// Longer cells are cut off.
const WIDEST: usize = 60;

impl Table {
    /// A table with these columns; with one for each name that comes, where there are none.
    pub(super) fn new(columns: &[String]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new(), is_open: columns.is_empty() }
    }

    /// Adds an object as a row.
    pub(super) fn add(&mut self, line: &[u8]) {
        let Members(members) = serde_json::from_slice(line).unwrap_or_default();
        let mut row = vec![String::new(); self.columns.len()];
        for (name, value) in members {
            let place = self.columns.iter().position(|it| *it == name);
            if place.is_none() && self.is_open {
                self.columns.push(name);
                row.push(cell(value.get()));
            } else if let Some(old) = place.and_then(|place| row.get_mut(place)) {
                // Of two members of the same name the last counts.
                *old = cell(value.get());
            }
        }
        self.rows.push(row);
    }

    /// The table, with a line of names first; columns of numbers alone stand to the right.
    pub(super) fn render(&self) -> String {
        let mut out = String::new();
        if self.columns.is_empty() {
            return out;
        }
        let header: Vec<String> = self.columns.iter().map(|name| visible(name).to_string()).collect();
        let column = |place: usize| self.rows.iter().map(move |row| row.get(place).map_or("", String::as_str));
        let form: Vec<(usize, bool)> = header
            .iter()
            .enumerate()
            .map(|(place, name)| {
                let width = column(place).map(|cell| cell.width()).max().unwrap_or_default().max(name.width());
                let is_number = |cell: &str| cell.is_empty() || Decimal::is_number(cell);
                (width, column(place).all(is_number) && column(place).any(|cell| !cell.is_empty()))
            })
            .collect();
        for row in std::iter::once(&header).chain(&self.rows) {
            let mut line = String::new();
            for (place, (width, is_right)) in form.iter().copied().enumerate() {
                let cell = row.get(place).map_or("", String::as_str);
                let gap = " ".repeat(width.saturating_sub(cell.width()));
                line.push_str(if place == 0 { "" } else { "  " });
                let parts = if is_right { [gap.as_str(), cell] } else { [cell, gap.as_str()] };
                line.extend(parts);
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

/// A value as it is read: a string without quotes, nothing for null.
fn cell(json: &str) -> String {
    let text = match serde_json::from_str::<String>(json) {
        Ok(text) => text,
        Err(_) if json == "null" => String::new(),
        Err(_) => json.to_owned(),
    };
    let text = visible(&text.replace('\n', "␊").replace('\t', "␉")).into_owned();
    if text.chars().count() <= WIDEST {
        return text;
    }
    text.chars().take(WIDEST - 1).chain(['…']).collect()
}

/// The members of an object, as they stand there.
#[derive(Default)]
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(members)
            }
        }

        deserializer.deserialize_map(Reader).map(Self)
    }
}
