//! A string literal that was opened: what stands in it, byte by byte, and what closes it.

use super::escapes::{Escapes, LiteralQuoting, Unescaped};
use super::language::{Close, Holes, Language, Marks, StringForm};
use crate::text::Span;

/// A string literal that was opened and is still to be closed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened {
    pub(super) form: &'static StringForm,
    /// Where it begins, its prefix included.
    pub(super) start: usize,
    /// Where its text begins.
    pub(super) inner: usize,
    closing: Closing,
    /// How many braces begin an expression.
    braces: usize,
}

#[derive(Debug, Clone, Copy)]
enum Closing {
    Text(&'static str),
    Run(usize),
    Bracket { open: u8, close: u8, depth: usize },
    Tag(Span),
}

/// What stands at a place of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// So many bytes of text.
    Text(usize),
    /// An escape of so many bytes.
    Escape(usize, Unescaped),
    /// What closes the string.
    Close(usize),
    /// What opens an expression, of so many bytes; it ends with so many of that bracket.
    Open { length: usize, bracket: u8, count: usize },
    /// A name that is an expression, with the sign in front.
    Name(usize),
    /// The string does not go on here.
    Broken,
}

/// The longest tag of a here-document.
pub(super) const MOST_TAG: usize = 100;

impl Opened {
    /// The string that opens with the quote at `at`, where one does.
    pub(super) fn at(text: &str, at: usize, language: &'static Language) -> Option<Self> {
        let rest = text.as_bytes().get(at..)?;
        let (form, prefix) = language.strings.iter().find_map(|form| {
            let opens = rest.starts_with(form.open.as_bytes());
            opens.then(|| Some((form, prefix(text.as_bytes(), at, form)?))).flatten()
        })?;
        let mut opened = Self {
            form,
            start: at - prefix.len(),
            inner: at + form.open.len(),
            closing: Closing::Text(""),
            braces: prefix.bytes().filter(|byte| *byte == b'$').count().max(1),
        };
        opened.closing = match form.close {
            Close::Text(close) => Closing::Text(close),
            Close::Run => {
                let run = rest.iter().take_while(|byte| **byte == b'"').count();
                opened.inner = at + run;
                Closing::Run(run)
            }
            Close::Delimiter => {
                let open = *text.as_bytes().get(opened.inner)?;
                let close = match open {
                    b'(' => b')',
                    b'[' => b']',
                    b'{' => b'}',
                    b'<' => b'>',
                    _ if open.is_ascii_punctuation() => open,
                    _ => return None,
                };
                opened.inner += 1;
                Closing::Bracket { open, close, depth: 0 }
            }
            Close::Bracket(close) => {
                // Behind a value it is the sign of a division's rest.
                let before = text.as_bytes().get(..at)?.trim_ascii_end().last()?;
                let open = *form.open.as_bytes().last().filter(|_| b"=:(,[{>|+?!&;".contains(before))?;
                Closing::Bracket { open, close, depth: 0 }
            }
            Close::Line => return None,
        };
        Some(opened)
    }

    /// The here-document whose `<<` stands at `at`. Its text begins with the line break behind the line of its tag.
    pub(super) fn heredoc(text: &str, at: usize, form: &'static StringForm) -> Option<Self> {
        let rest = text.get(at..)?.strip_prefix("<<")?;
        let rest = rest.strip_prefix(['-', '~']).unwrap_or(rest);
        let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
        let is_tag = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let length = rest.bytes().take(MOST_TAG).take_while(is_tag).count();
        if !rest.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let start = text.len() - rest.len();
        let end = start + length;
        let inner = end + memchr::memchr(b'\n', text.as_bytes().get(end..)?)?;
        Some(Self { form, start: at, inner, closing: Closing::Tag(Span::new(start, end)), braces: 1 })
    }

    /// The same here-document behind others that begin on its line.
    pub(super) fn beginning(self, inner: usize) -> Self {
        Self { inner, ..self }
    }

    /// How its text is written, in which `marks` are filled in.
    pub(super) fn quoting(&self, marks: Marks) -> LiteralQuoting {
        let StringForm { escapes, holes, .. } = *self.form;
        LiteralQuoting { escapes, quote: self.quote(), ends: self.form.ends(), holes, marks }
    }

