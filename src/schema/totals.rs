//! How much is known: the numbers of endpoints, fields, operators and sort fields.

use std::fmt;

use super::Schema;

/// What a list of endpoints holds, in numbers.
///
/// A field counts once for each endpoint, an operator once for each field, a sort field once for each endpoint: what a
/// specification lists twice in one place counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Endpoints.
    pub endpoints: usize,
    /// Fields to filter by.
    pub fields: usize,
    /// Pairs of a field and an operator that is offered on it.
    pub operators: usize,
    /// Fields to sort by.
    pub sorters: usize,
}

impl Totals {
    /// The totals of `schemas`.
    ///
    /// ```
    /// use v3q::schema::{Schema, Totals};
    /// assert_eq!(Totals::of(&[Schema::permissive()]).to_string(), "1/0/0/0");
    /// ```
    pub fn of<'a>(schemas: impl IntoIterator<Item = &'a Schema>) -> Self {
        let mut totals = Self::default();
        for schema in schemas {
            totals.endpoints += 1;
            if let Some(filters) = &schema.filters {
                totals.fields += filters.fields.len();
                totals.operators += filters.fields.iter().map(|field| field.operators.len()).sum::<usize>();
            }
            totals.sorters += schema.sorters.as_ref().map_or(0, |sorters| sorters.fields.len());
        }
        totals
    }
}

/// The four numbers: `49/176/498/135`.
impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}/{}", self.endpoints, self.fields, self.operators, self.sorters)
    }
}
