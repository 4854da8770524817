//! Typographic quotes and blanks, which come in by pasting: read as what is meant, each with a finding.

use super::error::{SyntaxError, SyntaxErrorKind as K};
use crate::diagnostic::Fix;
use crate::text::{Edit, OffsetMap, Span};

/// A text without what came in by pasting.
pub(super) struct Cleaned {
    pub(super) text: String,
    /// From the clean text to the one that was given.
    pub(super) map: OffsetMap,
    pub(super) findings: Vec<SyntaxError>,
}

/// What a character is that does not belong here: its name, and what stands for it.
fn stray(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' => ("a typographic quote", "\""),
        '\u{A0}' | '\u{2007}' | '\u{202F}' | '\u{3000}' | '\u{2002}' | '\u{2003}' | '\u{2009}' => {
            ("a no-break blank", " ")
        }
        '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' => ("a zero-width blank", ""),
        '\u{FEFF}' => ("a byte-order mark", ""),
        _ => return None,
    })
}

/// Cleans `text`; `None` where nothing came in by pasting.
///
/// Inside double quotes all of these characters stay, they may be meant; a typographic quote opens a string that ends at
/// the next quote of either kind.
pub(super) fn cleaned(text: &str) -> Option<Cleaned> {
    if text.is_ascii() || !text.chars().any(|c| stray(c).is_some()) {
        return None;
    }
    let mut out = Cleaned { text: String::with_capacity(text.len()), map: OffsetMap::new(0), findings: Vec::new() };
    // The quote that is open: straight, or typographic.
    let mut open: Option<char> = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        let in_string = open.is_some();
        let replaced = match (open, c) {
            (None, '"') => {
                open = Some('"');
                None
            }
            (None, '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}') => {
                open = Some(c);
                stray(c)
            }
            (Some('"'), '"') if !escaped => {
                open = None;
                None
            }
            (Some('"'), _) => None,
            (Some(_), '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}') if !escaped => {
                open = None;
                stray(c)
            }
            (Some(_), _) => None,
            (None, _) => stray(c),
        };
        escaped = in_string && c == '\\' && !escaped;
        let Some((name, instead)) = replaced else {
            out.text.push(c);
            continue;
        };
        let outer = Span::new(at, at + c.len_utf8());
        let inner = out.text.len();
        out.text.push_str(instead);
        out.map.escape(Span::new(inner, out.text.len()), outer);
        let title = if instead.is_empty() { "take it out".to_owned() } else { format!("write `{instead}`") };
        let fix = Fix::safe(title, vec![Edit::replace(outer, instead)]);
        out.findings.push(SyntaxError { kind: K::PastedCharacter(name), span: outer, fix: Some(fix) });
    }
    (!out.findings.is_empty()).then_some(out)
}
