//! Escapes of string literals: read with what they say, and written.

use std::fmt::Write as _;

use super::language::{Holes, Marks};

/// The most digits of an escape.
const MOST_DIGITS: usize = 8;

/// How long the escape of a half is.
const HALF: usize = 6;

/// The longest name of a character.
const MOST_NAME: usize = 100;

/// How a string literal escapes what can't stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::saved) enum Escapes {
    /// Not at all.
    None,
    /// With a backslash.
    Backslash(&'static Backslash),
    /// A backslash keeps the quote behind it from closing the string, and both are text.
    Raw,
    /// A backslash in front of the quote or of itself; anywhere else it is text.
    QuoteAlone,
    /// The quote is written twice.
    Doubled,
    /// The quote is written twice, also a typographic one: PowerShell takes those for the plain one.
    DoubledAlike,
    /// With a backtick; the quote, a typographic one too, may be written twice as well.
    Backtick,
}

impl Escapes {
    /// What closes a string of that kind as its quote does.
    const fn alike(self) -> &'static [char] {
        match self {
            Self::None | Self::Backslash(_) | Self::Raw | Self::QuoteAlone | Self::Doubled => &[],
            Self::DoubledAlike => &['\'', '‘', '’', '‚', '‛'],
            Self::Backtick => &['"', '“', '”', '„'],
        }
    }

    /// Whether `c` has to be escaped in a string that ends with `quote`; none where a whole line closes it.
    pub(super) fn is_quote(self, quote: Option<char>, c: char) -> bool {
        quote.is_some_and(|quote| quote == c || self.alike().contains(&c))
    }
}

/// The letters of C, which several languages took over.
pub(super) const C_LETTERS: &[(char, char)] = &[
    ('n', '\n'),
    ('r', '\r'),
    ('t', '\t'),
    ('\\', '\\'),
    ('\'', '\''),
    ('"', '"'),
    ('a', '\u{7}'),
    ('b', '\u{8}'),
    ('f', '\u{c}'),
    ('v', '\u{b}'),
];

/// The escapes of a language that has backslashes.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(in crate::saved) struct Backslash {
    /// Letters behind the backslash, with what they say.
    pub(super) letters: &'static [(char, char)],
    /// Letters before hexadecimal digits, with the number of digits.
    pub(super) hex: &'static [(char, usize)],
    /// Whether `\xc3` is a byte, not a character.
    pub(super) bytes: bool,
    /// Whether `\u{…}` is a character.
    pub(super) braces: bool,
    /// Whether `\ud83d\ude00` is one character, written as the two halves that UTF-16 has for it.
    pub(super) halves: bool,
    /// Whether `\N{…}` is a character that is called by its name.
    pub(super) names: bool,
    /// Whether a backslash at the end of a line joins it with the next one.
    pub(super) joins_lines: bool,
}

/// What an escape says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unescaped {
    /// How many bytes stand behind the backslash.
    pub(super) length: usize,
    /// The character; `None` for nothing at all.
    pub(super) says: Option<char>,
    /// Whether that is certain: an escape of no fixed length, or one that is not known, may read otherwise once the text
    /// behind it changes.
    pub(super) is_certain: bool,
}

impl Backslash {
    /// Reads what stands behind a backslash.
    pub(super) fn read(&self, behind: &str) -> Unescaped {
        let certain = |length, says| Unescaped { length, says, is_certain: true };
        let Some(c) = behind.chars().next() else {
            return Unescaped { length: 0, says: Some('\\'), is_certain: false };
        };
        if let Some((_, says)) = self.letters.iter().find(|(letter, _)| *letter == c) {
            return certain(c.len_utf8(), Some(*says));
        }
        if self.joins_lines && behind.starts_with("\r\n") {
            return certain(2, None);
        }
        if self.joins_lines && c == '\n' {
            return certain(1, None);
        }
        if let Some(digits) = behind.strip_prefix("u{").filter(|_| self.braces)
            && let Some(end) = digits.bytes().take(MOST_DIGITS + 1).position(|byte| byte == b'}')
            && let Some(digits) = digits.get(..end)
            && let Some(says) = hexadecimal(digits)
        {
            return certain(digits.len() + 3, Some(says));
        }
        if let Some(name) = behind.strip_prefix("N{").filter(|_| self.names)
            && let Some(length) = name.bytes().take(MOST_NAME).position(|byte| byte == b'}')
        {
            // Which one it is, is not known here.
            return Unescaped { length: length + 3, says: Some(char::REPLACEMENT_CHARACTER), is_certain: false };
        }
        let digits = self.hex.iter().find(|(letter, _)| *letter == c).and_then(|(_, count)| behind.get(1..1 + count));
        if let Some(digits) = digits
            && let Some(number) = number(digits)
        {
            let length = 1 + digits.len();
            if let Some(says) = behind.get(length..).filter(|_| self.halves).and_then(|it| joined(number, it)) {
                return certain(length + HALF, Some(says));
            }
            // Neither a byte of a character nor one half of it is one.
            let says = char::from_u32(number);
            let is_certain = says.is_some_and(|says| says.is_ascii() || c != 'x' || !self.bytes);
            return Unescaped { length, says: Some(says.unwrap_or(char::REPLACEMENT_CHARACTER)), is_certain };
        }
        Unescaped { length: c.len_utf8(), says: Some(c), is_certain: false }
    }
}

