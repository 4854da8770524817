//! Listing records: filter, sort, page.

use std::time::Instant;

use super::answer::{self, Answer, Refusal};
use super::collection::Collection;
use super::memo::memos;
use super::own_rules;
use super::query::Asked;
use super::results::Found;
use crate::eval::SortKey;
use crate::predicate::{OrderBy, Predicate};
use crate::schema::Schema;

/// After how many records it is time to look at the clock.
const STEP: u32 = 1024;

/// What is asked of a collection.
pub(super) struct Listing<'a> {
    pub(super) asked: &'a Asked,
    pub(super) schema: &'a Schema,
    /// What must hold beside the filter.
    pub(super) also: Option<&'a Predicate>,
    /// Whether the same query finds the same records whenever it is asked.
    pub(super) lasting: bool,
    pub(super) deadline: Instant,
}

impl Listing<'_> {
    /// The numbers of the records that are kept, in order.
    pub(super) fn found(&self, records: &Collection) -> Result<Found, Refusal> {
        if !self.lasting {
            return Ok(self.search(records)?.into());
        }
        let identity = format!("{} {}", self.schema.path, self.asked.identity());
        if let Some(found) = records.results.get(&identity) {
            return Ok(found);
        }
        let found = Found::from(self.search(records)?);
        records.results.keep(identity, &found);
        Ok(found)
    }

    fn search(&self, records: &Collection) -> Result<Vec<u32>, Refusal> {
        let mut filters = memos(self.asked.query.filter().into_iter().chain(self.also), records);
        let mut kept = Vec::with_capacity(records.len() as usize);
        for number in 0..records.len() {
            self.look_at_clock(number)?;
            kept.push(filters.iter_mut().all(|it| it.keeps(number)));
        }
        let is_kept = |number: &u32| kept.get(*number as usize).is_some_and(|it| *it);
        let by_itself = own_rules::default_order(self.schema);
        match self.asked.query.order().or(by_itself.as_ref()) {
            Some(order) => Ok(self.ordered(records, order)?.iter().copied().filter(is_kept).collect()),
            None => Ok((0..records.len()).filter(is_kept).collect()),
        }
    }

    /// The numbers of all records in an order; kept for other queries.
    fn ordered(&self, records: &Collection, order: &OrderBy) -> Result<Found, Refusal> {
        let name = format!("order {} {order}", self.schema.path);
        if let Some(ordered) = records.results.get(&name) {
            return Ok(ordered);
        }
        let mut keys: Vec<(SortKey, u32)> = Vec::new();
        for number in 0..records.len() {
            self.look_at_clock(number)?;
            // Records that stand equal stay in their own order, by their numbers.
            keys.push((order.key(&records.record(number)), number));
        }
        keys.sort_unstable();
        let ordered: Found = keys.into_iter().map(|(_, number)| number).collect();
        records.results.keep(name, &ordered);
        Ok(ordered)
    }

    /// Gives up where there is no time left.
    fn look_at_clock(&self, number: u32) -> Result<(), Refusal> {
        let is_late = number.is_multiple_of(STEP) && Instant::now() >= self.deadline;
        if is_late { Err(answer::too_much_work()) } else { Ok(()) }
    }

    /// The page that was asked for.
    pub(super) fn page(&self, records: &Collection, always_count: bool) -> Result<Answer, Refusal> {
        let found = self.found(records)?;
        let query = &self.asked.query;
        let size = query.page_size().map_or(usize::MAX, as_usize);
        let mut body = String::from("[");
        for (place, number) in found.iter().skip(as_usize(query.offset())).take(size).enumerate() {
            if place > 0 {
                body.push(',');
            }
            body.push_str(records.text(*number));
        }
        body.push(']');
        let answer = Answer::ok(body);
        Ok(if always_count || query.count() { answer.with_header("x-total-count", found.len()) } else { answer })
    }
}

fn as_usize(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
