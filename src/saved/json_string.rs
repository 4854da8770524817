//! Strings of JSON, read with the places of their escapes.

use std::borrow::Cow;

use crate::text::{OffsetMap, Span};

/// The text that a JSON string says, and the way back to the file; `written` is what stands between its quotes, from
/// byte `base` of the file on.
///
/// A half of a surrogate pair alone stands for no character: it is read as U+FFFD.
pub(super) fn json_unescaped(written: &str, base: usize) -> (Cow<'_, str>, OffsetMap) {
    let mut map = OffsetMap::new(base);
    if !written.contains('\\') {
        return (Cow::Borrowed(written), map);
    }
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let start = written.len() - escape.len() - 1;
        let (c, after) = escaped(escape);
        let inner = text.len();
        text.push(c);
        let end = written.len() - after.len();
        map.escape(Span::new(inner, text.len()), Span::new(start, end).shifted(base));
        rest = after;
    }
    text.push_str(rest);
    (Cow::Owned(text), map)
}

/// The character that an escape says, and what follows; `text` begins behind the backslash.
fn escaped(text: &str) -> (char, &str) {
    let mut rest = text.chars();
    let c = match rest.next() {
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('u') => return unicode(rest.as_str()),
        Some(other) => other,
        None => '\\',
    };
    (c, rest.as_str())
}

fn unicode(text: &str) -> (char, &str) {
    let Some((first, after)) = code_unit(text) else { return (char::REPLACEMENT_CHARACTER, text) };
    if let Some(c) = char::from_u32(u32::from(first)) {
        return (c, after);
    }
    let second = after.strip_prefix("\\u").and_then(code_unit);
    if let Some((second, behind)) = second
        && let Some(Ok(c)) = char::decode_utf16([first, second]).next()
    {
        return (c, behind);
    }
    (char::REPLACEMENT_CHARACTER, after)
}

fn code_unit(text: &str) -> Option<(u16, &str)> {
    let (digits, after) = text.split_at_checked(4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u16::from_str_radix(digits, 16).ok()).flatten().map(|unit| (unit, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::saved::Quoting;

    /// The text, and what each of its characters is written as.
    fn read(written: &str) -> (String, Vec<String>) {
        let file = format!("ä\"{written}\"");
        let (text, map) = json_unescaped(written, 3);
        let place = |(at, c): (usize, char)| map.outer(Span::new(at, at + c.len_utf8())).of(&file).to_owned();
        (text.to_string(), text.char_indices().map(place).collect())
    }

    #[test]
    fn every_escape_keeps_its_place() {
        let escapes =
            [r#"\""#, r"\u0022", r"\/", r"\\", r"\n", r"\u00e9", r"\ud83d\ude00", "é", "x", r"\ud83d", "-", r"\udE00"];
        let (text, places) = read(&escapes.concat());
        assert_eq!(text, "\"\"/\\\né😀éx\u{fffd}-\u{fffd}");
        assert_eq!(places, escapes);
    }

    #[test]
    fn what_is_written_reads_the_same() {
        for text in ["", "plain", "a \"b\" \\ \n\r\t\u{1} é 😀", "\u{7f}\u{2028}"] {
            assert_eq!(json_unescaped(&Quoting::Json.write(text).unwrap(), 0).0, text);
        }
    }
}
