//! Bare words that look like `true`, `false` or `null`, in another case or language.

use super::error::ValidationErrorKind as K;
use super::fit::{Fitting, boolean_of, word_of};
use super::offer::null_test_of;
use crate::diagnostic::{Fix, Safety};
use crate::syntax::{Literal, LiteralKind, Quotes};
use crate::text::Edit;
use crate::vocab::{PrimitiveOp, Value};

/// What Python, Ruby or Go, and JavaScript write for null.
const FOREIGN_NULLS: [&str; 3] = ["None", "nil", "undefined"];

impl Fitting<'_> {
    /// A bare word that looks like `true`, `false` or `null`.
    pub(super) fn keyword(&mut self, literal: Literal<'_>, meant: &'static str, fix: Option<Fix>) -> Value {
        let kind = K::StrayKeyword { written: literal.text().to_owned(), meant };
        self.findings.add_fixed(kind, literal.span(), fix);
        Value::String(literal.text().to_owned())
    }

    /// `NULL` where only a boolean can stand: the clause asks for null, as it does with `null`.
    pub(super) fn null_word(&mut self, literal: Literal<'_>) {
        let asks = match self.op() {
            PrimitiveOp::Eq => null_test_of(self.clause.field(), true, self.schema),
            PrimitiveOp::Ne => null_test_of(self.clause.field(), false, self.schema),
            PrimitiveOp::Gt
            | PrimitiveOp::Ge
            | PrimitiveOp::Lt
            | PrimitiveOp::Le
            | PrimitiveOp::Co
            | PrimitiveOp::Sw
            | PrimitiveOp::In
            | PrimitiveOp::Ca
            | PrimitiveOp::Pr
            | PrimitiveOp::IsNull => None,
        };
        let text = asks.map(|test| test.clause(self.clause.field()));
        let edit = |text: &String| vec![Edit::replace(self.clause.span(), text.as_str())];
        // What another language writes may also be a value that a program did not have.
        let safety = if is_null_in_case(literal.text()) { Safety::Safe } else { Safety::Unsafe };
        let fix = text.as_ref().map(|text| Fix { title: format!("write `{text}`"), safety, edits: edit(text) });
        let kind = K::NullWord { field: self.field(), written: literal.text().to_owned(), instead: text };
        self.findings.add_fixed(kind, literal.span(), fix);
    }
}

/// What a bare word looks like: `true` or `false` in another case, or `null`, which is asked for with `isnull`.
pub(super) fn keyword_of(literal: Literal<'_>) -> Option<&'static str> {
    if literal.kind() != LiteralKind::String(Quotes::Bare) {
        return None;
    }
    if is_null(literal.text()) { Some("isnull") } else { boolean_of(literal.text()).map(word_of) }
}

pub(super) fn is_null(text: &str) -> bool {
    is_null_in_case(text) || FOREIGN_NULLS.contains(&text)
}

fn is_null_in_case(text: &str) -> bool {
    text.eq_ignore_ascii_case("null")
}
