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

/// Time grows with the length: each step has twice the text of the one before.
fn growth(c: &mut Criterion) {
    let mut group = c.benchmark_group("growth");
    group.sample_size(10);
    let limits = v3q::syntax::Limits { text: 1 << 30, depth: 1024, clauses: 1 << 30, values: 1 << 30 };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    for (name, piece) in [("clauses", "a eq 1 and "), ("parentheses", "("), ("not", "not "), ("quotes", "\"")] {
        for n in [1usize, 2, 4] {
            let text = piece.repeat(n * 100_000 / piece.len());
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(format!("{name}/{n}00 KB"), |b| b.iter(|| read_filter(black_box(&text), &options)));
        }
    }
    group.finish();
}

criterion_group!(benches, reading, growth);
criterion_main!(benches);
