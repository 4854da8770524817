//! Callers that are many, slow or gone: what a server does with them, and that others are served all the same.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

#[allow(dead_code)] // Transcripts are run by others.
#[path = "support/console.rs"]
mod console;
#[allow(dead_code)] // Records are read again by others.
#[path = "support/server.rs"]
mod server;

use std::fs;
use std::thread::{scope, sleep};
use std::time::Duration;

use console::Folder;
use server::{Connection, Server, request};

const ONE: &[&str] = &["GET /v3/account-activities?limit=1&count=true"];

/// Asks for more than the system keeps for a caller that does not take it.
const LARGE: &[&str] = &["GET /v2025/accounts"];

/// 250 accounts of 100 KB each.
fn large_accounts(name: &str) -> (Folder, usize) {
    let folder = Folder::new(name);
    let record = |id| format!("{{\"id\":\"{id}\",\"name\":\"{}\"}}\n", "x".repeat(100_000));
    let text: String = (0..250).map(record).collect();
    fs::write(folder.path().join("accounts.ndjson"), &text).unwrap();
    // With a comma for each line's end, but one, in brackets.
    (folder, text.len() + 1)
}

fn served(connection: &mut Connection) {
    let answer = connection.ask(ONE, "");
    assert_eq!((answer.status, answer.header("x-total-count")), (200, Some("12")));
}

#[test]
fn requests_beyond_the_limit_wait_and_are_answered() {
    let folder = Folder::new("serve-requests");
    let text: String = (0..2_000).map(|n| format!("{{\"id\":\"{n}\",\"name\":\"account {}\"}}\n", n % 100)).collect();
    fs::write(folder.path().join("accounts.ndjson"), text).unwrap();
    let server = Server::start(&["--records", "/v2025/accounts=accounts.ndjson", "--max-requests", "1"], folder.path());
    scope(|scope| {
        for caller in 0..16 {
            let mut connection = server.connect();
            scope.spawn(move || {
                for turn in 0..5 {
                    let name = caller * 5 + turn;
                    let query = format!("filters=name%20eq%20%22Account%20{name}%22&sorters=-name&count=true&limit=1");
                    let answer = connection.ask(&[&format!("GET /v2025/accounts?{query}")], "");
                    assert_eq!((answer.status, answer.header("x-total-count")), (200, Some("20")), "{}", answer.body);
                    assert_eq!(answer.body, format!("[{{\"id\":\"{name}\",\"name\":\"account {name}\"}}]"));
                }
            });
        }
    });
}

#[test]
fn connections_beyond_the_limit_wait_and_are_served() {
    let folder = Folder::new("serve-connections");
    let server = Server::start(&["--max-connections", "2"], folder.path());
    let mut taken = [server.connect(), server.connect()];
    taken.iter_mut().for_each(served);
    let mut waiting = server.connect();
    assert!(waiting.send(&request(ONE, "")));
    assert!(waiting.is_silent(Duration::from_millis(500)));
    let [one, mut other] = taken;
    drop(one);
    assert_eq!(waiting.answer(true).status, 200);
    served(&mut other);
}

#[test]
fn a_caller_that_does_not_take_its_answer_is_cut_off() {
    let (folder, length) = large_accounts("serve-readers");
    let options = ["--records", "/v2025/accounts=accounts.ndjson", "--max-time", "2", "--max-connections", "3"];
    let server = Server::start(&options, folder.path());
    let head = |headers: &[&str]| request(&[LARGE, headers].concat(), "");
    let slow = [head(&[]), head(&["Connection: close"]), head(&[]).repeat(3)].map(|requests| {
        let mut connection = server.connect();
        assert!(connection.send(&requests));
        connection
    });
    // There is no connection left for these, until one is ended.
    let mut others = [server.connect(), server.connect(), server.connect()];
    for other in &mut others {
        assert_eq!(other.ask(&["GET /v2025/accounts/none"], "").status, 404);
    }
    for connection in slow {
        assert!(connection.rest().len() < length);
    }
}

#[test]
fn a_caller_that_takes_its_answer_bit_by_bit_is_cut_off() {
    let (folder, length) = large_accounts("serve-sips");
    let options = ["--records", "/v2025/accounts=accounts.ndjson", "--max-time", "2", "--max-connections", "1"];
    let server = Server::start(&options, folder.path());
    let mut slow = server.connect();
    assert!(slow.send(&request(LARGE, "")));
    let mut other = server.connect();
    scope(|scope| {
        let asking = scope.spawn(|| other.ask(&["GET /v2025/accounts/none"], "").status);
        while !asking.is_finished() {
            slow.sip();
            sleep(Duration::from_millis(20));
        }
        assert_eq!(asking.join().unwrap(), 404);
    });
    assert!(slow.rest().len() < length);
}

#[test]
fn a_caller_that_takes_its_answer_late_has_all_of_it() {
    let (folder, length) = large_accounts("serve-late");
    let server = Server::start(&["--records", "/v2025/accounts=accounts.ndjson"], folder.path());
    let mut slow = server.connect();
    assert!(slow.send(&request(LARGE, "")));
    for _ in 0..100 {
        assert_eq!(server.ask(&["GET /v2025/accounts?limit=0"], "").body, "[]");
    }
    assert_eq!(slow.answer(true).body.len(), length);
}

