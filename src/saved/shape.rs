//! What counts as a query where any text may stand under the same key.
//!
//! `filters:` is a key of many files that have nothing to do with this API. A value counts where what stands around it
//! names the API, or where the value itself can hardly be anything else.

use memchr::memmem;

use super::owner::{Owner, names_other_product, owner};

/// How near the API is named to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// Nowhere in the file.
    Nowhere,
    /// Somewhere in the file.
    File,
    /// Beside the value: the URL or the operation that it is sent to.
    Beside,
}

/// Names of the vendor and of the tool.
const NAMES: [&[u8]; 5] = [b"ailpoint", b"AILPOINT", b"ailPoint", HOST, b"v3q:"];

/// What the hosts of the API are named.
const HOST: &[u8] = b"identitynow";

/// Whether a text can hold a query at all; if not, nothing of it needs to be read.
pub(super) fn may_hold_query(text: &str) -> bool {
    ["ilter", "sort", "Sort", "FILTER", "SORT"]
        .iter()
        .any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// Whether a text names a parameter that only queries have: a file that can't be read and does not name one holds none.
#[cfg(any(feature = "saved-json", feature = "saved-yaml"))]
pub(super) fn names_parameter(text: &str) -> bool {
    ["filters", "sorters"].iter().any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// How near the API is named to a value that has no endpoint beside it.
pub(super) fn nearness_of_file(text: &str) -> Nearness {
    let has = |name: &&[u8]| memmem::find(text.as_bytes(), name).is_some();
    let is_named = NAMES.iter().any(has) || names_version(text);
    // Beside the other product's names its own hosts alone tell that it is this API.
    let is_ours = is_named && (has(&HOST) || !names_other_product(text));
    if is_ours { Nearness::File } else { Nearness::Nowhere }
}

/// The same; a file for which an endpoint is set speaks of the API too.
#[cfg(any(feature = "saved-json", feature = "saved-yaml"))]
pub(super) fn nearness_of(text: &str, has_endpoint: bool) -> Nearness {
    if has_endpoint { Nearness::File } else { nearness_of_file(text) }
}

/// Whether a text holds `/v3/`, `/beta/` or `/v2025/` in a URL of no other host.
fn names_version(text: &str) -> bool {
    memchr::memchr_iter(b'/', text.as_bytes()).any(|at| {
        let behind = text.get(at + 1..).unwrap_or_default();
        let segment = behind.get(..behind.bytes().take(6).take_while(u8::is_ascii_alphanumeric).count());
        let is_segment = segment.is_some_and(|it| is_api_version(it) && behind.as_bytes().get(it.len()) == Some(&b'/'));
        is_segment && is_url_of_api(word_around(text, at))
    })
}

/// The word without blanks and quotes that holds byte `at`.
fn word_around(text: &str, at: usize) -> &str {
    let is_end =
        |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'`' | b'<' | b'>' | b'(' | b')');
    // No URL is longer; what is cut off has no host in it.
    let from = (at.saturating_sub(256)..=at).find(|it| text.is_char_boundary(*it)).unwrap_or(at);
    let before = text.as_bytes().get(from..at).unwrap_or_default();
    let start = from + before.iter().rposition(is_end).map_or(0, |place| place + 1);
    let behind = text.as_bytes().get(at..).unwrap_or_default().iter().take(256).position(is_end);
    let end = at + behind.unwrap_or(0);
    text.get(start..end).or_else(|| text.get(start..at)).unwrap_or_default()
}

/// Whether a path segment is a version of the API: `v3`, `beta`, `v2025`; not the `v1` of everybody else's.
pub(super) fn is_api_version(segment: &str) -> bool {
    let year = segment.strip_prefix("v20").unwrap_or_default();
    matches!(segment, "v3" | "beta") || (year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a URL, or a path, with a method in front or not, leads to the API: by its host, or, where it has none or one that is only known when it is
/// sent, by the version in its path.
pub(super) fn is_url_of_api(url: &str) -> bool {
    owner(url) == Owner::Vendor
}

/// Whether a value under that name counts as a query.
pub(super) fn counts(name: &str, value: &str, nearness: Nearness) -> bool {
    let value = value.trim_ascii();
    match (name, nearness) {
        // `...` stands for a value that is left out.
        _ if matches!(value, "" | "..." | "…") => false,
        (_, Nearness::Beside) => true,
        ("filters", Nearness::File) => has_filter_shape(value) || has_words_of_filter(value),
        // Others have filters of this name, in languages that look much the same.
        ("filter", Nearness::File) => begins_filter(value, true),
        ("filters", Nearness::Nowhere) => has_filter_shape(value),
        ("sorters", Nearness::File) => has_sorter_shape(value),
        // Others have filters and sorters of these names too.
        (_, Nearness::File | Nearness::Nowhere) => false,
    }
}

/// Whether a value counts under a name that says more than that it is one: `ACCOUNT_FILTERS`, `DEFAULT_SORTERS`.
pub(super) fn counts_under_longer_name(name: &str, value: &str, nearness: Nearness) -> bool {
    let value = value.trim_ascii();
    let (field, behind) = word(value);
    let (operator, operand) = word(behind);
    // What is a word of a people's language too is an operator only with what it compares behind it.
    let is_operator = || is_any(&OPERATORS, operator) && (!is_any(&WORDS, operator) || compares(operand));
    let begins_as_filter = || is_field(field) && is_operator();
    match (name, nearness) {
        (_, Nearness::Beside) => true,
        ("filters", Nearness::File) => has_filter_shape(value) || begins_as_filter(),
        ("filters", Nearness::Nowhere) => has_filter_shape(value),
        ("sorters", Nearness::File) => has_sorter_shape(value),
        (_, Nearness::File | Nearness::Nowhere) => false,
    }
}

/// What stands in the names of other people's filters.
const FOREIGN: [&str; 7] = ["odata", "graph", "sql", "ldap", "scim", "azure", "jql"];

/// Whether a name says that it is of other people's filters: `ODATA_FILTERS`.
pub(super) fn is_foreign(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    FOREIGN.iter().any(|it| name.contains(it))
}

/// Whether a value counts that is handed to a call of the API, though nothing else around it speaks of that: a filter
/// that begins with a field and an operator in any spelling, a sorter in one of them.
pub(super) fn counts_in_known_call(name: &str, value: &str) -> bool {
    if name == "sorters" {
        return has_sorter_shape(value);
    }
    begins_query(value)
}

/// Whether a value begins with a field and an operator in any spelling.
pub(super) fn begins_query(value: &str) -> bool {
    let (field, behind) = word(value.trim_ascii());
    let (operator, _) = word(behind);
    is_field(field) && is_operator_in_any_spelling(operator)
}

/// Names of the parameters that are looked at.
pub(super) const NAMES_OF_QUERIES: [&str; 4] = ["filters", "filter", "sorters", "sort"];

/// Whether a value is words with an operator among the first of them, or a wrong spelling of one.
///
/// What is a word of a people's language too is an operator only with what it compares behind it: `Filters in use` is none.
fn has_words_of_filter(value: &str) -> bool {
    let (first, mut rest) = word(value);
    let is_title = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    (0..3).any(|_| {
        let (operator, operand) = word(rest);
        rest = operand;
        if is_any(&WORDS, operator) {
            compares(operand)
        } else if operator.starts_with(['=', '!', '<']) && is_title(first) && is_title(operand) {
            // `Name = Value` is a label.
            false
        } else {
            is_any(&SPELLINGS, operator) || is_any(&OPERATORS, operator)
        }
    }) || first.contains("%20")
}

/// Operators in any spelling that are words of a people's language.
const WORDS: [&str; 9] = ["in", "ca", "co", "le", "ne", "contains", "equals", "like", "not"];

/// Other spellings of operators.
const SPELLINGS: [&str; 7] = ["==", "=", "!=", "<>", "startswith", "startsWith", "isnull"];

fn is_any(words: &[&str], word: &str) -> bool {
    words.iter().any(|it| word.eq_ignore_ascii_case(it))
}

fn is_operator_in_any_spelling(word: &str) -> bool {
    word == "pr"
        || [WORDS.as_slice(), SPELLINGS.as_slice(), OPERATORS.as_slice()].iter().any(|words| is_any(words, word))
}

/// Whether a string stands there and ends its clause, or a list, a placeholder or a number.
fn compares(operand: &str) -> bool {
    let behind = operand.strip_prefix(['"', '\'']).zip(operand.chars().next());
    let is_string = behind.is_some_and(|(rest, quote)| {
        rest.split_once(quote).is_none_or(|(_, behind)| ends_clause(behind.trim_ascii_start()))
    });
    is_string
        || operand.starts_with(['{', '$', '<', '('])
        || operand.strip_prefix('-').unwrap_or(operand).starts_with(|c: char| c.is_ascii_digit())
}

const OPERATORS: [&str; 10] = ["eq", "ne", "gt", "ge", "lt", "le", "co", "sw", "in", "ca"];

/// Whether a value begins as only a V3 filter does: a field, an operator and an operand; `pr` and a field.
///
/// ```text
/// name eq "x"            yes
/// (not id in ("a","b"))  yes
/// *.rs                   no
/// come in and see        no: `and` is no operand of `in`
/// ```
pub(super) fn has_filter_shape(value: &str) -> bool {
    begins_filter(value, false)
}

/// The same, where an operator may stand in capitals whatever stands behind it.
pub(super) fn begins_filter(value: &str, in_capitals: bool) -> bool {
    let mut rest = value.trim_start_matches([' ', '\t', '\r', '\n', '(']);
    while let Some(behind) = rest.strip_prefix("not ") {
        rest = behind.trim_start_matches([' ', '\t', '\r', '\n', '(']);
    }
    let (field, behind) = word(rest);
    let (operator, operand) = word(behind);
    if field == "pr" {
        return is_field(operator) && ends_clause(operand);
    }
    if !is_field(field) {
        return false;
    }
    let is_capital = in_capitals && operator.bytes().all(|byte| byte.is_ascii_uppercase());
    let lower = if is_capital { operator.to_ascii_lowercase() } else { String::new() };
    match if is_capital { lower.as_str() } else { operator } {
        "isnull" | "pr" => ends_clause(operand),
        "in" | "ca" => is_list(operand),
        operator if OPERATORS.contains(&operator) => begins_operand(operand),
        // In capitals it is a word of other languages too: those have single quotes.
        _ => OPERATORS.iter().any(|it| operator.eq_ignore_ascii_case(it)) && operand.starts_with('"'),
    }
}

/// The first word, and what stands behind it and its blanks.
fn word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '(' | ')' | ',')).unwrap_or(text.len());
    let (word, behind) = text.split_at_checked(end).unwrap_or((text, ""));
    (word, behind.trim_ascii_start())
}

