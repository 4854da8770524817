//! JSON with comments and commas too many, as editors and compilers take it.

/// `text` with blanks in the place of its comments and of commas that nothing follows, each byte at its place; `None` where
/// it has neither.
pub(super) fn without_comments(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut is_changed = false;
    // A comma that nothing stands behind yet.
    let mut comma: Option<usize> = None;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        let length = match rest {
            [b'"', ..] => string(rest),
            [b'/', b'/', ..] => memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
            [b'/', b'*', ..] => {
                let inner = rest.get(2..).unwrap_or_default();
                memchr::memmem::find(inner, b"*/").map_or(rest.len(), |end| end + 4)
            }
            _ => 1,
        };
        let is_comment = *byte == b'/' && length > 1;
        if is_comment {
            blank(&mut out, at, length);
            is_changed = true;
        } else if matches!(byte, b'}' | b']') {
            if let Some(place) = comma.take() {
                blank(&mut out, place, 1);
                is_changed = true;
            }
        } else if !byte.is_ascii_whitespace() {
            comma = (*byte == b',').then_some(at);
        }
        at += length;
    }
    // Characters were replaced whole.
    is_changed.then(|| String::from_utf8(out).ok()).flatten()
}

/// How long the string is that begins with `text`.
fn string(text: &[u8]) -> usize {
    let mut escaped = 0;
    for at in memchr::memchr2_iter(b'"', b'\\', text).skip(1) {
        if at < escaped {
            continue;
        }
        if text.get(at) == Some(&b'"') {
            return at + 1;
        }
        escaped = at + 2;
    }
    text.len()
}

fn blank(out: &mut [u8], at: usize, length: usize) {
    let part = out.iter_mut().skip(at).take(length);
    part.filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_commas_too_many_become_blanks() {
        for (text, expected) in [
            ("{ // é\n\"a\": 1 /* x */, }", "{      \n\"a\": 1          }"),
            ("[1, /* , */ ]", "[1          ]"),
            ("[\"//\", \"\\\"/*\", 1/2]", ""),
            ("[1, 2]", ""),
            ("/* open", "       "),
        ] {
            assert_eq!(without_comments(text).unwrap_or_default(), expected, "{text}");
        }
    }
}
