//! One item of a collection: its request and those of its saved responses, made queries.

use std::borrow::Cow;

use super::collection::{Item, QueryParameter, Request, Segment, Url};
use super::lenient::{List, Object, Raw};
use super::place_in;
use crate::diagnostic::{Diagnostic, Fix};
use crate::saved::query::{Part, SavedEndpoint, SavedParameter, SavedQuery};
use crate::saved::quoting::Quoting;
use crate::saved::url::{read_url, read_value};
use crate::saved::variables::Variables;
use crate::text::{Edit, OffsetMap, Span};

/// What generators of collections put in where they have no example; a name in angle brackets is one too.
const SAMPLES: [&str; 4] = ["string", "integer", "number", "boolean"];

/// How much of a response's name tells which one it is.
const NAME: usize = 40;

/// Reads an item's request and those of its responses. Requests to one endpoint are one query.
pub(super) fn read<'a>(item: &Item<'a>, variables: &Variables, file: &'a str, queries: &mut Vec<SavedQuery<'a>>) {
    let mut requests = item.request.into_iter().chain(item.responses.iter().filter_map(|it| it.request));
    if !requests.any(may_have_parameters) {
        return;
    }
    let own = item.request.map(|request| (String::new(), request));
    let saved = item.responses.iter().filter_map(|it| Some((of_response(&it.name.text()), it.request?)));
    let mut merged: Vec<Merged<'a>> = Vec::new();
    for (whose, request) in own.into_iter().chain(saved) {
        let request = read_request(request);
        let url = read_url_parts(request.url);
        let endpoint = endpoint(&request, &url, variables, file);
        let same = |it: &Merged<'a>| match (&it.query.endpoint, &endpoint) {
            (Some(one), Some(other)) => (one.method, &one.path) == (other.method, &other.path),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let place = match merged.iter().position(same) {
            Some(place) => place,
            None => {
                merged.push(Merged::new(endpoint, place_in(file, request.url.0)));
                merged.len() - 1
            }
        };
        let Some(query) = merged.get_mut(place) else { continue };
        query.add_list(&url.query, &whose, file);
        query.add_raw(url.raw, &whose, file);
    }
    queries.extend(merged.into_iter().map(Merged::finish).filter(|query| !query.parameters.is_empty()));
}

fn of_response(name: &str) -> String {
    let short: String = name.chars().take(NAME).collect();
    let cut = if short.len() < name.len() { "…" } else { "" };
    format!(" of the saved response `{short}{cut}`")
}

/// Whether a request is worth taking apart: most have no query. What has one holds a `?` or a list that is not empty;
/// names and texts with escapes of their own are looked at in full.
fn may_have_parameters(Raw(request): Raw<'_>) -> bool {
    let is_empty = |(at, name): (usize, &str)| {
        let list = request.get(at + name.len()..).and_then(|it| it.trim_ascii_start().strip_prefix(':'));
        let list = list.and_then(|it| it.trim_ascii_start().strip_prefix('['));
        list.is_some_and(|it| it.trim_ascii_start().starts_with(']'))
    };
    memchr::memchr(b'?', request.as_bytes()).is_some()
        || request.contains("\\u")
        || !request.match_indices("\"query\"").all(is_empty)
}

/// A request may be its URL alone.
fn read_request(raw: Raw<'_>) -> Request<'_> {
    match raw.string() {
        Some(_) => Request { url: raw, ..Request::default() },
        None => raw.read::<Object<Request<'_>>>().0,
    }
}

/// A URL may be its text alone.
fn read_url_parts(raw: Raw<'_>) -> Url<'_> {
    match raw.string() {
        Some(_) => Url { raw, ..Url::default() },
        None => raw.read::<Object<Url<'_>>>().0,
    }
}

/// The endpoint that the parts of a URL lead to, or its text where there are no parts.
fn endpoint<'a>(
    request: &Request<'a>,
    url: &Url<'a>,
    variables: &Variables,
    file: &'a str,
) -> Option<SavedEndpoint<'a>> {
    let method = request.method.string().filter(|it| !it.contains('\\'));
    let (text, span) = match url.raw.string() {
        Some(written) => (url.raw.text().into_owned(), place_in(file, written)),
        None => whole_path(url, file)?,
    };
    let filled = variables.fill_in(&text);
    let SavedEndpoint { path, is_elsewhere, .. } = read_url(&filled, 0).endpoint?;
    let path = Cow::Owned(path.into_owned());
    // Of a raw URL the path alone, where it can be pointed to.
    let span = match url.raw.string() {
        Some(_) => path_in_raw(url.raw, file).unwrap_or(span),
        None => span,
    };
    Some(SavedEndpoint { method: Some(method.unwrap_or("GET")), path, call: None, is_elsewhere, span })
}

