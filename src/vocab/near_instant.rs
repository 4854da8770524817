//! Texts that are almost a date or a date-time.

use super::instant::{BadInstant, Instant};

impl Instant {
    /// The length of a full date.
    pub(crate) const DATE: usize = "0000-00-00".len();

    /// The date or date-time that `text` most likely says, where it is not written as one: a blank for `T`, missing
    /// seconds or offset (UTC then), a comma before the fraction, `2024-1-1`, `2024/01/01`. A guess, no more.
    pub(crate) fn guessed(text: &str) -> Option<String> {
        let mut text = padded(text).unwrap_or_else(|| text.to_owned());
        for sign in ['+', '-', 'Z'] {
            text = text.replacen(&format!(" {sign}"), sign.encode_utf8(&mut [0; 4]), 1);
        }
        // Each round mends one mistake, and there are not more kinds of them.
        for _ in 0..6 {
            let (at, length, instead) = match Self::parse_operand(&text) {
                Ok(_) => return Some(text),
                Err(BadInstant::BlankForT) => (Self::DATE, 1, "T"),
                Err(BadInstant::MissingSeconds) => (Self::DATE + "T00:00".len(), 0, ":00"),
                Err(BadInstant::CommaFraction) => (text.find(',')?, 1, "."),
                Err(BadInstant::MissingOffset) => (text.len(), 0, "Z"),
                // `+0200` and `+02`.
                Err(BadInstant::OffsetForm) => {
                    let sign = text.rfind(['+', '-'])?;
                    let hours = sign + "+00".len();
                    (hours, 0, if hours == text.len() { ":00" } else { ":" })
                }
                Err(BadInstant::Form | BadInstant::OutOfRange { .. }) => return None,
            };
            let (before, rest) = text.split_at_checked(at)?;
            text = format!("{before}{instead}{}", rest.get(length..)?);
        }
        None
    }

    /// Whether a text that is neither a date nor a date-time looks as if it was meant as one: `2024-13-01`, `2024-1-1`,
    /// `12/31/2024`, `2024-01-01T10`.
    pub(crate) fn is_attempted(text: &str) -> bool {
        let mut groups = text.splitn(3, ['-', '/']);
        let (Some(first), Some(second)) = (groups.next(), groups.next()) else { return false };
        let third = groups.next();
        let is_short = |it: &str| (1..=2).contains(&it.len()) && is_digits(it);
        let year_first = first.len() == 4 && is_digits(first) && is_short(second);
        let year_last = is_short(first) && is_short(second) && third.is_some_and(|it| it.len() == 4 && is_digits(it));
        // Behind the day there may be a time, in whatever form.
        let day = |it: &str| is_short(it) || it.split_once(['T', 't', ' ']).is_some_and(|(day, _)| is_short(day));
        year_last || (year_first && third.is_none_or(day))
    }
}

/// `2024-1-1` and `2024/1/1` as a full date.
fn padded(text: &str) -> Option<String> {
    let mut groups = text.splitn(3, ['-', '/']);
    let (year, month, day) = (groups.next()?, groups.next()?, groups.next()?);
    let is_date = year.len() == 4
        && [month, day].iter().all(|it| it.len() <= 2)
        && [year, month, day].map(is_digits) == [true; 3];
    is_date.then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_almost_a_date_is_guessed() {
        let cases = [
            ("2024-01-01 10:00:00", "2024-01-01T10:00:00Z"),
            ("2024-01-01 10:00", "2024-01-01T10:00:00Z"),
            ("2024-01-01 10:00:00 +0200", "2024-01-01T10:00:00+02:00"),
            ("2024-01-01 10:00:00-05", "2024-01-01T10:00:00-05:00"),
            ("2024-01-01 10:00:00 Z", "2024-01-01T10:00:00Z"),
            ("2024-01-01T10:00:00,5", "2024-01-01T10:00:00.5Z"),
            ("2024-1-1", "2024-01-01"),
            ("2024/12/1", "2024-12-01"),
        ];
        for (text, guess) in cases {
            assert_eq!(Instant::guessed(text).as_deref(), Some(guess), "{text}");
        }
        for text in ["2024-13-01", "2024-01-01 25:00:00", "12/31/2024", "2024-01", "é", ""] {
            assert_eq!(Instant::guessed(text), None, "{text}");
        }
    }

    #[test]
    fn ids_are_no_attempts_at_dates() {
        for text in ["2024-13-01", "2024-1-1", "2024/01/01", "12/31/2024", "31-12-2024", "2024-07", "2024-01-01T10"] {
            assert!(Instant::is_attempted(text), "{text}");
        }
        for text in
            ["550e8400-e29b-41d4-a716", "555-1234", "123-45-6789", "2024-0001", "2024-Q1", "2024-01-report", "x"]
        {
            assert!(!Instant::is_attempted(text), "{text}");
        }
    }
}
