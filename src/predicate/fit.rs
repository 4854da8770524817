//! Whether an operand fits its field, and what it means there.

use super::bare_word::quote;
use super::error::ValidationErrorKind as K;
use super::findings::Findings;
use super::keyword::{is_null, keyword_of};
use super::offer::Offer;
use crate::diagnostic::{Fix, Safety, Severity, did_you_mean};
use crate::schema::{FieldType, Schema};
use crate::syntax::{Clause, Literal, LiteralKind, Quotes, quoted};
use crate::text::{Edit, Span};
use crate::vocab::{BadDecimal, BadInstant, Decimal, Instant, PrimitiveOp, Value, eq_folded};

/// A clause whose operands are looked at, with what the endpoint offers for its field.
pub(super) struct Fitting<'a> {
    pub(super) clause: Clause<'a>,
    pub(super) offer: &'a Offer<'a>,
    pub(super) schema: &'a Schema,
    pub(super) findings: &'a mut Findings,
}

impl Fitting<'_> {
    /// What an operand means; `None` where it does not fit, which is then reported, or is a placeholder.
    pub(super) fn value(&mut self, literal: Literal<'_>) -> Option<Value> {
        if literal.has_holes() {
            // What it will say is not known before its placeholders are bound.
            self.findings.hold(K::UnboundPlaceholder, literal.span());
            return None;
        }
        match literal.kind() {
            LiteralKind::Placeholder => {
                self.findings.hold(K::UnboundPlaceholder, literal.span());
                return None;
            }
            // It may have swallowed half of the filter, which then does not narrow the result.
            LiteralKind::String(Quotes::Unclosed) => self.findings.hold(K::Unreadable, literal.span()),
            LiteralKind::String(Quotes::Double | Quotes::Single | Quotes::Bare)
            | LiteralKind::Number
            | LiteralKind::Boolean(_)
            | LiteralKind::DateTime
            | LiteralKind::Date => {}
        }
        if self.op().info().textual {
            return if self.op_is_offered() { self.text(literal) } else { None };
        }
        match self.offer.kind {
            FieldType::String => Some(self.string(literal)),
            FieldType::Number => self.number(literal),
            FieldType::Boolean => self.boolean(literal),
            FieldType::DateTime => self.date_time(literal),
            FieldType::Object | FieldType::Unknown => self.own_type(literal),
        }
    }

    pub(super) fn op(&self) -> PrimitiveOp {
        self.clause.op()
    }

    /// Whether the operator is offered; otherwise that is reported, and what it asks for does not matter.
    fn op_is_offered(&self) -> bool {
        self.offer.operators.contains(self.op())
    }

    pub(super) fn field(&self) -> String {
        self.clause.field().to_owned()
    }

    fn add(&mut self, kind: K, span: Span) {
        self.findings.add(kind, span);
    }

    pub(super) fn add_fixed(&mut self, kind: K, span: Span, fix: Fix) {
        self.findings.add_fixed(kind, span, Some(fix));
    }

    fn mismatch(&mut self, literal: Literal<'_>) {
        let kind = K::TypeMismatch {
            field: self.field(),
            expected: self.offer.kind,
            written: literal.text().to_owned(),
            found: what_it_is(literal),
        };
        self.add(kind, literal.span());
    }

    /// An operand of `co` or `sw`.
    fn text(&mut self, literal: Literal<'_>) -> Option<Value> {
        let op = self.op();
        match self.offer.kind {
            FieldType::Number | FieldType::Boolean => {
                let kind = K::TextOperatorOnOther { field: self.field(), kind: self.offer.kind, op };
                self.add(kind, self.clause.operator_span());
                return None;
            }
            FieldType::Object | FieldType::Unknown if !is_string(literal) => {
                let kind =
                    K::TextOperatorOperand { written: literal.text().to_owned(), found: what_it_is(literal), op };
                self.add_fixed(kind, literal.span(), quote(literal, self.clause));
                return None;
            }
            // On a date-time field it looks at the record's own text, where the endpoint offers the operator.
            FieldType::String | FieldType::DateTime | FieldType::Object | FieldType::Unknown => {}
        }
        if literal.string().is_empty() {
            self.add(K::EmptyText(op), literal.span());
        }
        Some(self.quoted_or_bare(literal))
    }

    pub(super) fn string(&mut self, literal: Literal<'_>) -> Value {
        let is_listed = || self.offer.values.iter().any(|one| one.eq_ignore_ascii_case(literal.text()));
        let value = match keyword_of(literal) {
            Some(meant) if !is_listed() => {
                self.keyword(literal, meant, Some(Fix { safety: Safety::Unsafe, ..quote(literal, self.clause) }))
            }
            Some(_) | None => self.quoted_or_bare(literal),
        };
        self.check_listed(literal);
        value
    }

    /// Reports a value that is not among those that the schema lists for the field.
    fn check_listed(&mut self, literal: Literal<'_>) {
        let listed = self.offer.values;
        let compares = match self.op() {
            PrimitiveOp::Eq | PrimitiveOp::Ne | PrimitiveOp::In | PrimitiveOp::Ca => true,
            PrimitiveOp::Gt
            | PrimitiveOp::Ge
            | PrimitiveOp::Lt
            | PrimitiveOp::Le
            | PrimitiveOp::Co
            | PrimitiveOp::Sw
            | PrimitiveOp::Pr
            | PrimitiveOp::IsNull => false,
        };
        if listed.is_empty() || !compares || self.findings.is_full(Severity::Warning) {
            return;
        }
        let value = literal.string();
        if listed.iter().any(|one| **one == *value) {
            return;
        }
        let same_but_case = listed.iter().find(|one| eq_folded(one, &value));
        if same_but_case.is_some() && !self.offer.case_sensitive {
            return;
        }
        let suggestion = same_but_case.cloned().or_else(|| did_you_mean(&value, names(listed)).map(ToOwned::to_owned));
        let fix = suggestion.as_deref().map(|one| {
            Fix::guess(format!("write `{}`", quoted(one)), vec![Edit::replace(literal.span(), quoted(one))])
        });
        let kind =
            K::UnlistedValue { field: self.field(), value: value.into_owned(), suggestion, listed: listed.to_vec() };
        self.findings.add_fixed(kind, literal.span(), fix);
    }

    fn number(&mut self, literal: Literal<'_>) -> Option<Value> {
        match literal.kind() {
            LiteralKind::Number => self.decimal(literal, literal.text()),
            LiteralKind::String(quotes) if quotes != Quotes::Bare && Decimal::is_number(&literal.string()) => {
                let text = literal.string();
                let fix = Fix::safe("leave the quotes out", vec![Edit::replace(literal.span(), &*text)]);
                self.add_fixed(K::QuotedNumber(text.to_string()), literal.span(), fix);
                self.decimal(literal, &text)
            }
            LiteralKind::String(_)
            | LiteralKind::Boolean(_)
            | LiteralKind::DateTime
            | LiteralKind::Date
            | LiteralKind::Placeholder => {
                self.mismatch(literal);
                None
            }
        }
    }

    fn decimal(&mut self, literal: Literal<'_>, text: &str) -> Option<Value> {
        match Decimal::parse(text) {
            Ok(number) => Some(Value::Number(number)),
            Err(BadDecimal::ExponentTooLarge) => {
                self.add(K::ExponentTooLarge(text.to_owned()), literal.span());
                None
            }
            Err(BadDecimal::Form) => {
                self.mismatch(literal);
                None
            }
        }
    }

    fn boolean(&mut self, literal: Literal<'_>) -> Option<Value> {
        if self.op().info().ordered && self.op_is_offered() {
            let kind = K::BooleanOrder { written: self.field(), op: self.op() };
            self.add(kind, self.clause.operator_span());
            return None;
        }
        let LiteralKind::String(quotes) = literal.kind() else {
            let LiteralKind::Boolean(boolean) = literal.kind() else {
                self.mismatch(literal);
                return None;
            };
            return Some(Value::Boolean(boolean));
        };
        let text = literal.string();
        let Some(boolean) = boolean_of(&text) else {
            if quotes == Quotes::Bare && is_null(&text) {
                self.null_word(literal)
            } else {
                self.mismatch(literal)
            }
            return None;
        };
        let write = |title: &str| Fix::safe(title, vec![Edit::replace(literal.span(), boolean.to_string())]);
        if quotes == Quotes::Bare || *text != *boolean.to_string() {
            let kind = K::BooleanCase { written: text.into_owned(), boolean };
            self.add_fixed(kind, literal.span(), write(&format!("write `{boolean}`")));
            return None;
        }
        self.add_fixed(K::QuotedBoolean(boolean), literal.span(), write("leave the quotes out"));
        Some(Value::Boolean(boolean))
    }

    fn date_time(&mut self, literal: Literal<'_>) -> Option<Value> {
        let text = literal.string();
        if matches!(literal.kind(), LiteralKind::Boolean(_)) {
            self.mismatch(literal);
            return None;
        }
        match Instant::parse_operand(&text) {
            Ok(instant) => {
                if text.len() == 4 {
                    self.year(literal, &text);
                }
                return Some(Value::Instant(instant));
            }
            Err(reason) => self.bad_date_time(literal, &text, reason),
        }
        None
    }

    fn bad_date_time(&mut self, literal: Literal<'_>, text: &str, reason: BadInstant) {
        if let Some(instant) = epoch(text) {
            let date_time = instant.to_string();
            let title = format!("write `{date_time}`");
            let fix = Fix::guess(title, vec![Edit::replace(literal.span(), date_time.clone())]);
            let kind = K::EpochNumber { field: self.field(), written: text.to_owned(), date_time };
            self.add_fixed(kind, literal.span(), fix);
        } else if reason == BadInstant::MissingOffset {
            self.missing_offset(literal, text);
        } else if literal.kind() == LiteralKind::Number {
            self.mismatch(literal);
        } else {
            let fix = Instant::guessed(text).map(|date_time| {
                let date_time = if literal.kind().is_quoted() { quoted(&date_time) } else { date_time };
                Fix::guess(format!("write `{date_time}`"), vec![Edit::replace(literal.span(), date_time)])
            });
            self.findings.add_fixed(K::BadDateTime { written: text.to_owned(), reason }, literal.span(), fix);
        }
    }

    pub(super) fn missing_offset(&mut self, literal: Literal<'_>, text: &str) {
        let in_utc = format!("{text}Z");
        let in_utc = if literal.kind().is_quoted() { quoted(&in_utc) } else { in_utc };
        let fix = Fix::guess("read it in UTC: add `Z`", vec![Edit::replace(literal.span(), in_utc)]);
        self.add_fixed(K::MissingOffset(text.to_owned()), literal.span(), fix);
    }

    /// A year is its first instant, which is seldom what was meant where it is compared with `gt`, `le` or `eq`.
    fn year(&mut self, literal: Literal<'_>, year: &str) {
        let better = match self.op() {
            PrimitiveOp::Ge | PrimitiveOp::Lt | PrimitiveOp::Co | PrimitiveOp::Sw => return,
            PrimitiveOp::Gt => Some(PrimitiveOp::Ge),
            PrimitiveOp::Le => Some(PrimitiveOp::Lt),
            PrimitiveOp::Eq
            | PrimitiveOp::Ne
            | PrimitiveOp::In
            | PrimitiveOp::Ca
            | PrimitiveOp::Pr
            | PrimitiveOp::IsNull => None,
        };
        let next = year.parse::<u16>().ok().and_then(|year| year.checked_add(1)).filter(|year| *year < 10_000);
        let fix = better.filter(|op| self.offer.operators.contains(*op)).zip(next).map(|(op, next)| {
            let next = if literal.kind().is_quoted() { format!("\"{next:04}\"") } else { format!("{next:04}") };
            let edits =
                vec![Edit::replace(self.clause.operator_span(), op.word()), Edit::replace(literal.span(), &*next)];
            Fix::guess(format!("write `{op} {next}`"), edits)
        });
        let kind = K::YearAsInstant { year: year.to_owned(), op: self.op() };
        self.findings.add_fixed(kind, literal.span(), fix);
    }

    /// An operand of a field whose type is not known: its own type.
    fn own_type(&mut self, literal: Literal<'_>) -> Option<Value> {
        match literal.kind() {
            LiteralKind::String(Quotes::Bare) => self.bare_word(literal),
            LiteralKind::String(Quotes::Double | Quotes::Single | Quotes::Unclosed) => Some(self.string(literal)),
            LiteralKind::Number => self.decimal(literal, literal.text()),
            LiteralKind::Boolean(_) if self.op().info().ordered && self.op_is_offered() => {
                let kind = K::BooleanOrder { written: literal.text().to_owned(), op: self.op() };
                self.add(kind, self.clause.operator_span());
                None
            }
            LiteralKind::Boolean(boolean) => Some(Value::Boolean(boolean)),
            LiteralKind::DateTime | LiteralKind::Date => match Instant::parse_operand(literal.text()) {
                Ok(instant) => Some(Value::Instant(instant)),
                Err(reason) => {
                    self.add(K::BadDateTime { written: literal.text().to_owned(), reason }, literal.span());
                    None
                }
            },
            LiteralKind::Placeholder => None,
        }
    }
}

