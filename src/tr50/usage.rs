//! `usage.api.list`: the calls of a log.

use std::sync::OnceLock;
use std::time;

use serde_json::Value as Json;

use super::log::Log;
use super::refusal::Refusal;
use super::reply::{Asking, MOST_RECORDS};
use crate::diagnostic::Diagnostic;
use crate::eval::Window;
use crate::predicate::{Predicate, Query, validate, validate_query};
use crate::schema::{ParameterType, Schema, catalog, file};
use crate::syntax::{FilterBuilder, ReadOptions, all, field};
use crate::vocab::{Decimal, Value};

/// What a command asks for.
pub(super) struct Listing {
    predicate: Option<Predicate>,
    offset: usize,
    /// At most as many as a reply may have.
    limit: usize,
}

/// The parameters as the catalog has them.
fn schema() -> &'static Schema {
    let mut endpoints = catalog::endpoints("tr50");
    endpoints.next().expect("the catalog has `usage.api.list`: a test asks for it")
}

/// What filters say of calls.
fn rules() -> &'static Schema {
    static RULES: OnceLock<Vec<Schema>> = OnceLock::new();
    let rules =
        RULES.get_or_init(|| file::read(RULES_FILE).expect("our own rules are in order: each command reads them"));
    rules.first().expect("the file has one endpoint")
}

const RULES_FILE: &str = r#"
[[endpoint]]
operation = "calls"
[endpoint.filters]
ts = "ge, le: date-time"
whoami = "eq: string"
thingKey = "eq: string"
orgKey = { operators = "eq", type = "string", case_sensitive = true }
service = "eq: string[]"
command = "eq: string[]"
hasFailure = "eq: boolean"
"#;

impl Listing {
    /// What the parameters of a command ask for.
    pub(super) fn read(params: Option<&Json>, asking: &Asking<'_>) -> Result<Self, Refusal> {
        let mut parameters: Vec<(&str, String)> = Vec::new();
        let mut wrong: Vec<String> = Vec::new();
        match params {
            None | Some(Json::Null) => {}
            Some(Json::Object(params)) => {
                for (name, value) in params.iter().filter(|(_, value)| !value.is_null()) {
                    match text(name, value) {
                        Ok(text) => parameters.push((name, text)),
                        Err(reason) => wrong.push(reason),
                    }
                }
            }
            Some(_) => wrong.push("`params` is no object".to_owned()),
        }
        let given: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let query = validate_query(&given, schema(), &ReadOptions::default()).map_err(|errors| {
            wrong.extend(errors.as_slice().iter().map(|(index, error)| {
                let Diagnostic { message, help, .. } = error.clone().into();
                let name = index.and_then(|index| given.get(index)).map_or("", |(name, _)| name);
                // Some messages name it themselves.
                let is_said = name.is_empty() || message.starts_with(&format!("`{name}`"));
                let place = if is_said { String::new() } else { format!("`{name}`: ") };
                format!("{place}{message} ({help})")
            }));
            Refusal::invalid(wrong.clone())
        })?;
        if !wrong.is_empty() {
            return Err(Refusal::invalid(wrong));
        }
        Self::new(&query, asking)
    }

