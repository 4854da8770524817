//! V3 filters and sorters of SailPoint's Identity Security Cloud: read, check, lint and repair them.

pub mod check;
pub mod diagnostic;
pub mod predicate;
pub mod schema;
pub mod syntax;
pub mod text;
pub mod vocab;
