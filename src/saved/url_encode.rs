//! How a value is written in a URL.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is encoded in a value. Braces and `$` stay, so that placeholders do.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'!')
    .remove(b',')
    .remove(b':')
    .remove(b'/')
    .remove(b'@')
    .remove(b'\'')
    .remove(b'{')
    .remove(b'}')
    .remove(b'$');

pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

pub(super) fn encode_readably(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_control() || matches!(c, '%' | '#' | '&' | '+') {
            write!(out, "%{:02X}", u32::from(c)).expect("a string takes whatever is written to it");
        } else {
            out.push(c);
        }
    }
    out
}
