//! Filtering an input.

use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::block::Block;
use super::delivery::Delivery;
use super::event::{Event, RawRecord, Summary};
use super::framing::Framing;
use super::judge::{Judge, Judged};
use super::source::{BLOCK, Source};
use crate::eval::Matcher;
use crate::predicate::Predicate;
use crate::vocab::FieldPath;

/// Which records of an input are wanted, and how to go about it.
///
/// ```
/// use std::ops::ControlFlow;
/// use v3q::eval::stream::{Event, Selection};
/// use v3q::predicate::validate;
/// use v3q::schema::Schema;
/// use v3q::syntax::parse_filter;
/// let input = "{\"id\":1,\"type\":\"ROLE\"}\n{\"id\":2}\n{\"id\":3,\n";
/// let predicate = validate(&parse_filter("type isnull")?, &Schema::permissive())?;
/// let mut seen = Vec::new();
/// let summary = Selection::new(&predicate).run(input.as_bytes(), |_| (), |event| {
///     match event {
///         Event::Match(found) => seen.push(String::from_utf8_lossy(found.record.bytes()).into_owned()),
///         Event::Broken(error) => seen.push(error.to_string()),
///     }
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(seen, ["{\"id\":2}", "line 3, column 9: expected more: the record ends here"]);
/// assert_eq!((summary.records, summary.matches, summary.broken), (3, 1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Selection {
    matcher: Option<Matcher>,
    threads: NonZeroUsize,
    trusting: bool,
    block: usize,
    framing: Framing,
    at_hand: Vec<Box<str>>,
}

impl Selection {
    /// The records that a predicate is true for.
    #[must_use]
    pub fn new(predicate: &Predicate) -> Self {
        Self { matcher: Some(predicate.compile()), ..Self::all() }
    }

    /// All records.
    #[must_use]
    pub fn all() -> Self {
        Self {
            matcher: None,
            threads: NonZeroUsize::MIN,
            trusting: false,
            block: BLOCK,
            framing: Framing::Detect,
            at_hand: Vec::new(),
        }
    }

    /// How the records lie in the input; where nothing is said, that is seen from its first byte.
    #[must_use]
    pub fn framing(self, framing: Framing) -> Self {
        Self { framing, ..self }
    }

