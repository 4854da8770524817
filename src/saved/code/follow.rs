//! Where expressions of a source text go on and end, as far as that can be told without knowing the language.

use super::language::{Formatter, Language, Marks, Pair};
use super::lexer::Lexed;
use crate::text::Span;

/// What a text becomes by what stands behind it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Made {
    /// It stays what it is.
    Itself,
    /// The blanks around it are gone; where that ends.
    Trimmed(usize),
    /// Its marks are filled in with these values; where that ends.
    Formatted { marks: Marks, values: Span, end: usize },
    /// Something else, that only the program knows: it is what a method is called on. Where that ends.
    Another(usize),
    /// Nothing that can be followed.
    Unknown,
}

/// What stands behind a value that ends an expression without a sign: `"…" + x if y else z`.
const WORDS_BEHIND: [&str; 8] = ["if", "unless", "else", "for", "or", "then", "end", "as"];

/// How long the name of a type is at most.
const MOST_TYPE: usize = 100;

/// How long the values of a formatter are at most.
const MOST_VALUES: usize = 1_000;

/// A source text, with its literals and brackets.
#[derive(Clone, Copy)]
pub(super) struct Follower<'a> {
    pub(super) text: &'a str,
    pub(super) lexed: &'a Lexed,
    pub(super) language: &'static Language,
}

