//! What queries found before: whoever pages through a result asks for the same one again and again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many record numbers are kept for one endpoint: 32 MiB.
const MOST_NUMBERS: usize = 8 * 1024 * 1024;

/// How many results are kept for one endpoint, short ones too.
const MOST_RESULTS: usize = 256;

/// The numbers of the records that a query keeps, in its order.
pub(super) type Found = Arc<[u32]>;

/// The results of the queries that were asked last.
#[derive(Default)]
pub(super) struct Results(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    results: HashMap<String, (Found, u64)>,
    numbers: usize,
    clock: u64,
}

impl Results {
    /// What that query found.
    pub(super) fn get(&self, query: &str) -> Option<Found> {
        let mut kept = self.lock();
        kept.clock += 1;
        let clock = kept.clock;
        let (found, used) = kept.results.get_mut(query)?;
        *used = clock;
        Some(Arc::clone(found))
    }

    /// Keeps what a query found, and drops what was not asked for the longest time.
    pub(super) fn keep(&self, query: String, found: &Found) {
        if found.len() > MOST_NUMBERS / 4 {
            return;
        }
        let mut kept = self.lock();
        kept.clock += 1;
        let clock = kept.clock;
        kept.numbers += found.len();
        if let Some((old, _)) = kept.results.insert(query, (Arc::clone(found), clock)) {
            kept.numbers -= old.len();
        }
        while kept.numbers > MOST_NUMBERS || kept.results.len() > MOST_RESULTS {
            let oldest = kept.results.iter().min_by_key(|(_, (_, used))| *used).map(|(query, _)| query.clone());
            let Some((old, _)) = oldest.and_then(|query| kept.results.remove(&query)) else { return };
            kept.numbers -= old.len();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_for_the_longest_time_goes_first() {
        let results = Results::default();
        for number in 0..MOST_RESULTS {
            results.keep(number.to_string(), &Found::from([0]));
        }
        assert!(results.get("0").is_some());
        results.keep("one more".to_owned(), &Found::from([0]));
        assert!(results.get("0").is_some() && results.get("1").is_none());
        assert_eq!(results.lock().numbers, MOST_RESULTS);
    }
}
