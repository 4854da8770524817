//! What a program puts into a text as it is: an expression of source code is no placeholder of a template, and may be an
//! operator, a part of a name, a connective or several clauses.

use crate::diagnostic::{Diagnostic, Safety};
use crate::syntax::{
    Filter, PlaceholderPlace, PlaceholderStyles, SyntaxError, SyntaxErrorKind as K, placeholder_spans,
};
use crate::text::{BLANKS, Edit, Span};

/// Quotes that strings are put in by mistake.
const QUOTES: [char; 9] = ['\'', '‘', '’', '‚', '‛', '“', '”', '„', '‟'];

/// What is known of a filter that a program completes.
pub(super) struct FilledIn<'a> {
    text: &'a str,
    /// The expressions, in the order of the text.
    holes: Vec<Span>,
}

impl<'a> FilledIn<'a> {
    pub(super) fn new(text: &'a str, styles: PlaceholderStyles) -> Self {
        Self { text, holes: placeholder_spans(text, styles).collect() }
    }

    /// Leaves the findings that hold whatever the expressions stand for; whether what one of them stands for can't be known,
    /// and nothing else can be said of the filter.
    pub(super) fn leave_certain(&self, findings: &mut Vec<SyntaxError>, tree: &Filter) -> bool {
        if self.holes.is_empty() {
            return false;
        }
        // What stands in a string closes no parenthesis.
        let may_hold_parenthesis = || tree.placeholders().any(|it| it.place() != PlaceholderPlace::InString);
        let is_open = findings.iter().any(|it| match it.kind {
            K::UnclosedParenthesis | K::UnopenedParenthesis => may_hold_parenthesis(),
            _ => hangs_on_neighbours(&it.kind) && self.is_beside(it.span),
        });
        if is_open {
            findings.retain(|it| !hangs_on_neighbours(&it.kind) && !self.is_beside(it.span));
        }
        is_open
    }

    /// Whether nothing but blanks and parentheses stands between a place and an expression.
    fn is_beside(&self, span: Span) -> bool {
        let is_between = |c: char| BLANKS.contains(&c) || matches!(c, '(' | ')');
        let before = self.text.get(..span.start()).unwrap_or_default().trim_end_matches(is_between);
        let behind = self.text.get(span.end()..).unwrap_or_default().trim_start_matches(is_between);
        let reach = Span::new(before.len(), self.text.len() - behind.len());
        let next = self.holes.partition_point(|it| it.end() < reach.start());
        self.holes.get(next).is_some_and(|it| it.start() <= reach.end())
    }

    /// Whether a part of an expression stands in a place.
    fn is_in(&self, span: Span) -> bool {
        let next = self.holes.partition_point(|it| it.end() <= span.start());
        self.holes.get(next).is_some_and(|it| it.start() < span.end())
    }

    /// Whether a place is one of the quotes of a string with an expression in it.
    fn is_quote_around_hole(&self, span: Span) -> bool {
        let is_quote = |c: char| c == '"' || QUOTES.contains(&c);
        let written = span.of(self.text);
        if !written.starts_with(is_quote) || written.chars().nth(1).is_some() {
            return false;
        }
        let behind = self.text.get(span.end()..).unwrap_or_default();
        let end = behind.find(is_quote).map_or(self.text.len(), |at| span.end() + at);
        let start = self.text.get(..span.start()).and_then(|it| it.rfind(is_quote)).unwrap_or_default();
        self.is_in(Span::new(start, end))
    }

    /// Makes guesses of fixes that hang on what the expressions say: those that put a string with one in other quotes, as
    /// the program may escape those that it has, and those that join clauses otherwise, as one may bring an `or`.
    pub(super) fn mark(&self, found: &mut [Diagnostic]) {
        if self.holes.is_empty() {
            return;
        }
        let quotes = |text: &str| text.chars().filter(|c| QUOTES.contains(c)).count();
        let requotes = |edit: &Edit| self.is_in(edit.span) && quotes(&edit.text) < quotes(edit.span.of(self.text));
        for finding in found {
            let joins = finding.code() == "comma-between-clauses";
            if let Some(fix) = &mut finding.fix
                && (joins || self.is_quote_around_hole(finding.span) || fix.edits.iter().any(requotes))
            {
                fix.safety = Safety::Unsafe;
            }
        }
    }
}

/// Whether a finding is about how the parts of a filter follow each other.
fn hangs_on_neighbours(kind: &K) -> bool {
    matches!(
        kind,
        K::UnknownOperator(_)
            | K::ForeignOperator { op: None, .. }
            | K::MissingOperator(_)
            | K::MissingField { .. }
            | K::MissingValue(_)
            | K::MissingConnective
            | K::MissingFilter { .. }
            | K::MissingBlank
            | K::EmptyParentheses
            | K::UnclosedParenthesis
            | K::UnopenedParenthesis
            | K::BadFieldName(_)
            | K::ListWithoutParentheses(_)
            | K::CaWithoutParentheses
            | K::ListSeparator { .. }
            | K::ListOperand(_)
            | K::UnwantedValue(_)
            | K::StrayComma
            | K::MisplacedPlaceholder(_)
            | K::UnexpectedText(_)
            | K::ValueInPieces(_)
            | K::DateTimeInPieces { .. }
    )
}
