//! The places queries are saved in.
//!
//! The text of a file comes in; its queries go out, decoded, each with the way back to its place in the file. What is
//! wrong with a query is for others to say: this room looks into `syntax` (for the styles of placeholders),
//! `diagnostic` and the floor, and knows neither schemas nor files on a disk.

mod codes;
mod plain;
mod query;
mod url;

pub use codes::CODES;
pub use query::{Encoding, SavedEndpoint, SavedParameter, SavedQuery};
pub use url::{looks_like_url, read_url};

use crate::syntax::PlaceholderStyles;

/// A kind of file that queries are saved in.
#[derive(Debug)]
pub struct SavedFormat {
    /// Its name.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// The extensions of its files, without the dot.
    pub extensions: &'static [&'static str],
    /// The styles of placeholders that live in it.
    pub placeholders: fn() -> PlaceholderStyles,
    /// Its reader: all queries of a text, in the order of the text.
    pub read: fn(&str) -> Vec<SavedQuery<'_>>,
}

/// Every format, the one for any other file last.
pub static FORMATS: [&SavedFormat; 1] = [&plain::FORMAT];

/// The format of a file of that name.
///
/// ```
/// assert_eq!(v3q::saved::format_of("queries.txt").name, "plain");
/// ```
#[must_use]
pub fn format_of(file: &str) -> &'static SavedFormat {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = |format: &&&SavedFormat| format.extensions.iter().any(|it| it.eq_ignore_ascii_case(extension));
    FORMATS.iter().find(known).copied().unwrap_or(&plain::FORMAT)
}
