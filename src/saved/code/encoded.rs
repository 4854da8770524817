//! A filter that a program encodes where it puts it into a URL: `` `…?filters=${encodeURIComponent('name eq "x"')}` ``.

use super::decoded::decode;
use super::follow::Follower;
use super::language::Language;
use super::lexer::lex_from;
use super::parts::parts;
use crate::saved::query::SavedParameter;
use crate::text::Span;

/// What may stand around an expression between two parts of a URL, beside blanks.
const AROUND: [char; 12] = ['+', '"', '\'', '`', '$', '#', '@', '{', '}', '(', ')', 'f'];

/// The plain text of a parameter whose value is nothing but such an expression, and where the literal ends; `fillings` are
/// the marks of a formatter in the URL, each with its value.
pub(super) fn encoded(
    text: &str,
    parameter: &SavedParameter<'_>,
    fillings: &[(Span, Span)],
    language: &'static Language,
) -> Option<(SavedParameter<'static>, usize)> {
    let [hole] = parameter.place.holes.as_slice() else { return None };
    if hole.span != Span::new(0, parameter.value.len()) {
        return None;
    }
    let mark = parameter.place.map.outer(hole.span);
    let outer = fillings.iter().find(|(filled, _)| *filled == mark).map_or(mark, |(_, value)| *value);
    let is_around = |part: &str| part.chars().all(|c| c.is_ascii_whitespace() || AROUND.contains(&c));
    let expression = outer.of(text);
    let (callee, behind) = language.encoders.iter().find_map(|name| {
        let at = expression.find(name)?;
        let behind = expression.get(at + name.len()..).filter(|it| it.trim_ascii_start().starts_with('('))?;
        is_around(expression.get(..at)?).then_some((at, behind))
    })?;
    let open = outer.end() - behind.trim_ascii_start().len();
    let within = text.get(..outer.end())?;
    let lexed = lex_from(within, language, open);
    let call = lexed.brackets.first()?.end;
    let follower = Follower { text: within, lexed: &lexed, language };
    // Java writes blanks as `+`, which programs make `%20`.
    let is_replaced = within.get(call..)?.starts_with(".replace");
    let end = if is_replaced { follower.operand(call)? } else { call };
    if !is_around(within.get(end..)?) {
        return None;
    }
    let value = parts(within.get(..call)?, &lexed, 0, language).0.filter(|it| it.start == outer.start() + callee)?;
    let decoded = decode(text, &value, language)?;
    let mut plain = decoded.host.expression(&parameter.name, parameter.name_span, decoded.part);
    // Not all versions of a language can have each quote in the expression of a string.
    plain.is_text &= decoded.is_text && !expression.starts_with('{');
    Some((plain, value.end))
}
