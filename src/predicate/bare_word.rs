//! Strings without double quotes, and what else they may be meant as.

use super::error::ValidationErrorKind as K;
use super::fit::Fitting;
use super::keyword::keyword_of;
use crate::diagnostic::Fix;
use crate::syntax::{Clause, Literal, quoted};
use crate::text::Edit;
use crate::vocab::{BadInstant, FieldPath, Instant, Value};

impl Fitting<'_> {
    /// Text as it stands, with a finding where it has no quotes.
    pub(super) fn quoted_or_bare(&mut self, literal: Literal<'_>) -> Value {
        if !literal.kind().is_quoted() {
            let kind = match in_backticks(literal.text()) {
                Some(inner) => K::StringInBackticks(inner.to_owned()),
                None => K::UnquotedString(literal.text().to_owned()),
            };
            self.add_fixed(kind, literal.span(), quote(literal, self.clause));
        }
        Value::String(literal.string().into_owned())
    }

    /// A bare word on a field whose type is not known.
    pub(super) fn bare_word(&mut self, literal: Literal<'_>) -> Option<Value> {
        let text = literal.text();
        let bad = Instant::parse_operand(text).err();
        if bad == Some(BadInstant::MissingOffset) {
            self.missing_offset(literal, text);
            return None;
        }
        if let Some(meant) = keyword_of(literal) {
            let fix = (meant != "isnull")
                .then(|| Fix::guess(format!("write `{meant}`"), vec![Edit::replace(literal.span(), meant)]));
            return Some(self.keyword(literal, meant, fix));
        }
        if let Some(reason) = bad.filter(|_| Instant::is_attempted(text)) {
            let fix = Instant::guessed(text)
                .map(|date| Fix::guess(format!("write `{date}`"), vec![Edit::replace(literal.span(), date)]));
            let kind = K::StringLikeDate { written: text.to_owned(), reason };
            self.findings.add_fixed(kind, literal.span(), fix);
            return Some(Value::String(text.to_owned()));
        }
        Some(self.string(literal))
    }
}

/// Puts an operand of `clause` in double quotes.
pub(super) fn quote(literal: Literal<'_>, clause: Clause<'_>) -> Fix {
    let text = literal.text();
    if let Some(inner) = in_backticks(text) {
        return Fix::guess("use double quotes", vec![Edit::replace(literal.span(), quoted(inner))]);
    }
    let (title, edits) = ("put it in double quotes", vec![Edit::replace(literal.span(), quoted(text))]);
    let is_pair = |part: &str| part.split_once('=').is_some_and(|(name, _)| FieldPath::is_valid(name));
    // `x&sorters=name`: the rest of a query may have been pasted with it.
    let holds_parameter = text.split('&').skip(1).any(is_pair);
    // `in (CN=Joe,OU=Users)`: the comma may stand in a distinguished name.
    let may_be_part = is_pair(text) && clause.literals().len() > 1;
    let is_doubtful = holds_parameter || may_be_part || text.starts_with('`') || text.ends_with('`');
    if is_doubtful { Fix::guess(title, edits) } else { Fix::safe(title, edits) }
}

/// What stands between backticks, which other languages quote with.
fn in_backticks(text: &str) -> Option<&str> {
    text.strip_prefix('`')?.strip_suffix('`').filter(|it| !it.is_empty() && !it.contains('`'))
}
