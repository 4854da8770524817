//! From a source text to its queries.

mod beside;
mod gathered;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::appended::leave_out;
use super::branch::beginning;
use super::calls::{self, calls, version_of};
use super::command;
use super::context::{Context, context};
use super::decoded::{Decoded, decode, decode_attribute};
use super::encoded::encoded;
use super::follow::{Follower, is_word};
use super::language::{Language, Pair};
use super::lexer::{Bracket, Lexed, lex, lex_from};
use super::markup::{decode_markup, is_attribute, is_in_tag};
use super::parts::{Parts, bracket, parts};
use super::pattern::{is_pattern, is_searched};
use super::plausible::may_hold_query;
use crate::diagnostic::Diagnostic;
use crate::saved::Reading;
use crate::saved::nearness::{Nearness, is_url_of_api, nearness_of_file};
use crate::saved::owner::{Owner, owner};
use crate::saved::query::{Part, SavedCall, SavedEndpoint, SavedQuery};
use crate::saved::shape;
use crate::saved::url::{looks_like_url, read_url};
use crate::saved::url_in_text::tells_of_request;
use crate::text::Span;

/// The queries of a source text; where asked, also those that nothing but their shape tells.
pub(super) fn read<'a>(text: &'a str, language: &'static Language, reading: Reading) -> Vec<SavedQuery<'a>> {
    let by_shape = reading.by_shape;
    if !by_shape && !may_hold_query(text) {
        return Vec::new();
    }
    let lexed = lex(text, language);
    let code = lexed.without_comments(text);
    let mut reader = Reader { by_shape, ..Reader::new(text, &code, language, &lexed) };
    reader.read()
}

struct Reader<'t> {
    text: &'t str,
    /// The same without its comments.
    code: &'t str,
    language: &'static Language,
    lexed: &'t Lexed,
    by_shape: bool,
    /// What stands before that place is read already.
    done: usize,
    /// The URL directly in each bracket that was asked for.
    urls: HashMap<usize, Option<String>>,
    /// The URL that all of it is the query of.
    url_around: Option<String>,
    /// How near the API is named, once that is asked.
    nearness: Option<Nearness>,
    /// The version that the file's imports name, once that is asked.
    version: Option<Option<&'static str>>,
    /// The functions that the file defines, once they are asked for.
    functions: Option<HashSet<String>>,
}

impl<'t> Reader<'t> {
    /// Nothing is asked of it yet; no text counts by its shape alone.
    fn new(text: &'t str, code: &'t str, language: &'static Language, lexed: &'t Lexed) -> Self {
        Self {
            text,
            code,
            language,
            lexed,
            by_shape: false,
            done: 0,
            urls: HashMap::new(),
            url_around: None,
            nearness: None,
            version: None,
            functions: None,
        }
    }
}

