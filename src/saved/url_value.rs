//! A value of a URL while it is decoded.

use percent_encoding::percent_decode_str;

use crate::text::{OffsetMap, Span};
use crate::vocab::{BadInstant, Instant};

/// What a value that was decoded once says when it is decoded again, where it must be.
///
/// Sure enough is a value without blanks and quotes that has them then, or one without quotes that has some then; every
/// `%` in it must begin an escape.
///
/// A sorter has neither: its commas tell.
pub(super) fn encoded_twice(value: &str, is_sorter: bool) -> Option<String> {
    if !value.contains('%') || value.contains('"') || (value.contains([' ', '\t']) && !value.contains("%22")) {
        return None;
    }
    let mut parts = value.split('%');
    parts.next();
    let is_escape = |part: &str| part.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !parts.all(is_escape) {
        return None;
    }
    let decoded = percent_decode_str(value).decode_utf8().ok()?;
    (decoded.contains([' ', '"']) || (is_sorter && decoded.contains(','))).then(|| decoded.into_owned())
}

/// Whether a `+` that stands between the two belongs to a date-time.
pub(super) fn stands_before_offset(before: &str, behind: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | 'T' | 't');
    let length = before.len() - before.trim_end_matches(is_part).len();
    // No date-time is that long.
    let word = before.get(before.len() - length.min(64)..).unwrap_or_default();
    let two_digits = |rest: &'_ str| rest.bytes().take(2).filter(u8::is_ascii_digit).count() == 2;
    // `+02:00`, `+0200` and `+02`.
    let is_offset = |rest: &str| {
        let Some(rest) = rest.get(2..).filter(|_| two_digits(rest)) else { return false };
        let colon = [":", "%3A", "%3a"].iter().find_map(|it| rest.strip_prefix(it));
        let minutes = colon.or_else(|| Some(rest).filter(|it| two_digits(it)));
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == ':');
        match minutes {
            Some(rest) => two_digits(rest) && rest.get(2..).is_some_and(ends),
            None => ends(rest),
        }
    };
    is_offset(behind) && Instant::parse_date_time(word) == Err(BadInstant::MissingOffset)
}

/// The raw `+` of a value.
#[derive(Default)]
pub(super) struct Pluses {
    in_strings: Vec<usize>,
    /// Whether one stands where only a blank can.
    are_blanks: bool,
}

impl Pluses {
    pub(super) fn add(&mut self, at: usize, in_string: bool) {
        if in_string {
            self.in_strings.push(at);
        } else {
            self.are_blanks = true;
        }
    }

    /// Those that were hardly meant as blanks: blanks are written otherwise in this value.
    pub(super) fn meant(self, written: &str) -> impl Iterator<Item = usize> + use<> {
        let doubtful = !self.are_blanks && (written.contains(' ') || written.contains("%20"));
        self.in_strings.into_iter().filter(move |_| doubtful)
    }
}

/// The byte that `chunk` is the escape of.
pub(super) fn escaped_byte(chunk: &[u8]) -> Option<u8> {
    let [b'%', high, low] = chunk else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(*high)? * 16 + digit(*low)?)
}

/// A value while it is decoded.
pub(super) struct Value {
    pub(super) text: String,
    pub(super) map: OffsetMap,
    pub(super) string: InString,
    /// Whether all of it is text: no escape stands for other bytes.
    pub(super) is_text: bool,
}

impl Value {
    pub(super) fn push(&mut self, c: char) {
        self.text.push(c);
        self.string.step(c);
    }

    pub(super) fn push_escaped(&mut self, c: char, outer: Span) {
        let start = self.text.len();
        self.push(c);
        self.map.escape(Span::new(start, self.text.len()), outer);
    }
}

/// Whether a place of a filter is inside a string: only there an `&` can be meant.
#[derive(Default)]
pub(super) struct InString {
    quote: Option<char>,
    is_escaped: bool,
    last: Option<char>,
}

impl InString {
    pub(super) fn is_open(&self) -> bool {
        self.quote.is_some()
    }

    pub(super) fn step(&mut self, c: char) {
        // A single quote opens a string only where a value begins: `O'Neil` is one word.
        let begins = matches!(self.last, None | Some(' ' | '\t' | '(' | ','));
        match self.quote {
            Some(_) if self.is_escaped => self.is_escaped = false,
            Some(_) if c == '\\' => self.is_escaped = true,
            Some(quote) if c == quote => self.quote = None,
            Some(_) => {}
            None if c == '"' || (c == '\'' && begins) => self.quote = Some(c),
            None => {}
        }
        self.last = Some(c);
    }
}
