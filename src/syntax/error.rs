//! What can be wrong with a text, before any endpoint is asked.

use super::codes;
use super::help;
use super::limits::{Limit, limit_message};
use crate::diagnostic::{CodeInfo, Diagnostic, Fix, Safety, Severity};
use crate::text::Span;
use crate::vocab::{BadInstant, PrimitiveOp};

/// Something that is wrong with the text of a filter or a sorter: what, where, and the change that mends it.
///
/// Not every one of them keeps the text from being read: see [`SyntaxError::severity`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where, in bytes of the text.
    pub span: Span,
    /// The change that mends it, where what is meant is known.
    pub fix: Option<Fix>,
}

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SyntaxErrorKind {
    /// A bound was reached; nothing behind it was read.
    #[error("{}", limit_message(.0, *.1))]
    TooLarge(Limit, usize),
    /// There is nothing but blanks.
    #[error("the expression is empty")]
    Empty,
    /// The parameter's name was pasted in front: `filters=…`.
    #[error("`{0}=` belongs to the URL, not to the expression")]
    ParameterPrefix(String),
    /// The text is percent-encoded.
    #[error("the expression is percent-encoded")]
    PercentEncoded,
    /// Typographic quotes, no-break blanks and the like, which come in by pasting.
    #[error("{0} came in by pasting")]
    PastedCharacter(&'static str),
    /// A string in `\"…\"`, escaped for a string of another language.
    #[error("`\\\"` does not begin a string")]
    EscapedQuote,
    /// An operator that is not lower case: `EQ`, `AND`.
    #[error("`{written}` is not lower case")]
    UpperCaseOperator {
        /// As it stands.
        written: String,
        /// As it should be.
        word: &'static str,
    },
    /// A symbol where an operator's word belongs: `==`, `&&`.
    #[error("`{written}` is not an operator of this language")]
    SymbolOperator {
        /// As it stands.
        written: String,
        /// The word that says it.
        word: &'static str,
    },
    /// An operator of another language: `contains`, `notnull`.
    #[error("`{written}` is not an operator of this language")]
    ForeignOperator {
        /// As it stands.
        written: String,
        /// The operator that says it; `None` where there is none.
        op: Option<PrimitiveOp>,
    },
    /// A word that is no operator of any language we know of.
    #[error("`{0}` is not an operator")]
    UnknownOperator(String),
    /// A field without an operator.
    #[error("an operator is missing after `{0}`")]
    MissingOperator(String),
    /// An operator without a field.
    #[error("a field is missing {}`{op}`", if *.before { "before " } else { "after " })]
    MissingField {
        /// The operator.
        op: String,
        /// Whether the field belongs before it.
        before: bool,
    },
    /// An operator without its value.
    #[error("a value is missing after `{0}`")]
    MissingValue(String),
    /// Two clauses with nothing between them.
    #[error("`and` or `or` is missing here")]
    MissingConnective,
    /// A connective, a `not` or a comma without a filter beside it.
    #[error("a filter is missing {} `{word}`", if *.before { "before" } else { "after" })]
    MissingFilter {
        /// The word that asks for it.
        word: String,
        /// Whether it is missing before the word.
        before: bool,
    },
    /// `()` where a filter belongs.
    #[error("there is nothing between these parentheses")]
    EmptyParentheses,
    /// `(` without `)`.
    #[error("this parenthesis is not closed")]
    UnclosedParenthesis,
    /// `)` without `(`.
    #[error("this parenthesis was not opened")]
    UnopenedParenthesis,
    /// A string without its closing quote.
    #[error("this string is not closed")]
    UnclosedString,
    /// `\x` in a string.
    #[error("`\\{0}` is not an escape")]
    BadEscape(char),
    /// A character below U+0020 in a string.
    #[error("the control character U+{:04X} can't be said in a filter", u32::from(*.0))]
    ControlCharacter(char),
    /// A word that can't be a field's name.
    #[error("`{0}` is not a field name")]
    BadFieldName(String),
    /// `null` as an operand, where it can be said otherwise.
    #[error("`null` is not a value")]
    NullOperand,
    /// `in ()`.
    #[error("the list is empty")]
    EmptyList,
    /// `f in "x"`, or several values without parentheses.
    #[error("the list after `{0}` has no parentheses")]
    ListWithoutParentheses(PrimitiveOp),
    /// `f ca "x"`.
    #[error("the list after `ca` has no parentheses")]
    CaWithoutParentheses,
    /// Two values of a list without a comma, or a comma without a value.
    #[error("{}", if *.missing { "a comma is missing between these values" } else { "this comma has no value beside it" })]
    ListSeparator {
        /// Whether the comma is missing; otherwise there is one too many.
        missing: bool,
    },
    /// A list where one value belongs: `a eq ("x")`.
    #[error("`{0}` takes one value, not a list")]
    ListOperand(PrimitiveOp),
    /// A value where none belongs: `f isnull "x"`.
    #[error("`{0}` takes no value")]
    UnwantedValue(PrimitiveOp),
    /// A comma that joins nothing.
    #[error("this comma joins nothing")]
    StrayComma,
    /// A placeholder in a text that is no template.
    #[error("`{0}` is a placeholder, and this is no template")]
    PlaceholderOutsideTemplate(String),
    /// A placeholder where none can stand.
    #[error("a placeholder can't stand for {0}")]
    MisplacedPlaceholder(&'static str),
    /// Text that belongs to nothing.
    #[error("`{0}` does not belong here")]
    UnexpectedText(String),
    /// A comma that joins clauses.
    #[error("a comma joins these clauses")]
    CommaBetweenClauses,
    /// A string in single quotes.
    #[error("this string stands in single quotes")]
    SingleQuotes,
    /// A value without double quotes that falls to pieces: `Smith, John`, `'O''Brien'`.
    #[error("without double quotes `{0}` is not one value")]
    ValueInPieces(String),
    /// A date-time that falls to pieces: `2024-01-01 10:00:00`.
    #[error("`{written}` is not a date-time: {reason}")]
    DateTimeInPieces {
        /// As it stands.
        written: String,
        /// Why it is none.
        reason: BadInstant,
    },
    /// `isnull f`.
    #[error("`isnull` stands before its field")]
    IsnullBeforeField,
    /// No blank where one is usual.
    #[error("a blank is missing here")]
    MissingBlank,
    /// `+name` in a sorter.
    #[error("ascending order has no sign")]
    PlusInSorter,
    /// `created desc`, `created asc`.
    #[error("`{0}` is not how a direction is written")]
    DirectionWord(String),
    /// `--a`, `- a`.
    #[error("one `-` stands right before the field")]
    BadMinus,
    /// An empty element, or a trailing comma.
    #[error("a sort field is missing {}", if *.0 { "before this comma" } else { "after this comma" })]
    EmptySorter(bool),
    /// A blank in a sorter.
    #[error("there is a blank in this sorter")]
    BlankInSorter,
    /// A field that was named before.
    #[error("`{0}` is sorted by already")]
    RepeatedSorter(String),
}

impl SyntaxError {
    pub(super) fn new(kind: SyntaxErrorKind, span: Span) -> Self {
        Self { kind, span, fix: None }
    }

    /// How bad it is: an error keeps [`parse_filter`](super::parse_filter) from accepting the text.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.info().severity
    }

    /// Whether it is an error that nobody can mend for certain.
    pub(crate) fn is_doubt(&self) -> bool {
        self.severity() == Severity::Error && self.fix.as_ref().is_none_or(|fix| fix.safety != Safety::Safe)
    }

    /// The code it is reported under.
    #[must_use]
    pub fn info(&self) -> &'static CodeInfo {
        codes::of(&self.kind)
    }

    /// What to write instead, where the kind alone tells.
    #[must_use]
    pub fn help(&self) -> String {
        help::help(&self.kind)
    }
}

impl From<SyntaxError> for Diagnostic {
    fn from(error: SyntaxError) -> Self {
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
