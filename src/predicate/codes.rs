//! The codes of what an endpoint can have against a query: THE table for `explain`, help texts and reports.

use super::error::ValidationErrorKind as K;
use crate::diagnostic::{CodeInfo, Severity};

const fn error(
    code: &'static str,
    summary: &'static str,
    explanation: &'static str,
    example: (&'static str, &'static str),
) -> CodeInfo {
    CodeInfo { code, summary, explanation, severity: Severity::Error, example }
}

const fn warning(
    code: &'static str,
    summary: &'static str,
    explanation: &'static str,
    example: (&'static str, &'static str),
) -> CodeInfo {
    CodeInfo { code, summary, explanation, severity: Severity::Warning, example }
}

static UNREADABLE: CodeInfo = error(
    "unreadable-expression",
    "the text of an expression has errors",
    "A filter of which a part was dropped could let more records pass than it was meant to, so it is never run. The reader reports each error of the text.",
    ("", ""),
);

static UNBOUND: CodeInfo = error(
    "unbound-placeholder",
    "a placeholder has no value",
    "A filter with placeholders is a template: it is run once each of them is bound to a value.",
    ("id eq {{id}}", ""),
);

static NO_FILTERS: CodeInfo = error(
    "filters-not-offered",
    "the endpoint takes no filter",
    "The endpoint has no filter parameter; the service refuses or ignores it.",
    ("", ""),
);

static NO_SORTERS: CodeInfo = error(
    "sorters-not-offered",
    "the endpoint takes no sorter",
    "The endpoint has no sorter parameter; the service refuses or ignores it.",
    ("", ""),
);

static UNKNOWN_FIELD: CodeInfo = error(
    "unknown-field",
    "a field that the endpoint does not filter by",
    "Each endpoint filters by the fields that its documentation lists, and answers 400 to any other.",
    ("nam eq \"x\"", "name eq \"x\""),
);

static UNKNOWN_SORT: CodeInfo = error(
    "unknown-sort-field",
    "a field that the endpoint does not sort by",
    "Each endpoint sorts by the fields that its documentation lists; another one is refused, or ignored in silence.",
    ("-craeted", "-created"),
);

static FIELD_CASE: CodeInfo = error(
    "field-case",
    "a field's name in the wrong case",
    "Names of fields are compared exactly.",
    ("NAME eq \"x\"", "name eq \"x\""),
);

static OPERATOR: CodeInfo = error(
    "operator-not-offered",
    "an operator that the endpoint does not offer on the field",
    "For each field an endpoint offers a few operators, and answers 400 to any other.",
    ("startDate lt 2025-08-01", "startDate gt 2025-08-01"),
);

static COMPOSITE: CodeInfo = error(
    "composite-not-offered",
    "a composite operator that the endpoint does not offer",
    "Some endpoints list the composite operators that they take; the others are refused there.",
    ("not (name eq \"x\")", "name ne \"x\""),
);

static SECOND_CONN: CodeInfo = error(
    "second-connective",
    "more than one `and` or `or`",
    "The endpoint takes only one `and` or `or`, and only between two different fields.",
    ("a eq 1 and b eq 2 and c eq 3", "a eq 1 and b eq 2"),
);

static SAME_FIELD: CodeInfo = error(
    "same-field-twice",
    "`and` or `or` between two clauses on the same field",
    "The endpoint takes only one `and` or `or`, and only between two different fields.",
    ("a eq 1 or a eq 2", "a in (1,2)"),
);

static NOT: CodeInfo = error(
    "not-restricted",
    "a `not` that the endpoint does not take",
    "The endpoint takes a single `not`, and only before a clause with `in`.",
    ("not a eq 1", "not a in (1)"),
);

static FORBIDDEN: CodeInfo = error(
    "forbidden-character",
    "a character that the endpoint refuses in values",
    "Some endpoints name characters that no value may hold.",
    ("name eq \"a+b\"", ""),
);

static MISMATCH: CodeInfo = error(
    "type-mismatch",
    "an operand of another type than its field's",
    "Numbers are compared with numbers, booleans with booleans, and so on; values of different types are never equal.",
    ("size eq \"large\"", "size eq 5"),
);

static BOOLEAN_ORDER: CodeInfo = error(
    "boolean-order",
    "an order of booleans",
    "`gt`, `ge`, `lt` and `le` ask for an order, and a boolean has none.",
    ("active gt false", "active eq true"),
);

static TEXT_OTHER: CodeInfo = error(
    "text-operator-on-other-type",
    "`co` or `sw` on a field that holds no text",
    "`co` and `sw` apply to strings only.",
    ("active co \"t\"", "active eq true"),
);

static TEXT_OPERAND: CodeInfo = error(
    "text-operator-operand",
    "`co` or `sw` with an operand that is no text",
    "`co` and `sw` apply to strings only; put the operand in double quotes.",
    ("code sw 12", "code sw \"12\""),
);