/// Sends a byte now and then, as long as the server takes it.
fn trickle(connection: &mut Connection) {
    for _ in 0..600 {
        if !connection.send("x") || !connection.is_silent(Duration::from_millis(100)) {
            return;
        }
    }
    panic!("it takes all of it");
}

#[test]
fn a_head_that_does_not_end_is_cut_off() {
    let folder = Folder::new("serve-heads");
    let server = Server::start(&["--max-time", "2"], folder.path());
    let mut slow = server.connect();
    assert!(slow.send("GET /v3/account-activities HTTP/1.1\r\nX-Slow: "));
    served(&mut server.connect());
    trickle(&mut slow);
    assert_eq!(slow.rest(), b"");
}

#[test]
fn a_body_that_does_not_end_is_refused() {
    let folder = Folder::new("serve-bodies");
    let server = Server::start(&["--max-time", "2"], folder.path());
    let mut slow = server.connect();
    assert!(slow.send("POST /api HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n{"));
    served(&mut server.connect());
    trickle(&mut slow);
    let answer = slow.answer(true);
    assert_eq!(answer.status, 408);
    assert!(answer.body.starts_with("{\"detailCode\":\"408 Request Timeout\","), "{}", answer.body);
}

/// What a body is answered that ends there.
fn broken(headers: &str, body: &str) -> (u16, String) {
    let folder = Folder::new("serve-broken");
    let server = Server::start(&["--max-body", "20"], folder.path());
    let mut connection = server.connect();
    assert!(connection.send(&format!("POST /api HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n\r\n{body}")));
    connection.hang_up();
    let answer = connection.answer(true);
    (answer.status, answer.body)
}

#[test]
fn a_body_that_is_broken_is_told_from_one_that_is_too_long() {
    for (headers, body) in [
        ("Content-Length: 10", "{"),
        ("Transfer-Encoding: chunked", "2\r\n{}\r\n"),
        ("Transfer-Encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked", "2\r\n{}2\r\n{}\r\n0\r\n\r\n"),
    ] {
        let (status, text) = broken(headers, body);
        assert_eq!(status, 400, "{body:?}: {text}");
        assert!(text.starts_with("{\"detailCode\":\"400.1 Bad Request Content\","), "{text}");
        assert!(text.contains("\"The body breaks off, or is not encoded as its headers say.\""), "{text}");
    }
    for (headers, body) in
        [("Content-Length: 21", "{"), ("Transfer-Encoding: chunked", "15\r\n{12345678901234567890\r\n0\r\n\r\n")]
    {
        let (status, text) = broken(headers, body);
        assert_eq!(status, 413, "{body:?}: {text}");
        assert!(text.contains("\"The body is longer than 20 bytes.\""), "{text}");
    }
}

/// One connection, with a request that has no body before others.
#[test]
fn queries_may_be_sent_as_they_are_typed() {
    let folder = Folder::new("serve-typed");
    let server = Server::start(&[], folder.path());
    let mut connection = server.connect();
    let typed = "GET /v3/account-activities?filters=created%20lt%20\"2000-01-01T00:00:00Z\"&count=true";
    for head in [typed, "GET /v3/account-activities?limit=0&count=true", typed] {
        assert!(connection.send(&format!("{head} HTTP/1.1\r\nHost: localhost\r\n\r\n")));
        let answer = connection.answer(true);
        let count = if head == typed { "0" } else { "12" };
        assert_eq!((answer.status, answer.header("x-total-count")), (200, Some(count)), "{}", answer.body);
    }
    let answer = server.ask(&["GET /v3/account-activities?filters=<"], "");
    assert_eq!(answer.status, 400);
    assert!(answer.body.starts_with("{\"detailCode\":\"400.1 Bad Request Content\","), "{}", answer.body);
}

#[test]
fn a_connection_that_asks_nothing_more_is_ended() {
    let folder = Folder::new("serve-idle");
    let server = Server::start(&["--max-time", "2"], folder.path());
    let mut idle = server.connect();
    served(&mut idle);
    assert_eq!(idle.rest(), b"");
}

#[test]
fn what_was_begun_is_finished_when_the_server_is_told_to_stop() {
    let folder = Folder::new("serve-stop");
    let server = Server::start(&[], folder.path());
    let packet = r#"{"1":{"command":"usage.api.list","params":{"limit":1}}}"#;
    let whole = request(&["POST /api", "Expect: 100-continue"], packet);
    let mut connection = server.connect();
    assert!(connection.send(whole.strip_suffix(packet).unwrap()));
    assert_eq!(connection.answer(false).status, 100);
    let mut idle = server.connect();
    served(&mut idle);
    server.tell_to_stop();
    while server.listens() {
        sleep(Duration::from_millis(10));
    }
    assert_eq!(idle.rest(), b"");
    assert!(connection.send(packet));
    let answer = connection.answer(true);
    assert_eq!(answer.status, 200);
    assert!(answer.body.starts_with("{\"1\":{\"success\":true,"), "{}", answer.body);
    assert_eq!(connection.rest(), b"");
    server.wait();
}