    /// Fields that `map` will ask each match for, found while it is judged; others have to be looked for in its text. Of a
    /// path the first name counts.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use v3q::eval::Ranking;
    /// use v3q::eval::stream::{Event, Selection};
    /// use v3q::predicate::{OrderKey, validate_sorters};
    /// use v3q::schema::Schema;
    /// use v3q::syntax::parse_sorters;
    /// let order = validate_sorters(&parse_sorters("-size")?, &Schema::permissive())?;
    /// let selection = Selection::all().at_hand(order.keys().iter().map(OrderKey::path));
    /// let mut largest = Ranking::new(Some(1));
    /// let input = "{\"size\":5}\n{\"size\":30}\n{\"size\":12}\n";
    /// selection.run(input.as_bytes(), |record| order.key(&record), |event| {
    ///     if let Event::Match(found) = event {
    ///         largest.add(found.value, || found.record.bytes().to_vec());
    ///     }
    ///     ControlFlow::Continue(())
    /// })?;
    /// assert_eq!(largest.finish(), [b"{\"size\":30}"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn at_hand<'p>(self, paths: impl IntoIterator<Item = &'p FieldPath>) -> Self {
        let mut at_hand: Vec<Box<str>> = Vec::new();
        for name in paths.into_iter().filter_map(|path| path.segments().next()) {
            if !at_hand.iter().any(|other| **other == *name) {
                at_hand.push(name.into());
            }
        }
        Self { at_hand, ..self }
    }

    /// How many threads look at records, the one that runs the selection among them; one, where nothing is said.
    #[must_use]
    pub fn threads(self, threads: NonZeroUsize) -> Self {
        Self { threads, ..self }
    }

    /// How many bytes are read at once, and handed to a thread together; 256 KiB, where nothing is said. A record may be
    /// longer. Each thread keeps a few such blocks at most.
    #[must_use]
    pub fn block_size(self, block: NonZeroUsize) -> Self {
        Self { block: block.get(), ..self }
    }

    /// Whether the input is trusted to be JSON in which no object has a key twice.
    ///
    /// Where it is not, every byte is checked. Where it is, reading a record stops at the last field that is wanted: what is
    /// broken behind that goes unnoticed.
    #[must_use]
    pub fn trust_input(self, trusting: bool) -> Self {
        Self { trusting, ..self }
    }

    /// Goes through an input and tells `sink` of the records that match and of those that are not JSON, in the input's
    /// order, until the input ends or it says to stop.
    ///
    /// `map` makes something of each record that matches, on any of the threads: sort keys, cells of a table. `sink` too may
    /// be called on any of them, but never on two at once.
    ///
    /// # Errors
    /// Where the input can't be read; `sink` has been told of all before.
    pub fn run<R, T, M, S>(&self, input: R, map: M, sink: S) -> io::Result<Summary>
    where
        R: Read + Send,
        T: Send,
        M: Fn(RawRecord<'_>) -> T + Sync,
        S: FnMut(Event<'_, T>) -> ControlFlow<()> + Send,
    {
        let run = Run {
            selection: self,
            source: Mutex::new(Source::new(input, self.block, self.framing.clone())),
            delivery: Mutex::new(Delivery::new(sink)),
            delivered: Condvar::new(),
            stopped: AtomicBool::new(false),
            error: Mutex::new(None),
        };
        if self.threads == NonZeroUsize::MIN {
            run.work(&map);
        } else {
            std::thread::scope(|scope| {
                let others: Vec<_> = (1..self.threads.get()).map(|_| scope.spawn(|| run.work(&map))).collect();
                run.work(&map);
                for other in others {
                    // A scope waits for what its threads do, but not until they are gone.
                    if let Err(panic) = other.join() {
                        std::panic::resume_unwind(panic);
                    }
                }
            });
        }
        match run.error.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(run.delivery.into_inner().unwrap_or_else(PoisonError::into_inner).summary),
        }
    }
}

/// What the threads of a run share.
struct Run<'s, R, T, S> {
    selection: &'s Selection,
    source: Mutex<Source<R>>,
    delivery: Mutex<Delivery<T, S>>,
    /// Told when blocks have been delivered.
    delivered: Condvar,
    stopped: AtomicBool,
    error: Mutex<Option<io::Error>>,
}

/// Stops the other threads where this one panics, so that none waits for it.
struct Alarm<'a, 's, R, T, S>(&'a Run<'s, R, T, S>);

impl<R, T, S> Drop for Alarm<'_, '_, R, T, S> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stopped.store(true, Ordering::Relaxed);
            self.0.delivered.notify_all();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<R: Read, T, S: FnMut(Event<'_, T>) -> ControlFlow<()>> Run<'_, R, T, S> {
    /// Takes blocks from the source, judges them and hands them on, until there are no more.
    fn work<M: Fn(RawRecord<'_>) -> T>(&self, map: &M) {
        let _alarm = Alarm(self);
        let Selection { matcher, at_hand, trusting, .. } = self.selection;
        let mut judge = Judge::new(matcher.as_ref(), at_hand, *trusting, map);
        let (mut block, mut judged) = (Block::default(), Judged::default());
        while !self.stopped.load(Ordering::Relaxed) {
            match lock(&self.source).next(&mut block) {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    *lock(&self.error) = Some(error);
                    return;
                }
            }
            judge.block(&block, &mut judged);
            (block, judged) = self.deliver(block, judged);
        }
    }

    /// Hands on a judged block, for another one to fill.
    fn deliver(&self, block: Block, judged: Judged<T>) -> (Block, Judged<T>) {
        let most = 2 * self.selection.threads.get();
        let mut delivery = lock(&self.delivery);
        while delivery.is_ahead(block.number, most) && !self.stopped.load(Ordering::Relaxed) {
            delivery = self.delivered.wait(delivery).unwrap_or_else(PoisonError::into_inner);
        }
        delivery.take(block, judged);
        if delivery.summary.stopped {
            self.stopped.store(true, Ordering::Relaxed);
        }
        self.delivered.notify_all();
        delivery.spare.pop().unwrap_or_default()
    }
}
