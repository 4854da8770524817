//! From an OpenAPI specification (3.0 or 3.1, YAML or JSON) to schemas.
//!
//! What comes in is a file and the files beside it that its `$ref`s name; what goes out is an [`Import`]: a
//! [`Schema`] for each operation with a filter or sorter parameter in the standard form, and the
//! lines that could not be understood. Looks into `schema` and `vocab`.

mod document;
mod error;
mod examples;
mod filter_text;
mod items;
mod operation;
mod parameter;
mod prose;
mod sorter_text;

use std::path::Path;

pub use error::ImportError;
pub use examples::Example;

use crate::schema::Schema;
use document::Documents;

/// What an import brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Import {
    /// The version: the last part of the server's path (`v3`, `beta`), else the file's name without its ending.
    pub version: String,
    /// The endpoints, in the order of the specification.
    pub schemas: Vec<Schema>,
    /// The examples of their filter and sorter parameters, in the order of the specification.
    pub examples: Vec<Example>,
    /// What could not be understood or expressed, in the order of the specification.
    pub unread: Vec<Unread>,
}

/// A line of a specification that could not be understood, or says what a schema can't express.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The endpoint: `GET /v3/accounts`.
    pub endpoint: String,
    /// The parameter whose description it stands in; empty where it is not about one.
    pub parameter: String,
    /// Why it was not read.
    pub reason: &'static str,
    /// The line.
    pub line: String,
}

/// Reads the specification at `path` and the files beside it that it refers to.
///
/// # Errors
/// [`ImportError`] where a file can't be read or is not an OpenAPI specification. A `$ref` that leads nowhere is not an
/// error: it is listed among what was not read, where an endpoint needs it.
pub fn import(path: &Path) -> Result<Import, ImportError> {
    Ok(operation::read_all(&Documents::open(path)?))
}

/// Reads a specification from memory; `name` is the file name it would have. Other files are not looked for.
///
/// ```
/// let spec = r#"
/// openapi: 3.0.1
/// servers: [{ url: "https://example.org/v7" }]
/// paths:
///   /tickets:
///     get:
///       operationId: listTickets
///       parameters:
///         - name: filters
///           in: query
///           description: |-
///             Filtering is supported for the following fields and operators:
///
///             **state**: *eq, in*
///       responses: {}
/// "#;
/// let import = v3q::openapi::import_str(spec, "tickets.yaml")?;
/// assert_eq!(import.schemas[0].path, "/v7/tickets");
/// assert_eq!(import.schemas[0].field("state").unwrap().operators.to_string(), "eq, in");
/// # Ok::<(), v3q::openapi::ImportError>(())
/// ```
///
/// # Errors
/// [`ImportError`] where the text is not an OpenAPI specification.
pub fn import_str(text: &str, name: &str) -> Result<Import, ImportError> {
    Ok(operation::read_all(&Documents::from_text(text, Path::new(name))?))
}
