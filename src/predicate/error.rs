//! What an endpoint has against a query.

use super::wording::{bounds_message, in_backticks, shown, test_word, what_is_taken, with_article};
use super::{codes, help};
use crate::diagnostic::{CodeInfo, Diagnostic, Fix, Severity};
use crate::schema::{FieldType, ParameterType};
use crate::text::Span;
use crate::vocab::{BadInstant, CompositeOp, CompositeSet, OperatorSet, PrimitiveOp};

/// Something in a query that its endpoint refuses, or that is doubtful there: what, where, and the change that mends it.
///
/// Not every one of them keeps the query from being run: see [`ValidationError::severity`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct ValidationError {
    /// What is wrong.
    pub kind: ValidationErrorKind,
    /// Where, in bytes of the tree's text; of a parameter's value where it is about a parameter.
    pub span: Span,
    /// The change that mends it, where what is meant can be told.
    pub fix: Option<Fix>,
}

/// What an endpoint has against a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValidationErrorKind {
    /// The text has errors, so that the tree may not say what was meant.
    #[error("the text of this expression has errors")]
    Unreadable,
    /// A placeholder has no value yet.
    #[error("a placeholder is not bound to a value")]
    UnboundPlaceholder,
    /// The endpoint has no filter parameter.
    #[error("the endpoint takes no filter")]
    FiltersNotOffered,
    /// The endpoint has no sorter parameter.
    #[error("the endpoint takes no sorter")]
    SortersNotOffered,
    /// The endpoint does not filter by that field.
    #[error("the endpoint does not filter by `{}`", shown(.field))]
    UnknownField {
        /// As it is written.
        field: String,
        /// The offered field that comes nearest.
        suggestion: Option<String>,
        /// The fields that are offered.
        offered: Vec<String>,
    },
    /// The endpoint does not sort by that field.
    #[error("the endpoint does not sort by `{}`", shown(.field))]
    UnknownSortField {
        /// As it is written.
        field: String,
        /// The offered field that comes nearest.
        suggestion: Option<String>,
        /// The fields that are offered.
        offered: Vec<String>,
    },
    /// The field is offered in another case.
    #[error("`{}` is not how the field's name is written", shown(.written))]
    FieldCase {
        /// As it is written.
        written: String,
        /// As it is offered.
        name: String,
    },
    /// The field is offered, but not this operator on it.
    #[error("`{}` cannot be {} with `{op}`", shown(.field), test_word(*.op))]
    OperatorNotOffered {
        /// The field.
        field: String,
        /// The operator that was asked for.
        op: PrimitiveOp,
        /// The operators that are offered on it.
        allowed: OperatorSet,
    },
    /// The endpoint does not offer that composite operator.
    #[error("the endpoint does not offer `{op}`")]
    CompositeNotOffered {
        /// The operator that was asked for; a comma counts as `and`.
        op: CompositeOp,
        /// The operators that are offered.
        allowed: CompositeSet,
    },
    /// A second `and` or `or` where the endpoint takes one.
    #[error("the endpoint takes only one `and` or `or`")]
    SecondConnective,
    /// Both sides of the one `and` or `or` name the same field.
    #[error("both sides are about `{}`", shown(.0))]
    SameFieldTwice(String),
    /// A second `not`, or one before something else than `in`, where the endpoint takes a single one before `in`.
    #[error("{}", if *.second { "the endpoint takes only one `not`" } else { "the endpoint takes `not` only before a clause with `in`" })]
    NotRestricted {
        /// Whether it is a second one.
        second: bool,
    },
    /// A character that the endpoint refuses in values.
    #[error("the endpoint refuses `{0}` in a value")]
    ForbiddenCharacter(char),
    /// The operand does not fit the field's type.
    #[error("`{}` is {}, and `{}` is {found}", shown(.field), with_article(*.expected), shown(.written))]
    TypeMismatch {
        /// The field.
        field: String,
        /// Its type.
        expected: FieldType,
        /// The operand as it is written.
        written: String,
        /// What the operand is, with an article.
        found: &'static str,
    },
    /// An order is asked for where there is none.
    #[error("`{op}` asks for an order, and `{}` is a boolean", shown(.written))]
    BooleanOrder {
        /// The field, or the operand where the field's type is not known.
        written: String,
        /// The operator.
        op: PrimitiveOp,
    },
    /// `co` or `sw` on a field that holds no text.
    #[error("`{op}` looks inside text, and `{}` is {}", shown(.field), with_article(*.kind))]
    TextOperatorOnOther {
        /// The field.
        field: String,
        /// Its type.
        kind: FieldType,
        /// The operator.
        op: PrimitiveOp,
    },
    /// `co` or `sw` with an operand that is no text, on a field whose type is not known.
    #[error("`{op}` looks inside text, and `{}` is {found}", shown(.written))]
    TextOperatorOperand {
        /// The operand as it is written.
        written: String,
        /// What the operand is, with an article.
        found: &'static str,
        /// The operator.
        op: PrimitiveOp,
    },
    /// An operand of a date-time field that is no date-time.
    #[error("`{}` is not a date-time: {reason}", shown(.written))]
    BadDateTime {
        /// The operand as it is written.
        written: String,
        /// Why not.
        reason: BadInstant,
    },
    /// A date-time without an offset.
    #[error("`{}` has no offset from UTC", shown(.0))]
    MissingOffset(String),
    /// Seconds or milliseconds since 1970 where a date-time belongs.
    #[error("`{written}` is a number, and `{}` is a date-time", shown(.field))]
    EpochNumber {
        /// The field.
        field: String,
        /// The number as it is written.
        written: String,
        /// The same instant as a date-time.
        date_time: String,
    },
    /// A number whose exponent can't be taken in.
    #[error("the exponent of `{}` has more than 18 digits", shown(.0))]
    ExponentTooLarge(String),
    /// `TRUE` on a boolean field.
    #[error("`{written}` is not lower case")]
    BooleanCase {
        /// As it is written.
        written: String,
        /// As it should be.
        boolean: bool,
    },
    /// A value that is not among those listed for its field.
    #[error("`{}` is not among the values listed for `{}`", shown(.value), shown(.field))]
    UnlistedValue {
        /// The field.
        field: String,
        /// What was asked for.
        value: String,
        /// The listed value that comes nearest.
        suggestion: Option<String>,
        /// The values that are listed.
        listed: Vec<String>,
    },
    /// A bare word, number, date or boolean that is read as a string.
    #[error("the string `{}` has no quotes", shown(.0))]
    UnquotedString(String),
    /// A bare word in backticks, which are a part of it.
    #[error("the string `{}` stands in backticks", shown(.0))]
    StringInBackticks(String),
    /// A bare word that looks like a date and is none, on a field whose type is not known: read as a string.
    #[error("`{}` is read as a string, not as a date: {reason}", shown(.written))]
    StringLikeDate {
        /// As it is written.
        written: String,
        /// Why it is no date.
        reason: BadInstant,
    },
    /// A number in quotes on a number field.
    #[error("the number `{}` stands in quotes", shown(.0))]
    QuotedNumber(String),
    /// A boolean in quotes on a boolean field.
    #[error("the boolean `{0}` stands in quotes")]
    QuotedBoolean(bool),
    /// A year where an instant is compared.
    #[error("the year `{year}` counts as its first instant")]
    YearAsInstant {
        /// The year.
        year: String,
        /// The operator.
        op: PrimitiveOp,
    },
    /// `sw ""` or `co ""`.
    #[error("every string {} the empty one", if *.0 == PrimitiveOp::Sw { "starts with" } else { "contains" })]
    EmptyText(PrimitiveOp),
    /// `TRUE`, `NULL` or `None` on a field whose type is not known: read as a string.
    #[error("`{written}` is read as a string")]
    StrayKeyword {
        /// As it is written.
        written: String,
        /// What looks like it: `true`, `false` or `isnull`.
        meant: &'static str,
    },
    /// `NULL` or `None` on a boolean field.
    #[error("`{}` is not a value", shown(.written))]
    NullWord {
        /// The field.
        field: String,
        /// As it is written.
        written: String,
        /// The clause that asks for it, where the endpoint offers one.
        instead: Option<String>,
    },
    /// A parameter that the endpoint does not take.
    #[error("the endpoint does not take `{}`", shown(.name))]
    UnknownParameter {
        /// As it is written.
        name: String,
        /// The parameter that comes nearest.
        suggestion: Option<String>,
        /// The parameters that are taken.
        offered: Vec<String>,
    },
    /// A parameter that was given before.
    #[error("`{0}` is given twice")]
    RepeatedParameter(String),
    /// A parameter that the endpoint asks for.
    #[error("`{0}` is missing")]
    MissingParameter(String),
    /// A parameter's value of another type.
    #[error("`{}` is not {}", shown(.value), what_is_taken(*.expected))]
    ParameterType {
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
        /// The type it should have.
        expected: ParameterType,
    },
    /// A parameter's number outside its bounds.
    #[error("`{name}` is {}", bounds_message(.value, *.min, *.max))]
    ParameterOutOfRange {
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
        /// The least that is allowed.
        min: Option<i128>,
        /// The greatest that is allowed.
        max: Option<i128>,
    },
    /// A parameter's value that is not among those listed.
    #[error("`{}` is not among the values of `{name}`", shown(.value))]
    ParameterValue {
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
        /// The listed value that comes nearest.
        suggestion: Option<String>,
        /// The values that are listed.
        listed: Vec<String>,
    },
    /// Two parameters that can't be sent together.
    #[error("`{0}` and `{1}` can't be sent together")]
    ExclusiveParameters(String, String),
    /// A parameter that can't be sent without another.
    #[error("`{name}` can't be sent without `{partner}`")]
    MissingPartner {
        /// The parameter.
        name: String,
        /// The one it needs.
        partner: String,
    },
    /// A parameter that can't be sent with that value alone.
    #[error("`{name}={value}` can't be sent without {}", in_backticks(.partners, " or "))]
    MissingPartnerOfValue {
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
        /// Those of which it needs one that is not empty.
        partners: Vec<String>,
    },
}

