//! V3 filters and sorters of SailPoint's Identity Security Cloud: read, check, lint and repair them.

pub mod diagnostic;
pub mod schema;
pub mod text;
pub mod vocab;
