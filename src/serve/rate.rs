//! How many requests are answered in a time.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The vendor's own limit is counted over as long.
const WINDOW: Duration = Duration::from_secs(10);

/// Counts requests, all callers together.
pub(super) struct Rate {
    most: u32,
    window: Mutex<(Instant, u32)>,
}

impl Rate {
    /// Lets that many through in ten seconds.
    pub(super) fn new(most: u32) -> Self {
        Self { most, window: Mutex::new((Instant::now(), 0)) }
    }

    /// Counts a request; the seconds to wait where it is one too many.
    pub(super) fn take(&self) -> Result<(), u64> {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if window.0.elapsed() >= WINDOW {
            *window = (Instant::now(), 0);
        }
        window.1 = window.1.saturating_add(1);
        if window.1 <= self.most { Ok(()) } else { Err(WINDOW.saturating_sub(window.0.elapsed()).as_secs() + 1) }
    }
}
