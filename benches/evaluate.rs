//! Records against predicates: on values already parsed, beside a JSONPath library, and on bytes.
//!
//! `cargo bench --bench evaluate`. The data is made here, in the shape of account activities.

#![allow(missing_docs, reason = "the macros of criterion document nothing")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::ops::ControlFlow;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;
use serde_json_path::JsonPath;
use v3q::eval::stream::Selection;
use v3q::eval::{JsonText, Ranking};
use v3q::predicate::{Predicate, validate, validate_sorters};
use v3q::schema::Schema;
use v3q::syntax::{parse_filter, parse_sorters};

const RECORDS: usize = 2000;

/// What is asked, in both languages where the other one can say it.
const QUERIES: [(&str, &str, Option<&str>); 5] = [
    ("equality", r#"type eq "Identity Refresh""#, Some("$[?@.type == 'Identity Refresh']")),
    (
        "date and inequality",
        r#"created gt 2024-06-01T00:00:00Z and completionStatus ne "SUCCESS""#,
        Some("$[?@.created > '2024-06-01T00:00:00Z' && @.completionStatus != 'SUCCESS']"),
    ),
    ("part of a text", r#"requesterIdentitySummary.name sw "a" or targetIdentitySummary.name co "smith""#, None),
    ("null and not in", r#"completed isnull and not type in ("Access Request","Certification")"#, None),
    ("in an array", r#"items.attribute eq "title""#, Some("$[?@.items[?@.attribute == 'title']]")),
];

/// Numbers that look like chance, the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.roll(from.len())).copied().unwrap_or_default()
    }
}

fn records() -> String {
    const TYPES: [&str; 5] =
        ["Identity Refresh", "Access Request", "Certification", "appRequest", "Identity\\u0020Refresh"];
    const NAMES: [&str; 6] =
        ["Alice Smith", "Chlo\\u00e9 Goldsmith", "Søren Müller", "ADAM \\\"Ace\\\" Lee", "Bob", "Łukasz"];
    const STATUSES: [&str; 4] = ["\"SUCCESS\"", "\"FAILURE\"", "\"PENDING\"", "null"];
    let mut dice = Dice(42);
    let mut out = String::new();
    for number in 0..RECORDS {
        let date = |dice: &mut Dice| {
            format!(
                "202{}-{:02}-{:02}T10:{:02}:00.000Z",
                3 + dice.roll(2),
                1 + dice.roll(12),
                1 + dice.roll(28),
                dice.roll(60)
            )
        };
        let (created, completed) = (date(&mut dice), date(&mut dice));
        let completed = if dice.roll(5) == 0 { "null".into() } else { format!("\"{completed}\"") };
        let items: Vec<String> = (0..dice.roll(4))
            .map(|item| {
                format!(
                    r#"{{"id":"{item:032x}","name":"memberOf add","requested":"{created}","approvalStatus":null,"requesterComment":null,"operation":"ADD","attribute":"{}","value":"CN={},OU=Groups","accountRequestInfo":{{"requestedObjectName":"Active Directory","requestedObjectType":"ENTITLEMENT"}},"attributeRequests":[{{"name":"title","op":"Add","value":"x"}}],"removeDate":null}}"#,
                    dice.pick(&["memberOf", "department", "title", "mail"]),
                    dice.pick(&NAMES)
                )
            })
            .collect();
        writeln!(
            out,
            r#"{{"id":"{number:032x}","name":"activity {number}","created":"{created}","completed":{completed},"completionStatus":{},"type":"{}","requesterIdentitySummary":{{"id":"{number:032x}","name":"{}"}},"targetIdentitySummary":{{"id":"{number:032x}","name":"{}"}},"errors":["the connector could not reach the target system after a retry"],"items":[{}],"cancelable":false,"count":{}}}"#,
            dice.pick(&STATUSES),
            dice.pick(&TYPES),
            dice.pick(&NAMES),
            dice.pick(&NAMES),
            items.join(","),
            dice.roll(1000)
        )
        .expect("strings take all");
    }
    out
}

fn predicate(filter: &str) -> Predicate {
    validate(&parse_filter(filter).expect("it is a filter"), &Schema::permissive()).expect("all is allowed")
}

fn on_values(criterion: &mut Criterion) {
    let values: Vec<Value> = records().lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    let all = Value::Array(values.clone());
    for (name, filter, path) in QUERIES {
        let mut group = criterion.benchmark_group(format!("values: {name}"));
        group.throughput(Throughput::Elements(RECORDS as u64));
        let matcher = predicate(filter).compile();
        group.bench_function("v3q", |bencher| {
            bencher.iter(|| values.iter().filter(|value| matcher.matches(black_box(*value))).count());
        });
        if let Some(path) = path {
            let path = JsonPath::parse(path).expect("it is a path");
            group.bench_function("serde_json_path", |bencher| bencher.iter(|| path.query(black_box(&all)).len()));
        }
        group.finish();
    }
}

fn on_bytes(criterion: &mut Criterion) {
    let records = records();
    for (name, filter, _) in QUERIES {
        let mut group = criterion.benchmark_group(format!("bytes: {name}"));
        group.throughput(Throughput::Bytes(records.len() as u64));
        let predicate = predicate(filter);
        for (kind, trusting) in [("checked", false), ("trusted", true)] {
            let selection = Selection::new(&predicate).trust_input(trusting);
            group.bench_function(kind, |bencher| {
                bencher.iter(|| {
                    let summary = selection.run(black_box(records.as_bytes()), |_| (), |_| ControlFlow::Continue(()));
                    summary.expect("memory can be read").matches
                });
            });
        }
        let matcher = predicate.compile();
        group.bench_function("serde_json, then matching", |bencher| {
            let matches = |line: &&str| matcher.matches(&serde_json::from_str::<Value>(line).expect("it is JSON"));
            bencher.iter(|| black_box(&records).lines().filter(matches).count());
        });
        group.bench_function("text, unchecked", |bencher| {
            bencher.iter(|| black_box(&records).lines().filter(|line| matcher.matches(&JsonText::new(line))).count());
        });
        group.finish();
    }
}

fn sorting(criterion: &mut Criterion) {
    let records = records();
    let order = validate_sorters(&parse_sorters("-created,type").expect("it is a sorter"), &Schema::permissive());
    let order = order.expect("all is allowed");
    let mut group = criterion.benchmark_group("sorting");
    group.throughput(Throughput::Elements(RECORDS as u64));
    for (name, most) in [("all", None), ("the first 250", Some(250))] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut ranking = Ranking::new(most);
                for line in records.lines() {
                    ranking.add(order.key(&JsonText::new(line)), || line);
                }
                ranking.finish().len()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, on_values, on_bytes, sorting);
criterion_main!(benches);
