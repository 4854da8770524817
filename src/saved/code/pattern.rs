//! Texts that URLs are compared with, and are none themselves: regular expressions, globs, parts of a URL.

use super::follow::{Follower, is_word};
use super::parts::{Parts, blanks_before, bracket};

/// What an address has that is a pattern of addresses, up to its query.
const SIGNS: [&str; 8] = ["\\?", ".*", ".+", "[^", "\\d", "\\w", "\\.", "(?:"];

/// Calls that look for a part of a text.
const SEARCHES: [&str; 16] = [
    "startsWith",
    "startswith",
    "StartsWith",
    "HasPrefix",
    "start_with?",
    "contains",
    "Contains",
    "includes",
    "include?",
    "include",
    "toContain",
    "toMatch",
    "containsString",
    "indexOf",
    "IndexOf",
    "urlMatching",
];

/// Whether what stands in front of the parameters of a URL is a pattern: `https://.*/accounts\?filters=`, `*/v3/accounts?sorters=`.
pub(super) fn is_pattern(text: &str) -> bool {
    let address = text.split(['?', '&']).next().unwrap_or_default();
    let with_sign = text.get(..address.len() + 1).unwrap_or(address);
    address.starts_with('*') || address.contains("://*") || SIGNS.iter().any(|it| with_sign.contains(it))
}

/// Whether a text is looked for in another one: `url.startswith("…")`, `"…" in url`.
pub(super) fn is_searched(follower: Follower<'_>, parts: &Parts) -> bool {
    let behind = follower.text.get(parts.end..).unwrap_or_default();
    let words = behind.trim_start_matches(' ');
    if words.len() < behind.len() && (words.starts_with("in ") || words.starts_with("not in ")) {
        return true;
    }
    let Some(call) = bracket(follower.lexed, parts.parent).filter(|it| it.byte == b'(') else { return false };
    let front = follower.text.get(..blanks_before(follower.text, call.open)).unwrap_or_default();
    SEARCHES.iter().any(|name| front.strip_suffix(name).is_some_and(|it| !it.ends_with(is_word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_no_url() {
        for pattern in [
            "https://.*/v2025/accounts\\?filters=.*$",
            "/v2025/accounts\\?filters=.*",
            "*/v2025/accounts?sorters=name",
            "https://*.identitynow.com/v3/roles?filters=x",
        ] {
            assert!(is_pattern(pattern), "{pattern}");
        }
        for url in [
            "/v2025/accounts?filters=name sw \".*\"",
            "https://x.api.identitynow.com/v3/roles?filters=x",
            "?sorters=name",
        ] {
            assert!(!is_pattern(url), "{url}");
        }
    }
}
