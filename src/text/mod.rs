//! Places in text: spans, edits, and the map between a query and the file it stands in.
//!
//! The floor: looks into no other room.

mod edit;
mod offset_map;
mod span;

pub use edit::{Edit, apply_edits};
pub use offset_map::OffsetMap;
pub use span::Span;
