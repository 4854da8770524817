//! Whether an expression that is put into a string escapes the quotes of its value.

use super::follow::is_word;

/// What puts a text in for another one.
const REPLACERS: [&str; 3] = ["replace", "Replace", "gsub"];

/// How a quote or a backslash is written among the arguments of such a call.
const QUOTES: [&str; 4] = ["'\"'", "\\", "/\"", "`\""];

/// Calls that write a text as JSON, which escapes as a filter does, with what takes the quotes around it off again.
const JSON: [(&str, &str); 5] = [
    ("json.dumps(", ")[1:-1]"),
    ("JSON.stringify(", ").slice(1,-1)"),
    (".to_json", "[1..-2]"),
    (".to_json", "[1...-1]"),
    ("JSON.generate(", ")[1..-2]"),
];

/// Whether it calls a function that is named for it (`esc(name)`, `filterEscape(name)`), or replaces quotes.
pub(super) fn is_escaped(expression: &str) -> bool {
    let mut calls = expression.match_indices('(').filter_map(|(at, _)| expression.get(..at));
    let is_named = calls.any(|before| {
        let name = before.get(before.trim_end_matches(is_word).len()..).unwrap_or_default();
        says_so(name) || begins_with_esc(name)
    });
    let replaced = REPLACERS.iter().find_map(|name| expression.split_once(name));
    let is_json = JSON.iter().any(|(call, cut)| {
        expression.split_once(call).is_some_and(|(_, behind)| behind.replace(' ', "").ends_with(cut))
    });
    is_named || is_json || replaced.is_some_and(|(_, values)| QUOTES.iter().any(|it| values.contains(it)))
}

/// Whether a name says so by itself.
pub(super) fn says_so(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("escape") || name.contains("quote")
}

/// Whether one of the words of a name begins with `esc`.
fn begins_with_esc(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.match_indices("esc").any(|(at, _)| {
        let before = name.get(..at).and_then(|it| it.chars().next_back());
        let first = name.get(at..).and_then(|it| it.chars().next());
        let is_hump = first.is_some_and(char::is_uppercase) && before.is_some_and(char::is_lowercase);
        before.is_none_or(|c| !c.is_alphabetic()) || is_hump
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_escaped_by_a_name_or_a_replacement() {
        for expression in [
            "esc(name)",
            "self.filter_esc(name)",
            "filterEsc(x.y)",
            "escapeFilter(name)",
            "value.replace('\"','\\\\\"')",
            "x.replace(/\"/g, q)",
            "name.gsub('\"', q)",
            "strings.ReplaceAll(x, `\"`, q)",
            "json.dumps(n)[1:-1]",
            "JSON.stringify(n).slice(1, -1)",
        ] {
            assert!(is_escaped(expression), "{expression}");
        }
        for expression in
            ["name", "describe(name)", "esc", "value.replace('a','b')", "value.replace(\"a\", b)", "f(\"\\\"\")"]
        {
            assert!(!is_escaped(expression), "{expression}");
        }
    }
}
