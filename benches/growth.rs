//! How the cost of hostile texts grows: each shape at three sizes, one twice the other, in nanoseconds for a byte.
//!
//! `cargo bench --bench growth -- [KILOBYTES]`

#[path = "../tests/support/file_shapes.rs"]
mod file_shapes;
#[path = "../tests/support/shapes.rs"]
mod shapes;

use std::time::Instant;

use v3q::check::{CheckOptions, check_filter};
use v3q::saved::{Reading, format_of};
use v3q::schema::Schema;
use v3q::syntax::{FilterBuilder, Limits, PlaceholderStyles, ReadOptions, field, read_filter, read_sorters};

fn main() {
    let kilobytes: usize = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(1024);
    let limits = Limits { text: 1 << 30, depth: 1024, clauses: 1 << 30, values: 1 << 30 };
    let plain = ReadOptions { limits, ..ReadOptions::default() };
    let template = ReadOptions { placeholders: PlaceholderStyles::all(), ..plain };
    println!("{:<42} {:>8} {:>8} {:>8}  ns for a byte at n, 2n and 4n; n = {kilobytes} KiB", "", "n", "2n", "4n");
    for depth in [256, 512, 1024] {
        let text = shapes::deep(depth);
        let start = Instant::now();
        let filter = read_filter(&text, &plain).tree;
        let read = start.elapsed();
        let printed = filter.to_string();
        let written = start.elapsed() - read;
        assert_eq!(read_filter(&printed, &plain).tree, filter);
        println!("{depth} deep, {} bytes: read in {read:?}, printed in {written:?}", text.len());
    }
    for count in [10_000, 20_000, 40_000] {
        let clause = || field("a").eq("x");
        let cost = |build: &dyn Fn() -> FilterBuilder| {
            let start = Instant::now();
            let filter = build().build_within(&limits).expect("clauses can be joined");
            assert_eq!(filter.clauses().count(), count);
            start.elapsed().as_secs_f64() * 1e9 / count as f64
        };
        let behind = cost(&|| (1..count).fold(clause(), |filter, _| filter.and(clause())));
        let before = cost(&|| (1..count).fold(clause(), |filter, _| clause().and(filter)));
        let filter = (1..count).fold(clause(), |filter, _| filter.and(clause())).build_within(&limits);
        let filter = filter.expect("clauses can be joined");
        let start = Instant::now();
        let json = serde_json::to_string(&filter).expect("a whole filter is data");
        let pretty = filter.pretty(80).to_string();
        let each = start.elapsed().as_secs_f64() * 1e9 / count as f64;
        println!(
            "{count} clauses: {behind:.0} ns each when built at the end, {before:.0} at the start; {each:.0} ns to"
        );
        println!("    write as JSON ({} bytes) and in lines ({} bytes)", json.len(), pretty.len());
    }
    println!("rules, in microseconds for a clause of filters with 250, 500 and 1 000 of them, reading included");
    for shape in shapes::RULED {
        let schema = Schema::permissive();
        let options = CheckOptions { read: plain, ..CheckOptions::default() };
        let [one, two, four] = [250, 500, 1000].map(|clauses| {
            let text = shapes::ruled(shape, clauses);
            let rounds = 20;
            let start = Instant::now();
            (0..rounds).for_each(|_| drop(check_filter(&text, &schema, options)));
            start.elapsed().as_secs_f64() * 1e6 / f64::from(rounds) / clauses as f64
        });
        let mark = if four > 2.5 * one { "  <-- grows" } else { "" };
        println!("{:<42} {one:>8.2} {two:>8.2} {four:>8.2}{mark}", format!("{:?}", shape.1.to_owned() + shape.0));
    }
    for shape in shapes::SHAPES {
        let cost = |read: &dyn Fn(&str)| {
            [1, 2, 4].map(|times| {
                let text = shapes::text(shape, times * kilobytes * 1024);
                let start = Instant::now();
                read(&text);
                start.elapsed().as_secs_f64() * 1e9 / text.len() as f64
            })
        };
        let rows = [
            ("filter", cost(&|text| drop(read_filter(text, &plain)))),
            ("template", cost(&|text| drop(read_filter(text, &template)))),
            ("sorters", cost(&|text| drop(read_sorters(text, &plain)))),
            ("print", cost(&|text| drop(read_filter(text, &plain).tree.to_string()))),
        ];
        for (name, [one, two, four]) in rows {
            let mark = if four > 3.0 * one && four > 50.0 { "  <-- grows" } else { "" };
            println!(
                "{:<32} {name:<9} {one:>8.1} {two:>8.1} {four:>8.1}{mark}",
                format!("{:?}", shape.0.to_owned() + shape.1)
            );
        }
    }
    println!("files, ns for a byte at n, 2n and 4n");
    let by_size = |make: &dyn Fn(usize) -> (&'static str, String), name: &str| {
        let [one, two, four] = [1, 2, 4].map(|times| {
            let (file, text) = make(times);
            let start = Instant::now();
            drop((format_of(file, &text).read)(&text, Reading { by_shape: true, ..Reading::default() }));
            start.elapsed().as_secs_f64() * 1e9 / text.len() as f64
        });
        let mark = if four > 3.0 * one && four > 50.0 { "  <-- grows" } else { "" };
        println!("{name:<42} {one:>8.1} {two:>8.1} {four:>8.1}{mark}");
    };
    for file in file_shapes::CODE_FILES {
        for shape in file_shapes::CODE {
            by_size(&|times| (file, file_shapes::code(shape, times * kilobytes * 256)), &format!("{file} {shape:?}"));
        }
    }
    for (number, (file, text)) in file_shapes::files(1).into_iter().enumerate() {
        let make = |times| file_shapes::files(times * kilobytes * 10).swap_remove(number);
        by_size(&make, &format!("{file} {:?}", text.chars().take(30).collect::<String>()));
    }
}
