//! Parameters that an expression inside a URL gathers: `` `…/accounts?${new URLSearchParams({ filters: 'name eq "x"' })}` ``.

use std::collections::HashSet;

use super::{Nearness, Owner, Reader, SavedQuery, lex_from, looks_like_url, may_hold_query, owner};
use crate::saved::code::language::Holes;
use crate::saved::code::lexer::Literal;
use crate::saved::code::scan::{Piece, scan};
use crate::text::Span;

/// How many expressions in one URL are read at most.
const MOST_EXPRESSIONS: usize = 4;

impl Reader<'_> {
    /// The queries in the expressions of a literal that stand where the query of a URL does.
    pub(super) fn gathered(&self, literal: &Literal) -> Vec<SavedQuery<'static>> {
        let mut found = Vec::new();
        let inner = literal.inner.of(self.code);
        if self.url_around.is_some() || !inner.contains('?') || !may_hold_query(inner) {
            return found;
        }
        let (mut expressions, mut url, mut done) = (Vec::new(), String::new(), literal.inner.start());
        let ends = scan(self.code, literal.opened, self.language, |piece| {
            if let Piece::Hole { whole, expression } = piece {
                url.push_str(self.code.get(done..whole.start()).unwrap_or_default());
                done = whole.end();
                // One is the usual case; no URL has many.
                if url.ends_with(['?', '&']) && expressions.len() < MOST_EXPRESSIONS {
                    expressions.push((expression, url.clone()));
                }
                url.push_str("{{x}}");
            }
        });
        for (expression, url) in expressions {
            if ends.is_some() && looks_like_url(&url) && owner(&url) == Owner::Vendor {
                found.extend(self.in_expression(expression, url, literal));
            }
        }
        found
    }

    fn in_expression(&self, expression: Span, url: String, literal: &Literal) -> Vec<SavedQuery<'static>> {
        let (Some(text), Some(code)) = (self.text.get(..expression.end()), self.code.get(..expression.end())) else {
            return Vec::new();
        };
        let lexed = lex_from(code, self.language, expression.start());
        let mut inner = Reader {
            url_around: Some(url),
            // The URL says it all.
            nearness: Some(Nearness::File),
            version: Some(None),
            functions: Some(HashSet::new()),
            ..Reader::new(text, code, self.language, &lexed)
        };
        let mut found = inner.read();
        // Not all versions of a language can have each quote in the expression of a string.
        if literal.opened.form.holes == Holes::Braces {
            found.iter_mut().flat_map(|it| &mut it.parameters).for_each(|it| it.is_text = false);
        }
        found
    }
}
