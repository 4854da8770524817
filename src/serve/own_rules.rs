//! What records are asked for beside the filter of a request, in the same language.

use std::sync::OnceLock;

use super::answer::{self, Refusal};
use crate::predicate::{OrderBy, Predicate, validate, validate_sorters};
use crate::schema::{Field, FieldType, Schema, file};
use crate::syntax::{FilterBuilder, parse_sorters};
use crate::vocab::{FieldPath, OperatorSet};

/// What a filter of ours means on the rules of that name.
pub(super) fn predicate(name: &str, filter: FilterBuilder) -> Result<Predicate, Refusal> {
    let refused = |error: &dyn std::error::Error| answer::bad_request([error.to_string()]);
    let filter = filter.build().map_err(|error| refused(&error))?;
    validate(&filter, rules(name)).map_err(|error| refused(&error))
}

/// The rules of that name.
pub(super) fn rules(name: &str) -> &'static Schema {
    static RULES: OnceLock<Vec<Schema>> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        file::read(include_str!("own_rules.toml")).expect("our own rules are in order: a test reads them")
    });
    rules.iter().find(|it| it.operation_id == name).expect("rules are asked for by names that stand in the file")
}

/// The order of an endpoint where none is asked for. Its field may be none that it sorts by otherwise.
pub(super) fn default_order(schema: &Schema) -> Option<OrderBy> {
    let written = &schema.sorters.as_ref()?.default;
    let sorters = parse_sorters(written).ok().filter(|_| !written.is_empty())?;
    let mut wider = schema.clone();
    for field in sorters.items().filter_map(|it| FieldPath::new(it.field()).ok()) {
        if schema.field(field.as_str()).is_none() {
            // Every such order of the catalog is one in time.
            wider.filters.get_or_insert_default().fields.push(Field {
                name: field.clone(),
                operators: OperatorSet::default(),
                kind: FieldType::DateTime,
                array: false,
                values: Vec::new(),
                case_sensitive: None,
                record_path: None,
            });
        }
        wider.sorters.get_or_insert_default().fields.push(field);
    }
    validate_sorters(&sorters, &wider).ok()
}
