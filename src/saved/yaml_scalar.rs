//! Scalars of YAML, read with the places of what they say.
//!
//! The YAML library tells what a scalar says and where it stands; which byte says which is read here once more. Where the
//! two do not agree the whole scalar is one place, and is not mended.

use granit_parser::ScalarStyle;

use super::host_text::HostText;
use super::quoting::{Quoting, YamlQuoting};
use crate::text::Span;

/// Where a scalar stands, and how it is written.
pub(super) struct ScalarPlace<'a> {
    pub(super) file: &'a str,
    pub(super) span: Span,
    pub(super) style: ScalarStyle,
    /// Whether it stands in `[…]` or `{…}`.
    pub(super) is_flow: bool,
}

/// The scalar that says `value`.
pub(super) fn scalar(value: &str, place: &ScalarPlace<'_>) -> HostText {
    let written = place.span.of(place.file);
    let (inner, start) = match place.style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let inner = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
            (inner, place.span.start() + 1)
        }
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => (written, place.span.start()),
    };
    let read = match place.style {
        ScalarStyle::Plain => {
            let quoting = if place.is_flow { YamlQuoting::PlainInFlow } else { YamlQuoting::Plain };
            flowed(inner, start, quoting)
        }
        ScalarStyle::SingleQuoted => flowed(inner, start, YamlQuoting::Single),
        ScalarStyle::DoubleQuoted => flowed(inner, start, YamlQuoting::Double),
        ScalarStyle::Literal => block(value, inner, start, place.file, false),
        ScalarStyle::Folded => block(value, inner, start, place.file, true),
    };
    // A block may end with the file; the line break that it then says stands nowhere.
    if read.text() == value || read.text() == value.trim_end_matches('\n') {
        return read;
    }
    alias(value, place.span)
}

/// What stands elsewhere, in the place of the alias that says it: it is not mended there.
pub(super) fn alias(value: &str, span: Span) -> HostText {
    let mut whole = HostText::new(span.start(), Quoting::Yaml(YamlQuoting::Block));
    whole.push_escaped(value, span);
    whole.make_inexact();
    whole
}

/// Plain and quoted scalars: line breaks fold.
fn flowed(written: &str, base: usize, quoting: YamlQuoting) -> HostText {
    let mut host = HostText::new(base, Quoting::Yaml(quoting));
    let mut at = 0;
    while let Some(c) = written.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = written.get(at..).unwrap_or_default();
        let at_place = |length: usize| Span::new(at, at + length).shifted(base);
        at += match c {
            ' ' | '\t' | '\r' | '\n' => {
                let run = rest.find(|c: char| !matches!(c, ' ' | '\t' | '\r' | '\n')).unwrap_or(rest.len());
                let blanks = rest.get(..run).unwrap_or_default();
                match blanks.matches('\n').count() {
                    0 => host.push(blanks),
                    1 => host.push_escaped(" ", at_place(run)),
                    breaks => host.push_escaped(&"\n".repeat(breaks - 1), at_place(run)),
                }
                run
            }
            '\'' if quoting == YamlQuoting::Single => {
                host.push_escaped("'", at_place(2));
                2
            }
            '\\' if quoting == YamlQuoting::Double => {
                let (said, length) = escape(rest);
                host.push_escaped(&said, at_place(length));
                length
            }
            _ => {
                let run = rest.find([' ', '\t', '\r', '\n', '\'', '\\']).unwrap_or(rest.len()).max(c.len_utf8());
                host.push(rest.get(..run).unwrap_or_default());
                run
            }
        };
    }
    host
}

/// What an escape of a double-quoted scalar says, and how long it is.
fn escape(text: &str) -> (String, usize) {
    let Some(kind) = text.chars().nth(1) else { return ("\\".to_owned(), text.len()) };
    let code = |digits: usize| {
        let code = text.get(2..2 + digits).and_then(|it| u32::from_str_radix(it, 16).ok()).and_then(char::from_u32);
        (code.unwrap_or(char::REPLACEMENT_CHARACTER).to_string(), (2 + digits).min(text.len()))
    };
    let said = match kind {
        'x' => return code(2),
        'u' => return code(4),
        'U' => return code(8),
        '\n' | '\r' => {
            // The line goes on in the next one, whose indentation says nothing.
            let behind = text.get(1..).unwrap_or_default();
            return (String::new(), text.len() - behind.trim_start_matches(['\r', '\n', ' ', '\t']).len());
        }
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        other => other,
    };
    (said.to_string(), 1 + kind.len_utf8())
}

