//! Operation ids and paths, compared without what differs between versions.

/// An operation id in lower-case letters and digits: `listAccounts`, `list-accounts` and `list_accounts` are one.
pub(super) fn plain(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}

/// A plain id without the version some specifications put at its end, and that version: `listaccounts`, 1.
pub(super) fn without_version(plain: &str) -> (&str, u32) {
    let stem = plain.trim_end_matches(|it: char| it.is_ascii_digit());
    match (stem.strip_suffix('v'), plain.strip_prefix(stem).map(str::parse)) {
        (Some(name), Some(Ok(number))) if !name.is_empty() => (name, number),
        _ => (plain, 0),
    }
}

/// Whether a segment of a path is a version of its own: `v1`.
pub(super) fn is_version_segment(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit()))
}

/// The segments of a path.
pub(super) fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// The segments of an endpoint's path without its version: the published version at the head, or the first `v1`.
pub(super) fn unversioned<'p>(path: &'p str, version: &str) -> impl Iterator<Item = &'p str> + use<'p> {
    let place = match segments(path).next() {
        Some(first) if first == version => Some(0),
        _ => segments(path).position(is_version_segment),
    };
    segments(path).enumerate().filter(move |(nth, _)| Some(*nth) != place).map(|(_, segment)| segment)
}

/// Whether a segment of an endpoint's path stands for any text: `{id}`.
pub(super) fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{') && segment.ends_with('}')
}
