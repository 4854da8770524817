//! Where the records of an input are.

use std::fmt;

/// How the records lie in an input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Framing {
    /// An array if the first byte that is no blank is `[`, else lines.
    #[default]
    Detect,
    /// Each line that is not blank is a record (NDJSON, JSON Lines).
    Lines,
    /// The input is an array of records.
    Array,
    /// The input is an object, and an array in it holds the records.
    At(Pointer),
}

/// The way to a value in a JSON document: names of fields, each one in the object that the one before leads to.
///
/// ```
/// use v3q::eval::stream::Pointer;
/// let pointer = Pointer::parse("/data/a~1b")?;
/// assert_eq!(pointer.names(), ["data", "a/b"]);
/// assert!(Pointer::parse("items").is_err());
/// # Ok::<(), v3q::eval::stream::BadPointer>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Pointer {
    names: Vec<String>,
}

/// Why a text is not a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum BadPointer {
    /// It does not begin with a slash.
    #[error("it does not begin with `/`")]
    NoSlash,
    /// A tilde is followed by something else than 0 or 1.
    #[error("`~` is not followed by `0` or `1`")]
    BadEscape,
}

impl Pointer {
    /// Reads a JSON pointer (RFC 6901): names, each after a slash, with `~1` for a slash and `~0` for a tilde in one. The
    /// empty text leads to the document itself. Elements of arrays can't be named.
    ///
    /// # Errors
    /// What keeps the text from being one.
    pub fn parse(text: &str) -> Result<Self, BadPointer> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let names = text.strip_prefix('/').ok_or(BadPointer::NoSlash)?;
        let names = names.split('/').map(|name| {
            let rest = name.replace("~0", "").replace("~1", "");
            if rest.contains('~') { Err(BadPointer::BadEscape) } else { Ok(name.replace("~1", "/").replace("~0", "~")) }
        });
        Ok(Self { names: names.collect::<Result<_, _>>()? })
    }

    /// The names, in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// As it is read.
impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.names.iter().try_for_each(|name| write!(f, "/{}", name.replace('~', "~0").replace('/', "~1")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_read_and_printed() {
        for (text, names) in [("", &[][..]), ("/", &[""]), ("/items", &["items"]), ("/a~0~1b/~01", &["a~/b", "~1"])] {
            let pointer = Pointer::parse(text).unwrap();
            assert_eq!(pointer.names(), names);
            assert_eq!(pointer.to_string(), text);
        }
        assert_eq!(Pointer::parse("/a~2"), Err(BadPointer::BadEscape));
        assert_eq!(Pointer::parse("/a~"), Err(BadPointer::BadEscape));
        assert_eq!(Pointer::parse("a"), Err(BadPointer::NoSlash));
    }
}
