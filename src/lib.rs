//! V3 filters and sorters of SailPoint's Identity Security Cloud: read, check, lint and repair them.

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod diagnostic;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod schema;
pub mod text;
pub mod vocab;
