//! Queries in canonical form.

use gen_lsp_types::TextEdit;

use super::cursor::queries;
use super::document::Document;
use crate::cli::fmt::canonical_edits;
use crate::saved::{SavedQuery, mended};
use crate::text::{Edit, Span};

/// The edits of a whole document, where it holds queries and nothing else; any other one has a formatter of its own.
pub(super) fn formatting(document: &Document) -> Option<Vec<TextEdit>> {
    let is_plain = document.format.name == "plain";
    let edits = is_plain.then(|| canonical(document, &mut queries(document).iter()))?;
    Some(edits.iter().map(|it| document.edit(it)).collect())
}

/// The edits of the queries that touch a range; none where they are in canonical form.
pub(super) fn of_range(document: &Document, range: Span) -> Vec<Edit> {
    let touches = |span: Span| span.start() <= range.end() && range.start() <= span.end();
    let is_there = |query: &&SavedQuery<'_>| {
        query.parameters.iter().any(|it| {
            let whole = Span::new(0, it.value.len());
            std::iter::once(&it.place).chain(&it.also).any(|place| touches(place.map.outer(whole)))
        })
    };
    canonical(document, &mut queries(document).iter().filter(is_there))
}

fn canonical<'q, 'a: 'q>(document: &Document, queries: &mut dyn Iterator<Item = &'q SavedQuery<'a>>) -> Vec<Edit> {
    let options = document.options();
    // What can't be read stays as it is; it is published as a finding already.
    let edits: Vec<Edit> = queries.flat_map(|it| canonical_edits(it, &options, |_, _| ())).collect();
    let fits = mended(&document.text, &edits, document.format).is_some();
    if fits { edits } else { Vec::new() }
}