impl Reader<'_> {
    fn read(&mut self) -> Vec<SavedQuery<'static>> {
        let mut queries = Vec::new();
        let mut number = 0;
        while let Some(literal) = self.lexed.literals.get(number) {
            if !literal.opened.form.is_text {
                number += 1;
                continue;
            }
            let (found, next) = parts(self.code, self.lexed, number, self.language);
            let read = self.lexed.literals.get(number..next).unwrap_or_default();
            number = next;
            queries.extend(found.and_then(|it| self.query(it)));
            for literal in read {
                queries.extend(self.gathered(literal));
            }
        }
        queries
    }

    fn query(&mut self, parts: Parts) -> Option<SavedQuery<'static>> {
        let before = |start, parent| context(self.code, self.lexed, (start, parent), self.language);
        if let Some(context) = before(parts.start, parts.parent) {
            if context.pair == Some(Pair::Braces) && !self.is_all_of_braces(&parts) {
                return None;
            }
            return self.in_context(&parts, context, false);
        }
        let follower = Follower { text: self.code, lexed: self.lexed, language: self.language };
        if let Some((start, parent)) = beginning(follower, &parts)
            && let Some(context) = before(start, parent)
        {
            return self.in_context(&Parts { start, parent, ..parts }, context, true);
        }
        let parts = &parts;
        let decoded = || decode(self.text, parts, self.language);
        if self.holds_parameter(parts) {
            if is_searched(follower, parts) {
                return None;
            }
            let is_attribute = self.language.markup && is_attribute(self.code, self.lexed, parts.start);
            let decoded = if is_attribute { decode_markup(self.text, parts) } else { decoded() };
            return self.url(decoded?);
        }
        if !self.by_shape || parts.start < self.done {
            return None;
        }
        let decoded = decoded()?;
        let counts = shape::has_filter_shape(decoded.text()) && !self.is_for_others(parts);
        counts.then(|| self.expression(&decoded, "filters", None, None))
    }

    /// Whether a text stands beside a URL of somebody else's host, or is handed to a command that is neither the API's nor
    /// the file's own.
    fn is_for_others(&mut self, parts: &Parts) -> bool {
        let place = Span::at(parts.start);
        let has_commands = self.language.pairs.contains(&Pair::Dash);
        let url = self.url_beside(parts, has_commands.then_some(place));
        if url.is_some_and(|url| matches!(owner(&url), Owner::Other { .. })) {
            return true;
        }
        let cmdlet = |it: &Self| command::cmdlet(it.code, it.lexed, place);
        let is_ours = cmdlet(self).is_some_and(|(call, _)| call.is_versioned);
        let other = || command::other_cmdlet(self.code, self.lexed, place);
        let command = if has_commands && !is_ours { other() } else { None };
        command.is_some_and(|name| !self.is_own_function(name))
    }

    /// Whether nothing but a text stands in its braces, which make no object of it.
    fn is_all_of_braces(&self, parts: &Parts) -> bool {
        let follower = Follower { text: self.code, lexed: self.lexed, language: self.language };
        bracket(self.lexed, parts.parent).is_some_and(|it| follower.skip(parts.end) + 1 == it.end)
    }

    /// The query that a name in front of it makes one, or in front of the values that it is one of.
    fn in_context(&mut self, parts: &Parts, context: Context, is_branch: bool) -> Option<SavedQuery<'static>> {
        let decoded = if context.is_attribute && is_in_tag(self.code, self.lexed, context.key.start()) {
            decode_markup(self.text, parts)?
        } else {
            let decode = if context.is_attribute { decode_attribute } else { decode };
            decode(self.text, parts, self.language)?
        };
        // A part of a filter, which others complete.
        if (is_branch || decoded.host.has_holes()) && begins_with_connective(decoded.text()) {
            return None;
        }
        let called = match context.pair {
            Some(Pair::Dash) => command::cmdlet(self.code, self.lexed, context.key),
            _ if self.table(parts).is_some() => {
                self.table(parts).and_then(|it| command::paginated(self.code, self.lexed, it))
            }
            _ => calls(self.code, self.lexed, parts.parent, context.pair),
        };
        let is_parameter = context.pair == Some(Pair::Dash);
        let beside = self.url_beside(parts, is_parameter.then_some(context.key));
        if beside.as_deref().is_some_and(|url| owner(url) == Owner::Other { is_versioned: false }) {
            return None;
        }
        if called.is_none()
            && context.pair == Some(Pair::Dash)
            && command::other_cmdlet(self.code, self.lexed, context.key).is_some_and(|name| !self.is_own_function(name))
        {
            return None;
        }
        let nearness = match (&beside, &called, context.pair) {
            _ if context.is_longer => self.nearness(),
            (Some(url), _, _) if is_url_of_api(url) => Nearness::Beside,
            // No other module has cmdlets of these versions.
            (_, Some((call, _)), pair)
                if call.is_versioned && (pair == Some(Pair::Dash) || self.table(parts).is_some()) =>
            {
                Nearness::Beside
            }
            (_, Some(_), _) => match self.nearness() {
                Nearness::Mention | Nearness::File => Nearness::Beside,
                other => other,
            },
            _ => self.nearness(),
        };
        // A cmdlet of another module is none of the catalog's.
        let cmdlet = called.as_ref().filter(|(call, _)| context.pair == Some(Pair::Dash) && !call.is_versioned);
        let mut decides = cmdlet.is_some_and(|(_, name)| !self.is_own_function(*name));
        let counts = match (nearness, context.is_longer) {
            // Those of OData have single quotes: where nothing names this API they are none of its filters.
            (Nearness::Nowhere, _) if is_quoted_singly(decoded.text()) => false,
            (_, true) => {
                !shape::is_foreign(context.key.of(self.code))
                    && shape::counts_under_longer_name(context.name, decoded.text(), nearness)
            }
            (_, false) => shape::counts(context.name, decoded.text(), nearness),
        };
        if !counts {
            // A call of an SDK makes it one too, whatever else the file speaks of.
            let may_decide = beside.is_none() && !context.is_longer && context.pair != Some(Pair::Dash);
            decides = may_decide && called.as_ref().is_some_and(|(call, _)| calls::may_decide(call));
            if !decides || !shape::counts_in_known_call(context.name, decoded.text()) {
                return None;
            }
        }
        // A short name is anybody's: where nothing else names the API, the endpoint of its call is not known.
        let is_certain = |call: &SavedCall| {
            let is_ours = nearness != Nearness::Nowhere || call.is_versioned || context.pair == Some(Pair::Dash);
            is_ours || calls::may_decide(call)
        };
        let endpoint = match (beside, called.filter(|(call, _)| is_certain(call))) {
            (Some(url), _) => Self::endpoint_of(&url, decoded.host.span()),
            (None, Some((call, span))) => {
                let version = call.version.or_else(|| self.version());
                let call = SavedCall { version, decides, ..call };
                let path = Cow::Borrowed("");
                Some(SavedEndpoint { method: None, path, call: Some(call), is_elsewhere: false, span })
            }
            (None, None) => None,
        };
        Some(self.expression(&decoded, context.name, Some(context.key), endpoint))
    }

    fn expression(
        &self,
        decoded: &Decoded,
        name: &'static str,
        key: Option<Span>,
        endpoint: Option<SavedEndpoint<'static>>,
    ) -> SavedQuery<'static> {
        let mut parameter = decoded.host.expression(name, key, decoded.part);
        parameter.is_text &= decoded.is_text;
        parameter.part = Part::Alone;
        leave_out(&mut parameter);
        let span = decoded.host.outer(decoded.part);
        let mut query = SavedQuery { span, endpoint, parameters: vec![parameter], findings: Vec::new() };
        cut_off(&mut query, decoded.cut.clone());
        query
    }

    /// Whether a URL with a filter or a sorter may stand in a text.
    fn holds_parameter(&self, parts: &Parts) -> bool {
        parts.literals.iter().any(|(literal, _)| {
            let inner = literal.inner.of(self.text);
            let mut keys = memchr::memmem::find_iter(inner.as_bytes(), b"ters=");
            keys.any(|at| {
                let front = inner.get(..at).unwrap_or_default();
                let front = front.strip_suffix("fil").or_else(|| front.strip_suffix("sor"));
                front.is_some_and(|it| it.ends_with(['?', '&']))
            })
        })
    }

    fn url(&mut self, decoded: Decoded) -> Option<SavedQuery<'static>> {
        let text = decoded.text();
        let is_url = looks_like_url(text) || text.starts_with(['?', '&']) || text.starts_with("{{");
        if !is_url || tells_of_request(text) || is_pattern(text) {
            return None;
        }
        let nearness = match owner(text) {
            Owner::Vendor => Nearness::Beside,
            Owner::Other { is_versioned: false } => return None,
            Owner::Other { is_versioned: true } | Owner::Unknown => self.nearness(),
        };
        let mut query = match text.strip_prefix('&') {
            Some(_) => decoded.host.url_query(Span::new(decoded.part.start() + 1, decoded.part.end())),
            None => decoded.host.url(decoded.part),
        };
        for parameter in &mut query.parameters {
            parameter.is_text &= decoded.is_text;
            if matches!(&*parameter.name, "filters" | "sorters")
                && let Some((plain, end)) = encoded(self.text, parameter, &decoded.fillings, self.language)
            {
                *parameter = plain;
                self.done = end;
            }
        }
        let counts =
            |name: &str, value: &str| matches!(name, "filters" | "sorters") && shape::counts(name, value, nearness);
        if !query.parameters.iter().any(|it| counts(&it.name, &it.value)) {
            return None;
        }
        query.endpoint = query
            .endpoint
            .map(|it| if it.path.contains("{{") || it.path.contains('%') { Self::filled_in(it) } else { it });
        query.parameters.iter_mut().for_each(leave_out);
        if !decoded.is_text {
            query.findings.iter_mut().for_each(|it| it.fix = None);
        }
        cut_off(&mut query, decoded.cut);
        Some(query)
    }

    fn endpoint_of(url: &str, span: Span) -> Option<SavedEndpoint<'static>> {
        let endpoint = read_url(url, 0).endpoint?;
        let path = Cow::Owned(endpoint.path.into_owned());
        Some(Self::filled_in(SavedEndpoint { method: Some("GET"), path, call: None, span, ..endpoint }))
    }

    /// An endpoint whose path a program may fill in: one that is not known says nothing.
    fn filled_in(endpoint: SavedEndpoint<'static>) -> SavedEndpoint<'static> {
        let path = endpoint.path.into_owned();
        let mut names = vec![path];
        // `/{{version}}/accounts`
        names.extend(names.first().and_then(|it| without_version(it)).map(str::to_owned));
        let call = SavedCall { names, version: None, is_versioned: false, decides: false };
        SavedEndpoint { path: Cow::Borrowed(""), call: Some(call), ..endpoint }
    }

    /// Whether the file defines the function of that name.
    fn is_own_function(&mut self, name: Span) -> bool {
        let functions = self.functions.get_or_insert_with(|| command::functions(self.code));
        functions.contains(&name.of(self.code).to_ascii_lowercase())
    }

    fn nearness(&mut self) -> Nearness {
        *self.nearness.get_or_insert_with(|| nearness_of_file(self.text))
    }

    fn version(&mut self) -> Option<&'static str> {
        *self.version.get_or_insert_with(|| version_of(self.text))
    }
}

/// Says nothing of the parameter that the text was cut off in, the last one, but what cut it.
fn cut_off(query: &mut SavedQuery<'_>, cut: Option<Diagnostic>) {
    let Some(cut) = cut else { return };
    if let Some(last) = query.parameters.last_mut() {
        last.part = Part::Sample;
    }
    query.findings.push(cut);
}

/// Whether all strings of a filter stand in single quotes.
fn is_quoted_singly(filter: &str) -> bool {
    filter.contains('\'') && !filter.contains('"')
}

fn begins_with_connective(filter: &str) -> bool {
    let first = filter.split_ascii_whitespace().next().unwrap_or_default();
    ["and", "or"].iter().any(|it| first.eq_ignore_ascii_case(it))
}

/// A path without the version that it begins with, where a program fills that in: `/{{version}}/accounts`, `/v{{x}}/accounts`.
fn without_version(path: &str) -> Option<&str> {
    let (name, behind) = path.strip_prefix("/{{").or_else(|| path.strip_prefix("/v{{"))?.split_once("}}")?;
    let is_version = path.starts_with("/v{{") || name.to_ascii_lowercase().contains("ver");
    (is_version && behind.starts_with('/')).then_some(behind)
}
