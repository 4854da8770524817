//! Shell scripts: commands that ask the API, curl and the vendor's `sail` above all.
//!
//! `filters=…` behind `--data-urlencode`, `-d`, `-q` and the like, `--filters …`, and URLs in any word. What stands in one
//! command is one query; its endpoint is the URL, or the path, in the same command.

use std::collections::HashSet;

use super::SavedFormat;
use super::code::leave_out;
use super::counted::{counted, gathered, only_where_known, requested};
use super::host_text::HostText;
use super::nearness::{Nearness, is_url_of_api, nearness_of_file};
use super::owner::{Owner, owner};
use super::query::{Part, SavedEndpoint, SavedParameter, SavedQuery};
use super::shape::{NAMES_OF_QUERIES, may_hold_query};
use super::shell_commands::{asks_others, functions, is_alone, may_ask, only_asks, posts};
use super::shell_sent::{assignment, data_option, is_get, is_sent, sent_by_curl, sent_by_sail};
use super::shell_variables::{printed, variable, variables};
use super::shell_words::{Command, script};
use super::url::method;
use super::url_in_text::{ends_open, urls};
use crate::syntax::{PlaceholderStyle, PlaceholderStyles};
use crate::text::Span;

pub(super) static FORMAT: SavedFormat = SavedFormat {
    name: "shell",
    summary: "shell scripts: curl, `sail api`, URLs",
    extensions: &["sh", "bash", "zsh", "ksh"],
    placeholders: || PlaceholderStyles::of(&[PlaceholderStyle::DoubleBraces, PlaceholderStyle::Angles]),
    splices: true,
    recognises: |_| false,
    read: |text, _| Ok(read(text, Nearness::Nowhere)),
    lines: None,
};

/// Options whose URL is not the one that is asked.
const NOT_ASKED: [&str; 11] =
    ["-x", "--proxy", "-e", "--referer", "-H", "--header", "-A", "--user-agent", "--data-urlencode", "-F", "--form"];

/// The queries of a script that stands where the API is named so near.
pub(super) fn read(text: &str, around: Nearness) -> Vec<SavedQuery<'_>> {
    let nearness = nearness_of_file(text).max(around);
    if !may_hold_query(text) && nearness == Nearness::Nowhere {
        return Vec::new();
    }
    let commands = script(text);
    let functions = functions(text);
    let mut queries: Vec<SavedQuery<'_>> = Vec::new();
    for command in &commands.commands {
        read_command(command, &functions, nearness, &mut queries);
        queries.extend(printed(command, text, nearness));
    }
    for line in &commands.documents {
        let found = urls(line.text()).into_iter();
        queries.extend(found.filter_map(|it| counted(line.url(it), it.of(line.text()), nearness)));
    }
    queries.iter_mut().flat_map(|query| &mut query.parameters).for_each(leave_out);
    queries.sort_by_key(|query| query.span);
    queries
}

