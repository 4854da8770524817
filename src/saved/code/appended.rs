//! What a program puts in behind a whole clause: `'name eq "x"' + (' and id eq "y"' if id else '')`.

use crate::saved::query::{Part, SavedParameter};
use crate::saved::url_value::InString;
use crate::text::{OffsetMap, Span};

/// Leaves the expressions out that stand behind a whole clause, where the filter ends or goes on with `and`: they may be all
/// of `and …`, or nothing, and the filter is what stands around them. It is not mended: what is put in behind `a or b` may
/// bind to `b` alone.
pub(in crate::saved) fn leave_out(parameter: &mut SavedParameter<'_>) {
    if parameter.name != "filters" {
        return;
    }
    if let Some(length) = brings_more(parameter) {
        // Whatever is said of the field in front would be said of a part of it.
        truncate(parameter, length);
        return;
    }
    let cuts = cuts(parameter);
    let length = parameter.value.trim_ascii_end().len();
    if let Some(last) = cuts.last().filter(|it| it.end() == length) {
        let written = parameter.value.get(..last.start()).unwrap_or_default();
        // Parentheses around all of it are for what follows, and nothing can be said of them.
        if written.starts_with('(') && written.ends_with(')') {
            parameter.part = Part::Sample;
        }
        truncate(parameter, last.start());
    }
    let within: Vec<Span> = cuts.into_iter().filter(|it| it.end() < length).collect();
    if !within.is_empty() {
        take_out(parameter, &within);
    }
}

/// Where an expression ends that stands right in front of a clause, and may be all of `… and` or the beginning of a name.
fn brings_more(parameter: &SavedParameter<'_>) -> Option<usize> {
    let hole = parameter.place.holes.first()?;
    let is_first = parameter.value.get(..hole.span.start())?.trim_ascii().is_empty();
    let mut words = parameter.value.get(hole.span.end()..)?.split_ascii_whitespace();
    let field = words.next()?;
    let begins = parameter.value.get(hole.span.end()..)?.starts_with(|c: char| c.is_ascii_lowercase());
    (is_first && begins && !field.contains("{{") && words.next().is_some()).then_some(hole.span.end())
}

fn truncate(parameter: &mut SavedParameter<'_>, length: usize) {
    parameter.is_text = false;
    parameter.value.to_mut().truncate(length);
    parameter.place.holes.retain(|hole| hole.span.end() <= length);
    parameter.place.seams.retain(|seam| seam.at <= length);
}

/// Takes parts out of the value: they map to nothing from then on.
fn take_out(parameter: &mut SavedParameter<'_>, parts: &[Span]) {
    parameter.is_text = false;
    let mut value = String::with_capacity(parameter.value.len());
    let mut map = OffsetMap::new(0);
    let mut done = 0;
    for part in parts {
        value.push_str(parameter.value.get(done..part.start()).unwrap_or_default());
        map.escape(Span::at(value.len()), *part);
        done = part.end();
    }
    value.push_str(parameter.value.get(done..).unwrap_or_default());
    for place in std::iter::once(&mut parameter.place).chain(&mut parameter.also) {
        place.holes.retain(|hole| {
            let next = parts.partition_point(|it| it.end() <= hole.span.start());
            parts.get(next).is_none_or(|it| hole.span.start() < it.start())
        });
        for hole in &mut place.holes {
            let start = map.nearest_inner(hole.span.start());
            hole.span = Span::new(start, start + hole.placeholder.len());
        }
        for seam in &mut place.seams {
            seam.at = map.nearest_inner(seam.at);
        }
        place.map = map.then_for(value.len(), &place.map);
    }
    parameter.value = value.into();
}

/// The expressions behind a whole clause, with the blanks before them, where the filter ends behind them or goes on.
fn cuts(parameter: &SavedParameter<'_>) -> Vec<Span> {
    let value = &*parameter.value;
    let (mut cuts, mut string, mut done) = (Vec::new(), InString::default(), 0);
    let mut begun: Option<usize> = None;
    for hole in &parameter.place.holes {
        let between = value.get(done..hole.span.start()).unwrap_or_default();
        between.chars().for_each(|c| string.step(c));
        done = hole.span.end();
        // One behind another is left out with it.
        if begun.is_none() || !between.trim_ascii().is_empty() {
            let clause = value.get(..hole.span.start()).unwrap_or_default().trim_ascii_end();
            begun = (!string.is_open() && ends_clause(clause)).then_some(clause.len());
        }
        let behind = value.get(done..).unwrap_or_default();
        if let Some(start) = begun
            && goes_on(behind)
        {
            cuts.push(Span::new(start, done));
        }
    }
    cuts
}

/// Whether a clause comes to its end there: behind a string, a parenthesis or `isnull`.
fn ends_clause(filter: &str) -> bool {
    filter.ends_with(['"', '\'', ')']) || filter.ends_with(" isnull")
}

/// Whether nothing follows, or a connective behind a blank.
fn goes_on(behind: &str) -> bool {
    let rest = behind.trim_ascii_start();
    let word = rest.split([' ', '\t', '\r', '\n', '(']).next().unwrap_or_default();
    let is_connective = word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or");
    rest.is_empty() || (is_connective && rest.len() < behind.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_ends_behind_its_last_value() {
        for filter in ["a eq \"x\"", "a in (\"x\")", "(a eq 1)", "a isnull", "a eq 'x'"] {
            assert!(ends_clause(filter), "{filter}");
        }
        for filter in ["", "a eq", "a", "a eq 1", "a eq \"x\" and", "a eq {{x}}"] {
            assert!(!ends_clause(filter), "{filter}");
        }
    }

    #[test]
    fn a_filter_goes_on_with_a_connective_or_not_at_all() {
        for behind in ["", " ", " and b", "\n  OR(b eq 1)"] {
            assert!(goes_on(behind), "{behind}");
        }
        for behind in ["and b", "x", " b", " andy eq 1", "\" and b"] {
            assert!(!goes_on(behind), "{behind}");
        }
    }
}