fn path_in_raw(raw: Raw<'_>, file: &str) -> Option<Span> {
    let (text, map) = raw.value(file)?;
    read_url(&text, 0).endpoint.map(|it| map.outer(it.span))
}

/// Host and path as one text, and where the path stands.
fn whole_path(url: &Url<'_>, file: &str) -> Option<(String, Span)> {
    let host = parts(url.host).map(|it| it.text()).collect::<Vec<_>>().join(".");
    let segments: Vec<Raw<'_>> = parts(url.path).collect();
    let path = segments.iter().map(|it| it.text()).collect::<Vec<_>>().join("/");
    let places = segments.iter().filter_map(|it| it.string()).map(|written| place_in(file, written));
    let span = places.reduce(Span::to).unwrap_or_default();
    (!host.is_empty() || !path.is_empty()).then(|| (format!("{host}/{}", path.trim_start_matches('/')), span))
}

/// Host and path are lists, or one text.
fn parts(raw: Raw<'_>) -> impl Iterator<Item = Raw<'_>> {
    let List(list) = if raw.string().is_some() { List(Some(vec![raw])) } else { raw.read::<List<Raw<'_>>>() };
    list.into_iter().flatten().map(|part| match part.string() {
        Some(_) => part,
        None => part.read::<Object<Segment<'_>>>().0.value,
    })
}

/// The requests of an item that go to one endpoint.
struct Merged<'a> {
    query: SavedQuery<'a>,
    /// What is wrong with the way values are written down.
    written: Vec<Written>,
    /// For each parameter the list it was found in last: what stands twice in one list is meant twice.
    seen_in: Vec<usize>,
    lists: usize,
    /// Whether a list with parameters was there: what later ones say else is not sent with them.
    is_settled: bool,
}

/// A finding about the written form of a value, which may stand in several places.
struct Written {
    value: String,
    finding: Diagnostic,
    places: Vec<OffsetMap>,
}

impl<'a> Merged<'a> {
    fn new(endpoint: Option<SavedEndpoint<'a>>, url: Span) -> Self {
        let span = endpoint.as_ref().map_or(url, |it| it.span);
        let query = SavedQuery { span, endpoint, parameters: Vec::new(), findings: Vec::new() };
        Self { query, written: Vec::new(), seen_in: Vec::new(), lists: 0, is_settled: false }
    }

    /// Adds the parameters that are kept one by one.
    fn add_list(&mut self, list: &[QueryParameter<'a>], whose: &str, file: &'a str) {
        let name = format!("the query parameter{whose}");
        for it in list {
            let key = it.key.text();
            // Without a value there is nothing to look at, and no place to mend.
            let Some((text, map)) = it.value.value(file) else { continue };
            let (mut parameter, findings) = read_value(&key, &text);
            let written = Span::new(0, text.len());
            findings.into_iter().for_each(|finding| self.add_written(&text, written, finding, &map));
            parameter.part = part(&parameter, it.disabled);
            let name_span = it.key.string().map(|written| place_in(file, written));
            let parameter = owned(parameter, &name, quoting(it.value), &map);
            self.add(SavedParameter { name_span, ..parameter });
        }
        self.end_list(!list.is_empty());
    }

    /// Adds the parameters of the whole text.
    fn add_raw(&mut self, raw: Raw<'a>, whose: &str, file: &'a str) {
        let name = format!("the raw URL{whose}");
        let Some((text, map)) = raw.value(file).filter(|_| raw.string().is_some()) else { return };
        let read = read_url(&text, 0);
        let places = read.parameters.iter().map(|it| it.place.map.outer(Span::new(0, it.value.len())));
        let places: Vec<Span> = places.collect();
        for finding in read.findings {
            let holds = |place: &&Span| place.start() <= finding.span.start() && finding.span.end() <= place.end();
            let place = places.iter().find(holds).copied().unwrap_or(Span::new(0, text.len()));
            self.add_written(place.of(&text), place, finding, &map);
        }
        let is_any = !read.parameters.is_empty();
        for parameter in read.parameters {
            self.add(owned(parameter, &name, Quoting::Json, &map));
        }
        self.end_list(is_any);
    }

    fn end_list(&mut self, is_any: bool) {
        self.lists += 1;
        self.is_settled |= is_any;
    }

    fn add(&mut self, parameter: SavedParameter<'a>) {
        let list = self.lists;
        let known = self.query.parameters.iter().zip(&self.seen_in);
        let is_same = |known: &SavedParameter<'a>| (&known.name, &known.value) == (&parameter.name, &parameter.value);
        let place = known.map(|(known, seen)| *seen < list && is_same(known)).position(|it| it);
        match place.and_then(|it| Some((self.query.parameters.get_mut(it)?, self.seen_in.get_mut(it)?))) {
            Some((known, seen)) => {
                *seen = list;
                known.is_text &= parameter.is_text;
                known.also.push(parameter.place);
            }
            None => {
                let part = match parameter.part {
                    Part::Sent if self.is_settled => Part::Kept,
                    part => part,
                };
                self.query.parameters.push(SavedParameter { part, ..parameter });
                self.seen_in.push(list);
            }
        }
    }

    /// Notes what is wrong with the way a value is written; `place` is where it stands in the text that `map` is for.
    fn add_written(&mut self, value: &str, place: Span, finding: Diagnostic, map: &OffsetMap) {
        let back = |span: Span| Span::new(span.start() - place.start(), span.end() - place.start());
        let finding = finding.moved(back, |text| text);
        let map = OffsetMap::new(place.start()).then(map);
        match self.written.iter_mut().find(|it| it.value == value && it.finding == finding) {
            Some(known) => known.places.push(map),
            None => self.written.push(Written { value: value.to_owned(), finding, places: vec![map] }),
        }
    }

    fn finish(mut self) -> SavedQuery<'a> {
        self.query.findings = self.written.into_iter().filter_map(Written::in_file).collect();
        self.query
    }
}

impl Written {
    fn in_file(self) -> Option<Diagnostic> {
        let Self { finding, places, .. } = self;
        let span = places.first()?.outer(finding.span);
        let fix = finding.fix.and_then(|fix| {
            let edits = places.iter().flat_map(|map| {
                let moved = |edit: &Edit| Some(Edit::replace(map.outer(edit.span), Quoting::Json.write(&edit.text)?));
                fix.edits.iter().map(moved).collect::<Vec<_>>()
            });
            let mut edits: Vec<Edit> = edits.collect::<Option<_>>()?;
            edits.sort_by_key(|edit| edit.span);
            Some(Fix { edits, title: fix.title.clone(), safety: fix.safety })
        });
        Some(Diagnostic { span, fix, ..finding })
    }
}

/// How a value is written: numbers and booleans stand as they are.
fn quoting(value: Raw<'_>) -> Quoting {
    if value.string().is_some() { Quoting::Json } else { Quoting::None }
}

fn part(parameter: &SavedParameter<'_>, disabled: bool) -> Part {
    let value = parameter.value.trim();
    let is_sample = value.is_empty() || SAMPLES.contains(&value) || (value.starts_with('<') && value.ends_with('>'));
    match (disabled, is_sample) {
        _ if parameter.name.contains("{{") => Part::Sample,
        (true, true) => Part::Sample,
        (true, false) => Part::Disabled,
        (false, _) => Part::Sent,
    }
}

/// The parameter with its place in the file; `map` leads there from the text that it was read in.
fn owned<'a>(parameter: SavedParameter<'_>, name: &str, quoting: Quoting, map: &OffsetMap) -> SavedParameter<'a> {
    let SavedParameter { name: key, name_span, value, mut place, part, is_text, also: _ } = parameter;
    place.map = place.map.then_for(value.len(), map);
    place.quoting = quoting;
    name.clone_into(&mut place.name);
    SavedParameter {
        name: Cow::Owned(key.into_owned()),
        name_span: name_span.map(|span| map.outer(span)),
        value: Cow::Owned(value.into_owned()),
        place,
        also: Vec::new(),
        part,
        is_text,
    }
}
