//! The server, as it is used: each file of `tests/serve` begins with the options of a server; then cases follow, each a
//! request and its answer.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

#[allow(dead_code)] // Transcripts are run by others.
#[path = "support/console.rs"]
mod console;
#[allow(dead_code)] // Connections are treated badly by others.
#[path = "support/server.rs"]
mod server;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use console::{Folder, compare_or_update};
use server::{Answer, Server};

/// Headers that are shown where they are there.
const SHOWN: [&str; 5] = ["x-total-count", "allow", "retry-after", "www-authenticate", "cache-control"];

/// A tracking id is never the same twice.
fn settled(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    for name in ["\"trackingId\":\"", "\"access_token\":\""] {
        while let Some((before, after)) = rest.split_once(name) {
            let (id, behind) = after.split_once('"').unwrap();
            assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
            out.push_str(&format!("{before}{name}…\""));
            rest = behind;
        }
    }
    out + rest
}

fn shown(answer: &Answer) -> String {
    let headers = SHOWN.iter().filter_map(|name| {
        let value = answer.header(name)?;
        // It grows less while time goes by.
        let settled = if *name == "retry-after" && (1..=10).contains(&value.parse().unwrap()) { "…" } else { value };
        Some(format!("{name}: {settled}\n"))
    });
    // A record a line, for people.
    let body = settled(&answer.body).replace("},{", "},\n{");
    format!("{}\n{}{}\n", answer.status, headers.collect::<String>(), body)
}

/// `${repeat N text}` stands for that text N times.
fn expanded(text: &str) -> String {
    let Some((before, rest)) = text.split_once("${repeat ") else { return text.to_owned() };
    let (inside, after) = rest.split_once('}').unwrap();
    let (count, part) = inside.split_once(' ').unwrap();
    format!("{before}{}{}", part.repeat(count.parse().unwrap()), expanded(after))
}

/// A file begins with `options:` and files of records (`file NAME` and what follows up to an empty line). A case is
/// `=== title`, a request line with its headers and, behind `body:`, its body; then what is answered.
fn check_file(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/serve").join(name);
    let expected = fs::read_to_string(&path).unwrap();
    let (head, _) = expected.split_once("=== ").unwrap();
    let folder = Folder::new(&format!("serve-{name}"));
    let mut options = Vec::new();
    for part in head.split("\n\n") {
        if let Some(line) = part.strip_prefix("options:") {
            options.extend(line.split_whitespace());
        } else if let Some((file, text)) = part.strip_prefix("file ").and_then(|part| part.split_once('\n')) {
            fs::write(folder.path().join(file), text.to_owned() + "\n").unwrap();
        }
    }
    let server = Server::start(&options, folder.path());
    let mut actual = head.to_owned();
    for (number, case) in expected.split("=== ").enumerate().skip(1) {
        let (title, rest) = case.split_once('\n').unwrap();
        let request: Vec<&str> = rest.lines().take_while(|line| line.starts_with("> ")).collect();
        let lines: Vec<String> = request.iter().map(|line| expanded(&line[2..])).collect();
        let (body, head): (Vec<&String>, Vec<&String>) = lines.iter().partition(|line| line.starts_with("body: "));
        let body: Vec<&str> = body.iter().map(|line| &line["body: ".len()..]).collect();
        let head: Vec<&str> = head.into_iter().map(String::as_str).collect();
        let answer = server.ask(&head, &body.join("\n"));
        let gap = if number == 1 { "" } else { "\n" };
        actual.push_str(&format!("{gap}=== {title}\n{}\n{}", request.join("\n"), shown(&answer)));
    }
    compare_or_update(&path, &expected, &actual);
}

#[test]
fn account_activities() {
    check_file("account_activities.txt");
}

#[test]
fn api_usage() {
    check_file("api_usage.txt");
}

#[test]
fn source_usages() {
    check_file("source_usages.txt");
}

#[test]
fn prompt_insights() {
    check_file("prompt_insights.txt");
}

#[test]
fn tr50() {
    check_file("tr50.txt");
}

#[test]
fn tokens() {
    check_file("tokens.txt");
}

#[test]
fn limits() {
    check_file("limits.txt");
}

#[test]
fn rate() {
    check_file("rate.txt");
}

#[test]
fn records() {
    check_file("records.txt");
}

#[test]
fn what_is_sent_for_nothing_is_said_at_the_start() {
    let folder = Folder::new("serve-notes");
    fs::write(folder.path().join("requests.json"), "[]").unwrap();
    let records = ["/v3/non-employee-requests=requests.json", "/beta/non-employee-requests=requests.json"];
    let mut server = Server::start(&["--records", records[0], "--records", records[1]], folder.path());
    assert_eq!(
        server.said(),
        "`requested-for` has to be sent to /v3/non-employee-requests, /beta/non-employee-requests, but the records answer \
         for every value of it"
    );
}

#[test]
fn every_case_file_is_run() {
    let this = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/serve.rs")).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/serve")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(this.contains(&format!("check_file(\"{name}\")")), "{name} is run by no test");
    }
}

fn many(count: usize) -> String {
    (0..count).map(|n| format!("{{\"id\":\"{n}\",\"name\":\"account {}\"}}\n", n * 7919 % count)).collect()
}

