//! Calls of an access log: how many, and how many by path.

use std::collections::HashMap;
use std::time;

use serde_json::json;

use super::answer::{self, Answer, Refusal};
use super::normal_path::KnownPaths;
use super::own_rules;
use super::query::Asked;
use crate::eval::{Item, JsonText, Matcher, Record};
use crate::predicate::Predicate;
use crate::syntax::{Clause, FilterBuilder, Limits, Rewrite, field, parse_filter};
use crate::vocab::{Instant, PrimitiveOp};

/// The calls of a log.
#[derive(Default)]
pub(super) struct Calls {
    methods: Texts,
    /// With ids replaced.
    paths: Texts,
    calls: Vec<Call>,
}

struct Call {
    method: u32,
    path: u32,
    time: Instant,
}

/// Texts that are kept once.
#[derive(Default)]
struct Texts {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", |text| text)
    }
}

impl Calls {
    /// Adds a record of the log: `method`, `path`, `time`.
    pub(super) fn add(&mut self, record: &str, known: &KnownPaths) -> Result<(), String> {
        let record = JsonText::new(record);
        let text = |name: &str| match record.get(name) {
            Item::String(text) => Ok(text),
            _ => Err(format!("it has no `{name}` with a string")),
        };
        let time =
            Instant::parse_date_time(&text("time")?).map_err(|error| format!("its `time` is no date-time: {error}"))?;
        let (method, path) = (text("method")?, text("path")?);
        self.calls.push(Call {
            method: self.methods.number(&method),
            path: self.paths.number(&known.normal(&path)),
            time,
        });
        Ok(())
    }

    fn matching(&self, asked: &Asked, deadline: time::Instant) -> Result<Vec<&Call>, Refusal> {
        let matcher = predicate(asked)?.map(|it| it.compile());
        let mut found = Vec::new();
        for (number, call) in self.calls.iter().enumerate() {
            if number.is_multiple_of(1024) && time::Instant::now() >= deadline {
                return Err(answer::too_much_work());
            }
            let fits =
                |matcher: &Matcher| matcher.matches(&Seen { method: self.methods.text(call.method), time: call.time });
            if matcher.as_ref().is_none_or(fits) {
                found.push(call);
            }
        }
        Ok(found)
    }

    /// Answers how many there are.
    pub(super) fn count(&self, asked: &Asked, deadline: time::Instant) -> Result<Answer, Refusal> {
        Ok(Answer::ok(json!({"NumberOfCalls": self.matching(asked, deadline)?.len()}).to_string()))
    }

    /// Answers how many there are of each path, most first.
    pub(super) fn summary(&self, asked: &Asked, deadline: time::Instant) -> Result<Answer, Refusal> {
        let mut counts: HashMap<u32, u64> = HashMap::new();
        for call in self.matching(asked, deadline)? {
            *counts.entry(call.path).or_default() += 1;
        }
        let mut counts: Vec<(&str, u64)> =
            counts.into_iter().map(|(path, count)| (self.paths.text(path), count)).collect();
        counts.sort_unstable_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(right.0)));
        let as_usize = |count| usize::try_from(count).unwrap_or(usize::MAX);
        let size = asked.query.page_size().map_or(usize::MAX, as_usize);
        let page = counts.into_iter().skip(as_usize(asked.query.offset())).take(size);
        let rows: Vec<_> = page.map(|(path, count)| json!({"RequestedUri": path, "NumberOfCalls": count})).collect();
        Ok(Answer::ok(json!(rows).to_string()))
    }
}

/// A call, as filters see it.
struct Seen<'a> {
    method: &'a str,
    time: Instant,
}

impl Record for Seen<'_> {
    fn field(&self, name: &str) -> Item<'_> {
        match name {
            "method" => self.method.into(),
            "time" => self.time.into(),
            _ => Item::Null,
        }
    }
}

/// The filter of the request, about the time of a call: `startDate` and `endDate` are bounds of it.
fn predicate(asked: &Asked) -> Result<Option<Predicate>, Refusal> {
    let Some(text) = asked.text("filters") else { return Ok(None) };
    let refused = |error: &dyn std::error::Error| answer::bad_request([format!("`filters`: {error}")]);
    let filter = parse_filter(text).map_err(|error| refused(&error))?;
    let bounded = filter.rewrite(&Limits::default(), bound).map_err(|error| refused(&error))?;
    bounded.map(|filter| own_rules::predicate("calls", filter.into())).transpose()
}

/// What a clause says about a call. An operator that the endpoint does not offer stays, and is refused by our own rules.
fn bound(clause: Clause<'_>) -> Rewrite {
    let instant = clause.literal().and_then(|it| Instant::parse_operand(&it.string()).ok());
    let Some(instant) = instant else { return Rewrite::Keep };
    let clause: FilterBuilder = match (clause.field(), clause.op()) {
        ("startDate", PrimitiveOp::Gt) => field("time").gt(instant),
        // From that instant on, and up to it.
        ("startDate", PrimitiveOp::Eq) => field("time").ge(instant),
        ("endDate", PrimitiveOp::Lt) => field("time").lt(instant),
        ("endDate", PrimitiveOp::Eq) => field("time").le(instant),
        _ => return Rewrite::Keep,
    };
    clause.into()
}
