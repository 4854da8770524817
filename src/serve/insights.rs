//! Prompt insights: those of the time before now, and how many there are.

use serde_json::json;

use super::answer::{self, Answer, Refusal};
use super::own_rules;
use super::query::Asked;
use crate::eval::Window;
use crate::predicate::Predicate;
use crate::syntax::{FilterBuilder, field};
use crate::vocab::Instant;

/// The parameter that this is about.
pub(super) const PARAMETERS: [&str; 1] = ["interval"];

fn since(asked: &Asked, now: Instant) -> Result<FilterBuilder, Refusal> {
    let window = Window::parse(asked.text("interval").unwrap_or_default())
        .map_err(|error| answer::bad_request([format!("`interval`: {error}")]))?;
    Ok(field("timestamp").ge(window.start(now)))
}

/// Those that are not older than the interval.
pub(super) fn predicate(asked: &Asked, now: Instant) -> Result<Predicate, Refusal> {
    own_rules::predicate("insights", since(asked, now)?)
}

/// Those of them where something was taken out of the prompt.
pub(super) fn redacted(asked: &Asked, now: Instant) -> Result<Predicate, Refusal> {
    own_rules::predicate("insights", since(asked, now)?.and(field("policyDecision").eq("REDACTED")))
}

/// The numbers of both.
pub(super) fn metrics(scanned: usize, redacted: usize) -> Answer {
    Answer::ok(json!({"promptsScanned": scanned, "promptsRedacted": redacted}).to_string())
}
