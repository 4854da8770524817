//! Values of URLs that a program fills in before it asks: `filters={filters}`, `limit=%d`.

use std::borrow::Cow;

use super::query::{Part, SavedParameter, SavedQuery};
use super::url_value::escaped_byte;
use crate::syntax::placeholder_style;
use crate::text::{OffsetMap, Span};

/// How long a placeholder in braces is at most that is passed over, in bytes.
pub(super) const MOST_PLACEHOLDER: usize = 256;

/// How long the placeholder in double braces is that a text begins with, blanks in it and all.
pub(super) fn placeholder(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("{{")?;
    let end = inner.bytes().take(MOST_PLACEHOLDER).zip(inner.bytes().skip(1)).position(|it| it == (b'}', b'}'))?;
    let is_one = inner.get(..end).is_some_and(|it| !it.contains(['\n', '{']));
    is_one.then_some(end + 4)
}

/// How long a flag, a width or a name of a conversion may be.
const MOST_FLAGS: usize = 40;

/// The query that was read from `text`, which begins at byte `base` of its file, with each value that is nothing but one
/// placeholder as a hole, whatever styles live in the file: nothing can be said of what it holds.
pub(super) fn with_holes<'a>(mut query: SavedQuery<'a>, text: &str, base: usize) -> SavedQuery<'a> {
    let SavedQuery { parameters, findings, .. } = &mut query;
    for parameter in parameters {
        // What a placeholder stands for in the place of a name may be several parameters, or none.
        if parameter.name.contains("{{") || is_filled_in(&parameter.name) {
            parameter.part = Part::Sample;
        }
        let place = place(parameter);
        let written = written(place, text, base);
        let Some(name) = name_of_placeholder(&parameter.value).or_else(|| name_of_placeholder(written)) else {
            continue;
        };
        make_hole(parameter, &name);
        findings.retain(|it| !holds(place, it.span));
    }
    query
}

/// The query without what prose writes where a value goes: a word in capitals, or words in brackets, as in `FILTER`, `N`,
/// `<your filter>` and `[filter]`.
pub(super) fn without_examples(mut query: SavedQuery<'_>) -> SavedQuery<'_> {
    let SavedQuery { parameters, findings, .. } = &mut query;
    for parameter in parameters.iter_mut().filter(|it| is_example(&it.value)) {
        let place = place(parameter);
        let name: String = parameter.value.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        make_hole(parameter, &name);
        findings.retain(|it| !holds(place, it.span));
    }
    query
}

fn is_example(value: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    let in_brackets = |(open, close): (char, char)| {
        let inner = value.strip_prefix(open).and_then(|it| it.strip_suffix(close));
        inner.is_some_and(|it| !it.contains([open, close, '"', '\'']))
    };
    (value.starts_with(|c: char| c.is_ascii_uppercase()) && value.bytes().all(is_part))
        || [('<', '>'), ('[', ']'), ('{', '}')].into_iter().any(in_brackets)
}

/// Makes one placeholder of a value: nothing of it is known.
fn make_hole(parameter: &mut SavedParameter<'_>, name: &str) {
    let place = place(parameter);
    parameter.value = Cow::Owned(format!("{{{{{name}}}}}"));
    parameter.is_text = false;
    parameter.place.map = OffsetMap::new(place.start());
    parameter.place.map.escape(Span::new(0, parameter.value.len()), place);
}

/// The same query without the values that `printf` and the like fill in: what is around the conversions is no text of a
/// URL yet.
pub(super) fn without_printed<'a>(mut query: SavedQuery<'a>, text: &str, base: usize) -> SavedQuery<'a> {
    let SavedQuery { parameters, findings, .. } = &mut query;
    parameters.retain(|it| {
        let place = place(it);
        let is_kept = it.value.starts_with("{{") || !is_printed(written(place, text, base));
        if !is_kept {
            findings.retain(|it| !holds(place, it.span));
        }
        is_kept
    });
    query
}

fn place(parameter: &SavedParameter<'_>) -> Span {
    parameter.place.map.outer(Span::new(0, parameter.value.len()))
}

fn written(place: Span, text: &str, base: usize) -> &str {
    text.get(place.start() - base..place.end() - base).unwrap_or_default()
}

fn holds(place: Span, span: Span) -> bool {
    place.start() <= span.start() && span.end() <= place.end()
}

fn is_filled_in(text: &str) -> bool {
    placeholder_style(text).is_some() || is_conversion(text)
}

