//! Points in time.

use std::fmt;

/// A point in time, to the nanosecond.
///
/// It is what a date-time, a full date or a year says: dates and years count as their first instant in UTC (not
/// documented; our choice). Two of them are equal when they are the same instant, whatever the offsets they were
/// written with.
///
/// ```
/// use v3q::vocab::Instant;
/// assert_eq!(Instant::parse_date_time("2018-12-18T00:00:00Z"), Instant::parse_date_time("2018-12-18T02:00:00+02:00"));
/// assert!(Instant::parse_date("2018-12-18")? > Instant::parse_year("2018")?);
/// # Ok::<(), v3q::vocab::BadInstant>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant {
    /// Since 1970-01-01T00:00:00Z; a day has 86 400 of them.
    seconds: i64,
    /// On top of the seconds; less than a thousand million.
    nanos: u32,
}

/// Why a text is not a date-time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum BadInstant {
    /// It does not look like one.
    #[error("it does not have the form of one")]
    Form,
    /// All is there but the offset.
    #[error("it has no offset from UTC")]
    MissingOffset,
    /// There are hours and minutes only.
    #[error("it has no seconds")]
    MissingSeconds,
    /// A blank stands where `T` belongs.
    #[error("a blank stands where `T` belongs")]
    BlankForT,
    /// A comma stands before the fraction.
    #[error("a comma stands before the fraction of the second")]
    CommaFraction,
    /// The offset is written `+0200` or `+02`.
    #[error("the offset is not written as `+02:00`")]
    OffsetForm,
    /// A part is outside its range.
    #[error("the {part} {value} is not between {} and {max}", part.min())]
    OutOfRange {
        /// Which one.
        part: DatePart,
        /// What was written.
        value: u32,
        /// The greatest value it may have there.
        max: u32,
    },
}

/// A part of a date-time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DatePart {
    /// 1 to 12.
    Month,
    /// 1 to the length of the month.
    Day,
    /// 0 to 23.
    Hour,
    /// 0 to 59.
    Minute,
    /// 0 to 60.
    Second,
    /// The hours of the offset, 0 to 23.
    OffsetHour,
    /// The minutes of the offset, 0 to 59.
    OffsetMinute,
}

impl DatePart {
    fn min(self) -> u32 {
        match self {
            Self::Month | Self::Day => 1,
            Self::Hour | Self::Minute | Self::Second | Self::OffsetHour | Self::OffsetMinute => 0,
        }
    }
}

impl fmt::Display for DatePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Month => "month",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
            Self::OffsetHour => "offset's hour",
            Self::OffsetMinute => "offset's minute",
        })
    }
}

impl Instant {
    /// The instant that many seconds after 1970-01-01T00:00:00Z; nanoseconds beyond a second carry over.
    #[must_use]
    pub fn from_unix(seconds: i64, nanos: u32) -> Self {
        Self { seconds: seconds.saturating_add(i64::from(nanos / 1_000_000_000)), nanos: nanos % 1_000_000_000 }
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds on top of [`Instant::unix_seconds`].
    #[must_use]
    pub fn subsecond_nanos(self) -> u32 {
        self.nanos
    }

    /// Reads an RFC 3339 date-time.
    ///
    /// A fraction of any length is read and kept to nanoseconds; a second of 60 counts as 59; lower-case `t` and `z`
    /// and the offset `-00:00` are read.
    ///
    /// ```
    /// use v3q::vocab::{BadInstant, Instant};
    /// assert_eq!(Instant::parse_date_time("1970-01-01t00:00:01.5z")?, Instant::from_unix(1, 500_000_000));
    /// assert_eq!(Instant::parse_date_time("2018-12-18T23:05:55"), Err(BadInstant::MissingOffset));
    /// # Ok::<(), BadInstant>(())
    /// ```
    ///
    /// # Errors
    /// What keeps the text from being one.
    pub fn parse_date_time(text: &str) -> Result<Self, BadInstant> {
        let (days, rest) = date(text.as_bytes())?;
        let rest = match rest {
            [b'T' | b't', rest @ ..] => rest,
            [b' ', b'0'..=b'9', ..] => return Err(BadInstant::BlankForT),
            _ => return Err(BadInstant::Form),
        };
        let (hour, rest) = two_digits(rest).ok_or(BadInstant::Form)?;
        let (minute, rest) = rest.strip_prefix(b":").and_then(two_digits).ok_or(BadInstant::Form)?;
        in_range(DatePart::Hour, hour, 23)?;
        in_range(DatePart::Minute, minute, 59)?;
        let (second, rest) = match rest {
            [b':', rest @ ..] => two_digits(rest).ok_or(BadInstant::Form)?,
            [] | [b'Z' | b'z'] | [b'+' | b'-', ..] => return Err(BadInstant::MissingSeconds),
            _ => return Err(BadInstant::Form),
        };
        in_range(DatePart::Second, second, 60)?;
        let (nanos, rest) = match rest {
            [b'.', rest @ ..] => fraction(rest)?,
            [b',', b'0'..=b'9', ..] => return Err(BadInstant::CommaFraction),
            _ => (0, rest),
        };
        let offset = offset(rest)?;
        let time = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second.min(59));
        Ok(Self { seconds: days * 86_400 + time - offset, nanos })
    }

