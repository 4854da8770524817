//! Where a filter in a URL begins and ends: which raw `&` and `#` are meant as a part of it.

use percent_encoding::percent_decode_str;

use super::url::FILTER_NAMES;

/// Parameters that are known without a value behind them.
const STANDARD: [&str; 7] = ["filters", "filter", "sorters", "sort", "limit", "offset", "count"];

/// How much of a filter is looked at to tell how it ends, in characters.
const TAIL: usize = 64;

/// Whether another parameter begins here, behind an `&`; otherwise the `&` belongs to the filter before it.
///
/// ```text
/// limit=5        yes
/// D" and a eq 1  no: nothing is given
///  id == "y"     no: no parameter has such a name
/// ```
pub(super) fn begins_parameter(behind: &str) -> bool {
    let piece = behind.split(['&', '#']).next().unwrap_or_default();
    match piece.split_once('=') {
        Some((name, value)) => is_name(name) && !value.starts_with('='),
        None => piece.is_empty() || STANDARD.contains(&piece) || piece.starts_with("{{") || piece.starts_with("${"),
    }
}

/// Where a path has a `&` that is meant to begin the query. What is filled in before it may bring the `?`.
pub(super) fn query_without_mark(path: &str) -> Option<usize> {
    let (path, behind) = path.split_once('&')?;
    let (_, last) = path.rsplit_once('/')?;
    let is_name = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let mut names = behind.split('&').map(|it| it.split_once('=').map_or("", |(name, _)| name));
    (is_name && names.any(|name| FILTER_NAMES.contains(&name) || name == "sorters")).then_some(path.len())
}

/// An `&` as HTML has it.
pub(super) const HTML: &str = "&amp;";

/// The parameter that begins behind the rest of such an `&`.
pub(super) fn behind_html(behind: &str) -> Option<&str> {
    HTML.get(1..).and_then(|rest| behind.strip_prefix(rest)).filter(|it| !it.is_empty() && begins_parameter(it))
}

fn is_name(name: &str) -> bool {
    let decoded = percent_decode_str(name).decode_utf8_lossy();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '[' | ']' | '{' | '}' | '$');
    !decoded.is_empty() && decoded.chars().all(is_part)
}

/// Whether the filter that ends here is whole, so that a `#` behind it begins the fragment and is no part of it.
///
/// A bare word may go on with the `#`, as in `name eq C#`.
pub(super) fn is_whole(filter: &str) -> bool {
    let filter = filter.trim_end();
    let start = filter.char_indices().rev().nth(TAIL).map_or(0, |(at, _)| at);
    let mut words = filter.get(start..).unwrap_or_default().rsplit([' ', '\t', '(', ',']);
    let Some(last) = words.next() else { return true };
    let is_number = last.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit()) && !last.ends_with('#');
    last.is_empty()
        || last.ends_with(['"', '\'', ')'])
        || matches!(last, "true" | "false" | "isnull")
        || is_number
        || words.next() == Some("pr")
}

/// Whether an `&` between these two is a part of a word, as in `R&D`.
pub(super) fn joins_word(before: &str, behind: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    before.ends_with(is_word) && behind.starts_with(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_has_a_name_and_a_value() {
        for piece in ["limit=5", "count", "", "&x", "page%5Bsize%5D=2&x", "{{rest}}", "$top=5", "x-y_z.a=b=c"] {
            assert!(begins_parameter(piece), "{piece}");
        }
        for piece in ["D", " id eq \"y\"", "%20id%20eq%205", "D\" and b=5", "b==2", "b = 2", "id+eq=5", "=5", "x#a=b"] {
            assert!(!begins_parameter(piece), "{piece}");
        }
    }

    #[test]
    fn a_filter_is_whole_behind_its_last_value() {
        for filter in ["", "a eq \"x\"", "a eq \"x\" ", "a in (1)", "a eq -5", "a isnull", "pr a", "a eq true"] {
            assert!(is_whole(filter), "{filter}");
        }
        for filter in ["a eq C", "a eq ", "a eq 5#", "a", "a eq 1 and"] {
            assert!(!is_whole(filter), "{filter}");
        }
    }
}
