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
    /// Inside a scalar of YAML.
    Yaml(YamlQuoting),
    /// Inside a word of a shell.
    Shell(ShellQuoting),
}

/// How a scalar of YAML is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YamlQuoting {
    /// Without quotes.
    Plain,
    /// Without quotes, inside `[…]` or `{…}`.
    PlainInFlow,
    /// In single quotes.
    Single,
    /// In double quotes.
    Double,
    /// As a block behind `|` or `>`.
    Block,
}

/// How a part of a word of a shell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShellQuoting {
    /// Without quotes.
    Bare,
    /// In single quotes.
    Single,
    /// In double quotes.
    Double,
    /// In a here-document that is expanded.
    Document,
    /// As `$'…'`.
    Ansi,
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
            Self::Yaml(quoting) => quoting.write(text),
            Self::Shell(quoting) => quoting.write(text),
        }
    }
}

impl YamlQuoting {
    fn write(self, text: &str) -> Option<String> {
        match self {
            // A plain scalar has no escapes: what would end it, or begin something else, can't be said.
            Self::Plain | Self::PlainInFlow if !is_plain(text, self == Self::PlainInFlow) => None,
            Self::Single | Self::Block if text.contains(['\n', '\r']) => None,
            Self::Plain | Self::PlainInFlow | Self::Block => Some(text.to_owned()),
            Self::Single => Some(text.replace('\'', "''")),
            Self::Double => Some(json_escaped(text)),
        }
    }
}

fn is_plain(text: &str, in_flow: bool) -> bool {
    let is_control = |c: char| c.is_control() || (in_flow && matches!(c, ',' | '[' | ']' | '{' | '}'));
    !text.contains(is_control) && !text.contains(['#', ':'])
}

impl ShellQuoting {
    /// The characters that lose their meaning behind a `\`; outside quotes all do.
    pub(super) fn escaped(self) -> &'static [char] {
        match self {
            Self::Bare => &BARE,
            Self::Single => &[],
            Self::Double => &['"', '\\', '$', '`'],
            // The quotes of a here-document are text, and a `\` before them is too.
            Self::Document => &['\\', '$', '`'],
            Self::Ansi => &['\'', '\\'],
        }
    }

    fn write(self, text: &str) -> Option<String> {
        let escaped = || {
            let mut out = String::with_capacity(text.len() + 8);
            for c in text.chars() {
                if self.escaped().contains(&c) {
                    out.push('\\');
                }
                out.push(c);
            }
            out
        };
        match self {
            Self::Single => Some(text.replace('\'', "'\\''")),
            Self::Double | Self::Document | Self::Ansi => Some(escaped()),
            // A line break can't be escaped there: it would go.
            Self::Bare if text.contains(['\n', '\r']) => None,
            Self::Bare => Some(escaped()),
        }
    }
}

/// What means something to a shell outside quotes.
const BARE: [char; 24] = [
    ' ', '\t', '"', '\'', '\\', '$', '`', '(', ')', '<', '>', '|', '&', ';', '*', '?', '[', ']', '{', '}', '#', '~',
    '!', '^',
];

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