/// What is between the marks of a placeholder that is all of a value, or of `...`; none where it is `{{…}}` already.
fn name_of_placeholder(value: &str) -> Option<String> {
    let is_one = is_filled_in(value) || matches!(value, "..." | "…");
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    (is_one && value != "%%" && !value.starts_with("{{")).then(|| value.chars().filter(|c| is_name(*c)).collect())
}

/// Whether a value is a template of `printf` and the like: it holds a conversion, or all of its escapes have their `%`
/// doubled. Two hexadecimal digits make an escape of what may be a conversion too.
///
/// ```text
/// name%20eq%20%22%s%22   yes
/// name%%20eq%%205        yes
/// name%20eq%20%22100%%22 no: this is a percent sign behind a number
/// ```
pub(super) fn is_printed(value: &str) -> bool {
    let (mut doubled, mut single) = (false, false);
    let mut rest = value;
    while let Some(at) = memchr::memchr(b'%', rest.as_bytes()) {
        rest = rest.get(at..).unwrap_or_default();
        let is_escape = |text: &str| text.as_bytes().get(..3).and_then(escaped_byte).is_some();
        let length = if is_escape(rest) {
            single = true;
            3
        } else if rest.get(1..).is_some_and(is_escape) {
            doubled = true;
            4
        } else if conversion(rest).is_some() {
            return true;
        } else {
            1
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    doubled && !single
}

/// Whether a text is nothing but one conversion.
pub(super) fn is_conversion(text: &str) -> bool {
    conversion(text) == Some(text.len())
}

/// How long the conversion is that `text` begins with: `%s`, `%-10s`, `%(name)s`, `%<name>s`, `%{name}`, `%1$s`, `%%`.
fn conversion(text: &str) -> Option<usize> {
    let mut behind = text.strip_prefix('%')?;
    if behind.starts_with('%') {
        return Some(2);
    }
    for (open, close) in [('(', ')'), ('<', '>'), ('{', '}')] {
        let Some(named) = behind.strip_prefix(open) else { continue };
        let end = named.char_indices().take(MOST_FLAGS).find(|(_, c)| *c == close).map(|(at, _)| at)?;
        let name = named.get(..end)?;
        behind = named.get(end + 1..)?;
        if open == '{' {
            let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
            return is_name.then(|| text.len() - behind.len());
        }
        break;
    }
    // A blank is a flag too, but `100% done` is none.
    let is_flag = |c: &char| matches!(c, '-' | '+' | '#' | '0'..='9' | '.' | '*' | '$');
    let flags = behind.chars().take(MOST_FLAGS).take_while(is_flag).count();
    let verb = behind.get(flags..)?.chars().next().filter(|it| "sdvqifxXeEgGuoctTpUb@r".contains(*it))?;
    Some(text.len() - behind.len() + flags + verb.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_brackets_are_examples() {
        for value in ["FILTER", "N", "YOUR-FILTER_1", "<your filter>", "[filter]", "{my filter}"] {
            assert!(is_example(value), "{value}");
        }
        for value in ["", "5", "-N", "Name", "name", "NAME eq 1", "<a> eq <b>", "[\"x\"]", "TRUE "] {
            assert!(!is_example(value), "{value}");
        }
    }

    #[test]
    fn a_template_holds_conversions_or_doubles_its_escapes() {
        for value in [
            "%s",
            "%5.2f",
            "name%20eq%20%22%s%22",
            "%-10s",
            "%(name)s",
            "a%%20eq%%205",
            "%1$s",
            "x%",
            "%fa%v",
            "%%",
            "x%{a}",
            "%<a>5s",
        ] {
            assert_eq!(is_printed(value), value != "x%", "{value}");
        }
        for value in [
            "",
            "%20",
            "%fa",
            "%d0%dd",
            "100%",
            "100% done",
            "name%20eq%20%22100%%22",
            "%(a",
            "%{a",
            "%{{a}}",
            "%<a> ",
            "%ß",
            "%é%22",
        ] {
            assert!(!is_printed(value), "{value}");
        }
    }

    #[test]
    fn a_placeholder_is_all_of_a_value() {
        for (value, name) in
            [("{f}", "f"), ("{1}", "1"), ("${a.b}", "a.b"), (":x", "x"), ("%d", "d"), ("%{f}", "f"), ("{}", "")]
        {
            assert_eq!(name_of_placeholder(value).as_deref(), Some(name), "{value}");
        }
        for value in ["{{f}}", "a", "{f} eq 1", "%%", "%20", "<a b>"] {
            assert_eq!(name_of_placeholder(value), None, "{value}");
        }
    }
}
