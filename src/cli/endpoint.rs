//! Which endpoint is meant.

use super::failure::Failure;
use crate::diagnostic::{Diagnostic, Severity};
use crate::report;
use crate::saved::{Part, SavedCall, SavedEndpoint, SavedParameter, SavedQuery};
use crate::schema::{Lookup, Schema, UnknownEndpoint, known, resolve};

/// The endpoint that an argument names, among those of the user's own schema files first.
pub(super) fn named<'a>(name: &str, version: Option<&'a str>, own: &'a [Schema]) -> Result<&'a Schema, Failure> {
    Ok(resolve(name, &Lookup { version, extra: own, ..Lookup::default() })?)
}

/// The endpoint that a URL in a file leads to, or a call; otherwise the finding that says so.
///
/// The version in the URL decides; `default_version` is for URLs without one. Not being known is no error here: the
/// catalog may be older than the endpoint.
pub(super) fn saved<'a>(
    endpoint: &SavedEndpoint<'_>,
    default_version: Option<&'a str>,
    own: &'a [Schema],
) -> Result<&'a Schema, Option<Box<Diagnostic>>> {
    if let Some(call) = &endpoint.call {
        // A function of the program's own may have any name: one that is not known says nothing.
        return called(call, default_version, own).ok_or(None);
    }
    let lookup = Lookup { default_version, extra: own, ..Lookup::default() };
    resolve(&name_of(endpoint), &lookup).map_err(|error| {
        let diagnostic = Diagnostic::from(error);
        Some(Box::new(Diagnostic { severity: Severity::Warning, span: endpoint.span, ..diagnostic }))
    })
}

/// The endpoint of a call: the first of its names that is known, in the version that the program says or another one.
fn called<'a>(call: &SavedCall, default_version: Option<&'a str>, own: &'a [Schema]) -> Option<&'a Schema> {
    let versions = call.version.into_iter().chain(default_version).map(Some).chain([None]);
    versions.into_iter().find_map(|default_version| {
        let lookup = Lookup { default_version, extra: own, ..Lookup::default() };
        call.names.iter().find_map(|name| resolve(name, &lookup).ok())
    })
}

/// The endpoint that a URL or a call leads to, where it is known; nothing is said where it is not.
pub(super) fn known_saved<'a>(
    endpoint: &SavedEndpoint<'_>,
    default_version: Option<&'a str>,
    own: &'a [Schema],
) -> Option<&'a Schema> {
    match &endpoint.call {
        Some(call) => called(call, default_version, own),
        None => known(&name_of(endpoint), &Lookup { default_version, extra: own, ..Lookup::default() }),
    }
}

/// Whether a query is one of this API. What is sent to somebody else's host, and what nothing but its call makes a query, is
/// one only where that leads to an endpoint that is known.
pub(super) fn is_ours(query: &SavedQuery<'_>, default_version: Option<&str>, own: &[Schema]) -> bool {
    let is_doubtful = |it: &&SavedEndpoint<'_>| it.is_elsewhere || it.call.as_ref().is_some_and(|call| call.decides);
    let doubtful = query.endpoint.as_ref().filter(is_doubtful);
    doubtful.is_none_or(|it| known_saved(it, default_version, own).is_some())
}

/// Leaves out the filters of a query whose endpoint is not known that are JSON: those of other APIs are no text of this
/// language at all.
pub(super) fn leave_out_json(query: &mut SavedQuery<'_>, default_version: Option<&str>, own: &[Schema]) {
    let is_json = |it: &&mut SavedParameter<'_>| it.value.starts_with("[{") || it.value.starts_with("{\"");
    let Some(endpoint) = &query.endpoint else { return };
    let mut found = query.parameters.iter_mut().filter(is_json).peekable();
    if found.peek().is_some() && known_saved(endpoint, default_version, own).is_none() {
        found.for_each(|it| it.part = Part::Sample);
    }
}

fn name_of(endpoint: &SavedEndpoint<'_>) -> String {
    match endpoint.method {
        Some(method) => format!("{method} {}", endpoint.path),
        None => endpoint.path.to_string(),
    }
}

/// Refuses a version that does not exist.
pub(super) fn check_version(version: Option<&str>, own: &[Schema]) -> Result<(), Failure> {
    match resolve("/", &Lookup { version, extra: own, ..Lookup::default() }) {
        Err(error @ UnknownEndpoint::Version { .. }) => Err(error.into()),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// As a report names it.
pub(super) fn reported(schema: &Schema) -> report::Endpoint {
    report::Endpoint {
        version: schema.version.clone(),
        operation_id: schema.operation_id.clone(),
        method: schema.method.word().to_owned(),
        path: schema.path.clone(),
    }
}
