//! Files that hold no queries, as far as their name and their text tell.

use super::SavedFormat;
use crate::syntax::PlaceholderStyles;

/// The format of a file that no other format knows, and of scripts of languages that none reads: nothing of it is read.
///
/// ```
/// use v3q::saved::{OTHER, Reading, format_of};
/// let dockerfile = "FROM alpine\nRUN echo name eq 1\n";
/// assert_eq!(format_of("Dockerfile", dockerfile).name, OTHER.name);
/// assert!((OTHER.read)(dockerfile, Reading::default()).unwrap().is_empty());
/// ```
pub static OTHER: SavedFormat = SavedFormat {
    name: "other",
    summary: "files of other kinds: nothing",
    extensions: &[],
    placeholders: || PlaceholderStyles::NONE,
    splices: false,
    recognises: |_| false,
    read: |_, _| Ok(Vec::new()),
    lines: None,
};
