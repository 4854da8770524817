//! What filters, sorters and queries make of records: the cases in `tests/evaluate`.
//!
//! A case says a `filter` with the records that it `matches` and those that it `rejects`, or a `sorter` or a `query` with
//! `records` and, below the line, what comes out. The endpoint is that of the case before, unless it brings its own.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

#[path = "support/endpoint.rs"]
mod endpoint;
#[path = "support/text_cases.rs"]
mod text_cases;

use std::fmt::Write as _;

use endpoint::endpoint;
use serde_json::Value;
use text_cases::Case;
use v3q::eval::{JsonText, Ranking, page};
use v3q::predicate::{inspect, inspect_sorters, validate_query};
use v3q::schema::Schema;
use v3q::syntax::{ReadOptions, read_filter, read_sorters};

#[test]
fn records_match_and_are_sorted_as_the_cases_say() {
    let mut schema = Schema::permissive();
    text_cases::run("evaluate", |case| {
        if let Some(text) = case.get("endpoint") {
            schema = if text == "none" { Schema::permissive() } else { endpoint(&text) };
        }
        if case.get("filter").is_some() {
            wrong_matches(case, &schema)
        } else if case.get("sorter").is_some() {
            sorted(case, &schema)
        } else {
            paged(case, &schema)
        }
    });
}

fn records(case: &Case, key: &str) -> Vec<String> {
    case.get(key).unwrap_or_default().lines().filter(|line| !line.is_empty()).map(Into::into).collect()
}

/// Says which records are not judged as the case has it.
fn wrong_matches(case: &Case, schema: &Schema) -> String {
    let text = case.get("filter").unwrap();
    let predicate = inspect(&read_filter(&text, &ReadOptions::default()).tree, schema).outcome;
    let predicate = predicate.unwrap_or_else(|| panic!("{}: {text} is no filter", case.title));
    let matcher = predicate.compile();
    let mut out = String::new();
    let mut seen = 0;
    for (key, expected) in [("matches", true), ("rejects", false)] {
        for record in records(case, key) {
            seen += 1;
            let mut engines = vec![("text", matcher.matches(&JsonText::new(&record)))];
            // A case about numbers that serde_json rounds says so.
            if case.get("rounded").is_none() {
                let value: Value = serde_json::from_str(&record).unwrap_or_else(|error| panic!("{record}: {error}"));
                engines.push(("value", matcher.matches(&value)));
            }
            for (engine, _) in engines.iter().filter(|(_, found)| *found != expected) {
                writeln!(out, "{engine}: not {key}: {record}").unwrap();
            }
        }
    }
    assert!(seen > 0, "{}: no records", case.title);
    out
}

fn sorted(case: &Case, schema: &Schema) -> String {
    let text = case.get("sorter").unwrap();
    let order = inspect_sorters(&read_sorters(&text, &ReadOptions::default()).tree, schema).outcome;
    let order = order.unwrap_or_else(|| panic!("{}: {text} is no sorter", case.title));
    let records = records(case, "records");
    let mut by_comparing = records.clone();
    by_comparing.sort_by(|left, right| order.compare(&JsonText::new(left), &JsonText::new(right)));
    for most in [None, Some(1), Some(3)] {
        let mut ranking = Ranking::new(most);
        for record in &records {
            ranking.add(order.key(&JsonText::new(record)), || record);
        }
        let most = most.unwrap_or(records.len()).min(records.len());
        assert_eq!(ranking.finish(), by_comparing.iter().take(most).collect::<Vec<_>>(), "{}", case.title);
    }
    if case.get("rounded").is_none() {
        let mut values = records.clone();
        let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        values.sort_by(|left, right| order.compare(&value(left), &value(right)));
        assert_eq!(values, by_comparing, "{}", case.title);
    }
    by_comparing.join("\n")
}

fn paged(case: &Case, schema: &Schema) -> String {
    let text = case.get("query").unwrap_or_else(|| panic!("{}: nothing to do", case.title));
    let parameters: Vec<(&str, &str)> = text.lines().map(|line| line.split_once('=').expect("name=value")).collect();
    let query = validate_query(&parameters, schema, &ReadOptions::default()).unwrap();
    let records = records(case, "records");
    let page = page(records.iter().map(|record| JsonText::new(record)), &query);
    let items: Vec<&str> = page.items.iter().map(|record| record.as_str()).collect();
    format!("{} of {}\n{}", items.len(), page.total, items.join("\n"))
}
