//! What a program puts in behind a whole clause: `'name eq "x"' + (' and id eq "y"' if id else '')`.

use crate::saved::query::{Part, SavedParameter};
use crate::saved::url_value::InString;

/// Leaves the expressions out that end a filter behind a whole clause: they may be all of `and …`, or nothing, and the
/// filter is what stands before them. It is not mended: what is put in behind `a or b` may bind to `b` alone.
pub(in crate::saved) fn leave_out(parameter: &mut SavedParameter<'_>) {
    let mut written = parameter.value.trim_ascii_end();
    let mut holes = parameter.place.holes.len();
    while let Some(hole) = holes.checked_sub(1).and_then(|it| parameter.place.holes.get(it))
        && hole.span.end() == written.len()
    {
        written = written.get(..hole.span.start()).unwrap_or_default().trim_ascii_end();
        holes -= 1;
    }
    if holes == parameter.place.holes.len() || parameter.name != "filters" || !ends_clause(written) {
        return;
    }
    // Parentheses around all of it are for what follows, and nothing can be said of them.
    if written.starts_with('(') && written.ends_with(')') {
        parameter.part = Part::Sample;
    }
    parameter.is_text = false;
    let length = written.len();
    parameter.value.to_mut().truncate(length);
    parameter.place.holes.truncate(holes);
    parameter.place.seams.retain(|seam| seam.at <= length);
}

/// Whether a filter comes to the end of a clause there: behind a string, a parenthesis or `isnull`.
fn ends_clause(filter: &str) -> bool {
    let mut string = InString::default();
    filter.chars().for_each(|c| string.step(c));
    !string.is_open() && (filter.ends_with(['"', '\'', ')']) || filter.ends_with(" isnull"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_ends_behind_its_last_value() {
        for filter in ["a eq \"x\"", "a in (\"x\")", "(a eq 1)", "a isnull", "a eq 'x'", "a eq \"x\\\"\""] {
            assert!(ends_clause(filter), "{filter}");
        }
        for filter in ["", "a eq \"", "a eq \"x", "a eq \"(x)", "a eq", "a", "a eq 1", "a eq \"x\" and", "a eq \"x\\\""]
        {
            assert!(!ends_clause(filter), "{filter}");
        }
    }
}
