//! All that is served, read from its sources.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::builtin;
use super::calls::Calls;
use super::collection::{self, Collection};
use super::data_error::DataError;
use super::kind::{Content, Kind, partner};
use super::months;
use super::normal_path::KnownPaths;
use super::route::{Place, Route, find, item_key};
use super::source::Source;
use crate::schema::{Lookup, Method, Schema, catalog, resolve};
use crate::tr50;
use crate::vocab::Instant;

/// All that is served.
pub(super) struct Data {
    routes: Vec<Route>,
    /// What `usage.api.list` lists.
    pub(super) log: Option<Arc<Records>>,
}

/// What a source was read into.
pub(super) enum Records {
    Collection(Collection),
    Calls(Calls),
    Log(tr50::Log),
}

impl Data {
    /// Reads all sources; the built-in ones where there are none.
    pub(super) fn read(sources: &[Source], now: Instant) -> Result<Self, DataError> {
        let built_in = if sources.is_empty() { builtin::sources(now) } else { Vec::new() };
        let mut it = Self { routes: Vec::new(), log: None };
        let mut paths = HashSet::new();
        for source in sources.iter().chain(&built_in) {
            let schemas = schemas(source.endpoint())?;
            let records = Arc::new(records(source, &schemas)?);
            if matches!(*records, Records::Log(_)) {
                if it.log.replace(records).is_some() {
                    return Err(DataError::Twice(source.endpoint().to_owned()));
                }
                continue;
            }
            for schema in schemas {
                let route = Route::new(source.endpoint(), schema, Arc::clone(&records));
                if !paths.insert(route.path()) {
                    return Err(DataError::Twice(route.path()));
                }
                it.routes.push(route);
            }
        }
        Ok(it)
    }

    /// Which parameters have to be sent, but are not applied to the records.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut paths: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for route in &self.routes {
            let own = route.kind.parameters();
            let names = route.schema.parameters.iter().filter(|it| it.required).map(|it| it.name.as_str());
            for name in names.filter(|name| !own.contains(name)) {
                paths.entry(name).or_default().push(route.path());
            }
        }
        let note = |(name, paths): (&str, Vec<String>)| {
            format!("`{name}` has to be sent to {}, but the records answer for every value of it", paths.join(", "))
        };
        paths.into_iter().map(note).collect()
    }

    /// What is served at a path.
    pub(super) fn find(&self, path: &[String]) -> Option<Place<'_>> {
        find(&self.routes, path)
    }
}

/// The endpoints of that name, one in each version that it may mean, each with its partner.
fn schemas(name: &str) -> Result<Vec<&'static Schema>, DataError> {
    let newest: &'static Schema = resolve(name, &Lookup::default())?;
    if Kind::of(newest) == Kind::Tr50 {
        return Ok(vec![newest]);
    }
    if newest.method != Method::Get {
        return Err(DataError::NotAList(name.to_owned()));
    }
    let mut found: Vec<&'static Schema> = Vec::new();
    for version in catalog::VERSIONS {
        let Ok(schema) = resolve(name, &Lookup { version: Some(version), ..Lookup::default() }) else { continue };
        let other = partner(schema)
            .and_then(|other| resolve(other, &Lookup { version: Some(version), ..Lookup::default() }).ok());
        found.extend([schema].into_iter().chain(other));
    }
    Ok(found)
}

fn records(source: &Source, schemas: &[&Schema]) -> Result<Records, DataError> {
    let name = source.name();
    let input = source.open().map_err(|error| DataError::Input { name: name.to_owned(), error })?;
    let Some(schema) = schemas.first() else { return Err(DataError::NotAList(source.endpoint().to_owned())) };
    let kind = Kind::of(schema);
    match kind.content() {
        Content::Calls => {
            let known = KnownPaths::of_catalog();
            let mut calls = Calls::default();
            collection::read(name, input, |record| calls.add(record, &known))?;
            Ok(Records::Calls(calls))
        }
        Content::Tr50 => {
            let mut log = tr50::Log::default();
            collection::read(name, input, |record| log.add(record))?;
            Ok(Records::Log(log))
        }
        Content::Records => {
            let check = if kind == Kind::Months { months::check } else { |_: &str| Ok(()) };
            let fields = schemas.iter().flat_map(|schema| fields(schema));
            let key = item_key(schema).unwrap_or("id");
            Collection::read(name, input, fields, key, check).map(Records::Collection)
        }
    }
}

/// The fields of records that queries on an endpoint look at.
fn fields(schema: &Schema) -> Vec<String> {
    let filtered = schema.filters.iter().flat_map(|rules| &rules.fields);
    let filtered = filtered.map(|field| field.record_path.as_ref().unwrap_or(&field.name));
    let sorted = schema.sorters.iter().flat_map(|rules| &rules.fields);
    let paths = filtered.chain(sorted).filter_map(|path| path.segments().next().map(str::to_owned));
    let own: &[&str] = match Kind::of(schema) {
        Kind::Activities => &["requesterIdentitySummary", "targetIdentitySummary"],
        Kind::Insights | Kind::InsightMetrics => &["timestamp", "policyDecision"],
        Kind::Months => &["date", "count", "sourceId", "accountId"],
        Kind::List | Kind::CallCount | Kind::CallSummary | Kind::Tr50 => &[],
    };
    paths.chain(own.iter().map(|name| (*name).to_owned())).collect()
}
