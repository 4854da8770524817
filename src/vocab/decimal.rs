//! Exact decimal numbers.

use std::cmp::Ordering;
use std::fmt;

/// A decimal number, exact however large or small.
///
/// It is read from JSON's number grammar and compared by its digits and exponent; nothing is ever rounded, and an
/// exponent is never expanded, so that reading and comparing take time in proportion to the text.
///
/// ```
/// use v3q::vocab::Decimal;
/// let number = |text| Decimal::parse(text);
/// assert_eq!(number("1")?, number("1.0e0")?);
/// assert_eq!(number("-0")?, Decimal::from(0_u64));
/// assert!(number("9007199254740993")? > number("9007199254740992")?);
/// assert!(number("1e999999999")? > number("1e400")?);
/// # Ok::<(), v3q::vocab::BadDecimal>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    negative: bool,
    /// Without zeros at either end; empty for zero.
    digits: Box<str>,
    /// The value is `0.digits` times ten to this power.
    point: i64,
}

/// Why a text is not a decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum BadDecimal {
    /// It does not follow JSON's grammar of numbers.
    #[error("it is not a number")]
    Form,
    /// Its exponent has more than 18 digits, zeros in front left out.
    #[error("its exponent has more than 18 digits")]
    ExponentTooLarge,
}

/// A number as it stands in a text: the digits are those of `whole` and then those of `fraction`, without zeros at
/// either end.
struct Parts<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    point: i64,
}

impl Decimal {
    /// Reads a number by JSON's grammar.
    ///
    /// # Errors
    /// Where it does not follow the grammar, or its exponent has more than 18 digits.
    pub fn parse(text: &str) -> Result<Self, BadDecimal> {
        let parts = Parts::read(text)?;
        let digits: String = parts.digits().map(|byte| char::from(*byte)).collect();
        Ok(Self { negative: parts.negative, digits: digits.into(), point: parts.point })
    }

    /// The number that a 64-bit float prints as, in its shortest form; `None` for infinities and NaN.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        if value.is_finite() { Self::parse(&format!("{value:e}")).ok() } else { None }
    }

    /// Compares it with a number as it stands in a text, without building that one.
    ///
    /// ```
    /// # use v3q::vocab::Decimal;
    /// use std::cmp::Ordering;
    /// assert_eq!(Decimal::from(5_u64).compare_text("0.50e1"), Ok(Ordering::Equal));
    /// ```
    ///
    /// # Errors
    /// As [`Decimal::parse`].
    pub fn compare_text(&self, text: &str) -> Result<Ordering, BadDecimal> {
        let other = Parts::read(text)?;
        Ok(compare((self.sign(), self.point), (other.sign(), other.point), || {
            self.digits.as_bytes().iter().cmp(other.digits())
        }))
    }

    /// Whether `text` follows JSON's grammar of numbers.
    #[must_use]
    pub fn is_number(text: &str) -> bool {
        !matches!(Parts::read(text), Err(BadDecimal::Form))
    }

    /// Whether it is below zero; its digits, none for zero; and the power of ten that `0.digits` is multiplied by.
    pub(crate) fn parts(&self) -> (bool, &str, i64) {
        (self.negative, &self.digits, self.point)
    }

    fn sign(&self) -> i8 {
        sign(self.negative, self.digits.is_empty())
    }
}

fn sign(negative: bool, zero: bool) -> i8 {
    if zero {
        0
    } else if negative {
        -1
    } else {
        1
    }
}

/// Orders two numbers by sign, then by magnitude: the point, and where that is the same, the digits.
fn compare(left: (i8, i64), right: (i8, i64), digits: impl FnOnce() -> Ordering) -> Ordering {
    left.0.cmp(&right.0).then_with(|| {
        let magnitude = left.1.cmp(&right.1).then_with(digits);
        if left.0 < 0 { magnitude.reverse() } else { magnitude }
    })
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        compare((self.sign(), self.point), (other.sign(), other.point), || self.digits.cmp(&other.digits))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::parse(&value.to_string()).expect("an integer prints by JSON's grammar")
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Self::parse(&value.to_string()).expect("an integer prints by JSON's grammar")
    }
}

