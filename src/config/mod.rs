//! Settings as files hold them: `v3q.toml`.
//!
//! Text comes in; a [`Config`] goes out, or every mistake with its place. Where the file lies, and what the command line
//! says beside it, is for the command. Looks into `schema` (how TOML is taken apart), `diagnostic` and the floor.

mod place;
mod read;

pub use place::{place_of, place_of_item, place_of_pattern};
pub use read::read;

use crate::diagnostic::Severity;

/// What a settings file says; what it does not say is `None` or empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// The codes that are reported instead of the usual ones; `ALL` for every one.
    pub select: Option<Vec<String>>,
    /// Codes that are reported beside those.
    pub extend_select: Vec<String>,
    /// Codes that are not reported.
    pub ignore: Vec<String>,
    /// Codes with another severity than their own.
    pub severity: Vec<(String, Severity)>,
    /// Patterns of files, and the codes that are not reported in them.
    pub per_file_ignores: Vec<(String, Vec<String>)>,
    /// The endpoint of queries that name none.
    pub endpoint: Option<String>,
    /// The version of endpoints that name none.
    pub api_version: Option<String>,
    /// Endpoint and version of the files that match a pattern; the last that matches counts.
    pub paths: Vec<PathEntry>,
    /// Schema files, beside the settings file.
    pub schema: Vec<String>,
    /// Patterns of files that a walk takes whatever their extension.
    pub include: Vec<String>,
    /// Patterns of files and folders that a walk leaves out.
    pub exclude: Vec<String>,
    /// Whether a string counts as a query by its shape alone.
    pub by_shape: Option<bool>,
    /// The mildest severity that makes the exit code 1.
    pub fail_on: Option<Severity>,
}

/// What is said of the files that match a pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathEntry {
    /// The pattern, as in `.gitignore`.
    pub glob: String,
    /// The endpoint of queries that name none.
    pub endpoint: Option<String>,
    /// The version of endpoints that name none.
    pub api_version: Option<String>,
}
