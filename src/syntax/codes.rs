//! The codes of what can be wrong with a text: THE table for `explain`, help texts and reports.

use super::error::SyntaxErrorKind;
use super::error::SyntaxErrorKind as K;
use super::pasted_codes::{ESCAPED, PASTED, PERCENT, PREFIX};
use super::sorter_codes::{DIRECTION, EMPTY_SORTER, MINUS, PLUS, REPEATED, SORT_BLANK};
use crate::diagnostic::{CodeInfo, Severity};

pub(super) const fn code(
    code: &'static str,
    severity: Severity,
    summary: &'static str,
    explanation: &'static str,
    example: (&'static str, &'static str),
) -> CodeInfo {
    CodeInfo { code, summary, explanation, severity, example }
}

static TOO_LARGE: CodeInfo = code(
    "expression-too-large",
    Severity::Error,
    "the expression goes beyond a limit",
    "A filter may have 64 KiB of text, 1 000 clauses, 10 000 values in a list and be nested 64 deep, unless other limits are set. What lies behind the limit was not read.",
    ("", ""),
);

static EMPTY: CodeInfo = code(
    "empty-expression",
    Severity::Error,
    "there is nothing to read",
    "A parameter that is sent must say something; leave it out to ask for everything.",
    ("", ""),
);

static UPPER: CodeInfo = code(
    "upper-case-operator",
    Severity::Error,
    "an operator is not lower case",
    "All operators are lower case; the vendor's page says that `EQ` instead of `eq` is not allowed.",
    ("name EQ \"x\"", "name eq \"x\""),
);

static SYMBOL: CodeInfo = code(
    "symbol-operator",
    Severity::Error,
    "a symbol stands where an operator's word belongs",
    "Operators are words: `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `and`, `or`, `not`.",
    ("name == \"x\"", "name eq \"x\""),
);

static FOREIGN: CodeInfo = code(
    "foreign-operator",
    Severity::Error,
    "an operator of another language",
    "`co` says contains, `sw` starts with, `pr` not null. There is no operator for \"ends with\" or for regular expressions.",
    ("name contains \"x\"", "name co \"x\""),
);

static UNKNOWN_OP: CodeInfo = code(
    "unknown-operator",
    Severity::Error,
    "a word stands where an operator belongs",
    "The operators are `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `co`, `sw`, `in`, `ca`, `pr` and `isnull`.",
    ("name resembles \"x\"", ""),
);

static MISSING_OP: CodeInfo = code(
    "missing-operator",
    Severity::Error,
    "a field has no operator",
    "A clause is a field, an operator and what the operator takes: `name eq \"x\"`, `pr name`.",
    ("name", ""),
);

static MISSING_FIELD: CodeInfo = code(
    "missing-field",
    Severity::Error,
    "an operator has no field",
    "`pr` and `isnull` say something of a field: `pr name`, `name isnull`.",
    ("not pr", ""),
);

static MISSING_VALUE: CodeInfo = code(
    "missing-value",
    Severity::Error,
    "an operator has no value",
    "All operators but `pr` and `isnull` compare a field with a value.",
    ("name eq", ""),
);

static MISSING_CONN: CodeInfo = code(
    "missing-connective",
    Severity::Error,
    "two clauses have nothing between them",
    "Clauses are joined by `and` or `or`.",
    ("a eq 1 b eq 2", ""),
);

static MISSING_FILTER: CodeInfo = code(
    "missing-filter",
    Severity::Error,
    "a connective has nothing beside it",
    "`and` and `or` stand between two filters, `not` before one.",
    ("a eq 1 and", ""),
);

static EMPTY_PARENS: CodeInfo = code(
    "empty-parentheses",
    Severity::Error,
    "parentheses with nothing between them",
    "Parentheses hold a filter.",
    ("a eq 1 and ()", ""),
);

static UNCLOSED_PAREN: CodeInfo = code(
    "unclosed-parenthesis",
    Severity::Error,
    "a parenthesis is not closed",
    "Each `(` needs its `)`. Where it belongs decides what the filter says, so it is not put in unasked.",
    ("(a eq 1 or b eq 2", "(a eq 1 or b eq 2)"),
);

static UNOPENED_PAREN: CodeInfo = code(
    "unopened-parenthesis",
    Severity::Error,
    "a parenthesis was not opened",
    "Each `)` needs its `(`.",
    ("a eq 1)", "a eq 1"),
);

static UNCLOSED_STRING: CodeInfo = code(
    "unclosed-string",
    Severity::Error,
    "a string is not closed",
    "A string goes from one double quote to the next; without the second it swallows the rest of the text.",
    ("type eq \"x", "type eq \"x\""),
);