fn is_field(word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_placeholder = word.starts_with("{{") && word.ends_with("}}");
    is_placeholder || (word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && word.chars().all(is_part))
}

/// Whether a list stands there, or a placeholder of one and then nothing more of this clause: `done in {{n}} ms` is prose,
/// `(?)` a list of SQL.
fn is_list(text: &str) -> bool {
    let close = match text.as_bytes() {
        [b'(', ..] => return !text.starts_with("(?"),
        [b'{', b'{', ..] => "}}",
        [b'{', ..] | [b'$', b'{', ..] => "}",
        [b'$', b'(', ..] => ")",
        [b'$', ..] => return ends_clause(word(text).1),
        _ => return false,
    };
    text.split_once(close).is_some_and(|(_, behind)| ends_clause(behind.trim_ascii_start()))
}

fn begins_operand(text: &str) -> bool {
    let number = text.strip_prefix('-').unwrap_or(text);
    let (first, behind) = word(text);
    text.starts_with(['"', '\'', '{', '$', '<']) && text.len() > 1
        || number.starts_with(|c: char| c.is_ascii_digit())
        || (is_field(first) && !matches!(first, "and" | "or") && ends_clause(behind))
}

/// Whether nothing follows, or a word that joins clauses.
fn ends_clause(behind: &str) -> bool {
    let (next, _) = word(behind);
    behind.is_empty() || behind.starts_with([')', ',']) || matches!(next, "and" | "or")
}

