//! What operands mean.

use std::fmt;

use super::{Decimal, Instant};

/// An operand once its type is known. Values of different types are never equal and never ordered (not documented; our
/// choice).
///
/// ```
/// use v3q::vocab::{Decimal, Value};
/// assert_ne!(Value::Number(Decimal::from(5_u64)), Value::String("5".into()));
/// assert_eq!(Value::String("say \"x\"".into()).to_string(), r#""say \"x\"""#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// Text, as it was given; whether its case counts is a matter of the field.
    String(String),
    /// A number, exact.
    Number(Decimal),
    /// `true` or `false`.
    Boolean(bool),
    /// What a date-time, a date or a year says.
    Instant(Instant),
}

impl Value {
    /// The name of its type: `string`, `number`, `boolean`, `date-time`.
    #[must_use]
    pub fn type_word(&self) -> &'static str {
        match self {
            Self::String(_) => "string",
            Self::Number(_) => "number",
            Self::Boolean(_) => "boolean",
            Self::Instant(_) => "date-time",
        }
    }
}

/// As an operand that says it, strings in double quotes.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => {
                f.write_str("\"")?;
                for part in text.split_inclusive(['"', '\\']) {
                    // Each part but the last ends in what has to be escaped.
                    match part.strip_suffix(['"', '\\']) {
                        Some(plain) => write!(f, "{plain}\\{}", part.strip_prefix(plain).unwrap_or_default())?,
                        None => f.write_str(part)?,
                    }
                }
                f.write_str("\"")
            }
            Self::Number(number) => number.fmt(f),
            Self::Boolean(boolean) => boolean.fmt(f),
            Self::Instant(instant) => instant.fmt(f),
        }
    }
}
