//! Where records of an endpoint come from.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;

/// Records for an endpoint: its name, and how to read them, again with each reload.
///
/// ```
/// use v3q::serve::Source;
/// let source = Source::new("/v2025/accounts", "two accounts", || Ok(Box::new(&br#"[{"id":"1"},{"id":"2"}]"#[..])));
/// assert_eq!(source.endpoint(), "/v2025/accounts");
/// ```
#[derive(Clone)]
pub struct Source {
    endpoint: String,
    name: String,
    open: Arc<Open>,
}

type Open = dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync;

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("endpoint", &self.endpoint).field("name", &self.name).finish_non_exhaustive()
    }
}

impl Source {
    /// Records of `endpoint`: an operation id or a path without version for all versions that have it, a path with
    /// version for that one. A path may have a value in the place of a parameter; then the records are for that value.
    ///
    /// `name` is what messages call the input that `open` opens: JSON, one record a line or an array.
    pub fn new(
        endpoint: impl Into<String>,
        name: impl Into<String>,
        open: impl Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync + 'static,
    ) -> Self {
        Self { endpoint: endpoint.into(), name: name.into(), open: Arc::new(open) }
    }

    /// The endpoint.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// What messages call the input.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        (self.open)()
    }
}
