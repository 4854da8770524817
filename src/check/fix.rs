//! Mending: fixes applied until nothing changes.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use super::vain::{State, in_vain, way};
use super::{CheckOptions, check_filter, check_sorters};
use crate::diagnostic::{Diagnostic, Safety};
use crate::schema::Schema;
use crate::text::{Edit, OffsetMap, Span, apply_edits};

/// How often the text is checked again: a text has as many rounds as there are findings that hide behind the first 100.
const ROUNDS: usize = 10_000;

/// How many rounds a text may grow without fewer findings: where there are more than the 100 that are told, mending some
/// uncovers others.
const GROWING: usize = 500;

/// A text after its fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The text, mended.
    pub text: String,
    /// What was mended, in the order in which it was; places and edits count in the text as it was then.
    pub applied: Vec<Diagnostic>,
    /// What is still wrong with the text as it is now.
    pub remaining: Vec<Diagnostic>,
}

/// Mends what is wrong with a filter on an endpoint, until no fix is left.
///
/// With [`Safety::Safe`] only fixes that can be trusted blindly are applied, with [`Safety::Unsafe`] guesses too.
///
/// ```
/// use v3q::check::fix_filter;
/// use v3q::diagnostic::Safety;
/// use v3q::schema::Schema;
/// use v3q::syntax::ReadOptions;
/// let fixed = fix_filter("name EQ Joe", &Schema::permissive(), &ReadOptions::default(), Safety::Safe);
/// assert_eq!(fixed.text, r#"name eq "Joe""#);
/// assert_eq!((fixed.applied.len(), fixed.remaining.len()), (2, 0));
/// ```
#[must_use]
pub fn fix_filter<'a>(text: &str, schema: &Schema, options: impl Into<CheckOptions<'a>>, safety: Safety) -> Fixed {
    let options = options.into();
    mend(text, safety, |text| check_filter(text, schema, options))
}

/// Mends what is wrong with a sorter on an endpoint, until no fix is left; see [`fix_filter`].
#[must_use]
pub fn fix_sorters<'a>(text: &str, schema: &Schema, options: impl Into<CheckOptions<'a>>, safety: Safety) -> Fixed {
    let options = options.into();
    mend(text, safety, |text| check_sorters(text, schema, options))
}

/// Mends a text of any kind, a whole file too: `check` says what is wrong with it, places and fixes counted in it.
///
/// A fix that leaves its finding as it was, or makes the text longer with each round, is not applied.
///
/// ```
/// use v3q::check::{check_filter, mend};
/// use v3q::diagnostic::Safety;
/// use v3q::schema::Schema;
/// use v3q::syntax::ReadOptions;
/// let (schema, options) = (Schema::permissive(), ReadOptions::default());
/// let fixed = mend("a EQ 1, b == 2", Safety::Safe, |text| check_filter(text, &schema, &options));
/// assert_eq!(fixed.text, "a eq 1 and b eq 2");
/// ```
pub fn mend(text: &str, safety: Safety, mut check: impl FnMut(&str) -> Vec<Diagnostic>) -> Fixed {
    let start = Fixed { text: text.to_owned(), applied: Vec::new(), remaining: check(text) };
    let mut fixed = start.clone();
    let mut refused = Refused::default();
    let hasher = RandomState::new();
    let mut seen = HashSet::from([hasher.hash_one(text)]);
    // How many rounds in a row made the text longer and mended nothing.
    let mut growing = 0;
    for _ in 0..ROUNDS {
        let Fixed { text, applied, remaining } = &mut fixed;
        let (edits, chosen) = compatible(remaining, safety, &refused);
        // A text that was there before comes of guesses that undo each other.
        let Some(next) = apply_edits(text, &edits).filter(|next| !seen.contains(&hasher.hash_one(next))) else {
            if refused.again(applied.len()) {
                continue;
            }
            break;
        };
        let found = check(&next);
        let way = way(&edits);
        let before = State { text, findings: remaining };
        let vain = in_vain(before, &chosen, &way, State { text: &next, findings: &found });
        let of = |numbers: Vec<usize>| numbers.into_iter().filter_map(|number| remaining.get(number));
        if !vain.is_empty() {
            refused.places.extend(of(vain).map(|it| (it.code(), it.span)));
            continue;
        }
        let is_longer = next.len() > text.len() && found.len() >= remaining.len();
        growing = if is_longer { growing + 1 } else { 0 };
        if growing == GROWING {
            // What began it is not known any more: all is done again, without such fixes.
            refused.codes.extend(of(chosen).map(Diagnostic::code));
            refused.places.clear();
            refused.tried = 0;
            seen = HashSet::from([hasher.hash_one(&start.text)]);
            fixed = start.clone();
            growing = 0;
            continue;
        }
        seen.insert(hasher.hash_one(&next));
        refused.move_on(&way);
        applied.extend(of(chosen).cloned());
        (*text, *remaining) = (next, found);
    }
    fixed
}

