//! Reading, validating and linting in one step: text and schema in, findings out; and mending, repeated until nothing
//! changes.
//!
//! Looks into `lint`, `predicate`, `schema`, `syntax` and `diagnostic`.

mod doubt;
mod filled_in;
mod fix;
mod meant;
mod options;
mod placeholder;
mod vain;

pub use fix::{Fixed, fix_filter, fix_sorters, mend};
pub use options::CheckOptions;
pub use placeholder::has_placeholder;

use crate::diagnostic::{Diagnostic, Fix, Severity};
use filled_in::FilledIn;
use meant::Meant;

use crate::lint::{Levels, lint_filter, lint_query};
use crate::predicate::{
    Expression, Inspected, ParameterFinding, ValidationError, ValidationErrorKind, expression_meant, inspect_clauses,
    inspect_parameters, inspect_sorters,
};
use crate::schema::Schema;
use crate::syntax::{ReadOptions, Reading, SyntaxError, SyntaxErrorKind, read_filter, read_sorters};
use crate::text::OffsetMap;

/// How many findings are reported of one text.
const MOST_FINDINGS: usize = 100;

/// One finding of a whole query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryFinding {
    /// Which of the given parameters it is about; `None` for one that is missing, or for the query as a whole.
    pub parameter: Option<usize>,
    /// The finding; its span counts in bytes of that parameter's value, is all of it where the finding is about the
    /// parameter itself, and empty at 0 where there is no parameter.
    pub diagnostic: Diagnostic,
    /// The name of the parameter that is missing, where the finding is about that.
    pub missing: Option<String>,
}

impl QueryFinding {
    fn about(parameter: usize, diagnostic: Diagnostic) -> Self {
        Self { parameter: Some(parameter), diagnostic, missing: None }
    }
}

/// Everything that is wrong with a filter on an endpoint, in the order of the text.
///
/// There are at most 100 findings; where there are more, the mildest go first.
///
/// ```
/// use v3q::check::check_filter;
/// use v3q::schema::Schema;
/// use v3q::syntax::ReadOptions;
/// let findings = check_filter("name EQ Joe", &Schema::permissive(), &ReadOptions::default());
/// let codes: Vec<_> = findings.iter().map(|it| it.code()).collect();
/// assert_eq!(codes, ["upper-case-operator", "unquoted-string"]);
/// ```
#[must_use]
pub fn check_filter<'a>(text: &str, schema: &Schema, options: impl Into<CheckOptions<'a>>) -> Vec<Diagnostic> {
    let options = options.into();
    let Reading { tree, mut findings, map } = read_filter(text, &options.read);
    // What a program puts in there as it is may be a list with its parentheses.
    findings.retain(|it| !options.splices || !is_list_of_placeholder(it, text));
    let filled_in = options.splices.then(|| FilledIn::new(text, options.read.placeholders));
    let is_open = filled_in.as_ref().is_some_and(|it| it.leave_certain(&mut findings, &tree));
    let meant = Meant::new(&tree, map.as_ref(), schema);
    let mut found: Vec<Diagnostic> = findings.iter().map(|it| meant.on_endpoint(it)).collect();
    if !is_open {
        let Inspected { findings: mut validated, tests } = inspect_clauses(&tree, schema);
        validated.retain(|it| !meant.is_said(it, &findings));
        found = merged(found, validated, &findings, map.as_ref());
        found.append(&mut lint_filter(&tree, &tests, schema, options.levels, options.splices));
    }
    let mut found = reported(found, options.levels);
    doubt::mark(&mut found, &findings, text, &tree, map.as_ref());
    if let Some(filled_in) = filled_in {
        filled_in.mark(&mut found);
    }
    found
}

