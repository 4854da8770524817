//! From a source text to its queries.

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
use super::lexer::{Bracket, Lexed, lex};
use super::parts::{Parts, bracket, parts};
use super::plausible::may_hold_query;
use crate::saved::Reading;
use crate::saved::owner::{Owner, owner};
use crate::saved::query::{Part, SavedCall, SavedEndpoint, SavedQuery};
use crate::saved::shape::{self, Nearness};
use crate::saved::url::{looks_like_url, read_url};
use crate::text::Span;

/// How many literals beside a text are looked at for the URL it belongs to.
const MOST_BESIDE: usize = 8;

/// How many brackets around a text are looked at.
const MOST_AROUND: usize = 4;

/// The queries of a source text; where asked, also those that nothing but their shape tells.
pub(super) fn read<'a>(text: &'a str, language: &'static Language, reading: Reading) -> Vec<SavedQuery<'a>> {
    let by_shape = reading.by_shape;
    if !by_shape && !may_hold_query(text) {
        return Vec::new();
    }
    let lexed = lex(text, language);
    let code = lexed.without_comments(text);
    let mut reader = Reader {
        text,
        code: &code,
        language,
        lexed: &lexed,
        by_shape,
        done: 0,
        urls: HashMap::new(),
        nearness: None,
        version: None,
        functions: None,
    };
    let mut queries = Vec::new();
    let mut number = 0;
    while let Some(literal) = lexed.literals.get(number) {
        if !literal.opened.form.is_text {
            number += 1;
            continue;
        }
        let (found, next) = parts(&code, &lexed, number, language);
        number = next;
        queries.extend(found.and_then(|it| reader.query(it)));
    }
    queries
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
    /// How near the API is named, once that is asked.
    nearness: Option<Nearness>,
    /// The version that the file's imports name, once that is asked.
    version: Option<Option<&'static str>>,
    /// The functions that the file defines, once they are asked for.
    functions: Option<HashSet<String>>,
}

