//! Checking the query of a request, with what checks queries everywhere.

use super::answer::{self, Refusal};
use super::request::Request;
use crate::diagnostic::{Diagnostic, Severity};
use crate::predicate::{Query, validate_query};
use crate::schema::Schema;
use crate::syntax::ReadOptions;

/// A query that an endpoint takes, with the texts that it was made from.
pub(super) struct Asked {
    pub(super) query: Query,
    parameters: Vec<(String, String)>,
}

impl Asked {
    /// Checks the query of a request; `own` are the endpoint's own parameters that are answered here.
    pub(super) fn read(request: &Request, schema: &Schema, own: &[&str]) -> Result<Self, Refusal> {
        if schema.experimental && request.experimental.as_deref().map(str::trim) != Some("true") {
            let text = "The API is experimental: send the header `X-SailPoint-Experimental` with the value `true`.";
            return Err(answer::bad_request([text.to_owned()]));
        }
        let parameters = request.parameters()?;
        let given: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let query = validate_query(&given, schema, &ReadOptions::default()).map_err(|errors| {
            let texts = errors.as_slice().iter().map(|(index, error)| {
                let name = index.and_then(|index| given.get(index)).map_or("", |(name, _)| name);
                text(name, &error.clone().into())
            });
            answer::bad_request(texts)
        })?;
        // What can't be applied must not be ignored: the answer would be wider than what was asked for. What has to be
        // sent says whose list it is, as a parameter of the path does, and that list is what the records are.
        let is_required = |name: &str| schema.parameters.iter().any(|it| it.name == name && it.required);
        let unserved: Vec<String> = query
            .parameters()
            .iter()
            .filter(|(name, _)| !own.contains(&name.as_str()) && !is_required(name))
            .map(|(name, _)| format!("`{name}` is a parameter of the endpoint, but is not served here"))
            .collect();
        if !unserved.is_empty() {
            return Err(answer::bad_request(unserved));
        }
        Ok(Self { query, parameters })
    }

    /// A parameter as it was given.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// What tells this query from others that find other records, or the same in another order.
    pub(super) fn identity(&self) -> String {
        let mut parts: Vec<String> = self
            .parameters
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "limit" | "offset" | "count"))
            .map(|(name, value)| format!("{name:?}{value:?}"))
            .collect();
        parts.sort_unstable();
        parts.concat()
    }
}

/// One reason, as the service words none: which parameter, what is wrong, what is offered.
fn text(parameter: &str, error: &Diagnostic) -> String {
    debug_assert_eq!(error.severity, Severity::Error, "what is only doubtful is no reason");
    // Some messages name it themselves.
    let is_said = parameter.is_empty() || error.message.starts_with(&format!("`{parameter}`"));
    let place = if is_said { String::new() } else { format!("`{parameter}`: ") };
    let help = if error.help.is_empty() { String::new() } else { format!(" ({})", error.help) };
    format!("{place}{}{help}", error.message)
}
