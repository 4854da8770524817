//! How a query is checked.

use crate::lint::Levels;
use crate::syntax::ReadOptions;

/// Every code as its table has it.
static DEFAULT_LEVELS: Levels = Levels::new();

/// How a query is checked: how its text is read, and what of it is reported. A [`ReadOptions`] becomes one.
///
/// ```
/// use v3q::check::{CheckOptions, check_filter};
/// use v3q::lint::Levels;
/// use v3q::schema::Schema;
/// let mut levels = Levels::default();
/// levels.set("mixed-and-or", None);
/// let options = CheckOptions { levels: &levels, ..CheckOptions::default() };
/// assert!(check_filter("a eq 1 or b eq 2 and c eq 3", &Schema::permissive(), options).is_empty());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct CheckOptions<'a> {
    /// How the text is read.
    pub read: ReadOptions,
    /// Which codes are reported, and how bad each is.
    pub levels: &'a Levels,
    /// Whether values of placeholders are put into the text as they are, without escapes, as a program's string
    /// formatting does it.
    pub splices: bool,
}

impl Default for CheckOptions<'_> {
    fn default() -> Self {
        Self { read: ReadOptions::default(), levels: &DEFAULT_LEVELS, splices: false }
    }
}

impl From<&ReadOptions> for CheckOptions<'_> {
    fn from(read: &ReadOptions) -> Self {
        Self { read: *read, ..Self::default() }
    }
}

impl<'a> From<&CheckOptions<'a>> for CheckOptions<'a> {
    fn from(options: &CheckOptions<'a>) -> Self {
        *options
    }
}
