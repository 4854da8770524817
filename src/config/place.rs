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
    Some(position(text, value.span().start))
}

/// The line and the column of an item of a list, counted from 1.
///
/// ```
/// use v3q::config::place_of_item;
/// assert_eq!(place_of_item("schema = [\"a.toml\", \"b.toml\"]\n", "schema", 1), Some((1, 21)));
/// ```
#[must_use]
pub fn place_of_item(text: &str, key: &str, number: usize) -> Option<(usize, usize)> {
    let file = DeTable::parse(text).ok()?;
    let item = file.get_ref().get(key)?.get_ref().as_array()?.get(number)?;
    Some(position(text, item.span().start))
}

/// The line and the column of a pattern of files, counted from 1, wherever a settings file has patterns.
///
/// ```
/// use v3q::config::place_of_pattern;
/// assert_eq!(place_of_pattern("include = [\"*.txt\", \"[\"]\n", "["), Some((1, 21)));
/// assert_eq!(place_of_pattern("[per-file-ignores]\n\"[\" = [\"ALL\"]\n", "["), Some((2, 1)));
/// ```
#[must_use]
pub fn place_of_pattern(text: &str, pattern: &str) -> Option<(usize, usize)> {
    let file = DeTable::parse(text).ok()?;
    let file = file.get_ref();
    let lists = ["include", "exclude"].into_iter().filter_map(|key| file.get(key)?.get_ref().as_array());
    let globs = file.get("paths").and_then(|it| it.get_ref().as_array()).into_iter().flat_map(|it| it.iter());
    let globs = globs.filter_map(|it| it.get_ref().as_table()?.get("glob"));
    let values = lists.flat_map(|it| it.iter()).chain(globs);
    let mut starts: Vec<usize> =
        values.filter(|it| it.get_ref().as_str() == Some(pattern)).map(|it| it.span().start).collect();
    let keys = file.get("per-file-ignores").and_then(|it| it.get_ref().as_table()).into_iter().flatten();
    starts.extend(keys.filter(|(key, _)| key.get_ref() == pattern).map(|(key, _)| key.span().start));
    starts.into_iter().min().map(|start| position(text, start))
}

fn position(text: &str, offset: usize) -> (usize, usize) {
    let position = LineIndex::new(text).position(text, offset);
    (position.line, position.column)
}