    /// The quote that has to be escaped inside.
    fn quote(&self) -> Option<char> {
        match self.closing {
            Closing::Bracket { open, close, .. } if open == close => Some(char::from(close)),
            _ => self.form.quote(),
        }
    }

    /// How many braces begin an expression.
    pub(super) fn braces(&self) -> usize {
        self.braces
    }

    /// What stands at `at`, inside the string.
    pub(super) fn step(&mut self, text: &str, at: usize) -> Step {
        let bytes = text.as_bytes();
        let rest = bytes.get(at..).unwrap_or_default();
        let (Some(byte), next) = (rest.first().copied(), rest.get(1).copied()) else { return Step::Broken };
        let certain = |says| Unescaped { length: 1, says: Some(char::from(says)), is_certain: true };
        if let Some(quote) = self.doubles(text, at) {
            return quote;
        }
        if let Some(length) = self.close_length(text, at) {
            return Step::Close(length);
        }
        if let Closing::Run(_) = self.closing
            && byte == b'"'
        {
            // All of a run that is too short at once, however long it is.
            return Step::Text(rest.iter().take_while(|byte| **byte == b'"').count());
        }
        if byte == b'\n' && !self.form.multiline {
            return Step::Broken;
        }
        match (self.form.escapes, byte) {
            (Escapes::Backslash(dialect), b'\\') => {
                let escape = dialect.read(text.get(at + 1..).unwrap_or_default());
                return match escape.says {
                    Some('\n') if rest.get(1) == Some(&b'\n') && !self.form.multiline => Step::Broken,
                    _ => Step::Escape(1 + escape.length, escape),
                };
            }
            (Escapes::Raw, b'\\') => return if next == Some(b'\n') { Step::Text(1) } else { raw(text, at) },
            (Escapes::QuoteAlone, b'\\') => match next {
                Some(escaped) if escaped == b'\\' || self.quote() == Some(char::from(escaped)) => {
                    return Step::Escape(2, certain(escaped));
                }
                Some(escaped) if self.is_bracket(escaped) => {
                    // Whether one that is put in needs an escape would depend on the others.
                    return Step::Escape(2, Unescaped { is_certain: false, ..certain(escaped) });
                }
                _ => {}
            },
            (Escapes::Backtick, b'`') => return backtick(text, at),
            _ => {}
        }
        self.hole(rest)
    }

    /// Whether `byte` is one of the brackets that the string stands in.
    fn is_bracket(&self, byte: u8) -> bool {
        matches!(self.closing, Closing::Bracket { open, close, .. } if byte == open || byte == close)
    }

    /// What stands at `at` in a string whose quote is written twice, where that is a quote.
    fn doubles(&self, text: &str, at: usize) -> Option<Step> {
        let Self { form: StringForm { escapes, .. }, .. } = self;
        if !matches!(escapes, Escapes::Doubled | Escapes::DoubledAlike | Escapes::Backtick) {
            return None;
        }
        let is_quote = |c: &char| escapes.is_quote(self.form.quote(), *c);
        let mut rest = text.get(at..)?.chars();
        let first = rest.next().filter(is_quote)?;
        let Some(second) = rest.next().filter(is_quote) else { return Some(Step::Close(first.len_utf8())) };
        // Which one is meant by two that differ is PowerShell's affair.
        let unescaped = Unescaped { length: second.len_utf8(), says: Some(second), is_certain: first == second };
        Some(Step::Escape(first.len_utf8() + second.len_utf8(), unescaped))
    }

    fn close_length(&mut self, text: &str, at: usize) -> Option<usize> {
        let rest = text.as_bytes().get(at..)?;
        match &mut self.closing {
            Closing::Text(close) => rest.starts_with(close.as_bytes()).then_some(close.len()),
            Closing::Run(run) => {
                let quotes = rest.iter().take_while(|byte| **byte == b'"').count();
                (quotes >= *run).then_some(quotes)
            }
            Closing::Bracket { open, close, depth } => match rest.first() {
                Some(byte) if byte == close && *depth == 0 => Some(1),
                Some(byte) if byte == close => {
                    *depth -= 1;
                    None
                }
                Some(byte) if byte == open => {
                    *depth += 1;
                    None
                }
                _ => None,
            },
            Closing::Tag(tag) => {
                let line = rest.strip_prefix(b"\n")?;
                let blanks = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
                let tag = tag.of(text).as_bytes();
                let behind = line.get(blanks..)?.strip_prefix(tag)?;
                let ends = behind.first().is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
                ends.then_some(1 + blanks + tag.len())
            }
        }
    }

