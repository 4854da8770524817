//! Lists of values, with parentheses and without.

use super::clause::split_at_symbol;
use super::error::SyntaxErrorKind as K;
use super::fold::{Folder, Stop};
use super::grammar::{Token, TokenKind};
use super::limits::Limit;
use super::literal::LiteralKind;
use super::value::Read;
use crate::diagnostic::Fix;
use crate::text::{Edit, Span};
use crate::vocab::PrimitiveOp;

impl Folder<'_> {
    /// `f in "x"`, `f in "a","b"`: the span of all values.
    pub(super) fn list_without_parentheses(&mut self, op: PrimitiveOp) -> Result<Option<Span>, Stop> {
        let first = self.literals.len();
        if let Some(span) = self.list_in_brackets(op) {
            return Ok(Some(span));
        }
        let mut whole: Option<Span> = None;
        loop {
            match self.value_or_pieces(true) {
                Read::Value(span) => whole = Some(whole.map_or(span, |it| it.to(span))),
                Read::Null(span) => {
                    self.report(K::NullOperand, span);
                    whole = Some(whole.map_or(span, |it| it.to(span)));
                }
                Read::Nothing | Read::Refused => break,
            }
            self.check_values(first, whole.unwrap_or_default())?;
            // A comma goes on with the list only where what follows it is a value, and not the next clause.
            let is_comma = |ahead: &usize| self.peek(*ahead).is_some_and(|it| it.kind == TokenKind::Comma);
            let commas = (0..).take_while(is_comma).count();
            let next = self.peek(commas);
            let goes_on = commas > 0
                && next.is_some_and(|it| it.kind.is_value() && !self.begins_clause(it, self.peek(commas + 1)));
            if !goes_on {
                break;
            }
            self.take();
            for _ in 1..commas {
                if let Some(comma) = self.take() {
                    self.useless_comma(comma.span);
                }
            }
        }
        let Some(span) = whole else { return Ok(None) };
        if self.literals.len() == first {
            // Nothing but `null`, which has its finding.
            return Ok(Some(span));
        }
        let several = self.literals.len() > first + 1;
        let kind =
            if op == PrimitiveOp::Ca && !several { K::CaWithoutParentheses } else { K::ListWithoutParentheses(op) };
        if self.last.is_some_and(|it| it.kind == TokenKind::Unclosed) {
            // What would close the list would stand inside the string.
            self.report(kind, span);
            return Ok(Some(span));
        }
        let edits = vec![Edit::insert(span.start(), "("), Edit::insert(span.end(), ")")];
        let title = "put them in parentheses";
        // A placeholder may stand for a list with parentheses of its own.
        let is_open =
            self.literals.get(first..).unwrap_or_default().iter().any(|it| it.kind == LiteralKind::Placeholder);
        let fix = if is_open { Fix::guess(title, edits) } else { Fix::safe(title, edits) };
        self.report_with(kind, span, fix);
        Ok(Some(span))
    }

    /// `f in ["x","y"]`: passes over it, from the word that begins with `[` to the one that ends with `]`.
    fn list_in_brackets(&mut self, op: PrimitiveOp) -> Option<Span> {
        let open = self.peek(0).filter(|it| it.kind == TokenKind::Word && it.span.of(self.text).starts_with('['))?;
        let closes = |it: Token, text: &str| it.kind == TokenKind::Word && it.span.of(text).ends_with(']');
        let mut whole = open.span;
        while let Some(next) = self.peek(0) {
            if !next.kind.is_value() && next.kind != TokenKind::Comma {
                break;
            }
            self.take();
            whole = whole.to(next.span);
            if closes(next, self.text) {
                let (start, end) = (whole.start(), whole.end());
                let edits =
                    vec![Edit::replace(Span::new(start, start + 1), "("), Edit::replace(Span::new(end - 1, end), ")")];
                let fix = Fix::safe("put them in parentheses", edits);
                self.report_with(K::ListWithoutParentheses(op), whole, fix);
                return Some(whole);
            }
        }
        self.report(K::ListWithoutParentheses(op), whole);
        Some(whole)
    }

    /// Whether a token that could be a value is the beginning of a clause, or of a negation.
    fn begins_clause(&self, token: Token, behind: Option<Token>) -> bool {
        let word = token.span.of(self.text);
        if token.kind == TokenKind::Word && (word == "pr" || split_at_symbol(word).is_some()) {
            return true;
        }
        let negates = token.kind == TokenKind::Word && (word == "!" || word.eq_ignore_ascii_case("not"));
        behind.is_some_and(|behind| match behind.kind {
            TokenKind::Word => self.connective_word(behind).is_none(),
            TokenKind::Connective => behind.span.of(self.text) == "not",
            TokenKind::Open => negates,
            TokenKind::Close | TokenKind::Comma | TokenKind::String | TokenKind::Single | TokenKind::Unclosed => false,
        })
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
        // Whether it was said what is wrong with a list that has no value.
        let mut is_reported = false;
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
                    if self.literals.len() == first && op.is_some() && !is_reported {
                        self.report(K::EmptyList, whole);
                    }
                    return Ok(whole);
                }
                TokenKind::Comma => {
                    self.take();
                    if before.take().is_none() {
                        is_reported = true;
                        self.useless_comma(next.span);
                    } else {
                        comma = Some(next.span);
                    }
                }
                TokenKind::Open => {
                    self.take();
                    nested += 1;
                    is_reported = true;
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
                        Read::Null(span) => {
                            is_reported = true;
                            self.report(K::NullOperand, span);
                        }
                        Read::Nothing | Read::Refused => {
                            is_reported = true;
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
        // Two words may have been one value with a blank in it, and a word beside a string anything.
        let fix = if before.kind.is_quoted() && next.kind.is_quoted() {
            Fix::safe("put a comma in", edits)
        } else {
            Fix::guess("put a comma in", edits)
        };
        self.report_with(K::ListSeparator { missing: true }, Span::at(before.span.end()), fix);
    }
}
