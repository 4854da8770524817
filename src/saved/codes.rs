//! The codes of what can be wrong with the place a query is saved in, rather than with the query.

use crate::diagnostic::{CodeInfo, Diagnostic, Fix, Severity};
use crate::text::Span;

/// A finding of that code.
pub(super) fn finding(
    info: &'static CodeInfo,
    span: Span,
    message: String,
    help: &str,
    fix: Option<Fix>,
) -> Diagnostic {
    Diagnostic { info, severity: info.severity, message, span, label: String::new(), help: help.to_owned(), fix }
}

pub(super) static RAW_HASH: CodeInfo = CodeInfo {
    code: "raw-hash-in-url",
    summary: "a `#` in a URL is not percent-encoded",
    explanation: "In a URL `#` begins the fragment, which is never sent: the service sees a filter that is cut off, and answers 400. Written as `%23` it is part of the filter.",
    severity: Severity::Error,
    example: (
        "/v2025/sources?filters=name%20eq%20%22#Employees%22",
        "/v2025/sources?filters=name%20eq%20%22%23Employees%22",
    ),
};

pub(super) static RAW_AMPERSAND: CodeInfo = CodeInfo {
    code: "raw-ampersand-in-url",
    summary: "a `&` in a filter in a URL is not percent-encoded",
    explanation: "In a URL `&` ends the parameter: the service sees a filter that is cut off, and another parameter behind it. Written as `%26` it is part of the filter.",
    severity: Severity::Error,
    example: ("/v2025/sources?filters=name%20eq%20%22R&D%22", "/v2025/sources?filters=name%20eq%20%22R%26D%22"),
};

pub(super) static STRAY_PERCENT: CodeInfo = CodeInfo {
    code: "stray-percent-in-url",
    summary: "a `%` in a URL begins no escape",
    explanation: "In a URL `%` and two hexadecimal digits stand for one byte. A percent sign that is meant is written as `%25`.",
    severity: Severity::Error,
    example: ("/v2025/sources?filters=name%20eq%20%22100%%22", "/v2025/sources?filters=name%20eq%20%22100%25%22"),
};

pub(super) static MISSING_QUESTION_MARK: CodeInfo = CodeInfo {
    code: "missing-question-mark-in-url",
    summary: "a `&` stands where the query of a URL begins",
    explanation: "The query of a URL begins with `?`; `&` stands between its parameters. Without a `?` all of it belongs to the path, and the service answers 404.",
    severity: Severity::Error,
    example: ("/v2025/accounts&sorters=name", "/v2025/accounts?sorters=name"),
};

pub(super) static HTML_AMPERSAND: CodeInfo = CodeInfo {
    code: "html-ampersand-in-url",
    summary: "a `&` in a URL is written as HTML has it",
    explanation: "Where a URL stands in HTML or XML, `&amp;` is the `&` between its parameters. Copied out of there it is no longer read so: the service sees a parameter named `amp;limit`.",
    severity: Severity::Error,
    example: ("/v2025/accounts?sorters=name&amp;limit=5", "/v2025/accounts?sorters=name&limit=5"),
};

pub(super) static NOT_UTF8: CodeInfo = CodeInfo {
    code: "escape-not-utf8-in-url",
    summary: "percent-encoded bytes in a URL are not UTF-8",
    explanation: "Percent-encoded bytes are read as UTF-8. `%E9` alone is `é` in Latin-1; in UTF-8 it is `%C3%A9`.",
    severity: Severity::Error,
    example: ("/v2025/sources?filters=name%20eq%20%22caf%E9%22", ""),
};

pub(super) static ENCODED_TWICE: CodeInfo = CodeInfo {
    code: "encoded-twice-in-url",
    summary: "a parameter in a URL is percent-encoded twice",
    explanation: "The service decodes once and then finds `%20` where a blank is meant. It happens when an encoded text is handed to something that encodes it again.",
    severity: Severity::Error,
    example: ("/v2025/sources?filters=name%2520eq%2520%2522x%2522", "/v2025/sources?filters=name%20eq%20%22x%22"),
};

pub(super) static RAW_PLUS: CodeInfo = CodeInfo {
    code: "raw-plus-in-url",
    summary: "a `+` in a string in a URL is a blank",
    explanation: "In the query of a URL `+` stands for a blank. Where all other blanks are written as `%20` or as they are, a plus sign was meant, and that is written as `%2B`.",
    severity: Severity::Error,
    example: ("/v2025/sources?filters=name%20eq%20%22C++%22", "/v2025/sources?filters=name%20eq%20%22C%2B%2B%22"),
};

pub(super) static PLUS_OFFSET: CodeInfo = CodeInfo {
    code: "raw-plus-before-offset-in-url",
    summary: "a `+` before a date-time's offset in a URL is a blank",
    explanation: "In the query of a URL `+` stands for a blank, and `2018-12-18T23:05:55 02:00` is no date-time. A plus sign is written as `%2B`.",
    severity: Severity::Error,
    example: (
        "/v2025/accounts?filters=created%20gt%202018-12-18T23:05:55+02:00",
        "/v2025/accounts?filters=created%20gt%202018-12-18T23:05:55%2B02:00",
    ),
};

pub(super) static CLOSED_BY_ESCAPE: CodeInfo = CodeInfo {
    code: "string-closed-by-escape",
    summary: "a string of a program ends at a quote that was to be escaped",
    explanation: "In PowerShell and in verbatim strings of C# a backslash is no escape: the quote behind it ends the string, and what follows is no part of the filter. There the quote is written twice, in PowerShell also with a backtick in front of it.",
    severity: Severity::Error,
    example: ("", ""),
};

/// Every code that the readers of files report.
pub static CODES: [&CodeInfo; 10] = [
    &RAW_HASH,
    &RAW_AMPERSAND,
    &STRAY_PERCENT,
    &MISSING_QUESTION_MARK,
    &HTML_AMPERSAND,
    &NOT_UTF8,
    &ENCODED_TWICE,
    &RAW_PLUS,
    &PLUS_OFFSET,
    &CLOSED_BY_ESCAPE,
];
