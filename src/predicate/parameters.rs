//! The parameters of a request, but for what the filter and the sorter say.

use std::collections::BTreeSet;

use super::error::{ValidationError, ValidationErrorKind as K};
use super::findings::MOST;
use super::fit::boolean_of;
use crate::diagnostic::{Fix, Severity, did_you_mean};
use crate::schema::{LimitRule, Parameter, ParameterType, Partners, Schema};
use crate::text::{Edit, Span};
use crate::vocab::{Decimal, Instant, Value};

/// The most records that an endpoint answers at once, by the vendor's page, where its specification says nothing.
const STANDARD_LIMIT: u64 = 250;

/// Something that is wrong with one parameter, or with the parameters together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterFinding {
    /// Which of the given parameters it is about; `None` for one that is missing.
    pub parameter: Option<usize>,
    /// What is wrong; its span counts in bytes of that parameter's value, and is all of it where it is about the
    /// parameter itself.
    pub error: ValidationError,
}

/// What a parameter is to an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role<'s> {
    Filters,
    Sorters,
    Limit(LimitRule),
    Offset,
    Count,
    Own(&'s Parameter),
    /// Not known to the endpoint, or to anybody where the schema is open.
    Other,
}

/// What the parameters say that are neither filter nor sorter.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    pub(super) limit: Option<u64>,
    pub(super) offset: u64,
    pub(super) count: bool,
    pub(super) others: Vec<(String, Vec<Value>)>,
    pub(super) findings: Vec<ParameterFinding>,
}

/// Everything that is wrong with the parameters of a request, each a name and a decoded value.
///
/// What the filter and the sorter say is not looked at: see [`inspect`](super::inspect) and
/// [`inspect_sorters`](super::inspect_sorters). There are at most 100 findings.
///
/// ```
/// use v3q::predicate::inspect_parameters;
/// use v3q::schema::Schema;
/// let findings = inspect_parameters(&[("limit", "+5"), ("limit", "10"), ("count", "yes")], &Schema::permissive());
/// let codes: Vec<_> = findings.iter().map(|it| (it.parameter, it.error.info().code)).collect();
/// assert_eq!(codes, [(Some(0), "parameter-type"), (Some(1), "repeated-parameter"), (Some(2), "parameter-type")]);
/// ```
#[must_use]
pub fn inspect_parameters(parameters: &[(&str, &str)], schema: &Schema) -> Vec<ParameterFinding> {
    read(parameters, schema).findings
}

/// A language that a parameter's value is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expression {
    /// It is a filter.
    Filter,
    /// It is a sorter.
    Sorter,
}

/// What the endpoint reads in the parameter of that name; `None` where that is no expression.
///
/// ```
/// use v3q::predicate::{Expression, expression_of};
/// use v3q::schema::Schema;
/// assert_eq!(expression_of("sorters", &Schema::permissive()), Some(Expression::Sorter));
/// assert_eq!(expression_of("limit", &Schema::permissive()), None);
/// ```
#[must_use]
pub fn expression_of(name: &str, schema: &Schema) -> Option<Expression> {
    match role(name, schema) {
        Role::Filters => Some(Expression::Filter),
        Role::Sorters => Some(Expression::Sorter),
        Role::Limit(_) | Role::Offset | Role::Count | Role::Own(_) | Role::Other => None,
    }
}

/// What a parameter of that name is meant to be, also where the endpoint gives the filter or the sorter another name.
///
/// ```
/// use v3q::predicate::{Expression, expression_meant, expression_of};
/// use v3q::schema::{Schema, SortRules};
/// let sorters = Some(SortRules { name: "sorters".into(), ..SortRules::default() });
/// let schema = Schema { sorters, ..Schema::default() };
/// assert_eq!(expression_of("sort", &schema), None);
/// assert_eq!(expression_meant("sort", &schema), Some(Expression::Sorter));
/// ```
#[must_use]
pub fn expression_meant(name: &str, schema: &Schema) -> Option<Expression> {
    match (role(name, schema), name) {
        (Role::Other, "filters" | "filter") => schema.filters.is_some().then_some(Expression::Filter),
        (Role::Other, "sorters" | "sort") => schema.sorters.is_some().then_some(Expression::Sorter),
        _ => expression_of(name, schema),
    }
}