static BAD_ESCAPE: CodeInfo = code(
    "bad-escape",
    Severity::Error,
    "a backslash escapes nothing",
    "`\\\"` and `\\\\` are the only escapes in a string. Write `\\\\` for a backslash.",
    ("name eq \"a\\d\"", "name eq \"a\\\\d\""),
);

static CONTROL: CodeInfo = code(
    "control-character",
    Severity::Error,
    "a control character stands in the text",
    "No literal can say a character below U+0020; there is no escape for it.",
    ("", ""),
);

static BAD_FIELD: CodeInfo = code(
    "bad-field-name",
    Severity::Error,
    "a word can't be a field's name",
    "Names are segments joined by dots; a segment begins with a letter or `_` and goes on with letters, digits, `_` or `-`.",
    ("a..b eq 1", ""),
);

static NULL: CodeInfo = code(
    "null-operand",
    Severity::Error,
    "`null` stands where a value belongs",
    "The service refuses `null` as a value. `f isnull` asks for null, `pr f` for anything else.",
    ("f eq null", "f isnull"),
);

static EMPTY_LIST: CodeInfo = code(
    "empty-list",
    Severity::Error,
    "a list is empty",
    "A list holds at least one value. An empty one often comes from a script whose list of ids was empty.",
    ("id in ()", ""),
);

static LIST_PARENS: CodeInfo = code(
    "list-without-parentheses",
    Severity::Error,
    "the list after `in` has no parentheses",
    "`in` takes a list in parentheses, also of one value.",
    ("id in \"x\"", "id in (\"x\")"),
);

static CA_PARENS: CodeInfo = code(
    "ca-without-parentheses",
    Severity::Warning,
    "the list after `ca` has no parentheses",
    "`ca` takes a list in parentheses, also of one value; some published examples leave them out.",
    ("groups ca \"x\"", "groups ca (\"x\")"),
);

static SEPARATOR: CodeInfo = code(
    "list-separator",
    Severity::Error,
    "a comma of a list is missing or has no value beside it",
    "The values of a list are separated by one comma each.",
    ("id in (\"a\" \"b\")", "id in (\"a\",\"b\")"),
);

static LIST_OPERAND: CodeInfo = code(
    "list-operand",
    Severity::Error,
    "a list stands where one value belongs",
    "Only `in` and `ca` take a list.",
    ("a eq (\"x\")", "a eq \"x\""),
);

static UNWANTED: CodeInfo = code(
    "unwanted-value",
    Severity::Error,
    "a value stands behind `pr` or `isnull`",
    "`pr` and `isnull` take no value: `f isnull`, `pr f`.",
    ("f isnull \"x\"", "f isnull"),
);

static STRAY_COMMA: CodeInfo = code(
    "stray-comma",
    Severity::Error,
    "a comma joins nothing",
    "A comma has a filter on both sides; better, write `and`.",
    ("a eq 1,", "a eq 1"),
);

static TEMPLATE: CodeInfo = code(
    "placeholder-outside-template",
    Severity::Error,
    "a placeholder stands in a text that is no template",
    "A filter with placeholders can't be evaluated until each is bound: read it as a template and bind them. A string that looks like one stands in double quotes.",
    ("id eq {{id}}", ""),
);

static MISPLACED: CodeInfo = code(
    "misplaced-placeholder",
    Severity::Error,
    "a placeholder stands where none can be bound",
    "A placeholder stands for a value, for a list, or for a whole clause; not for an operator or a part of a name.",
    ("", ""),
);

static UNEXPECTED: CodeInfo = code(
    "unexpected-text",
    Severity::Error,
    "text that belongs to nothing",
    "What stands here is neither a clause nor a connective.",
    ("a eq 1 and \"x\"", ""),
);

static COMMA: CodeInfo = code(
    "comma-between-clauses",
    Severity::Warning,
    "clauses are joined by a comma instead of `and`",
    "Clauses are joined by `and` or `or`. Some published examples use a comma; what the service makes of it is not documented. It is read as `and`, binding loosest of all.",
    ("a eq 1, b eq 2 or c eq 3", "a eq 1 and (b eq 2 or c eq 3)"),
);

static SINGLE: CodeInfo = code(
    "single-quotes",
    Severity::Warning,
    "a string stands in single quotes",
    "Strings stand in double quotes; some published examples use single ones.",
    ("id eq '2c91'", "id eq \"2c91\""),
);

static PIECES: CodeInfo = code(
    "value-in-pieces",
    Severity::Error,
    "a value falls to pieces at a blank, a comma or a quote",
    "Without double quotes a value ends at the next blank, comma or parenthesis: of `Smith, John` the rest would be a clause of its own, and of a distinguished name (`CN=Joe,OU=Users`) several. A date-time has `T` before the time and a point before the fraction. Where the value ends is a guess, so it is not mended unasked.",
    ("name eq Smith, John", "name eq \"Smith, John\""),
);