fn names(listed: &[String]) -> impl Iterator<Item = &str> {
    listed.iter().map(String::as_str)
}

pub(super) fn word_of(boolean: bool) -> &'static str {
    if boolean { "true" } else { "false" }
}

/// The boolean that `text` says, in any case.
pub(super) fn boolean_of(text: &str) -> Option<bool> {
    [true, false].into_iter().find(|boolean| word_of(*boolean).eq_ignore_ascii_case(text))
}

/// The instant that a count of seconds (9 to 11 digits) or milliseconds (12 to 14) since 1970 says. Shorter numbers
/// would lie in the first years after 1970, longer ones after the year 9999.
fn epoch(text: &str) -> Option<Instant> {
    let count: i64 = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    match text.len() {
        9..=11 => Some(Instant::from_unix(count, 0)),
        12..=14 => {
            let millis = u32::try_from(count % 1000).expect("a remainder of 1000 is small");
            Some(Instant::from_unix(count / 1000, millis * 1_000_000))
        }
        _ => None,
    }
}

fn is_string(literal: Literal<'_>) -> bool {
    matches!(literal.kind(), LiteralKind::String(_))
}

/// What an operand is by itself, with an article.
fn what_it_is(literal: Literal<'_>) -> &'static str {
    match literal.kind() {
        LiteralKind::String(Quotes::Bare) => "a bare word",
        LiteralKind::String(Quotes::Double | Quotes::Single | Quotes::Unclosed) => "a string",
        LiteralKind::Number => "a number",
        LiteralKind::Boolean(_) => "a boolean",
        LiteralKind::DateTime => "a date-time",
        LiteralKind::Date => "a date",
        LiteralKind::Placeholder => "a placeholder",
    }
}
