//! From the quote that opens a string to the one that closes it, through the expressions in it and the strings in those.

use super::escapes::Unescaped;
use super::language::{Close, Language};
use super::opened::{Opened, Step};
use super::regex;
use crate::text::Span;

/// A part of a string that is not written as it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// An escape, and what it says.
    Escape(Span, Unescaped),
    /// An expression: the whole of it, and what stands between its brackets.
    Hole { whole: Span, expression: Span },
}

/// How deep strings and brackets in expressions are followed.
const MOST_DEPTH: usize = 64;

/// The first byte of typographic quotes.
const TYPOGRAPHIC: u8 = 0xe2;

/// What is open at a place.
enum Level {
    String(Opened),
    Code {
        /// Where what opened it begins and ends.
        open: Span,
        bracket: u8,
        count: usize,
        /// Whether a line break ends everything.
        is_line: bool,
    },
}

/// Where a string ends: its text, and the whole of it; `None` where it is not closed. `sink` gets its pieces in their
/// order.
///
/// Each byte is looked at once, whatever is nested in what.
pub(super) fn scan(
    text: &str,
    opened: Opened,
    language: &'static Language,
    mut sink: impl FnMut(Piece),
) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut below: Vec<Level> = Vec::new();
    let mut at = opened.inner;
    let mut current = Level::String(opened);
    loop {
        let byte = *bytes.get(at)?;
        let push = match &mut current {
            Level::String(string) => {
                let by_quote = !matches!(string.form.close, Close::Delimiter | Close::Bracket(_));
                if !is_special(byte) && by_quote {
                    at += 1;
                    continue;
                }
                let is_outermost = below.is_empty();
                match string.step(text, at) {
                    Step::Text(length) => {
                        at += length;
                        continue;
                    }
                    Step::Escape(length, escape) => {
                        if is_outermost {
                            sink(Piece::Escape(Span::new(at, at + length), escape));
                        }
                        at += length;
                        continue;
                    }
                    Step::Name(length) => {
                        if is_outermost {
                            let expression = Span::new(at + 1, at + length);
                            sink(Piece::Hole { whole: Span::new(at, at + length), expression });
                        }
                        at += length;
                        continue;
                    }
                    Step::Broken => return None,
                    Step::Close(length) => {
                        let Some(outer) = below.pop() else { return Some((at, at + length)) };
                        current = outer;
                        at += length;
                        continue;
                    }
                    Step::Open { length, bracket, count } => {
                        let is_line = !string.form.multiline;
                        let open = Span::new(at, at + length);
                        at += length;
                        Level::Code { open, bracket, count, is_line }
                    }
                }
            }
            Level::Code { open, bracket, count, is_line } => {
                if byte == *bracket {
                    let run =
                        bytes.get(at..).unwrap_or_default().iter().take(*count).take_while(|it| *it == bracket).count();
                    let end = at + run;
                    if run == *count {
                        if let [Level::String(_)] = below.as_slice() {
                            let whole = Span::new(open.start(), end);
                            sink(Piece::Hole { whole, expression: Span::new(open.end(), at) });
                        }
                        current = below.pop()?;
                    }
                    at = end;
                    continue;
                }
                let is_line = *is_line;
                let closing = match byte {
                    b'(' => Some(b')'),
                    b'[' => Some(b']'),
                    b'{' => Some(b'}'),
                    b'\n' if is_line => return None,
                    _ => None,
                };
                if let Some(bracket) = closing {
                    at += 1;
                    Level::Code { open: Span::new(at - 1, at), bracket, count: 1, is_line }
                } else if let Some(string) = is_quote(byte).then(|| Opened::at(text, at, language)).flatten() {
                    at = string.inner;
                    Level::String(string)
                } else if let Some(length) =
                    (byte == b'/' && language.regexes).then(|| regex::argument(bytes, at)).flatten()
                {
                    at += length;
                    continue;
                } else {
                    at += 1;
                    continue;
                }
            }
        };
        if below.len() >= MOST_DEPTH {
            return None;
        }
        below.push(std::mem::replace(&mut current, push));
    }
}

/// Whether a byte may be more than text in a string.
pub(super) fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | b'\\' | b'\n' | b'{' | b'}' | b'$' | b'%' | b'#' | TYPOGRAPHIC)
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | TYPOGRAPHIC)
}
