//! How fast files are read: against one pass of the JSON library that keeps nothing, and against a file of each format that
//! holds no query.
//!
//! The collection is the vendor's own, where it lies in `../shared/postman`; otherwise one of the same size is made up.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::de::IgnoredAny;
use v3q::saved::{FORMATS, Reading, SavedFormat, format_of};

/// A request with a query, in a collection.
const ITEM: &str = r#"{"name":"List Accounts","request":{"method":"GET","header":[{"key":"Accept","value":"application/json"}],
"url":{"raw":"{{baseUrl}}/accounts?filters=name%20eq%20%22x%22","host":["{{baseUrl}}"],"path":["accounts"],
"query":[{"key":"filters","value":"name%20eq%20%22x%22"}]}},"response":[]}"#;

fn collection() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/postman/beta.json");
    std::fs::read_to_string(file).unwrap_or_else(|_| {
        let items = vec![ITEM; 9_000].join(",");
        let schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
        format!("{{\"info\":{{\"schema\":\"{schema}\"}},\"item\":[{items}]}}")
    })
}

fn format(name: &str) -> &'static SavedFormat {
    FORMATS.iter().copied().find(|it| it.name == name).expect("a row of the table")
}

fn reading(criterion: &mut Criterion) {
    let text = collection();
    let mut group = criterion.benchmark_group("collection");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.sample_size(20);
    group.bench_function("one JSON pass that ignores everything", |bencher| {
        bencher.iter(|| serde_json::from_str::<IgnoredAny>(black_box(&text)).is_ok());
    });
    for name in ["postman", "json", "yaml"] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| (format(name).read)(black_box(&text), Reading::default()).map(|queries| queries.len()));
        });
    }
    group.finish();

    let nothing = "line of a text that has nothing to do with it: [1, 2, 3], \"x\"\n".repeat(20_000);
    let mut group = criterion.benchmark_group("no query");
    group.throughput(Throughput::Bytes(nothing.len() as u64));
    for file in ["a.json", "a.yaml", "a.md", "a.sh", "a.http"] {
        let format = format_of(file, &nothing);
        group.bench_function(format.name, |bencher| {
            bencher.iter(|| (format.read)(black_box(&nothing), Reading::default()).map(|queries| queries.len()));
        });
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
