//! What counts as a query where any text may stand under the same key.
//!
//! `filters:` is a key of many files that have nothing to do with this API. A value counts where what stands around it
//! names the API, or where the value itself can hardly be anything else.

use memchr::memmem;

use super::nearness::Nearness;

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

/// Whether a value under that name counts as a query.
pub(super) fn counts(name: &str, value: &str, nearness: Nearness) -> bool {
    let value = value.trim_ascii();
    match (name, nearness) {
        // `...` stands for a value that is left out.
        _ if matches!(value, "" | "..." | "…") => false,
        (_, Nearness::Beside) => true,
        ("filters", Nearness::File) => has_filter_shape(value) || has_words_of_filter(value, true),
        // What other products have is hardly told from the mistakes of this one.
        ("filters", Nearness::Mention) => has_filter_shape(value) || has_words_of_filter(value, false),
        // Others have filters of this name, in languages that look much the same.
        ("filter", Nearness::File) => begins_filter(value, true),
        ("filters", Nearness::Nowhere) => has_filter_shape(value),
        ("sorters", Nearness::Mention | Nearness::File) => has_sorter_shape(value),
        // Others have filters and sorters of these names too.
        (_, Nearness::Mention | Nearness::File | Nearness::Nowhere) => false,
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
        ("filters", Nearness::Mention | Nearness::File) => has_filter_shape(value) || begins_as_filter(),
        ("filters", Nearness::Nowhere) => has_filter_shape(value),
        ("sorters", Nearness::Mention | Nearness::File) => has_sorter_shape(value),
        (_, Nearness::Mention | Nearness::File | Nearness::Nowhere) => false,
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

/// Whether a value is words with an operator among the first of them, or, where asked, a wrong spelling of one.
///
/// What is a word of a people's language too is an operator only with what it compares behind it: `Filters in use` is none.
fn has_words_of_filter(value: &str, in_any_spelling: bool) -> bool {
    let (first, mut rest) = word(value);
    let is_title = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    (0..3).any(|_| {
        let (operator, operand) = word(rest);
        rest = operand;
        if !in_any_spelling && !is_any(&OPERATORS, operator) {
            false
        } else if is_any(&WORDS, operator) {
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

/// Whether a word is an operator, or what stands for one elsewhere.
pub(super) fn is_operator_in_any_spelling(word: &str) -> bool {
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
        assert!(counts("filters", "name EQ \"x\" AND y", Nearness::Mention));
        for (name, value) in [("filters", "type = \"user\" AND active = true"), ("filter", "userName Eq \"x\"")] {
            assert!(!counts(name, value, Nearness::Mention), "{name} {value}");
        }
        assert!(counts("filters", "name eq \"x\"", Nearness::Nowhere));
        assert!(!counts("filter", "name eq 'x'", Nearness::Nowhere), "other query languages look the same");
        assert!(!counts("sorters", "name", Nearness::Nowhere));
    }
}
