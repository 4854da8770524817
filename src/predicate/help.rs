//! What to write instead of what an endpoint refuses, and what it offers.

use super::error::ValidationErrorKind as K;
use super::wording::{in_backticks, shown};
use crate::diagnostic::list_of;
use crate::schema::{FieldType, ParameterType};
use crate::syntax::quoted;
use crate::vocab::PrimitiveOp;

/// How many names a help text lists.
const LISTED: usize = 24;

/// What to write instead; empty where there is nothing to say.
pub(super) fn of(kind: &K) -> String {
    match kind {
        K::Unreadable => "mend the errors that the reader reports".into(),
        K::UnboundPlaceholder => "bind it to a value".into(),
        K::FiltersNotOffered | K::SortersNotOffered => "leave the parameter out".into(),
        K::UnknownField { suggestion, offered, .. } => {
            suggested(suggestion.as_deref(), "the endpoint filters by", "no field", offered)
        }
        K::UnknownSortField { suggestion, offered, .. } => {
            suggested(suggestion.as_deref(), "the endpoint sorts by", "no field", offered)
        }
        K::FieldCase { name, .. } => format!("write `{name}`"),
        K::OperatorNotOffered { allowed, .. } if allowed.is_empty() => "the endpoint offers no operator on it".into(),
        K::OperatorNotOffered { allowed, .. } => {
            format!("the endpoint offers {} on it", list_of(allowed.iter().map(PrimitiveOp::word)))
        }
        K::CompositeNotOffered { allowed, .. } if allowed.is_empty() => "the endpoint takes a single clause".into(),
        K::CompositeNotOffered { allowed, .. } => {
            format!("the endpoint offers {}", list_of(allowed.iter().map(|op| op.word())))
        }
        K::SecondConnective | K::SameFieldTwice(_) => {
            "the endpoint takes one `and` or `or`, between two different fields".into()
        }
        K::NotRestricted { .. } => "the endpoint takes a single `not`, before a clause with `in`".into(),
        K::ForbiddenCharacter(character) => format!("look for a value without `{character}`"),
        K::TypeMismatch { expected, .. } => match expected {
            FieldType::Number => "write a number, such as `5`".into(),
            FieldType::Boolean => "write `true` or `false`".into(),
            FieldType::DateTime => "write a date-time, such as `2018-12-18T23:05:55Z`, or a date".into(),
            FieldType::String | FieldType::Object | FieldType::Unknown => "write a string in double quotes".into(),
        },
        K::BooleanOrder { .. } => "compare it with `eq` or `ne`, where the endpoint offers them".into(),
        K::TextOperatorOnOther { kind, .. } => match kind {
            FieldType::Boolean => "compare it with `eq` or `ne`, where the endpoint offers them".into(),
            FieldType::Number | FieldType::String | FieldType::DateTime | FieldType::Object | FieldType::Unknown => {
                "compare it with `eq`, `gt` and the like, where the endpoint offers them".into()
            }
        },
        K::TextOperatorOperand { written, .. } => format!("write `{}`", shown(&quoted(written))),
        K::BadDateTime { .. } => "write a date-time, such as `2018-12-18T23:05:55Z`, or a date".into(),
        K::MissingOffset(_) => "add `Z` for UTC, or an offset such as `+02:00`".into(),
        K::EpochNumber { date_time, .. } => format!("write `{date_time}`"),
        K::ExponentTooLarge(_) => "write a number with a smaller exponent".into(),
        K::BooleanCase { boolean, .. } | K::QuotedBoolean(boolean) => format!("write `{boolean}`"),
        K::UnlistedValue { suggestion, listed, .. } | K::ParameterValue { suggestion, listed, .. } => {
            suggested(suggestion.as_deref(), "its values are", "not known", listed)
        }
        K::UnquotedString(text) | K::StringInBackticks(text) => format!("write `{}`", shown(&quoted(text))),
        K::StringLikeDate { written, .. } => {
            format!("write a date, such as `2018-12-18`, or put the string in quotes: `{}`", shown(&quoted(written)))
        }
        K::QuotedNumber(text) => format!("write `{}`", shown(text)),
        K::YearAsInstant { year, op } => match op {
            PrimitiveOp::Gt => format!("this keeps almost all of {year}; `ge` with the next year leaves it out"),
            PrimitiveOp::Le => format!("this leaves out almost all of {year}; `lt` with the next year keeps it"),
            PrimitiveOp::Eq
            | PrimitiveOp::Ne
            | PrimitiveOp::Ge
            | PrimitiveOp::Lt
            | PrimitiveOp::Co
            | PrimitiveOp::Sw
            | PrimitiveOp::In
            | PrimitiveOp::Ca
            | PrimitiveOp::Pr
            | PrimitiveOp::IsNull => format!("this means {year}-01-01T00:00:00Z and no other instant of the year"),
        },
        K::EmptyText(_) => "give a text to look for, or ask with `pr` where the endpoint offers it".into(),
        K::StrayKeyword { written, meant: "isnull" } => {
            format!("ask for null with `isnull`, or put the string in quotes: `{}`", quoted(written))
        }
        K::StrayKeyword { written, meant } => {
            format!("write `{meant}` for the boolean, or put the string in quotes: `{}`", quoted(written))
        }
        K::NullWord { instead: Some(clause), .. } => format!("write `{}`", shown(clause)),
        K::NullWord { instead: None, .. } => {
            "no value is null; `isnull` asks for it, where the endpoint offers it on the field".into()
        }
        K::UnknownParameter { suggestion, offered, .. } => {
            suggested(suggestion.as_deref(), "the endpoint takes", "no parameter", offered)
        }
        K::RepeatedParameter(_) => "give it once".into(),
        K::MissingParameter(name) => format!("the endpoint asks for `{name}`"),
        K::ParameterType { name, expected, .. } => match expected {
            ParameterType::Integer => format!("write digits alone, such as `{name}=25`"),
            ParameterType::Number => format!("write a number, such as `{name}=2.5`"),
            ParameterType::Boolean => format!("write `{name}=true` or `{name}=false`"),
            ParameterType::DateTime => format!("write a date-time, such as `{name}=2018-12-18T23:05:55Z`"),
            ParameterType::String => String::new(),
        },
        K::ParameterOutOfRange { min, max, .. } => match (min, max) {
            (Some(min), Some(max)) => format!("the endpoint takes {min} to {max}"),
            (Some(min), None) => format!("the endpoint takes {min} and more"),
            (None, Some(max)) => format!("the endpoint takes {max} and less"),
            (None, None) => String::new(),
        },
        K::ExclusiveParameters(..) => "leave one of them out".into(),
        K::MissingPartner { partner, .. } => format!("give `{partner}` as well"),
        K::MissingPartnerOfValue { partners, .. } => format!("give {} as well", in_backticks(partners, " or ")),
    }
}

/// "did you mean …?", where something is near, and what is offered in any case.
fn suggested(suggestion: Option<&str>, offers: &str, nothing: &str, offered: &[String]) -> String {
    let names: Vec<String> = offered.iter().take(LISTED).map(|name| shown(name)).collect();
    let list = match offered.len().checked_sub(LISTED + 1) {
        _ if names.is_empty() => nothing.to_owned(),
        None => list_of(names),
        Some(more) => format!("{} and {} more", in_backticks(&names, ", "), more + 1),
    };
    match suggestion {
        Some(name) => format!("did you mean `{name}`? {offers} {list}"),
        None => format!("{offers} {list}"),
    }
}
