//! The first of many records.

use std::collections::BinaryHeap;

use super::SortKey;

/// Gathers records in order, as many as are wanted: no more are kept, however many come.
///
/// Records with equal keys stay as they came.
///
/// ```
/// use v3q::eval::{JsonText, Ranking};
/// use v3q::predicate::validate_sorters;
/// use v3q::schema::Schema;
/// use v3q::syntax::parse_sorters;
/// let order = validate_sorters(&parse_sorters("-size")?, &Schema::permissive())?;
/// let mut ranking = Ranking::new(Some(2));
/// for text in [r#"{"size": 5}"#, r#"{"size": 30}"#, r#"{"size": 12}"#] {
///     ranking.add(order.key(&JsonText::new(text)), || text);
/// }
/// assert_eq!(ranking.finish(), [r#"{"size": 30}"#, r#"{"size": 12}"#]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Ranking<T> {
    most: Option<usize>,
    came: u64,
    /// The last on top.
    kept: BinaryHeap<Ranked<T>>,
}

#[derive(Debug, Clone)]
struct Ranked<T> {
    key: SortKey,
    came: u64,
    record: T,
}

impl<T> Ranked<T> {
    fn place(&self) -> (&SortKey, u64) {
        (&self.key, self.came)
    }
}

impl<T> PartialEq for Ranked<T> {
    fn eq(&self, other: &Self) -> bool {
        self.place() == other.place()
    }
}

impl<T> Eq for Ranked<T> {}

impl<T> PartialOrd for Ranked<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Ranked<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.place().cmp(&other.place())
    }
}

impl<T> Ranking<T> {
    /// Keeps the first `most` records, all where that is `None`.
    #[must_use]
    pub fn new(most: Option<usize>) -> Self {
        Self { most, came: 0, kept: BinaryHeap::new() }
    }

    /// Adds a record, which is made only where it is kept.
    pub fn add(&mut self, key: SortKey, record: impl FnOnce() -> T) {
        self.came += 1;
        if self.most.is_some_and(|most| self.kept.len() >= most) {
            let Some(mut last) = self.kept.peek_mut().filter(|last| key < last.key) else { return };
            *last = Ranked { key, came: self.came, record: record() };
            return;
        }
        self.kept.push(Ranked { key, came: self.came, record: record() });
    }

    /// How many records have been added, kept or not.
    #[must_use]
    pub fn added(&self) -> u64 {
        self.came
    }

    /// The records that were kept, in order.
    #[must_use]
    pub fn finish(self) -> Vec<T> {
        self.kept.into_sorted_vec().into_iter().map(|ranked| ranked.record).collect()
    }
}
