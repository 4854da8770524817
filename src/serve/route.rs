//! From the path of a request to what is served there.

use std::sync::Arc;

use super::data::Records;
use super::kind::Kind;
use super::normal_path::is_parameter;
use crate::schema::Schema;

/// The paths of single records in the published specifications, below those that list them.
pub(super) const ITEMS: &str = include_str!("items.txt");

/// Something that is served.
pub(super) struct Route {
    /// A parameter stands for any text.
    segments: Vec<String>,
    pub(super) schema: &'static Schema,
    pub(super) kind: Kind,
    pub(super) records: Arc<Records>,
    /// Whether single records are served below it.
    has_items: bool,
}

/// What a path leads to.
pub(super) enum Place<'r> {
    /// The list; with what the first parameter of the path stands for.
    List(&'r Route, Option<(&'r str, String)>),
    /// One record of it.
    Item(&'r Route, String),
}

impl Route {
    /// `given` is the endpoint as it was named: a path may have values for parameters.
    pub(super) fn new(given: &str, schema: &'static Schema, records: Arc<Records>) -> Self {
        let mut segments = split(&schema.path);
        let named = split(given.rsplit(' ').next().unwrap_or_default());
        let mut places: Vec<usize> = (0..segments.len()).collect();
        if named.len() < segments.len() {
            places.remove(version_place(schema, &segments));
        }
        if given.contains('/') && named.len() == places.len() {
            for (place, value) in places.into_iter().zip(named) {
                if let Some(segment) = segments.get_mut(place).filter(|segment| is_parameter(segment)) {
                    *segment = value;
                }
            }
        }
        Self { segments, schema, kind: Kind::of(schema), records, has_items: item_key(schema).is_some() }
    }

    /// The path, for messages and to tell routes apart.
    pub(super) fn path(&self) -> String {
        self.segments.iter().map(|segment| format!("/{segment}")).collect()
    }

    fn literals(&self, path: &[String]) -> Option<usize> {
        self.segments.iter().zip(path).try_fold(0, |literals, (part, segment)| {
            if part == segment { Some(literals + 1) } else { is_parameter(part).then_some(literals) }
        })
    }

    /// The first parameter of the endpoint's path, and what stands for it in a request.
    fn parameter(&self, path: &[String]) -> Option<(&str, String)> {
        let written = self.schema.path.split('/').filter(|segment| !segment.is_empty());
        let (name, value) = written.zip(path).find(|(segment, _)| is_parameter(segment))?;
        Some((name.trim_matches(['{', '}']), value.clone()))
    }
}

fn split(path: &str) -> Vec<String> {
    path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
}

/// Where the version is among the segments of an endpoint's path: in front, or the first `v1`.
fn version_place(schema: &Schema, segments: &[String]) -> usize {
    let is_number =
        |segment: &String| segment.strip_prefix('v').is_some_and(|rest| rest.bytes().all(|it| it.is_ascii_digit()));
    if segments.first() == Some(&schema.version) { 0 } else { segments.iter().position(is_number).unwrap_or_default() }
}

/// The field that names single records of an endpoint; `None` where the specification has none.
pub(super) fn item_key(schema: &Schema) -> Option<&'static str> {
    let last = |line: &'static str| line.strip_prefix(&schema.path)?.strip_prefix("/{")?.strip_suffix('}');
    let name = ITEMS.lines().filter_map(last).find(|name| !name.contains('/'))?;
    // `{sourceId}` and its like stand for `id`; `{key}` is what it says.
    Some(if name.to_ascii_lowercase().ends_with("id") { "id" } else { name })
}

/// What a path leads to: a list before a single record, more literal segments before fewer.
pub(super) fn find<'r>(routes: &'r [Route], path: &[String]) -> Option<Place<'r>> {
    let best = |path: &[String], items: bool| {
        let fits = |route: &&'r Route| route.segments.len() == path.len() && (!items || route.has_items);
        let ranked = routes.iter().filter(fits).filter_map(|route| Some((route.literals(path)?, route)));
        ranked.max_by_key(|(literals, _)| *literals).map(|(_, route)| route)
    };
    if let Some(route) = best(path, false).filter(|_| !path.is_empty()) {
        return Some(Place::List(route, route.parameter(path)));
    }
    let (id, list) = path.split_last()?;
    best(list, true).map(|route| Place::Item(route, id.clone()))
}
