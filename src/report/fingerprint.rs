//! What a finding is known by when the lines around it move.

use std::borrow::Cow;
use std::collections::HashMap;

use super::model::{Finding, Report};

/// What stays the same of a finding when lines move: its file, its code, and the query it is about or, where it is about
/// none, the line it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Identity<'a> {
    /// The file's path.
    pub(crate) file: &'a str,
    /// The code.
    pub(crate) code: &'a str,
    /// The query or the line, and where in it.
    pub(crate) text: Cow<'a, str>,
}

impl<'a> Identity<'a> {
    /// The identity of a finding of `report`.
    pub(crate) fn of(report: &'a Report, finding: &'a Finding) -> Self {
        let source = finding.source.map(|id| report.source(id));
        let line = || {
            source.map_or("", |it| {
                let line = it.position(finding.diagnostic.span.start()).line;
                it.lines().line(&it.text, line).of(&it.text).trim()
            })
        };
        let file = source.map_or("", |it| it.path.as_str());
        let text = Cow::Borrowed(finding.query.as_deref().unwrap_or_else(line));
        Self { file, code: finding.diagnostic.code(), text }
    }
}

/// Fingerprints of all findings of a report, in their order, 16 hexadecimal digits each; no two are the same: where several
/// findings have one identity, the second and later ones are counted.
pub(super) fn fingerprints(report: &Report) -> Vec<String> {
    let mut seen: HashMap<Identity<'_>, u64> = HashMap::new();
    let fingerprint = |finding| {
        let identity = Identity::of(report, finding);
        let parts = [identity.file.as_bytes(), identity.code.as_bytes(), identity.text.as_bytes()];
        let hash = parts.into_iter().fold(START, |hash, part| add(add(hash, part), &[0xff]));
        let count = seen.entry(identity).or_default();
        *count += 1;
        format!("{:016x}", add(hash, &count.to_le_bytes()))
    };
    report.findings.iter().map(fingerprint).collect()
}

/// Where FNV-1a begins. The hash has to stay the same for ever, which the standard library's does not promise.
const START: u64 = 0xcbf2_9ce4_8422_2325;

fn add(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(add(START, b"foobar"), 0x8594_4171_f739_67e8);
    }
}