    /// Reads a full date, `2025-08-01`: its first instant in UTC.
    ///
    /// # Errors
    /// What keeps the text from being one.
    pub fn parse_date(text: &str) -> Result<Self, BadInstant> {
        match date(text.as_bytes())? {
            (days, []) => Ok(Self { seconds: days * 86_400, nanos: 0 }),
            _ => Err(BadInstant::Form),
        }
    }

    /// Reads a year of exactly four digits: the first instant of 1 January in UTC.
    ///
    /// # Errors
    /// [`BadInstant::Form`] for anything else.
    pub fn parse_year(text: &str) -> Result<Self, BadInstant> {
        match digits::<4>(text.as_bytes()) {
            Some((year, [])) => Ok(Self { seconds: days_from_civil(year, 1, 1) * 86_400, nanos: 0 }),
            _ => Err(BadInstant::Form),
        }
    }

    /// Reads whatever an operand of a date-time field may say: a date-time, a full date or a year.
    ///
    /// # Errors
    /// What keeps the text from being what it looks most like.
    pub fn parse_operand(text: &str) -> Result<Self, BadInstant> {
        match text.len() {
            4 => Self::parse_year(text),
            10 => Self::parse_date(text),
            _ => Self::parse_date_time(text),
        }
    }
}

/// As an RFC 3339 date-time in UTC, with as many digits of a fraction as are needed.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.seconds.div_euclid(86_400));
        let time = self.seconds.rem_euclid(86_400);
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.nanos != 0 {
            let fraction = format!("{:09}", self.nanos);
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

/// The number that the first `N` bytes say, all of them digits, and what follows.
fn digits<const N: usize>(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (chunk, rest) = bytes.split_first_chunk::<N>()?;
    let mut value = 0;
    for byte in chunk {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u32::from(byte - b'0');
    }
    Some((value, rest))
}

fn two_digits(bytes: &[u8]) -> Option<(u32, &[u8])> {
    digits::<2>(bytes)
}

fn in_range(part: DatePart, value: u32, max: u32) -> Result<(), BadInstant> {
    if (part.min()..=max).contains(&value) { Ok(()) } else { Err(BadInstant::OutOfRange { part, value, max }) }
}

/// The days since 1970-01-01 that a full date at the start says, and what follows.
fn date(bytes: &[u8]) -> Result<(i64, &[u8]), BadInstant> {
    let parts = || {
        let (year, rest) = digits::<4>(bytes)?;
        let (month, rest) = two_digits(rest.strip_prefix(b"-")?)?;
        let (day, rest) = two_digits(rest.strip_prefix(b"-")?)?;
        Some((year, month, day, rest))
    };
    let (year, month, day, rest) = parts().ok_or(BadInstant::Form)?;
    in_range(DatePart::Month, month, 12)?;
    in_range(DatePart::Day, day, length_of_month(year, month))?;
    Ok((days_from_civil(year, month, day), rest))
}

/// The nanoseconds that the digits behind the point say; what lies beyond nanoseconds is dropped.
fn fraction(bytes: &[u8]) -> Result<(u32, &[u8]), BadInstant> {
    let (mut nanos, mut scale, mut rest) = (0, 1_000_000_000, bytes);
    while let [digit @ b'0'..=b'9', behind @ ..] = rest {
        // A scale of zero leaves further digits out.
        scale /= 10;
        nanos += u32::from(digit - b'0') * scale;
        rest = behind;
    }
    if rest.len() == bytes.len() { Err(BadInstant::Form) } else { Ok((nanos, rest)) }
}

/// The seconds that an offset at the end says.
fn offset(bytes: &[u8]) -> Result<i64, BadInstant> {
    let (sign, rest) = match bytes {
        [b'Z' | b'z'] => return Ok(0),
        [] => return Err(BadInstant::MissingOffset),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return Err(BadInstant::Form),
    };
    let (hours, rest) = two_digits(rest).ok_or(BadInstant::Form)?;
    let minutes = match rest {
        [b':', rest @ ..] => match two_digits(rest) {
            Some((minutes, [])) => minutes,
            _ => return Err(BadInstant::Form),
        },
        [] => return Err(BadInstant::OffsetForm),
        _ if matches!(two_digits(rest), Some((_, []))) => return Err(BadInstant::OffsetForm),
        _ => return Err(BadInstant::Form),
    };
    in_range(DatePart::OffsetHour, hours, 23)?;
    in_range(DatePart::OffsetMinute, minutes, 59)?;
    Ok(sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60))
}

