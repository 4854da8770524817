//! What is missing, or too much, between two clauses.

use super::error::SyntaxErrorKind as K;
use super::fold::Folder;
use super::grammar::TokenKind;
use crate::diagnostic::Fix;
use crate::text::{Edit, Span};

impl Folder<'_> {
    /// A filter is asked for, and something else stands here.
    pub(super) fn missing_filter(&mut self) {
        let next = self.peek(0);
        let asked_by = self.asked_by.take();
        match (asked_by, next) {
            (Some(asked_by), _) => {
                let word = asked_by.of(self.text).to_owned();
                self.report(K::MissingFilter { word, before: false }, asked_by);
            }
            (None, Some(next)) if next.kind == TokenKind::Close => {
                if self.outer.is_empty() {
                    // The parenthesis has a finding of its own.
                } else {
                    self.report(K::EmptyParentheses, self.frame.open.to(next.span));
                }
            }
            (None, Some(next)) => {
                let word = next.span.of(self.text).to_owned();
                self.report(K::MissingFilter { word, before: true }, next.span);
            }
            (None, None) if self.outer.is_empty() => self.report(K::Empty, self.end()),
            // The parenthesis that is not closed has a finding of its own.
            (None, None) => {}
        }
        let span = next.map_or(self.end(), |token| Span::at(token.span.start()));
        let operand = self.error_operand(span);
        self.push_operand(operand);
    }

    pub(super) fn missing_connective(&mut self, span: Span) {
        self.report(K::MissingConnective, Span::at(span.start()));
        self.asked_by = None;
    }

    /// A comma where a filter should begin.
    pub(super) fn stray_comma(&mut self) {
        if let Some(comma) = self.take() {
            self.report_with(K::StrayComma, comma.span, Fix::safe("take it out", vec![Edit::delete(comma.span)]));
        }
    }

    /// A comma with nothing behind it.
    pub(super) fn comma_at_end(&mut self, span: Span) {
        self.report_with(K::StrayComma, span, Fix::safe("take it out", vec![Edit::delete(span)]));
    }

    /// A word or connective right behind a quote or a closing parenthesis.
    pub(super) fn glued_to_last(&mut self) {
        let (Some(last), Some(next)) = (self.last, self.peek(0)) else { return };
        let closes = last.kind.is_quoted() || last.kind == TokenKind::Close;
        let begins = next.kind == TokenKind::Word || next.kind == TokenKind::Connective;
        if closes && begins && last.span.end() == next.span.start() {
            self.missing_blank(next.span.start());
        }
    }

    pub(super) fn missing_blank(&mut self, offset: usize) {
        let fix = Fix::safe("put a blank in", vec![Edit::insert(offset, " ")]);
        self.report_with(K::MissingBlank, Span::at(offset), fix);
    }
}
