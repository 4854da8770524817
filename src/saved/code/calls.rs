//! The call of an SDK that a query is handed to, and the version of the API that it belongs to.

use super::follow::is_word;
use super::language::Pair;
use super::lexer::Lexed;
use super::parts::{blanks_before, bracket};
use crate::saved::query::SavedCall;
use crate::text::Span;

/// The versions, as the SDKs write them in lower case.
pub(super) const VERSIONS: [&str; 5] = ["v2026", "v2025", "v2024", "v3", "beta"];

/// What the SDKs put behind the name of an operation.
const ENDINGS: [&str; 8] =
    ["_with_http_info", "_without_preload_content", "WithHttpInfo", "Execute", "Async", "Request", "Call", "Raw"];

/// The one operation whose name many other libraries have too, though it is as long.
const COMMON: &str = "getTotalCount";

/// How many words a name has at least that is hardly anybody else's: not `list_accounts`.
const LEAST_WORDS: usize = 3;

/// Whether a call can make a text a query by its name alone, where it is one of the catalog.
pub(super) fn may_decide(call: &SavedCall) -> bool {
    let plain = |name: &str| name.replace('_', "").to_ascii_lowercase();
    call.names.iter().all(|name| words(name) >= LEAST_WORDS && plain(name) != plain(COMMON))
}

/// How many words a name is made of: `list_account_activities`, `listAccountActivities`, `ListAccountActivities`.
fn words(name: &str) -> usize {
    let parts = name.split('_').filter(|it| !it.is_empty());
    let humps = |part: &str| {
        let begins = |(c, last): &(char, char)| c.is_ascii_uppercase() && !last.is_ascii_uppercase();
        part.chars().skip(1).zip(part.chars()).filter(begins).count()
    };
    parts.map(|part| 1 + humps(part)).sum()
}

/// How many calls are looked at from the inside to the outside, and from the end of a chain to its beginning.
const MOST_CALLS: usize = 16;

/// How much of a call or of the path in front of it is looked at, in bytes.
const MOST_LENGTH: usize = 1024;

/// The calls around the text that stands in the bracket `parent`, or before it in the chain of calls.
pub(super) fn calls(text: &str, lexed: &Lexed, parent: Option<usize>, pair: Option<Pair>) -> Option<(SavedCall, Span)> {
    let mut names: Vec<String> = Vec::new();
    let mut place: Option<Span> = None;
    let mut number = parent;
    let mut end = 0;
    for _ in 0..MOST_CALLS {
        let Some(open) = bracket(lexed, number) else { break };
        if open.byte == b'(' {
            let word = callee(text, open.open)?;
            if word.of(text).to_ascii_lowercase().starts_with("paginate") {
                return handed_over(text, Span::new(open.open + 1, open.end));
            }
            end = word.start();
            add(word, text, &mut names, &mut place);
            break;
        }
        number = open.parent;
    }
    if pair == Some(Pair::Call) {
        // `.ListAccounts(ctx).Limit(5).Filters("…")`
        for _ in 0..MOST_CALLS {
            let Some(close) = text.get(..end).map(|it| it.trim_ascii_end()).and_then(|it| it.strip_suffix('.')) else {
                break;
            };
            let close = close.trim_ascii_end();
            let Some(open) = close.ends_with(')').then(|| lexed.opened_by(close.len())).flatten() else { break };
            let Some(word) = callee(text, open) else { break };
            end = word.start();
            add(word, text, &mut names, &mut place);
        }
    }
    let receiver = text.get(..end)?;
    let length = receiver.bytes().rev().take(MOST_LENGTH).take_while(|it| is_path(*it)).count();
    let version = receiver.get(receiver.len() - length..).and_then(version_in);
    Some((SavedCall { names, version, is_versioned: version.is_some(), decides: false }, place?))
}

/// The method among the arguments of a paginator, which calls it: `paginate(AccountsApi(c).list_accounts, filters="…")`.
fn handed_over(text: &str, arguments: Span) -> Option<(SavedCall, Span)> {
    let arguments = arguments.of(text);
    let end = (0..=arguments.len().min(MOST_LENGTH)).rev().find(|it| arguments.is_char_boundary(*it))?;
    let arguments = arguments.get(..end)?;
    let from = arguments.as_ptr() as usize - text.as_ptr() as usize;
    let (mut names, mut place) = (Vec::new(), None);
    let mut start = 0;
    for path in arguments.split(|c: char| !is_word(c)) {
        let span = Span::new(start, start + path.len());
        start = span.end() + arguments.get(span.end()..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8);
        let behind = arguments.get(span.end()..).unwrap_or_default().trim_ascii_start();
        let is_reference = behind.starts_with([',', ')']) || behind.starts_with(".bind(");
        let is_method = arguments.get(..span.start()).is_some_and(|it| it.ends_with('.'));
        if is_reference && is_method && !path.to_ascii_lowercase().ends_with("api") {
            add(span.shifted(from), text, &mut names, &mut place);
        }
        if !names.is_empty() {
            break;
        }
    }
    let place = place?;
    let before = text.get(from..place.start())?;
    let version = before.split(|c: char| !(is_word(c) || c == '.')).find_map(version_in);
    Some((SavedCall { names, version, is_versioned: version.is_some(), decides: false }, place))
}

fn is_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

/// Notes the name of a call, where it is made of several words as all operations are.
fn add(word: Span, text: &str, names: &mut Vec<String>, place: &mut Option<Span>) {
    let written = word.of(text);
    let plain = ENDINGS.iter().find_map(|ending| written.strip_suffix(ending)).unwrap_or(written);
    let has_words = plain.trim_matches('_').contains('_')
        || plain
            .chars()
            .skip(1)
            .zip(plain.chars())
            .any(|(c, last)| c.is_ascii_uppercase() && last.is_ascii_lowercase());
    if has_words {
        names.push(plain.to_owned());
        place.get_or_insert(word);
    }
}

/// The name of the call that opens there.
fn callee(text: &str, open: usize) -> Option<Span> {
    let end = blanks_before(text, open);
    let before = text.get(..end)?;
    let length: usize = before.chars().rev().take(100).take_while(|c| is_word(*c)).map(char::len_utf8).sum();
    (length > 0).then(|| Span::new(end - length, end))
}

/// The version in the name of a module, a client or a class: `sailpoint.v2025`, `V2025.AccountsAPI`, `AccountsBetaApi`.
fn version_in(path: &str) -> Option<&'static str> {
    let lower = path.to_ascii_lowercase();
    VERSIONS.into_iter().find(|version| {
        lower.match_indices(version).any(|(at, _)| {
            let before = path.get(..at).and_then(|it| it.chars().next_back());
            let first = path.get(at..).and_then(|it| it.chars().next());
            let begins = before.is_none_or(|c| !c.is_alphanumeric()) || first.is_some_and(char::is_uppercase);
            let behind = path.get(at + version.len()..).unwrap_or_default();
            begins
                && (behind.is_empty()
                    || behind.starts_with(['.', '_', '/'])
                    || behind.starts_with("Api")
                    || behind.starts_with("API"))
        })
    })
}

/// The one version of the API that the modules and clients of a text belong to.
pub(super) fn version_of(text: &str) -> Option<&'static str> {
    let mut found = VERSIONS.into_iter().filter(|version| {
        let mut title = version.to_ascii_uppercase();
        if *version == "beta" {
            title = "Beta".to_owned();
        }
        [format!("sailpoint.{version}"), format!("sailpoint/{version}"), format!("{title}Api"), format!(".{title}.")]
            .iter()
            .any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some())
    });
    let first = found.next();
    first.filter(|_| found.next().is_none())
}