impl<'a> Parts<'a> {
    fn read(text: &'a str) -> Result<Self, BadDecimal> {
        let (negative, rest) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let (whole, rest) = run_of_digits(rest);
        if whole.is_empty() || matches!(whole, [b'0', _, ..]) {
            return Err(BadDecimal::Form);
        }
        let (fraction, rest) = match rest {
            [b'.', rest @ ..] => {
                let (fraction, rest) = run_of_digits(rest);
                if fraction.is_empty() {
                    return Err(BadDecimal::Form);
                }
                (fraction, rest)
            }
            rest => (&[][..], rest),
        };
        let exponent = match rest {
            [] => 0,
            [b'e' | b'E', rest @ ..] => exponent(rest)?,
            _ => return Err(BadDecimal::Form),
        };
        Ok(Self::normal(negative, whole, fraction, exponent))
    }

    /// Takes the zeros off both ends. Texts are far shorter than the room that 18 digits of exponent leave in 64 bits.
    fn normal(negative: bool, whole: &'a [u8], fraction: &'a [u8], exponent: i64) -> Self {
        let whole = without_leading_zeros(whole);
        let (fraction, point) = if whole.is_empty() {
            let trimmed = without_leading_zeros(fraction);
            (trimmed, -length(fraction) + length(trimmed))
        } else {
            (fraction, length(whole))
        };
        let fraction = without_trailing_zeros(fraction);
        let whole = if fraction.is_empty() { without_trailing_zeros(whole) } else { whole };
        if whole.is_empty() && fraction.is_empty() {
            return Self { negative: false, whole, fraction, point: 0 };
        }
        Self { negative, whole, fraction, point: point.saturating_add(exponent) }
    }

    fn digits(&self) -> impl Iterator<Item = &'a u8> + use<'a> {
        self.whole.iter().chain(self.fraction)
    }

    fn sign(&self) -> i8 {
        sign(self.negative, self.whole.is_empty() && self.fraction.is_empty())
    }
}

fn length(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).expect("a text is shorter than 2^63 bytes")
}

fn run_of_digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    bytes.split_at_checked(length).unwrap_or((bytes, &[]))
}

fn without_leading_zeros(mut digits: &[u8]) -> &[u8] {
    while let [b'0', rest @ ..] = digits {
        digits = rest;
    }
    digits
}

fn without_trailing_zeros(mut digits: &[u8]) -> &[u8] {
    while let [rest @ .., b'0'] = digits {
        digits = rest;
    }
    digits
}

fn exponent(bytes: &[u8]) -> Result<i64, BadDecimal> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(BadDecimal::Form);
    }
    let digits = without_leading_zeros(digits);
    if digits.len() > 18 {
        return Err(BadDecimal::ExponentTooLarge);
    }
    let value = digits.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
    Ok(if negative { -value } else { value })
}

