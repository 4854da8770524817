//! Places in text: spans, edits, lines and columns, and the map between a query and the file it stands in.
//!
//! The floor: looks into no other room.

mod boundary;
mod edit;
mod line_index;
mod offset_map;
mod percent;
mod span;

pub use boundary::{boundary_before, boundary_behind};
pub use edit::{Edit, apply_edits};
pub use line_index::{LineIndex, Position};
pub use offset_map::OffsetMap;
pub use percent::{
    BadEncoding, BadEncodingKind, decode_query, decode_value, decode_with_map, encode_query, encode_value,
    encoded_length,
};
pub use span::Span;

/// What separates words and means nothing else; other white space is part of a word.
pub(crate) const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// What a comment to the linter begins with, behind what makes it a comment in its file.
pub(crate) const COMMENT: &str = "v3q:";