fn read_command<'a>(command: &Command, functions: &HashSet<&str>, file: Nearness, queries: &mut Vec<SavedQuery<'a>>) {
    let is_sail = command.iter().take(2).any(|word| word.text() == "sail" || word.text().ends_with("/sail"));
    let mut own: Vec<SavedParameter<'static>> = Vec::new();
    let mut findings = Vec::new();
    let mut urls_of_command: Vec<SavedQuery<'static>> = Vec::new();
    let mut asked = None;
    let mut endpoint: Option<SavedEndpoint<'static>> = None;
    // What a URL with somebody else's host leads to, where it may be an endpoint.
    let mut elsewhere: Option<Option<SavedEndpoint<'static>>> = None;
    let mut of_variables: Vec<SavedQuery<'a>> = Vec::new();
    let variables = variables(command);
    let gets = command.iter().any(|word| is_get(word.text()));
    let only_asks = only_asks(command, gets);
    // What is asked for without a filter or a sorter.
    let mut pages: Option<SavedQuery<'static>> = None;
    // Whether all parameters that are sent are read.
    let mut is_whole = is_alone(command);
    let mut last = "";
    for (place, word) in command.iter().enumerate() {
        let text = word.text();
        let value = text.len() - behind_name(text).len();
        let all = Span::new(value, text.len());
        let sent = sent_by_curl(word, last, gets);
        let found = if sent.is_some() { Vec::new() } else { urls(all.of(text)) };
        let is_query = !found.is_empty();
        // What is put into a variable may go on behind it.
        let goes_on = |it: &Span| value > 0 && it.end() == text.len() && ends_open(it.of(text));
        for it in found.into_iter().map(|it| it.shifted(value)).filter(|it| !goes_on(it)) {
            let query = match it.of(text).starts_with('&') {
                true => word.url_query(Span::new(it.start() + 1, it.end())),
                false => word.url(it),
            };
            urls_of_command.extend(counted(query, it.of(text), file));
        }
        if let Owner::Other { is_versioned } = owner(all.of(text))
            && sent.is_none()
            && !NOT_ASKED.contains(&last)
            && data_option(last).is_none()
        {
            elsewhere = elsewhere.or_else(|| Some(word.url(all).endpoint.filter(|_| is_versioned)));
        }
        if is_query {
        } else if place < variables {
            of_variables.extend(variable(word, file));
        } else if let Some(sent) = sent {
            findings.extend(sent.findings);
            own.extend(sent.parameters);
        } else if let Some(parameter) = option_parameter(word, last).or_else(|| sent_by_sail(word, last, is_sail)) {
            own.push(parameter);
        } else if let Some((name, start)) = assignment(text) {
            let part = Span::new(start, text.len());
            let name_span = Some(word.outer(Span::new(start - 1 - name.len(), start - 1)));
            own.push(word.expression(name, name_span, part));
        } else if is_url_of_api(text) || (is_sail && text.starts_with('/')) {
            let url = word.url(all);
            if only_asks && !NOT_ASKED.contains(&last) && data_option(last).is_none() {
                pages = pages.or_else(|| requested(url.clone(), all.of(text), file));
            }
            endpoint = endpoint.or(url.endpoint);
        } else if is_sent(text, last) {
            is_whole = false;
        }
        asked = asked.or_else(|| asked_method(text, last, is_sail));
        last = text;
    }
    asked = asked.or_else(|| posts(command, gets).then_some("POST"));
    // What is sent to somebody else, or by a tool that asks somebody else, says nothing.
    let is_known = endpoint.is_some() || urls_of_command.iter().any(|it| it.endpoint.is_some());
    let nearness = if endpoint.is_some() || is_sail { Nearness::Beside } else { file };
    match elsewhere.filter(|_| !is_known) {
        Some(Some(other)) => endpoint = Some(other),
        Some(None) => {
            own.clear();
            of_variables.clear();
        }
        None if is_known || is_sail || may_ask(command, functions) => {}
        None => own.clear(),
    }
    if !is_known && asks_others(command) {
        urls_of_command.clear();
    }
    queries.append(&mut of_variables);
    for query in &mut urls_of_command {
        query.endpoint.iter_mut().for_each(|it| it.method = asked.or(it.method));
    }
    if let [only] = urls_of_command.as_mut_slice() {
        only.parameters.append(&mut own);
        only.findings.append(&mut findings);
    }
    let endpoint = endpoint.map(|it| SavedEndpoint { method: asked.or(it.method), ..it });
    if own.iter().any(|it| NAMES_OF_QUERIES.contains(&&*it.name)) {
        // What the URL says is sent with it.
        if let Some(pages) = pages.filter(|it| is_of(it, endpoint.as_ref())) {
            own.splice(0..0, pages.parameters);
            findings.extend(pages.findings);
        }
        if !is_whole || own.iter().any(|it| it.name.contains("{{")) {
            own.iter_mut().for_each(make_alone);
        }
    } else {
        let own = if gets || is_sail { std::mem::take(&mut own) } else { Vec::new() };
        if let Some(endpoint) = endpoint.clone().filter(|_| only_asks) {
            let asked = asked_pages(pages, own, endpoint, is_whole);
            let found = std::mem::take(&mut findings);
            queries.extend(asked.map(|it| SavedQuery { findings: [it.findings, found].concat(), ..it }));
        }
    }
    if let Some(query) = gathered(own, endpoint, nearness) {
        queries.push(SavedQuery { findings, ..query });
    }
    queries.extend(urls_of_command);
}

