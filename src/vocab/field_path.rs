//! Names of fields.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of a field: segments joined by dots, as in `identitySummary.id`.
///
/// A segment begins with an ASCII letter or `_` and goes on with ASCII letters, digits, `_` or `-`. Names are compared
/// exactly. Making one checks it.
///
/// ```
/// use v3q::vocab::FieldPath;
/// let path = FieldPath::new("identitySummary.id")?;
/// assert_eq!(path.segments().collect::<Vec<_>>(), ["identitySummary", "id"]);
/// assert!(FieldPath::new("a..b").is_err());
/// # Ok::<(), v3q::vocab::BadFieldPath>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FieldPath(Box<str>);

/// A text that is not the name of a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a field name")]
pub struct BadFieldPath(pub String);

impl FieldPath {
    /// Checks `text` and makes a name of it.
    ///
    /// # Errors
    /// [`BadFieldPath`] where a segment is empty, begins with something else than a letter or `_`, or holds another
    /// character than ASCII letters, digits, `_` and `-`.
    pub fn new(text: &str) -> Result<Self, BadFieldPath> {
        if Self::is_valid(text) { Ok(Self(text.into())) } else { Err(BadFieldPath(text.to_owned())) }
    }

    /// Whether `text` could be the name of a field.
    #[must_use]
    pub fn is_valid(text: &str) -> bool {
        // One pass over the bytes: this is asked for each clause that is read.
        let mut at_start = true;
        for byte in text.bytes() {
            at_start = match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => false,
                b'0'..=b'9' | b'-' if !at_start => false,
                b'.' if !at_start => true,
                _ => return false,
            };
        }
        !at_start
    }

    /// The name as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts between the dots, at least one.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('.')
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for FieldPath {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for FieldPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for FieldPath {
    type Error = BadFieldPath;

    fn try_from(text: String) -> Result<Self, BadFieldPath> {
        Self::new(&text)
    }
}

impl From<FieldPath> for String {
    fn from(path: FieldPath) -> Self {
        path.0.into()
    }
}