fn hexadecimal(digits: &str) -> Option<char> {
    number(digits).and_then(char::from_u32)
}

fn number(digits: &str) -> Option<u32> {
    let is_hex =
        !digits.is_empty() && digits.len() <= MOST_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// The character that two halves say, the second of them in the escape that stands first in `behind`.
fn joined(first: u32, behind: &str) -> Option<char> {
    let digits = behind.strip_prefix("\\u")?.get(..4)?;
    let halves = [u16::try_from(first).ok()?, u16::try_from(number(digits)?).ok()?];
    // One of its own is no half.
    let mut read = char::decode_utf16(halves);
    let says = read.next()?.ok()?;
    read.next().is_none().then_some(says)
}

/// What ends a string literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::saved) enum Ends {
    /// One quote, or a bracket.
    Once,
    /// Several quotes in a row; fewer of them are text.
    Quotes,
    /// As many quotes as opened it, and no more.
    Run,
    /// What stands at the beginning of a line.
    Line,
}

/// How a string literal writes down a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LiteralQuoting {
    pub(in crate::saved) escapes: Escapes,
    /// The quote that has to be escaped.
    pub(in crate::saved) quote: Option<char>,
    /// What ends the literal.
    pub(in crate::saved) ends: Ends,
    /// What would begin an expression.
    pub(in crate::saved) holes: Holes,
    /// What would be filled in.
    pub(super) marks: Marks,
}

