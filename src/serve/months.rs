//! Summaries of the past months: the average of what each one has.

use std::collections::BTreeMap;
use std::time;

use serde_json::json;

use super::answer::{self, Refusal};
use super::collection::{self, Collection, Stored};
use crate::eval::{Item, JsonText, Number, Record};
use crate::vocab::Instant;

/// How many months a summary has, the current one among them.
const MONTHS: u32 = 12;

/// The month so many months before, as `2025-08`.
pub(super) fn before(now: Instant, months: u32) -> String {
    let text = month(now);
    let (year, month) = text.split_once('-').unwrap_or_default();
    let all = year.parse::<u32>().unwrap_or_default() * 12 + month.parse::<u32>().unwrap_or_default();
    let then = all.saturating_sub(months + 1);
    format!("{:04}-{:02}", then / 12, then % 12 + 1)
}

/// The month of an instant in UTC.
fn month(instant: Instant) -> String {
    instant.to_string().get(..7).unwrap_or_default().to_owned()
}

/// What is wrong with a record that is to be summed up.
pub(super) fn check(record: &str) -> Result<(), String> {
    let record = JsonText::new(record);
    date(&record).map(drop).ok_or("it has no `date` with a date or date-time")?;
    count(&record).map(drop).ok_or_else(|| "it has no `count` with a number".to_owned())
}

fn date(record: &impl Record) -> Option<Instant> {
    match record.field("date") {
        Item::String(text) => Instant::parse_operand(&text).ok(),
        _ => None,
    }
}

fn count(record: &impl Record) -> Option<f64> {
    match record.field("count") {
        Item::Number(Number::Text(text)) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

/// The summaries of what has that id in the field `key`, by month; a record without the field belongs to any.
pub(super) fn summaries(
    records: &Collection,
    key: &str,
    id: &str,
    now: Instant,
    deadline: time::Instant,
) -> Result<Collection, Refusal> {
    let (first, last) = (before(now, MONTHS - 1), month(now));
    let belongs = |record: Stored<'_>| match record.get(key) {
        Item::Null => true,
        value => collection::id(value).is_some_and(|text| text == id),
    };
    let mut months: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for number in 0..records.len() {
        if number.is_multiple_of(1024) && time::Instant::now() >= deadline {
            return Err(answer::too_much_work());
        }
        let record = records.record(number);
        if let (true, Some(date), Some(count)) = (belongs(record), date(&record), count(&record)) {
            let month = month(date);
            if first <= month && month <= last {
                let (sum, records) = months.entry(month).or_default();
                *sum += count;
                *records += 1.0;
            }
        }
    }
    let summary = |(month, (sum, records)): (String, (f64, f64))| {
        // Two digits, as in the published example.
        let average = (sum / records * 100.0).round() / 100.0;
        json!({"date": format!("{month}-01"), "count": average}).to_string()
    };
    Ok(Collection::of(months.into_iter().map(summary)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_over_the_turn_of_years() {
        let now = Instant::parse_date_time("2025-02-28T23:59:59Z").unwrap();
        for (months, then) in [(0, "2025-02"), (1, "2025-01"), (2, "2024-12"), (13, "2024-01"), (14, "2023-12")] {
            assert_eq!(before(now, months), then);
        }
    }
}
