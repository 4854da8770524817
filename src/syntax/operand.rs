//! What an operator takes: nothing, a value, or a list of values.

use super::clause::Name;
use super::error::SyntaxErrorKind as K;
use super::fold::{Folder, Stop};
use super::frame::Operand;
use super::grammar::{Token, TokenKind};
use super::limits::Limit;
use super::literal::{LiteralData, LiteralKind, Quotes};
use super::placeholder::placeholder_style;
use super::print::quoted;
use crate::diagnostic::Fix;
use crate::text::{Edit, Span};
use crate::vocab::{Arity, Decimal, Instant, PrimitiveOp};

/// What was read where a value belongs.
enum Read {
    /// It is the last of the literals.
    Value(Span),
    /// The word `null`.
    Null(Span),
    /// Nothing that could be a value; nothing was taken.
    Nothing,
}

impl Folder<'_> {
    /// Reads what `op` takes; field and operator were taken.
    pub(super) fn operands(&mut self, name: Name, op: PrimitiveOp, operator: Span) -> Result<Operand, Stop> {
        let first = self.literals.len();
        let whole = match op.info().arity {
            Arity::None => {
                let whole = name.span.to(operator);
                self.unwanted_value(op, whole);
                return Ok(self.add_clause(name, op, operator, whole, false));
            }
            Arity::One => match self.one_value(op, operator)? {
                Read::Value(span) => name.span.to(span),
                Read::Null(span) => return Ok(self.compared_with_null(name, op, operator, span)),
                Read::Nothing => {
                    self.report(K::MissingValue(op.word().into()), operator);
                    return Ok(self.error_operand(name.span.to(operator)));
                }
            },
            Arity::List => {
                let span = match self.peek(0) {
                    Some(next) if next.kind == TokenKind::Open => Some(self.list(Some(op))?),
                    _ => self.list_without_parentheses(op)?,
                };
                let Some(span) = span else {
                    self.report(K::MissingValue(op.word().into()), operator);
                    return Ok(self.error_operand(name.span.to(operator)));
                };
                if self.literals.len() == first {
                    // An empty list has its finding; what it would match is not ours to say.
                    return Ok(self.error_operand(name.span.to(span)));
                }
                name.span.to(span)
            }
        };
        let index = |at: usize| u32::try_from(at).expect("a text of 4 GiB has no more values than bytes");
        let literals = (index(first), index(self.literals.len()));
        Ok(self.add_clause_with(name, op, operator, whole, literals, false))
    }

    /// `f isnull "x"`.
    fn unwanted_value(&mut self, op: PrimitiveOp, clause: Span) {
        let Some(next) = self.peek(0) else { return };
        let is_literal = next.kind.is_quoted()
            || (next.kind == TokenKind::Word
                && matches!(literal_kind(next.span.of(self.text)), LiteralKind::Boolean(_) | LiteralKind::Number));
        if is_literal {
            self.take();
            let gone = Span::new(clause.end(), next.span.end());
            let fix = Fix::guess("take it out", vec![Edit::delete(gone)]);
            self.report_with(K::UnwantedValue(op), next.span, fix);
        }
    }

    /// `f eq null`: read as `f isnull`, as `f ne null` is as `pr f`.
    fn compared_with_null(&mut self, name: Name, op: PrimitiveOp, operator: Span, null: Span) -> Operand {
        let whole = name.span.to(null);
        let field = name.span.of(self.text);
        let (meant, title, edit) = match op {
            PrimitiveOp::Eq => (PrimitiveOp::IsNull, "write `isnull`", Edit::replace(operator.to(null), "isnull")),
            PrimitiveOp::Ne => (PrimitiveOp::Pr, "write `pr`", Edit::replace(whole, format!("pr {field}"))),
            _ => {
                self.report(K::NullOperand, null);
                return self.error_operand(whole);
            }
        };
        self.report_with(K::NullOperand, null, Fix::safe(title, vec![edit]));
        self.add_clause(name, meant, operator, whole, true)
    }

    /// The one value of `eq` and its like.
    fn one_value(&mut self, op: PrimitiveOp, operator: Span) -> Result<Read, Stop> {
        let Some(next) = self.peek(0) else { return Ok(Read::Nothing) };
        if next.kind == TokenKind::Open && self.list_follows() {
            let first = self.literals.len();
            let span = self.list(None)?;
            let kind = K::ListOperand(op);
            if self.literals.len() == first + 1 {
                let value = self.literals.last().map(|it| it.span.of(self.text)).unwrap_or_default();
                let edit = Edit::replace(span, value);
                self.report_with(kind, span, Fix::safe("leave the parentheses out", vec![edit]));
                return Ok(Read::Value(span));
            }
            self.literals.truncate(first);
            self.report(kind, span);
            return Ok(Read::Nothing);
        }
        if next.kind.is_quoted() && next.span.start() == operator.end() {
            let symbol = PrimitiveOp::from_word(operator.of(self.text)).is_none();
            if !symbol {
                self.missing_blank(next.span.start());
            }
        }
        Ok(self.value())
    }

    /// `f in "x"`, `f in "a","b"`: the span of all values.
    fn list_without_parentheses(&mut self, op: PrimitiveOp) -> Result<Option<Span>, Stop> {
        let first = self.literals.len();
        let mut whole: Option<Span> = None;
        loop {
            match self.value() {
                Read::Value(span) => whole = Some(whole.map_or(span, |it| it.to(span))),
                Read::Null(span) => {
                    self.report(K::NullOperand, span);
                    whole = Some(whole.map_or(span, |it| it.to(span)));
                }
                Read::Nothing => break,
            }
            self.check_values(first, whole.unwrap_or_default())?;
            // A comma goes on with the list only where what follows it is a value, and not the next clause.
            let (comma, next, behind) = (self.peek(0), self.peek(1), self.peek(2));
            let goes_on = comma.is_some_and(|it| it.kind == TokenKind::Comma)
                && next.is_some_and(|it| it.kind.is_value())
                && !behind.is_some_and(|it| it.kind == TokenKind::Word && self.connective_word(it).is_none());
            if !goes_on {
                break;
            }
            self.take();
        }
        let Some(span) = whole else { return Ok(None) };
        let several = self.literals.len() > first + 1;
        let kind =
            if op == PrimitiveOp::Ca && !several { K::CaWithoutParentheses } else { K::ListWithoutParentheses(op) };
        let edits = vec![Edit::insert(span.start(), "("), Edit::insert(span.end(), ")")];
        self.report_with(kind, span, Fix::safe("put them in parentheses", edits));
        Ok(Some(span))
    }

    fn check_values(&mut self, first: usize, span: Span) -> Result<(), Stop> {
        if self.literals.len() - first > self.limits.values {
            return self.stop(Limit::Values, self.limits.values, span);
        }
        Ok(())
    }

    /// Reads a list, the next token being its `(`; the span goes to its `)`. An empty one is an error only where `op`
    /// takes a list.
    pub(super) fn list(&mut self, op: Option<PrimitiveOp>) -> Result<Span, Stop> {
        let Some(open) = self.take() else { return Ok(self.end()) };
        let first = self.literals.len();
        // The comma that waits for its value, and the value that waits for its comma.
        let mut comma: Option<Span> = None;
        let mut before: Option<Token> = None;
        let mut nested = 0usize;
        while let Some(next) = self.peek(0) {
            match next.kind {
                TokenKind::Close if nested > 0 => {
                    self.take();
                    nested -= 1;
                }
                TokenKind::Close => {
                    self.take();
                    let whole = open.span.to(next.span);
                    if let Some(comma) = comma {
                        self.useless_comma(comma);
                    }
                    if self.literals.len() == first && op.is_some() {
                        self.report(K::EmptyList, whole);
                    }
                    return Ok(whole);
                }
                TokenKind::Comma => {
                    self.take();
                    if before.take().is_none() {
                        self.useless_comma(next.span);
                    } else {
                        comma = Some(next.span);
                    }
                }
                TokenKind::Open => {
                    self.take();
                    nested += 1;
                    self.report(K::UnexpectedText("(".into()), next.span);
                }
                TokenKind::Connective => break,
                TokenKind::Word | TokenKind::String | TokenKind::Single | TokenKind::Unclosed => {
                    if let Some(before) = before {
                        if self.connective_word(next).is_some() {
                            break;
                        }
                        self.missing_comma(before, next);
                    }
                    match self.value() {
                        Read::Value(_) => {}
                        Read::Null(span) => self.report(K::NullOperand, span),
                        Read::Nothing => {
                            self.take();
                            self.report(K::UnexpectedText(next.span.of(self.text).into()), next.span);
                        }
                    }
                    before = Some(next);
                    comma = None;
                    self.check_values(first, next.span)?;
                }
            }
        }
        let end = self.last.map_or(open.span, |last| last.span);
        let fix = Fix::guess("close it here", vec![Edit::insert(end.end(), ")")]);
        self.report_with(K::UnclosedParenthesis, open.span, fix);
        Ok(open.span.to(end))
    }

    fn useless_comma(&mut self, span: Span) {
        let fix = Fix::safe("take it out", vec![Edit::delete(span)]);
        self.report_with(K::ListSeparator { missing: false }, span, fix);
    }

    fn missing_comma(&mut self, before: Token, next: Token) {
        let edits = vec![Edit::replace(Span::new(before.span.end(), next.span.start()), ",")];
        // Two words may have been one value with a blank in it.
        let fix = if before.kind == TokenKind::Word && next.kind == TokenKind::Word {
            Fix::guess("put a comma in", edits)
        } else {
            Fix::safe("put a comma in", edits)
        };
        self.report_with(K::ListSeparator { missing: true }, Span::at(before.span.end()), fix);
    }

    /// Reads a value, and adds it to the literals.
    fn value(&mut self) -> Read {
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
        let data = LiteralData { kind, span: next.span };
        if next.kind == TokenKind::Single {
            let value = super::literal::Literal::new(self.text, data).string();
            let fix = Fix::safe("use double quotes", vec![Edit::replace(next.span, quoted(&value))]);
            self.report_with(K::SingleQuotes, next.span, fix);
        }
        if next.kind == TokenKind::Unclosed {
            self.unclosed_string(next.span);
        }
        self.literals.push(data);
        Read::Value(next.span)
    }

    fn word_value(&mut self, token: Token) -> Read {
        let word = token.span.of(self.text);
        if word == "pr" {
            return Read::Nothing;
        }
        self.take();
        if word == "null" {
            return Read::Null(token.span);
        }
        let mut span = token.span;
        let mut kind = literal_kind(word);
        if kind == LiteralKind::String(Quotes::Bare) {
            // `1&&b eq 2`: the value ends where the connective begins.
            let at = word.find("&&").or_else(|| word.find("||")).filter(|at| *at > 0);
            if let Some(at) = at {
                span = Span::new(span.start(), span.start() + at);
                self.put_back(TokenKind::Word, Span::new(span.end(), token.span.end()));
                kind = literal_kind(span.of(self.text));
            }
            let word = span.of(self.text);
            if let Some(style) = placeholder_style(word) {
                if !self.placeholders.contains(style) {
                    self.report(K::PlaceholderOutsideTemplate(word.into()), span);
                }
                kind = LiteralKind::Placeholder;
            } else if self.placeholders.is_empty() && holds_placeholder(word) {
                self.report(K::PlaceholderOutsideTemplate(word.into()), span);
            }
        }
        self.literals.push(LiteralData { kind, span });
        Read::Value(span)
    }

    /// Escapes and control characters of a string, quotes included in `span`.
    fn check_string(&mut self, span: Span) {
        let text = span.of(self.text);
        if !text.bytes().any(|byte| byte == b'\\' || byte < 0x20) {
            return;
        }
        let single = text.starts_with('\'');
        let mut chars = text.char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            let place = span.start() + at;
            if c == '\\' {
                match chars.next() {
                    Some((_, '"' | '\\')) | None => {}
                    Some((_, '\'')) if single => {}
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
        let inner = text.get(1..).unwrap_or_default().trim_end();
        let certain = !inner.is_empty()
            && text.starts_with('"')
            && !inner.contains([' ', '\t', '\r', '\n', '(', ')', ',', '\'', '\\']);
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
fn literal_kind(word: &str) -> LiteralKind {
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

/// Whether a placeholder that can't be anything else is a part of `word`.
fn holds_placeholder(word: &str) -> bool {
    word.contains("{{") || word.contains("${") || word.contains("$(")
}
