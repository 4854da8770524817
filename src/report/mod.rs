//! Reports: findings in, text out, one file a format.
//!
//! A [`Report`] owns all it shows: the texts, the findings with their places in them, and the count of what was
//! checked. Looks into `diagnostic` and the floor alone.

#[cfg(feature = "cli")]
mod concise;
#[cfg(feature = "cli")]
mod excerpt;
#[cfg(feature = "cli")]
mod fingerprint;
#[cfg(feature = "cli")]
mod github;
#[cfg(feature = "cli")]
mod gitlab;
#[cfg(feature = "cli")]
mod human;
#[cfg(feature = "cli")]
mod json;
#[cfg(feature = "cli")]
mod jsonl;
#[cfg(feature = "cli")]
mod junit;
mod model;
#[cfg(feature = "cli")]
mod sarif;

#[cfg(feature = "cli")]
pub(crate) use excerpt::{visible, visible_line};
#[cfg(feature = "cli")]
pub(crate) use fingerprint::Identity;
#[cfg(feature = "cli")]
pub(crate) use human::render_finding;
#[cfg(feature = "cli")]
pub(crate) use json::finding_value;
pub use model::{Counts, Endpoint, Finding, Place, Report, Source, SourceId};

/// A form a report is rendered in.
#[cfg(feature = "cli")]
#[derive(Debug)]
pub struct Format {
    /// Its name, as `--format` takes it.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// Whether it says itself how many fixes were applied; otherwise that is said beside it.
    pub counts_fixes: bool,
    /// Its renderer; what comes out ends with a line break.
    pub render: fn(&Report, Colour) -> String,
}

/// Whether colours are used, where a format has them.
#[cfg(feature = "cli")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// They are.
    On,
    /// They are not.
    Off,
}

/// Every format, the usual one first.
#[cfg(feature = "cli")]
pub static FORMATS: [&Format; 8] = [
    &human::FORMAT,
    &concise::FORMAT,
    &json::FORMAT,
    &jsonl::FORMAT,
    &sarif::FORMAT,
    &github::FORMAT,
    &gitlab::FORMAT,
    &junit::FORMAT,
];