/// What a parameter of that name is to the endpoint.
pub(super) fn role<'s>(name: &str, schema: &'s Schema) -> Role<'s> {
    if schema.filters.as_ref().is_some_and(|rules| rules.name == name) {
        return Role::Filters;
    }
    if schema.sorters.as_ref().is_some_and(|rules| rules.name == name) {
        return Role::Sorters;
    }
    if let Some(own) = schema.parameters.iter().find(|parameter| parameter.name == name) {
        return Role::Own(own);
    }
    match name {
        // Where nothing is known of the endpoint, either name may be the one.
        "filter" if schema.open => Role::Filters,
        "sort" if schema.open => Role::Sorters,
        "limit" => schema.limit.map_or(Role::Other, Role::Limit),
        "offset" if schema.offset => Role::Offset,
        "count" if schema.count => Role::Count,
        _ => Role::Other,
    }
}

pub(super) fn read(parameters: &[(&str, &str)], schema: &Schema) -> Parameters {
    let mut out = Parameters::default();
    let mut given: BTreeSet<&str> = BTreeSet::new();
    for (index, (name, value)) in parameters.iter().copied().enumerate() {
        let mut reader = Reader { name, value, index, findings: &mut out.findings };
        let role = role(name, schema);
        let may_repeat = match role {
            Role::Own(own) => own.list,
            // Of a parameter that only an open schema lets pass nothing is known.
            Role::Other => schema.open,
            Role::Filters | Role::Sorters | Role::Limit(_) | Role::Offset | Role::Count => false,
        };
        if !given.insert(name) && !may_repeat {
            reader.add(K::RepeatedParameter(name.to_owned()));
        }
        match role {
            Role::Filters | Role::Sorters => {}
            Role::Limit(rule) => out.limit = reader.limit(rule, schema.open),
            Role::Offset => out.offset = reader.whole_number(None).unwrap_or_default(),
            Role::Count => out.count = reader.boolean().unwrap_or_default(),
            Role::Own(own) => {
                let values = reader.own(own);
                match out.others.iter_mut().find(|(other, _)| other == name) {
                    Some((_, all)) => all.extend(values),
                    None => out.others.push((name.to_owned(), values)),
                }
            }
            Role::Other if schema.open => out.others.push((name.to_owned(), vec![Value::String(value.to_owned())])),
            Role::Other => reader.unknown(schema),
        }
    }
    together(parameters, &given, schema, &mut out.findings);
    out
}

/// What the endpoint demands of the parameters together.
fn together(
    parameters: &[(&str, &str)],
    given: &BTreeSet<&str>,
    schema: &Schema,
    findings: &mut Vec<ParameterFinding>,
) {
    let place = |name: &str| parameters.iter().position(|(other, _)| *other == name);
    let mut add = |parameter: Option<usize>, kind| {
        if findings.len() < MOST {
            let value = parameter.and_then(|index| parameters.get(index)).map_or("", |(_, value)| *value);
            let error = ValidationError::new(kind, Span::new(0, value.len()));
            findings.push(ParameterFinding { parameter, error });
        }
    };
    let mut reported: BTreeSet<(&str, &str)> = BTreeSet::new();
    for own in schema.parameters.iter().filter(|own| given.contains(own.name.as_str())) {
        for other in own.excludes.iter().filter(|other| given.contains(other.as_str())) {
            let pair = (own.name.as_str().min(other), own.name.as_str().max(other));
            if own.name != *other && reported.insert(pair) {
                let (first, second) = (place(&own.name), place(other));
                let (left, right) = if first <= second { (&own.name, other) } else { (other, &own.name) };
                add(first.max(second), K::ExclusiveParameters(left.clone(), right.clone()));
            }
        }
        for partner in own.requires.iter().filter(|partner| !given.contains(partner.as_str())) {
            let kind = K::MissingPartner { name: own.name.clone(), partner: partner.clone() };
            add(place(&own.name), kind);
        }
        for Partners { value, any_of } in &own.partners {
            let is_given =
                |name: &String| parameters.iter().any(|(other, value)| other == name && !value.trim().is_empty());
            let asks = |sent: &str| sent == value || own.list && sent.split(',').any(|it| it == value);
            let asked = parameters.iter().position(|(name, sent)| *name == own.name && asks(sent));
            if asked.is_some() && !any_of.iter().any(is_given) {
                let (name, value) = (own.name.clone(), value.clone());
                add(asked, K::MissingPartnerOfValue { name, value, partners: any_of.clone() });
            }
        }
    }
    let filter = schema.filters.iter().filter(|rules| rules.required).map(|rules| &rules.name);
    let others = schema.parameters.iter().filter(|own| own.required).map(|own| &own.name);
    for name in filter.chain(others).filter(|name| !given.contains(name.as_str())) {
        add(None, K::MissingParameter(name.clone()));
    }
}

