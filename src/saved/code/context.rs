//! What stands in front of a text and makes it a query: `filters=`, `"filters":`, `.filters(`, `-Filters`.

use super::follow::is_word;
use super::language::{Language, Pair};
use super::lexer::Lexed;
use super::markup::is_in_tag;
use super::parts::{blanks_before, bracket};
use crate::text::Span;

/// What a text is by what stands in front of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// `filters` or `sorters`.
    pub(super) name: &'static str,
    /// Where it is named.
    pub(super) key: Span,
    /// Whether the name is more than that, as `account_filters` is.
    pub(super) is_longer: bool,
    /// How name and value are joined; `None` for `=`.
    pub(super) pair: Option<Pair>,
    /// Whether it may be an attribute of markup.
    pub(super) is_attribute: bool,
}

/// How long a name is at most.
const MOST_NAME: usize = 100;

/// Calls whose arguments hold names with their values behind other arguments.
const CALLS_OF_PAIRS: [&str; 2] = ["Map.of", "QueryHelpers.AddQueryString"];

/// What is in front of the expression that begins at `start`, in the bracket `parent`.
pub(super) fn context(
    text: &str,
    lexed: &Lexed,
    (start, parent): (usize, Option<usize>),
    language: &'static Language,
) -> Option<Context> {
    let has = |pair: Pair| language.pairs.contains(&pair);
    let end = blanks_before(text, start);
    let before = text.get(..end)?;
    let last = before.chars().next_back()?;
    let front = before.len() - last.len_utf8();
    let (behind_key, pair) = match last {
        '=' => {
            let operator = text.get(..front)?.trim_end_matches(':');
            // `@filters ||= "…"`
            let operator = ["||", "??"].iter().find_map(|it| operator.strip_suffix(it)).unwrap_or(operator);
            if operator.ends_with(['=', '!', '<', '>', '+', '~', '-', '*', '|', '&', '?']) {
                return None;
            }
            (operator.len(), None)
        }
        '>' if has(Pair::Arrow) => (before.strip_suffix("=>")?.len(), Some(Pair::Arrow)),
        ':' if has(Pair::Colon) && !before.ends_with("::") => (front, Some(Pair::Colon)),
        ',' if has(Pair::Comma) => {
            let open = bracket(lexed, parent)?;
            let key = quoted(text, blanks_before(text, front))?;
            let is_first = blanks_before(text, key.whole.start()) == open.open + 1;
            let takes_pairs =
                || CALLS_OF_PAIRS.iter().any(|it| text.get(..open.open).is_some_and(|all| all.ends_with(it)));
            return key.context(Some(Pair::Comma)).filter(|it| !it.is_longer && (is_first || takes_pairs()));
        }
        '{' if has(Pair::List) => {
            let list = text.get(..blanks_before(text, front))?;
            let list = list.strip_suffix("[]string").unwrap_or(list).trim_ascii_end();
            let key = quoted(text, blanks_before(text, list.strip_suffix(':')?.len()))?;
            return key.context(Some(Pair::List)).filter(|it| !it.is_longer);
        }
        '{' if has(Pair::Braces) && text.get(..front)?.ends_with('=') => {
            let key = word(text, front - 1)?;
            return key.context(Some(Pair::Braces)).filter(|it| is_in_tag(text, lexed, it.key.start()));
        }
        '(' if has(Pair::Call) => {
            let key = word(text, blanks_before(text, front))?;
            let is_method = text.get(..key.whole.start())?.trim_ascii_end().ends_with('.');
            return key.context(Some(Pair::Call)).filter(|it| is_method && !it.is_longer);
        }
        // `-Filters:"…"`
        ':' if has(Pair::Dash) => {
            let key = word(text, front)?;
            let dash = text.get(..key.whole.start())?.strip_suffix('-')?;
            return key.context(Some(Pair::Dash)).filter(|it| !it.is_longer && dash.ends_with([' ', '\t', '\n', '`']));
        }
        _ if has(Pair::Dash) && end < start => {
            let key = word(text, end)?;
            let front = text.get(..key.whole.start())?.strip_suffix('-')?;
            return key.context(Some(Pair::Dash)).filter(|it| !it.is_longer && front.ends_with([' ', '\t', '\n', '`']));
        }
        _ => return None,
    };
    let end = blanks_before(text, behind_key);
    let Some(key) = key_before(text, lexed, end, pair, language) else {
        return typed(text, end).filter(|_| pair.is_none());
    };
    // What is behind the colon of `x ? filters : "…"` is no value of it.
    let front = text.get(..blanks_before(text, key.whole.start()))?;
    if pair == Some(Pair::Colon) && front.ends_with('?') {
        return None;
    }
    let is_attribute = language.markup && pair.is_none() && key.whole.end() + 1 == start;
    let found = key.context(pair).map(|it| Context { is_attribute, ..it });
    if found.is_some() || pair.is_some() {
        return found;
    }
    // `var filters string = "…"`, as Go has it.
    if has(Pair::List) && key.name == "string" {
        return word(text, front.len())?.context(None);
    }
    typed(text, end)
}

