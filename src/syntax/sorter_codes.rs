//! The codes of what can be wrong with a sorter.

use super::codes::code;
use crate::diagnostic::{CodeInfo, Severity};

pub(super) static PLUS: CodeInfo = code(
    "plus-in-sorter",
    Severity::Error,
    "a sort field has a `+`",
    "Ascending order has no sign.",
    ("+name", "name"),
);

pub(super) static DIRECTION: CodeInfo = code(
    "direction-word",
    Severity::Error,
    "a direction is written as a word",
    "A `-` before the field sorts it descending; ascending order has no sign.",
    ("created desc", "-created"),
);

pub(super) static MINUS: CodeInfo = code(
    "bad-minus",
    Severity::Error,
    "a `-` does not stand right before its field",
    "One `-` stands right before the field that is sorted descending.",
    ("--created", "-created"),
);

pub(super) static EMPTY_SORTER: CodeInfo = code(
    "empty-sorter",
    Severity::Error,
    "a sort field is missing",
    "A sorter is a list of fields with one comma between two of them.",
    ("name,,created", "name,created"),
);

pub(super) static SORT_BLANK: CodeInfo = code(
    "blank-in-sorter",
    Severity::Style,
    "there is a blank in a sorter",
    "Sort fields are separated by a comma alone.",
    ("name, created", "name,created"),
);

pub(super) static REPEATED: CodeInfo = code(
    "repeated-sorter",
    Severity::Warning,
    "a field is sorted by twice",
    "The first one counts; the second has no effect.",
    ("name,created,-name", "name,created"),
);
