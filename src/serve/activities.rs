//! Account activities: those that concern an identity.

use super::answer::Refusal;
use super::own_rules;
use super::query::Asked;
use crate::predicate::Predicate;
use crate::syntax::{FilterBuilder, all, field};

/// The parameters that this is about.
pub(super) const PARAMETERS: [&str; 3] = ["requested-for", "requested-by", "regarding-identity"];

const TARGET: &str = "targetIdentitySummary.id";
const REQUESTER: &str = "requesterIdentitySummary.id";

/// What the parameters ask for; `me` is that identity. That they exclude each other was checked before.
pub(super) fn predicate(asked: &Asked, me: &str) -> Result<Option<Predicate>, Refusal> {
    let given = |name| asked.text(name).map(|id| if id == "me" { me } else { id });
    let clauses: Vec<FilterBuilder> = [
        given("requested-for").map(|id| field(TARGET).eq(id)),
        given("requested-by").map(|id| field(REQUESTER).eq(id)),
        given("regarding-identity").map(|id| field(TARGET).eq(id).or(field(REQUESTER).eq(id))),
    ]
    .into_iter()
    .flatten()
    .collect();
    if clauses.is_empty() { Ok(None) } else { own_rules::predicate("activities", all(clauses)).map(Some) }
}
