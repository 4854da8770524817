//! A value of a URL while it is decoded.

use percent_encoding::percent_decode_str;

use crate::text::{OffsetMap, Span};

/// What a value that was decoded once says when it is decoded again, where it must be.
///
/// Sure enough is a value without blanks and quotes that has them then; every `%` in it must begin an escape.
pub(super) fn encoded_twice(value: &str) -> Option<String> {
    if !value.contains('%') || value.contains([' ', '"', '\t']) {
        return None;
    }
    let mut parts = value.split('%');
    parts.next();
    let is_escape = |part: &str| part.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !parts.all(is_escape) {
        return None;
    }
    let decoded = percent_decode_str(value).decode_utf8().ok()?;
    decoded.contains([' ', '"']).then(|| decoded.into_owned())
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

    fn step(&mut self, c: char) {
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
