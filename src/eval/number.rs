//! Numbers of records beside numbers of predicates.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::item::Number;
use crate::vocab::{BadDecimal, Decimal};

/// A number that records are compared with.
#[derive(Debug, Clone)]
pub(super) struct Operand {
    exact: Decimal,
    /// The same, where it is an integer that fits.
    integer: Option<i128>,
}

impl Operand {
    pub(super) fn new(exact: &Decimal) -> Self {
        // Integers of up to 21 digits print as such.
        Self { exact: exact.clone(), integer: exact.to_string().parse().ok() }
    }

    pub(super) fn exact(&self) -> &Decimal {
        &self.exact
    }

    /// How the record's number stands to this one; `None` where it is no number at all.
    pub(super) fn compare(&self, number: &Number<'_>) -> Option<Ordering> {
        if let (Some(left), Some(right)) = (integer_of(number), self.integer) {
            return Some(left.cmp(&right));
        }
        match number {
            Number::Signed(number) => Some(Decimal::from(*number).cmp(&self.exact)),
            Number::Unsigned(number) => Some(Decimal::from(*number).cmp(&self.exact)),
            Number::Float(number) => Decimal::from_f64(*number).map(|number| number.cmp(&self.exact)),
            Number::Text(text) => match self.exact.compare_text(text) {
                Ok(ordering) => Some(ordering.reverse()),
                Err(BadDecimal::ExponentTooLarge) => Some(beyond(text, &self.exact)),
                Err(_) => None,
            },
        }
    }
}

/// The number as an integer, where that is seen at once.
fn integer_of(number: &Number<'_>) -> Option<i128> {
    match number {
        Number::Signed(number) => Some((*number).into()),
        Number::Unsigned(number) => Some((*number).into()),
        Number::Float(_) => None,
        Number::Text(text) => {
            let (negative, digits) = match text.as_bytes() {
                [b'-', digits @ ..] => (true, digits),
                digits => (false, digits),
            };
            if digits.is_empty() || digits.len() > 18 || (digits.len() > 1 && digits.starts_with(b"0")) {
                return None;
            }
            let mut value = 0_i64;
            for digit in digits {
                if !digit.is_ascii_digit() {
                    return None;
                }
                value = value * 10 + i64::from(digit - b'0');
            }
            Some(i128::from(if negative { -value } else { value }))
        }
    }
}

/// How a number stands to another whose exponent is shorter: its own has more than 18 digits, so that it is greater or
/// smaller than any that a filter can name.
fn beyond(text: &str, other: &Decimal) -> Ordering {
    let zero = Decimal::from(0_u64);
    match (significance(text), sign(text)) {
        (Significance::Zero, _) => zero.cmp(other),
        (Significance::Huge, sign) => sign,
        // Next to nothing: on the side of zero that its sign says.
        (Significance::Tiny, sign) => zero.cmp(other).then(sign),
    }
}

enum Significance {
    Zero,
    Huge,
    Tiny,
}

fn sign(text: &str) -> Ordering {
    if text.starts_with('-') { Ordering::Less } else { Ordering::Greater }
}

/// What a number is whose exponent has more than 18 digits.
fn significance(text: &str) -> Significance {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, ""));
    if !digits.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        Significance::Zero
    } else if exponent.starts_with('-') {
        Significance::Tiny
    } else {
        Significance::Huge
    }
}

/// The number, exact; `None` where it is none. An exponent of more than 18 digits is cut to 18 nines.
pub(super) fn decimal_of(number: &Number<'_>) -> Option<Decimal> {
    match number {
        Number::Signed(number) => Some(Decimal::from(*number)),
        Number::Unsigned(number) => Some(Decimal::from(*number)),
        Number::Float(number) => Decimal::from_f64(*number),
        Number::Text(text) => match Decimal::parse(text) {
            Ok(number) => Some(number),
            Err(BadDecimal::ExponentTooLarge) => {
                let nines = match significance(text) {
                    Significance::Zero => Cow::Borrowed("0"),
                    Significance::Huge if sign(text).is_lt() => Cow::Borrowed("-1e999999999999999999"),
                    Significance::Huge => Cow::Borrowed("1e999999999999999999"),
                    Significance::Tiny if sign(text).is_lt() => Cow::Borrowed("-1e-999999999999999999"),
                    Significance::Tiny => Cow::Borrowed("1e-999999999999999999"),
                };
                Decimal::parse(&nines).ok()
            }
            Err(_) => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_kind_compare_exactly() {
        let compare =
            |operand: &str, number: Number<'_>| Operand::new(&Decimal::parse(operand).unwrap()).compare(&number);
        let text = |text: &'static str| Number::Text(text.into());
        for (operand, number, expected) in [
            ("5", Number::Signed(5), Ordering::Equal),
            ("5.0", Number::Float(5.0), Ordering::Equal),
            ("0.1", Number::Float(0.1), Ordering::Equal),
            ("18446744073709551615", Number::Unsigned(u64::MAX), Ordering::Equal),
            ("-1.5", Number::Signed(-1), Ordering::Greater),
            ("9007199254740993", text("9007199254740992"), Ordering::Less),
            ("1e2", text("100.0"), Ordering::Equal),
            ("0", text("-0"), Ordering::Equal),
            ("1e400", text("1e399"), Ordering::Less),
            ("1e999999999999999999", text("1e1000000000000000000"), Ordering::Greater),
            ("-1e999999999999999999", text("-1e1000000000000000000"), Ordering::Less),
            ("0", text("0e1000000000000000000"), Ordering::Equal),
            ("0", text("-1e-1000000000000000000"), Ordering::Less),
            ("1e-999999999999999999", text("1e-1000000000000000000"), Ordering::Less),
        ] {
            assert_eq!(compare(operand, number.clone()), Some(expected), "{operand} {number:?}");
        }
        assert_eq!(compare("5", Number::Float(f64::NAN)), None);
        assert_eq!(compare("5", text("05")), None);
    }
}
