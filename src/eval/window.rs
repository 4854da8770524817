//! Windows that end now.

use std::time::Duration;

use crate::vocab::Instant;

/// A length of time before now, as in `interval=-7d` or TR50's `last: "10h"`.
///
/// ```
/// use v3q::eval::Window;
/// use v3q::vocab::Instant;
/// let now = Instant::parse_date_time("2025-08-08T12:00:00Z")?;
/// assert_eq!(Window::parse("-7d")?.start(now), Instant::parse_date_time("2025-08-01T12:00:00Z")?);
/// assert_eq!(Window::parse("1h30m")?.start(now), Instant::parse_date_time("2025-08-08T10:30:00Z")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Window(Duration);

/// Why a text is not a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum BadWindow {
    /// It is not made of whole numbers with units.
    #[error("it is not made of whole numbers, each with a unit")]
    Form,
    /// A unit is none of `ns`, `us`, `ms`, `s`, `m`, `h`, `d`.
    #[error("its unit is none of `ns`, `us`, `ms`, `s`, `m`, `h` and `d`")]
    Unit,
    /// It is longer than 10 000 years.
    #[error("it is longer than 10 000 years")]
    TooLong,
}

/// The units, each with its nanoseconds.
const UNITS: [(&str, u64); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60 * 1_000_000_000),
    ("h", 3600 * 1_000_000_000),
    ("d", 86_400 * 1_000_000_000),
];

const LONGEST: Duration = Duration::from_secs(10_000 * 366 * 86_400);

impl Window {
    /// Reads whole numbers, each with its unit: `7d`, `1h30m`, `250ms`. A minus sign in front means the same.
    ///
    /// # Errors
    /// What keeps the text from being one.
    pub fn parse(text: &str) -> Result<Self, BadWindow> {
        let mut rest = text.strip_prefix('-').unwrap_or(text);
        let mut length = Duration::ZERO;
        loop {
            let (digits, after) = split(rest, |c| c.is_ascii_digit());
            let (unit, after) = split(after, char::is_alphabetic);
            if digits.is_empty() || unit.is_empty() {
                return Err(BadWindow::Form);
            }
            let (_, nanos) = UNITS.iter().find(|(word, _)| *word == unit).ok_or(BadWindow::Unit)?;
            let count: u128 = digits.parse().map_err(|_| BadWindow::TooLong)?;
            let nanos = count.checked_mul((*nanos).into()).ok_or(BadWindow::TooLong)?;
            let seconds = u64::try_from(nanos / 1_000_000_000).map_err(|_| BadWindow::TooLong)?;
            let below = u32::try_from(nanos % 1_000_000_000).expect("a remainder is less than its divisor");
            length = length.saturating_add(Duration::new(seconds, below));
            if length > LONGEST {
                return Err(BadWindow::TooLong);
            }
            if after.is_empty() {
                return Ok(Self(length));
            }
            rest = after;
        }
    }

    /// How long it is.
    #[must_use]
    pub fn length(self) -> Duration {
        self.0
    }

    /// Where it begins when it ends at `now`: what is not older lies in it.
    #[must_use]
    pub fn start(self, now: Instant) -> Instant {
        let seconds = i64::try_from(self.0.as_secs()).unwrap_or(i64::MAX);
        let (nanos, borrowed) = match now.subsecond_nanos().checked_sub(self.0.subsec_nanos()) {
            Some(nanos) => (nanos, 0),
            None => (now.subsecond_nanos() + 1_000_000_000 - self.0.subsec_nanos(), 1),
        };
        Instant::from_unix(now.unix_seconds().saturating_sub(seconds).saturating_sub(borrowed), nanos)
    }
}

/// The characters in front that are such, and what follows.
fn split(text: &str, is_such: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !is_such(c)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read() {
        let nanos = |text| Window::parse(text).map(|window| window.length().as_nanos());
        let hour = 3_600_000_000_000;
        for (text, length) in [
            ("-7d", 7 * 24 * hour),
            ("-1h", hour),
            ("10h", 10 * hour),
            ("1h30m", hour + hour / 2),
            ("90s", hour / 40),
            ("5ms250us3ns", 5_250_003),
            ("2µs", 2_000),
            ("0s", 0),
        ] {
            assert_eq!(nanos(text), Ok(length), "{text}");
        }
        for (text, error) in [
            ("", BadWindow::Form),
            ("-", BadWindow::Form),
            ("7", BadWindow::Form),
            ("d", BadWindow::Form),
            ("1.5h", BadWindow::Form),
            ("7 d", BadWindow::Form),
            ("1h30", BadWindow::Form),
            ("--7d", BadWindow::Form),
            ("7w", BadWindow::Unit),
            ("7D", BadWindow::Unit),
            ("4000000d", BadWindow::TooLong),
            ("99999999999999999999999999999999999999999d", BadWindow::TooLong),
        ] {
            assert_eq!(nanos(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_window_begins_before_it_ends() {
        let now = Instant::from_unix(0, 5);
        assert_eq!(Window::parse("10ns").unwrap().start(now), Instant::from_unix(-1, 999_999_995));
        assert_eq!(Window::parse("1s5ns").unwrap().start(now), Instant::from_unix(-1, 0));
    }
}
