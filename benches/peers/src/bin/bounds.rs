//! What no query over a file of records can be faster than, and what a careful program of a few lines reaches.
//!
//! `bounds lines FILE THREADS` finds the lines, in pieces of 1 MiB; `bounds projection QUERY FILE THREADS` reads the
//! fields that a query asks for with serde_json and writes the lines that match. Both print how many there are on
//! standard error.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write};
use std::thread;

use serde::Deserialize;

const PIECE: usize = 1 << 20;

/// Whether a record matches, with what it is read into.
type Test = fn(&[u8], &[String]) -> Option<String>;

#[derive(Deserialize)]
struct Name<'a> {
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct OfType<'a> {
    #[serde(borrow)]
    r#type: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfDate<'a> {
    #[serde(borrow)]
    created: Option<Cow<'a, str>>,
    #[serde(borrow)]
    completion_status: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfNames<'a> {
    #[serde(borrow)]
    requester_identity_summary: Option<Name<'a>>,
    #[serde(borrow)]
    target_identity_summary: Option<Name<'a>>,
}

#[derive(Deserialize)]
struct OfId<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct OfCompleted<'a> {
    #[serde(borrow)]
    completed: Option<Cow<'a, str>>,
    #[serde(borrow)]
    r#type: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct OfCall<'a> {
    #[serde(borrow)]
    method: Option<Cow<'a, str>>,
    #[serde(borrow)]
    ts: Option<Cow<'a, str>>,
}

fn read<'a, T: Deserialize<'a>>(line: &'a [u8]) -> T {
    serde_json::from_slice(line).expect("the line is a record")
}

/// The seven queries; what comes out is the key to sort by, empty where nothing is sorted.
const TESTS: [Test; 7] = [
    |line, _| (read::<OfType>(line).r#type? == "Identity Refresh").then(String::new),
    |line, _| by_date(line).map(|_| String::new()),
    |line, _| {
        let record = read::<OfNames>(line);
        let name = |it: Option<Name<'_>>| it.and_then(|it| it.name).map(|it| it.to_lowercase());
        let starts = name(record.requester_identity_summary).is_some_and(|it| it.starts_with('a'));
        (starts || name(record.target_identity_summary).is_some_and(|it| it.contains("smith"))).then(String::new)
    },
    |line, ids| ids.binary_search(&read::<OfId>(line).id?.into_owned()).is_ok().then(String::new),
    |line, _| {
        let record = read::<OfCompleted>(line);
        let is_other = !matches!(record.r#type.as_deref(), Some("Access Request" | "Certification"));
        (record.completed.is_none() && is_other).then(String::new)
    },
    |line, _| by_date(line),
    |line, _| {
        let record = read::<OfCall>(line);
        (record.method? == "DELETE" && *record.ts? > *"2023-07-01T00:00:00Z").then(String::new)
    },
];

fn by_date(line: &[u8]) -> Option<String> {
    let record = read::<OfDate>(line);
    let created = record.created?;
    let matches = *created > *"2024-06-01T00:00:00Z" && record.completion_status.as_deref() != Some("SUCCESS");
    matches.then(|| created.into_owned())
}

/// Hands the lines that begin in a part of the file to `take`.
fn lines(path: &str, from: u64, to: u64, mut take: impl FnMut(&[u8])) {
    let mut file = File::open(path).expect("the file can be opened");
    // A line belongs to the part that its first byte is in.
    let begin = from.saturating_sub(1);
    file.seek(SeekFrom::Start(begin)).expect("it can be read from there");
    let (mut kept, mut at, mut skipping) = (Vec::with_capacity(2 * PIECE), begin, from > 0);
    loop {
        let before = kept.len();
        kept.resize(before + PIECE, 0);
        let count = file.read(&mut kept[before..]).expect("the file can be read");
        kept.truncate(before + count);
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', &kept) {
            if !skipping {
                if at + start as u64 >= to {
                    return;
                }
                take(&kept[start..end]);
            }
            skipping = false;
            start = end + 1;
        }
        kept.drain(..start);
        at += start as u64;
        if count == 0 {
            if !kept.is_empty() && !skipping && at < to {
                take(&kept);
            }
            return;
        }
    }
}

/// Runs `work` on as many parts of the file as there are threads; their answers in the order of the file.
fn in_parts<T: Send>(path: &str, threads: u64, work: impl Fn(u64, u64) -> T + Sync) -> Vec<T> {
    let size = std::fs::metadata(path).expect("the file is there").len();
    thread::scope(|scope| {
        let work = &work;
        let part = |n| (size * n / threads, size * (n + 1) / threads);
        let started: Vec<_> = (0..threads).map(part).map(|(from, to)| scope.spawn(move || work(from, to))).collect();
        started.into_iter().map(|it| it.join().expect("no part fails")).collect()
    })
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let count = match arguments[..] {
        ["lines", path, threads] => {
            let threads = threads.parse().expect("a number of threads");
            let count = |from, to| {
                let mut count = 0;
                lines(path, from, to, |_| count += 1);
                count
            };
            in_parts(path, threads, count).iter().sum::<usize>()
        }
        ["projection", query, path, threads] => {
            let query: usize = query.parse().expect("the number of a query");
            let threads = threads.parse().expect("a number of threads");
            let ids = std::fs::read_to_string("data/ids.txt").unwrap_or_default();
            let mut ids: Vec<String> = ids.lines().map(str::to_owned).collect();
            ids.sort();
            let matches = |from, to| {
                let mut found: Vec<(String, Vec<u8>)> = Vec::new();
                lines(path, from, to, |line| {
                    if let Some(key) = TESTS[query - 1](line, &ids) {
                        found.push((key, line.to_owned()));
                    }
                });
                found
            };
            let mut found: Vec<_> = in_parts(path, threads, matches).into_iter().flatten().collect();
            if query == 6 {
                found.sort_by(|one, other| other.0.cmp(&one.0));
                found.truncate(250);
            }
            let mut out = std::io::BufWriter::with_capacity(PIECE, std::io::stdout().lock());
            for (_, line) in &found {
                out.write_all(line).and_then(|()| out.write_all(b"\n")).expect("the answer can be written");
            }
            found.len()
        }
        _ => panic!("bounds lines FILE THREADS | bounds projection QUERY FILE THREADS"),
    };
    eprintln!("{count}");
}
