//! The threads of one run: what can be done side by side is, and comes in its order.

use std::num::NonZero;
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering};
use std::thread;

/// How many threads may still be started.
#[derive(Debug)]
pub(super) struct Threads {
    free: AtomicIsize,
}

impl Threads {
    /// So many threads, the one that asks among them.
    pub(super) fn new(all: NonZero<usize>) -> Self {
        Self { free: AtomicIsize::new(isize::try_from(all.get() - 1).unwrap_or(isize::MAX)) }
    }

    /// As many threads as there are processors.
    pub(super) fn of_machine() -> Self {
        Self::new(thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN))
    }

    /// What `work` makes of each item, in their order. Every thread that is free helps, also one that becomes free
    /// meanwhile; `work` may ask for help in turn.
    pub(super) fn each<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        let next = AtomicUsize::new(0);
        let one = |done: &mut Vec<(usize, R)>| {
            let number = next.fetch_add(1, Ordering::Relaxed);
            items.get(number).map(|item| done.push((number, work(item)))).is_some()
        };
        let help = || {
            let mut done = Vec::new();
            while one(&mut done) {}
            self.give();
            done
        };
        let mut all = Vec::new();
        thread::scope(|scope| {
            let mut helpers = Vec::new();
            loop {
                let is_more = next.load(Ordering::Relaxed) + helpers.len() + 1 < items.len();
                if is_more && self.take() {
                    helpers.push(scope.spawn(help));
                } else if !one(&mut all) {
                    break;
                }
            }
            if helpers.is_empty() {
                return;
            }
            // Another one may run while this one waits.
            self.give();
            all.extend(helpers.into_iter().flat_map(|it| it.join().expect("no worker panics")));
            self.free.fetch_sub(1, Ordering::Relaxed);
        });
        all.sort_unstable_by_key(|(number, _)| *number);
        all.into_iter().map(|(_, result)| result).collect()
    }

    fn take(&self) -> bool {
        let less = |free| (free > 0).then(|| free - 1);
        self.free.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }

    fn give(&self) {
        self.free.fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_whatever_the_threads() {
        let items: Vec<Vec<usize>> = (0..40).map(|n| (0..n).collect()).collect();
        let expected: Vec<usize> = items.iter().map(|it| it.iter().map(|n| n * 2).sum()).collect();
        for all in [1, 2, 3, 16] {
            let threads = Threads::new(NonZero::new(all).unwrap());
            let sum = |inner: &Vec<usize>| threads.each(inner, |n| n * 2).into_iter().sum::<usize>();
            assert_eq!(threads.each(&items, sum), expected, "{all} threads");
            assert_eq!(threads.free.load(Ordering::Relaxed), all as isize - 1, "all that helped are free again");
        }
        assert!(Threads::of_machine().each(&[] as &[u8], |_| ()).is_empty());
    }
}
