//! What is known of an endpoint.

use std::fmt;

use crate::vocab::{CompositeOp, CompositeSet, FieldPath, OperatorSet};

/// One endpoint of one published version: what its collection parameters may say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schema {
    /// The published version it belongs to (`v3`, `beta`, `v2025`, `current`), or a name of the writer's own.
    pub version: String,
    /// The operation's id as the specification writes it, as in `listAccounts`; empty for the permissive schema.
    pub operation_id: String,
    /// The HTTP method.
    pub method: Method,
    /// The path with the version in it and parameters in braces, as in `/v2025/accounts` or `/accounts/v1`.
    pub path: String,
    /// The filter parameter, where the endpoint has one.
    pub filters: Option<FilterRules>,
    /// The sorter parameter, where the endpoint has one.
    pub sorters: Option<SortRules>,
    /// The `limit` parameter, where the endpoint has one.
    pub limit: Option<LimitRule>,
    /// Whether it takes `offset`.
    pub offset: bool,
    /// Whether it takes `count`.
    pub count: bool,
    /// Its other query parameters.
    pub parameters: Vec<Parameter>,
    /// Whether it is marked experimental.
    pub experimental: bool,
    /// Whether it is marked deprecated.
    pub deprecated: bool,
    /// Whether nothing is known of it, so that every field, operator and parameter passes.
    pub open: bool,
}

impl Schema {
    /// The schema of an endpoint of which nothing is known: every field, operator, sort field and parameter passes,
    /// and each field takes the type of the literal it is compared with.
    #[must_use]
    pub fn permissive() -> Self {
        Self {
            filters: Some(FilterRules { name: "filters".into(), ..FilterRules::default() }),
            sorters: Some(SortRules { name: "sorters".into(), ..SortRules::default() }),
            limit: Some(LimitRule { default: 250, max: None }),
            offset: true,
            count: true,
            open: true,
            ..Self::default()
        }
    }

    /// The field of that name, where the filter parameter offers it.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.filters.as_ref()?.fields.iter().find(|field| field.name.as_str() == name)
    }
}

/// The HTTP method of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Method {
    /// `GET`, as nearly all of them.
    #[default]
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `PATCH`.
    Patch,
    /// `DELETE`.
    Delete,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// Its word, upper case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// The method that `word` names, in any case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.word().eq_ignore_ascii_case(word))
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What the filter parameter of an endpoint may say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilterRules {
    /// The parameter's name: `filters`, on some endpoints `filter`.
    pub name: String,
    /// Whether a request without it is refused.
    pub required: bool,
    /// The fields, in the order of the specification.
    pub fields: Vec<Field>,
    /// How filters may be joined.
    pub composites: CompositeRules,
    /// Characters that no value may hold (`+` on some endpoints); empty for none.
    pub forbidden_characters: String,
    /// Whether strings compare exactly. `None`: nothing is said, so without regard to case.
    pub case_sensitive: Option<bool>,
}

/// A field that an endpoint filters by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in filters.
    pub name: FieldPath,
    /// The operators offered on it.
    pub operators: OperatorSet,
    /// The type of its values.
    pub kind: FieldType,
    /// Whether it, or an object on the way to it, is an array, so that it can have several values in one record.
    pub array: bool,
    /// The values it may have, where they are listed; empty where they are not.
    pub values: Vec<String>,
    /// Whether its strings compare exactly. `None`: as the endpoint says.
    pub case_sensitive: Option<bool>,
    /// Where its value stands in a record, when that differs from the name.
    pub record_path: Option<FieldPath>,
}

/// The type of a field's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FieldType {
    /// Text; enumerated values are a special case of it.
    String,
    /// Integers and decimals.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An instant, written as RFC 3339 has it.
    DateTime,
    /// An object: paths below it pass, and their type is unknown.
    Object,
    /// Nothing is said: it takes the type of the literal it is compared with.
    #[default]
    Unknown,
}

impl FieldType {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::String, Self::Number, Self::Boolean, Self::DateTime, Self::Object, Self::Unknown];

    /// Its word: `string`, `number`, `boolean`, `date-time`, `object`, `unknown`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::DateTime => "date-time",
            Self::Object => "object",
            Self::Unknown => "unknown",
        }
    }

    /// The type that `word` names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl fmt::Display for FieldType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How the filters of an endpoint may be joined.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompositeRules {
    /// The composite operators it lists. `None`: nothing is said, so all three are allowed.
    pub allowed: Option<CompositeSet>,
    /// Only one `and` or `or`, and only between two different fields.
    pub one_between_two_fields: bool,
    /// Only a single `not`, and only before a clause with `in`.
    pub one_not_before_in: bool,
}

impl CompositeRules {
    /// Whether filters of the endpoint may say `op` where nothing else restricts them.
    ///
    /// ```
    /// use v3q::schema::CompositeRules;
    /// use v3q::vocab::CompositeOp;
    /// assert!(CompositeRules::default().offers(CompositeOp::Or));
    /// ```
    #[must_use]
    pub fn offers(&self, op: CompositeOp) -> bool {
        self.allowed.is_none_or(|allowed| allowed.contains(op))
    }
}

/// What the sorter parameter of an endpoint may say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SortRules {
    /// The parameter's name: `sorters`, on some endpoints `sort`.
    pub name: String,
    /// The fields, in the order of the specification.
    pub fields: Vec<FieldPath>,
    /// The order without a sorter, as a sorter expression (`-created`); empty where nothing is said.
    pub default: String,
}

/// The bounds of `limit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitRule {
    /// How many records are answered when it is not given.
    pub default: u64,
    /// The most that may be asked for. `None`: nothing is said.
    pub max: Option<u64>,
}

/// A query parameter other than the five standard ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// The type of its value.
    pub kind: ParameterType,
    /// Whether it may be given several times or as a comma-separated list.
    pub list: bool,
    /// The values it may have, where they are listed.
    pub values: Vec<String>,
    /// The least number allowed.
    pub min: Option<i64>,
    /// The greatest number allowed.
    pub max: Option<i64>,
    /// Whether a request without it is refused.
    pub required: bool,
    /// Parameters it can't be sent together with.
    pub excludes: Vec<String>,
    /// Parameters it can't be sent without.
    pub requires: Vec<String>,
    /// Values it can't be sent with alone.
    pub partners: Vec<Partners>,
}

/// What one value of a parameter asks for, such as `include-unsegmented=false` for the segments that are meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Partners {
    /// The value, as it is sent.
    pub value: String,
    /// Parameters of which at least one must be sent with it and not be empty.
    pub any_of: Vec<String>,
}

/// The type of a parameter's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ParameterType {
    /// Text.
    #[default]
    String,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An instant.
    DateTime,
}

impl ParameterType {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::String, Self::Integer, Self::Number, Self::Boolean, Self::DateTime];

    /// Its word: `string`, `integer`, `number`, `boolean`, `date-time`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::DateTime => "date-time",
        }
    }

    /// The type that `word` names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
