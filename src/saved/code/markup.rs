//! Markup inside a program (JSX): attributes, whose text has no escapes but the entities of HTML, and text between tags,
//! which has no comments.

use super::decoded::Decoded;
use super::escapes::{Escapes, LiteralQuoting};
use super::follow::is_word;
use super::language::{Holes, Language, Marks};
use super::lexer::Lexed;
use super::parts::{Behind, Parts, blanks_before};
use crate::saved::host_text::HostText;
use crate::saved::quoting::Quoting;
use crate::text::Span;

/// How many words, values and signs in front of an attribute are followed.
const MOST_STEPS: usize = 64;

/// Whether a name stands in a tag: behind `<` and the tag's name are attributes alone.
pub(super) fn is_in_tag(text: &str, lexed: &Lexed, name: usize) -> bool {
    let mut at = blanks_before(text, name);
    for _ in 0..MOST_STEPS {
        let Some(before) = text.get(..at) else { return false };
        let Some(last) = before.chars().next_back() else { return false };
        let front = match last {
            '}' => lexed.opened_by(at),
            '"' | '\'' => literal_before(lexed, at),
            _ => None,
        };
        if let Some(front) = front {
            // A value, or `{...all}`.
            at = front;
            let is_value = text.get(..at).is_some_and(|it| it.ends_with('='));
            at = if is_value { at - 1 } else { blanks_before(text, at) };
            if !is_value && last != '}' {
                return false;
            }
            continue;
        }
        let is_name = |c: char| is_word(c) || matches!(c, '-' | ':' | '.');
        let word = before.trim_end_matches(is_name).len();
        if word == at {
            return false;
        }
        if text.get(..word).is_some_and(|it| it.ends_with('<')) {
            return true;
        }
        at = blanks_before(text, word);
    }
    false
}

/// Whether the literal that begins at `start` is an attribute's: `<a href="…"`.
pub(super) fn is_attribute(text: &str, lexed: &Lexed, start: usize) -> bool {
    let Some(before) = text.get(..start).and_then(|it| it.strip_suffix('=')) else { return false };
    let name = before.trim_end_matches(|c| is_word(c) || matches!(c, '-' | ':')).len();
    name < before.len() && is_in_tag(text, lexed, name)
}

/// Where the literal begins that ends at `end`.
fn literal_before(lexed: &Lexed, end: usize) -> Option<usize> {
    let number = lexed.literals.partition_point(|it| it.span.end() < end);
    lexed.literals.get(number).filter(|it| it.span.end() == end).map(|it| it.span.start())
}

/// Reads what an attribute says; `None` where entities say it.
pub(super) fn decode_markup(source: &str, parts: &Parts) -> Option<Decoded> {
    let [(literal, Behind::Nothing)] = parts.literals.as_slice() else { return None };
    let inner = literal.inner.of(source);
    let quote = literal.opened.form.quote()?;
    let mut behind_signs = inner.split('&').skip(1);
    // A quote behind a backslash ends the attribute.
    if inner.contains(quote) || behind_signs.any(begins_with_entity) {
        return None;
    }
    let (escapes, holes) = (Escapes::None, Holes::None);
    let quoting = LiteralQuoting { escapes, holes, ..literal.opened.quoting(Marks::None) };
    let mut host = HostText::new(literal.inner.start(), Quoting::Literal(quoting));
    host.push(inner);
    Some(Decoded { host, part: Span::new(0, inner.len()), is_text: true, fillings: Vec::new(), cut: None })
}

/// Whether `quot;`, `#34;` or the like stands there.
fn begins_with_entity(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '#';
    let behind = text.trim_start_matches(is_part);
    behind.len() < text.len() && behind.starts_with(';')
}

/// Whether a text ends with a tag.
pub(super) fn ends_tag(text: &str) -> bool {
    text.ends_with('>') && !text.ends_with("=>")
}

/// What of a program is text between tags, as far as it looks like a comment.
pub(super) struct Texts<'a> {
    text: &'a str,
    has_markup: bool,
    /// Where the last one ends.
    end: usize,
}

impl<'a> Texts<'a> {
    pub(super) fn of(text: &'a str, language: &Language) -> Self {
        // Without the end of an element a `>` is an operator, or ends a type.
        Self { text, has_markup: language.markup && (text.contains("</") || text.contains("/>")), end: 0 }
    }

    /// Whether what looks like a comment stands between tags: right behind one or before the end of an element, or behind
    /// another such text. Call it in the order of the text.
    pub(super) fn has(&mut self, comment: Span) -> bool {
        let before = self.text.get(..comment.start()).unwrap_or_default().trim_ascii_end();
        let behind = self.text.get(comment.end()..).unwrap_or_default().trim_ascii_start();
        let written = comment.of(self.text);
        let is_text = ends_tag(before)
            || behind.starts_with("</")
            || (written.starts_with("//") && written.contains("</"))
            || (self.end > 0 && before.len() <= self.end);
        if !self.has_markup || !is_text {
            return false;
        }
        self.end = comment.end();
        true
    }
}
