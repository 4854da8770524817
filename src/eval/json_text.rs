//! Records that are JSON text.

use super::item::{Item, Number, Record};
use super::json_string::unescaped;

/// A record as JSON text, of which only the fields that are asked for are read.
///
/// Of a field that stands there twice the last one counts. Numbers are exact, however large. The text is not checked: what
/// can't be read as JSON counts as null.
///
/// ```
/// use v3q::eval::JsonText;
/// use v3q::predicate::validate;
/// use v3q::schema::Schema;
/// use v3q::syntax::parse_filter;
/// let predicate = validate(&parse_filter("owner.id eq 9007199254740993")?, &Schema::permissive())?;
/// assert!(predicate.matches(&JsonText::new(r#"{"owner": {"id": 9007199254740993}}"#)));
/// assert!(!predicate.matches(&JsonText::new(r#"{"owner": {"id": 9007199254740992}}"#)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct JsonText<'a>(&'a str);

impl<'a> JsonText<'a> {
    /// A record of that text; blanks around it mean nothing.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self(text.trim_matches(is_blank_char))
    }

    /// The text.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// The value of the field of that name; null where there is none.
    #[must_use]
    pub fn get(self, name: &str) -> Item<'a> {
        self.last(name).map_or(Item::Null, Self::item)
    }

    /// What the text is: a container as it stands, anything else as what it says.
    #[must_use]
    pub fn item(self) -> Item<'a> {
        match self.0.as_bytes() {
            [b'{' | b'[', ..] => Item::Json(self),
            [b'"', ..] => {
                let raw = self.0.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                raw.and_then(unescaped).map_or(Item::Null, Item::String)
            }
            b"true" => Item::Boolean(true),
            b"false" => Item::Boolean(false),
            [b'-' | b'0'..=b'9', ..] => Item::Number(Number::Text(self.0.into())),
            _ => Item::Null,
        }
    }

    fn last(self, name: &str) -> Option<Self> {
        let mut scan = Scan { text: self.0, at: 0 };
        scan.eat(b'{').then_some(())?;
        let mut found = None;
        while let Some(key) = scan.string() {
            scan.eat(b':').then_some(())?;
            let value = scan.value()?;
            if key == name || (key.contains('\\') && unescaped(key).is_some_and(|key| key == name)) {
                found = Some(value);
            }
            if !scan.eat(b',') {
                break;
            }
        }
        found
    }

    pub(super) fn is_array(self) -> bool {
        self.0.starts_with('[')
    }

    /// The elements of an array.
    pub(super) fn elements(self) -> Elements<'a> {
        let mut scan = Scan { text: self.0, at: 0 };
        let more = scan.eat(b'[');
        Elements { scan, more }
    }
}

impl Record for JsonText<'_> {
    fn field(&self, name: &str) -> Item<'_> {
        self.get(name)
    }
}

impl<'a> From<JsonText<'a>> for Item<'a> {
    fn from(text: JsonText<'a>) -> Self {
        text.item()
    }
}

/// The elements of an array that is JSON text.
pub(super) struct Elements<'a> {
    scan: Scan<'a>,
    more: bool,
}

impl<'a> Iterator for Elements<'a> {
    type Item = JsonText<'a>;

    fn next(&mut self) -> Option<JsonText<'a>> {
        if !self.more {
            return None;
        }
        let value = self.scan.value();
        self.more = value.is_some() && self.scan.eat(b',');
        value
    }
}

/// A place in JSON text. What it passes over is not checked.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(is_blank) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.skip_blanks();
        let eaten = self.peek() == Some(byte);
        self.at += usize::from(eaten);
        eaten
    }

    /// What stands between the quotes of the string that comes.
    fn string(&mut self) -> Option<&'a str> {
        if !self.eat(b'"') {
            return None;
        }
        let start = self.at;
        self.end_string();
        self.text.get(start..self.at.checked_sub(1)?)
    }

    /// Goes behind the closing quote.
    fn end_string(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let mut escaped = false;
        let end = rest.iter().position(|byte| match byte {
            _ if escaped => {
                escaped = false;
                false
            }
            b'\\' => {
                escaped = true;
                false
            }
            byte => *byte == b'"',
        });
        self.at += end.map_or(rest.len(), |end| end + 1);
    }

    /// The value that comes, and goes behind it.
    fn value(&mut self) -> Option<JsonText<'a>> {
        self.skip_blanks();
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.at += 1;
                    self.end_string();
                    if depth == 0 {
                        break;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => break,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        break;
                    }
                }
                b',' | b':' if depth == 0 => break,
                byte if depth == 0 && is_blank(byte) => break,
                _ => {}
            }
            self.at += 1;
        }
        self.text.get(start..self.at).filter(|text| !text.is_empty()).map(JsonText)
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn is_blank_char(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, name: &str) -> String {
        format!("{:?}", JsonText::new(text).get(name))
    }

    #[test]
    fn fields_are_found_in_text() {
        let text = r#" {"a" : 1e400, "b":"x\u0041\"", "\u0063": [1, {"a":2}] ,"d":{"e":null},"a":true, "f": "" }"#;
        for (name, value) in [
            ("a", "Boolean(true)"),
            ("b", r#"String("xA\"")"#),
            ("c", r#"JsonText("[1, {\"a\":2}]")"#),
            ("d", r#"JsonText("{\"e\":null}")"#),
            ("e", "Null"),
            ("f", r#"String("")"#),
        ] {
            assert_eq!(shown(text, name), value, "{name}");
        }
        let elements: Vec<_> =
            JsonText::new(r#"[1, "a,]", [2,3] ,{"x":"}"}]"#).elements().map(JsonText::as_str).collect();
        assert_eq!(elements, ["1", r#""a,]""#, "[2,3]", r#"{"x":"}"}"#]);
        assert_eq!(JsonText::new("[]").elements().count(), 0);
    }

    #[test]
    fn broken_text_counts_as_null() {
        for text in [
            "",
            "{",
            "{\"a\"",
            "{\"a\":",
            "[1",
            "nul",
            "{a:1}",
            "{\"a\":}",
            "{\"a\" 1}",
            "\"a",
            "{\"a\":\"\\q\"}",
            "\"\\",
        ] {
            assert_eq!(shown(text, "a"), "Null", "{text}");
            let _ = JsonText::new(text).item();
            let _ = JsonText::new(text).elements().count();
        }
    }
}
