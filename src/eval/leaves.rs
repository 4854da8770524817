//! What a path reaches in a record.

use super::item::{Item, List, Record};
use super::json_text::{Elements, JsonText};
use super::probes::Leaf;
use crate::vocab::FieldPath;

/// Deeper arrays in JSON text reach nothing: no reader of JSON lets them pass.
const DEEPEST: usize = 128;

/// A row of values of which some are still to come, with what is left of the path.
struct Row<'a, 'p> {
    values: Values<'a>,
    rest: &'p [Box<str>],
}

enum Values<'a> {
    List(&'a dyn List, usize),
    Json(Elements<'a>),
}

impl<'a> Values<'a> {
    fn next(&mut self) -> Option<Item<'a>> {
        match self {
            Self::List(list, index) => {
                *index += 1;
                list.item(*index - 1)
            }
            Self::Json(elements) => elements.next().map(JsonText::item),
        }
    }
}

/// Hands every leaf at the path to `feed`. Arrays on the way and at the end are spread out, nulls left out.
pub(super) fn visit<R: Record + ?Sized>(record: &R, path: &[Box<str>], mut feed: impl FnMut(&Leaf<'_>)) {
    let Some((first, rest)) = path.split_first() else { return };
    // Rows are kept here and not on the stack: arrays may be nested deep.
    let mut rows: Vec<Row<'_, '_>> = Vec::new();
    let mut next = Some((record.field(first), rest));
    loop {
        let (item, rest) = match (next.take(), rows.last_mut()) {
            (Some(next), _) => next,
            (None, None) => return,
            (None, Some(row)) => match row.values.next() {
                Some(item) => (item, row.rest),
                None => {
                    rows.pop();
                    continue;
                }
            },
        };
        let leaf = match item {
            Item::Null => continue,
            Item::List(list) => {
                rows.push(Row { values: Values::List(list, 0), rest });
                continue;
            }
            Item::Json(text) if text.is_array() => {
                if rows.len() < DEEPEST {
                    rows.push(Row { values: Values::Json(text.elements()), rest });
                }
                continue;
            }
            Item::Object(record) => match rest.split_first() {
                Some((name, rest)) => {
                    next = Some((record.field(name), rest));
                    continue;
                }
                None => Leaf::Object,
            },
            Item::Json(text) => match (rest.split_first(), text.item()) {
                (Some((name, rest)), Item::Json(text)) => {
                    next = Some((text.get(name), rest));
                    continue;
                }
                (None, Item::Json(_)) => Leaf::Object,
                // Text that is no container: what it says is what counts.
                (_, item) => {
                    next = Some((item, rest));
                    continue;
                }
            },
            Item::Boolean(boolean) => Leaf::Boolean(boolean),
            Item::Number(number) => Leaf::Number(number),
            Item::String(text) => Leaf::Text(text),
            Item::Instant(instant) => Leaf::Instant(instant),
        };
        // A path does not go on into something without fields.
        if rest.is_empty() {
            feed(&leaf);
        }
    }
}

/// What a record is sorted by: the first element of an array stands for it, and an object counts as null.
pub(super) fn first<'a, 'p, R: Record + ?Sized>(
    record: &'a R,
    mut path: impl Iterator<Item = &'p str>,
) -> Option<Leaf<'a>> {
    let mut item = record.field(path.next()?);
    loop {
        let leaf = match item {
            Item::Null => return None,
            Item::List(list) => {
                item = list.item(0)?;
                continue;
            }
            Item::Object(record) => {
                item = record.field(path.next()?);
                continue;
            }
            Item::Json(text) => {
                item = match text.item() {
                    Item::Json(text) if text.is_array() => text.elements().next()?.item(),
                    Item::Json(text) => text.get(path.next()?),
                    other => other,
                };
                continue;
            }
            Item::Boolean(boolean) => Leaf::Boolean(boolean),
            Item::Number(number) => Leaf::Number(number),
            Item::String(text) => Leaf::Text(text),
            Item::Instant(instant) => Leaf::Instant(instant),
        };
        return path.next().is_none().then_some(leaf);
    }
}

/// The names on a path.
pub(super) fn names(path: &FieldPath) -> Box<[Box<str>]> {
    path.segments().map(Into::into).collect()
}
