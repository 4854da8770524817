//! Which commands of a shell script may ask the API.

use std::collections::HashSet;

use super::shell_words::Command;

/// Tools that send requests, whatever stands before them: `sudo curl`, `kubectl exec x -- curl`.
const CLIENTS: [&str; 12] =
    ["curl", "wget", "wget2", "httpie", "xh", "xhs", "curlie", "hurl", "restish", "newman", "sail", "v3q"];

/// Tools whose arguments are URLs that are asked as they stand.
const ASKING: [&str; 5] = ["curl", "curlie", "wget", "wget2", "sail"];

/// Options that send a body, unless `-G` makes parameters of it.
const BODIES: [&str; 8] = ["-d", "--data", "--json", "-F", "--form", "-T", "--post-", "--body-"];

/// Words that a command may begin with that holds queries: words of the shell itself, and what runs programs of the
/// script's own. `http` and `https` mean a tool only here.
const FIRST: [&str; 24] = [
    "http", "https", "echo", "printf", "export", "local", "declare", "readonly", "typeset", "set", "eval", "source",
    ".", "sh", "bash", "zsh", "python", "python3", "node", "npx", "deno", "bun", "ruby", "pwsh",
];

/// What may stand before the command itself.
const BEFORE: [&str; 14] =
    ["if", "while", "until", "then", "else", "elif", "do", "!", "{", "time", "sudo", "env", "exec", "command"];

/// Tools that ask somebody else's API wherever no host is named.
const OTHERS: [&str; 5] = ["gh", "glab", "az", "aws", "gcloud"];

/// How long the name of a function may be.
const MOST_NAME: usize = 100;

/// The functions that a script defines: `list() {`, `function list {`.
pub(super) fn functions(text: &str) -> HashSet<&str> {
    let is_word = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.');
    let before = memchr::memmem::find_iter(text.as_bytes(), b"()").filter_map(|at| {
        let front = text.get(..at)?.trim_end_matches([' ', '\t']);
        let length = front.chars().rev().take(MOST_NAME).take_while(is_word).map(char::len_utf8).sum::<usize>();
        front.get(front.len() - length..)
    });
    let behind = memchr::memmem::find_iter(text.as_bytes(), b"function ").filter_map(|at| {
        let rest = text.get(at + 9..)?.trim_start_matches([' ', '\t']);
        let length = rest.chars().take(MOST_NAME).take_while(is_word).map(char::len_utf8).sum::<usize>();
        rest.get(..length)
    });
    before.chain(behind).filter(|name| !name.is_empty()).collect()
}

/// Whether a command may ask the API: `az … --filter …` and `aws … --filters …` have languages of their own.
pub(super) fn may_ask(command: &Command, functions: &HashSet<&str>) -> bool {
    if command.iter().any(|word| CLIENTS.contains(&base(word.text()))) {
        return true;
    }
    let is_assignment = |text: &str| text.split_once('=').is_some_and(|(name, _)| !name.starts_with('-'));
    let mut words = command.iter().map(|word| word.text()).skip_while(|text| BEFORE.contains(text));
    let Some(first) = words.find(|text| !is_assignment(text)) else { return true };
    // A list: `A=(b c)`.
    let is_list = command.iter().any(|word| word.text().contains("=("));
    // A variable may hold any tool, and a path leads to the script's own.
    is_list || first.starts_with(['{', '.', '-']) || FIRST.contains(&base(first)) || functions.contains(first)
}

/// Whether a command asks for what its URL says: it names such a tool, and sends nothing else with it.
pub(super) fn only_asks(command: &Command, gets: bool) -> bool {
    let is_body = |text: &str| BODIES.iter().any(|it| text.starts_with(it));
    command.iter().any(|word| ASKING.contains(&base(word.text())))
        && (gets || !command.iter().any(|word| is_body(word.text())))
}

/// Options with which curl sends a POST, unless `-G` or a method stands beside them.
const POSTED: [&str; 5] = ["-d", "--data", "--json", "-F", "--form"];

/// Whether a command is certain to send what it is given as the body of a POST: curl does without `-G`.
pub(super) fn posts(command: &Command, gets: bool) -> bool {
    let is_curl = |text: &str| matches!(base(text), "curl" | "curlie");
    let behind = command.iter().map(|word| word.text()).skip_while(|text| !is_curl(text)).skip(1);
    let is_posted = |text: &str| POSTED.iter().any(|it| text.starts_with(it));
    // A file of options may say `get`.
    let is_file = |text: &str| text.starts_with("-K") || text.starts_with("--config");
    !gets && is_alone(command) && behind.clone().any(is_posted) && !behind.clone().any(is_file)
}

/// Options that take a text which is no parameter.
const TAKE_OTHERS: [&str; 18] = [
    "-H",
    "--header",
    "-o",
    "--output",
    "-X",
    "--request",
    "-u",
    "--user",
    "-A",
    "--user-agent",
    "-m",
    "--max-time",
    "-w",
    "--write-out",
    "-b",
    "--cookie",
    "--oauth2-bearer",
    "--retry",
];

/// Whether a command is one request whose words are all known: no variable beside its URL may bring more of them, and
/// nothing runs it with some of its own (`xargs curl …`).
pub(super) fn is_alone(command: &Command) -> bool {
    let mut words = command.iter().map(|word| word.text()).skip_while(|text| BEFORE.contains(text));
    let is_tool = words.next().is_some_and(|first| ASKING.contains(&base(first)));
    let mut last = "";
    is_tool
        && words.all(|text| {
            let behind = std::mem::replace(&mut last, text);
            let is_filled_in = text.starts_with("{{") && !text.contains('/');
            let is_next = matches!(text, "--next" | "-:");
            !is_next && (!is_filled_in || TAKE_OTHERS.contains(&behind))
        })
}

/// Whether a command asks somebody else, unless its URL names the API.
pub(super) fn asks_others(command: &Command) -> bool {
    command.first().is_some_and(|first| OTHERS.contains(&base(first.text())))
}

/// The name of a program, without the path to it.
fn base(word: &str) -> &str {
    word.rsplit_once('/').map_or(word, |(_, base)| base)
}
