//! Records that come with the command, so that its first request is answered.

use std::io::Cursor;

use super::source::Source;
use crate::eval::Window;
use crate::vocab::Instant;

/// The built-in records, each with an endpoint that they are for.
const RECORDS: [(&str, &str, &str); 5] = [
    ("listAccountActivities", "the built-in account activities", include_str!("builtin/activities.ndjson")),
    ("getTotalCount", "the built-in calls", include_str!("builtin/calls.ndjson")),
    ("getUsagesBySourceId", "the built-in usages", include_str!("builtin/usages.ndjson")),
    ("listPromptInsights", "the built-in prompt insights", include_str!("builtin/insights.ndjson")),
    ("usage.api.list", "the built-in usage log", include_str!("builtin/tr50.ndjson")),
];

/// The built-in records, as they are at that time.
pub(super) fn sources(now: Instant) -> Vec<Source> {
    let source = |(endpoint, name, text): (&str, &str, &str)| {
        let text = dated(text, now);
        Source::new(endpoint, name, move || Ok(Box::new(Cursor::new(text.clone().into_bytes()))))
    };
    RECORDS.into_iter().map(source).collect()
}

/// The text with times in the place of strings such as `now-3h` and `month-2`: what was when they were written down would
/// soon be older than any interval.
fn dated(text: &str, now: Instant) -> String {
    let date = |part: &str| {
        if let Some(window) = part.strip_prefix("now").and_then(|window| Window::parse(window).ok()) {
            return Some(window.start(now).to_string());
        }
        let months = part.strip_prefix("month-")?.parse().ok()?;
        Some(format!("{}-01", super::months::before(now, months)))
    };
    let parts: Vec<String> = text.split('"').map(|part| date(part).unwrap_or_else(|| part.to_owned())).collect();
    parts.join("\"")
}