impl ValidationError {
    pub(super) fn new(kind: ValidationErrorKind, span: Span) -> Self {
        Self { kind, span, fix: None }
    }

    /// How bad it is: an error keeps the query from being run.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.info().severity
    }

    /// The code it is reported under.
    #[must_use]
    pub fn info(&self) -> &'static CodeInfo {
        codes::of(&self.kind)
    }

    /// What to write instead, and what the endpoint offers.
    #[must_use]
    pub fn help(&self) -> String {
        help::of(&self.kind)
    }
}

impl From<ValidationError> for Diagnostic {
    fn from(error: ValidationError) -> Self {
        Self {
            info: error.info(),
            severity: error.severity(),
            message: error.kind.to_string(),
            span: error.span,
            label: String::new(),
            help: error.help(),
            fix: error.fix,
        }
    }
}

/// Everything that an endpoint refuses in one query: at least one error, and at most 100.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", joined(.0))]
pub struct ValidationErrors(Vec<ValidationError>);

fn joined(errors: &[ValidationError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl ValidationErrors {
    pub(super) fn new(errors: Vec<ValidationError>) -> Self {
        debug_assert!(!errors.is_empty(), "a refusal has a reason");
        Self(errors)
    }

    /// The errors, in the order of the text.
    pub fn iter(&self) -> std::slice::Iter<'_, ValidationError> {
        self.0.iter()
    }
}

impl IntoIterator for ValidationErrors {
    type Item = ValidationError;
    type IntoIter = std::vec::IntoIter<ValidationError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a ValidationErrors {
    type Item = &'a ValidationError;
    type IntoIter = std::slice::Iter<'a, ValidationError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
