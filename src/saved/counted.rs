//! Which of the queries that a reader finds count: those whose URL leads to the API, or whose values say so.

use super::nearness::Nearness;
use super::owner::{Owner, owner};
use super::query::{Part, SavedEndpoint, SavedParameter, SavedQuery};
use super::shape::{NAMES_OF_QUERIES, counts};
use crate::text::Span;

/// The query that was read from `url`, where it counts: what leads to the API as it is, another one only where one of its
/// values counts by itself. One that names somebody else's host says nothing, unless its path may be the API's.
///
/// Where a URL ends with an empty filter or sorter a program puts it in behind it.
pub(super) fn counted<'a>(query: SavedQuery<'a>, url: &str, nearness: Nearness) -> Option<SavedQuery<'a>> {
    let query = without_empty_end(query);
    let counts = |it: &SavedParameter<'_>| counts(&it.name, &it.value, nearness);
    let owner = owner(url);
    let is_one = match owner {
        Owner::Vendor => named(&query).next().is_some(),
        Owner::Other { is_versioned: false } => false,
        Owner::Other { is_versioned: true } | Owner::Unknown => named(&query).any(counts),
    };
    let endpoint = query.endpoint.filter(|_| owner != Owner::Unknown);
    is_one.then_some(SavedQuery { endpoint, ..query })
}

/// The same for the URL of a request, which may ask for pages alone: one without a filter and a sorter counts where it
/// leads to the API and its endpoint is known.
pub(super) fn requested<'a>(query: SavedQuery<'a>, url: &str, nearness: Nearness) -> Option<SavedQuery<'a>> {
    let query = without_empty_end(query);
    if named(&query).next().is_some() {
        return counted(query, url, nearness);
    }
    let is_any = query.parameters.iter().any(|it| it.part != Part::Sample);
    if is_any { sent_to_vendor(query, url) } else { None }
}

/// The same for a request that is written in full: one without any parameter may leave out what its endpoint asks for.
pub(super) fn requested_in_full<'a>(query: SavedQuery<'a>, url: &str, nearness: Nearness) -> Option<SavedQuery<'a>> {
    let reads = |it: &SavedEndpoint<'_>| it.method.is_none_or(|method| method == "GET");
    if query.parameters.is_empty() && query.endpoint.as_ref().is_some_and(reads) {
        return sent_to_vendor(query, url);
    }
    requested(query, url, nearness)
}

/// A query whose URL leads to the API, where its endpoint is known.
fn sent_to_vendor<'a>(query: SavedQuery<'a>, url: &str) -> Option<SavedQuery<'a>> {
    (owner(url) == Owner::Vendor).then(|| only_where_known(query)).flatten()
}

/// A query that counts only where its endpoint is known.
pub(super) fn only_where_known(query: SavedQuery<'_>) -> Option<SavedQuery<'_>> {
    let endpoint = SavedEndpoint { is_elsewhere: true, ..query.endpoint? };
    Some(SavedQuery { endpoint: Some(endpoint), ..query })
}

/// The filters and sorters of a query that say something.
fn named<'q>(query: &'q SavedQuery<'_>) -> impl Iterator<Item = &'q SavedParameter<'q>> {
    query.parameters.iter().filter(|it| is_named(it) && it.part != Part::Sample)
}

/// Whether a parameter is a filter or a sorter by its name.
fn is_named(parameter: &SavedParameter<'_>) -> bool {
    NAMES_OF_QUERIES.contains(&&*parameter.name)
}

fn without_empty_end(mut query: SavedQuery<'_>) -> SavedQuery<'_> {
    if let Some(last) = query.parameters.last_mut()
        && is_named(last)
        && last.value.is_empty()
    {
        last.part = Part::Sample;
    }
    query
}

/// Parameters that were found together as one query, where one of them counts. Those of other names are a part of it only
/// where it is certain to be one.
pub(super) fn gathered<'a>(
    mut parameters: Vec<SavedParameter<'a>>,
    endpoint: Option<SavedEndpoint<'a>>,
    nearness: Nearness,
) -> Option<SavedQuery<'a>> {
    parameters
        .retain(|it| if is_named(it) { counts(&it.name, &it.value, nearness) } else { nearness == Nearness::Beside });
    let first = parameters.iter().find(|it| is_named(it))?;
    let span = first.place.map.outer(Span::new(0, first.value.len()));
    Some(SavedQuery { span, endpoint, parameters, findings: Vec::new() })
}
