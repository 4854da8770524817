//! Why a file could not be read.

use crate::text::Position;

/// A file that is not what its format asks for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {message}", position.line, position.column)]
pub struct ReadError {
    /// Where its reader stopped.
    pub position: Position,
    /// What is wrong there.
    pub message: String,
    /// What to do about it; empty for nothing to say.
    pub help: String,
}