/// Everything that is wrong with a sorter on an endpoint, in the order of the text.
///
/// ```
/// use v3q::check::check_sorters;
/// use v3q::schema::Schema;
/// use v3q::syntax::ReadOptions;
/// let findings = check_sorters("type, created desc", &Schema::permissive(), &ReadOptions::default());
/// let codes: Vec<_> = findings.iter().map(|it| it.code()).collect();
/// assert_eq!(codes, ["blank-in-sorter", "direction-word"]);
/// ```
#[must_use]
pub fn check_sorters<'a>(text: &str, schema: &Schema, options: impl Into<CheckOptions<'a>>) -> Vec<Diagnostic> {
    let options = options.into();
    let Reading { tree, findings, map } = read_sorters(text, &options.read);
    let read = findings.iter().cloned().map(Diagnostic::from).collect();
    let found = merged(read, inspect_sorters(&tree, schema).findings, &findings, map.as_ref());
    let mut found = reported(found, options.levels);
    // The reader of sorters knows no placeholders; whatever they become, an endpoint without sorters takes none.
    let passes =
        |it: &Diagnostic| schema.sorters.is_some() && has_placeholder(it.span.of(text), options.read.placeholders);
    found.retain(|it| !passes(it));
    found
}

/// Everything that is wrong with the parameters of a request, each a name and a decoded value.
///
/// The findings come in the order of the parameters, and those of one in the order of its value; what is missing comes
/// last. There are at most 100; where there are more, the mildest go first.
///
/// ```
/// use v3q::check::check_query;
/// use v3q::schema::Schema;
/// use v3q::syntax::ReadOptions;
/// let parameters = [("filters", "pr"), ("limit", "1e2")];
/// let findings = check_query(&parameters, &Schema::permissive(), &ReadOptions::default());
/// let codes: Vec<_> = findings.iter().map(|it| (it.parameter, it.diagnostic.code())).collect();
/// assert_eq!(codes, [(Some(0), "missing-field"), (Some(1), "parameter-type")]);
/// ```
#[must_use]
pub fn check_query<'a>(
    parameters: &[(&str, &str)],
    schema: &Schema,
    options: impl Into<CheckOptions<'a>>,
) -> Vec<QueryFinding> {
    let options = options.into();
    let mut findings: Vec<QueryFinding> = inspect_parameters(parameters, schema)
        .into_iter()
        .filter(|it| !may_fit(it, parameters, &options.read))
        .map(|it| {
            let missing = match &it.error.kind {
                ValidationErrorKind::MissingParameter(name) => Some(name.clone()),
                _ => None,
            };
            QueryFinding { parameter: it.parameter, diagnostic: it.error.into(), missing }
        })
        .collect();
    let linted = lint_query(parameters, schema, options.levels).into_iter();
    findings.extend(linted.map(|(index, diagnostic)| QueryFinding::about(index, diagnostic)));
    findings = findings
        .into_iter()
        .filter_map(|it| Some(QueryFinding { diagnostic: options.levels.applied(it.diagnostic)?, ..it }))
        .collect();
    for (index, (name, value)) in parameters.iter().copied().enumerate() {
        let inner = match expression_meant(name, schema) {
            Some(Expression::Filter) => check_filter(value, schema, options),
            Some(Expression::Sorter) => check_sorters(value, schema, options),
            None => Vec::new(),
        };
        findings.extend(inner.into_iter().map(|diagnostic| QueryFinding::about(index, diagnostic)));
    }
    keep_worst(&mut findings, |it| it.diagnostic.severity);
    findings.sort_by_key(|it| (it.parameter.unwrap_or(usize::MAX), it.diagnostic.span));
    findings
}