static BAD_DATE: CodeInfo = error(
    "bad-date-time",
    "an operand of a date-time field that is no date-time",
    "Date-times follow RFC 3339: `2018-12-18T23:05:55Z`, or `+02:00` for `Z`. A full date (`2025-08-01`) or a year counts as its first instant in UTC.",
    ("created gt 2018-13-40", "created gt 2018-12-31"),
);

static OFFSET: CodeInfo = error(
    "missing-offset",
    "a date-time without an offset",
    "RFC 3339 asks for an offset from UTC, `Z` or one like `+02:00`; without it the instant is not known.",
    ("created gt 2018-12-18T23:05:55", "created gt 2018-12-18T23:05:55Z"),
);

static EPOCH: CodeInfo = error(
    "epoch-number",
    "a count of seconds or milliseconds where a date-time belongs",
    "Date-times follow RFC 3339, as in `2018-12-18T23:05:55Z`.",
    ("created gt 1762240800", "created gt 2025-11-04T07:20:00Z"),
);

static EXPONENT: CodeInfo = error(
    "exponent-too-large",
    "a number's exponent has more than 18 digits",
    "Numbers are compared exactly, by their digits and an exponent of up to 18 digits.",
    ("size lt 1e1000000000000000000", ""),
);

static BOOLEAN_CASE: CodeInfo = error(
    "boolean-case",
    "a boolean that is not lower case",
    "The booleans are `true` and `false`.",
    ("active eq TRUE", "active eq true"),
);

static UNLISTED: CodeInfo = warning(
    "unlisted-value",
    "a value that is not among those listed for its field",
    "The specification lists the values that the field can have; a comparison with another one is never true.",
    ("status eq \"PENDNG\"", "status eq \"PENDING\""),
);

static UNQUOTED: CodeInfo = warning(
    "unquoted-string",
    "a string without quotes",
    "Strings stand in double quotes; published examples leave them out here and there, and the service reads them. A bare word that looks like a date and is none is a string on a field whose type is not known; backticks are a part of it.",
    ("name sw Joe", "name sw \"Joe\""),
);

static QUOTED_NUMBER: CodeInfo = warning(
    "quoted-number",
    "a number in quotes",
    "Numbers stand without quotes; in quotes it is read as a number all the same.",
    ("size gt \"7\"", "size gt 7"),
);

static QUOTED_BOOLEAN: CodeInfo = warning(
    "quoted-boolean",
    "a boolean in quotes",
    "Booleans stand without quotes; in quotes it is read as a boolean all the same.",
    ("active eq \"true\"", "active eq true"),
);

static YEAR: CodeInfo = warning(
    "year-as-instant",
    "a year where an instant is compared",
    "A year counts as the first instant of 1 January in UTC: `gt 2024` keeps almost all of 2024, `le 2024` nothing of it, and `eq 2024` that one instant.",
    ("created gt 2024", "created ge 2025"),
);

static EMPTY_TEXT: CodeInfo = warning(
    "empty-text",
    "`co` or `sw` with an empty string",
    "Every string contains and starts with the empty one, so that the clause asks only whether the field is a string.",
    ("name sw \"\"", "pr name"),
);

static KEYWORD: CodeInfo = warning(
    "stray-keyword",
    "`TRUE`, `NULL` or `None` as a string",
    "Keywords are lower case; `TRUE` and `NULL` are bare words, and read as strings where the field is one, or its type is not known. So are `None`, `nil` and `undefined`, which programs write where a value is missing.",
    ("active eq TRUE", "active eq true"),
);

static NULL_WORD: CodeInfo = error(
    "upper-case-null",
    "`NULL` or `None` on a boolean field",
    "No value is null, nor `None`, `nil` and `undefined`, which programs write where one is missing. `isnull` asks for it, where the endpoint offers it on the field.",
    ("hasEntitlements eq NULL", "hasEntitlements isnull"),
);

static UNKNOWN_PARAM: CodeInfo = error(
    "unknown-parameter",
    "a parameter that the endpoint does not take",
    "A parameter that is not known is mostly ignored in silence, so that the answer is not what was asked for.",
    ("filter=name eq \"x\"", "filters=name eq \"x\""),
);

static REPEATED_PARAM: CodeInfo = error(
    "repeated-parameter",
    "a parameter that is given twice",
    "Which of the two counts is not documented.",
    ("limit=5&limit=10", "limit=10"),
);

static MISSING_PARAM: CodeInfo = error(
    "missing-parameter",
    "a parameter that the endpoint asks for is missing",
    "The endpoint answers 400 to a request without it.",
    ("", ""),
);

static PARAM_TYPE: CodeInfo = error(
    "parameter-type",
    "a parameter's value of another type",
    "`limit` and `offset` are whole numbers in digits alone, `count` is `true` or `false`; the endpoint's own parameters have the types that its documentation states.",
    ("limit=1e2", "limit=100"),
);

