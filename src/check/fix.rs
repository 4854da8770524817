//! Mending: fixes applied until nothing changes.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use super::{CheckOptions, check_filter, check_sorters};
use crate::diagnostic::{Diagnostic, Safety};
use crate::schema::Schema;
use crate::text::{Edit, Span, apply_edits};

/// How often the text is checked again: a text has as many rounds as there are findings that hide behind the first 100.
const ROUNDS: usize = 10_000;

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
    let mut text = text.to_owned();
    let mut applied = Vec::new();
    let mut remaining = check(&text);
    let hasher = RandomState::new();
    let mut seen = HashSet::from([hasher.hash_one(&text)]);
    for _ in 0..ROUNDS {
        let (edits, chosen) = compatible(&remaining, safety);
        // A text that was there before comes of guesses that undo each other.
        let Some(next) = apply_edits(&text, &edits).filter(|next| seen.insert(hasher.hash_one(next))) else { break };
        applied.extend(chosen);
        remaining = check(&next);
        text = next;
    }
    Fixed { text, applied, remaining }
}

/// The edits of as many fixes as do not touch each other, the first ones first; the others get their turn in the next
/// round.
fn compatible(findings: &[Diagnostic], safety: Safety) -> (Vec<Edit>, Vec<Diagnostic>) {
    let mut taken = Taken::default();
    let mut edits: Vec<Edit> = Vec::new();
    let mut chosen = Vec::new();
    for finding in findings {
        let fix = finding.fix.as_ref().filter(|fix| safety == Safety::Unsafe || fix.safety == Safety::Safe);
        let Some(fix) = fix.filter(|fix| fix.edits.iter().all(|edit| taken.is_free(edit.span))) else { continue };
        fix.edits.iter().for_each(|edit| taken.take(edit.span));
        edits.extend(fix.edits.iter().cloned());
        chosen.push(finding.clone());
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
