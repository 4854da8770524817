//! What sorters mean on one endpoint.

use std::fmt;

use super::error::{ValidationErrorKind as K, ValidationErrors};
use super::findings::{Checked, Findings, Validation};
use super::offer::{self, Found, Offer};
use crate::diagnostic::{Fix, Severity, did_you_mean};
use crate::schema::{FieldType, FilterRules, Schema, SortRules};
use crate::syntax::{Sorter, Sorters};
use crate::text::{Edit, Span};
use crate::vocab::FieldPath;

/// The order of records that a sorter asks for: fields that the endpoint sorts by, each with its direction.
///
/// Only validation makes one. A field that is named again has no effect and is left out.
///
/// ```
/// use v3q::predicate::validate_sorters;
/// use v3q::schema::Schema;
/// use v3q::syntax::parse_sorters;
/// let order = validate_sorters(&parse_sorters("type,-created")?, &Schema::permissive())?;
/// assert_eq!(order.to_string(), "type,-created");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderBy {
    keys: Vec<OrderKey>,
}

/// One field of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderKey {
    path: FieldPath,
    descending: bool,
    kind: FieldType,
    case_sensitive: bool,
}

impl OrderBy {
    /// The fields, the first one foremost.
    #[must_use]
    pub fn keys(&self) -> &[OrderKey] {
        &self.keys
    }
}

impl OrderKey {
    /// Where the field's value stands in a record.
    #[must_use]
    pub fn path(&self) -> &FieldPath {
        &self.path
    }

    /// Whether it sorts from the last to the first.
    #[must_use]
    pub fn is_descending(&self) -> bool {
        self.descending
    }

    /// The type of its values, where the schema knows the field from its filters.
    #[must_use]
    pub fn kind(&self) -> FieldType {
        self.kind
    }

    /// Whether its values are date-times.
    #[must_use]
    pub fn is_date_time(&self) -> bool {
        self.kind == FieldType::DateTime
    }

    /// Whether strings compare exactly, and not without regard to case.
    #[must_use]
    pub fn case_sensitive(&self) -> bool {
        self.case_sensitive
    }
}

/// As a sorter, with places in the record for names.
impl fmt::Display for OrderBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, key) in self.keys.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            let sign = if key.descending { "-" } else { "" };
            write!(f, "{comma}{sign}{}", key.path)?;
        }
        Ok(())
    }
}

/// What a sorter means on an endpoint, or everything that the endpoint would refuse.
///
/// # Errors
/// All errors, in the order of the text (at most 100).
pub fn validate_sorters(sorters: &Sorters, schema: &Schema) -> Result<OrderBy, ValidationErrors> {
    check(sorters, schema).result()
}

/// What a sorter means on an endpoint, with all that is wrong or doubtful.
#[must_use]
pub fn inspect_sorters(sorters: &Sorters, schema: &Schema) -> Validation<OrderBy> {
    check(sorters, schema).validation()
}

pub(super) fn check(sorters: &Sorters, schema: &Schema) -> Checked<OrderBy> {
    let mut findings = Findings::default();
    let whole = Span::new(0, sorters.text().len());
    let Some(rules) = &schema.sorters else {
        findings.add(K::SortersNotOffered, whole);
        return Checked::new(None, findings);
    };
    if sorters.has_errors() {
        findings.hold(K::Unreadable, whole);
    }
    let mut keys: Vec<OrderKey> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for sorter in sorters.items() {
        if let Some(name) = offered(sorter, schema, rules, &mut findings)
            && let Some(key) = key(name, sorter, schema)
            && seen.insert(name)
        {
            keys.push(key);
        }
    }
    Checked::new(Some(OrderBy { keys }), findings)
}

/// The name under which the endpoint sorts by the field; where it does not, that is reported.
fn offered<'a>(sorter: Sorter<'a>, schema: &Schema, rules: &'a SortRules, findings: &mut Findings) -> Option<&'a str> {
    let field = sorter.field();
    let names = || rules.fields.iter().map(FieldPath::as_str);
    if schema.open || names().any(|name| name == field) {
        return Some(field);
    }
    if is_below_object(field, schema, rules) {
        return Some(field);
    }
    let fixed = |name: &str| vec![Edit::replace(sorter.field_span(), name)];
    if let Some(name) = names().find(|name| name.eq_ignore_ascii_case(field)) {
        let fix = Fix::safe(format!("write `{name}`"), fixed(name));
        let kind = K::FieldCase { written: field.to_owned(), name: name.to_owned() };
        findings.add_fixed(kind, sorter.field_span(), Some(fix));
        return Some(name);
    }
    let (suggestion, listed) = if findings.is_full(Severity::Error) {
        (None, Vec::new())
    } else {
        (did_you_mean(field, names()), names().map(Into::into).collect())
    };
    let fix = suggestion.map(|name| Fix::guess(format!("write `{name}`"), fixed(name)));
    let suggestion = suggestion.map(ToOwned::to_owned);
    let kind = K::UnknownSortField { field: field.to_owned(), suggestion, offered: listed };
    findings.add_fixed(kind, sorter.field_span(), fix);
    None
}

/// Whether the endpoint sorts by an object that the field is a part of, as its filters know: what is in it, nobody says.
fn is_below_object(field: &str, schema: &Schema, rules: &SortRules) -> bool {
    let is_object = |name: &str| schema.field(name).is_some_and(|it| it.kind == FieldType::Object);
    rules.fields.iter().map(FieldPath::as_str).any(|name| {
        let below = field.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        below && is_object(name)
    })
}

/// The endpoint's filters may know more of the field than its sorters say.
fn key(name: &str, sorter: Sorter<'_>, schema: &Schema) -> Option<OrderKey> {
    let none = FilterRules::default();
    let rules = schema.filters.as_ref().unwrap_or(&none);
    let offer = match offer::find(name, schema, rules) {
        Found::Offered(offer) => offer,
        Found::OtherCase(..) | Found::Unknown => {
            Offer { case_sensitive: rules.case_sensitive.unwrap_or(false), ..Offer::anything(name) }
        }
    };
    Some(OrderKey {
        path: offer::path(&offer.path)?,
        descending: sorter.is_descending(),
        kind: offer.kind,
        case_sensitive: offer.case_sensitive,
    })
}
