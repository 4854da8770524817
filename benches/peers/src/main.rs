//! Reads one set of filters with v3q, scim-filter, scim_v2 and sqlparser in turn, each in its own syntax, and prints
//! the medians of the ratios, with allocations.
//!
//! `cargo run --release -- [ROUNDS]`, from `benches/peers`; at least five rounds, eleven unless told otherwise.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Counts what is allocated, and hands everything on to the system.
struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: each call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// A parser, the syntax it reads, and whether it took the text.
type Read = fn(&str) -> bool;

fn v3q(text: &str) -> bool {
    black_box(v3q::syntax::parse_filter(text)).is_ok()
}

fn scim_filter(text: &str) -> bool {
    black_box(scim_filter::parser::filter(text)).is_ok_and(|(rest, _)| rest.is_empty())
}

fn scim_v2(text: &str) -> bool {
    black_box(text.parse::<scim_v2::filter::Filter>()).is_ok()
}

fn sqlparser(text: &str) -> bool {
    let dialect = sqlparser::dialect::GenericDialect {};
    let parser = sqlparser::parser::Parser::new(&dialect).try_with_sql(text);
    black_box(parser.and_then(|mut parser| parser.parse_expr())).is_ok()
}

const READERS: [(&str, &str, Read); 4] =
    [("v3q", "v3", v3q), ("scim-filter", "scim", scim_filter), ("scim_v2", "scim", scim_v2), ("sqlparser", "sql", sqlparser)];

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let rounds: usize = std::env::args().nth(1).map_or(11, |text| text.parse().expect("a number of rounds"));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus");
    println!("| filters | reader | taken | µs a filter | allocations | times v3q |");
    println!("| --- | --- | ---: | ---: | ---: | ---: |");
    for set in ["corpus", "inlist", "wide"] {
        let texts: Vec<Vec<String>> = READERS
            .iter()
            .map(|(_, syntax, _)| {
                let path = format!("{folder}/{set}_{syntax}.txt");
                let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
                text.lines().map(str::to_owned).collect()
            })
            .collect();
        let pass = |which: usize| texts[which].iter().filter(|text| READERS[which].2(text)).count();
        let taken: Vec<usize> = (0..READERS.len()).map(pass).collect();
        let allocations: Vec<u64> = (0..READERS.len())
            .map(|which| {
                let before = ALLOCATIONS.load(Ordering::Relaxed);
                pass(which);
                (ALLOCATIONS.load(Ordering::Relaxed) - before) / texts[which].len() as u64
            })
            .collect();
        // As many passes as fill about 40 ms for each reader, so that a round is short and the machine the same for all.
        let passes: Vec<u32> = (0..READERS.len())
            .map(|which| {
                let start = Instant::now();
                pass(which);
                (Duration::from_millis(40).as_nanos() / start.elapsed().as_nanos().max(1)).clamp(1, 100_000) as u32
            })
            .collect();
        let mut times = vec![Vec::new(); READERS.len()];
        let mut ratios = vec![Vec::new(); READERS.len()];
        for _ in 0..rounds {
            let round: Vec<f64> = (0..READERS.len())
                .map(|which| {
                    let start = Instant::now();
                    for _ in 0..passes[which] {
                        pass(which);
                    }
                    start.elapsed().as_nanos() as f64 / f64::from(passes[which]) / texts[which].len() as f64
                })
                .collect();
            for (which, time) in round.iter().enumerate() {
                times[which].push(*time);
                ratios[which].push(time / round[0]);
            }
        }
        for (which, (name, _, _)) in READERS.iter().enumerate() {
            println!(
                "| {set} | {name} | {} of {} | {:.2} | {} | {:.2} |",
                taken[which],
                texts[which].len(),
                median(&mut times[which]) / 1000.0,
                allocations[which],
                median(&mut ratios[which]),
            );
        }
    }
}