/// The key that ends at `end`.
fn key_before<'a>(
    text: &'a str,
    lexed: &Lexed,
    end: usize,
    pair: Option<Pair>,
    language: &Language,
) -> Option<Key<'a>> {
    match text.get(..end)?.chars().next_back()? {
        '"' | '\'' => quoted(text, end),
        // `parameters["filters"] = `
        ']' if pair.is_none() => {
            let end = blanks_before(text, end - 1);
            // `options[:filters] = `
            let symbol = || word(text, end).filter(|it| language.pairs.contains(&Pair::Arrow) && it.is_symbol(text));
            quoted(text, end).or_else(symbol)
        }
        // `Filters { get; set; } = `
        '}' if pair.is_none() => {
            let open = lexed.opened_by(end)?;
            let is_property = text.get(open + 1..end)?.trim_ascii_start().starts_with("get");
            word(text, blanks_before(text, open)).filter(|_| is_property)
        }
        _ => word(text, end),
    }
}

/// How long the type of a declaration is that is looked at, in bytes.
const MOST_TYPE: usize = 128;

/// The name of a declaration whose type ends at `end`: `filters: str | None = "…"`.
fn typed(text: &str, end: usize) -> Option<Context> {
    let is_part =
        |c: &char| is_word(*c) || matches!(c, ' ' | '.' | '[' | ']' | '|' | ',' | '<' | '>' | '"' | '\'' | '?');
    let length: usize = text.get(..end)?.chars().rev().take_while(is_part).take(MOST_TYPE).map(char::len_utf8).sum();
    let front = text.get(..end - length)?.strip_suffix(':')?;
    word(text, blanks_before(text, front.len()))?.context(None)
}

/// A name, and the whole of it with its quotes.
struct Key<'a> {
    name: &'a str,
    place: Span,
    whole: Span,
}

impl Key<'_> {
    /// Whether it is written as a symbol of Ruby's in brackets.
    fn is_symbol(&self, text: &str) -> bool {
        text.get(..self.whole.start()).is_some_and(|it| it.ends_with("[:"))
    }

    fn context(&self, pair: Option<Pair>) -> Option<Context> {
        const NAMES: [&str; 2] = ["filters", "sorters"];
        let lower = self.name.to_ascii_lowercase();
        let name = NAMES.into_iter().find(|name| lower.ends_with(name))?;
        let front = self.name.get(..self.name.len() - name.len())?;
        let last = self.name.get(front.len()..)?;
        // `accountFilters`, `ACCOUNT_FILTERS`; not `infilters`.
        let begins_word =
            front.is_empty() || front.ends_with(['_', '-']) || last.starts_with(|c: char| c.is_uppercase());
        let key = self.place;
        begins_word.then_some(Context {
            name,
            key,
            is_longer: !front.trim_matches('_').is_empty(),
            pair,
            is_attribute: false,
        })
    }
}

/// The word that ends at `end`.
fn word(text: &str, end: usize) -> Option<Key<'_>> {
    let before = text.get(..end)?;
    let length: usize = before.chars().rev().take(MOST_NAME).take_while(|c| is_word(*c)).map(char::len_utf8).sum();
    let place = Span::new(end - length, end);
    (length > 0).then(|| Key { name: place.of(text), place, whole: place })
}

/// The name in quotes that ends at `end`.
fn quoted(text: &str, end: usize) -> Option<Key<'_>> {
    let quote = text.get(..end)?.chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
    let key = word(text, end - 1)?;
    let before = text.get(..key.place.start())?;
    let whole = Span::new(key.place.start().saturating_sub(1), end);
    before.ends_with(quote).then_some(Key { whole, ..key })
}
