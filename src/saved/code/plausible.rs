//! Whether a source text may hold a query at all, told without reading it.

use memchr::memmem;

/// The ends of the keys, in the spellings that names have, with the letter in front of each.
const KEYS: [(&[u8], [u8; 2]); 4] =
    [(b"ilters", *b"fF"), (b"orters", *b"sS"), (b"ILTERS", *b"FF"), (b"ORTERS", *b"SS")];

/// Whether a name of a parameter stands somewhere as if its value followed.
pub(super) fn may_hold_query(text: &str) -> bool {
    let bytes = text.as_bytes();
    KEYS.iter().any(|(key, first)| {
        memmem::find_iter(bytes, key).any(|at| {
            let is_key = at.checked_sub(1).and_then(|it| bytes.get(it)).is_some_and(|it| first.contains(it));
            is_key && bytes.get(at + key.len()..).is_some_and(goes_on)
        })
    })
}

/// Whether what stands behind a name goes on with its value: a sign that joins them, and a quote near it.
fn goes_on(behind: &[u8]) -> bool {
    let value = behind.trim_ascii_start();
    if value.len() < behind.len() && matches!(value, [b'"' | b'\'', ..]) {
        return true;
    }
    let behind = value.strip_prefix(b"\"").or_else(|| behind.strip_prefix(b"'")).unwrap_or(behind);
    let behind = behind.strip_prefix(b"]").unwrap_or(behind).trim_ascii_start();
    // `filters string = "…"`, `Filters { get; set; } = "…"`, `filters ||= "…"`
    let is_declared = ["string", "{", "||=", "??="].iter().any(|it| value.starts_with(it.as_bytes()));
    // A comment may stand between them.
    matches!(behind, [b'=' | b':' | b'(' | b',' | b'"' | b'\'' | b'@' | b'`' | b'#', ..])
        || is_declared
        || [b"/*", b"//", b"<#"].iter().any(|it| behind.starts_with(*it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_value_is_passed_by() {
        for text in [
            "filters=\"x\"",
            "{\"filters\": 'x'}",
            "q['sorters'] = x",
            ".Filters(\"",
            "-Filters 'x'",
            "FILTERS =",
            "Filters { get; }",
            "filters string =",
        ] {
            assert!(may_hold_query(text), "{text}");
        }
        for text in ["", "filter", "the filters of", "importers=", "def filters", "filters)", "filters.x"] {
            assert!(!may_hold_query(text), "{text}");
        }
    }
}
