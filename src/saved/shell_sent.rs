//! What a command of a shell sends as parameters: behind `-d`, `--data-urlencode`, `-q` and the like.

use super::host_text::HostText;
use super::query::{SavedParameter, SavedQuery};
use crate::text::Span;

/// How the text of an option is written that curl sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// As behind the `?` of a URL: it may be several parameters.
    AsInUrl,
    /// As it is: curl encodes all that is behind the name.
    Plain,
}

/// Options of curl whose text makes parameters, where `-G` stands beside them.
const DATA: [(&str, Written); 7] = [
    ("-d", Written::AsInUrl),
    ("--data", Written::AsInUrl),
    ("--data-raw", Written::AsInUrl),
    ("--data-binary", Written::AsInUrl),
    ("--data-ascii", Written::AsInUrl),
    ("--data-urlencode", Written::Plain),
    ("--url-query", Written::Plain),
];

/// Flags of curl that may stand in front of others in one word: `-sGd`.
const FLAGS: &str = "sSfLkvigGN";

/// Options whose text makes parameters, or names a file that may, beside those of curl's data.
const SENT: [&str; 4] = ["-q", "--query", "-K", "--config"];

/// Parameters that say by their names that they are some.
const KNOWN: [&str; 7] = ["filters", "filter", "sorters", "sort", "limit", "offset", "count"];

/// Whether an option of curl makes parameters of the URL of what is sent: `-G`, `-sG`, `-sGd`.
pub(super) fn is_get(text: &str) -> bool {
    let flags = text.strip_prefix('-').unwrap_or_default();
    let (own, rest) = flags.split_at(flags.len() - flags.trim_start_matches(|c| FLAGS.contains(c)).len());
    text == "--get" || (own.contains('G') && (rest.is_empty() || rest.starts_with('d')))
}

/// How the text is written that stands in the word behind this option of curl, where it makes parameters.
pub(super) fn data_option(text: &str) -> Option<Written> {
    let known = DATA.iter().find(|(name, _)| *name == text).map(|(_, written)| *written);
    known.or_else(|| behind_flags(text)?.is_empty().then_some(Written::AsInUrl))
}

/// What stands behind the `d` of `-d…` and `-sGd…`.
fn behind_flags(text: &str) -> Option<&str> {
    text.strip_prefix('-')?.trim_start_matches(|c| FLAGS.contains(c)).strip_prefix('d')
}

/// What a word gives to curl as data behind the option `last` or its own, and how that is written.
fn data<'t>(text: &'t str, last: &str) -> Option<(&'t str, Written)> {
    let behind_option = || data_option(last).map(|written| (text, written));
    let behind_own = || {
        let (name, data) = text.split_once('=').filter(|(name, _)| name.starts_with("--"))?;
        Some((data, data_option(name)?))
    };
    let behind_flags = || Some((behind_flags(text).filter(|it| !it.is_empty())?, Written::AsInUrl));
    behind_option().or_else(behind_own).or_else(behind_flags)
}

/// The parameters that a word gives to curl as data: those of any name where it `gets` with them.
pub(super) fn sent_by_curl(word: &HostText, last: &str, gets: bool) -> Option<SavedQuery<'static>> {
    let text = word.text();
    let (data, written) = data(text, last)?;
    let (name, value) = data.split_once('=')?;
    if !is_name(name) || !(gets || KNOWN.contains(&name)) {
        return None;
    }
    let all = Span::new(text.len() - data.len(), text.len());
    match written {
        Written::AsInUrl => Some(word.url_query(all)),
        Written::Plain => {
            let name_span = word.outer(Span::new(all.start(), all.start() + name.len()));
            let value = Span::new(text.len() - value.len(), text.len());
            let name = KNOWN.into_iter().find(|it| it.eq_ignore_ascii_case(name)).unwrap_or(name);
            let parameters = vec![word.expression(name, Some(name_span), value)];
            Some(SavedQuery { span: word.outer(all), endpoint: None, parameters, findings: Vec::new() })
        }
    }
}

/// The parameter of any name that `sail` sends with the others.
pub(super) fn sent_by_sail(word: &HostText, last: &str, is_sail: bool) -> Option<SavedParameter<'static>> {
    let text = word.text();
    let (name, value) = text.split_once('=').filter(|(_, value)| !value.starts_with('='))?;
    let is_sent = is_sail && matches!(last, "-q" | "--query");
    let is_other = assignment(text).is_none() && !value.contains(['&', '%']);
    let name_span = Some(word.outer(Span::new(0, name.len())));
    let part = Span::new(name.len() + 1, text.len());
    (is_sent && is_name(name) && is_other).then(|| word.expression(name, name_span, part))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// The parameter that a word such as `filters=…`, `filters==…`, or `-qfilters=…` gives, and where its value begins.
pub(super) fn assignment(text: &str) -> Option<(&'static str, usize)> {
    let (name, value) = text.split_once('=')?;
    let name = name.strip_prefix("-q").unwrap_or(name);
    if name == "--query" {
        let (inner, _) = value.split_once('=')?;
        let known = KNOWN.into_iter().find(|it| *it == inner)?;
        return Some((known, text.len() - value.len() + inner.len() + 1));
    }
    let known = KNOWN.into_iter().find(|it| it.eq_ignore_ascii_case(name))?;
    Some((known, text.len() - value.len() + usize::from(value.starts_with('='))))
}

/// Whether a word holds parameters, or a file that does, behind the option `last` or its own.
pub(super) fn is_sent(text: &str, last: &str) -> bool {
    let is_option = |it: &str| it.starts_with("--data") || SENT.contains(&it) || data_option(it).is_some();
    // The word behind it tells.
    if data_option(text).is_some() {
        return false;
    }
    // `-sGd@file`
    let is_several = text.starts_with('-') && !text.starts_with("--") && text.contains('d');
    let is_short = |it: &&str| it.len() == 2 && text.len() > 2 && text.starts_with(*it);
    is_several
        || is_option(last)
        || text.split_once('=').is_some_and(|(name, _)| is_option(name))
        || SENT.iter().any(is_short)
}
