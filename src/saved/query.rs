//! A query as it stands in a file.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::text::{OffsetMap, Span};

/// One request, or one expression, as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedQuery<'a> {
    /// Where it stands in the file.
    pub span: Span,
    /// The endpoint it says it is for, where it says so.
    pub endpoint: Option<SavedEndpoint<'a>>,
    /// Its parameters, in the order of the text.
    pub parameters: Vec<SavedParameter<'a>>,
    /// What is wrong with the way it is written down; places and fixes count in the file.
    pub findings: Vec<Diagnostic>,
}

/// The endpoint that a URL names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedEndpoint<'a> {
    /// The method in front of the URL, where there is one.
    pub method: Option<&'a str>,
    /// The path, without scheme, host and query; with the version, where the URL has it.
    pub path: Cow<'a, str>,
    /// Where the path stands in the file.
    pub span: Span,
}

/// One parameter of a query: its value as the service would read it, and the way back to the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedParameter<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its value, decoded.
    pub value: Cow<'a, str>,
    /// Where each part of the value stands in the file.
    pub map: OffsetMap,
    /// How text is written at that place of the file.
    pub encoding: Encoding,
}

/// How a value is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As it is.
    Plain,
    /// Percent-encoded, down to blanks and quotes.
    Url,
    /// Percent-encoded as far as a tool that encodes the rest needs it: blanks and quotes stand as they are.
    ReadableUrl,
}

impl Encoding {
    /// `text` as it is written at such a place.
    ///
    /// ```
    /// use v3q::saved::Encoding;
    /// assert_eq!(Encoding::Url.write("a eq \"R&D\""), "a%20eq%20%22R%26D%22");
    /// assert_eq!(Encoding::ReadableUrl.write("a eq \"R&D\""), "a eq \"R%26D\"");
    /// ```
    #[must_use]
    pub fn write(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Url => super::url::encode(text),
            Self::ReadableUrl => super::url::encode_readably(text),
        }
    }
}

impl SavedParameter<'_> {
    /// A finding about the value as one about the file: its place and its fix are moved and written as the file has it.
    #[must_use]
    pub fn in_file(&self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.moved(|span| self.map.outer(span), |text| self.encoding.write(&text))
    }
}