static ISNULL: CodeInfo = code(
    "isnull-before-field",
    Severity::Warning,
    "`isnull` stands before its field",
    "`isnull` is written behind its field, `pr` before it.",
    ("isnull f", "f isnull"),
);

static BLANK: CodeInfo = code(
    "missing-blank",
    Severity::Style,
    "a blank is missing beside a quote or a parenthesis",
    "`a eq\"x\"` and `\"x\"and` are read all the same; a blank makes them easier to read.",
    ("a eq\"x\"", "a eq \"x\""),
);

/// Every code that the reader reports.
pub static CODES: [&CodeInfo; 44] = [
    &TOO_LARGE,
    &EMPTY,
    &PREFIX,
    &PERCENT,
    &PASTED,
    &ESCAPED,
    &UPPER,
    &SYMBOL,
    &FOREIGN,
    &UNKNOWN_OP,
    &MISSING_OP,
    &MISSING_FIELD,
    &MISSING_VALUE,
    &MISSING_CONN,
    &MISSING_FILTER,
    &EMPTY_PARENS,
    &UNCLOSED_PAREN,
    &UNOPENED_PAREN,
    &UNCLOSED_STRING,
    &BAD_ESCAPE,
    &CONTROL,
    &BAD_FIELD,
    &NULL,
    &EMPTY_LIST,
    &LIST_PARENS,
    &CA_PARENS,
    &SEPARATOR,
    &LIST_OPERAND,
    &UNWANTED,
    &STRAY_COMMA,
    &TEMPLATE,
    &MISPLACED,
    &UNEXPECTED,
    &COMMA,
    &SINGLE,
    &PIECES,
    &ISNULL,
    &BLANK,
    &PLUS,
    &DIRECTION,
    &MINUS,
    &EMPTY_SORTER,
    &SORT_BLANK,
    &REPEATED,
];

/// The code that a kind of error is reported under.
pub(super) fn of(kind: &SyntaxErrorKind) -> &'static CodeInfo {
    match kind {
        K::TooLarge(..) => &TOO_LARGE,
        K::Empty => &EMPTY,
        K::ParameterPrefix(_) => &PREFIX,
        K::PercentEncoded => &PERCENT,
        K::PastedCharacter(_) => &PASTED,
        K::EscapedQuote => &ESCAPED,
        K::UpperCaseOperator { .. } => &UPPER,
        K::SymbolOperator { .. } => &SYMBOL,
        K::ForeignOperator { .. } => &FOREIGN,
        K::UnknownOperator(_) => &UNKNOWN_OP,
        K::MissingOperator(_) => &MISSING_OP,
        K::MissingField { .. } => &MISSING_FIELD,
        K::MissingValue(_) => &MISSING_VALUE,
        K::MissingConnective => &MISSING_CONN,
        K::MissingFilter { .. } => &MISSING_FILTER,
        K::EmptyParentheses => &EMPTY_PARENS,
        K::UnclosedParenthesis => &UNCLOSED_PAREN,
        K::UnopenedParenthesis => &UNOPENED_PAREN,
        K::UnclosedString => &UNCLOSED_STRING,
        K::BadEscape(_) => &BAD_ESCAPE,
        K::ControlCharacter(_) => &CONTROL,
        K::BadFieldName(_) => &BAD_FIELD,
        K::NullOperand => &NULL,
        K::EmptyList => &EMPTY_LIST,
        K::ListWithoutParentheses(_) => &LIST_PARENS,
        K::CaWithoutParentheses => &CA_PARENS,
        K::ListSeparator { .. } => &SEPARATOR,
        K::ListOperand(_) => &LIST_OPERAND,
        K::UnwantedValue(_) => &UNWANTED,
        K::StrayComma => &STRAY_COMMA,
        K::PlaceholderOutsideTemplate(_) => &TEMPLATE,
        K::MisplacedPlaceholder(_) => &MISPLACED,
        K::UnexpectedText(_) => &UNEXPECTED,
        K::CommaBetweenClauses => &COMMA,
        K::SingleQuotes => &SINGLE,
        K::ValueInPieces(_) | K::DateTimeInPieces { .. } => &PIECES,
        K::IsnullBeforeField => &ISNULL,
        K::MissingBlank => &BLANK,
        K::PlusInSorter => &PLUS,
        K::DirectionWord(_) => &DIRECTION,
        K::BadMinus => &MINUS,
        K::EmptySorter(_) => &EMPTY_SORTER,
        K::BlankInSorter => &SORT_BLANK,
        K::RepeatedSorter(_) => &REPEATED,
    }
}
