//! Which endpoints do more than list their records.

use super::{activities, insights};
use crate::schema::Schema;

/// How an endpoint answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// With its records.
    List,
    /// With those of its records that are about an identity.
    Activities,
    /// With the number of calls.
    CallCount,
    /// With the number of calls by path.
    CallSummary,
    /// With the averages of months.
    Months,
    /// With the records of the time before now.
    Insights,
    /// With the numbers of those.
    InsightMetrics,
    /// As a command of TR50.
    Tr50,
}

/// What a kind reads its records into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Records,
    Calls,
    Tr50,
}

/// Operations, without the version at their end, that do more than to list.
const KINDS: [(&str, Kind); 8] = [
    ("listAccountActivities", Kind::Activities),
    ("getTotalCount", Kind::CallCount),
    ("listApiSummary", Kind::CallSummary),
    ("getUsagesBySourceId", Kind::Months),
    ("getUsagesByAccountId", Kind::Months),
    ("listPromptInsights", Kind::Insights),
    ("getPromptInsightsMetrics", Kind::InsightMetrics),
    ("usage.api.list", Kind::Tr50),
];

/// Operations that answer from the same records: each with the other.
const PARTNERS: [(&str, &str); 2] =
    [("getTotalCount", "listApiSummary"), ("listPromptInsights", "getPromptInsightsMetrics")];

impl Kind {
    /// How that endpoint answers.
    pub(super) fn of(schema: &Schema) -> Self {
        let name = without_version(&schema.operation_id);
        KINDS.iter().find(|(operation, _)| *operation == name).map_or(Self::List, |(_, kind)| *kind)
    }

    /// The endpoint's own parameters that are applied to the records.
    pub(super) fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::Activities => &activities::PARAMETERS,
            Self::Insights | Self::InsightMetrics => &insights::PARAMETERS,
            Self::List | Self::CallCount | Self::CallSummary | Self::Months | Self::Tr50 => &[],
        }
    }

    /// What it reads its records into.
    pub(super) fn content(self) -> Content {
        match self {
            Self::List | Self::Activities | Self::Months | Self::Insights | Self::InsightMetrics => Content::Records,
            Self::CallCount | Self::CallSummary => Content::Calls,
            Self::Tr50 => Content::Tr50,
        }
    }
}

/// The other operation that answers from the same records.
pub(super) fn partner(schema: &Schema) -> Option<&'static str> {
    let name = without_version(&schema.operation_id);
    PARTNERS.iter().find_map(|(one, other)| match name {
        name if name == *one => Some(*other),
        name if name == *other => Some(*one),
        _ => None,
    })
}

fn without_version(operation: &str) -> &str {
    let stem = operation.trim_end_matches(|c: char| c.is_ascii_digit());
    stem.strip_suffix('V').filter(|_| stem.len() < operation.len()).unwrap_or(operation)
}
