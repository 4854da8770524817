//! What the parameters of a request mean together.

use super::error::{ValidationError, ValidationErrorKind, ValidationErrors};
use super::order::{self, OrderBy};
use super::parameters::{self, Role};
use super::tree::Predicate;
use super::validate;
use crate::diagnostic::{Diagnostic, Severity};
use crate::schema::Schema;
use crate::syntax::{ReadOptions, SyntaxError, read_filter, read_sorters};
use crate::vocab::Value;

/// A collection query on one endpoint, checked: filter, then sort, then skip `offset`, then take `limit`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    filter: Option<Predicate>,
    order: Option<OrderBy>,
    limit: Option<u64>,
    default_limit: Option<u64>,
    offset: u64,
    count: bool,
    parameters: Vec<(String, Vec<Value>)>,
}

impl Query {
    /// The filter, where one was given.
    #[must_use]
    pub fn filter(&self) -> Option<&Predicate> {
        self.filter.as_ref()
    }

    /// The order, where one was given.
    #[must_use]
    pub fn order(&self) -> Option<&OrderBy> {
        self.order.as_ref()
    }

    /// How many records were asked for, where that was said.
    #[must_use]
    pub fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// How many records the endpoint answers: those asked for, or its own default. `None`: as many as there are.
    #[must_use]
    pub fn page_size(&self) -> Option<u64> {
        self.limit.or(self.default_limit)
    }

    /// How many records are skipped.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Whether the answer carries the number of all matches.
    #[must_use]
    pub fn count(&self) -> bool {
        self.count
    }

    /// The values of another parameter; nothing where it was not given.
    #[must_use]
    pub fn parameter(&self, name: &str) -> &[Value] {
        self.parameters.iter().find(|(other, _)| other == name).map_or(&[], |(_, values)| values)
    }

    /// The other parameters, in the order in which they were given.
    #[must_use]
    pub fn parameters(&self) -> &[(String, Vec<Value>)] {
        &self.parameters
    }
}

/// One reason why a query is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The text of the filter or the sorter.
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
    /// What the endpoint has against it.
    #[error(transparent)]
    Validation(#[from] ValidationError),
}

impl From<QueryError> for Diagnostic {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Syntax(error) => error.into(),
            QueryError::Validation(error) => error.into(),
        }
    }
}

/// Everything that is refused in a query: at least one error. Each comes with the number of the parameter it is about,
/// `None` for one that is missing; its span counts in bytes of that parameter's value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", joined(.errors))]
pub struct QueryErrors {
    errors: Vec<(Option<usize>, QueryError)>,
}

fn joined(errors: &[(Option<usize>, QueryError)]) -> String {
    errors.iter().map(|(_, error)| error.to_string()).collect::<Vec<_>>().join("; ")
}

impl QueryErrors {
    /// The errors, each with the number of its parameter.
    #[must_use]
    pub fn as_slice(&self) -> &[(Option<usize>, QueryError)] {
        &self.errors
    }
}

/// What the parameters of a request, each a name and a decoded value, mean on an endpoint.
///
/// ```
/// use v3q::predicate::validate_query;
/// use v3q::schema::Schema;
/// use v3q::syntax::ReadOptions;
/// let parameters = [("filters", "status eq \"OPEN\""), ("sorters", "-created"), ("limit", "10")];
/// let query = validate_query(&parameters, &Schema::permissive(), &ReadOptions::default())?;
/// assert_eq!((query.page_size(), query.offset()), (Some(10), 0));
/// assert!(query.filter().is_some());
/// # Ok::<(), v3q::predicate::QueryErrors>(())
/// ```
///
/// # Errors
/// Everything that is wrong with any of them; a text that has to be mended first is refused, even where what it means
/// is certain.
pub fn validate_query(
    parameters: &[(&str, &str)],
    schema: &Schema,
    options: &ReadOptions,
) -> Result<Query, QueryErrors> {
    let read = parameters::read(parameters, schema);
    let refused = parameters::refused(&read.findings);
    let mut errors: Vec<(Option<usize>, QueryError)> = Vec::new();
    let mut filter = None;
    let mut order = None;
    for (index, (name, value)) in parameters.iter().copied().enumerate() {
        let add = |error| (Some(index), error);
        match parameters::role(name, schema) {
            Role::Filters => {
                let reading = read_filter(value, options);
                errors.extend(refusals(reading.findings).map(add));
                match validate::check(&reading.tree, schema).result() {
                    Ok(predicate) => filter = Some(predicate),
                    Err(more) => errors.extend(unread(more, &errors).map(add)),
                }
            }
            Role::Sorters => {
                let reading = read_sorters(value, options);
                errors.extend(refusals(reading.findings).map(add));
                match order::check(&reading.tree, schema).result() {
                    Ok(keys) => order = Some(keys),
                    Err(more) => errors.extend(unread(more, &errors).map(add)),
                }
            }
            Role::Limit(_) | Role::Offset | Role::Count | Role::Own(_) | Role::Other => {}
        }
    }
    errors.extend(read.findings.into_iter().map(|it| (it.parameter, it.error.into())));
    errors.sort_by_key(|(parameter, _)| parameter.unwrap_or(usize::MAX));
    if refused || !errors.is_empty() {
        return Err(QueryErrors { errors });
    }
    Ok(Query {
        filter,
        order,
        limit: read.limit,
        default_limit: schema.limit.filter(|_| !schema.open).map(|rule| rule.default),
        offset: read.offset,
        count: read.count,
        parameters: read.others,
    })
}

/// The endpoint's reasons; that the text has errors is none where these are among them already.
fn unread(
    reasons: ValidationErrors,
    errors: &[(Option<usize>, QueryError)],
) -> impl Iterator<Item = QueryError> + use<> {
    let said = errors.iter().any(|(_, error)| matches!(error, QueryError::Syntax(_)));
    reasons.into_iter().filter(move |it| !said || it.kind != ValidationErrorKind::Unreadable).map(QueryError::from)
}

fn refusals(findings: Vec<SyntaxError>) -> impl Iterator<Item = QueryError> {
    findings.into_iter().filter(|it| it.severity() == Severity::Error).map(QueryError::from)
}
