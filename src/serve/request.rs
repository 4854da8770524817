//! A request, read as far as every endpoint needs it.

use super::answer::{self, Refusal};
use crate::text::decode_query;

/// A request.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    /// As it is written.
    pub(super) query: String,
    pub(super) authorization: Option<String>,
    /// What `X-SailPoint-Experimental` says.
    pub(super) experimental: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Request {
    /// The segments of the path, decoded.
    pub(super) fn segments(&self) -> Result<Vec<String>, Refusal> {
        let decode = |segment| percent_encoding::percent_decode_str(segment).decode_utf8().map(|it| it.into_owned());
        let segments = self.path.split('/').filter(|segment| !segment.is_empty()).map(decode);
        segments.collect::<Result<_, _>>().map_err(|_| answer::bad_request(["The path is not UTF-8.".to_owned()]))
    }

    /// The parameters of the query, decoded.
    pub(super) fn parameters(&self) -> Result<Vec<(String, String)>, Refusal> {
        decode_query(&self.query)
            .map_err(|error| answer::bad_request([format!("The query can't be decoded: {error}.")]))
    }

    /// The token that it brings.
    pub(super) fn token(&self) -> Option<&str> {
        self.credentials("bearer")
    }

    /// What it brings to authenticate by that scheme.
    pub(super) fn credentials(&self, wanted: &str) -> Option<&str> {
        let (scheme, credentials) = self.authorization.as_deref()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case(wanted).then(|| credentials.trim())
    }
}
