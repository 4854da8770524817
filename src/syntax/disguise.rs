//! Operators and connectives that are written in another way: another case, a symbol, a word of another language.

use super::clause::Name;
use super::error::SyntaxErrorKind as K;
use super::fold::{Folder, Stop};
use super::frame::Operand;
use super::grammar::{Token, TokenKind};
use super::tree::{Joiner, KindData};
use crate::diagnostic::{Fix, Safety, did_you_mean};
use crate::text::{Edit, Span};
use crate::vocab::{CompositeOp, Meant, PrimitiveOp, is_loose_alias, meant_by, meant_by_symbol};

/// The characters of the symbols that stand for operators in other languages.
pub(super) const SYMBOLS: [char; 6] = ['=', '<', '>', '!', '~', '^'];

impl Folder<'_> {
    /// `f not in (…)`, `f NOT EQ "x"`.
    pub(super) fn negated_operator(&mut self, name: Name, not: Span) -> Result<Operand, Stop> {
        let op = self.peek(1).filter(|it| it.kind == TokenKind::Word);
        let found = op.and_then(|it| {
            let word = it.span.of(self.text);
            let meant = PrimitiveOp::from_word(word).map(Meant::Op).or_else(|| meant_by(word));
            let Some(Meant::Op(op)) = meant else { return None };
            Some((op, it.span))
        });
        let Some((op, op_span)) = found else { return Ok(self.missing_operator(name)) };
        self.take();
        self.take();
        let written = not.to(op_span);
        let edits = vec![self.put_before(name, "not"), Edit::replace(written, op.word())];
        let title = "write `not` before the field";
        // Behind a word that was put in, `contains` and `NOT` would be read as something else than a name.
        let field = name.span.of(self.text);
        let is_keyword = meant_by(field).is_some() || field.eq_ignore_ascii_case(CompositeOp::Not.word());
        let loose = is_loose_alias(op_span.of(self.text));
        let fix = if loose || is_keyword { Fix::guess(title, edits) } else { Fix::safe(title, edits) };
        self.report_with(K::SymbolOperator { written: written.of(self.text).into(), word: "not" }, written, fix);
        let operand = self.operands(name, op, op_span)?;
        let node = self.add(KindData::Not, operand.outer, operand.node);
        Ok(Operand { node, outer: operand.outer })
    }

    /// A word put before a field, which a quote may have glued to the word before it.
    fn put_before(&self, name: Name, word: &str) -> Edit {
        let place = Span::at(name.outer.start());
        Edit::replace(place, self.spaced(place, word))
    }

    /// `EQ`, `contains`, `is null`, `is not null`.
    pub(super) fn foreign_operator(&mut self, name: Name, span: Span, op: PrimitiveOp) -> Result<Operand, Stop> {
        self.take();
        let word = span.of(self.text);
        let (op, span) = self.is_null(word, span).unwrap_or((op, span));
        let written = span.of(self.text);
        let kind = if written.eq_ignore_ascii_case(op.word()) {
            K::UpperCaseOperator { written: written.into(), word: op.word() }
        } else {
            K::ForeignOperator { written: written.into(), op: Some(op) }
        };
        let title = format!("write `{op}`");
        // `pr` reads best before its field.
        let edits = if op == PrimitiveOp::Pr {
            vec![self.put_before(name, "pr"), Edit::delete(Span::new(name.outer.end(), span.end()))]
        } else {
            vec![Edit::replace(span, op.word())]
        };
        let fix = if is_loose_alias(written) { Fix::guess(title, edits) } else { Fix::safe(title, edits) };
        self.report_with(kind, span, fix);
        self.operands(name, op, span)
    }

    /// `PR f`, `notnull f`, `ISNULL f`; the first word was taken.
    pub(super) fn foreign_prefix(&mut self, span: Span, op: PrimitiveOp, field: Span) -> Operand {
        self.take();
        let (written, name) = (span.of(self.text), field.of(self.text));
        let whole = span.to(field);
        let kind = if written.eq_ignore_ascii_case(op.word()) {
            K::UpperCaseOperator { written: written.into(), word: op.word() }
        } else {
            K::ForeignOperator { written: written.into(), op: Some(op) }
        };
        let meant = if op == PrimitiveOp::Pr { format!("pr {name}") } else { format!("{name} isnull") };
        let (title, edits) = (format!("write `{meant}`"), vec![Edit::replace(whole, meant.as_str())]);
        let fix = if is_loose_alias(written) { Fix::guess(title, edits) } else { Fix::safe(title, edits) };
        self.report_with(kind, span, fix);
        self.unwanted_value(op, whole);
        self.add_clause(Name::at(field), op, span, whole, false)
    }

    /// `is null` and `is not null` of SQL; `is` was taken.
    fn is_null(&mut self, word: &str, span: Span) -> Option<(PrimitiveOp, Span)> {
        if !word.eq_ignore_ascii_case("is") {
            return None;
        }
        let is = |token: Option<Token>, word: &str, text: &str| {
            token.filter(|it| it.span.of(text).eq_ignore_ascii_case(word)).map(|it| it.span)
        };
        if let Some(null) = is(self.peek(0), "null", self.text) {
            self.take();
            return Some((PrimitiveOp::IsNull, span.to(null)));
        }
        is(self.peek(0), "not", self.text)?;
        let null = is(self.peek(1), "null", self.text)?;
        self.take();
        self.take();
        Some((PrimitiveOp::Pr, span.to(null)))
    }

    /// `==`, `>=5`; the next token begins with a symbol of `length` bytes.
    pub(super) fn symbol(&mut self, name: Name, token: Token, length: usize) -> Result<Operand, Stop> {
        self.take();
        let (start, end) = (token.span.start(), token.span.end());
        let span = Span::new(start, start + length);
        self.put_back(Span::new(start + length, end));
        let symbol = span.of(self.text);
        let Some(op) = meant_by_symbol(symbol) else {
            self.report(K::UnknownOperator(symbol.into()), span);
            return self.skip_operand(name, span);
        };
        let edits = vec![Edit::replace(span, self.spaced(span, op.word()))];
        let title = format!("write `{op}`");
        let fix = if is_loose_alias(symbol) { Fix::guess(title, edits) } else { Fix::safe(title, edits) };
        self.report_with(K::SymbolOperator { written: symbol.into(), word: op.word() }, span, fix);
        self.operands(name, op, span)
    }

    /// `tpye resembles "x"`: the next token is a word that no table knows.
    pub(super) fn unknown_operator(&mut self, name: Name, token: Token) -> Result<Operand, Stop> {
        let word = token.span.of(self.text);
        let next_is_operator = self.peek(1).is_some_and(|next| {
            let next_word = next.span.of(self.text);
            next.kind == TokenKind::Word
                && (PrimitiveOp::from_word(next_word).is_some() || meant_by(next_word).is_some())
        });
        if next_is_operator {
            // `name type eq "x"`: the word begins the next clause.
            return Ok(self.missing_operator(name));
        }
        self.take();
        let kind = K::UnknownOperator(word.into());
        // Behind the last finding that is kept, suggestions cost time for nothing.
        let near =
            if self.findings.is_full() { None } else { did_you_mean(word, PrimitiveOp::ALL.map(PrimitiveOp::word)) };
        match near {
            Some(near) if word.len() > 1 => {
                let fix = Fix::guess(format!("write `{near}`"), vec![Edit::replace(token.span, near)]);
                self.report_with(kind, token.span, fix);
            }
            _ => self.report(kind, token.span),
        }
        self.skip_operand(name, token.span)
    }

    /// `NOT a eq 1`, `!(a eq 1)`: takes it, where the next token is a `not` in disguise.
    pub(super) fn negation_in_disguise(&mut self, token: Token) -> Result<bool, Stop> {
        if token.kind != TokenKind::Word {
            return Ok(false);
        }
        let word = token.span.of(self.text);
        if word.starts_with('!') && !word.starts_with("!=") {
            self.take();
            let bang = Span::new(token.span.start(), token.span.start() + 1);
            self.put_back(Span::new(bang.end(), token.span.end()));
            let fix = Fix::safe("write `not`", vec![Edit::replace(bang, self.spaced(bang, "not"))]);
            self.report_with(K::SymbolOperator { written: "!".into(), word: "not" }, bang, fix);
            self.push_not(bang)?;
            return Ok(true);
        }
        if !word.eq_ignore_ascii_case("not") {
            return Ok(false);
        }
        // `NOT eq 1` has a field of that name; `NOT a eq 1` and `NOT (…)` have not.
        let negates = match self.peek(1) {
            Some(next) if next.kind == TokenKind::Word => {
                let next = next.span.of(self.text);
                next == "pr" || (PrimitiveOp::from_word(next).is_none() && symbol_length(next).is_none())
            }
            // `NOT not in ("x")` has a field of that name, too.
            Some(_) if self.negation_at(1) => match self.peek(2).map(|it| it.span.of(self.text)) {
                Some("pr") => self
                    .peek(3)
                    .is_some_and(|it| matches!(it.kind, TokenKind::Word | TokenKind::String | TokenKind::Single)),
                Some("isnull") => self.peek(3).is_some_and(|it| it.kind == TokenKind::Word),
                _ => !self.operator_at(2),
            },
            Some(next) => next.kind == TokenKind::Open,
            None => false,
        };
        if negates {
            self.take();
            // In `NOT NOT EQ 1` and `NOT gt==1` each word can be the field: what it is hangs on how the others are written.
            let safety = if self.is_keyword_in_disguise(0) { Safety::Unsafe } else { Safety::Safe };
            self.upper_case(token.span, CompositeOp::Not, safety);
            self.push_not(token.span)?;
        }
        Ok(negates)
    }

    /// Whether the token that comes there is an operator or a connective, but for its case or a symbol behind it.
    fn is_keyword_in_disguise(&self, ahead: usize) -> bool {
        let Some(token) = self.peek(ahead).filter(|it| it.kind == TokenKind::Word) else { return false };
        let word = token.span.of(self.text);
        if word.split_once(SYMBOLS).is_some_and(|(word, _)| PrimitiveOp::from_word(word).is_some()) {
            return true;
        }
        let same = |it: &str| word != it && word.eq_ignore_ascii_case(it);
        PrimitiveOp::ALL.iter().any(|op| same(op.word())) || CompositeOp::ALL.iter().any(|op| same(op.word()))
    }

    fn upper_case(&mut self, span: Span, op: CompositeOp, safety: Safety) {
        let written = span.of(self.text).to_owned();
        let edits = vec![Edit::replace(span, op.word())];
        let fix = Fix { title: format!("write `{op}`"), safety, edits };
        self.report_with(K::UpperCaseOperator { written, word: op.word() }, span, fix);
    }

    /// The connective that a word is meant as: `AND`, `&&`.
    pub(super) fn connective_word(&self, token: Token) -> Option<CompositeOp> {
        let word = token.span.of(self.text);
        if token.kind != TokenKind::Word {
            return None;
        }
        if word.starts_with("&&") || word == "&" {
            return Some(CompositeOp::And);
        }
        if word.starts_with("||") || word == "|" {
            return Some(CompositeOp::Or);
        }
        [CompositeOp::And, CompositeOp::Or].into_iter().find(|op| word.eq_ignore_ascii_case(op.word()))
    }

    /// Takes a connective that is not written as one, and says so.
    pub(super) fn connective_in_disguise(&mut self, token: Token) -> Option<Joiner> {
        let op = self.connective_word(token)?;
        self.take();
        let word = token.span.of(self.text);
        if word.eq_ignore_ascii_case(op.word()) {
            self.upper_case(token.span, op, Safety::Safe);
        } else {
            let length = word.len().min(2);
            let span = Span::new(token.span.start(), token.span.start() + length);
            self.put_back(Span::new(span.end(), token.span.end()));
            let fix = Fix::safe(format!("write `{op}`"), vec![Edit::replace(span, self.spaced(span, op.word()))]);
            self.report_with(K::SymbolOperator { written: span.of(self.text).into(), word: op.word() }, span, fix);
        }
        match op {
            CompositeOp::And => Some(Joiner::And),
            CompositeOp::Or => Some(Joiner::Or),
            CompositeOp::Not => None,
        }
    }
}

/// How long the symbol is that `word` begins with: the longest run of characters that symbols are made of.
pub(super) fn symbol_length(word: &str) -> Option<usize> {
    let length = word.find(|c| !SYMBOLS.contains(&c)).unwrap_or(word.len());
    (length > 0).then_some(length)
}