/// Whether a value is a list of fields, each with a sign or not, or with a direction behind it; one may be forgotten.
fn has_sorter_shape(value: &str) -> bool {
    let mut keys = value.split(',').filter(|it| !it.trim_ascii().is_empty()).peekable();
    keys.peek().is_some()
        && keys.all(|sorter| {
            let mut words = sorter.split_ascii_whitespace();
            let field = words.next().unwrap_or_default();
            let direction = words.next().unwrap_or("asc").to_ascii_lowercase();
            let is_direction = matches!(direction.as_str(), "asc" | "desc" | "ascending" | "descending");
            is_field(field.strip_prefix(['-', '+']).unwrap_or(field)) && is_direction && words.next().is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_shows_by_itself() {
        for filter in [
            "name eq \"x\"",
            "name EQ \"x\"",
            "( not (id in (\"a\"))",
            "pr name",
            "owner.id isnull and a eq 1",
            "a gt 2018-01-01",
            "a eq {{x}}",
            "a sw Joe",
            "{{field}} eq 'x'",
            "id in {{ids}}",
            "(id in $ids) and a eq 1",
            "id in ${ids} or a eq 1",
        ] {
            assert!(has_filter_shape(filter), "{filter}");
        }
        for other in [
            "*.rs",
            "name",
            "come in and see",
            "status=active",
            "name EQ 'x'",
            "pr",
            "a le b c",
            "",
            "(",
            "sepia(50%)",
            "name in list",
            "il ne va pas",
            "eq",
            "a eq",
            "not",
            "done in {{n}} ms",
            "finished in ${n}ms",
            "Ids in $list were there",
            "age in (?)",
        ] {
            assert!(!has_filter_shape(other), "{other}");
        }
    }

    #[test]
    fn the_api_is_known_by_its_host_or_its_versions() {
        for url in [
            "https://t.api.identitynow.com/accounts",
            "/v2025/accounts",
            "{{baseUrl}}/v3/accounts?filters=x",
            "${BASE}/beta/roles",
            "https://$TENANT.example.com/v2024/roles",
            "v3/accounts",
        ] {
            assert!(is_url_of_api(url), "{url}");
        }
        for url in
            ["https://api.github.com/v3/repos", "https://graph.microsoft.com/beta/users", "/v1/items", "/api", ""]
        {
            assert!(!is_url_of_api(url), "{url}");
        }
        assert_eq!(nearness_of_file("see \"/v3/accounts\""), Nearness::File);
        assert_eq!(nearness_of_file("see https://api.github.com/v3/repos and /v2/x"), Nearness::Nowhere);
        assert_eq!(nearness_of_file("the SailPoint API"), Nearness::File);
    }

    #[test]
    fn what_counts_depends_on_what_stands_around_it() {
        let beside = ["filter", "sort", "sorters"].iter().all(|name| counts(name, "whatever", Nearness::Beside));
        assert!(beside);
        assert!(counts("filters", "name like \"x\"", Nearness::File));
        assert!(counts("filters", "name not in (\"x\")", Nearness::File));
        assert!(counts("filters", "Name = \"Value\"", Nearness::File));
        assert!(counts("sorters", "-created, name", Nearness::File));
        assert!(counts("sorters", "-created,", Nearness::File));
        assert!(!counts("sorters", ",", Nearness::File));
        for text in ["Name = Value", "Filters in use", "Show all accounts, or not", "Not in \"draft\" state", "In"] {
            assert!(!counts("filters", text, Nearness::File), "{text}");
        }
        assert!(counts("sorters", "created DESC,name", Nearness::File));
        for text in ["x EQ 1", "x EQ 'y'", "x EQ \"y\"", "x eq 'y'", "x IN ('y')", "x ISNULL"] {
            assert!(counts("filter", text, Nearness::File), "{text}");
        }
        for (name, value) in [
            ("filter", "Status = 'x'"),
            ("filter", "Log In (x)"),
            ("filters", "active"),
            ("filter", "blur(5px)"),
            ("sort", "name"),
            ("sorters", "a b"),
        ] {
            assert!(!counts(name, value, Nearness::File), "{name} {value}");
        }
        assert!(counts("filters", "name eq \"x\"", Nearness::Nowhere));
        assert!(!counts("filter", "name eq 'x'", Nearness::Nowhere), "other query languages look the same");
        assert!(!counts("sorters", "name", Nearness::Nowhere));
    }
}
