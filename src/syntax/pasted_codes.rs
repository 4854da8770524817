//! The codes of what came along from elsewhere: the parameter's name, encodings and escapes, characters of a word processor.

use super::codes::code;
use crate::diagnostic::{CodeInfo, Severity};

pub(super) static PREFIX: CodeInfo = code(
    "parameter-prefix",
    Severity::Error,
    "the parameter's name stands in front of the expression",
    "`filters=` and `sorters=` belong to the URL. An SDK or a tool that sends the parameter adds the name itself, so that it would be sent twice.",
    ("filters=status eq \"X\"", "status eq \"X\""),
);

pub(super) static PERCENT: CodeInfo = code(
    "percent-encoded-expression",
    Severity::Error,
    "the expression is percent-encoded",
    "An expression is plain text; it is encoded once, by whatever makes the URL. Encoded here it would be encoded twice.",
    ("name%20eq%20%22x%22", "name eq \"x\""),
);

pub(super) static PASTED: CodeInfo = code(
    "pasted-character",
    Severity::Error,
    "a typographic quote or blank, as pasting brings it in",
    "Word processors and web pages replace quotes and blanks by look-alikes, which the service does not read.",
    ("name eq “x”", "name eq \"x\""),
);

pub(super) static ESCAPED: CodeInfo = code(
    "escaped-quote",
    Severity::Error,
    "a string that is still escaped for another language",
    "`\\\"` is a quote inside a string of JSON, of a program or of a shell. In the expression itself, and in strings that know no escapes (`'…'` of a shell or of PowerShell, a raw string of Go), a string begins and ends with `\"` alone.",
    ("name eq \\\"x\\\"", "name eq \"x\""),
);
