//! A query as it stands in a file.

use std::borrow::Cow;

use super::hole::{Hole, Seam};
use super::joins::keep_literals;
use super::quoting::Quoting;
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::{Edit, OffsetMap, Span};

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

/// The endpoint that a URL names, or a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedEndpoint<'a> {
    /// The method in front of the URL, where there is one.
    pub method: Option<&'a str>,
    /// The path, without scheme, host and query; with the version, where the URL has it.
    pub path: Cow<'a, str>,
    /// The call that stands for it, where there is one instead of a URL of the query's own.
    pub call: Option<SavedCall>,
    /// Whether its URL names a host in full that is not the vendor's. Behind a gateway such a URL may lead to the API all
    /// the same; where its path is no endpoint's, the query is somebody else's and says nothing. The same is so of a
    /// request that has neither a filter nor a sorter.
    pub is_elsewhere: bool,
    /// Where the path, or the name of the call, stands in the file.
    pub span: Span,
}

/// What a program calls an endpoint. It may be none: a function of the program's own looks the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SavedCall {
    /// Names of operations that may be meant, the likeliest first; or a path.
    pub names: Vec<String>,
    /// The version that the program says.
    pub version: Option<&'static str>,
    /// Whether the call itself names the version, as no other library would.
    pub is_versioned: bool,
    /// Whether nothing else makes the text a query: it is none where the call is not known.
    pub decides: bool,
}

/// One parameter of a query: its value as the service would read it, and the way back to the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedParameter<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// Where the name stands in the file, where it does.
    pub name_span: Option<Span>,
    /// Its value, decoded.
    pub value: Cow<'a, str>,
    /// Where it is written.
    pub place: SavedPlace,
    /// Where the same stands once more; a fix mends all places.
    pub also: Vec<SavedPlace>,
    /// What it is to the query.
    pub part: Part,
    /// Whether all of the value is text. Escapes that are not UTF-8 stay in it as they are written; a fix would encode
    /// them once more, and make another text of them.
    pub is_text: bool,
}

/// What a parameter is to the query it is saved with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// It is sent with the others.
    Sent,
    /// It is sent with others that are not known: it is looked at by itself.
    Alone,
    /// It is only kept beside them, of an earlier request: it is looked at by itself.
    Kept,
    /// It is kept beside them, but disabled: it is looked at by itself.
    Disabled,
    /// It says nothing: it is empty, or holds the text that a generator puts in (`string`), and is not sent.
    Sample,
}

/// One place where a value is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedPlace {
    /// What people call it: "the raw URL"; empty where the format has only one place for a value.
    pub name: String,
    /// Where each part of the value stands in the file.
    pub map: OffsetMap,
    /// How values are encoded there.
    pub encoding: Encoding,
    /// How the file writes down what is encoded.
    pub quoting: Quoting,
    /// How the file writes down what is quoted so, where it is a text of another language inside it.
    pub within: Quoting,
    /// What the file's language puts into the value, in the order of the text.
    pub holes: Vec<Hole>,
    /// Where the file breaks the value off, in the order of the text.
    pub seams: Vec<Seam>,
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
            Self::Url => super::url_encode::encode(text),
            Self::ReadableUrl => super::url_encode::encode_readably(text),
        }
    }
}

impl SavedQuery<'_> {
    /// Where it stands in the file with the names of its parameters: the first may stand in a line above it.
    #[must_use]
    pub fn named_span(&self) -> Span {
        let names = self.parameters.iter().filter_map(|it| it.name_span);
        let start = names.map(Span::start).min().unwrap_or(self.span.start());
        Span::new(start.min(self.span.start()), self.span.end())
    }
}

impl SavedParameter<'_> {
    /// A finding about the value as one about the file: it points to the first place, and its fix mends all of them,
    /// each written as the file has it there. A value that is not all text is not mended, and no fix is left that one
    /// of the places can't have.
    #[must_use]
    pub fn in_file(&self, diagnostic: Diagnostic) -> Diagnostic {
        let span = self.place.map.outer(diagnostic.span);
        let fix = diagnostic.fix.filter(|_| self.is_text).and_then(|fix| {
            let edits = self.edits_in_file(&fix.edits)?;
            Some(Fix { edits, ..fix })
        });
        let message = self.place.quoted(diagnostic.message, diagnostic.span);
        Diagnostic { message, span, fix, ..diagnostic }
    }

    /// Edits of the value as edits of the file, in all places; `None` where one of them can't have them.
    #[must_use]
    pub fn edits_in_file(&self, edits: &[Edit]) -> Option<Vec<Edit>> {
        let mut all = Vec::new();
        // What comes to stand behind a stray `%` may make an escape of it.
        let joins_percent = |edit: &Edit| {
            let before = self.value.get(..edit.span.start()).unwrap_or_default();
            before.strip_suffix(|c: char| c.is_ascii_hexdigit()).unwrap_or(before).ends_with('%')
        };
        let joins = edits.iter().any(joins_percent);
        for place in std::iter::once(&self.place).chain(&self.also) {
            if joins && place.encoding != Encoding::Plain {
                return None;
            }
            if !keep_literals(&self.value, place, edits) {
                return None;
            }
            all.extend(place.edits_in_file(edits)?);
        }
        all.sort_by_key(|edit| edit.span);
        Some(all)
    }
}
