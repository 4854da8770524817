//! The URL that stands beside a text: around it, in front of it or in the chain of calls behind it.

use super::{Bracket, Owner, Parts, Reader, Span, bracket, command, decode, is_word, looks_like_url, owner, parts};
use crate::saved::code::block::is_block;
use crate::saved::code::language::Pair;
use crate::saved::code::parts::blanks_before;

/// How many literals beside a text are looked at for the URL it belongs to.
const MOST_BESIDE: usize = 8;

/// How many brackets around a text are looked at.
const MOST_AROUND: usize = 4;

/// How much stands between two arguments of one call at most, in bytes.
const MOST_BETWEEN: usize = 1024;

/// How long the name of a call is at most.
const MOST_NAME: usize = 100;

/// Calls that only gather the parameters of another one.
const GATHERERS: [&str; 4] = ["dict", "urlencode", "URLSearchParams", "encode_www_form"];

impl Reader<'_> {
    /// The URL among the literals around a text, or around all of the code; `key` is the parameter of a command that it is
    /// given to.
    pub(super) fn url_beside(&mut self, text: &Parts, key: Option<Span>) -> Option<String> {
        self.url_near(text, key).or_else(|| self.url_around.clone())
    }

    fn url_near(&mut self, text: &Parts, key: Option<Span>) -> Option<String> {
        if let Some(key) = key {
            let command = command::of_parameter(self.code, self.lexed, key)?;
            return self.url_in_command(command, key.end(), text.parent);
        }
        let mut number = text.parent?;
        for step in 0..MOST_AROUND {
            let around = *bracket(self.lexed, Some(number))?;
            if is_block(self.code, around, self.language.braces) {
                return None;
            }
            let mut found = self.known_url_in(number, around);
            // The command that a table is handed to goes before what is around it.
            if let Some(command) = self
                .table(text)
                .filter(|_| step == 0 && found.is_none())
                .and_then(|it| command::of_table(self.code, self.lexed, it))
            {
                found = self.url_in_command(command, around.end, around.parent);
            }
            if found.is_some() {
                return found;
            }
            if around.byte == b'(' && parameters_of(self.code, around).is_none() {
                return self.url_behind(around).or_else(|| self.url_before(around));
            }
            let Some(parent) = around.parent else { break };
            number = parent;
        }
        None
    }

    /// The URL among the literals of a command that goes on at `end`.
    fn url_in_command(&self, command: Span, end: usize, parent: Option<usize>) -> Option<String> {
        let beside = command::beside(self.code, self.lexed, (command, end), parent);
        beside.into_iter().take(MOST_BESIDE).find_map(|place| self.url_at(place))
    }

    /// The URL in a call that is chained to the one in front of it: `.SetQueryParam("filters", "…").Get("https://…")`.
    fn url_behind(&mut self, call: Bracket) -> Option<String> {
        let mut end = call.end;
        for _ in 0..MOST_BESIDE {
            let behind = self.code.get(end..)?.trim_ascii_start().strip_prefix('.')?.trim_ascii_start();
            let open = self.code.len() - behind.trim_start_matches(is_word).len();
            let (next, found) = self.url_of_call(open)?;
            if found.is_some() {
                return found;
            }
            end = next.end;
        }
        None
    }

    /// The URL in a call that is chained in front of it, or that the chain begins with:
    /// `fromHttpUrl("https://…").queryParam("filters", "…")`, `"https://…".SetQueryParam("filters", "…")`.
    fn url_before(&mut self, call: Bracket) -> Option<String> {
        let mut open = call.open;
        for _ in 0..MOST_BESIDE {
            let name = self.code.get(..open)?.trim_ascii_end();
            let front = name.trim_end_matches(is_word).trim_ascii_end().strip_suffix('.')?.trim_ascii_end();
            let place = self.lexed.literals.partition_point(|it| it.span.end() < front.len());
            if let Some(literal) = self.lexed.literals.get(place).filter(|it| it.span.end() == front.len()) {
                return url_alone(literal.inner.of(self.text));
            }
            open = front.ends_with(')').then(|| self.lexed.opened_by(front.len())).flatten()?;
            let (_, found) = self.url_of_call(open)?;
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The call of a chain whose parenthesis opens at `open`, and the URL in it.
    fn url_of_call(&mut self, open: usize) -> Option<(Bracket, Option<String>)> {
        let number = self.lexed.brackets.binary_search_by_key(&open, |it| it.open).ok()?;
        let call = self.lexed.brackets.get(number).filter(|it| it.byte == b'(').copied()?;
        // A media type looks like a path.
        Some((call, self.known_url_in(number, call).filter(|url| owner(url) != Owner::Unknown)))
    }

    /// The URL directly in the bracket of that number, or in front of it.
    fn known_url_in(&mut self, number: usize, around: Bracket) -> Option<String> {
        if let Some(known) = self.urls.get(&number) {
            return known.clone();
        }
        let found =
            self.url_in(number, around).or_else(|| self.url_in_front(around)).or_else(|| self.url_joined(around));
        self.urls.insert(number, found.clone());
        found
    }

    /// The table of parameters that a text stands in, where the language hands such tables to commands.
    pub(super) fn table(&self, text: &Parts) -> Option<Bracket> {
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
        url_alone(decoded.text())
    }

    /// The URL among the arguments in front of a bracket, where the call has no parentheses: `get "https://…", params: {…}`.
    fn url_in_front(&self, around: Bracket) -> Option<String> {
        // Only the languages that have blocks call without parentheses.
        if !self.language.blocks {
            return None;
        }
        let literals = &self.lexed.literals;
        let behind = literals.partition_point(|it| it.span.start() < around.open);
        let mut end = around.open;
        for place in (0..behind).rev().take(MOST_BESIDE) {
            let literal = literals.get(place)?;
            let between = self.code.get(literal.span.end()..end).filter(|it| it.len() <= MOST_BETWEEN)?;
            let goes_on = |line: &str| line.trim_ascii_end().ends_with([',', '\\']);
            let mut lines = between.lines().rev();
            lines.next();
            if !between.trim_ascii_start().starts_with(',') || !lines.all(goes_on) {
                return None;
            }
            let found = if literal.parent == around.parent { self.url_at(place) } else { None };
            if found.is_some() {
                return found;
            }
            end = literal.span.start();
        }
        None
    }

    /// The URL that is joined to the call of that bracket: `"https://…?" + urlencode({…})`.
    fn url_joined(&self, around: Bracket) -> Option<String> {
        let callee = parameters_of(self.code, around).filter(|callee| *callee < around.open)?;
        let front = self.code.get(..blanks_before(self.code, callee))?.strip_suffix('+')?;
        let end = blanks_before(self.code, front.len());
        let number = self.lexed.literals.partition_point(|it| it.span.end() < end);
        self.lexed.literals.get(number).filter(|it| it.span.end() == end)?;
        // The text may be of several literals: the first one is the URL.
        (0..=number).rev().take(MOST_BESIDE).find_map(|place| self.url_at(place).filter(|url| url.contains("{{")))
    }
}

/// A text that is a URL and nothing else.
fn url_alone(text: &str) -> Option<String> {
    (looks_like_url(text) && !text.contains(char::is_whitespace)).then(|| text.to_owned())
}

/// Where the name begins of a call that only gathers the parameters of another one; nothing in front of the bracket, as in
/// `[("filters", "…")]`, gathers them too.
fn parameters_of(code: &str, around: Bracket) -> Option<usize> {
    let before = code.get(..around.open)?;
    let is_part = |c: char| is_word(c) || c == '.';
    let length: usize = before.chars().rev().take(MOST_NAME).take_while(|c| is_part(*c)).map(char::len_utf8).sum();
    let (front, path) = before.split_at_checked(before.len() - length)?;
    let name = path.rsplit('.').next().unwrap_or_default();
    let gathers = match name {
        "" => !front.trim_ascii_end().ends_with(is_word),
        _ => GATHERERS.contains(&name),
    };
    gathers.then(|| front.strip_suffix("new ").unwrap_or(front).len())
}
