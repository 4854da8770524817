//! What `co` says beside the other tests of one field.
//!
//! Each text that is asked for is looked for in all values of the others. There are few such tests in a filter, and beyond
//! a number of them nothing more is said, so that the time stays that of reading the filter a number of times.

use super::line::Asked;
use super::set::{Key, Set};

/// How many tests are looked at.
const MOST: usize = 64;

/// The tests for a value that contains a text, or for none that does.
#[derive(Default)]
pub(super) struct Containing<'a> {
    tests: Vec<(usize, &'a str)>,
}

impl<'a> Containing<'a> {
    pub(super) fn of(asked: &[Asked<'a>], positive: bool) -> Self {
        let asked = asked.iter().filter(|it| it.positive == positive);
        Self { tests: asked.filter_map(|it| Some((it.at, it.set.contained()?))).take(MOST).collect() }
    }

    /// The tests, each with its text.
    pub(super) fn tests(&self) -> impl Iterator<Item = (usize, &'a str)> {
        self.tests.iter().copied()
    }

    /// A test whose text every value of the set contains; not the test `but` itself.
    pub(super) fn around(&self, set: &Set<'_>, but: Option<usize>) -> Option<usize> {
        self.tests().find(|(by, text)| Some(*by) != but && set.contains_always(text)).map(|(by, _)| by)
    }

    /// A test whose text the value contains.
    pub(super) fn inside(&self, key: &Key<'_>) -> Option<usize> {
        self.tests().find(|(_, text)| key.contains(text)).map(|(by, _)| by)
    }

    /// A test whose text no value of the set contains, where that can be told.
    pub(super) fn apart(&self, set: &Set<'_>) -> Option<usize> {
        let keys = set.keys()?;
        self.tests().find(|(_, text)| !keys.iter().any(|key| key.contains(text))).map(|(by, _)| by)
    }

    /// Whether the value contains the texts of all tests.
    pub(super) fn all_inside(&self, key: &Key<'_>) -> bool {
        self.tests().all(|(_, text)| key.contains(text))
    }
}
