//! Listing records: filter, sort, page.

use std::time::Instant;

use super::answer::{self, Answer, Refusal};
use super::collection::Collection;
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
        let filter = self.asked.query.filter().map(Predicate::compile);
        let also = self.also.map(Predicate::compile);
        let by_itself = own_rules::default_order(self.schema);
        let order: Option<&OrderBy> = self.asked.query.order().or(by_itself.as_ref());
        let mut numbers: Vec<u32> = Vec::new();
        let mut keys: Vec<(SortKey, u32)> = Vec::new();
        for number in 0..records.len() {
            if number % STEP == 0 && Instant::now() >= self.deadline {
                return Err(answer::too_much_work());
            }
            let record = records.record(number);
            if ![&filter, &also].into_iter().flatten().all(|it| it.matches(&record)) {
                continue;
            }
            match order {
                None => numbers.push(number),
                Some(order) => keys.push((order.key(&record), number)),
            }
        }
        // Equal keys stay in the order of the records, by their numbers.
        keys.sort_unstable();
        numbers.extend(keys.into_iter().map(|(_, number)| number));
        Ok(numbers)
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
