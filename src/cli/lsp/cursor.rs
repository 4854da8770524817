//! Where a place of a document is among its queries.

use super::document::Document;
use crate::cli::endpoint;
use crate::predicate::{Expression, expression_meant};
use crate::saved::{Reading, SavedParameter, SavedPlace, SavedQuery};
use crate::schema::{Field, FieldType, Schema};
use crate::text::Span;

/// A place inside the value of a parameter.
#[derive(Debug)]
pub(super) struct Cursor<'q, 'a> {
    pub(super) query: &'q SavedQuery<'a>,
    pub(super) parameter: &'q SavedParameter<'a>,
    /// Where the value is written.
    pub(super) place: &'q SavedPlace,
    /// The place, in bytes of the decoded value.
    pub(super) offset: usize,
}

/// The value that holds a byte of the file, or ends there.
pub(super) fn cursor<'q, 'a>(queries: &'q [SavedQuery<'a>], offset: usize) -> Option<Cursor<'q, 'a>> {
    queries.iter().find_map(|query| {
        query.parameters.iter().find_map(|parameter| {
            let mut places = std::iter::once(&parameter.place).chain(&parameter.also);
            let whole = Span::new(0, parameter.value.len());
            let place = places.find(|place| touches(place.map.outer(whole), offset))?;
            Some(Cursor { query, parameter, place, offset: place.map.nearest_inner(offset) })
        })
    })
}

/// Whether a byte is inside a range or right behind it.
pub(super) fn touches(span: Span, offset: usize) -> bool {
    (span.start()..=span.end()).contains(&offset)
}

/// The language of a parameter, where it has one.
pub(super) fn expression(parameter: &SavedParameter<'_>, schema: Option<&Schema>) -> Option<Expression> {
    match schema {
        Some(schema) => expression_meant(&parameter.name, schema),
        None => expression_meant(&parameter.name, &Schema::permissive()),
    }
}

/// The field of that name, or the object that it is in.
pub(super) fn field<'s>(name: &str, schema: &'s Schema) -> Option<&'s Field> {
    schema.field(name).or_else(|| {
        let below = |it: &&Field| name.strip_prefix(it.name.as_str()).is_some_and(|rest| rest.starts_with('.'));
        schema.filters.as_ref()?.fields.iter().filter(|it| it.kind == FieldType::Object).find(below)
    })
}

/// The queries of a document; none where it can't be read.
pub(super) fn queries(document: &Document) -> Vec<SavedQuery<'_>> {
    let mut queries = (document.format.read)(&document.text, Reading::default()).unwrap_or_default();
    queries.retain(|it| endpoint::is_ours(it, None, &[]));
    queries
}
