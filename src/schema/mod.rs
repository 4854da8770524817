//! Endpoints: their fields, operators, sort fields and other parameters, as the specifications state them.
//!
//! What comes in is data (the catalog, schema files, an imported specification) and the names people give endpoints;
//! what goes out is a [`Schema`]. Looks into `diagnostic`, `vocab` and `text` alone.

#[cfg(feature = "catalog")]
pub mod catalog;
mod diff;
#[cfg(feature = "catalog")]
pub mod file;
mod model;
mod name;
mod operation;
#[cfg(feature = "catalog")]
mod overlay;
mod totals;

pub use diff::{EndpointChange, EndpointName, FieldChange, SchemaDiff, diff};
pub use model::{
    CompositeRules, Field, FieldType, FilterRules, LimitRule, Method, Parameter, ParameterType, Partners, Schema,
    SortRules,
};
pub use name::{Lookup, UnknownEndpoint, known, resolve};
pub use totals::Totals;

/// Every code of what can be wrong with the name of an endpoint, or with a schema file.
#[cfg(feature = "catalog")]
pub static CODES: [&crate::diagnostic::CodeInfo; 2] = [&name::INFO, &file::INFO];
