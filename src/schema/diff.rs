//! What changed between two lists of endpoints.

use std::fmt;

use super::{Method, Schema, operation};
use crate::vocab::{FieldPath, OperatorSet};

/// What is in the one list of endpoints and not in the other.
///
/// Endpoints are the same where their operation ids and paths agree without the version in them, or else the one or
/// the other does, so that `/v2026/accounts` and `/accounts/v1` are compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SchemaDiff {
    /// Endpoints that only the new list has.
    pub added: Vec<EndpointName>,
    /// Endpoints that only the old list has.
    pub removed: Vec<EndpointName>,
    /// Endpoints of both that offer something else now.
    pub changed: Vec<EndpointChange>,
}

/// An endpoint, named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointName {
    /// The version.
    pub version: String,
    /// The operation's id.
    pub operation_id: String,
    /// The method.
    pub method: Method,
    /// The path.
    pub path: String,
}

/// What changed on one endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointChange {
    /// The endpoint in the old list.
    pub before: EndpointName,
    /// The endpoint in the new list.
    pub after: EndpointName,
    /// Fields that are new, with their operators.
    pub fields_added: Vec<FieldChange>,
    /// Fields that are gone, with their operators.
    pub fields_removed: Vec<FieldChange>,
    /// Operators that are new on a field of both.
    pub operators_added: Vec<FieldChange>,
    /// Operators that are gone from a field of both.
    pub operators_removed: Vec<FieldChange>,
    /// Sort fields that are new.
    pub sorters_added: Vec<FieldPath>,
    /// Sort fields that are gone.
    pub sorters_removed: Vec<FieldPath>,
}

/// A field and operators that came or went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: FieldPath,
    /// The operators.
    pub operators: OperatorSet,
}