    /// The expression that begins with `rest`, or text.
    fn hole(&self, rest: &[u8]) -> Step {
        let open = |length, bracket| Step::Open { length, bracket, count: 1 };
        let says = |byte: u8, length| {
            let escape = Unescaped { length: length - 1, says: Some(char::from(byte)), is_certain: true };
            Step::Escape(length, escape)
        };
        match (self.form.holes, rest) {
            (Holes::Braces, [b'{' | b'}', ..]) if self.braces > 1 => {
                let run = rest.iter().take_while(|byte| **byte == b'{').count();
                // Of more braces the last ones count; one or two before them are text.
                match run {
                    0 => Step::Text(1),
                    _ if run < self.braces => Step::Text(run),
                    _ if run > self.braces => Step::Text(run - self.braces),
                    _ => Step::Open { length: run, bracket: b'}', count: run },
                }
            }
            (Holes::Braces, [b'{', b'{', ..]) => says(b'{', 2),
            (Holes::Braces, [b'}', b'}', ..]) => says(b'}', 2),
            (Holes::Braces, [b'{', ..]) => open(1, b'}'),
            (Holes::DollarBraces | Holes::Template | Holes::Dollar, [b'$', b'{', ..]) => open(2, b'}'),
            (Holes::Template, [b'%', b'{', ..]) => open(2, b'}'),
            (Holes::Template, [b'$', b'$', b'{', ..]) => says(b'$', 2),
            (Holes::Template, [b'%', b'%', b'{', ..]) => says(b'%', 2),
            (Holes::HashBraces, [b'#', b'{', ..]) => open(2, b'}'),
            (Holes::Dollar, [b'$', b'(', ..]) => open(2, b')'),
            (Holes::Dollar, [b'$', name @ ..]) => {
                let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_' || !byte.is_ascii();
                let length = name.iter().take_while(is_name).count();
                // `$env:NAME` has a drive in front.
                let behind = name.get(length..).and_then(|it| it.strip_prefix(b":")).unwrap_or_default();
                let more = behind.iter().take_while(is_name).count();
                match (length, more) {
                    (0, _) => Step::Text(1),
                    (_, 0) => Step::Name(1 + length),
                    (_, _) => Step::Name(2 + length + more),
                }
            }
            _ => Step::Text(1),
        }
    }
}

/// A backslash of a raw string and the character that it keeps from closing it.
fn raw(text: &str, at: usize) -> Step {
    let kept = text.get(at + 1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Step::Text(1 + kept)
}

/// What a backtick and the character behind it say.
fn backtick(text: &str, at: usize) -> Step {
    let behind = text.get(at + 1..).unwrap_or_default();
    let Some(c) = behind.chars().next() else { return Step::Broken };
    if let Some((digits, _)) = behind.strip_prefix("u{").and_then(|rest| rest.split_at_checked(rest.len().min(9)))
        && let Some((digits, _)) = digits.split_once('}')
        && let Some(says) = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
    {
        let length = digits.len() + 3;
        return Step::Escape(1 + length, Unescaped { length, says: Some(says), is_certain: true });
    }
    let says = match c {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        '0' => Some('\0'),
        '\n' => None,
        other => Some(other),
    };
    let is_certain = !matches!(c, 'a' | 'b' | 'e' | 'f' | 'u' | 'v');
    Step::Escape(1 + c.len_utf8(), Unescaped { length: c.len_utf8(), says, is_certain })
}

/// What stands in front of the quote at `at` and belongs to a string of that form; `None` where it is of another form.
fn prefix<'t>(text: &'t [u8], at: usize, form: &'static StringForm) -> Option<&'t str> {
    form.prefixes.iter().find_map(|prefix| {
        let start = at.checked_sub(prefix.len())?;
        let found = text.get(start..at)?;
        let before = start.checked_sub(1).and_then(|it| text.get(it));
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
        let is_part = prefix.starts_with(|c: char| c.is_ascii_alphabetic()) && before.is_some_and(is_word);
        let fits = found.eq_ignore_ascii_case(prefix.as_bytes()) && !is_part;
        fits.then(|| std::str::from_utf8(found).ok()).flatten()
    })
}