    fn new(query: &Query, asking: &Asking<'_>) -> Result<Self, Refusal> {
        let string = |name| match query.parameter(name) {
            [Value::String(text)] => Some(text.clone()),
            _ => None,
        };
        let boolean = |name| match query.parameter(name) {
            [Value::Boolean(boolean)] => Some(*boolean),
            _ => None,
        };
        let instant = |name| match query.parameter(name) {
            [Value::Instant(instant)] => Some(*instant),
            _ => None,
        };
        let invalid = |reason: String| Refusal::invalid(vec![reason]);

        let shows_all = boolean("showAll").unwrap_or(false);
        if shows_all && !asking.may_show_all {
            return Err(Refusal::not_permitted());
        }
        let mut clauses: Vec<FilterBuilder> = Vec::new();
        if let Some(organisation) = asking.organisation.filter(|_| !shows_all) {
            clauses.push(field("orgKey").eq(organisation));
        }
        if let Some(who) = string("who") {
            clauses.push(field("whoami").eq(who.as_str()).or(field("thingKey").eq(who.as_str())));
        }
        if let Some(service) = string("service") {
            let command = string("command").map(|command| field("command").eq(format!("{service}.{command}")));
            clauses.push(field("service").eq(service));
            clauses.extend(command);
        }
        if let Some(last) = string("last") {
            let is_tr50 = !last.starts_with('-') && !last.contains('d');
            let window = Window::parse(&last).ok().filter(|_| is_tr50).ok_or_else(|| {
                invalid(
                    "`last` is not made of whole numbers with units (`ns`, `us`, `ms`, `s`, `m` and `h`)".to_owned(),
                )
            })?;
            clauses.push(field("ts").ge(window.start(asking.now)));
        }
        clauses.extend(instant("start").map(|start| field("ts").ge(start)));
        clauses.extend(instant("end").map(|end| field("ts").le(end)));
        clauses.extend(boolean("hasFailure").map(|failed| field("hasFailure").eq(failed)));

        let predicate = if clauses.is_empty() {
            None
        } else {
            let filter = all(clauses).build().map_err(|error| invalid(error.to_string()))?;
            Some(validate(&filter, rules()).map_err(|error| invalid(error.to_string()))?)
        };
        let limit = match query.parameter("limit") {
            [Value::Number(limit)] if *limit > Decimal::from(MOST_RECORDS as u64) => {
                return Err(invalid(format!("`limit` is more than {MOST_RECORDS}")));
            }
            [Value::Number(limit)] => limit.to_string().parse().unwrap_or_default(),
            _ => 0,
        };
        let limit = if limit == 0 { MOST_RECORDS } else { limit };
        Ok(Self { predicate, offset: usize::try_from(query.offset()).unwrap_or(usize::MAX), limit })
    }

    /// How many calls there are, and those of the page.
    pub(super) fn run<'l>(&self, log: &'l Log, asking: &Asking<'_>) -> Result<(usize, Vec<&'l str>), Refusal> {
        let matcher = self.predicate.as_ref().map(Predicate::compile);
        let (mut count, mut page) = (0, Vec::new());
        for (number, call) in log.calls().iter().enumerate() {
            if number.is_multiple_of(1024) && asking.deadline.is_some_and(|deadline| time::Instant::now() >= deadline) {
                return Err(Refusal::too_much("the command took too long".to_owned()));
            }
            if matcher.as_ref().is_none_or(|matcher| matcher.matches(call)) {
                if count >= self.offset && page.len() < self.limit {
                    page.push(call.text());
                }
                count += 1;
            }
        }
        Ok((count, page))
    }
}

/// A parameter's value as a query would have it; the reason where JSON has another type there.
fn text(name: &str, value: &Json) -> Result<String, String> {
    let kind = match name {
        "offset" => Some(ParameterType::Integer),
        _ => schema().parameters.iter().find(|it| it.name == name).map(|it| it.kind),
    };
    let fits = match kind {
        // That nobody knows it is said with all that is known.
        None => return Ok(String::new()),
        Some(ParameterType::Integer | ParameterType::Number) => value.is_number(),
        Some(ParameterType::Boolean) => value.is_boolean(),
        Some(ParameterType::String | ParameterType::DateTime) => value.is_string(),
    };
    let shown: String = value.to_string().chars().take(60).collect();
    match value {
        Json::String(text) if fits => Ok(text.clone()),
        _ if fits => Ok(value.to_string()),
        _ => Err(match kind {
            Some(ParameterType::Integer | ParameterType::Number) => format!("`{name}` is {shown}, and not a number"),
            Some(ParameterType::Boolean) => format!("`{name}` is {shown}, and not `true` or `false`"),
            Some(ParameterType::String | ParameterType::DateTime) | None => {
                format!("`{name}` is {shown}, and not a string")
            }
        }),
    }
}
