//! The keys of a schema file, table by table.
//!
//! The reader suggests from these lists, and a test holds them against the JSON Schema and against the reader.

/// The top of the file.
pub(super) const FILE: &[&str] = &["version", "endpoint"];

/// An `[[endpoint]]`.
pub(super) const ENDPOINT: &[&str] = &[
    "version",
    "operation",
    "path",
    "experimental",
    "deprecated",
    "open",
    "filter_parameter",
    "filter_required",
    "composites",
    "one_composite_between_two_fields",
    "one_not_before_in",
    "forbidden_characters",
    "case_sensitive",
    "sort_parameter",
    "sorters",
    "default_order",
    "limit",
    "offset",
    "count",
    "filters",
    "parameters",
];

/// A field in its long form.
pub(super) const FIELD: &[&str] = &["operators", "type", "array", "values", "case_sensitive", "record_path"];

/// `limit` in its long form.
pub(super) const LIMIT: &[&str] = &["default", "max"];

/// A parameter in its long form.
pub(super) const PARAMETER: &[&str] =
    &["type", "list", "values", "min", "max", "required", "excludes", "requires", "partners"];
