//! Which endpoint is meant.

use super::failure::Failure;
use crate::diagnostic::Diagnostic;
use crate::report;
use crate::saved::SavedEndpoint;
use crate::schema::Schema;

/// The day the catalog was taken.
pub(super) const DATE: &str = "none";

/// The endpoint that an argument names.
pub(super) fn named(name: &str, version: Option<&str>) -> Result<&'static Schema, Failure> {
    let _ = version;
    Err(Failure::new(format!("unknown endpoint `{name}`")))
}

/// The endpoint that a URL in a file leads to; otherwise the finding that says so, its place still to be set.
pub(super) fn saved(endpoint: &SavedEndpoint<'_>, version: Option<&str>) -> Result<&'static Schema, Box<Diagnostic>> {
    let _ = (endpoint, version);
    let info = &crate::saved::UNKNOWN_ENDPOINT;
    Err(Box::new(Diagnostic {
        info,
        severity: info.severity,
        message: format!("unknown endpoint `{}`", endpoint.path),
        span: endpoint.span,
        label: String::new(),
        help: String::new(),
        fix: None,
    }))
}

/// As a report names it.
pub(super) fn reported(schema: &Schema) -> report::Endpoint {
    report::Endpoint {
        version: schema.version.clone(),
        operation_id: schema.operation_id.clone(),
        method: schema.method.word().to_owned(),
        path: schema.path.clone(),
    }
}
