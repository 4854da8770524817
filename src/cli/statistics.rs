//! `v3q lint --statistics`: how often each code was found.

use std::collections::BTreeMap;

use crate::diagnostic::{CodeInfo, Safety};
use crate::report::Report;

/// One line a code, the most frequent first; `*` marks those of which some have a safe fix.
pub(super) fn text(report: &Report) -> String {
    let mut counts: BTreeMap<&str, (usize, bool, &CodeInfo)> = BTreeMap::new();
    for it in report.findings.iter().map(|finding| &finding.diagnostic) {
        let (count, is_fixable, _) = counts.entry(it.code()).or_insert((0, false, it.info));
        *count += 1;
        *is_fixable |= it.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(_, (count, ..))| std::cmp::Reverse(*count));
    let digits = rows.iter().map(|(_, (count, ..))| count.to_string().len()).max().unwrap_or_default();
    let width = rows.iter().map(|(code, _)| code.len()).max().unwrap_or_default();
    rows.into_iter()
        .map(|(code, (count, is_fixable, info))| {
            let mark = if is_fixable { '*' } else { ' ' };
            format!("{count:digits$}  {code:width$} {mark} {}\n", info.summary)
        })
        .collect()
}
