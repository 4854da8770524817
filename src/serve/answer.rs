//! What requests are answered: bodies, and the vendor's forms of refusals.

use serde_json::json;

use super::secret;

/// A whole answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: String,
}

/// A request that is not answered as asked.
pub(super) type Refusal = Box<Answer>;

impl Answer {
    /// What was asked for.
    pub(super) fn ok(body: String) -> Self {
        Self { status: 200, headers: Vec::new(), body }
    }

    pub(super) fn with_header(mut self, name: &'static str, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }
}

/// The kinds of refusals that come with an `ErrorResponseDto`: status and detail code.
const BAD_REQUEST: (u16, &str) = (400, "400.1 Bad Request Content");
const NOT_FOUND: (u16, &str) = (404, "404 Not found");
const METHOD_NOT_ALLOWED: (u16, &str) = (405, "405 Method Not Allowed");
const TIME_IS_UP: (u16, &str) = (408, "408 Request Timeout");
const TOO_LARGE: (u16, &str) = (413, "413 Payload Too Large");
const URL_TOO_LONG: (u16, &str) = (414, "414 URI Too Long");
const HEADERS_TOO_LARGE: (u16, &str) = (431, "431 Request Header Fields Too Large");
const TOO_MUCH_WORK: (u16, &str) = (503, "503 Service Unavailable");
const FAULT: (u16, &str) = (500, "500.0 Internal Fault");

fn error((status, code): (u16, &str), texts: impl IntoIterator<Item = String>) -> Refusal {
    let message = |text| json!({"locale": "en-US", "localeOrigin": "DEFAULT", "text": text});
    let messages: Vec<_> = texts.into_iter().map(message).collect();
    let body = json!({"detailCode": code, "trackingId": secret::fresh(), "messages": messages, "causes": []});
    Box::new(Answer { status, headers: Vec::new(), body: body.to_string() })
}

/// A query or a body that says something wrong: each text is one reason.
pub(super) fn bad_request(texts: impl IntoIterator<Item = String>) -> Refusal {
    error(BAD_REQUEST, texts)
}

/// The body does not come to its end.
pub(super) fn broken_body() -> Refusal {
    bad_request(["The body breaks off, or is not encoded as its headers say.".to_owned()])
}

/// Nothing is served there.
pub(super) fn not_found(what: &str) -> Refusal {
    error(NOT_FOUND, [what.to_owned()])
}

/// Something is served there, by other methods.
pub(super) fn method_not_allowed(allowed: &'static str) -> Refusal {
    let mut refusal = error(METHOD_NOT_ALLOWED, [format!("The method is not allowed here. Allowed: {allowed}.")]);
    refusal.headers.push(("allow", allowed.to_owned()));
    refusal
}

/// The body did not come in time.
pub(super) fn time_is_up() -> Refusal {
    error(TIME_IS_UP, ["The request took too long to arrive.".to_owned()])
}

/// The body is longer than the limit.
pub(super) fn too_large(limit: usize) -> Refusal {
    error(TOO_LARGE, [format!("The body is longer than {limit} bytes.")])
}

/// The URL is longer than the limit.
pub(super) fn url_too_long(limit: usize) -> Refusal {
    error(URL_TOO_LONG, [format!("The path with its query is longer than {limit} bytes.")])
}

/// The headers are longer than the limit.
pub(super) fn headers_too_large(limit: usize) -> Refusal {
    error(HEADERS_TOO_LARGE, [format!("The headers are longer than {limit} bytes.")])
}

/// The work was given up.
pub(super) fn too_much_work() -> Refusal {
    let mut refusal = error(TOO_MUCH_WORK, ["The request took too long to answer.".to_owned()]);
    refusal.headers.push(("retry-after", "1".to_owned()));
    refusal
}

/// Our own fault.
pub(super) fn fault() -> Refusal {
    error(FAULT, ["An internal fault occurred.".to_owned()])
}

/// No token, or a wrong one.
pub(super) fn unauthorized(reason: &str) -> Refusal {
    let headers = vec![("www-authenticate", "Bearer".to_owned())];
    Box::new(Answer { status: 401, headers, body: json!({"error": reason}).to_string() })
}

/// A request for a token that is refused, with the code of RFC 6749, section 5.2.
pub(super) fn no_token(code: &str, description: &str) -> Refusal {
    let body = json!({"error": code, "error_description": description});
    Box::new(Answer { status: 400, headers: Vec::new(), body: body.to_string() })
}

/// Another client, or a wrong secret; by the scheme that the client used.
pub(super) fn invalid_client(scheme: &'static str) -> Refusal {
    let mut refusal = unauthorized("invalid_client");
    refusal.headers = vec![("www-authenticate", scheme.to_owned())];
    refusal
}

/// Too many requests in a short time.
pub(super) fn rate_limit_exceeded(seconds: u64) -> Refusal {
    let headers = vec![("retry-after", seconds.to_string())];
    // The blanks are those of the published example.
    Box::new(Answer { status: 429, headers, body: json!({"message": " Rate Limit Exceeded "}).to_string() })
}
