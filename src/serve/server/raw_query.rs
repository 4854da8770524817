//! Queries with characters that the HTTP library refuses, though callers send them as they type them.

/// Where in the requests of a connection the next byte is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a request line, and whether in its query; an empty line may stand before it.
    Line { is_empty: bool, in_query: bool },
    /// In a line of the head.
    Head,
    /// At or behind a body: it is not told where that ends.
    Rest,
}

/// Percent-encodes `"`, `<` and `>` in the queries of request lines, and leaves all else as it is.
///
/// Only up to the first request that has a body: where the next one begins is for the HTTP library alone to say.
#[derive(Debug)]
pub(super) struct RawQuery {
    place: Place,
    /// The line of the head so far, as long as it may name a body.
    line: Vec<u8>,
}

/// The headers behind which the bytes are no longer those of heads.
const BODIES: [&[u8]; 3] = [b"content-length", b"transfer-encoding", b"upgrade"];

/// How much of a line tells whether it is one of these.
const LONGEST: usize = 17;

const START: Place = Place::Line { is_empty: true, in_query: false };

impl RawQuery {
    pub(super) fn new() -> Self {
        Self { place: START, line: Vec::new() }
    }

    /// Whether nothing will be encoded any more.
    pub(super) fn is_over(&self) -> bool {
        self.place == Place::Rest
    }

    /// Adds the bytes that came to those that are to be read.
    pub(super) fn encode(&mut self, came: &[u8], into: &mut Vec<u8>) {
        for byte in came {
            match byte {
                b'"' if self.in_query() => into.extend(b"%22"),
                b'<' if self.in_query() => into.extend(b"%3C"),
                b'>' if self.in_query() => into.extend(b"%3E"),
                _ => into.push(*byte),
            }
            self.pass(*byte);
        }
    }

    fn in_query(&self) -> bool {
        matches!(self.place, Place::Line { in_query: true, .. })
    }

    fn pass(&mut self, byte: u8) {
        match (&mut self.place, byte) {
            (Place::Line { is_empty: true, .. }, b'\r' | b'\n') | (Place::Rest, _) => {}
            (Place::Line { .. }, b'\n') => self.place = Place::Head,
            (Place::Line { is_empty, in_query }, _) => {
                *is_empty = false;
                *in_query |= byte == b'?';
            }
            (Place::Head, b'\n') => {
                let line = std::mem::take(&mut self.line);
                if line.is_empty() || line == b"\r" {
                    self.place = START;
                } else if BODIES.iter().any(|name| line.starts_with(name)) {
                    self.place = Place::Rest;
                }
            }
            (Place::Head, _) => {
                if self.line.len() < LONGEST {
                    self.line.push(byte.to_ascii_lowercase());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read of bytes that come in pieces of that length.
    fn read(came: &str, length: usize) -> String {
        let mut query = RawQuery::new();
        let mut into = Vec::new();
        came.as_bytes().chunks(length).for_each(|piece| query.encode(piece, &mut into));
        String::from_utf8(into).unwrap()
    }

    #[test]
    fn queries_are_encoded_and_nothing_else() {
        for (came, expected) in [
            ("GET /a?b=\"<>'{} HTTP/1.1\r\n", "GET /a?b=%22%3C%3E'{} HTTP/1.1\r\n"),
            ("G\"T /a\"<b>?c\" HTTP/1.1\r\n", "G\"T /a\"<b>?c%22 HTTP/1.1\r\n"),
            ("\r\n\nGET /?\" x\n\nGET /?< x\n", "\r\n\nGET /?%22 x\n\nGET /?%3C x\n"),
            ("GET /?\" x\r\nA: ?\"\r\n\r\nGET /?> x\r\n", "GET /?%22 x\r\nA: ?\"\r\n\r\nGET /?%3E x\r\n"),
            (
                "POST /?\" x\r\nContent-length: 9\r\n\r\nGET /?\" x\n",
                "POST /?%22 x\r\nContent-length: 9\r\n\r\nGET /?\" x\n",
            ),
            (
                "POST /?\" x\nTRANSFER-ENCODING : chunked\nA: b\n\nGET /?\" x\n",
                "POST /?%22 x\nTRANSFER-ENCODING : chunked\nA: b\n\nGET /?\" x\n",
            ),
            ("GET /a\r\n?\"", "GET /a\r\n?\""),
        ] {
            for length in [1, 2, 7, 1_000] {
                assert_eq!(read(came, length), expected, "{came}");
            }
        }
    }

    #[test]
    fn it_is_over_at_the_first_body() {
        let mut query = RawQuery::new();
        query.encode(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", &mut Vec::new());
        assert!(!query.is_over());
        query.encode(b"POST / HTTP/1.1\r\nContent-Length: 0\r\n", &mut Vec::new());
        assert!(query.is_over());
    }
}
