//! What is wrong with broken JSON, and where.

use super::error::ReadError;
use crate::text::{LineIndex, Span, boundary_before};

/// The error of a text that the JSON reader refused.
pub(super) fn broken(json: &str, error: &serde_json::Error) -> ReadError {
    let lines = LineIndex::new(json);
    let line = lines.line(json, error.line());
    // Columns of the JSON reader count bytes.
    let before = Span::new(line.start(), line.start() + error.column().saturating_sub(1));
    let offset = boundary_before(json, before.end().min(line.end()));
    let said = error.to_string();
    let message = said.rsplit_once(" at line ").map_or(said.as_str(), |(message, _)| message);
    let position = lines.position(json, offset);
    ReadError { position, message: format!("broken JSON: {message}"), help: String::new() }
}
