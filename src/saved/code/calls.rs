//! The call of an SDK that a query is handed to, and the version of the API that it belongs to.

use super::follow::is_word;
use super::language::Pair;
use super::lexer::Lexed;
use super::parts::{blanks_before, bracket};
use crate::saved::query::SavedCall;
use crate::text::Span;

/// The versions, as the SDKs write them in lower case.
const VERSIONS: [&str; 5] = ["v2026", "v2025", "v2024", "v3", "beta"];

/// What the SDKs put behind the name of an operation.
const ENDINGS: [&str; 8] =
    ["_with_http_info", "_without_preload_content", "WithHttpInfo", "Execute", "Async", "Request", "Call", "Raw"];

/// The verbs of cmdlets, with the first words of the operations they stand for.
const VERBS: [(&str, &[&str]); 6] = [
    ("Get", &["list", "get"]),
    ("Search", &["search", "list"]),
    ("Find", &["find", "list"]),
    ("Export", &["export"]),
    ("Compare", &["compare"]),
    ("Measure", &["count"]),
];

/// Operations whose names many other libraries have too.
const COMMON: [&str; 14] = [
    "getapplications",
    "getapprovals",
    "getschedules",
    "gettasks",
    "gettotalcount",
    "listbackups",
    "listconnections",
    "listdrafts",
    "listroles",
    "listsubscriptions",
    "listtags",
    "listtriggers",
    "listusers",
    "listworkflows",
];

/// Whether a call can make a text a query by its name alone, where it is one of the catalog.
pub(super) fn may_decide(call: &SavedCall) -> bool {
    let plain = |name: &str| name.replace('_', "").to_ascii_lowercase();
    call.names.iter().all(|name| !COMMON.contains(&plain(name).as_str()))
}

/// How many calls are looked at from the inside to the outside, and from the end of a chain to its beginning.
const MOST_CALLS: usize = 16;

/// How far the command of a parameter is searched for, in bytes.
const MOST_COMMAND: usize = 1024;

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
    let length = receiver.bytes().rev().take(MOST_COMMAND).take_while(|it| is_path(*it)).count();
    let version = receiver.get(receiver.len() - length..).and_then(version_in);
    Some((SavedCall { names, version, is_versioned: version.is_some(), decides: false }, place?))
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

/// The cmdlet that the parameter at `key` is given to.
pub(super) fn cmdlet(text: &str, key: Span) -> Option<(SavedCall, Span)> {
    let mut start = key.start();
    let least = start.saturating_sub(MOST_COMMAND);
    // The command begins with its line, or with one before it that a backtick carries on.
    loop {
        let before = text.as_bytes().get(least..start)?;
        let line = memchr::memrchr(b'\n', before).map_or(least, |it| least + it + 1);
        start = line;
        let above = text.as_bytes().get(..line.saturating_sub(1)).unwrap_or_default().trim_ascii_end();
        if line == least || above.last() != Some(&b'`') {
            break;
        }
        start = above.len().max(least);
        if start == least {
            break;
        }
    }
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let command = text.get(start..key.start())?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut words = command.split(|c: char| !is_part(c)).rev();
    words.find_map(|word| {
        let (verb, noun) = word.split_once('-')?;
        let (_, firsts) = VERBS.iter().find(|(known, _)| known.eq_ignore_ascii_case(verb))?;
        let from = word.as_ptr() as usize - text.as_ptr() as usize;
        let version = VERSIONS.into_iter().find(|it| {
            let starts = noun.get(..it.len()).is_some_and(|front| front.eq_ignore_ascii_case(it));
            starts && noun.len() > it.len()
        });
        let noun = noun.get(version.map_or(0, str::len)..)?;
        let names = firsts.iter().map(|first| format!("{first}{noun}")).collect();
        let is_versioned = version.is_some();
        let version = Some(version.unwrap_or("v3"));
        (!noun.is_empty())
            .then(|| (SavedCall { names, version, is_versioned, decides: false }, Span::new(from, from + word.len())))
    })
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