/// Block scalars: the indentation of their first line is that of all.
fn block(value: &str, written: &str, base: usize, file: &str, folds: bool) -> HostText {
    let line = file.get(..base).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let indent = base - line;
    let mut host = HostText::new(base, Quoting::Yaml(YamlQuoting::Block));
    let mut at = 0;
    while host.text().len() < value.len() {
        let rest = written.get(at..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let length = rest.find('\n').unwrap_or(rest.len());
        let content = rest.get(..length).unwrap_or_default();
        host.push(content.strip_suffix('\r').unwrap_or(content));
        let mut end = at + length;
        let start = at + content.strip_suffix('\r').unwrap_or(content).len();
        // The break, blank lines and the indentation behind them.
        let mut breaks = 0;
        while let Some(behind) = written.get(end..).and_then(|it| it.strip_prefix('\n')) {
            breaks += 1;
            end += 1;
            let blanks = behind.len() - behind.trim_start_matches([' ', '\r']).len();
            let is_blank = behind.get(blanks..).is_none_or(|it| it.is_empty() || it.starts_with('\n'));
            end += if is_blank { blanks } else { blanks.min(indent) };
            if !is_blank {
                break;
            }
        }
        let is_last = end >= written.len();
        // Breaks beside a line that is indented further stay.
        let is_spaced = |line: &str| line.starts_with([' ', '\t']);
        let folds = folds && !is_spaced(content) && !is_spaced(written.get(end..).unwrap_or_default());
        let said = match breaks {
            0 => break,
            _ if is_last => "\n".repeat((value.len() - host.text().len()).min(breaks)),
            1 if folds => " ".to_owned(),
            _ if folds => "\n".repeat(breaks - 1),
            _ => "\n".repeat(breaks),
        };
        host.push_escaped(&said, Span::new(start, end).shifted(base));
        at = end;
    }
    host
}

#[cfg(test)]
mod tests {
    use granit_parser::{Event, Parser};

    use super::*;

    /// What the last scalar of a YAML text says, with what each of its words is written as.
    fn words(file: &str) -> (String, Vec<&str>) {
        let last = Parser::new_from_str(file).filter_map(|event| match event.unwrap() {
            (Event::Scalar(value, style, ..), place) => Some((value, style, place)),
            _ => None,
        });
        let (value, style, place) = last.last().unwrap();
        let range = place.byte_range().unwrap();
        let span = Span::new(range.start, range.end);
        let host = scalar(&value, &ScalarPlace { file, span, style, is_flow: false });
        assert_eq!(host.text().trim_end(), value.trim_end());
        let text = host.text().to_owned();
        let mut words = Vec::new();
        let mut at = 0;
        for word in text.split([' ', '\n']) {
            words.push(host.outer(Span::new(at, at + word.len())).of(file));
            at += word.len() + 1;
        }
        (value.into_owned(), words)
    }

    #[test]
    fn every_style_keeps_its_places() {
        for (file, said) in [
            ("a: name eq  b", "name eq  b"),
            ("a: name\n  eq\n\n  b # c", "name eq\nb"),
            ("a: 'it''s\n  eq b'", "it's eq b"),
            ("a: |\n  name eq\n  b\n", "name eq\nb\n"),
            ("a: |-\n  name\n\n   eq\n  b", "name\n\n eq\nb"),
            ("a: >\n  name eq\n  b\n\n  c\n\nd", "name eq b\nc\n"),
            ("a: >-\n  name\n    eq\n\n    b\n  c\n", "name\n  eq\n\n  b\nc"),
            ("a: >-\r\n  name eq\r\n  b\r\n", "name eq b"),
            ("a: \"name eq\n  b\"", "name eq b"),
            ("a: |\n  name eq", "name eq\n"),
        ] {
            let file = if file.ends_with('d') { file.trim_end_matches('d') } else { file };
            let (text, words) = words(file);
            assert_eq!(text, said, "{file}");
            for (word, written) in text.split([' ', '\n']).zip(words) {
                assert_eq!(word.replace('\'', "''"), written, "{file}");
            }
        }
        let (text, words) = words("a: \"\\x41\\u00e9 \\\"x\\\" \\\n   b\"");
        assert_eq!((text.as_str(), words), ("Aé \"x\" b", vec!["\\x41\\u00e9", "\\\"x\\\"", "b"]));
    }
}
