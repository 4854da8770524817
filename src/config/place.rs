//! Where a setting stands in its file.

use toml::de::DeTable;

use crate::schema::file::table::Value;
use crate::text::LineIndex;

/// The line and the column of what a settings file says under a key, counted from 1: of the file itself, or of the
/// `[[paths]]` table of that number.
///
/// ```
/// use v3q::config::place_of;
/// let text = "# mine\n[[paths]]\nglob = \"jobs/\"\nendpoint = \"list-acounts\"\n";
/// assert_eq!(place_of(text, "endpoint", Some(0)), Some((4, 12)));
/// assert_eq!(place_of(text, "endpoint", None), None);
/// ```
#[must_use]
pub fn place_of(text: &str, key: &str, path: Option<usize>) -> Option<(usize, usize)> {
    let file = DeTable::parse(text).ok()?;
    let value: &Value<'_> = match path {
        None => file.get_ref().get(key)?,
        Some(number) => {
            file.get_ref().get("paths")?.get_ref().as_array()?.get(number)?.get_ref().as_table()?.get(key)?
        }
    };
    let position = LineIndex::new(text).position(text, value.span().start);
    Some((position.line, position.column))
}
