//! The text around a part of a filter: its parentheses, the connective beside it, and what becomes of them.

use crate::text::{BLANKS, Edit, Span};

/// Where a part stands, with all parentheses that hold nothing else.
pub(super) fn outer(text: &str, span: Span) -> Span {
    let mut outer = span;
    loop {
        let before = text.get(..outer.start()).unwrap_or_default().trim_end_matches(BLANKS);
        let behind = text.get(outer.end()..).unwrap_or_default();
        let close = behind.trim_start_matches(BLANKS);
        if !before.ends_with('(') || !close.starts_with(')') {
            return outer;
        }
        outer = Span::new(before.len() - 1, text.len() - close.len() + 1);
    }
}

/// Takes an operand out of its group, with one connective beside it. `outer` is where the operand stands with its
/// parentheses; the first operand of a group gives up the connective behind it.
pub(super) fn without(text: &str, outer: Span, is_first: bool) -> Option<Edit> {
    let before = text.get(..outer.start())?.trim_end_matches(BLANKS);
    // Groups that are joined alike are one: `a and (b and c)` has three operands.
    if is_first || before.ends_with('(') {
        let behind = text.get(outer.end()..)?.trim_start_matches(BLANKS);
        let behind = ["and", "or", ","].iter().find_map(|word| behind.strip_prefix(word))?;
        return Some(removed(text, Span::new(outer.start(), text.len() - behind.trim_start_matches(BLANKS).len())));
    }
    let before = ["and", "or", ","].iter().find_map(|word| before.strip_suffix(word))?;
    Some(removed(text, Span::new(before.trim_end_matches(BLANKS).len(), outer.end())))
}

/// Takes a piece out, and leaves a blank where words would grow together.
pub(super) fn removed(text: &str, span: Span) -> Edit {
    replaced(text, span, String::new())
}

/// Puts `new` where `span` is, with a blank behind it where words would grow together.
pub(super) fn replaced(text: &str, span: Span, mut new: String) -> Edit {
    let before = new.chars().next_back().or_else(|| text.get(..span.start())?.chars().next_back());
    let behind = text.get(span.end()..).and_then(|rest| rest.chars().next());
    if let (Some(before), Some(behind)) = (before, behind)
        && !BLANKS.contains(&before)
        && !BLANKS.contains(&behind)
        && !matches!(before, '(' | ',')
        && !matches!(behind, ')' | ',')
    {
        new.push(' ');
    }
    Edit::replace(span, new)
}
