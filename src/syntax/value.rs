//! One value: a string, a number, a date, a word.

use super::error::SyntaxErrorKind as K;
use super::fold::Folder;
use super::grammar::{Token, TokenKind};
use super::literal::{Literal, LiteralData, LiteralKind, Quotes};
use super::placeholder::{begins_with_placeholder, holds_foreign_placeholder, placeholder_style};
use super::print::quoted;
use crate::diagnostic::Fix;
use crate::text::{Edit, Span};
use crate::vocab::{Decimal, Instant};

/// What was read where a value belongs.
pub(super) enum Read {
    /// It is the last of the literals.
    Value(Span),
    /// The word `null`.
    Null(Span),
    /// Nothing that could be a value; nothing was taken.
    Nothing,
    /// Something that has its finding, and gives no value.
    Refused,
}

impl Folder<'_> {
    /// Reads a value, and adds it to the literals.
    pub(super) fn value(&mut self) -> Read {
        let Some(next) = self.peek(0) else { return Read::Nothing };
        let kind = match next.kind {
            TokenKind::String => LiteralKind::String(Quotes::Double),
            TokenKind::Single => LiteralKind::String(Quotes::Single),
            TokenKind::Unclosed => LiteralKind::String(Quotes::Unclosed),
            TokenKind::Word => return self.word_value(next),
            TokenKind::Open | TokenKind::Close | TokenKind::Comma | TokenKind::Connective => return Read::Nothing,
        };
        self.take();
        self.check_string(next.span);
        let span = next.span;
        let data = LiteralData { kind, span };
        if next.kind == TokenKind::Single {
            let value = Literal::new(self.text, data, self.placeholders).string();
            let fix = Fix::safe("use double quotes", vec![Edit::replace(next.span, quoted(&value))]);
            self.report_with(K::SingleQuotes, next.span, fix);
        }
        if next.kind == TokenKind::Unclosed {
            self.unclosed_string(span);
        }
        self.literals.push(data);
        Read::Value(span)
    }

    fn word_value(&mut self, token: Token) -> Read {
        let whole = token.span.of(self.text);
        let mut kind = literal_kind(whole);
        // `1&&b eq 2`: the value ends where the connective begins.
        let cut = if kind == LiteralKind::String(Quotes::Bare) { connective_in(whole) } else { None };
        let span = Span::new(token.span.start(), cut.map_or(token.span.end(), |at| token.span.start() + at));
        let word = span.of(self.text);
        if matches!(word, "and" | "or" | "not" | "pr") {
            return Read::Nothing;
        }
        self.take();
        if cut.is_some() {
            self.put_back(Span::new(span.end(), token.span.end()));
            kind = literal_kind(word);
        }
        if word == "null" {
            return Read::Null(span);
        }
        if kind == LiteralKind::String(Quotes::Bare) {
            if let Some(style) = placeholder_style(word) {
                if !self.placeholders.contains(style) {
                    self.report(K::PlaceholderOutsideTemplate(word.into()), span);
                }
                kind = LiteralKind::Placeholder;
            } else {
                if holds_foreign_placeholder(word, self.placeholders)
                    || begins_with_placeholder(word, self.placeholders)
                {
                    self.report(K::PlaceholderOutsideTemplate(word.into()), span);
                }
                self.check_string(span);
            }
        }
        self.literals.push(LiteralData { kind, span });
        Read::Value(span)
    }

    /// Escapes and control characters of a string, quotes included in `span`; a bare word has no escapes.
    fn check_string(&mut self, span: Span) {
        let text = span.of(self.text);
        if !text.bytes().any(|byte| byte == b'\\' || byte < 0x20) {
            return;
        }
        let single = text.starts_with('\'');
        let bare = !single && !text.starts_with('"');
        let mut chars = text.char_indices().skip(usize::from(!bare));
        while let Some((at, c)) = chars.next() {
            let place = span.start() + at;
            if c == '\\' && !bare {
                match chars.next() {
                    Some((_, '"' | '\\')) | None => {}
                    Some((_, '\'')) if single => {}
                    Some((_, '\'')) => {
                        let fix = Fix::safe("write `'`", vec![Edit::delete(Span::new(place, place + 1))]);
                        self.report_with(K::BadEscape('\''), Span::new(place, place + 2), fix);
                    }
                    Some((_, escaped)) => {
                        let whole = Span::new(place, place + 1 + escaped.len_utf8());
                        let fix = Fix::safe("write `\\\\`", vec![Edit::insert(place, "\\")]);
                        self.report_with(K::BadEscape(escaped), whole, fix);
                    }
                }
            } else if u32::from(c) < 0x20 {
                self.report(K::ControlCharacter(c), Span::new(place, place + 1));
            }
        }
    }

    /// A string up to the end of the text. Its end is certain where the rest is one word.
    fn unclosed_string(&mut self, span: Span) {
        let text = span.of(self.text);
        let inner = text.get(1..).unwrap_or_default();
        let certain = !inner.is_empty()
            && text.starts_with('"')
            && !inner.contains([' ', '\t', '\r', '\n', '(', ')', ',', '\'', '\\', '\u{201C}', '\u{201D}']);
        let end = span.start() + 1 + inner.len();
        if certain {
            let fix = Fix::safe("close it", vec![Edit::insert(end, "\"")]);
            self.report_with(K::UnclosedString, span, fix);
        } else {
            self.report(K::UnclosedString, span);
        }
    }
}

/// What a bare word looks like.
pub(super) fn literal_kind(word: &str) -> LiteralKind {
    match word.bytes().next() {
        Some(b'0'..=b'9' | b'-') => {
            if Decimal::is_number(word) {
                LiteralKind::Number
            } else if Instant::parse_date_time(word).is_ok() {
                LiteralKind::DateTime
            } else if Instant::parse_date(word).is_ok() {
                LiteralKind::Date
            } else {
                LiteralKind::String(Quotes::Bare)
            }
        }
        Some(b't') if word == "true" => LiteralKind::Boolean(true),
        Some(b'f') if word == "false" => LiteralKind::Boolean(false),
        _ => LiteralKind::String(Quotes::Bare),
    }
}

/// Where the first `&&` or `||` stands in a word that begins with something else.
fn connective_in(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let found = bytes.windows(2).position(|pair| matches!(pair, b"&&" | b"||"));
    found.filter(|at| *at > 0)
}
