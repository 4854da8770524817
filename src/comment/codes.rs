//! The codes of what can be wrong with a comment to the linter.

use crate::diagnostic::{CodeInfo, Severity};

pub(super) static UNUSED: CodeInfo = CodeInfo {
    code: "unused-suppression",
    summary: "a comment suppresses a finding that is not there",
    explanation: "A `v3q: ignore` comment that no finding needs any more hides the next one that nobody thought of. It \
                  can be taken out; of several codes those that are not needed can. Nothing is said of a code that was \
                  not looked for: one that is off, or one about more than syntax where no endpoint is known.",
    severity: Severity::Warning,
    example: ("", ""),
};

pub(super) static UNKNOWN_CODE: CodeInfo = CodeInfo {
    code: "unknown-code-in-suppression",
    summary: "a comment suppresses a code that does not exist",
    explanation: "A `v3q: ignore[…]` comment names codes as findings show them; one that does not exist suppresses \
                  nothing. `v3q explain` lists all codes.",
    severity: Severity::Warning,
    example: ("", ""),
};

pub(super) static UNREADABLE: CodeInfo = CodeInfo {
    code: "unreadable-comment",
    summary: "a `v3q:` comment that can't be read",
    explanation: "Behind `v3q:` stands `ignore`, `ignore[code, code]`, `ignore-file`, `ignore-file[code]`, \
                  `endpoint=NAME`, `api-version=VERSION`, `file-endpoint=NAME` or `file-api-version=VERSION`, several \
                  with blanks between them; `--` begins a reason. A comment with anything else in it silences nothing: \
                  it may have been meant to silence less.",
    severity: Severity::Warning,
    example: ("", ""),
};

/// Every code of comments to the linter.
pub static CODES: [&CodeInfo; 3] = [&UNUSED, &UNKNOWN_CODE, &UNREADABLE];