/// Fixes that lead nowhere and are not applied again.
#[derive(Default)]
struct Refused {
    /// By their findings' codes and places in the text as it is.
    places: HashSet<(&'static str, Span)>,
    /// By their findings' codes alone.
    codes: HashSet<&'static str>,
    /// How many fixes were applied when all of the places were tried again.
    tried: usize,
}

impl Refused {
    fn has(&self, it: &Diagnostic) -> bool {
        self.codes.contains(it.code()) || self.places.contains(&(it.code(), it.span))
    }

    /// Forgets the places where anything was mended since they were tried: what was wrong may have been in their way.
    fn again(&mut self, applied: usize) -> bool {
        let is_due = !self.places.is_empty() && applied > self.tried;
        if is_due {
            self.places.clear();
            self.tried = applied;
        }
        is_due
    }

    fn move_on(&mut self, way: &OffsetMap) {
        self.places = self.places.iter().map(|(code, span)| (*code, way.outer(*span))).collect();
    }
}

/// The edits of as many fixes as do not touch each other, the first ones first, and the numbers of their findings; the
/// others get their turn in the next round.
fn compatible(findings: &[Diagnostic], safety: Safety, refused: &Refused) -> (Vec<Edit>, Vec<usize>) {
    let mut taken = Taken::default();
    let mut edits: Vec<Edit> = Vec::new();
    let mut chosen = Vec::new();
    for (number, finding) in findings.iter().enumerate().filter(|(_, it)| !refused.has(it)) {
        let fix = finding.fix.as_ref().filter(|fix| safety == Safety::Unsafe || fix.safety == Safety::Safe);
        let Some(fix) = fix.filter(|fix| fix.edits.iter().all(|edit| taken.is_free(edit.span))) else { continue };
        fix.edits.iter().for_each(|edit| taken.take(edit.span));
        edits.extend(fix.edits.iter().cloned());
        chosen.push(number);
    }
    (edits, chosen)
}

/// The places that are edited, by their starts; none touches another.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    fn is_free(&self, span: Span) -> bool {
        self.0.range(..=span.end()).next_back().is_none_or(|(_, end)| *end < span.start())
    }

    fn take(&mut self, span: Span) {
        let end = self.0.entry(span.start()).or_insert(span.end());
        *end = span.end().max(*end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{CodeInfo, Fix, Severity};

    const fn info(code: &'static str) -> CodeInfo {
        CodeInfo { code, summary: "", explanation: "", severity: Severity::Error, example: ("", "") }
    }

    static VAIN: CodeInfo = info("vain");
    static UPPER: CodeInfo = info("upper");

    fn finding(info: &'static CodeInfo, span: Span, edit: Edit) -> Diagnostic {
        let (message, label, help) = (String::new(), String::new(), String::new());
        let fix = Some(Fix::guess("", vec![edit]));
        Diagnostic { info, severity: info.severity, message, span, label, help, fix }
    }

    /// Upper-case letters, which a fix makes lower-case, and each `(`, for which `vain` says what is to be done.
    fn check(text: &str, vain: impl Fn(usize) -> (Span, Edit)) -> Vec<Diagnostic> {
        let upper = text.match_indices(|it: char| it.is_ascii_uppercase()).map(|(at, found)| {
            let span = Span::new(at, at + 1);
            finding(&UPPER, span, Edit::replace(span, found.to_ascii_lowercase()))
        });
        let open = text.match_indices('(').map(|(at, _)| {
            let (span, edit) = vain(at);
            finding(&VAIN, span, edit)
        });
        let mut found: Vec<Diagnostic> = upper.chain(open).collect();
        found.sort_by_key(|it| it.span);
        found
    }

    #[test]
    fn a_fix_that_leaves_its_finding_is_not_applied() {
        let at_end = |text: &str| {
            let end = text.len();
            check(text, |at| (Span::new(at, at + 1), Edit::insert(end, ")")))
        };
        let fixed = mend("A (b C", Safety::Unsafe, at_end);
        assert_eq!((fixed.text.as_str(), fixed.applied.len(), fixed.remaining.len()), ("a (b c", 2, 1));
        let here = |text: &str| check(text, |at| (Span::at(at), Edit::insert(at, "x")));
        let fixed = mend("A (b (C", Safety::Unsafe, here);
        assert_eq!((fixed.text.as_str(), fixed.applied.len(), fixed.remaining.len()), ("a (b (c", 2, 2));
    }

    #[test]
    fn a_text_that_only_grows_is_left_as_it_was() {
        let wider = |text: &str| check(text, |at| (Span::new(at, text.len()), Edit::insert(text.len(), ")")));
        let fixed = mend("A (b C", Safety::Unsafe, wider);
        assert_eq!((fixed.text.as_str(), fixed.applied.len()), ("a (b c", 2));
    }

    #[test]
    fn what_closes_another_one_first_is_applied() {
        let schema = Schema::permissive();
        let fixed = fix_filter("((a eq 1", &schema, &crate::syntax::ReadOptions::default(), Safety::Unsafe);
        assert_eq!(fixed.text, "a eq 1");
    }
}
