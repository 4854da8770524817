//! What an edit brings together in a string literal, or in a scalar of YAML.
//!
//! An edit writes its own text as the literal has it. What stood apart before it comes to stand side by side, though, and may
//! say another thing there: a quote in front of the quotes that close the literal is one of them.

use super::code::{Ends, Escapes, Holes, LiteralQuoting};
use super::hole::Hole;
use super::query::SavedPlace;
use super::quoting::{Quoting, YamlQuoting};
use crate::text::{Edit, Span};

/// The quotes between two literals that touch.
const QUOTES: usize = 2;

/// How many quotes in a row close a literal at least, where one does not.
const CLOSING: usize = 3;

/// What a scalar of YAML without quotes does not begin with.
const INDICATORS: [char; 18] =
    ['"', '\'', '[', ']', '{', '}', '&', '*', '!', '|', '>', '%', '@', '`', '#', ',', '?', '-'];

/// Whether all edits of a value leave the literals that it is written in as they are.
pub(super) fn keep_literals(value: &str, place: &SavedPlace, edits: &[Edit]) -> bool {
    edits.iter().all(|edit| {
        let own = place.quoting_at(edit);
        let is_kept = |quoting| match quoting {
            Quoting::Literal(literal) => Joint::new(value, place, edit).is_kept(literal),
            Quoting::Yaml(yaml) => Joint::new(value, place, edit).is_kept_in_yaml(yaml),
            Quoting::None | Quoting::Json | Quoting::Shell(_) => true,
        };
        is_kept(own) && is_kept(place.within)
    })
}

/// What stands around an edit.
struct Joint<'a> {
    place: &'a SavedPlace,
    edit: &'a Edit,
    /// What stands in front of it in the same literal.
    before: &'a str,
    behind: &'a str,
    /// What of it is taken away.
    removed: &'a str,
}

impl<'a> Joint<'a> {
    fn new(value: &'a str, place: &'a SavedPlace, edit: &'a Edit) -> Self {
        let (start, end) = (edit.span.start(), edit.span.end());
        let first = place.seams.partition_point(|seam| seam.at <= start).checked_sub(1);
        let begin = first.and_then(|it| place.seams.get(it)).map_or(0, |seam| seam.at);
        Self {
            place,
            edit,
            before: value.get(begin..start).unwrap_or_default(),
            behind: value.get(end..).unwrap_or_default(),
            removed: value.get(edit.span.range()).unwrap_or_default(),
        }
    }

    fn is_kept(&self, literal: LiteralQuoting) -> bool {
        let is_broken = match literal.ends {
            Ends::Once => self.is_emptied(),
            Ends::Quotes => self.joins_quotes(literal),
            Ends::Run => self.joins_quotes(literal) || self.opens_with_quote(literal),
            Ends::Line => self.begins_line_anew(),
        };
        !is_broken && !self.frees_quote(literal) && !self.begins_expression(literal.holes)
    }

    fn is_kept_in_yaml(&self, quoting: YamlQuoting) -> bool {
        let next = self.edit.text.chars().chain(self.behind.chars()).next();
        match quoting {
            // The first line says how far all are indented.
            YamlQuoting::Block => !(self.before.is_empty() && next.is_some_and(char::is_whitespace)),
            YamlQuoting::Plain | YamlQuoting::PlainInFlow => {
                !(self.before.is_empty() && next.is_some_and(|c| INDICATORS.contains(&c)))
            }
            YamlQuoting::Single | YamlQuoting::Double => true,
        }
    }

    /// Whether a backslash that is text goes from a quote, or comes to stand in front of one.
    fn frees_quote(&self, literal: LiteralQuoting) -> bool {
        let is_behind_backslash = self.before.ends_with('\\') && self.is_plain(1);
        let is_freed = match literal.escapes {
            Escapes::Raw => is_behind_backslash || self.removed.contains('\\'),
            Escapes::QuoteAlone => is_behind_backslash,
            Escapes::None | Escapes::Backslash(_) | Escapes::Doubled | Escapes::DoubledAlike | Escapes::Backtick => {
                false
            }
        };
        if !is_freed || !self.edit.text.is_empty() {
            return is_freed && is_behind_backslash;
        }
        let next = self.behind.chars().next();
        self.is_last() || next.is_none_or(|c| literal.quote == Some(c) || matches!(c, '\\' | '$' | '{'))
    }

