//! Rules for queries that the service takes, but that hardly say what was meant, or say it oddly.
//!
//! A filter that was read without errors comes in with what each of its clauses means, or the parameters of a request;
//! findings go out. A rule is one file in `rules` and its line in `registry`. Looks into `predicate`, `schema`,
//! `syntax`, `diagnostic`, `text` and `vocab`.

mod containing;
mod context;
mod facts;
mod levels;
mod line;
mod registry;
mod rule;
mod rules;
mod set;
mod surroundings;

pub use context::Context;
pub use levels::Levels;
pub use registry::RULES;
pub use rule::{Check, Findings, Rule};

use crate::diagnostic::Diagnostic;
use crate::predicate::Test;
use crate::schema::Schema;
use crate::syntax::Filter;
use rule::QueryFindings;

/// What the rules have to say of a filter, rule by rule; `tests` is what each of its clauses means, as
/// [`inspect_clauses`](crate::predicate::inspect_clauses) tells.
///
/// A filter with errors has none: they have to be mended first. Where `splices` is set, the values of placeholders are put
/// into the text as they are, without escapes.
///
/// ```
/// use v3q::lint::{Levels, lint_filter};
/// use v3q::predicate::inspect_clauses;
/// use v3q::schema::Schema;
/// use v3q::syntax::parse_filter;
/// let (filter, schema) = (parse_filter("a eq 1 and b eq 2 or c eq 3")?, Schema::permissive());
/// let tests = inspect_clauses(&filter, &schema).tests;
/// let findings = lint_filter(&filter, &tests, &schema, &Levels::default(), false);
/// assert_eq!(findings[0].code(), "mixed-and-or");
/// # Ok::<(), v3q::syntax::SyntaxError>(())
/// ```
#[must_use]
pub fn lint_filter(
    filter: &Filter,
    tests: &[Option<Test>],
    schema: &Schema,
    levels: &Levels,
    splices: bool,
) -> Vec<Diagnostic> {
    if filter.has_errors() {
        return Vec::new();
    }
    let context = Context::new(filter, tests, schema, splices);
    let mut list = Vec::new();
    for (number, rule) in RULES.iter().enumerate() {
        if let Check::Filter(check) = rule.check
            && let Some(severity) = levels.of_rule(number, rule)
        {
            check(&context, &mut Findings::new(rule, severity, &mut list));
        }
    }
    list
}

/// What the rules have to say of the parameters of a request, each a name and a decoded value: each finding with the
/// number of the parameter that it is about.
///
/// ```
/// use v3q::lint::{Levels, lint_query};
/// use v3q::schema::Schema;
/// let found = lint_query(&[("offset", "250")], &Schema::permissive(), &Levels::default());
/// assert_eq!(found[0].1.code(), "offset-without-sorters");
/// ```
#[must_use]
pub fn lint_query(parameters: &[(&str, &str)], schema: &Schema, levels: &Levels) -> Vec<(usize, Diagnostic)> {
    let mut list = Vec::new();
    for (number, rule) in RULES.iter().enumerate() {
        if let Check::Query(check) = rule.check
            && let Some(severity) = levels.of_rule(number, rule)
        {
            check(parameters, schema, &mut QueryFindings::new(rule, severity, &mut list));
        }
    }
    list
}
