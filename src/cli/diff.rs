//! Changes, as `diff -u` shows them.

use similar::TextDiff;

/// The unified difference of two texts; empty where there is none.
pub(super) fn unified(name: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    // `patch` reads a name to its first blank, unless a tab ends it.
    let end = if name.contains(char::is_whitespace) { "\t" } else { "" };
    let name = format!("{name}{end}");
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(3).header(&name, &name).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_ends_a_name_with_blanks() {
        assert!(unified("a b.v3q", "x\n", "y\n").starts_with("--- a b.v3q\t\n+++ a b.v3q\t\n@@"));
        assert!(unified("a.v3q", "x\n", "y\n").starts_with("--- a.v3q\n+++ a.v3q\n@@"));
    }
}