impl SchemaDiff {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// What `new` has and `old` has not, and the other way round.
///
/// ```
/// use v3q::schema::{Schema, diff};
/// let old = Schema { path: "/v3/roles".into(), version: "v3".into(), ..Schema::permissive() };
/// let new = Schema { path: "/roles/v1".into(), version: "current".into(), ..Schema::permissive() };
/// assert!(diff(&[&old], &[&new]).is_empty());
/// assert_eq!(diff(&[], &[&new]).to_string(), "+ current GET /roles/v1\n");
/// ```
#[must_use]
pub fn diff(old: &[&Schema], new: &[&Schema]) -> SchemaDiff {
    let keys = |schemas: &[&Schema]| -> Vec<Key> { schemas.iter().map(|it| Key::of(it)).collect() };
    let (old_keys, new_keys) = (keys(old), keys(new));
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let rounds: [fn(&Key, &Key) -> bool; 3] = [
        |a, b| a.path == b.path && a.operation == b.operation,
        |a, b| a.path == b.path,
        |a, b| a.operation == b.operation && !a.operation.is_empty(),
    ];
    for same in rounds {
        for (slot, key) in partner.iter_mut().zip(&new_keys).filter(|(slot, _)| slot.is_none()) {
            let free = old_keys.iter().zip(taken.iter_mut()).enumerate();
            if let Some((place, (_, taken))) = free.into_iter().find(|(_, (it, taken))| !**taken && same(it, key)) {
                *taken = true;
                *slot = Some(place);
            }
        }
    }
    let mut out = SchemaDiff::default();
    for (after, place) in new.iter().zip(partner) {
        match place.and_then(|place| old.get(place)) {
            None => out.added.push(EndpointName::of(after)),
            Some(before) => out.changed.extend(change(before, after)),
        }
    }
    out.removed = old.iter().zip(taken).filter(|(_, taken)| !taken).map(|(it, _)| EndpointName::of(it)).collect();
    out
}

/// What an endpoint keeps from one version to the next.
struct Key {
    operation: String,
    path: String,
}

impl Key {
    fn of(schema: &Schema) -> Self {
        let plain = operation::plain(&schema.operation_id);
        let segments = operation::unversioned(&schema.path, &schema.version);
        // Parameters are renamed now and then.
        let segments: Vec<&str> =
            segments.into_iter().map(|it| if operation::is_parameter(it) { "{}" } else { it }).collect();
        Self {
            operation: operation::without_version(&plain).0.to_owned(),
            path: format!("{} {}", schema.method, segments.join("/")),
        }
    }
}

impl EndpointName {
    /// The name of `schema`.
    #[must_use]
    pub fn of(schema: &Schema) -> Self {
        Self {
            version: schema.version.clone(),
            operation_id: schema.operation_id.clone(),
            method: schema.method,
            path: schema.path.clone(),
        }
    }
}

fn change(before: &Schema, after: &Schema) -> Option<EndpointChange> {
    let fields = |it: &Schema| -> Vec<FieldChange> {
        let fields = it.filters.iter().flat_map(|filters| &filters.fields);
        fields.map(|it| FieldChange { field: it.name.clone(), operators: it.operators }).collect()
    };
    let sorters = |it: &Schema| it.sorters.as_ref().map(|it| it.fields.clone()).unwrap_or_default();
    let (old, new) = (fields(before), fields(after));
    let (old_sorters, new_sorters) = (sorters(before), sorters(after));
    let change = EndpointChange {
        before: EndpointName::of(before),
        after: EndpointName::of(after),
        fields_added: missing(&new, &old),
        fields_removed: missing(&old, &new),
        operators_added: more(&new, &old),
        operators_removed: more(&old, &new),
        sorters_added: new_sorters.iter().filter(|it| !old_sorters.contains(it)).cloned().collect(),
        sorters_removed: old_sorters.iter().filter(|it| !new_sorters.contains(it)).cloned().collect(),
    };
    let unchanged = change.fields_added.is_empty()
        && change.fields_removed.is_empty()
        && change.operators_added.is_empty()
        && change.operators_removed.is_empty()
        && change.sorters_added.is_empty()
        && change.sorters_removed.is_empty();
    (!unchanged).then_some(change)
}

/// The fields of `these` that `those` lack.
fn missing(these: &[FieldChange], those: &[FieldChange]) -> Vec<FieldChange> {
    these.iter().filter(|it| !those.iter().any(|that| that.field == it.field)).cloned().collect()
}

/// The operators of `these` that `those` lack, on the fields of both.
fn more(these: &[FieldChange], those: &[FieldChange]) -> Vec<FieldChange> {
    let pairs = these.iter().filter_map(|it| Some((it, those.iter().find(|that| that.field == it.field)?)));
    pairs
        .map(|(it, that)| FieldChange {
            field: it.field.clone(),
            operators: it.operators.iter().filter(|op| !that.operators.contains(*op)).collect(),
        })
        .filter(|it| !it.operators.is_empty())
        .collect()
}

impl fmt::Display for EndpointName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { version, operation_id, method, path } = self;
        write!(f, "{version}{}{method} {path}", if version.is_empty() { "" } else { " " })?;
        if operation_id.is_empty() { Ok(()) } else { write!(f, " ({operation_id})") }
    }
}

/// One line an endpoint, `+` for added, `-` for removed, `~` for changed, and below the last one line a change.
impl fmt::Display for SchemaDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for name in &self.removed {
            writeln!(f, "- {name}")?;
        }
        for name in &self.added {
            writeln!(f, "+ {name}")?;
        }
        for it in &self.changed {
            writeln!(f, "~ {} -> {}", it.before, it.after)?;
            let groups = [
                ("- field", &it.fields_removed),
                ("+ field", &it.fields_added),
                ("- operators", &it.operators_removed),
                ("+ operators", &it.operators_added),
            ];
            for (sign, changes) in groups {
                for FieldChange { field, operators } in changes {
                    writeln!(f, "    {sign} {field}: {operators}")?;
                }
            }
            for (sign, fields) in [("-", &it.sorters_removed), ("+", &it.sorters_added)] {
                for field in fields {
                    writeln!(f, "    {sign} sorter {field}")?;
                }
            }
        }
        Ok(())
    }
}
