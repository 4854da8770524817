//! What to write instead of a mistake, where its kind alone tells.

use super::error::SyntaxErrorKind;
use super::error::SyntaxErrorKind as K;
use crate::vocab::{PrimitiveOp, instead_of};

/// What to write instead, where the kind alone tells.
pub(super) fn help(kind: &SyntaxErrorKind) -> String {
    match kind {
        K::ParameterPrefix(_) => "leave the parameter's name out".into(),
        K::PercentEncoded => "write plain text; whatever makes the URL encodes it".into(),
        K::UpperCaseOperator { word, .. } | K::SymbolOperator { word, .. } => format!("write `{word}`"),
        K::ForeignOperator { op: Some(op), .. } => format!("write `{op}`"),
        K::ForeignOperator { written, op: None } => instead_of(written).unwrap_or_default().into(),
        K::UnknownOperator(_) => {
            let words = PrimitiveOp::ALL.map(PrimitiveOp::word).join("`, `");
            format!("the operators are `{words}`")
        }
        K::MissingConnective => "join the clauses with `and` or `or`".into(),
        K::MissingField { op, before } => {
            if *before {
                format!("write `field {op}`")
            } else {
                format!("write `{op} field`")
            }
        }
        K::BadEscape(_) => "write `\\\\` for a backslash".into(),
        K::BadFieldName(_) => {
            "a name is made of letters, digits, `_` and `-`, in parts joined by dots that begin with a letter or `_`"
                .into()
        }
        K::NullOperand => "`f isnull` asks for null, `pr f` for anything else".into(),
        K::EmptyList => "give at least one value".into(),
        K::ListWithoutParentheses(_) | K::CaWithoutParentheses => "put the values in parentheses".into(),
        K::PlaceholderOutsideTemplate(_) => "read it as a template, or put it in double quotes".into(),
        K::CommaBetweenClauses => "write `and`".into(),
        K::SingleQuotes => "use double quotes".into(),
        K::ValueInPieces(_) => "put all of it in double quotes".into(),
        K::DateTimeInPieces { .. } => "write a date-time, such as `2018-12-18T23:05:55Z`".into(),
        K::IsnullBeforeField => "write `field isnull`".into(),
        K::DirectionWord(_) => "write `-field` for descending, `field` for ascending".into(),
        K::PlusInSorter => "leave the `+` out".into(),
        K::BadMinus => "write `-field`".into(),
        K::UnclosedString => "close it with `\"`".into(),
        K::UnclosedParenthesis => "close it with `)`".into(),
        K::TooLarge(..)
        | K::Empty
        | K::PastedCharacter(_)
        | K::EscapedQuote
        | K::MissingOperator(_)
        | K::MissingValue(_)
        | K::MissingFilter { .. }
        | K::EmptyParentheses
        | K::UnopenedParenthesis
        | K::ControlCharacter(_)
        | K::ListSeparator { .. }
        | K::ListOperand(_)
        | K::UnwantedValue(_)
        | K::StrayComma
        | K::MisplacedPlaceholder(_)
        | K::UnexpectedText(_)
        | K::MissingBlank
        | K::EmptySorter(_)
        | K::BlankInSorter
        | K::RepeatedSorter(_) => String::new(),
    }
}
