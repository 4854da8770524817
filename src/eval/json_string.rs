//! Strings as JSON writes them.

use std::borrow::Cow;

/// What stands between the quotes of a JSON string, without its escapes; `None` where one is broken.
pub(super) fn unescaped(raw: &str) -> Option<Cow<'_, str>> {
    let Some((plain, mut rest)) = split_at_escape(raw) else { return Some(Cow::Borrowed(raw)) };
    let mut text = String::with_capacity(raw.len());
    text.push_str(plain);
    loop {
        let (escape, after) = rest.split_at_checked(1)?;
        rest = after;
        match escape {
            "\"" | "\\" | "/" => text.push_str(escape),
            "b" => text.push('\u{8}'),
            "f" => text.push('\u{c}'),
            "n" => text.push('\n'),
            "r" => text.push('\r'),
            "t" => text.push('\t'),
            "u" => {
                let (unit, after) = unit(rest)?;
                let (character, after) = match unit {
                    0xD800..=0xDBFF => {
                        let (low, after) = unit_of_pair(after)?;
                        (0x1_0000 + ((u32::from(unit) - 0xD800) << 10) + low, after)
                    }
                    unit => (u32::from(unit), after),
                };
                text.push(char::from_u32(character)?);
                rest = after;
            }
            _ => return None,
        }
        let Some((plain, after)) = split_at_escape(rest) else {
            text.push_str(rest);
            return Some(Cow::Owned(text));
        };
        text.push_str(plain);
        rest = after;
    }
}

fn split_at_escape(text: &str) -> Option<(&str, &str)> {
    text.split_once('\\')
}

/// The four hexadecimal digits in front, and what follows.
fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let valid = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    Some((u16::from_str_radix(digits, 16).ok().filter(|_| valid)?, rest))
}

/// The ten bits that the second half of a surrogate pair gives.
fn unit_of_pair(text: &str) -> Option<(u32, &str)> {
    let (low, rest) = unit(text.strip_prefix("\\u")?)?;
    matches!(low, 0xDC00..=0xDFFF).then(|| (u32::from(low) - 0xDC00, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read() {
        for (raw, text) in [
            ("", ""),
            ("plain é", "plain é"),
            (r#"a\"\\\/\b\f\n\r\tz"#, "a\"\\/\u{8}\u{c}\n\r\tz"),
            (r"\u0041\u00e9\uD83D\uDE00x", "Aé😀x"),
        ] {
            assert_eq!(unescaped(raw).as_deref(), Some(text), "{raw}");
        }
        for raw in [r"\", r"\q", r"\u12", r"\u+123", r"\ud800", r"\ud800x", r"\ud800\u0041", r"\udc00", r"\ud800\ud800"]
        {
            assert_eq!(unescaped(raw), None, "{raw}");
        }
    }
}
