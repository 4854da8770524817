//! How near the API is named to a value: beside it, somewhere in its file, in words alone, or nowhere.

use memchr::memmem;

use super::owner::{Owner, names_other_product, owner};
use crate::text::boundary_behind;

/// How near the API is named to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// Nowhere in the file.
    Nowhere,
    /// The vendor is spoken of somewhere in the file, which may be about other products as well.
    Mention,
    /// Somewhere in the file.
    File,
    /// Beside the value: the URL or the operation that it is sent to.
    Beside,
}

/// Names of the API and of the tool.
const NAMES: [&[u8]; 2] = [HOST, b"v3q:"];

/// The vendor's name but for its first letter.
const VENDOR: [&str; 3] = ["ailpoint", "ailPoint", "AILPOINT"];

/// What the hosts of the API are named.
const HOST: &[u8] = b"identitynow";

/// How near the API is named to a value that has no endpoint beside it.
pub(super) fn nearness_of_file(text: &str) -> Nearness {
    let has = |name: &&[u8]| memmem::find(text.as_bytes(), name).is_some();
    let mut spoken = Nearness::Nowhere;
    let mut is_used = || {
        let names = VENDOR.iter().flat_map(|name| memmem::find_iter(text.as_bytes(), name).map(|at| (at, name.len())));
        names.take(MOST_MENTIONS).any(|(at, length)| {
            spoken = Nearness::Mention;
            !is_prose(text, at.saturating_sub(1), at + length)
        })
    };
    if !(NAMES.iter().any(has) || is_used() || names_version(text)) {
        return spoken;
    }
    // Beside the other product's names its own hosts alone tell that it is this API.
    if has(&HOST) || !names_other_product(text) { Nearness::File } else { Nearness::Nowhere }
}

/// How many times the vendor's name is looked at: where all of those are prose, the others are as well.
const MOST_MENTIONS: usize = 100;

/// Whether the name between the two is a word of a sentence, rather than one of a program.
fn is_prose(text: &str, start: usize, end: usize) -> bool {
    let (before, behind) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let line = before.rsplit('\n').next().unwrap_or_default().trim_ascii_start();
    let is_import = ["import ", "from ", "using ", "require"].iter().any(|it| line.starts_with(it));
    let begins = before.chars().next_back().is_none_or(|c| c.is_whitespace() || "(\"'#/*".contains(c));
    let behind =
        behind.strip_prefix("'s").unwrap_or(behind).trim_start_matches(['.', ',', ':', '\'', '"', ')', '!', '?']);
    begins && !is_import && behind.chars().next().is_none_or(char::is_whitespace)
}

/// The same; a file for which an endpoint is set speaks of the API too.
#[cfg(any(feature = "saved-json", feature = "saved-yaml"))]
pub(super) fn nearness_of(text: &str, has_endpoint: bool) -> Nearness {
    if has_endpoint { Nearness::File } else { nearness_of_file(text) }
}

/// Whether a text holds `/v3/`, `/beta/` or `/v2025/` in a URL of no other host.
fn names_version(text: &str) -> bool {
    memchr::memchr_iter(b'/', text.as_bytes()).any(|at| {
        let behind = text.get(at + 1..).unwrap_or_default();
        let segment = behind.get(..behind.bytes().take(6).take_while(u8::is_ascii_alphanumeric).count());
        let is_segment = segment.is_some_and(|it| is_api_version(it) && behind.as_bytes().get(it.len()) == Some(&b'/'));
        is_segment && is_url_of_api(word_around(text, at))
    })
}

/// The word without blanks and quotes that holds byte `at`.
fn word_around(text: &str, at: usize) -> &str {
    let is_end =
        |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'`' | b'<' | b'>' | b'(' | b')');
    // No URL is longer; what is cut off has no host in it.
    let from = boundary_behind(text, at.saturating_sub(256));
    let before = text.as_bytes().get(from..at).unwrap_or_default();
    let start = from + before.iter().rposition(is_end).map_or(0, |place| place + 1);
    let behind = text.as_bytes().get(at..).unwrap_or_default().iter().take(256).position(is_end);
    let end = at + behind.unwrap_or(0);
    text.get(start..end).or_else(|| text.get(start..at)).unwrap_or_default()
}

/// Whether a path segment is a version of the API: `v3`, `beta`, `v2025`; not the `v1` of everybody else's.
pub(super) fn is_api_version(segment: &str) -> bool {
    let year = segment.strip_prefix("v20").unwrap_or_default();
    matches!(segment, "v3" | "beta") || (year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a URL, or a path, with a method in front or not, leads to the API: by its host, or, where it has none or one that is only known when it is
/// sent, by the version in its path.
pub(super) fn is_url_of_api(url: &str) -> bool {
    owner(url) == Owner::Vendor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_is_known_by_its_host_or_its_versions() {
        for url in [
            "https://t.api.identitynow.com/accounts",
            "/v2025/accounts",
            "{{baseUrl}}/v3/accounts?filters=x",
            "${BASE}/beta/roles",
            "https://$TENANT.example.com/v2024/roles",
            "v3/accounts",
        ] {
            assert!(is_url_of_api(url), "{url}");
        }
        for url in
            ["https://api.github.com/v3/repos", "https://graph.microsoft.com/beta/users", "/v1/items", "/api", ""]
        {
            assert!(!is_url_of_api(url), "{url}");
        }
        assert_eq!(nearness_of_file("see \"/v3/accounts\""), Nearness::File);
        assert_eq!(nearness_of_file("see https://api.github.com/v3/repos and /v2/x"), Nearness::Nowhere);
        for text in
            ["the SailPoint API", "# SailPoint: filters", "{\"text\": \"SailPoint dashboards\"}", "SailPoint's."]
        {
            assert_eq!(nearness_of_file(text), Nearness::Mention, "{text}");
        }
        for text in
            ["import sailpoint", "using SailPoint;", "sailpoint.v2025", "PSSailPoint", "SAILPOINT_URL", "v3q: x"]
        {
            assert_eq!(nearness_of_file(text), Nearness::File, "{text}");
        }
    }
}