impl Reader<'_> {
    fn query(&mut self, parts: Parts) -> Option<SavedQuery<'static>> {
        let before = |start, parent| context(self.code, self.lexed, (start, parent), self.language);
        if let Some(context) = before(parts.start, parts.parent) {
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
            let decoded = decoded()?;
            return self.url(decoded);
        }
        if !self.by_shape || parts.start < self.done {
            return None;
        }
        let decoded = decoded()?;
        shape::has_filter_shape(decoded.text()).then(|| self.expression(&decoded, "filters", None, None))
    }

    /// The query that a name in front of it makes one, or in front of the values that it is one of.
    fn in_context(&mut self, parts: &Parts, context: Context, is_branch: bool) -> Option<SavedQuery<'static>> {
        let decode = if context.is_attribute { decode_attribute } else { decode };
        let decoded = decode(self.text, parts, self.language)?;
        // A part of a filter, which others complete.
        if (is_branch || decoded.host.has_holes()) && begins_with_connective(decoded.text()) {
            return None;
        }
        let beside = self.url_beside(parts);
        if beside.as_deref().is_some_and(|url| owner(url) == Owner::Other { is_versioned: false }) {
            return None;
        }
        let called = match context.pair {
            Some(Pair::Dash) => command::cmdlet(self.code, context.key),
            _ if self.table(parts).is_some() => self.table(parts).and_then(|it| command::paginated(self.code, it)),
            _ => calls(self.code, self.lexed, parts.parent, context.pair),
        };
        if called.is_none()
            && context.pair == Some(Pair::Dash)
            && command::other_cmdlet(self.code, context.key).is_some_and(|name| !self.is_own_function(name))
        {
            return None;
        }
        let nearness = match (&beside, &called, context.pair) {
            _ if context.is_longer => Nearness::Nowhere,
            (Some(url), _, _) if shape::is_url_of_api(url) => Nearness::Beside,
            // No other module has cmdlets of these versions.
            (_, Some((call, _)), pair)
                if call.is_versioned && (pair == Some(Pair::Dash) || self.table(parts).is_some()) =>
            {
                Nearness::Beside
            }
            (_, Some(_), _) => match self.nearness() {
                Nearness::File => Nearness::Beside,
                other => other,
            },
            _ => self.nearness(),
        };
        // A cmdlet of another module is none of the catalog's.
        let cmdlet = called.as_ref().filter(|(call, _)| context.pair == Some(Pair::Dash) && !call.is_versioned);
        let mut decides = cmdlet.is_some_and(|(_, name)| !self.is_own_function(*name));
        if !shape::counts(context.name, decoded.text(), nearness) {
            // A call of an SDK makes it one too, whatever else the file speaks of.
            let may_decide = beside.is_none() && !context.is_longer && context.pair != Some(Pair::Dash);
            decides = may_decide && called.as_ref().is_some_and(|(call, _)| calls::may_decide(call));
            if !decides || !shape::counts_in_known_call(context.name, decoded.text()) {
                return None;
            }
        }
        let endpoint = match (beside, called) {
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
        SavedQuery { span, endpoint, parameters: vec![parameter], findings: Vec::new() }
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
        if !is_url {
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
                && let Some((plain, end)) = encoded(self.text, parameter, self.language)
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
        query.parameters.iter_mut().for_each(leave_out);
        if !decoded.is_text {
            query.findings.iter_mut().for_each(|it| it.fix = None);
        }
        Some(query)
    }

    /// The URL among the literals around a text.
    fn url_beside(&mut self, text: &Parts) -> Option<String> {
        let mut number = text.parent?;
        for _ in 0..MOST_AROUND {
            let around = *bracket(self.lexed, Some(number))?;
            let found = self.known_url_in(number, around);
            if found.is_some() {
                return found;
            }
            if around.byte == b'(' {
                return self.url_behind(around);
            }
            let Some(parent) = around.parent else { break };
            number = parent;
        }
        let beside = self.table(text).map(|it| command::beside(self.code, self.lexed, it)).unwrap_or_default();
        beside.into_iter().take(MOST_BESIDE).find_map(|place| self.url_at(place))
    }

    /// The URL in a call that is chained to the one in front of it: `.SetQueryParam("filters", "…").Get("https://…")`.
    fn url_behind(&mut self, call: Bracket) -> Option<String> {
        let mut end = call.end;
        for _ in 0..MOST_BESIDE {
            let behind = self.code.get(end..)?.trim_ascii_start().strip_prefix('.')?.trim_ascii_start();
            let open = self.code.len() - behind.trim_start_matches(is_word).len();
            let number = self.lexed.brackets.binary_search_by_key(&open, |it| it.open).ok()?;
            let next = self.lexed.brackets.get(number).filter(|it| it.byte == b'(').copied()?;
            // A media type looks like a path.
            let found = self.known_url_in(number, next).filter(|url| owner(url) != Owner::Unknown);
            if found.is_some() {
                return found;
            }
            end = next.end;
        }
        None
    }

    /// The URL directly in the bracket of that number.
    fn known_url_in(&mut self, number: usize, around: Bracket) -> Option<String> {
        if let Some(known) = self.urls.get(&number) {
            return known.clone();
        }
        let found = self.url_in(number, around);
        self.urls.insert(number, found.clone());
        found
    }

    /// The table of parameters that a text stands in, where the language hands such tables to commands.
    fn table(&self, text: &Parts) -> Option<Bracket> {
        let table = bracket(self.lexed, text.parent).filter(|_| self.language.pairs.contains(&Pair::Dash))?;
        (table.byte == b'{' && self.code.get(..table.open)?.ends_with('@')).then_some(*table)
    }

    /// The URL among the first literals that stand directly in a bracket.
    fn url_in(&self, number: usize, around: Bracket) -> Option<String> {
        let literals = &self.lexed.literals;
        let first = literals.partition_point(|it| it.span.start() < around.open);
        let inside = literals.iter().enumerate().skip(first).take_while(|(_, it)| it.span.start() < around.end);
        inside.take(MOST_BESIDE).find_map(|(place, literal)| {
            let is_inside = literal.parent == Some(number) && literal.opened.form.is_text;
            is_inside.then(|| self.url_at(place)).flatten()
        })
    }

    /// The URL that begins with the literal of that number.
    fn url_at(&self, place: usize) -> Option<String> {
        // Only what may be a URL is read.
        self.lexed.literals.get(place).filter(|it| it.inner.of(self.text).contains('/'))?;
        let parts = parts(self.code, self.lexed, place, self.language).0?;
        let decoded = decode(self.text, &parts, self.language)?;
        let url = decoded.text();
        (looks_like_url(url) && !url.contains(char::is_whitespace)).then(|| url.to_owned())
    }

    fn endpoint_of(url: &str, span: Span) -> Option<SavedEndpoint<'static>> {
        let SavedEndpoint { path, is_elsewhere, .. } = read_url(url, 0).endpoint?;
        let call = SavedCall { names: vec![path.into_owned()], version: None, is_versioned: false, decides: false };
        let path = Cow::Borrowed("");
        Some(SavedEndpoint { method: Some("GET"), path, call: Some(call), is_elsewhere, span })
    }

    /// Whether the file defines the function of that name.
    fn is_own_function(&mut self, name: Span) -> bool {
        let functions = self.functions.get_or_insert_with(|| command::functions(self.code));
        functions.contains(&name.of(self.code).to_ascii_lowercase())
    }

    fn nearness(&mut self) -> Nearness {
        *self.nearness.get_or_insert_with(|| shape::nearness_of_file(self.text))
    }

    fn version(&mut self) -> Option<&'static str> {
        *self.version.get_or_insert_with(|| version_of(self.text))
    }
}

fn begins_with_connective(filter: &str) -> bool {
    let first = filter.split_ascii_whitespace().next().unwrap_or_default();
    ["and", "or"].iter().any(|it| first.eq_ignore_ascii_case(it))
}