/// One parameter while it is read.
struct Reader<'a> {
    name: &'a str,
    value: &'a str,
    index: usize,
    findings: &'a mut Vec<ParameterFinding>,
}

impl Reader<'_> {
    /// Something that is wrong with the parameter itself, whatever its value.
    fn add(&mut self, kind: K) {
        self.add_at(kind, Span::new(0, self.value.len()), None);
    }

    fn add_at(&mut self, kind: K, span: Span, fix: Option<Fix>) {
        if self.findings.len() >= MOST {
            return;
        }
        let error = ValidationError { fix, ..ValidationError::new(kind, span) };
        self.findings.push(ParameterFinding { parameter: Some(self.index), error });
    }

    fn unknown(&mut self, schema: &Schema) {
        let standard_name = |standard: &str| self.name == standard;
        if schema.filters.is_none() && (standard_name("filters") || standard_name("filter")) {
            return self.add(K::FiltersNotOffered);
        }
        if schema.sorters.is_none() && (standard_name("sorters") || standard_name("sort")) {
            return self.add(K::SortersNotOffered);
        }
        if self.findings.len() >= MOST {
            return;
        }
        let offered = offered(schema);
        let suggestion = match (self.name, &schema.filters, &schema.sorters) {
            ("filters" | "filter", Some(rules), _) => Some(rules.name.clone()),
            ("sorters" | "sort", _, Some(rules)) => Some(rules.name.clone()),
            (name, _, _) => did_you_mean(name, offered.iter().map(String::as_str)).map(ToOwned::to_owned),
        };
        self.add(K::UnknownParameter { name: self.name.to_owned(), suggestion, offered });
    }

    fn wrong_type(&mut self, expected: ParameterType, value: &str, span: Span, fix: Option<Fix>) {
        let kind = K::ParameterType { name: self.name.to_owned(), value: value.to_owned(), expected };
        self.add_at(kind, span, fix);
    }

    fn limit(&mut self, rule: LimitRule, open: bool) -> Option<u64> {
        let standard = (!open).then_some(STANDARD_LIMIT.max(rule.default));
        self.whole_number(rule.max.or(standard))
    }

    /// A whole number that is not negative, of digits alone.
    fn whole_number(&mut self, max: Option<u64>) -> Option<u64> {
        let whole = Span::new(0, self.value.len());
        let digits = self.value.strip_prefix('-').unwrap_or(self.value);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            self.wrong_type(ParameterType::Integer, self.value, whole, None);
            return None;
        }
        let number = self.value.parse().ok().filter(|number| max.is_none_or(|max| *number <= max));
        if number.is_none() {
            let negative = self.value.starts_with('-');
            let fix = max
                .filter(|_| !negative)
                .map(|max| Fix::guess(format!("write `{max}`"), vec![Edit::replace(whole, max.to_string())]));
            // Without a bound of the endpoint's own, only a number that no machine counts to is too large.
            let max = max.or((!negative).then_some(u64::MAX)).map(i128::from);
            let (name, value) = (self.name.to_owned(), self.value.to_owned());
            self.add_at(K::ParameterOutOfRange { name, value, min: Some(0), max }, whole, fix);
        }
        number
    }

    fn boolean(&mut self) -> Option<bool> {
        match self.typed(ParameterType::Boolean, self.value, Span::new(0, self.value.len()))? {
            Value::Boolean(boolean) => Some(boolean),
            Value::String(_) | Value::Number(_) | Value::Instant(_) => None,
        }
    }

    /// The values of one of the endpoint's own parameters, those that fit.
    fn own(&mut self, own: &Parameter) -> Vec<Value> {
        if !own.list {
            return self.own_value(own, self.value, 0).into_iter().collect();
        }
        let mut start = 0;
        let mut values = Vec::new();
        for part in self.value.split(',') {
            values.extend(self.own_value(own, part, start));
            start += part.len() + 1;
        }
        values
    }

    fn own_value(&mut self, own: &Parameter, value: &str, start: usize) -> Option<Value> {
        let span = Span::new(start, start + value.len());
        let typed = self.typed(own.kind, value, span)?;
        if !own.values.is_empty() && !own.values.iter().any(|listed| listed == value) {
            let suggestion = did_you_mean(value, own.values.iter().map(String::as_str)).map(ToOwned::to_owned);
            let fix =
                suggestion.as_deref().map(|one| Fix::guess(format!("write `{one}`"), vec![Edit::replace(span, one)]));
            let kind = K::ParameterValue {
                name: self.name.to_owned(),
                value: value.to_owned(),
                suggestion,
                listed: own.values.clone(),
            };
            self.add_at(kind, span, fix);
            return None;
        }
        if let Value::Number(number) = &typed {
            let low = own.min.is_some_and(|min| *number < Decimal::from(min));
            let high = own.max.is_some_and(|max| *number > Decimal::from(max));
            if low || high {
                let (min, max) = (own.min.map(i128::from), own.max.map(i128::from));
                let kind = K::ParameterOutOfRange { name: self.name.to_owned(), value: value.to_owned(), min, max };
                self.add_at(kind, span, None);
                return None;
            }
        }
        Some(typed)
    }

    fn typed(&mut self, kind: ParameterType, value: &str, span: Span) -> Option<Value> {
        let typed = match kind {
            ParameterType::String => Some(Value::String(value.to_owned())),
            ParameterType::Integer => {
                let digits = value.strip_prefix('-').unwrap_or(value);
                let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
                Decimal::parse(value).ok().filter(|_| whole).map(Value::Number)
            }
            ParameterType::Number => Decimal::parse(value).ok().map(Value::Number),
            ParameterType::Boolean => match value {
                "true" => Some(Value::Boolean(true)),
                "false" => Some(Value::Boolean(false)),
                _ => None,
            },
            ParameterType::DateTime => Instant::parse_operand(value).ok().map(Value::Instant),
        };
        if typed.is_none() {
            let lower = boolean_of(value).filter(|_| kind == ParameterType::Boolean).map(|it| it.to_string());
            let fix =
                lower.map(|lower| Fix::safe(format!("write `{lower}`"), vec![Edit::replace(span, lower.as_str())]));
            self.wrong_type(kind, value, span, fix);
        }
        typed
    }
}

/// The names of all parameters that the endpoint takes.
fn offered(schema: &Schema) -> Vec<String> {
    let mut names = Vec::new();
    names.extend(schema.filters.iter().map(|rules| rules.name.clone()));
    // Where a specification only says in which order records come, no sorter is offered.
    let sorters = schema.sorters.iter().filter(|rules| !rules.fields.is_empty());
    names.extend(sorters.map(|rules| rules.name.clone()));
    let standard = [("limit", schema.limit.is_some()), ("offset", schema.offset), ("count", schema.count)];
    names.extend(standard.into_iter().filter(|(_, taken)| *taken).map(|(name, _)| name.to_owned()));
    names.extend(schema.parameters.iter().map(|own| own.name.clone()));
    names
}

/// Whether something keeps the query from being run.
pub(super) fn refused(findings: &[ParameterFinding]) -> bool {
    findings.iter().any(|finding| finding.error.severity() == Severity::Error)
}
