//! Values without double quotes that fall to pieces at a blank, a comma or a quote: `Smith, John`, `CN=Joe,OU=Users`,
//! `2024-01-01 10:00:00`, `'O''Brien'`. What belongs to them can only be guessed; it must not be mended as if it were
//! the next clause.

use super::clause::split_at_symbol;
use super::disguise::SYMBOLS;
use super::error::SyntaxErrorKind as K;
use super::fold::Folder;
use super::grammar::{Token, TokenKind};
use super::literal::{LiteralData, LiteralKind, Quotes};
use super::operand::is_operator;
use super::placeholder::{holes, placeholder_at};
use super::print::quoted;
use super::value::{Read, literal_kind};
use crate::diagnostic::Fix;
use crate::text::{BLANKS, Edit, Span};
use crate::vocab::{BadInstant, FieldPath, Instant};

/// A value that fell to pieces.
struct Pieces {
    /// How many tokens it takes.
    count: usize,
    span: Span,
    kind: K,
    /// What is written instead.
    meant: Option<String>,
}

impl Folder<'_> {
    /// Reads a value outside of parentheses; behind `in` and `ca` commas part it from the next one.
    pub(super) fn value_or_pieces(&mut self, is_list: bool) -> Read {
        let Some(pieces) = self.pieces(is_list) else { return self.value() };
        let span = pieces.span;
        for _ in 0..pieces.count {
            self.take();
        }
        match pieces.meant {
            Some(meant) => {
                let fix = Fix::guess(format!("write `{meant}`"), vec![Edit::replace(span, meant)]);
                self.report_with(pieces.kind, span, fix);
            }
            None => self.report(pieces.kind, span),
        }
        self.literals.push(LiteralData { kind: LiteralKind::String(Quotes::Bare), span });
        Read::Value(span)
    }

    fn pieces(&self, is_list: bool) -> Option<Pieces> {
        let first = self.peek(0)?;
        let word = first.span.of(self.text);
        match first.kind {
            TokenKind::Single => self.doubled_quotes(),
            TokenKind::Word if word.starts_with('`') => self.backticks(word),
            TokenKind::Word if is_part_of_name(word) => self.distinguished_name(),
            TokenKind::Word if word.len() >= Instant::DATE && word.starts_with(|c: char| c.is_ascii_digit()) => {
                self.date_time(is_list)
            }
            TokenKind::Word => None,
            TokenKind::Open
            | TokenKind::Close
            | TokenKind::Comma
            | TokenKind::Connective
            | TokenKind::String
            | TokenKind::Unclosed => None,
        }
        .or_else(|| if first.kind == TokenKind::Word { self.half_quoted(first) } else { None })
        .or_else(|| if first.kind == TokenKind::Word && !is_list { self.commas_in_words(first) } else { None })
    }

    /// The place of the next `count` tokens.
    fn span_of(&self, count: usize) -> Span {
        let first = self.peek(0).map_or(self.end(), |it| it.span);
        count.checked_sub(1).and_then(|last| self.peek(last)).map_or(first, |last| first.to(last.span))
    }

    /// The next `count` tokens as one value, which says `meant`.
    fn value_of(&self, count: usize, meant: &str) -> Pieces {
        self.value_at(count, self.span_of(count), meant)
    }

    fn value_at(&self, count: usize, span: Span, meant: &str) -> Pieces {
        let written = span.of(self.text).to_owned();
        // No string can say a control character, and what a placeholder becomes is not known.
        let is_sayable =
            !written.bytes().any(|byte| byte < 0x20) && holes(&written, self.placeholders).next().is_none();
        let meant = is_sayable.then(|| quoted(meant));
        Pieces { count, span, kind: K::ValueInPieces(written), meant }
    }

    /// `'O''Brien'`, `'O'Brien'`: in SQL a quote is said by two.
    fn doubled_quotes(&self) -> Option<Pieces> {
        let mut count = 1;
        while self.peek(count).is_some_and(|next| {
            let is_glued = self.peek(count - 1).is_some_and(|before| before.span.end() == next.span.start());
            is_glued && matches!(next.kind, TokenKind::Single | TokenKind::Word)
        }) {
            count += 1;
        }
        let whole = self.span_of(count).of(self.text);
        let inner = whole.strip_prefix('\'')?.strip_suffix('\'')?;
        let is_certain = count > 1 && !inner.contains('\\');
        // `''Joe''` is quoted twice, `'''Joe'''` has quotes in it.
        let twice = inner.strip_prefix('\'').and_then(|it| it.strip_suffix('\'')).filter(|it| !it.starts_with('\''));
        let meant = twice.map_or_else(|| inner.replace("''", "'"), ToOwned::to_owned);
        is_certain.then(|| self.value_of(count, &meant))
    }

    /// `` `New York` ``: up to the next word with a backtick, which has to be its last character.
    fn backticks(&self, first: &str) -> Option<Pieces> {
        if first.len() > 1 && first.ends_with('`') {
            return None;
        }
        let mut count = 1;
        loop {
            let next = self.peek(count)?;
            count += 1;
            if next.kind.is_quoted() {
                return None;
            }
            let text = next.span.of(self.text);
            if let Some(at) = text.find('`') {
                let inner = self.span_of(count).of(self.text).strip_prefix('`')?.strip_suffix('`')?;
                return (at + 1 == text.len()).then(|| self.value_of(count, inner));
            }
        }
    }

    /// `CN=Joe Doe,OU=Users`: parts that stand behind commas, at least two of which are a name, `=` and a value.
    fn distinguished_name(&self) -> Option<Pieces> {
        let (mut count, mut depth) = (1, 0usize);
        // What belongs to it for certain, and where the last comma stands.
        let (mut whole, mut comma) = (None, None);
        while let Some(next) = self.peek(count) {
            let text = next.span.of(self.text);
            match next.kind {
                TokenKind::Comma => comma = Some(count),
                TokenKind::Open => depth += 1,
                TokenKind::Close if depth == 0 => break,
                TokenKind::Close => depth -= 1,
                TokenKind::Connective => break,
                TokenKind::Word if self.connective_word(next).is_some() => break,
                TokenKind::Word if comma == Some(count - 1) && is_part_of_name(text) => whole = Some(count),
                // The next clause begins here.
                TokenKind::Word if text == "pr" || self.operator_at(count + 1) || split_at_symbol(text).is_some() => {
                    count = comma.filter(|it| it + 1 == count).unwrap_or(count);
                    break;
                }
                TokenKind::Word | TokenKind::String | TokenKind::Single | TokenKind::Unclosed => {}
            }
            count += 1;
        }
        if self.peek(count - 1).is_some_and(|it| it.kind == TokenKind::Comma) {
            count -= 1;
        }
        whole.filter(|it| *it < count)?;
        Some(self.value_of(count, self.span_of(count).of(self.text)))
    }

    /// `2024-01-01 10:00:00 +02:00`, `2024-01-01T10:00:00,5Z`.
    fn date_time(&self, is_list: bool) -> Option<Pieces> {
        let first = self.peek(0)?.span.of(self.text);
        let next = self.peek(1)?;
        let text_at =
            |ahead: usize| self.peek(ahead).filter(|it| it.kind == TokenKind::Word).map(|it| it.span.of(self.text));
        let (count, reason) = if next.kind == TokenKind::Comma && !is_list {
            let fraction = text_at(2).filter(|it| it.starts_with(|c: char| c.is_ascii_digit()));
            fraction.filter(|_| Instant::parse_date_time(first) == Err(BadInstant::MissingOffset))?;
            (3, BadInstant::CommaFraction)
        } else {
            let is_time = |it: &&str| {
                let digits = it.bytes().take_while(u8::is_ascii_digit).count();
                (1..=2).contains(&digits) && it.as_bytes().get(digits) == Some(&b':')
            };
            text_at(1).filter(is_time).filter(|_| Instant::parse_date(first).is_ok())?;
            let is_offset = |it: &str| it == "Z" || (it.starts_with(['+', '-']) && it.len() > 1);
            (if text_at(2).is_some_and(is_offset) { 3 } else { 2 }, BadInstant::BlankForT)
        };
        let span = self.span_of(count);
        let written = span.of(self.text).to_owned();
        let meant = Instant::guessed(&written);
        Some(Pieces { count, span, kind: K::DateTimeInPieces { written, reason }, meant })
    }

    /// `name eq x" and type eq "y"`: the quote before the word is missing, so that the one behind it opens a string.
    fn half_quoted(&self, first: Token) -> Option<Pieces> {
        let quote = self.peek(1).filter(|it| it.kind.is_quoted() && it.span.start() == first.span.end())?;
        let behind = quote.span.of(self.text).strip_prefix('"')?.chars().next();
        let closes = behind.is_none_or(|it| BLANKS.contains(&it) || matches!(it, ')' | ','));
        let span = Span::new(first.span.start(), quote.span.start() + 1);
        // From here on strings begin where they should end: nothing behind it can be read.
        closes.then(|| self.value_at(self.tokens.len(), span, first.span.of(self.text)))
    }

    /// `name eq Smith, John`: behind the comma stands what can't be a clause.
    fn commas_in_words(&self, first: Token) -> Option<Pieces> {
        if !self.peek(1).is_some_and(|it| it.kind == TokenKind::Comma) || !self.is_plain(first) {
            return None;
        }
        let mut count = 1;
        while self.peek(count).is_some_and(|it| it.kind == TokenKind::Comma) {
            let is_plain = |ahead: &usize| self.peek(*ahead).is_some_and(|it| self.is_plain(it));
            let words = (count + 1..count + 4).take_while(is_plain).count();
            let end = count + 1 + words;
            let ends = match self.peek(end) {
                None => true,
                Some(next) => match next.kind {
                    TokenKind::Close | TokenKind::Comma => true,
                    TokenKind::Connective => !self.negation_at(end),
                    TokenKind::Word => self.connective_word(next).is_some(),
                    TokenKind::Open | TokenKind::String | TokenKind::Single | TokenKind::Unclosed => false,
                },
            };
            // Three words may be a clause whose operator is not known.
            if !(1..=2).contains(&words) || !ends {
                break;
            }
            count = end;
        }
        (count > 1).then(|| self.value_of(count, self.span_of(count).of(self.text)))
    }

    /// Whether a token is a word that can be a part of a value, and nothing else.
    fn is_plain(&self, token: Token) -> bool {
        let word = token.span.of(self.text);
        token.kind == TokenKind::Word
            && literal_kind(word) == LiteralKind::String(Quotes::Bare)
            && !matches!(word, "null" | "pr" | "isnull")
            && !word.contains(SYMBOLS)
            && !word.contains(['{', '}', '$', '%', '<', '>'])
            && placeholder_at(word, true).is_none()
            && !is_operator(word)
            && self.connective_word(token).is_none()
    }
}

/// Whether a word is a part of a distinguished name, `CN=Joe`.
fn is_part_of_name(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, value)| {
        let is_number = || name.split('.').all(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()));
        (FieldPath::is_valid(name) || is_number()) && !value.starts_with(SYMBOLS)
    })
}
