//! Postman collections, version 2.1: requests in nested folders, each with its saved responses.
//!
//! A request's URL is kept twice: as the list of its query parameters, of which some are disabled, and as raw text; and
//! each saved response keeps the request it answered once more. What is the same in several of these places of one item
//! is one parameter. `{{name}}` and `<name>` are placeholders; variables of the collection and its folders are filled
//! in where they name the endpoint (`{{baseUrl}}` holds the version), nowhere else.

mod collection;
mod item;
mod lenient;

use super::SavedFormat;
use super::error::ReadError;
use super::json_error::broken;
use super::query::SavedQuery;
use super::variables::Variables;
use crate::syntax::{PlaceholderStyle, PlaceholderStyles};
use crate::text::{Position, Span};
use collection::{Collection, Document, Item, Variable};
use lenient::Object;

pub(super) static FORMAT: SavedFormat = SavedFormat {
    name: "postman",
    summary: "a Postman collection, version 2.1",
    extensions: &["json"],
    placeholders: || PlaceholderStyles::of(&[PlaceholderStyle::DoubleBraces, PlaceholderStyle::Angles]),
    splices: false,
    recognises,
    read: |text, _| read(text),
    lines: None,
};

/// Whether it is JSON and names the schema of collections. Other files may name it too, as settings of an editor do: without
/// any items it has to stand in its place.
fn recognises(text: &str) -> bool {
    let json = text.trim_start_matches('\u{feff}');
    let is_named = json.trim_ascii_start().starts_with('{') && json.contains("postman.com");
    let has_schema = || document(json).is_ok_and(|it| it.schema.text().contains("/json/collection/"));
    is_named && (json.contains("\"item\"") || has_schema())
}

/// The collection of a file. Postman's own interface wraps what its application exports.
fn document(json: &str) -> Result<Collection<'_>, serde_json::Error> {
    let Object(document) = serde_json::from_str::<Object<Document<'_>>>(json)?;
    Ok(document.wrapped.unwrap_or(document.itself))
}

fn read(text: &str) -> Result<Vec<SavedQuery<'_>>, ReadError> {
    let json = text.trim_start_matches('\u{feff}');
    let collection = document(json).map_err(|it| broken(json, &it))?;
    let refused = |message: &str, help: &str| {
        let position = Position { line: 1, column: 1 };
        Err(ReadError { position, message: message.to_owned(), help: help.to_owned() })
    };
    if !collection.schema.text().contains("/collection/v2.1") {
        return refused("this is no Postman collection of version 2.1", "export it as `Collection v2.1`");
    }
    let Some(items) = &collection.items else {
        return refused("this Postman collection has no list of items", "");
    };
    let mut queries = Vec::new();
    let variables = Variables::default().with(pairs(&collection.variables));
    items.iter().for_each(|item| walk(item, &variables, text, &mut queries));
    Ok(queries)
}

/// Reads an item, or the items of a folder. Nothing is nested deeper than the JSON reader goes.
fn walk<'a>(item: &Item<'a>, variables: &Variables, file: &'a str, queries: &mut Vec<SavedQuery<'a>>) {
    let own;
    let variables = if item.variables.is_empty() {
        variables
    } else {
        own = variables.with(pairs(&item.variables));
        &own
    };
    item::read(item, variables, file, queries);
    item.items.iter().for_each(|inner| walk(inner, variables, file, queries));
}

/// Variables with their values.
fn pairs(variables: &[Variable<'_>]) -> impl Iterator<Item = (String, String)> {
    let valued = variables.iter().filter(|it| it.value.string().is_some());
    valued.map(|it| (it.name.text().into_owned(), it.value.text().into_owned()))
}

/// Where `part`, which was taken out of `file`, stands in it.
fn place_in(file: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(file.as_ptr() as usize);
    Span::new(start, start + part.len())
}
