//! JSON with comments and commas too many, as editors and compilers take it.

use super::comments::{SavedComment, SavedComments};
use crate::text::Span;

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
        let length = length(rest);
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

/// The comments of a text. One that is not closed may be none.
pub(super) fn comments(text: &str) -> SavedComments {
    let mut comments = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        // JSON5 has strings in single quotes too.
        let length = if rest.starts_with(b"'") { string(rest, b'\'') } else { length(rest) };
        let span = Span::new(at, at + length);
        if rest.starts_with(b"//") {
            comments.push(SavedComment::to_line_end(span, 2));
        } else if rest.starts_with(b"/*") && length >= 4 && span.of(text).ends_with("*/") {
            comments.push(SavedComment::between(span, 2, 2));
        }
        at = span.end();
    }
    SavedComments { comments, statements: Vec::new() }
}

/// How long the string or the comment is that begins with `text`; 1 where neither does.
fn length(text: &[u8]) -> usize {
    match text {
        [b'"', ..] => string(text, b'"'),
        [b'/', b'/', ..] => memchr::memchr(b'\n', text).unwrap_or(text.len()),
        [b'/', b'*', ..] => {
            let inner = text.get(2..).unwrap_or_default();
            memchr::memmem::find(inner, b"*/").map_or(text.len(), |end| end + 4)
        }
        _ => 1,
    }
}

/// How long the string is that begins with `text`.
fn string(text: &[u8], quote: u8) -> usize {
    let mut escaped = 0;
    for at in memchr::memchr2_iter(quote, b'\\', text).skip(1) {
        if at < escaped {
            continue;
        }
        if text.get(at) == Some(&quote) {
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
