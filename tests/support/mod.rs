//! What several suites share.

pub mod console;
