//! From arguments to a query that has been checked.

use crate::cli::checking::Checker;
use crate::cli::endpoint;
use crate::cli::failure::{Failure, all};
use crate::cli::input::Expression;
use crate::cli::output::{Output, WRONG_USE, stderr_colour};
use crate::diagnostic::Severity;
use crate::predicate::{OrderBy, Predicate, validate, validate_sorters};
use crate::report::{self, render_finding};
use crate::schema::Schema;
use crate::syntax::{parse_filter, parse_sorters};

/// What is asked for.
pub(super) struct Asked<'a> {
    pub(super) endpoint: Option<&'a str>,
    pub(super) version: Option<&'a str>,
    /// What the user's own schema files say.
    pub(super) own: &'a [Schema],
    pub(super) filters: Option<&'a str>,
    pub(super) sorters: Option<&'a str>,
    pub(super) limit: Option<u64>,
    pub(super) offset: u64,
    pub(super) count: bool,
    /// Whether `limit`, `offset` and `count` are the endpoint's own.
    pub(super) page: bool,
}

/// What it means.
pub(super) struct Query {
    pub(super) filter: Option<Predicate>,
    pub(super) order: Option<OrderBy>,
    pub(super) limit: Option<u64>,
    pub(super) offset: u64,
}

/// What is asked for, checked; or, where it is refused, the answer that says why.
///
/// What is doubtful is said on standard error, before anything is read.
pub(super) fn read(asked: &Asked<'_>) -> Result<Result<Query, Output>, Failure> {
    endpoint::check_version(asked.version, asked.own)?;
    let endpoint = asked.endpoint.map(|name| endpoint::named(name, asked.version, asked.own)).transpose()?;
    let given = [("filters", asked.filters), ("sorters", asked.sorters)];
    let mut parameters = all(given
        .into_iter()
        .filter_map(|(name, argument)| Some(Expression::read(argument?).map(|expression| (name, expression)))))?;
    let text = |name| parameters.iter().find(|(other, _)| *other == name).map(|(_, it)| it.expression().to_owned());
    let (filters, sorters) = (text("filters"), text("sorters"));
    if asked.page {
        let limit = asked.limit.map(|limit| ("limit", limit.to_string()));
        let offset = (asked.offset > 0).then(|| ("offset", asked.offset.to_string()));
        let count = asked.count.then(|| ("count", "true".to_owned()));
        let others = [limit, offset, count].into_iter().flatten();
        parameters.extend(others.map(|(name, value)| (name, Expression::inline(&value))));
    }

    let mut checker = Checker::new(endpoint, asked.version, asked.own);
    // No URL carries the query, and records that are here already keep their order.
    for code in ["long-in-url", "too-long-for-url", "offset-without-sorters"] {
        checker.levels.set(code, None);
    }
    if endpoint.is_none() {
        checker.levels.set("quoted-date-without-schema", Some(Severity::Warning));
    }
    if !parameters.is_empty() {
        checker.check_inline(parameters);
    }
    let mut report = checker.report;
    // A parameter that the endpoint asks for is no concern of records that are here already.
    report.findings.retain(|it| it.source.is_some());
    report.sort();
    if report.worst() == Some(Severity::Error) {
        let human = report::FORMATS.into_iter().find(|it| it.name == "human").expect("people can read reports");
        let notes = (human.render)(&report, stderr_colour());
        return Ok(Err(Output { text: String::new(), notes, code: WRONG_USE }));
    }
    let doubtful = report.findings.iter().filter(|it| it.diagnostic.severity == Severity::Warning);
    let notes: String = doubtful.map(|it| render_finding(&report, it, stderr_colour()) + "\n").collect();
    Output { text: String::new(), notes, code: WRONG_USE }.print()?;

    let permissive = Schema::permissive();
    let schema = endpoint.unwrap_or(&permissive);
    let refused = |error: &dyn std::error::Error| Failure::new(format!("the query is refused: {error}"));
    let filter = filters.map(|text| {
        let filter = parse_filter(&text).map_err(|error| refused(&error))?;
        validate(&filter, schema).map_err(|error| refused(&error))
    });
    let order = sorters.map(|text| {
        let sorters = parse_sorters(&text).map_err(|error| refused(&error))?;
        validate_sorters(&sorters, schema).map_err(|error| refused(&error))
    });
    let own_limit = schema.limit.filter(|_| asked.page).map(|rule| rule.default);
    Ok(Ok(Query {
        filter: filter.transpose()?,
        order: order.transpose()?,
        limit: asked.limit.or(own_limit),
        offset: asked.offset,
    }))
}
