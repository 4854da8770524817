//! One clause: a field, an operator and its operands, and all that can stand there by mistake.
//!
//! Operators are known by their table alone; the mistakes that are words of other languages have rows of their own there.

use super::disguise::{SYMBOLS, symbol_length};
use super::error::SyntaxErrorKind as K;
use super::fold::{Folder, Stop};
use super::frame::Operand;
use super::grammar::{Token, TokenKind};
use super::placeholder::{PlaceholderStyle, holds_foreign_placeholder, holes, placeholder_style};
use super::tree::{ClauseData, KindData, NONE};
use crate::diagnostic::Fix;
use crate::text::{Edit, Span};
use crate::vocab::{CompositeOp, FieldPath, Meant, PrimitiveOp, meant_by};

/// The field of a clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) span: Span,
    /// With the quotes that stand around it by mistake.
    pub(super) outer: Span,
    is_placeholder: bool,
}

impl Name {
    pub(super) fn at(span: Span) -> Self {
        Self { span, outer: span, is_placeholder: false }
    }
}

impl Folder<'_> {
    /// Reads a clause; the next token is a word or a string.
    pub(super) fn clause(&mut self) -> Result<Operand, Stop> {
        let Some(first) = self.take() else { return Ok(self.error_operand(self.end())) };
        if first.kind != TokenKind::Word {
            return self.clause_with_quoted_field(first);
        }
        let word = first.span.of(self.text);
        if let Some(next) = self.peek(0)
            && next.kind == TokenKind::Word
            && word != "pr"
            && let Some(op) = PrimitiveOp::from_word(next.span.of(self.text))
            && FieldPath::is_valid(word)
        {
            // The usual case: a name and an operator.
            self.take();
            let name = Name::at(first.span);
            return self.operands(name, op, next.span);
        }
        match word {
            "pr" => self.presence(first.span),
            "isnull" => self.isnull_first(first.span),
            _ => self.clause_with_odd_operator(first),
        }
    }

    /// The name that stands at `span`, with a finding where it is none.
    fn name(&mut self, span: Span) -> Name {
        let word = span.of(self.text);
        if FieldPath::is_valid(word) {
            return Name::at(span);
        }
        if let Some(style) = placeholder_style(word) {
            if self.placeholders.contains(style) {
                return Name { is_placeholder: true, ..Name::at(span) };
            }
            self.report(K::PlaceholderOutsideTemplate(word.into()), span);
        } else if holes(word, self.placeholders).next().is_some() {
            self.report(K::MisplacedPlaceholder("a part of a name"), span);
        } else if holds_foreign_placeholder(word, self.placeholders) {
            self.report(K::PlaceholderOutsideTemplate(word.into()), span);
        } else {
            self.report(K::BadFieldName(word.into()), span);
        }
        Name::at(span)
    }

    /// `pr f`; `pr` was taken.
    fn presence(&mut self, pr: Span) -> Result<Operand, Stop> {
        match self.peek(0) {
            Some(next) if next.kind == TokenKind::Word => {
                self.take();
                let word = next.span.of(self.text);
                if word == "pr" {
                    self.report(K::MissingField { op: "pr".into(), before: false }, next.span);
                    return Ok(self.error_operand(pr.to(next.span)));
                }
                let name = self.name(next.span);
                Ok(self.present(pr, name))
            }
            // `pr "name"`
            Some(next) if next.kind == TokenKind::String || next.kind == TokenKind::Single => {
                self.take();
                let name = self.quoted_name(next.span);
                Ok(self.present(pr, name))
            }
            _ => {
                self.report(K::MissingField { op: "pr".into(), before: false }, pr);
                Ok(self.error_operand(pr))
            }
        }
    }

    fn present(&mut self, pr: Span, name: Name) -> Operand {
        let whole = pr.to(name.outer);
        self.unwanted_value(PrimitiveOp::Pr, whole);
        self.add_clause(name, PrimitiveOp::Pr, pr, whole, false)
    }

    /// `isnull` where a clause begins, with no operator behind it; it was taken.
    fn isnull_first(&mut self, isnull: Span) -> Result<Operand, Stop> {
        match self.peek(0) {
            Some(next) if next.kind == TokenKind::Word && !self.operator_at(0) => {
                self.take();
                let name = self.name(next.span);
                let whole = isnull.to(next.span);
                let fix = Edit::replace(whole, format!("{} isnull", next.span.of(self.text)));
                self.report_with(K::IsnullBeforeField, whole, Fix::safe("write `isnull` behind it", vec![fix]));
                self.unwanted_value(PrimitiveOp::IsNull, whole);
                Ok(self.add_clause(name, PrimitiveOp::IsNull, isnull, whole, false))
            }
            Some(next) if next.kind == TokenKind::Word => {
                self.clause_with_odd_operator(Token { kind: TokenKind::Word, span: isnull })
            }
            _ => {
                self.report(K::MissingField { op: "isnull".into(), before: true }, isnull);
                Ok(self.error_operand(isnull))
            }
        }
    }

    /// `"name" eq "x"`: a quoted word where a field belongs; it was taken.
    fn clause_with_quoted_field(&mut self, quoted: Token) -> Result<Operand, Stop> {
        if quoted.kind == TokenKind::Unclosed || !self.operator_at(0) {
            self.report(K::UnexpectedText(quoted.span.of(self.text).into()), quoted.span);
            return Ok(self.error_operand(quoted.span));
        }
        let name = self.quoted_name(quoted.span);
        self.operator(name)
    }

    /// The name that stands in quotes at `quoted`, with its finding.
    fn quoted_name(&mut self, quoted: Span) -> Name {
        let written = quoted.of(self.text);
        let inner = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
        let kind = K::BadFieldName(written.into());
        if !is_field(inner) {
            self.report(kind, quoted);
            return Name::at(quoted);
        }
        let edit = Edit::replace(quoted, self.spaced(quoted, inner));
        self.report_with(kind, quoted, Fix::safe("leave the quotes out", vec![edit]));
        Name { outer: quoted, ..Name::at(Span::new(quoted.start() + 1, quoted.end() - 1)) }
    }

    /// A clause whose field is taken and whose next token is not an operator as it should be.
    fn clause_with_odd_operator(&mut self, first: Token) -> Result<Operand, Stop> {
        let word = first.span.of(self.text);
        // `name=="x"`, `count>=5`: the name ends where the symbol begins.
        if let Some(at) = split_at_symbol(word) {
            let (start, end) = (first.span.start(), first.span.end());
            self.put_back(Span::new(start + at, end));
            let name = Name::at(Span::new(start, start + at));
            return self.operator(name);
        }
        if let Some(style) = placeholder_style(word)
            && self.placeholders.contains(style)
            && self.peek(0).is_none_or(|next| !next.kind.is_value() || self.connective_word(next).is_some())
        {
            let node = self.add(KindData::Placeholder, first.span, NONE);
            return Ok(Operand { node, outer: first.span });
        }
        if let Some(Meant::Op(op @ (PrimitiveOp::Pr | PrimitiveOp::IsNull))) = meant_by(word)
            && let Some(field) = self.peek(0).filter(|it| it.kind == TokenKind::Word)
            && !self.operator_at(0)
            && is_field(field.span.of(self.text))
            && self.connective_word(field).is_none()
        {
            return Ok(self.foreign_prefix(first.span, op, field.span));
        }
        let name = self.name(first.span);
        self.operator(name)
    }

    /// Reads an operator that may be written in any way, and what it takes.
    fn operator(&mut self, name: Name) -> Result<Operand, Stop> {
        let Some(next) = self.peek(0) else { return Ok(self.missing_operator(name)) };
        let word = next.span.of(self.text);
        match next.kind {
            TokenKind::Connective if word == "not" => self.negated_operator(name, next.span),
            TokenKind::Word => {
                if let Some(op) = PrimitiveOp::from_word(word) {
                    self.take();
                    return self.operands(name, op, next.span);
                }
                if let Some(style) = placeholder_style(word) {
                    return self.placeholder_for_operator(name, next, style);
                }
                if let Some(length) = symbol_length(word) {
                    return self.symbol(name, next, length);
                }
                if word.eq_ignore_ascii_case(CompositeOp::Not.word()) {
                    return self.negated_operator(name, next.span);
                }
                if self.connective_word(next).is_some() {
                    // `a AND b`: the connective is read in its own place.
                    return Ok(self.missing_operator(name));
                }
                match meant_by(word) {
                    Some(Meant::Op(op)) => self.foreign_operator(name, next.span, op),
                    Some(Meant::Nothing) => {
                        self.take();
                        self.report(K::ForeignOperator { written: word.into(), op: None }, next.span);
                        self.skip_operand(name, next.span)
                    }
                    None => self.unknown_operator(name, next),
                }
            }
            TokenKind::Open => {
                let operand = self.missing_operator(name);
                if self.list_follows() {
                    return self.skip_operand(name, name.span);
                }
                Ok(operand)
            }
            TokenKind::String | TokenKind::Single | TokenKind::Unclosed => {
                self.missing_operator(name);
                self.take();
                Ok(self.error_operand(name.outer.to(next.span)))
            }
            TokenKind::Connective | TokenKind::Close | TokenKind::Comma => Ok(self.missing_operator(name)),
        }
    }

    /// `name {{op}} "x"`: nothing can be bound there.
    fn placeholder_for_operator(&mut self, name: Name, token: Token, style: PlaceholderStyle) -> Result<Operand, Stop> {
        self.take();
        let kind = if self.placeholders.contains(style) {
            K::MisplacedPlaceholder("an operator")
        } else {
            K::PlaceholderOutsideTemplate(token.span.of(self.text).into())
        };
        self.report(kind, token.span);
        self.skip_operand(name, token.span)
    }

    pub(super) fn missing_operator(&mut self, name: Name) -> Operand {
        // A word that is no name either has its finding already.
        if self.findings.last().is_none_or(|it| it.span != name.span) {
            self.report(K::MissingOperator(name.span.of(self.text).into()), name.span);
        }
        self.error_operand(name.outer)
    }

    /// Passes over what an operator would take that can't be read.
    pub(super) fn skip_operand(&mut self, name: Name, span: Span) -> Result<Operand, Stop> {
        let mut end = span;
        match self.peek(0) {
            Some(next) if next.kind == TokenKind::Open && self.list_follows() => {
                let first = self.literals.len();
                end = self.list(None)?;
                self.literals.truncate(first);
            }
            Some(next) if next.kind.is_value() && self.connective_word(next).is_none() => {
                self.take();
                end = next.span;
            }
            _ => {}
        }
        Ok(self.error_operand(name.outer.to(end)))
    }

    /// Whether the parenthesis that comes next opens a list of values: a value, then a comma or `)`.
    pub(super) fn list_follows(&self) -> bool {
        let (first, second) = (self.peek(1).map(|it| it.kind), self.peek(2).map(|it| it.kind));
        match first {
            Some(TokenKind::Close) => true,
            Some(kind) if kind.is_value() => {
                matches!(
                    second,
                    None | Some(TokenKind::Comma | TokenKind::Close | TokenKind::String | TokenKind::Single)
                )
            }
            _ => false,
        }
    }

    pub(super) fn add_clause(
        &mut self,
        name: Name,
        op: PrimitiveOp,
        operator: Span,
        whole: Span,
        from_null: bool,
    ) -> Operand {
        let end = u32::try_from(self.literals.len()).expect("a text of 4 GiB has no more values than bytes");
        self.add_clause_with(name, op, operator, whole, (end, end), from_null)
    }

    pub(super) fn add_clause_with(
        &mut self,
        name: Name,
        op: PrimitiveOp,
        operator: Span,
        whole: Span,
        literals: (u32, u32),
        from_null: bool,
    ) -> Operand {
        let data = ClauseData {
            field: name.span,
            operator,
            op,
            field_is_placeholder: name.is_placeholder,
            from_null,
            literals,
        };
        Operand { node: self.add(KindData::Clause(data), whole, NONE), outer: whole }
    }
}

/// Where the symbol stands in `name=="x"`, whose name ends with it.
pub(super) fn split_at_symbol(word: &str) -> Option<usize> {
    let at = word.find(SYMBOLS)?;
    word.get(..at).is_some_and(is_field).then_some(at)
}

/// Whether `word` can stand as a field: a name that is not reserved.
pub(super) fn is_field(word: &str) -> bool {
    FieldPath::is_valid(word) && !matches!(word, "and" | "or" | "not" | "pr")
}
