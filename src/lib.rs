//! V3 filters and sorters of SailPoint's Identity Security Cloud: read, check, lint and repair them, and run them on
//! records.

pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod codes;
pub mod comment;
#[cfg(feature = "catalog")]
pub mod config;
pub mod diagnostic;
pub mod eval;
pub mod lint;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod predicate;
pub mod report;
pub mod saved;
pub mod schema;
#[cfg(feature = "serve")]
pub mod serve;
pub mod syntax;
pub mod text;
#[cfg(feature = "tr50")]
pub mod tr50;
pub mod vocab;

/// The examples of the README, run with those of the documentation.
#[cfg(all(doctest, feature = "catalog"))]
#[doc = include_str!("../README.md")]
struct Readme;
