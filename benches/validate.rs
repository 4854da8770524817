//! Checking filters against an endpoint, from the text and from the tree.
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use v3q::check::check_filter;
use v3q::predicate::validate;
use v3q::schema::{Lookup, Schema, resolve};
use v3q::syntax::{ReadOptions, parse_filter};

const CORPUS: &str = include_str!("corpus/corpus_v3.txt");

/// A filter that the endpoint takes, and one with five mistakes.
const RIGHT: &str = r#"type eq "Identity Refresh" and created gt 2018-12-18T23:05:55Z or modified isnull"#;
const WRONG: &str = r#"tpye EQ "Identity Refresh" and created gt 2018-13-40 or modified co "x", nope eq 1"#;

fn validating(c: &mut Criterion) {
    let endpoint = resolve("listAccountActivities", &Lookup::default()).expect("the catalog has it");
    let permissive = Schema::permissive();
    let options = ReadOptions::default();
    let mut group = c.benchmark_group("validate");
    let filter = parse_filter(RIGHT).expect("it is right");
    group.bench_function("a tree on its endpoint", |b| b.iter(|| validate(black_box(&filter), endpoint).is_ok()));
    let filters: Vec<_> = CORPUS.lines().filter_map(|line| parse_filter(line).ok()).collect();
    group.bench_function("30 realistic without a schema", |b| {
        b.iter(|| filters.iter().filter(|filter| validate(black_box(filter), &permissive).is_ok()).count());
    });
    for (name, text) in [("right", RIGHT), ("wrong", WRONG)] {
        group.bench_function(format!("text, {name}"), |b| b.iter(|| check_filter(black_box(text), endpoint, &options)));
    }
    group.finish();
}

criterion_group!(benches, validating);
criterion_main!(benches);