static PARAM_RANGE: CodeInfo = error(
    "parameter-out-of-range",
    "a parameter's number is out of range",
    "`limit` goes from 0 to 250, unless the endpoint says otherwise.",
    ("limit=500", "limit=250"),
);

static PARAM_VALUE: CodeInfo = error(
    "parameter-value",
    "a parameter's value that is not among those listed",
    "The endpoint takes the listed values only.",
    ("interval=-2d", "interval=-1d"),
);

static EXCLUSIVE: CodeInfo = error(
    "exclusive-parameters",
    "two parameters that can't be sent together",
    "The endpoint takes one or the other.",
    ("", ""),
);

static PARTNER: CodeInfo = error(
    "missing-partner",
    "a parameter that can't be sent without another",
    "The endpoint takes it only together with its partner.",
    ("", ""),
);

/// Every code that validation reports.
pub static CODES: [&CodeInfo; 38] = [
    &UNREADABLE,
    &UNBOUND,
    &NO_FILTERS,
    &NO_SORTERS,
    &UNKNOWN_FIELD,
    &UNKNOWN_SORT,
    &FIELD_CASE,
    &OPERATOR,
    &COMPOSITE,
    &SECOND_CONN,
    &SAME_FIELD,
    &NOT,
    &FORBIDDEN,
    &MISMATCH,
    &BOOLEAN_ORDER,
    &TEXT_OTHER,
    &TEXT_OPERAND,
    &BAD_DATE,
    &OFFSET,
    &EPOCH,
    &EXPONENT,
    &BOOLEAN_CASE,
    &UNLISTED,
    &UNQUOTED,
    &QUOTED_NUMBER,
    &QUOTED_BOOLEAN,
    &YEAR,
    &EMPTY_TEXT,
    &KEYWORD,
    &NULL_WORD,
    &UNKNOWN_PARAM,
    &REPEATED_PARAM,
    &MISSING_PARAM,
    &PARAM_TYPE,
    &PARAM_RANGE,
    &PARAM_VALUE,
    &EXCLUSIVE,
    &PARTNER,
];

/// The code that a kind of error is reported under.
pub(super) fn of(kind: &K) -> &'static CodeInfo {
    match kind {
        K::Unreadable => &UNREADABLE,
        K::UnboundPlaceholder => &UNBOUND,
        K::FiltersNotOffered => &NO_FILTERS,
        K::SortersNotOffered => &NO_SORTERS,
        K::UnknownField { .. } => &UNKNOWN_FIELD,
        K::UnknownSortField { .. } => &UNKNOWN_SORT,
        K::FieldCase { .. } => &FIELD_CASE,
        K::OperatorNotOffered { .. } => &OPERATOR,
        K::CompositeNotOffered { .. } => &COMPOSITE,
        K::SecondConnective => &SECOND_CONN,
        K::SameFieldTwice(_) => &SAME_FIELD,
        K::NotRestricted { .. } => &NOT,
        K::ForbiddenCharacter(_) => &FORBIDDEN,
        K::TypeMismatch { .. } => &MISMATCH,
        K::BooleanOrder { .. } => &BOOLEAN_ORDER,
        K::TextOperatorOnOther { .. } => &TEXT_OTHER,
        K::TextOperatorOperand { .. } => &TEXT_OPERAND,
        K::BadDateTime { .. } => &BAD_DATE,
        K::MissingOffset(_) => &OFFSET,
        K::EpochNumber { .. } => &EPOCH,
        K::ExponentTooLarge(_) => &EXPONENT,
        K::BooleanCase { .. } => &BOOLEAN_CASE,
        K::UnlistedValue { .. } => &UNLISTED,
        K::UnquotedString(_) | K::StringInBackticks(_) | K::StringLikeDate { .. } => &UNQUOTED,
        K::QuotedNumber(_) => &QUOTED_NUMBER,
        K::QuotedBoolean(_) => &QUOTED_BOOLEAN,
        K::YearAsInstant { .. } => &YEAR,
        K::EmptyText(_) => &EMPTY_TEXT,
        K::StrayKeyword { .. } => &KEYWORD,
        K::NullWord { .. } => &NULL_WORD,
        K::UnknownParameter { .. } => &UNKNOWN_PARAM,
        K::RepeatedParameter(_) => &REPEATED_PARAM,
        K::MissingParameter(_) => &MISSING_PARAM,
        K::ParameterType { .. } => &PARAM_TYPE,
        K::ParameterOutOfRange { .. } => &PARAM_RANGE,
        K::ParameterValue { .. } => &PARAM_VALUE,
        K::ExclusiveParameters(..) => &EXCLUSIVE,
        K::MissingPartner { .. } | K::MissingPartnerOfValue { .. } => &PARTNER,
    }
}
