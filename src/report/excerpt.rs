//! The part of a text that is shown around a finding.

use std::borrow::Cow;

use super::model::Source;
use crate::text::{Position, Span};

/// How many characters of a long line are shown on each side of a finding.
const AROUND: usize = 80;

/// The line or lines of a finding, cut where they are long.
pub(super) struct Excerpt {
    /// The text that is shown.
    pub(super) text: String,
    /// Where the finding stands in it.
    pub(super) span: Span,
    /// Where the finding begins in the whole text.
    pub(super) position: Position,
}

impl Excerpt {
    pub(super) fn of(source: &Source, span: Span) -> Self {
        let text = &source.text;
        let position = source.position(span.start());
        let last = source.position(span.end()).line;
        let lines = source.lines().line(text, position.line).to(source.lines().line(text, last));
        let start = span.start().clamp(lines.start(), lines.end());
        let end = span.end().clamp(start, lines.end());
        let before = Span::new(lines.start(), start).of(text);
        let inside = Span::new(start, end).of(text);
        let after = Span::new(end, lines.end()).of(text);
        let (before_cut, before) = last_characters(before, AROUND);
        // A finding that is long itself shows its beginning; a span to the end of the excerpt stands for the rest.
        let (inside, inside_cut) = first_characters(inside, 4 * AROUND);
        let (after, after_cut) = if inside_cut { ("", true) } else { first_characters(after, AROUND) };
        let (before, inside, after) = (visible(before), visible(inside), visible(after));
        let mark = |cut: bool| if cut { "…" } else { "" };
        let shown = format!("{}{before}{inside}{after}{}", mark(before_cut), mark(after_cut));
        let start = mark(before_cut).len() + before.len();
        Self { text: shown, span: Span::new(start, start + inside.len()), position }
    }
}

fn first_characters(text: &str, count: usize) -> (&str, bool) {
    match text.char_indices().nth(count) {
        Some((at, _)) => (text.get(..at).unwrap_or_default(), true),
        None => (text, false),
    }
}

fn last_characters(text: &str, count: usize) -> (bool, &str) {
    match text.char_indices().rev().nth(count) {
        Some((at, c)) => (true, text.get(at + c.len_utf8()..).unwrap_or_default()),
        None => (false, text),
    }
}

/// Without control characters, which a terminal would obey; their pictures stand for them.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    pictured(text, |c| c.is_control() && !matches!(c, '\t' | '\n'))
}

/// The same of what has one line: a name must not make it two.
pub(crate) fn visible_line(text: &str) -> Cow<'_, str> {
    pictured(text, char::is_control)
}

fn pictured(text: &str, is_hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_hidden) {
        return Cow::Borrowed(text);
    }
    let picture = |c: char| match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        0x7f => '\u{2421}',
        _ => '\u{fffd}',
    };
    Cow::Owned(text.chars().map(|c| if is_hidden(c) { picture(c) } else { c }).collect())
}
