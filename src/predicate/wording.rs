//! How messages name things.

use crate::schema::{FieldType, ParameterType};
use crate::vocab::PrimitiveOp;

/// The longest piece of the user's text that a message repeats, in characters.
const SHOWN: usize = 60;

/// A piece of the user's text as a message repeats it: in full, or its beginning.
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A type with its article.
pub(super) fn with_article(kind: FieldType) -> &'static str {
    match kind {
        FieldType::String => "a string",
        FieldType::Number => "a number",
        FieldType::Boolean => "a boolean",
        FieldType::DateTime => "a date-time",
        FieldType::Object => "an object",
        FieldType::Unknown => "of unknown type",
    }
}

/// What an operator does to a field: compared with a value, or tested without one.
pub(super) fn test_word(op: PrimitiveOp) -> &'static str {
    match op {
        PrimitiveOp::Pr | PrimitiveOp::IsNull => "tested",
        PrimitiveOp::Eq
        | PrimitiveOp::Ne
        | PrimitiveOp::Gt
        | PrimitiveOp::Ge
        | PrimitiveOp::Lt
        | PrimitiveOp::Le
        | PrimitiveOp::Co
        | PrimitiveOp::Sw
        | PrimitiveOp::In
        | PrimitiveOp::Ca => "compared",
    }
}

/// What a parameter of that type takes.
pub(super) fn what_is_taken(kind: ParameterType) -> &'static str {
    match kind {
        ParameterType::String => "text",
        ParameterType::Integer => "a whole number in digits",
        ParameterType::Number => "a number",
        ParameterType::Boolean => "`true` or `false`",
        ParameterType::DateTime => "a date-time",
    }
}

/// A number with the bounds it breaks.
pub(super) fn bounds_message(value: &str, min: Option<i128>, max: Option<i128>) -> String {
    let value = shown(value);
    match (min, max) {
        (Some(min), Some(max)) => format!("{value}, and not between {min} and {max}"),
        (Some(min), None) => format!("{value}, and less than {min}"),
        (None, Some(max)) => format!("{value}, and more than {max}"),
        (None, None) => value,
    }
}

/// Names in backticks, with `joint` between them.
pub(super) fn in_backticks(names: &[String], joint: &str) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(joint)
}