#[test]
fn pages_hold_each_record_once() {
    let folder = Folder::new("serve-pages");
    fs::write(folder.path().join("accounts.ndjson"), many(1_000)).unwrap();
    let server = Server::start(&["--records", "/v2025/accounts=accounts.ndjson"], folder.path());
    for sorters in ["", "&sorters=name", "&sorters=-name"] {
        let mut ids = HashSet::new();
        for offset in (0..=1_000).step_by(250) {
            let path = format!("GET /v2025/accounts?limit=250&count=true&offset={offset}{sorters}");
            let answer = server.ask(&[&path], "");
            assert_eq!((answer.status, answer.header("x-total-count")), (200, Some("1000")));
            let page: Vec<serde_json::Value> = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(page.len(), if offset < 1_000 { 250 } else { 0 });
            ids.extend(page.iter().map(|record| record["id"].as_str().unwrap().to_owned()));
        }
        assert_eq!(ids.len(), 1_000, "{sorters}");
    }
}

#[test]
fn records_are_read_again_on_a_signal_unless_they_are_broken() {
    let folder = Folder::new("serve-reload");
    let file = folder.path().join("accounts.ndjson");
    fs::write(&file, many(1)).unwrap();
    let mut server = Server::start(&["--records", "/v2025/accounts=accounts.ndjson"], folder.path());
    let count = |server: &Server| {
        let answer = server.ask(&["GET /v2025/accounts?count=true"], "");
        answer.header("x-total-count").unwrap().to_owned()
    };
    assert_eq!(count(&server), "1");
    fs::write(&file, many(2)).unwrap();
    assert_eq!(server.reload(), "the records were read again");
    assert_eq!(count(&server), "2");
    fs::write(&file, "{\"id\":\"1\"}\n{\"id\":}\n").unwrap();
    assert_eq!(
        server.reload(),
        "error: `accounts.ndjson`, line 2, column 7: expected a value; the records from before are served on"
    );
    assert_eq!(count(&server), "2");
}

#[test]
fn the_access_log_is_what_usage_is_counted_from() {
    let folder = Folder::new("serve-log");
    let server = Server::start(&["--access-log", "calls.ndjson"], folder.path());
    for path in ["GET /v3/account-activities?limit=1", "GET /v3/account-activities/x", "POST /v3/account-activities"] {
        server.ask(&[path], "");
    }
    server.stop();
    let server = Server::start(&["--records", "get-total-count=calls.ndjson"], folder.path());
    let experimental = "X-SailPoint-Experimental: true";
    let answer = server.ask(&["GET /v2025/api-usage/summary", experimental], "");
    let expected = r#"[{"RequestedUri":"/v3/account-activities","NumberOfCalls":2},{"RequestedUri":"/v3/account-activities/<id>","NumberOfCalls":1}]"#;
    assert_eq!(answer.body, expected);
    let answer = server.ask(&["GET /v2026/api-usage/count?filters=method%20eq%20%22POST%22", experimental], "");
    assert_eq!(answer.body, r#"{"NumberOfCalls":1}"#);
}

/// Queries made of pieces that mean something, and of any bytes, in any order, at every kind of endpoint: each is answered
/// or refused, and never a fault.
#[test]
fn no_query_is_a_fault() {
    const PATHS: [&str; 6] = [
        "/v3/account-activities",
        "/v2025/api-usage/count",
        "/v2025/api-usage/summary",
        "/v2025/source-usages/2c9180835d191a86015d28455b4a2329/summaries",
        "/prompt-insights/v1",
        "/prompt-insights/v1/metrics",
    ];
    const PIECES: [&str; 32] = [
        "filters=",
        "sorters=",
        "limit=",
        "offset=",
        "count=",
        "&",
        "%20",
        "type",
        "created",
        "eq",
        "in",
        "(",
        ")",
        "%22",
        ",",
        "%",
        "%ff",
        "not",
        "or",
        "2025-01-01",
        "-1",
        "99999999999999999999",
        "requested-for=me",
        "interval=-7d",
        "method",
        "timestamp",
        "date",
        "isnull",
        "pr",
        "co",
        "=",
        "+",
    ];
    let folder = Folder::new("serve-fuzz");
    let server = Server::start(&[], folder.path());
    let mut connection = server.connect();
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for path in PATHS {
        let mut statuses = HashSet::new();
        for turn in 0..500 {
            let count = next() % 12;
            let query: String = (0..count)
                .map(|_| match next() % 8 {
                    0 => format!("%{:02x}", next() % 256),
                    _ => PIECES[next() % PIECES.len()].to_owned(),
                })
                .collect();
            // The metrics ask for an interval, which pieces hardly ever are.
            let interval = if turn % 2 == 0 { "interval=-7d&" } else { "" };
            let line = format!("GET {path}?{interval}{query}");
            let answer = connection.ask(&[&line, "X-SailPoint-Experimental: true"], "");
            assert!(answer.status < 500, "{line}: {}", answer.body);
            statuses.insert(answer.status);
        }
        assert_eq!(statuses, HashSet::from([200, 400]), "{path}");
    }
}
