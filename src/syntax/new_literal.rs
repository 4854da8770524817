//! Values of Rust, on their way into a filter.

use std::borrow::Cow;

use super::build_error::BuildError;
use super::literal::{LiteralKind, Quotes};
use super::value::literal_kind;
use crate::vocab::{Decimal, Instant, Value};

/// An operand that is made from a value: text, an integer, a finite float, a boolean, a point in time.
///
/// Making one never fails by itself; what no literal can say is refused where the filter is built.
///
/// ```
/// use v3q::syntax::{NewLiteral, field};
/// use v3q::vocab::Instant;
/// let text = |value: NewLiteral| field("f").eq(value).build().map(|filter| filter.to_string());
/// assert_eq!(text("say \"x\"".into())?, r#"f eq "say \"x\"""#);
/// assert_eq!(text(5.into())?, "f eq 5");
/// assert_eq!(text(0.25.into())?, "f eq 0.25");
/// assert_eq!(text(Instant::from_unix(0, 0).into())?, "f eq 1970-01-01T00:00:00Z");
/// assert_eq!(text(NewLiteral::date("2025-08-01"))?, "f eq 2025-08-01");
/// assert!(text("\u{1}".into()).is_err());
/// assert!(text(f64::NAN.into()).is_err());
/// # Ok::<(), v3q::syntax::BuildError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLiteral(pub(super) Result<(LiteralKind, String), BuildError>);

impl NewLiteral {
    /// A string.
    #[must_use]
    pub fn string(text: impl Into<String>) -> Self {
        let text = text.into();
        Self(match control_character(&text) {
            Some(c) => Err(BuildError::ControlCharacter(c)),
            None => Ok((LiteralKind::String(Quotes::Bare), text)),
        })
    }

    /// A number by JSON's grammar, exact and as it is written: `1e400`.
    #[must_use]
    pub fn number(text: impl Into<String>) -> Self {
        Self::of_kind(text.into(), LiteralKind::Number, "number")
    }

    /// An RFC 3339 date-time, as it is written: `2018-12-18T23:05:55.5+02:00`.
    #[must_use]
    pub fn date_time(text: impl Into<String>) -> Self {
        Self::of_kind(text.into(), LiteralKind::DateTime, "date-time")
    }

    /// A full date: `2025-08-01`.
    #[must_use]
    pub fn date(text: impl Into<String>) -> Self {
        Self::of_kind(text.into(), LiteralKind::Date, "date")
    }

    fn of_kind(text: String, kind: LiteralKind, expected: &'static str) -> Self {
        // An exponent beyond all bounds has the form of a number and still is none.
        let fits = literal_kind(&text) == kind && (kind != LiteralKind::Number || Decimal::parse(&text).is_ok());
        Self(if fits { Ok((kind, text)) } else { Err(BuildError::BadValue { text, expected }) })
    }
}

/// The first character of a text that no literal can say.
pub(super) fn control_character(text: &str) -> Option<char> {
    text.chars().find(|c| u32::from(*c) < 0x20)
}

impl From<&str> for NewLiteral {
    fn from(text: &str) -> Self {
        Self::string(text)
    }
}

impl From<String> for NewLiteral {
    fn from(text: String) -> Self {
        Self::string(text)
    }
}

impl From<&String> for NewLiteral {
    fn from(text: &String) -> Self {
        Self::string(text.as_str())
    }
}

impl From<Cow<'_, str>> for NewLiteral {
    fn from(text: Cow<'_, str>) -> Self {
        Self::string(text)
    }
}

impl From<bool> for NewLiteral {
    fn from(value: bool) -> Self {
        Self(Ok((LiteralKind::Boolean(value), value.to_string())))
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {
        $(impl From<$integer> for NewLiteral {
            fn from(value: $integer) -> Self {
                Self(Ok((LiteralKind::Number, value.to_string())))
            }
        })*
    };
}

from_integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

impl From<f64> for NewLiteral {
    fn from(value: f64) -> Self {
        match Decimal::from_f64(value) {
            Some(decimal) => decimal.into(),
            None => Self(Err(BuildError::NotFinite(value.to_string()))),
        }
    }
}

impl From<f32> for NewLiteral {
    fn from(value: f32) -> Self {
        // By its own shortest form: 0.1 is `0.1`, not what a 64-bit float makes of it.
        match Decimal::parse(&format!("{value:e}")) {
            Ok(decimal) => decimal.into(),
            Err(_) => Self(Err(BuildError::NotFinite(value.to_string()))),
        }
    }
}

impl From<Decimal> for NewLiteral {
    fn from(value: Decimal) -> Self {
        Self::number(value.to_string())
    }
}

impl From<Instant> for NewLiteral {
    fn from(value: Instant) -> Self {
        // A year beyond 9999 has no date-time.
        Self::date_time(value.to_string())
    }
}

impl From<Value> for NewLiteral {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => text.into(),
            Value::Number(number) => number.into(),
            Value::Boolean(value) => value.into(),
            Value::Instant(instant) => instant.into(),
        }
    }
}
