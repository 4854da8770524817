//! The literals, and what stands between them, that make one text: `"a " "b"`, `"a " + name + " b"`.

use super::language::{Formatter, Language, Marks};
use super::lexer::{Bracket, Lexed, Literal};
use crate::text::Span;

/// A text that is made of literals.
#[derive(Debug)]
pub(super) struct Parts {
    /// The numbers of its literals, with what is put in behind each.
    pub(super) literals: Vec<(Literal, Behind)>,
    /// The number of the literal behind the last one.
    pub(super) next: usize,
    /// What fills in its marks.
    pub(super) marks: Marks,
    /// Where its expression begins, the call of a formatter included.
    pub(super) start: usize,
    /// The bracket that the expression stands in.
    pub(super) parent: Option<usize>,
}

/// What stands behind a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// The next literal, or nothing.
    Nothing,
    /// An expression that is put in there.
    Expression(Span),
}

/// How many literals one text is made of at most.
const MOST_PARTS: usize = 10_000;

/// How long the values behind a formatter are at most.
const MOST_VALUES: usize = 1_000;

/// The text that begins with that literal.
pub(super) fn parts(text: &str, lexed: &Lexed, first: usize, language: &'static Language) -> Option<Parts> {
    let literal = *lexed.literals.get(first)?;
    let reader = Reader { text, lexed, language };
    let mut literals = Vec::new();
    let (mut current, mut number) = (literal, first);
    let mut end = loop {
        let next = lexed.literals.get(number + 1).copied();
        let Some((behind, joined)) = reader.behind(&current, next).filter(|_| literals.len() < MOST_PARTS) else {
            literals.push((current, Behind::Nothing));
            break current.span.end();
        };
        literals.push((current, behind));
        match joined {
            Joined::Literal(next) => {
                number += 1;
                current = next;
            }
            Joined::Later(later) => {
                number = later;
                current = *lexed.literals.get(later)?;
            }
            Joined::End(end) => break end,
        }
    };
    let bracket = literal.parent.and_then(|it| lexed.brackets.get(it)).copied();
    let opens = bracket.filter(|it| it.byte == b'(' && it.open + 1 == blanks_before(text, literal.span.start()));
    let (mut start, mut parent) = (literal.span.start(), literal.parent);
    let mut marks = Marks::None;
    if let Some(bracket) = opens {
        if let Some((callee, found)) = reader.formatter_before(bracket.open) {
            (start, parent, marks) = (callee, bracket.parent, found);
        } else if !ends_with_word(text, bracket.open) {
            let behind = text.get(skip_blanks(text, end)..bracket.end - 1);
            let formatted = reader.formatter_behind(end);
            // Nothing is joined to what the formatter makes.
            let is_filled_in =
                formatted != Marks::None && behind.is_some_and(|it| it.len() < MOST_VALUES && !it.contains('+'));
            if behind == Some("") || is_filled_in {
                // Parentheses around the whole.
                (start, parent, end, marks) = (bracket.open, bracket.parent, bracket.end, formatted);
            }
        }
    }
    if marks == Marks::None {
        marks = reader.formatter_behind(end);
    }
    Some(Parts { literals, next: number + 1, marks, start, parent })
}

/// How a text goes on behind a literal.
enum Joined {
    /// With the next literal.
    Literal(Literal),
    /// With the literal of that number: those before it stand in the expression between.
    Later(usize),
    /// Not: it ends there.
    End(usize),
}

struct Reader<'a> {
    text: &'a str,
    lexed: &'a Lexed,
    language: &'static Language,
}

impl Reader<'_> {
    fn behind(&self, current: &Literal, next: Option<Literal>) -> Option<(Behind, Joined)> {
        let end = current.span.end();
        let at = self.skip_comments(end);
        let next = next.filter(|it| it.parent == current.parent);
        if let Some(next) = next
            && self.language.adjacent
            && next.opened.form.is_text
            && next.span.start() == at
            && (current.parent.is_some() || !self.text.get(end..at).unwrap_or_default().contains('\n'))
        {
            return Some((Behind::Nothing, Joined::Literal(next)));
        }
        // A character joins a string as another string does.
        let at = self.plus(at)?;
        if let Some(next) = next
            && next.span.start() == at
        {
            return Some((Behind::Nothing, Joined::Literal(next)));
        }
        let operand = self.operand(at)?;
        let behind = self.plus(self.skip_comments(operand));
        let later = self.lexed.literals.partition_point(|it| it.span.start() < operand);
        if let Some(next) = self.lexed.literals.get(later)
            && Some(next.span.start()) == behind
        {
            let expression = Span::new(at, operand);
            return Some((Behind::Expression(expression), Joined::Later(later)));
        }
        Some((Behind::Expression(Span::new(at, operand)), Joined::End(operand)))
    }

    /// Behind a `+` at that place, and the blanks that follow it.
    fn plus(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let is_plus = self.language.plus && rest.starts_with('+') && !rest.starts_with("++") && !rest.starts_with("+=");
        is_plus.then(|| self.skip_comments(at + 1))
    }

    /// The end of a simple operand: names, dots, and what stands in brackets behind them.
    fn operand(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'(' | b'[' | b'{' => {
                    let number = self.lexed.brackets.binary_search_by_key(&at, |it| it.open).ok()?;
                    at = self.lexed.brackets.get(number).filter(|it| it.end < self.text.len())?.end;
                }
                b'.' | b'_' | b'$' | b'@' | b':' | b'?' | b'!' => at += 1,
                _ if byte.is_ascii_alphanumeric() || !byte.is_ascii() => at += 1,
                _ => break,
            }
        }
        // A `;` or a blank ends it; `:` and `?` there belong to what is around.
        let operand = self.text.get(start..at)?.trim_end_matches([':', '?', '!']);
        (!operand.is_empty()).then(|| start + operand.len())
    }

    /// Behind blanks and comments of a line.
    fn skip_comments(&self, at: usize) -> usize {
        let mut at = skip_blanks(self.text, at);
        while let Some(rest) = self.text.get(at..)
            && self.language.line_comments.iter().any(|it| rest.starts_with(it))
        {
            let line = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            at = skip_blanks(self.text, at + line);
        }
        at
    }

    /// The formatter whose call opens with the bracket at `open`: where it begins, and its marks.
    fn formatter_before(&self, open: usize) -> Option<(usize, Marks)> {
        let before = self.text.get(..open)?.trim_end_matches([' ', '\t']);
        self.language.formatters.iter().find_map(|formatter| {
            let Formatter::Call(name, marks) = formatter else { return None };
            let front = before.strip_suffix(name)?;
            (!front.ends_with(is_word)).then_some((front.len(), *marks))
        })
    }

    fn formatter_behind(&self, end: usize) -> Marks {
        let rest = self.text.get(skip_blanks(self.text, end)..).unwrap_or_default();
        let found = self.language.formatters.iter().find_map(|formatter| match formatter {
            Formatter::Behind(name, marks) => rest.starts_with(name).then_some(*marks),
            Formatter::Call(..) => None,
        });
        found.unwrap_or(Marks::None)
    }
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn ends_with_word(text: &str, end: usize) -> bool {
    text.get(..end).is_some_and(|it| it.ends_with(is_word))
}

fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_ascii_start().len())
}

/// Where the blanks before `at` begin.
pub(super) fn blanks_before(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().trim_ascii_end().len()
}

/// The bracket of that number.
pub(super) fn bracket(lexed: &Lexed, number: Option<usize>) -> Option<&Bracket> {
    lexed.brackets.get(number?)
}