impl Follower<'_> {
    /// Behind blanks, comments of a line, and what carries the line on.
    pub(super) fn skip(&self, at: usize) -> usize {
        self.gap(at).0
    }

    /// The same, and whether a line ends there.
    pub(super) fn gap(&self, at: usize) -> (usize, bool) {
        let mut at = at;
        let mut ends_line = false;
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            let blanks = rest.len() - rest.trim_ascii_start().len();
            ends_line |= rest.get(..blanks).is_some_and(|it| it.contains('\n'));
            let rest = rest.get(blanks..).unwrap_or_default();
            at += blanks;
            let joint = self.language.line_joint.and_then(|it| rest.strip_prefix(it));
            if let Some(behind) =
                joint.map(|it| it.strip_prefix('\r').unwrap_or(it)).and_then(|it| it.strip_prefix('\n'))
            {
                at = self.text.len() - behind.len();
            } else if self.language.line_comments.iter().any(|it| rest.starts_with(it)) {
                at += memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            } else {
                return (at, ends_line);
            }
        }
    }

    /// Behind a `+` at that place, and the blanks that follow it.
    pub(super) fn plus(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let is_plus = self.language.plus && rest.starts_with('+') && !rest.starts_with("++") && !rest.starts_with("+=");
        is_plus.then(|| self.skip(at + 1))
    }

    /// The end of a simple operand: names, dots, and what stands in brackets behind them.
    pub(super) fn operand(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let from = self.prefixed(start);
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'(' | b'[' | b'{' => at = self.bracket_end(at)?,
                b'.' | b'_' | b'$' | b'@' | b':' | b'?' | b'!' | b'&' if bytes.get(at..at + 2) != Some(b"&&") => {
                    at += 1
                }
                _ if byte.is_ascii_alphanumeric() || !byte.is_ascii() => at += 1,
                _ => match self.goes_on(at).filter(|_| at > from) {
                    Some(next) => at = next,
                    None => break,
                },
            }
        }
        // A `;` or a blank ends it; `:` and `?` there belong to what is around.
        let written = self.text.get(from..at)?;
        let mut operand = written.trim_end_matches([':', '?', '!', '&']);
        // `id!` is as good as `id`; the `!` of `id != x` is none of it.
        let is_asserted = operand.len() + 1 == written.len() && written.ends_with('!');
        if is_asserted && !operand.is_empty() && bytes.get(at) != Some(&b'=') {
            operand = written;
        }
        (!operand.is_empty()).then(|| from + operand.len())
    }

    /// Behind what may stand in front of an operand and belongs to it: `new Date()`, `await f()`, `*x`, `(String) x`.
    fn prefixed(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let is_name = |text: &str| text.starts_with(|c: char| is_word(c) && !c.is_ascii_digit());
        for word in ["new ", "await "] {
            if let Some(behind) = rest.strip_prefix(word).map(|it| it.trim_start_matches(' ')).filter(|it| is_name(it))
            {
                return self.text.len() - behind.len();
            }
        }
        if let Some(behind) = rest.strip_prefix(['*', '&']).filter(|it| is_name(it)) {
            return self.text.len() - behind.len();
        }
        // Where words join no expressions, a name in parentheses in front of another one is its type.
        let has_casts = self.language.conditional && !self.language.adjacent;
        let end = (has_casts && rest.starts_with('(')).then(|| self.bracket_end(start)).flatten().unwrap_or(start);
        let written = self.text.get(start..end).unwrap_or_default();
        let behind = self.text.get(end..).unwrap_or_default().trim_start_matches(' ');
        let word = behind.split(|c| !is_word(c)).next().unwrap_or_default();
        let is_type = (2..=MOST_TYPE).contains(&written.len())
            && written.chars().all(|c| is_word(c) || matches!(c, '(' | ')' | '.' | '<' | '>' | '[' | ']' | '?'));
        let is_cast = is_type && is_name(behind) && !WORDS_BEHIND.contains(&word);
        if is_cast { self.text.len() - behind.len() } else { start }
    }

    /// Where an operand goes on behind blanks: with a block of Ruby's, or with `.method` in one of the next lines.
    fn goes_on(&self, at: usize) -> Option<usize> {
        let (next, ends_line) = self.gap(at);
        let rest = self.text.as_bytes().get(next..)?;
        match rest {
            [b'{', ..] if self.language.blocks && !ends_line => Some(next),
            [b'.', name, ..] | [b'?' | b'&', b'.', name, ..] if ends_line && name.is_ascii_alphabetic() => Some(next),
            _ => None,
        }
    }

    fn bracket_end(&self, open: usize) -> Option<usize> {
        let number = self.lexed.brackets.binary_search_by_key(&open, |it| it.open).ok()?;
        let bracket = self.lexed.brackets.get(number)?;
        // One that is never closed ends with the text.
        self.lexed.closed.binary_search_by_key(&bracket.end, |(end, _)| *end).ok().map(|_| bracket.end)
    }

    /// What becomes of a text that ends at `end`, its closing quote or bracket included.
    pub(super) fn made_of(&self, end: usize) -> Made {
        let at = self.skip(end);
        let rest = self.text.get(at..).unwrap_or_default();
        let trims = self.language.trims.iter().find_map(|name| rest.strip_prefix(name));
        if let Some(behind) = trims.filter(|it| !it.starts_with(|c: char| is_word(c) || c == '(')) {
            return Made::Trimmed(self.text.len() - behind.len());
        }
        for formatter in self.language.formatters {
            if let Formatter::Behind(name, marks) = formatter
                && rest.starts_with(name)
            {
                let values = at + name.len() - usize::from(name.ends_with('('));
                let Some(end) = self.values(self.skip(values), name) else { return Made::Unknown };
                return Made::Formatted { marks: *marks, values: Span::new(values, end), end };
            }
        }
        let dots = rest.strip_prefix(['?', '&']).unwrap_or(rest).strip_prefix('.');
        if dots.is_some_and(|it| it.starts_with(|c: char| c.is_alphabetic() || c == '_'))
            || (at == end && rest.starts_with('['))
        {
            return self.operand(at).map_or(Made::Unknown, Made::Another);
        }
        Made::Itself
    }

    /// Where the values behind a formatter end.
    fn values(&self, start: usize, formatter: &str) -> Option<usize> {
        let mut end = self.value(start)?;
        // Those of a formatter without parentheses go on behind commas, where a comma binds tighter than it.
        while formatter.starts_with('-')
            && self.text.get(end..).is_some_and(|it| it.trim_start_matches([' ', '\t']).starts_with(','))
            && let Some(next) = self.value(self.skip(self.skip(end) + 1))
        {
            end = next;
        }
        Some(end)
    }

    /// The values of a list of arguments, in parentheses or not; none where they are long.
    pub(super) fn arguments(&self, list: Span) -> Vec<Span> {
        let written = list.of(self.text).trim_ascii();
        let start = list.start() + (list.of(self.text).len() - list.of(self.text).trim_ascii_start().len());
        let mut all = Span::new(start, start + written.len());
        if written.starts_with(['(', '{']) && self.bracket_end(start) == Some(all.end()) {
            all = Span::new(start + 1, all.end() - 1);
        }
        let (mut found, mut from, mut at) = (Vec::new(), all.start(), all.start());
        if all.end() - all.start() > MOST_VALUES {
            return found;
        }
        while at < all.end() {
            let byte = self.text.as_bytes().get(at).copied().unwrap_or_default();
            at = match byte {
                b'(' | b'[' | b'{' => self.bracket_end(at).unwrap_or(at + 1),
                b',' => {
                    found.push(Span::new(from, at));
                    from = at + 1;
                    from
                }
                _ => self.literal_end(at).unwrap_or(at + 1),
            };
        }
        found.push(Span::new(from, all.end()));
        found
    }

    fn literal_end(&self, start: usize) -> Option<usize> {
        let number = self.lexed.literals.partition_point(|it| it.span.start() < start);
        self.lexed.literals.get(number).filter(|it| it.span.start() == start).map(|it| it.span.end())
    }

    fn value(&self, start: usize) -> Option<usize> {
        let Some(end) = self.literal_end(start) else { return self.operand(start) };
        // `','.join(ids)`
        let behind = self.text.get(end..).and_then(|it| it.strip_prefix('.'));
        if behind.is_some_and(|it| it.starts_with(is_word)) { self.operand(end) } else { Some(end) }
    }

    /// Whether a text may end at `end`, its last part being an expression or a literal: whatever goes on there in an
    /// unknown way may make anything of it.
    pub(super) fn is_end(&self, end: usize, is_expression: bool) -> bool {
        let rest = self.text.get(end..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let Some(first) = rest.chars().next() else { return true };
        let has_commands = self.language.pairs.contains(&Pair::Dash);
        if !is_expression {
            // A pipe hands on what a command gives, not the text in front of it.
            let joins = matches!(first, '+' | '*' | '<') || (first == '|' && !rest.starts_with("||") && !has_commands);
            return !joins || rest.starts_with("*/") || !self.language.plus;
        }
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = rest.get(..length).unwrap_or_default();
        // The next parameter of a command.
        let is_dash =
            has_commands && rest.strip_prefix('-').is_some_and(|it| it.starts_with(|c: char| c.is_ascii_uppercase()));
        matches!(first, '\n' | '\r' | ',' | ';' | ')' | ']' | '}' | ':')
            || self.language.line_joint == Some(first)
            || is_dash
            || WORDS_BEHIND.contains(&word)
            || self.language.line_comments.iter().any(|it| rest.starts_with(it))
            || self.language.block_comments.iter().any(|(open, _)| rest.starts_with(open))
    }

    /// The formatter, or the encoder, whose call opens with the bracket at `open`: where it begins, and its marks.
    pub(super) fn formatter_before(&self, open: usize) -> Option<(usize, Marks)> {
        let before = self.text.get(..open)?.trim_end_matches([' ', '\t']);
        let formatters = self.language.formatters.iter().filter_map(|formatter| match formatter {
            Formatter::Call(name, marks) => Some((*name, *marks)),
            Formatter::Behind(..) => None,
        });
        let mut calls = formatters.chain(self.language.encoders.iter().map(|name| (*name, Marks::None)));
        calls.find_map(|(name, marks)| {
            let front = before.strip_suffix(name)?;
            (!front.ends_with(is_word)).then_some((front.len(), marks))
        })
    }
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
