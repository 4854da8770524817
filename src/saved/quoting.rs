//! How a file writes down a text: as it is, or as a string of its language.

use std::fmt::Write as _;

use super::code::LiteralQuoting;

/// How a file writes down a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quoting {
    /// As it is.
    None,
    /// Inside a JSON string.
    Json,
    /// Inside a string literal of source code.
    Literal(LiteralQuoting),
}

impl Quoting {
    /// `text` as the file has it, without the quotes around the whole; `None` where it can't be written there.
    ///
    /// ```
    /// use v3q::saved::Quoting;
    /// assert_eq!(Quoting::Json.write("a eq \"x\"\n").as_deref(), Some(r#"a eq \"x\"\n"#));
    /// ```
    #[must_use]
    pub fn write(self, text: &str) -> Option<String> {
        match self {
            Self::None => Some(text.to_owned()),
            Self::Json => Some(json_escaped(text)),
            Self::Literal(quoting) => quoting.write(text),
        }
    }
}

fn json_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' => {
                write!(out, "\\u{:04x}", u32::from(c)).expect("a string takes whatever is written to it");
            }
            _ => out.push(c),
        }
    }
    out
}