fn length_of_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar. Written out here, since the libraries at hand
/// stop short of the first or the last years; years are counted from March, so that the leap day is their last.
fn days_from_civil(year: u32, month: u32, day: u32) -> i64 {
    // 400 years more, so that no number is negative.
    let year = year + 400 - u32::from(month <= 2);
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    i64::from(era * 146_097 + day_of_era) - 719_468 - 146_097
}

/// The date that lies that many days after 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Instant {
        Instant::parse_date_time(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn date_times_are_instants() {
        for (text, as_utc) in [
            ("2018-12-18T23:05:55Z", "2018-12-18T23:05:55Z"),
            ("2018-12-18t23:05:55z", "2018-12-18T23:05:55Z"),
            ("2018-12-18T23:05:55-00:00", "2018-12-18T23:05:55Z"),
            ("2018-12-18T02:00:00+02:00", "2018-12-18T00:00:00Z"),
            ("2018-12-31T23:59:60Z", "2018-12-31T23:59:59Z"),
            ("2018-12-18T23:05:55.500Z", "2018-12-18T23:05:55.5Z"),
            ("2018-12-18T23:05:55.12345678999Z", "2018-12-18T23:05:55.123456789Z"),
            ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
            ("2000-02-29T00:00:00+23:59", "2000-02-28T00:01:00Z"),
        ] {
            assert_eq!(read(text).to_string(), as_utc, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_date_time_says_why() {
        let out = |part, value, max| BadInstant::OutOfRange { part, value, max };
        for (text, error) in [
            ("2018-12-18 23:05:55Z", BadInstant::BlankForT),
            ("2018-12-18T23:05:55", BadInstant::MissingOffset),
            ("2018-12-18T23:05:55.5", BadInstant::MissingOffset),
            ("2018-12-18T23:05Z", BadInstant::MissingSeconds),
            ("2018-12-18T23:05:55,5Z", BadInstant::CommaFraction),
            ("2018-12-18T23:05:55+0200", BadInstant::OffsetForm),
            ("2018-12-18T23:05:55+02", BadInstant::OffsetForm),
            ("2018-12-18T24:00:00Z", out(DatePart::Hour, 24, 23)),
            ("2018-12-18T23:60:00Z", out(DatePart::Minute, 60, 59)),
            ("2018-12-18T23:05:61Z", out(DatePart::Second, 61, 60)),
            ("2018-12-18T23:05:55+24:00", out(DatePart::OffsetHour, 24, 23)),
            ("2018-12-18T23:05:55+23:60", out(DatePart::OffsetMinute, 60, 59)),
            ("2018-13-40T00:00:00Z", out(DatePart::Month, 13, 12)),
            ("2018-00-01T00:00:00Z", out(DatePart::Month, 0, 12)),
            ("2023-02-29T00:00:00Z", out(DatePart::Day, 29, 28)),
            ("1900-02-29T00:00:00Z", out(DatePart::Day, 29, 28)),
            ("2018-12-18T23:05:55.Z", BadInstant::Form),
            ("2018-12-18T23:05:55Zx", BadInstant::Form),
            ("2018-12-18", BadInstant::Form),
            ("", BadInstant::Form),
            ("²018-12-18T23:05:55Z", BadInstant::Form),
        ] {
            assert_eq!(Instant::parse_date_time(text), Err(error), "{text}");
        }
    }

    #[test]
    fn dates_and_years_are_their_first_instant() {
        assert_eq!(Instant::parse_date("1970-01-02"), Ok(Instant::from_unix(86_400, 0)));
        assert_eq!(Instant::parse_year("1970"), Ok(Instant::from_unix(0, 0)));
        assert_eq!(Instant::parse_operand("2018"), Instant::parse_date("2018-01-01"));
        assert!(Instant::parse_year("02018").is_err());
        assert!(Instant::parse_date("2018-1-01").is_err());
    }

    #[test]
    fn days_and_dates_are_inverse() {
        for days in (-719_528..2_932_897).step_by(97) {
            let (year, month, day) = civil_from_days(days);
            let date = format!("{year:04}-{month:02}-{day:02}");
            assert_eq!(Instant::parse_date(&date).map(Instant::unix_seconds), Ok(days * 86_400), "{date}");
        }
    }
}
