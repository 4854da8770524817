//! Text that is percent-encoded, as it would be in a URL.

use crate::text::{OffsetMap, Span};

/// `text` after percent-decoding, and the way back; `None` where nothing in it is encoded, or what it encodes is not
/// UTF-8. With `plus`, a `+` is a blank, as in a form.
pub(super) fn decoded(text: &str, plus: bool) -> Option<(String, OffsetMap)> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut map = OffsetMap::new(0);
    let mut rest = text.bytes().enumerate();
    let mut found = false;
    while let Some((at, byte)) = rest.next() {
        let pair = text.get(at + 1..at + 3).filter(|pair| byte == b'%' && pair.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(pair) = pair {
            let inner = Span::new(bytes.len(), bytes.len() + 1);
            bytes.push(u8::from_str_radix(pair, 16).ok()?);
            map.escape(inner, Span::new(at, at + 3));
            rest.nth(1);
            found = true;
        } else {
            bytes.push(if plus && byte == b'+' { b' ' } else { byte });
        }
    }
    found.then_some(())?;
    Some((String::from_utf8(bytes).ok()?, map))
}