    /// Whether a sign that is text comes to stand in front of a brace, or the name of an expression goes on.
    fn begins_expression(&self, holes: Holes) -> bool {
        let signs: &[char] = match holes {
            Holes::None | Holes::Braces => return false,
            Holes::DollarBraces | Holes::Dollar => &['$'],
            Holes::Template => &['$', '%'],
            Holes::HashBraces => &['#'],
        };
        let Some(next) = self.edit.text.chars().chain(self.behind.chars()).next() else { return false };
        let is_name = holes == Holes::Dollar && (next.is_alphanumeric() || matches!(next, '_' | ':' | '('));
        let is_begun = (next == '{' || is_name) && self.before.ends_with(signs) && self.is_plain(1);
        let is_longer =
            || is_name && next != '(' && self.hole_before().is_some_and(|hole| !hole.source.ends_with(['}', ')']));
        is_begun || is_longer()
    }

    /// Whether nothing is left of a literal that touches the next one: Python takes `"""` for one quote.
    fn is_emptied(&self) -> bool {
        let (start, end) = (self.edit.span.start(), self.edit.span.end());
        let next = self.place.map.outer(Span::new(end, end + 1)).start();
        let is_touching = || next == self.place.map.outer(self.edit.span).end() + QUOTES;
        start < end && self.edit.text.is_empty() && self.before.is_empty() && self.is_last() && is_touching()
    }

    /// Whether a quote comes to stand in front of those that close the literal, or so many of them side by side.
    fn joins_quotes(&self, literal: LiteralQuoting) -> bool {
        let Some(quote) = literal.quote.filter(|_| self.edit.text.is_empty()) else { return false };
        let count = self.quotes_before(quote);
        // One may stand behind the value, where that is not all of the literal.
        let last = usize::from(self.behind.is_empty());
        let behind = self.behind.chars().take(CLOSING).take_while(|c| *c == quote).count() + last;
        count > 0 && (self.is_last() || count + behind >= CLOSING)
    }

    /// Whether a quote comes to stand behind those that open the literal.
    fn opens_with_quote(&self, literal: LiteralQuoting) -> bool {
        self.edit.text.is_empty()
            && (self.before.is_empty() || self.hole_before().is_some())
            && literal.quote.is_some_and(|quote| self.behind.starts_with(quote))
    }

    /// Whether what begins a line may end the literal, as a tag does, or `"@`.
    fn begins_line_anew(&self) -> bool {
        let line = self.before.trim_end_matches([' ', '\t']);
        let mut next = self.edit.text.chars().chain(self.behind.chars());
        let is_tag = match next.next() {
            Some('"' | '\'') => next.next() == Some('@'),
            Some(c) => c.is_ascii_uppercase(),
            None => false,
        };
        is_tag && (line.is_empty() || line.ends_with('\n'))
    }

    /// How many quotes stand in front of the edit that are written as they are.
    fn quotes_before(&self, quote: char) -> usize {
        let quotes = self.before.bytes().rev().take(CLOSING).take_while(|byte| char::from(*byte) == quote);
        quotes.zip(1..).take_while(|(_, back)| self.is_plain(*back)).count()
    }

    /// Whether the literal ends behind the edit, be it for an expression that stands outside.
    fn is_last(&self) -> bool {
        let end = self.edit.span.end();
        let seam = self.place.seams.binary_search_by_key(&end, |seam| seam.at).is_ok();
        let first = self.place.holes.partition_point(|hole| hole.span.start() < end);
        let hole = self.place.holes.get(first).filter(|hole| hole.span.start() == end);
        seam || hole.is_some_and(|hole| hole.source.starts_with(['"', '\'', '`']))
    }

    fn hole_before(&self) -> Option<&Hole> {
        let holes = &self.place.holes;
        let number = holes.binary_search_by_key(&self.edit.span.start(), |hole| hole.span.end()).ok()?;
        holes.get(number)
    }

    /// Whether the byte that stands so far in front of the edit is written as it is.
    fn is_plain(&self, back: usize) -> bool {
        let at = self.edit.span.start().checked_sub(back);
        at.is_some_and(|at| self.place.map.outer(Span::new(at, at + 1)).len() == 1)
    }
}
