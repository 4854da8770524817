//! Why a specification could not be read at all.

use std::io;
use std::path::PathBuf;

/// A specification that can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The file can't be read.
    #[error("can't read `{}`: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The text is neither YAML nor JSON.
    #[error("`{}` is neither YAML nor JSON: {message}", path.display())]
    Text {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        message: String,
    },
    /// The document has no `openapi: 3.…`, or no `paths`.
    #[error("`{}` is not an OpenAPI 3 specification: it has no {}", path.display(), missing)]
    NotOpenApi {
        /// The file.
        path: PathBuf,
        /// What it lacks.
        missing: &'static str,
    },
}
