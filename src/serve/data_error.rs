//! Why records can't be served.

use std::io;

use crate::eval::stream::RecordError;
use crate::schema::UnknownEndpoint;

/// Why records can't be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// No endpoint has the name.
    #[error(transparent)]
    UnknownEndpoint(#[from] UnknownEndpoint),
    /// The endpoint is there, but is not asked with `GET`.
    #[error("`{0}` lists no records")]
    NotAList(String),
    /// Two sources are for the same path.
    #[error("`{0}` is given records twice")]
    Twice(String),
    /// The input can't be read.
    #[error("{name} can't be read: {error}")]
    Input {
        /// What the input is called.
        name: String,
        /// Why not.
        error: io::Error,
    },
    /// A record is not JSON.
    #[error("{name}, {error}")]
    Record {
        /// What the input is called.
        name: String,
        /// Where, and what is wrong.
        error: RecordError,
    },
    /// A record lacks what the endpoint is about.
    #[error("{name}, record {number}: {reason}")]
    Content {
        /// What the input is called.
        name: String,
        /// The first record is 1.
        number: usize,
        /// What is wrong with it.
        reason: String,
    },
}

impl DataError {
    /// What to do instead; empty where there is nothing to say.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::UnknownEndpoint(error) => error.help(),
            Self::NotAList(_) => "`v3q endpoints` names those that do".into(),
            Self::Twice(_) => "put them into one file, or name one version in the path of each".into(),
            Self::Input { .. } | Self::Record { .. } | Self::Content { .. } => String::new(),
        }
    }
}
