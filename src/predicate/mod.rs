//! What filters, sorters and whole queries mean on one endpoint: typed values, known fields, no spelling.
//!
//! Trees and parameters come in, with a schema; a [`Predicate`], an [`OrderBy`] or a [`Query`] goes out, or everything
//! that the endpoint would refuse. Nothing else can be evaluated, so nothing downstream asks whether it was checked.
//! Looks into `schema`, `syntax`, `diagnostic`, `text` and `vocab`.

mod bare_word;
mod codes;
mod composites;
mod error;
mod findings;
mod fit;
mod help;
mod keyword;
mod offer;
mod order;
mod parameters;
mod query;
mod tree;
mod validate;
mod wording;

pub use codes::CODES;
pub use error::{ValidationError, ValidationErrorKind, ValidationErrors};
pub use findings::Validation;
pub use offer::{NullTest, null_test, operator_is_offered, operators_on};
pub use order::{OrderBy, OrderKey, inspect_sorters, validate_sorters};
pub use parameters::{Expression, ParameterFinding, expression_meant, expression_of, inspect_parameters};
pub use query::{Query, QueryError, QueryErrors, validate_query};
pub use tree::{Condition, ConditionKind, Predicate, Test};
pub use validate::{Inspected, inspect, inspect_clauses, validate};
