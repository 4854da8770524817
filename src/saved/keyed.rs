//! Queries under keys: what objects of JSON, YAML and their like hold.
//!
//! A reader hands over what it meets (an object begins, a key, a text, an object ends); out come queries. `filters`,
//! `filter`, `sorters` and `sort` name a parameter, in lists of `{"name": "filters", "value": …}` too; `url` and the like
//! beside it, or in one of the objects around it, names the endpoint, `method` the method. Any text may hold a URL.

use super::counted::{counted, gathered};
use super::host_text::HostText;
use super::nearness::Nearness;
use super::owner::{Owner, owner};
use super::query::{SavedEndpoint, SavedParameter, SavedQuery};
use super::shape::NAMES_OF_QUERIES;
use super::url::method;
use super::url_in_text::urls;
use crate::text::{BLANKS, Span};

/// Keys whose text names the endpoint.
const ADDRESSES: [&str; 6] = ["url", "requestUrl", "request_url", "uri", "endpoint", "path"];

/// Parameters that are looked at where a filter or sorter is beside them.
const COMPANIONS: [&str; 3] = ["limit", "offset", "count"];

/// How many objects further out an address still belongs to a parameter: `{url, urlParams: {filters}}`.
const REACH: usize = 3;

/// How many parameters of a URL are looked through for one that is said beside it too.
const MOST_JOINED: usize = 64;

/// The queries of a file, while it is read.
pub(super) struct Keyed {
    nearness: Nearness,
    frames: Vec<Frame>,
    queries: Vec<SavedQuery<'static>>,
}

/// An object or a list that is not yet at its end.
#[derive(Default)]
struct Frame {
    key: Option<(String, Span)>,
    method: Option<&'static str>,
    address: Option<Address>,
    /// What another object supplies that this one takes over.
    merged: Option<Supplied>,
    /// The `name` and the `value` of an object that is one parameter.
    name: Option<HostText>,
    value: Option<HostText>,
    own: Vec<SavedParameter<'static>>,
    /// Parameters of objects inside that have no address yet, each group with how far in it was found.
    waiting: Vec<(Vec<SavedParameter<'static>>, usize)>,
}

struct Address {
    url: HostText,
    /// What the URL itself asks for.
    query: Option<SavedQuery<'static>>,
}

/// What an object supplies to those that take it over: its address and its method.
#[derive(Clone)]
pub(super) struct Supplied {
    url: HostText,
    method: Option<&'static str>,
}

#[cfg(feature = "saved-yaml")]
impl Supplied {
    /// How much it says.
    pub(super) fn len(&self) -> usize {
        self.url.text().len()
    }
}

/// The key under which a mapping of YAML takes over others.
#[cfg(feature = "saved-yaml")]
const MERGE: &str = "<<";

#[cfg(feature = "saved-yaml")]
impl Keyed {
    /// What the present object supplies.
    pub(super) fn supplied(&self) -> Option<Supplied> {
        let frame = self.frames.last()?;
        let own = frame.address.as_ref().map(|it| it.url.clone());
        let merged = frame.merged.as_ref();
        let url = own.or_else(|| merged.map(|it| it.url.clone()))?;
        Some(Supplied { url, method: frame.method.or(merged.and_then(|it| it.method)) })
    }

    /// Whether what comes now, or each part of it, is taken over by the present object.
    pub(super) fn merges(&self) -> bool {
        self.frames.last().and_then(|frame| frame.key.as_ref()).is_some_and(|(key, _)| key == MERGE)
    }

    /// The object that is so many further out takes over what another one supplies; the first of them counts.
    pub(super) fn merge(&mut self, supplied: Supplied, outer: usize) {
        if let Some(frame) = self.frames.iter_mut().nth_back(outer) {
            frame.merged.get_or_insert(supplied);
        }
    }
}

impl Keyed {
    pub(super) fn new(nearness: Nearness) -> Self {
        Self { nearness, frames: vec![Frame::default()], queries: Vec::new() }
    }

    /// Whether a text under the present key, written like this, says anything here; otherwise it need not be decoded.
    pub(super) fn wants(&self, written: &str) -> bool {
        let key = self.frames.last().and_then(|frame| frame.key.as_ref()).map_or("", |(key, _)| key.as_str());
        let is_known = |names: &[&str]| names.contains(&key);
        is_known(&NAMES_OF_QUERIES)
            || is_known(&ADDRESSES)
            || is_known(&COMPANIONS)
            || matches!(key, "method" | "httpMethod" | "name" | "key" | "value")
            || (written.contains('=') && (written.contains("filter") || written.contains("sort")))
    }

    /// An object or a list begins.
    pub(super) fn begin(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.key = None;
        }
        self.frames.push(Frame::default());
    }

    /// A key of the present object.
    pub(super) fn key(&mut self, key: &str, span: Span) {
        if let Some(frame) = self.frames.last_mut() {
            frame.key = Some((key.to_owned(), span));
        }
    }