/// Everything that is wrong with one parameter by itself, whatever else is sent with it, in the order of its value.
///
/// ```
/// use v3q::check::check_parameter;
/// use v3q::schema::Schema;
/// use v3q::syntax::ReadOptions;
/// let findings = check_parameter("limit", "ten", &Schema::permissive(), &ReadOptions::default());
/// assert_eq!(findings[0].code(), "parameter-type");
/// ```
#[must_use]
pub fn check_parameter<'a>(
    name: &str,
    value: &str,
    schema: &Schema,
    options: impl Into<CheckOptions<'a>>,
) -> Vec<Diagnostic> {
    let options = options.into();
    let given = [(name, value)];
    let mut findings: Vec<Diagnostic> = inspect_parameters(&given, schema)
        .into_iter()
        .filter(|it| !may_fit(it, &given, &options.read))
        .filter(|it| it.parameter.is_some() && !is_about_others(&it.error.kind))
        .filter_map(|it| options.levels.applied(it.error.into()))
        .collect();
    findings.extend(match expression_meant(name, schema) {
        Some(Expression::Filter) => check_filter(value, schema, options),
        Some(Expression::Sorter) => check_sorters(value, schema, options),
        None => Vec::new(),
    });
    keep_worst(&mut findings, |it| it.severity);
    findings.sort_by_key(|it| it.span);
    findings
}

/// Whether it is about what is not sent with the parameter.
fn is_about_others(kind: &ValidationErrorKind) -> bool {
    matches!(kind, ValidationErrorKind::MissingPartner { .. } | ValidationErrorKind::MissingPartnerOfValue { .. })
}

/// Whether a finding is about a value that a placeholder may still make one that fits.
fn may_fit(finding: &ParameterFinding, parameters: &[(&str, &str)], options: &ReadOptions) -> bool {
    let is_about_value = matches!(
        finding.error.kind,
        ValidationErrorKind::ParameterType { .. }
            | ValidationErrorKind::ParameterOutOfRange { .. }
            | ValidationErrorKind::ParameterValue { .. }
    );
    let value = finding.parameter.and_then(|index| parameters.get(index)).map_or("", |(_, value)| *value);
    is_about_value && has_placeholder(finding.error.span.of(value), options.placeholders)
}

/// Whether parentheses are missing around nothing but a placeholder.
fn is_list_of_placeholder(finding: &SyntaxError, text: &str) -> bool {
    let is_list =
        matches!(finding.kind, SyntaxErrorKind::ListWithoutParentheses(_) | SyntaxErrorKind::CaWithoutParentheses);
    let inside = finding.span.of(text).strip_prefix("{{").and_then(|it| it.strip_suffix("}}"));
    is_list && inside.is_some_and(|it| !it.contains("}}"))
}

/// What the reader says, and what the endpoint has against it.
fn merged(
    mut read: Vec<Diagnostic>,
    validated: Vec<ValidationError>,
    findings: &[SyntaxError],
    map: Option<&OffsetMap>,
) -> Vec<Diagnostic> {
    // Text that is encoded has to be decoded first; a fix inside it would fall over that one.
    let encoded = findings.iter().any(|it| it.kind == SyntaxErrorKind::PercentEncoded);
    read.extend(validated.into_iter().map(|error| {
        let mut diagnostic = Diagnostic::from(error);
        if let Some(map) = map {
            diagnostic.span = map.outer(diagnostic.span);
            diagnostic.fix = diagnostic.fix.filter(|_| !encoded).map(|fix| outer_fix(fix, map));
        }
        diagnostic
    }));
    read
}

/// What is to be reported of the findings, in the order of the text.
fn reported(found: Vec<Diagnostic>, levels: &Levels) -> Vec<Diagnostic> {
    if found.is_empty() {
        return found;
    }
    let mut found: Vec<Diagnostic> = found.into_iter().filter_map(|it| levels.applied(it)).collect();
    found.sort_by_key(|it| it.span);
    keep_worst(&mut found, |it| it.severity);
    found.sort_by_key(|it| it.span);
    found
}

/// Leaves the 100 worst; of those that are as bad, the first ones.
fn keep_worst<T>(findings: &mut Vec<T>, severity: impl Fn(&T) -> Severity) {
    if findings.len() > MOST_FINDINGS {
        findings.sort_by_key(|it| std::cmp::Reverse(severity(it)));
        findings.truncate(MOST_FINDINGS);
    }
}

fn outer_fix(mut fix: Fix, map: &OffsetMap) -> Fix {
    for edit in &mut fix.edits {
        edit.span = map.outer(edit.span);
    }
    fix
}
