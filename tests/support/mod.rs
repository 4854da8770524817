//! What several suites share.

pub(crate) mod console;
