//! The endpoints that comments of a file name, and the codes they may name.

use std::collections::{HashMap, HashSet};

use super::Found;
use crate::cli::explain;
use crate::comment::{Comments, Known, QueryPlace, Target};
use crate::diagnostic::Diagnostic;
use crate::lint::Levels;
use crate::saved;
use crate::schema::{Lookup, Schema, UnknownEndpoint, catalog, resolve};
use crate::syntax;
use crate::text::Span;

/// The endpoint and the version of queries that name none.
pub(super) type Named<'a> = (Option<&'a Schema>, Option<&'a str>);

/// What comments named until now; a mistake is said once.
#[derive(Default)]
pub(super) struct Told<'a> {
    known: HashMap<(String, Option<String>), Option<&'a Schema>>,
    said: HashSet<Span>,
}

impl<'a> Told<'a> {
    /// What a query is checked against: what a comment says, otherwise what is `named` for all.
    pub(super) fn endpoint(
        &mut self,
        comments: &Comments,
        text: &str,
        place: QueryPlace,
        named: Named<'a>,
        own: &'a [Schema],
        out: &mut Vec<Found>,
    ) -> Named<'a> {
        let Target { endpoint, version } = comments.target(text, place);
        let written = version.as_ref().map(|(name, _)| name.as_str());
        let mut known = own.iter().map(|it| it.version.as_str()).chain(catalog::VERSIONS);
        let default = known.find(|it| written.is_some_and(|written| written == *it)).or(named.1);
        let version_name = written.or(named.1);
        let Some((name, span)) = endpoint else {
            if let Some((_, span)) = &version
                && let Err(error) = resolve("/", &Lookup { version: written, extra: own, ..Lookup::default() })
                && matches!(error, UnknownEndpoint::Version { .. })
                && self.said.insert(*span)
            {
                out.push(Found::apart(place, Diagnostic { span: *span, ..Diagnostic::from(error) }));
            }
            return (named.0, default);
        };
        let key = (name, version_name.map(str::to_owned));
        if let Some(schema) = self.known.get(&key) {
            return (*schema, default);
        }
        // An unknown version makes the lookup fail; a known one lives as long as the schemas.
        let found = match version_name {
            Some(version) if default.is_none_or(|it| it != version) => {
                let lookup = Lookup { version: Some(version), extra: own, ..Lookup::default() };
                resolve(&key.0, &lookup).err().map(Err)
            }
            _ => Some(resolve(&key.0, &Lookup { version: default, extra: own, ..Lookup::default() })),
        };
        let schema = match found {
            Some(Ok(schema)) => Some(schema),
            Some(Err(error)) => {
                let of_version = version.filter(|_| matches!(error, UnknownEndpoint::Version { .. }));
                let span = of_version.map_or(span, |(_, span)| span);
                if self.said.insert(span) {
                    out.push(Found::apart(place, Diagnostic { span, ..Diagnostic::from(error) }));
                }
                None
            }
            None => None,
        };
        self.known.insert(key, schema);
        (schema, default)
    }
}

/// All codes, each with whether its findings are looked for.
pub(super) fn known(levels: &Levels) -> Vec<Known> {
    let known = explain::known().iter().map(|code| Known {
        code,
        is_on: levels.is_on(code),
        is_without_endpoint: is_without_endpoint(code),
    });
    known.collect()
}

/// Whether findings of a code are looked for where no endpoint is known: fields, and what they may be compared with, are
/// the endpoint's.
pub(in crate::cli) fn is_without_endpoint(code: &str) -> bool {
    syntax::CODES.iter().chain(saved::CODES.iter()).any(|it| it.code == code)
}