/// Whether a URL is the one that leads to the endpoint.
fn is_of(query: &SavedQuery<'_>, endpoint: Option<&SavedEndpoint<'_>>) -> bool {
    query.endpoint.as_ref().zip(endpoint).is_some_and(|(own, endpoint)| own.span == endpoint.span)
}

/// The query that asks for all there is, page by page: it has neither a filter nor a sorter. Where it is not whole, whatever
/// stands in a variable beside it may be sent too.
fn asked_pages(
    url: Option<SavedQuery<'static>>,
    own: Vec<SavedParameter<'static>>,
    endpoint: SavedEndpoint<'static>,
    is_whole: bool,
) -> Option<SavedQuery<'static>> {
    let (span, findings) = (endpoint.span, Vec::new());
    let none = SavedQuery { span, endpoint: None, parameters: Vec::new(), findings };
    let mut query = url.filter(|it| is_of(it, Some(&endpoint))).unwrap_or(none);
    query.parameters.extend(own);
    if !is_whole || query.parameters.iter().any(may_be_more) {
        query.parameters.iter_mut().for_each(make_alone);
    }
    let is_any = !query.parameters.is_empty();
    only_where_known(SavedQuery { endpoint: Some(endpoint), ..query }).filter(|_| is_any)
}

/// Notes that a parameter is sent with others that are not known.
fn make_alone(parameter: &mut SavedParameter<'_>) {
    if parameter.part == Part::Sent {
        parameter.part = Part::Alone;
    }
}

/// Whether a parameter may be several of them once it is filled in: `limit=5$more`.
fn may_be_more(parameter: &SavedParameter<'_>) -> bool {
    let value = &parameter.value;
    let is_one = value.strip_prefix("{{").and_then(|it| it.strip_suffix("}}")).is_some_and(|it| !it.contains("}}"));
    parameter.name.contains("{{") || (value.contains("{{") && !is_one)
}

/// What stands behind the name of a variable or an option: `URL=…`, `--url=…`.
fn behind_name(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let (name, value) = text.split_once('=').unwrap_or_default();
    let name = name.strip_suffix('+').unwrap_or(name);
    if !name.is_empty() && name.chars().all(is_part) { value } else { text }
}

/// `--filters 'name eq "x"'`, `--sorters=-name`.
fn option_parameter(word: &HostText, last: &str) -> Option<SavedParameter<'static>> {
    let text = word.text();
    if let Some(name) = last.strip_prefix("--").filter(|it| NAMES_OF_QUERIES.contains(it)) {
        return Some(word.expression(name, None, Span::new(0, text.len())));
    }
    let (name, value) = text.strip_prefix("--")?.split_once('=')?;
    let start = text.len() - value.len();
    NAMES_OF_QUERIES.contains(&name).then(|| word.expression(name, None, Span::new(start, text.len())))
}

fn asked_method(text: &str, last: &str, is_sail: bool) -> Option<&'static str> {
    let named = match text.strip_prefix("-X") {
        Some(named) if !named.is_empty() => named,
        _ => text.strip_prefix("--request=").unwrap_or(text),
    };
    let is_asked = named.len() < text.len() || matches!(last, "-X" | "--request") || (is_sail && last == "api");
    method(&named.to_ascii_uppercase()).filter(|_| is_asked)
}
