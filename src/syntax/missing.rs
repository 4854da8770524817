//! What is missing, or too much, between two clauses.

use super::error::SyntaxErrorKind as K;
use super::fold::Folder;
use super::grammar::TokenKind;
use super::tree::KindData;
use crate::diagnostic::Fix;
use crate::text::{Edit, Span};
use crate::vocab::CompositeOp;

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
        let before = self.last;
        if let Some(comma) = self.take() {
            // Without it two words may become one.
            let blank = if self.spaced(comma.span, "") == "  " { " " } else { "" };
            let edits = vec![Edit::replace(comma.span, blank)];
            // `NOT not, IN co 1`: without it the next word could be an operator.
            let is_behind_not = before.is_some_and(|it| it.span.of(self.text) == CompositeOp::Not.word());
            let title = "take it out";
            let fix = if is_behind_not { Fix::guess(title, edits) } else { Fix::safe(title, edits) };
            self.report_with(K::StrayComma, comma.span, fix);
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
        // A symbol brings its blanks when it is replaced.
        let is_symbol = next.span.of(self.text).starts_with(['&', '|']);
        let begins = (next.kind == TokenKind::Word && !is_symbol) || next.kind == TokenKind::Connective;
        if closes && begins && last.span.end() == next.span.start() {
            self.missing_blank(next.span.start());
        }
    }

    pub(super) fn missing_blank(&mut self, offset: usize) {
        let fix = Fix::safe("put a blank in", vec![Edit::insert(offset, " ")]);
        self.report_with(K::MissingBlank, Span::at(offset), fix);
    }

    /// Whether the token that comes there is the word `not`.
    pub(super) fn negation_at(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|it| it.span.of(self.text) == CompositeOp::Not.word())
    }

    /// Whether one of the operands from `first` on could not be read.
    pub(super) fn holds_error(&self, first: u32) -> bool {
        let mut id = first;
        while let Some(node) = self.nodes.get(id as usize) {
            if matches!(node.kind, KindData::Error) {
                return true;
            }
            id = node.next;
        }
        false
    }

    /// `word` with the blanks that are missing beside it when it stands in place of `span`.
    pub(super) fn spaced(&self, span: Span, word: &str) -> String {
        let blank = |c: Option<char>| c.is_none_or(|c| matches!(c, ' ' | '\t' | '\r' | '\n'));
        let before = self.text.get(..span.start()).and_then(|text| text.chars().next_back());
        let after = self.text.get(span.end()..).and_then(|text| text.chars().next());
        // Behind `&&` the blank comes with the word that replaces it; behind `filters=` it would make a comparison of it.
        let begins = match before {
            Some('(' | ',') => true,
            Some('&' | '|') => word == CompositeOp::Not.word(),
            _ => blank(before) || span.start() <= self.start,
        };
        let left = if begins { "" } else { " " };
        let right = if blank(after) || after == Some(')') { "" } else { " " };
        format!("{left}{word}{right}")
    }
}