impl LiteralQuoting {
    /// `text` as it is written between the quotes; `None` where it can't be.
    pub(in crate::saved) fn write(self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(text.len() + 8);
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            if self.write_guarded(c, rest.as_str(), &mut out)? {
                continue;
            }
            match (self.escapes, c) {
                (_, _) if self.escapes.is_quote(self.quote, c) => self.write_quote(c, &mut out)?,
                (Escapes::Backslash(_) | Escapes::QuoteAlone, '\\') => out.push_str("\\\\"),
                (Escapes::Raw, '\\') => return None,
                (Escapes::Backtick, '`') => out.push_str("``"),
                (Escapes::Backslash(dialect), '\u{0}'..='\u{1f}') => {
                    let letter = dialect.letters.iter().find(|(_, says)| *says == c);
                    match letter {
                        Some((letter, _)) => out.extend(['\\', *letter]),
                        None if dialect.hex.iter().any(|(letter, _)| *letter == 'u') => {
                            write!(out, "\\u{:04x}", u32::from(c)).expect("a string takes whatever is written to it");
                        }
                        None => return None,
                    }
                }
                (_, '\u{0}'..='\u{1f}') if c != '\t' => return None,
                (_, _) => out.push(c),
            }
        }
        Some(out)
    }

    /// Writes what would begin an expression so that it does not; whether it was one.
    fn write_guarded(self, c: char, behind: &str, out: &mut String) -> Option<bool> {
        let is_doubled = match c {
            '{' | '}' => self.holes == Holes::Braces || self.marks == Marks::Braces,
            '%' => self.marks == Marks::Percent,
            _ => false,
        };
        if is_doubled {
            out.extend([c, c]);
            return Some(true);
        }
        match (self.holes, c) {
            (Holes::DollarBraces, '$') | (Holes::HashBraces, '#') => out.extend(['\\', c]),
            (Holes::Dollar, '$') => out.extend(['`', '$']),
            (Holes::Template, '$' | '%') => match behind.chars().next() {
                Some('{') => out.extend([c, c]),
                // What stands behind in the file may be a brace.
                None => return None,
                Some(_) => out.push(c),
            },
            _ => return Some(false),
        }
        Some(true)
    }

    fn write_quote(self, quote: char, out: &mut String) -> Option<()> {
        match self.escapes {
            Escapes::Backslash(_) | Escapes::QuoteAlone => out.extend(['\\', quote]),
            Escapes::Doubled | Escapes::DoubledAlike => out.extend([quote, quote]),
            Escapes::Backtick => out.extend(['`', quote]),
            Escapes::None | Escapes::Raw => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static DIALECT: Backslash = Backslash {
        letters: &[('n', '\n'), ('"', '"'), ('\\', '\\')],
        hex: &[('x', 2), ('u', 4)],
        bytes: true,
        braces: true,
        halves: true,
        names: false,
        joins_lines: true,
    };

    const PLAIN: LiteralQuoting = LiteralQuoting {
        escapes: Escapes::None,
        quote: None,
        ends: Ends::Once,
        holes: Holes::None,
        marks: Marks::None,
    };

    fn says(behind: &str) -> (usize, Option<char>, bool) {
        let Unescaped { length, says, is_certain } = DIALECT.read(behind);
        (length, says, is_certain)
    }

    #[test]
    fn an_escape_says_what_the_table_has() {
        assert_eq!(says("nn"), (1, Some('\n'), true));
        assert_eq!(says("x41B"), (3, Some('A'), true));
        assert_eq!(says("u00e9"), (5, Some('é'), true));
        assert_eq!(says("u{1F600}x"), (8, Some('😀'), true));
        assert_eq!(says("ud83d\\ude00x"), (11, Some('😀'), true));
        assert_eq!(says("xe9"), (3, Some('é'), false));
        for half in ["ud83d", "ud83d\\u0041", "ude00\\ud83d"] {
            assert_eq!(says(half), (5, Some(char::REPLACEMENT_CHARACTER), false), "{half}");
        }
        assert_eq!(says("u00e9\\ude00"), (5, Some('é'), true));
        assert_eq!(says("\r\nx"), (2, None, true));
        for behind in ["q", "x4", "u{}", "ud83d", "é", "7"] {
            assert!(!says(behind).2, "{behind}");
        }
        assert_eq!(says(""), (0, Some('\\'), false));
    }

    #[test]
    fn what_can_not_be_written_is_not() {
        let quoting = |escapes| LiteralQuoting { escapes, quote: Some('"'), ..PLAIN };
        assert_eq!(quoting(Escapes::Backslash(&DIALECT)).write("a \"\\\n\u{1}").unwrap(), "a \\\"\\\\\\n\\u0001");
        assert_eq!(quoting(Escapes::Doubled).write("\"").unwrap(), "\"\"");
        assert_eq!(quoting(Escapes::Backtick).write("\"`„‘").unwrap(), "`\"```„‘");
        assert_eq!(quoting(Escapes::DoubledAlike).write("’„").unwrap(), "’’„");
        for (escapes, text) in [(Escapes::None, "\""), (Escapes::Raw, "\\"), (Escapes::Doubled, "\n")] {
            assert_eq!(quoting(escapes).write(text), None);
        }
    }

    #[test]
    fn what_would_be_an_expression_is_kept_from_it() {
        let write = |holes, text| {
            let escapes = Escapes::Backslash(&DIALECT);
            LiteralQuoting { escapes, holes, ..PLAIN }.write(text)
        };
        assert_eq!(write(Holes::Braces, "{x}").unwrap(), "{{x}}");
        assert_eq!(write(Holes::DollarBraces, "$").unwrap(), "\\$");
        assert_eq!(write(Holes::HashBraces, "#").unwrap(), "\\#");
        assert_eq!(write(Holes::Dollar, "$x").unwrap(), "`$x");
        assert_eq!(write(Holes::Template, "${x} 5% y").unwrap(), "$${x} 5% y");
        assert_eq!(write(Holes::Template, "5%"), None);
    }
}
