//! `v3q lint` as it is called: a plain file of many queries, a Postman collection, a folder of files without queries.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use v3q::syntax::parse_filter;

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("v3q-bench-lint-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// 100 000 queries, one a line, all of them right.
fn plain() -> String {
    (0..100_000).map(|n| format!("name eq \"user{n}\" and sourceId in (\"a{n}\",\"b{n}\")\n")).collect()
}

/// A collection of some megabytes.
fn collection() -> String {
    let item = |n: usize| {
        format!(
            r#"{{"name":"r{n}","request":{{"method":"GET","url":{{"raw":"{{{{baseUrl}}}}/v2025/accounts?filters=name%20eq%20%22u{n}%22","path":["v2025","accounts"],"query":[{{"key":"filters","value":"name%20eq%20%22u{n}%22"}}]}},"description":"{}"}}}}"#,
            "A request that lists accounts. ".repeat(20)
        )
    };
    let items: Vec<String> = (0..4000).map(item).collect();
    format!(
        r#"{{"info":{{"name":"c","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}},"item":[{}]}}"#,
        items.join(",")
    )
}

fn lint(path: &Path) -> bool {
    let output = Command::new(env!("CARGO_BIN_EXE_v3q"))
        .args(["lint", "--isolated", "--quiet", "--endpoint", "/v2025/accounts"])
        .arg(path)
        .output()
        .unwrap();
    output.status.success()
}

fn benches(criterion: &mut Criterion) {
    let folder = folder();
    let mut group = criterion.benchmark_group("lint");
    group.sample_size(10);

    for (name, file, text) in [("plain", "many.txt", plain()), ("postman", "collection.json", collection())] {
        let path = folder.join(file);
        fs::write(&path, &text).unwrap();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bench| bench.iter(|| assert!(black_box(lint(&path)))));
    }

    let text = plain();
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("plain, only read by one thread", |bench| {
        bench.iter(|| text.lines().filter(|line| parse_filter(black_box(line)).is_ok()).count());
    });

    let tree = folder.join("tree");
    let text = "{\"name\": \"a package\", \"dependencies\": {}}\n".repeat(20);
    for n in 0..10_000 {
        let inner = tree.join(format!("{}", n / 100));
        fs::create_dir_all(&inner).unwrap();
        fs::write(inner.join(format!("f{n}.json")), &text).unwrap();
    }
    group.throughput(Throughput::Bytes((text.len() * 10_000) as u64));
    group.bench_function("tree without queries", |bench| bench.iter(|| black_box(lint(&tree))));
    group.bench_function("tree, only read", |bench| {
        bench.iter(|| {
            let files = (0..10_000).map(|n| tree.join(format!("{}/f{n}.json", n / 100)));
            files.map(|path| fs::read(path).unwrap().len()).sum::<usize>()
        });
    });
    group.finish();
    fs::remove_dir_all(folder).unwrap();
}

criterion_group!(all, benches);
criterion_main!(all);