/// By JSON's grammar: plain where that is short, else with an exponent.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.digits.is_empty() {
            return f.write_str("0");
        }
        if self.negative {
            f.write_str("-")?;
        }
        let digits = &*self.digits;
        let zeros = |f: &mut fmt::Formatter<'_>, count: i64| (0..count).try_for_each(|_| f.write_str("0"));
        if self.point > 21 || self.point < -5 {
            let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
            let dot = if rest.is_empty() { "" } else { "." };
            return write!(f, "{first}{dot}{rest}e{}", self.point.saturating_sub(1));
        }
        let Ok(point) = usize::try_from(self.point) else {
            f.write_str("0.")?;
            zeros(f, -self.point)?;
            return f.write_str(digits);
        };
        match digits.split_at_checked(point) {
            Some(("", fraction)) => write!(f, "0.{fraction}"),
            Some((whole, "")) => f.write_str(whole),
            Some((whole, fraction)) => write!(f, "{whole}.{fraction}"),
            None => {
                f.write_str(digits)?;
                zeros(f, self.point - length(digits.as_bytes()))
            }
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn numbers_are_equal_by_value() {
        for (left, right) in [
            ("1", "1.0"),
            ("1", "1e0"),
            ("-0", "0"),
            ("0e5", "0.000"),
            ("100", "1E+2"),
            ("0.001", "1e-3"),
            ("12.340", "1234e-2"),
            ("-5", "-0.5e1"),
            ("1e400", "10e399"),
            ("1e0000000000000000000000002", "100"),
        ] {
            assert_eq!(number(left), number(right), "{left} {right}");
            assert_eq!(number(left).compare_text(right), Ok(Ordering::Equal), "{left} {right}");
        }
    }

    #[test]
    fn numbers_are_ordered_by_value() {
        let ordered = [
            "-1e999999999999999999",
            "-9007199254740993",
            "-9007199254740992",
            "-1.5",
            "-1",
            "-1e-400",
            "0",
            "1e-999999999",
            "0.09",
            "0.1",
            "1",
            "1.00000000000000000000000000001",
            "9",
            "10",
            "9007199254740992",
            "9007199254740993",
            "1e400",
            "1.1e400",
            "1e999999999",
        ];
        for (i, left) in ordered.iter().enumerate() {
            for (j, right) in ordered.iter().enumerate() {
                assert_eq!(number(left).cmp(&number(right)), i.cmp(&j), "{left} {right}");
                assert_eq!(number(left).compare_text(right), Ok(i.cmp(&j)), "{left} {right}");
            }
        }
    }

    #[test]
    fn only_numbers_of_json_are_read() {
        for text in ["", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "0x1", "1_0", "1 ", "NaN", "١"] {
            assert_eq!(Decimal::parse(text), Err(BadDecimal::Form), "{text}");
        }
        assert_eq!(Decimal::parse("1e1000000000000000000"), Err(BadDecimal::ExponentTooLarge));
        assert!(Decimal::is_number("1e1000000000000000000"));
    }

    #[test]
    fn a_float_counts_as_its_shortest_decimal() {
        assert_eq!(Decimal::from_f64(0.1), Some(number("0.1")));
        assert_eq!(Decimal::from_f64(-0.0), Some(number("0")));
        assert_eq!(Decimal::from_f64(1e300), Some(number("1e300")));
        assert_eq!(Decimal::from_f64(f64::NAN), None);
    }

    #[test]
    fn numbers_print_as_short_as_they_can() {
        for (text, printed) in [
            ("1.50", "1.5"),
            ("-1e3", "-1000"),
            ("1e-3", "0.001"),
            ("12e-2", "0.12"),
            ("1.25e400", "1.25e400"),
            ("1e-400", "1e-400"),
            ("0.00", "0"),
        ] {
            assert_eq!(number(text).to_string(), printed);
        }
    }

    proptest! {
        #[test]
        fn small_decimals_compare_as_scaled_integers(
            a in -100_000_i64..100_000, x in 0_u32..6, b in -100_000_i64..100_000, y in 0_u32..6,
        ) {
            let (left, right) = (number(&format!("{a}e-{x}")), number(&format!("{b}e-{y}")));
            let expected = (a * 10_i64.pow(5 - x)).cmp(&(b * 10_i64.pow(5 - y)));
            prop_assert_eq!(left.cmp(&right), expected);
            prop_assert_eq!(left.compare_text(&right.to_string()), Ok(expected));
            prop_assert_eq!(number(&left.to_string()), left);
        }

        #[test]
        fn printing_keeps_the_value(text in "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,5})?") {
            let read = number(&text);
            prop_assert_eq!(number(&read.to_string()), read);
        }
    }
}