    /// A value that is not looked at.
    pub(super) fn pass(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.key = None;
        }
    }

    /// A text, or a number as it is written.
    pub(super) fn text(&mut self, text: HostText) {
        let Some(frame) = self.frames.last_mut() else { return };
        let (key, span) = frame.key.take().unwrap_or_default();
        let all = Span::new(0, text.text().len());
        if NAMES_OF_QUERIES.contains(&key.as_str()) || COMPANIONS.contains(&key.as_str()) {
            frame.own.push(text.expression(&key, Some(span), trimmed(text.text())));
            return;
        }
        let mut found: Vec<SavedQuery<'static>> = urls(text.text())
            .into_iter()
            .filter_map(|it| counted(text.url(it), it.of(text.text()), self.nearness))
            .collect();
        match key.as_str() {
            "method" | "httpMethod" => frame.method = method(&text.text().to_ascii_uppercase()),
            "name" | "key" => frame.name = Some(text),
            "value" => frame.value = Some(text),
            key if ADDRESSES.contains(&key) && frame.address.is_none() => {
                let query = if found.first().is_some_and(|it| it.span == text.outer(all)) { found.pop() } else { None };
                frame.address = Some(Address { url: text, query });
            }
            _ => {}
        }
        self.queries.append(&mut found);
    }

    /// The object or list ends.
    pub(super) fn end(&mut self) {
        if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            self.close(frame);
        }
    }

    /// All queries, in the order of the text.
    pub(super) fn finish(mut self) -> Vec<SavedQuery<'static>> {
        while let Some(frame) = self.frames.pop() {
            self.close(frame);
        }
        self.queries.sort_by_key(|query| query.span);
        self.queries
    }

    fn close(&mut self, mut frame: Frame) {
        let pair = frame.name.take().zip(frame.value.take());
        let pair =
            pair.filter(|(name, _)| NAMES_OF_QUERIES.contains(&name.text()) || COMPANIONS.contains(&name.text()));
        if let Some((name, value)) = pair {
            let parameter = value.expression(name.text(), Some(name.span()), trimmed(value.text()));
            match self.frames.last_mut() {
                Some(list) => list.own.push(parameter),
                None => frame.own.push(parameter),
            }
        }
        if !frame.own.is_empty() {
            frame.waiting.push((std::mem::take(&mut frame.own), 0));
        }
        let merged = frame.merged.take();
        let method = frame.method.or(merged.as_ref().and_then(|it| it.method));
        let merged = merged.map(|it| Address { url: it.url, query: None });
        if let Some(address) = frame.address.take().or(merged) {
            self.send(address, method, frame.waiting);
            return;
        }
        for (parameters, height) in frame.waiting {
            match self.frames.last_mut() {
                Some(outer) if height < REACH => outer.waiting.push((parameters, height + 1)),
                Some(_) | None => self.queries.extend(gathered(parameters, None, self.nearness)),
            }
        }
    }

    /// Groups of parameters with the address they are sent to.
    fn send(
        &mut self,
        address: Address,
        method: Option<&'static str>,
        groups: Vec<(Vec<SavedParameter<'static>>, usize)>,
    ) {
        let Address { url, mut query } = address;
        let all = trimmed(url.text());
        let owner = owner(all.of(url.text()));
        if owner == (Owner::Other { is_versioned: false }) {
            // What is sent to somebody else's host says nothing, whatever the file speaks of.
            return;
        }
        let is_known = owner != Owner::Unknown || self.nearness >= Nearness::Mention;
        let endpoint = url.url(all).endpoint.filter(|_| is_known);
        let endpoint = endpoint.map(|it| SavedEndpoint { method: method.or(it.method), ..it });
        if let Some(query) = &mut query
            && let Some(endpoint) = &mut query.endpoint
        {
            endpoint.method = method.or(endpoint.method);
        }
        let nearness = if owner == Owner::Vendor { Nearness::Beside } else { self.nearness };
        for (parameters, _) in groups {
            let parameters = match &mut query {
                Some(query) => joined(query, parameters, nearness),
                None => parameters,
            };
            self.queries.extend(gathered(parameters, endpoint.clone(), nearness));
        }
        self.queries.extend(query);
    }
}

/// Adds parameters to those of the URL, which they are sent with: what the URL says too is one with it, in one place more.
/// What comes out are those that it says otherwise: they belong to another request.
fn joined(
    query: &mut SavedQuery<'static>,
    parameters: Vec<SavedParameter<'static>>,
    nearness: Nearness,
) -> Vec<SavedParameter<'static>> {
    let mut others = Vec::new();
    for parameter in gathered(parameters, None, nearness).map_or_else(Vec::new, |it| it.parameters) {
        let mut known = query.parameters.iter_mut().take(MOST_JOINED).filter(|it| it.name == parameter.name).peekable();
        if known.peek().is_none() {
            query.parameters.push(parameter);
        } else if let Some(same) = known.find(|it| it.value == parameter.value) {
            same.is_text &= parameter.is_text;
            same.also.push(parameter.place);
        } else {
            others.push(parameter);
        }
    }
    others
}

/// The text without the white space around it.
fn trimmed(text: &str) -> Span {
    let start = text.len() - text.trim_start_matches(BLANKS).len();
    Span::new(start, start + text.trim_matches(BLANKS).len())
}
