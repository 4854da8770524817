//! Changes, as `diff -u` shows them.

use similar::TextDiff;

/// The unified difference of two texts; empty where there is none.
pub(super) fn unified(name: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(3).header(name, name).to_string()
}
