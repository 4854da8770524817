//! Percent-encoding: plain text into URLs and back.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{OffsetMap, Span};

/// What is encoded in a name or value of a query: all but what RFC 3986 calls unreserved.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Why a text can't be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct BadEncoding {
    /// What is wrong.
    pub kind: BadEncodingKind,
    /// Where, in bytes of the encoded text.
    pub span: Span,
}

/// What can be wrong with an encoded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum BadEncodingKind {
    /// A `%` without two hexadecimal digits.
    #[error("this `%` begins no escape")]
    Escape,
    /// Escapes that are no text in UTF-8.
    #[error("this is not UTF-8")]
    NotUtf8,
}

/// Encodes the value of a query parameter. A blank becomes `%20`, which every reader takes for a blank.
///
/// ```
/// use v3q::text::{decode_value, encode_value};
/// let filter = r#"name eq "R&D 100%+ü""#;
/// assert_eq!(encode_value(filter), "name%20eq%20%22R%26D%20100%25%2B%C3%BC%22");
/// assert_eq!(decode_value(&encode_value(filter))?, filter);
/// # Ok::<(), v3q::text::BadEncoding>(())
/// ```
#[must_use]
pub fn encode_value(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// How many bytes [`encode_value`] makes of a text.
///
/// ```
/// use v3q::text::{encode_value, encoded_length};
/// assert_eq!(encoded_length("a~b eq \"ü\""), encode_value("a~b eq \"ü\"").len());
/// ```
#[must_use]
pub fn encoded_length(text: &str) -> usize {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    text.bytes().map(|byte| if is_kept(byte) { 1 } else { 3 }).sum()
}

/// Encodes a whole query, without the `?`.
///
/// ```
/// use v3q::text::{decode_query, encode_query};
/// let query = encode_query(&[("filters", r#"a eq "x""#), ("limit", "5")]);
/// assert_eq!(query, "filters=a%20eq%20%22x%22&limit=5");
/// assert_eq!(decode_query(&query)?, [("filters".into(), "a eq \"x\"".into()), ("limit".into(), "5".into())]);
/// # Ok::<(), v3q::text::BadEncoding>(())
/// ```
#[must_use]
pub fn encode_query(parameters: &[(impl AsRef<str>, impl AsRef<str>)]) -> String {
    let mut out = String::new();
    for (name, value) in parameters {
        if !out.is_empty() {
            out.push('&');
        }
        out.extend(utf8_percent_encode(name.as_ref(), ENCODED));
        out.push('=');
        out.extend(utf8_percent_encode(value.as_ref(), ENCODED));
    }
    out
}

/// Decodes a value, once: what was encoded twice is still encoded afterwards. A `+` is a blank.
///
/// ```
/// use v3q::text::{Span, decode_value};
/// assert_eq!(decode_value("a+eq+%22x%2522%22")?, r#"a eq "x%22""#);
/// assert_eq!(decode_value("100%").unwrap_err().span, Span::new(3, 4));
/// # Ok::<(), v3q::text::BadEncoding>(())
/// ```
///
/// # Errors
/// A `%` without two hexadecimal digits, or bytes that are not UTF-8.
pub fn decode_value(text: &str) -> Result<Cow<'_, str>, BadEncoding> {
    if !text.contains(['%', '+']) {
        return Ok(Cow::Borrowed(text));
    }
    decode_with_map(text, true).map(|(text, _)| Cow::Owned(text))
}

/// Decodes a whole query, with or without its `?`, into names and values in their order. A parameter without `=` has an
/// empty value; nothing between two `&` is no parameter.
///
/// # Errors
/// A `%` without two hexadecimal digits, or bytes that are not UTF-8; places count in the whole query.
pub fn decode_query(query: &str) -> Result<Vec<(String, String)>, BadEncoding> {
    let bare = query.strip_prefix('?').unwrap_or(query);
    let mut at = query.len() - bare.len();
    let mut parameters = Vec::new();
    for parameter in bare.split('&') {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let decode = |text: &str, start: usize| match decode_value(text) {
            Ok(text) => Ok(text.into_owned()),
            Err(error) => Err(BadEncoding { span: error.span.shifted(start), ..error }),
        };
        if !parameter.is_empty() {
            parameters.push((decode(name, at)?, decode(value, at + name.len() + 1)?));
        }
        at += parameter.len() + 1;
    }
    Ok(parameters)
}

/// Decodes a text, with the way back to it; with `plus`, a `+` is a blank, as in a form.
///
/// ```
/// use v3q::text::{Span, decode_with_map};
/// let (text, map) = decode_with_map("%C3%BC+x", true)?;
/// assert_eq!(text, "ü x");
/// assert_eq!(map.outer(Span::new(0, 2)), Span::new(0, 6));
/// # Ok::<(), v3q::text::BadEncoding>(())
/// ```
///
/// # Errors
/// A `%` without two hexadecimal digits, or bytes that are not UTF-8.
pub fn decode_with_map(text: &str, plus: bool) -> Result<(String, OffsetMap), BadEncoding> {
    let mut out = String::with_capacity(text.len());
    let mut map = OffsetMap::new(0);
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find(['%', '+']).unwrap_or(rest.len());
        out.push_str(rest.get(..plain).unwrap_or_default());
        at += plain;
        match text.as_bytes().get(at) {
            Some(b'%') => at = escapes(text, at, &mut out, &mut map)?,
            Some(_) => {
                out.push(if plus { ' ' } else { '+' });
                at += 1;
            }
            None => {}
        }
    }
    Ok((out, map))
}

/// Reads the escapes that begin at `at`, as far as they go without a break; where they end.
fn escapes(text: &str, at: usize, out: &mut String, map: &mut OffsetMap) -> Result<usize, BadEncoding> {
    let rest = text.get(at..).unwrap_or_default();
    let bytes: Vec<u8> = rest.as_bytes().chunks(3).map_while(escaped_byte).collect();
    let mut done = at;
    let bad = |kind, start, length| Err(BadEncoding { kind, span: Span::new(start, start + length) });
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            let (start, length) = (out.len(), 3 * c.len_utf8());
            out.push(c);
            map.escape(Span::new(start, out.len()), Span::new(done, done + length));
            done += length;
        }
        if !chunk.invalid().is_empty() {
            return bad(BadEncodingKind::NotUtf8, done, 3 * chunk.invalid().len());
        }
    }
    if bytes.is_empty() { bad(BadEncodingKind::Escape, at, 1) } else { Ok(done) }
}

/// The byte that `%` and two hexadecimal digits say.
fn escaped_byte(chunk: &[u8]) -> Option<u8> {
    let [b'%', high, low] = chunk else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(*high)? * 16 + digit(*low)?)
}
