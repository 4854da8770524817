//! Reading filters: 30 realistic ones, a 10 KB list, 200 and-ed clauses; trees with spans.
//!
//! `benches/peers` holds the comparison with other parsers, and counts allocations.
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use v3q::syntax::{ReadOptions, parse_filter, parse_sorters, read_filter};

const CORPUS: &str = include_str!("corpus/corpus_v3.txt");
const LIST: &str = include_str!("corpus/inlist_v3.txt");
const CLAUSES: &str = include_str!("corpus/wide_v3.txt");

fn reading(c: &mut Criterion) {
    let mut group = c.benchmark_group("parse");
    for (name, text) in [("30 realistic", CORPUS), ("10 KB list", LIST), ("200 clauses", CLAUSES)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| {
                for line in text.lines() {
                    let _ = black_box(parse_filter(black_box(line)));
                }
            });
        });
    }
    let broken: Vec<String> = CORPUS.lines().map(|line| line.replace(" eq ", " EQ ").replace('"', "'")).collect();
    group.throughput(Throughput::Bytes(broken.iter().map(|line| line.len() as u64).sum()));
    group.bench_function("30 with mistakes", |b| {
        b.iter(|| {
            for line in &broken {
                black_box(read_filter(black_box(line), &ReadOptions::default()));
            }
        });
    });
    group.bench_function("sorters", |b| b.iter(|| parse_sorters(black_box("type,-created,name,-modified")).is_ok()));
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
