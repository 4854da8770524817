//! Messages as they come over the wire: a header that says how long they are, and JSON.
//!
//! What can be passed over is, and gets an answer; what leaves unknown where the next message begins is an error.

use std::io::{self, BufRead, Read as _};

use lsp_server::{ErrorCode, Message};
use serde_json::{Value, json};

/// The longest line of a header. A length has few digits, and nothing else that is sent in one is long.
const HEADER: u64 = 4096;

/// The longest message: no file is larger that a reader takes.
const LONGEST: u64 = u32::MAX as u64;

/// What came in.
#[derive(Debug)]
pub(super) enum Received {
    Message(Message),
    /// It is no message of the protocol: what is answered.
    Refused(Value),
    /// It is none, and an answer to something: that is not answered.
    Ignored,
}

/// The next message; `None` where there is no more.
///
/// # Errors
/// The header is broken, or the message is too long or ends early.
pub(super) fn receive(input: &mut impl BufRead) -> io::Result<Option<Received>> {
    let Some(length) = header(input)? else { return Ok(None) };
    if length > LONGEST {
        return Err(broken(format!("a message of {length} bytes is too long, the most are {LONGEST}")));
    }
    let mut body = Vec::new();
    // Room is made for what comes, not for what is announced.
    let came = input.take(length).read_to_end(&mut body)? as u64;
    if came < length {
        return Err(broken(format!("a message of {length} bytes ends after {came}")));
    }
    Ok(Some(read(&body)))
}

/// The length of the message that follows.
fn header(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    let mut is_first = true;
    loop {
        let mut line = Vec::new();
        input.take(HEADER).read_until(b'\n', &mut line)?;
        if line.is_empty() && is_first {
            return Ok(None);
        }
        is_first = false;
        let wrong = || broken(format!("a header can't be read: {:?}", String::from_utf8_lossy(&line)));
        let text = line.strip_suffix(b"\r\n").and_then(|it| str::from_utf8(it).ok()).ok_or_else(wrong)?;
        if text.is_empty() {
            return length.map(Some).ok_or_else(|| broken("a header has no `Content-Length`"));
        }
        let (name, value) = text.split_once(':').ok_or_else(wrong)?;
        if name.eq_ignore_ascii_case("Content-Length") {
            length = Some(value.trim().parse().map_err(|_| wrong())?);
        }
    }
}

fn read(body: &[u8]) -> Received {
    let refused = |id: Value, code: ErrorCode, why: String| {
        let error = json!({ "code": code as i32, "message": why });
        Received::Refused(json!({ "jsonrpc": "2.0", "id": id, "error": error }))
    };
    let error = match serde_json::from_slice(body) {
        Ok(message) => return Received::Message(message),
        Err(error) => error,
    };
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => return refused(Value::Null, ErrorCode::ParseError, format!("this is no JSON: {error}")),
    };
    let has = |key: &str| value.get(key).is_some();
    if !has("method") && (has("result") || has("error")) {
        return Received::Ignored;
    }
    let id = value.get("id").filter(|it| it.is_number() || it.is_string()).cloned().unwrap_or_default();
    refused(id, ErrorCode::InvalidRequest, format!("this is no message of the protocol: {error}"))
}

fn broken(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of all that is sent, until it ends.
    fn received(mut sent: &[u8]) -> Vec<String> {
        let mut out = Vec::new();
        loop {
            match receive(&mut sent) {
                Ok(None) => return out,
                Ok(Some(Received::Message(it))) => out.push(serde_json::to_string(&it).unwrap()),
                Ok(Some(Received::Refused(it))) => out.push(it["error"]["code"].to_string() + &it["id"].to_string()),
                Ok(Some(Received::Ignored)) => out.push("ignored".to_owned()),
                Err(error) => {
                    out.push(error.to_string());
                    return out;
                }
            }
        }
    }

    fn framed(bodies: &[&str]) -> Vec<u8> {
        bodies.iter().flat_map(|it| format!("Content-Length: {}\r\n\r\n{it}", it.len()).into_bytes()).collect()
    }

    #[test]
    fn what_is_no_message_is_answered_and_the_next_one_is_read() {
        let bodies = ["{bad}", "[]", r#"{"id":7,"method":1}"#, r#"{"id":null,"error":{}}"#, r#"{"method":"exit"}"#];
        let expected = ["-32700null", "-32600null", "-326007", "ignored", r#"{"method":"exit"}"#];
        assert_eq!(received(&framed(&bodies)), expected);
        let mut sent = b"content-length:1\r\nContent-Type: x\r\n\r\n\xff".to_vec();
        sent.extend(framed(&[r#"{"method":"exit"}"#]));
        assert_eq!(received(&sent), ["-32700null", r#"{"method":"exit"}"#]);
    }

    #[test]
    fn what_hides_where_the_next_message_begins_is_the_end() {
        let long = format!("{}\r\n\r\n", "x".repeat(100_000));
        for (sent, why) in [
            (
                "Content-Length: 999999999999\r\n\r\n{}",
                "a message of 999999999999 bytes is too long, the most are 4294967295",
            ),
            ("Content-Length: 4000000000\r\n\r\n{}", "a message of 4000000000 bytes ends after 2"),
            ("Content-Length: -1\r\n\r\n{}", "a header can't be read: \"Content-Length: -1\\r\\n\""),
            ("Content-Length: 2\n\n{}", "a header can't be read: \"Content-Length: 2\\n\""),
            ("Content-Type: x\r\n\r\n{}", "a header has no `Content-Length`"),
            ("Content-Length: 2\r\n", "a header can't be read: \"\""),
        ] {
            assert_eq!(received(sent.as_bytes()), [why]);
        }
        assert!(received(long.as_bytes())[0].len() < 5000);
    }
}
