//! Endpoints: their fields, operators, sort fields and other parameters, as the specifications state them.
//!
//! What comes in is data (the catalog, schema files, an imported specification); what goes out is a [`Schema`]. Looks
//! into `vocab` and `text` alone.

mod model;

pub use model::{
    CompositeRules, Field, FieldType, FilterRules, LimitRule, Method, Parameter, ParameterType, Schema, SortRules,
};
