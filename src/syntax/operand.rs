//! What an operator takes: nothing, a value, or a list of values.

use super::clause::Name;
use super::disguise::{SYMBOLS, symbol_length};
use super::error::SyntaxErrorKind as K;
use super::fold::{Folder, Stop};
use super::frame::Operand;
use super::grammar::TokenKind;
use super::literal::LiteralKind;
use super::value::{Read, literal_kind};
use crate::diagnostic::Fix;
use crate::text::{BLANKS, Edit, Span};
use crate::vocab::{Arity, PrimitiveOp, meant_by};

impl Folder<'_> {
    /// Reads what `op` takes; field and operator were taken.
    pub(super) fn operands(&mut self, name: Name, op: PrimitiveOp, operator: Span) -> Result<Operand, Stop> {
        let first = self.literals.len();
        let whole = match op.info().arity {
            Arity::None => {
                let whole = name.outer.to(operator);
                self.unwanted_value(op, whole);
                return Ok(self.add_clause(name, op, operator, whole, false));
            }
            Arity::One => match self.one_value(op, operator)? {
                Read::Value(span) => name.outer.to(span),
                Read::Null(span) => return Ok(self.compared_with_null(name, op, operator, span)),
                Read::Nothing => {
                    self.report(K::MissingValue(op.word().into()), operator);
                    return Ok(self.error_operand(name.outer.to(operator)));
                }
                Read::Refused => return Ok(self.error_operand(name.outer.to(operator))),
            },
            Arity::List => {
                let span = match self.peek(0) {
                    Some(next) if next.kind == TokenKind::Open => Some(self.list(Some(op))?),
                    _ => self.list_without_parentheses(op)?,
                };
                let Some(span) = span else {
                    self.report(K::MissingValue(op.word().into()), operator);
                    return Ok(self.error_operand(name.outer.to(operator)));
                };
                if self.literals.len() == first {
                    // An empty list has its finding; what it would match is not ours to say.
                    return Ok(self.error_operand(name.outer.to(span)));
                }
                name.outer.to(span)
            }
        };
        let index = |at: usize| u32::try_from(at).expect("a text of 4 GiB has no more values than bytes");
        let literals = (index(first), index(self.literals.len()));
        Ok(self.add_clause_with(name, op, operator, whole, literals, false))
    }

    /// `f isnull "x"`.
    pub(super) fn unwanted_value(&mut self, op: PrimitiveOp, clause: Span) {
        let Some(next) = self.peek(0) else { return };
        let is_literal = match next.kind {
            TokenKind::String | TokenKind::Single | TokenKind::Unclosed => true,
            // `f isnull true eq 1`: a connective is missing before the field `true`.
            TokenKind::Word => {
                let kind = literal_kind(next.span.of(self.text));
                matches!(kind, LiteralKind::Boolean(_) | LiteralKind::Number) && !self.operator_at(1)
            }
            TokenKind::Open | TokenKind::Close | TokenKind::Comma | TokenKind::Connective => false,
        };
        if is_literal {
            self.take();
            let gone = Span::new(clause.end(), next.span.end());
            let fix = Fix::guess("take it out", vec![Edit::delete(gone)]);
            self.report_with(K::UnwantedValue(op), next.span, fix);
        }
    }

    /// Whether the token `ahead` places behind the next one is an operator, written in any way.
    pub(super) fn operator_at(&self, ahead: usize) -> bool {
        let Some(token) = self.peek(ahead).filter(|it| it.kind == TokenKind::Word) else { return false };
        is_operator(token.span.of(self.text))
    }

    /// `f eq null`: read as `f isnull`, as `f ne null` is as `pr f`.
    fn compared_with_null(&mut self, name: Name, op: PrimitiveOp, operator: Span, null: Span) -> Operand {
        let whole = name.outer.to(null);
        let field = name.span.of(self.text);
        let (meant, title, edit) = match op {
            PrimitiveOp::Eq => (
                PrimitiveOp::IsNull,
                "write `isnull`",
                Edit::replace(operator.to(null), self.spaced(operator.to(null), "isnull")),
            ),
            PrimitiveOp::Ne => {
                (PrimitiveOp::Pr, "write `pr`", Edit::replace(whole, self.spaced(whole, &format!("pr {field}"))))
            }
            _ => {
                self.report(K::NullOperand, null);
                return self.error_operand(whole);
            }
        };
        let between = self.text.get(name.outer.end()..operator.start()).unwrap_or_default();
        if meant == PrimitiveOp::Pr && !between.trim_matches(BLANKS).is_empty() {
            // `f not ne null`: what stands there would be lost; it finds its place first.
            self.report(K::NullOperand, null);
        } else {
            self.report_with(K::NullOperand, null, Fix::safe(title, vec![edit]));
        }
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
                // A symbol in front brings its own blanks, and would take in one that the value begins with.
                let is_behind_symbol = self.text.get(..span.start()).is_some_and(|text| text.ends_with(SYMBOLS));
                let is_apart = is_behind_symbol && !value.starts_with(SYMBOLS);
                let text = if is_apart { value.to_owned() } else { self.spaced(span, value) };
                let edit = Edit::replace(span, text);
                self.report_with(kind, span, Fix::safe("leave the parentheses out", vec![edit]));
                return Ok(Read::Value(span));
            }
            self.literals.truncate(first);
            self.report(kind, span);
            return Ok(Read::Refused);
        }
        if next.kind.is_quoted() && next.span.start() == operator.end() {
            let symbol = PrimitiveOp::from_word(operator.of(self.text)).is_none();
            if !symbol {
                self.missing_blank(next.span.start());
            }
        }
        Ok(self.value_or_pieces(false))
    }
}

/// Whether a word is an operator, written in any way.
pub(super) fn is_operator(word: &str) -> bool {
    PrimitiveOp::from_word(word).is_some() || meant_by(word).is_some() || symbol_length(word).is_some()
}
