//! Whether the value that is put into a string can't hold a quote: a number, a date, an identifier that was drawn.

use super::follow::is_word;

/// Calls whose value is one, by the last name of an expression: `x.isoformat()`, `len(x)`.
const CALLS: [&str; 21] = [
    "int",
    "float",
    "len",
    "round",
    "isoformat",
    "timestamp",
    "strftime",
    "uuid4",
    "uuid1",
    "toISOString",
    "getTime",
    "randomUUID",
    "uuidv4",
    "parseInt",
    "Number",
    "toFixed",
    "NewGuid",
    "toEpochMilli",
    "getEpochSecond",
    "iso8601",
    "to_i",
];

/// The same of properties: `ids.length`, `time.iso8601`.
const PROPERTIES: [&str; 6] = [".length", ".Length", ".Count", ".iso8601", ".to_i", ".to_f"];

/// Calls that print a date as their argument says, with what that begins with.
const PRINTERS: [(&str, &[&str]); 3] = [
    ("Format", &["time.", "\"2006", "`2006"]),
    ("ToString", &["\"o", "\"O", "\"s\"", "\"u\"", "\"yyyy", "\"D", "'o", "'O", "'s'", "'u'", "'yyyy", "'D"]),
    ("format", &["DateTimeFormatter.ISO"]),
];

/// Moments: whatever a method makes of one is a date or a number.
const MOMENTS: [&str; 25] = [
    "DateTime.UtcNow",
    "DateTime.Now",
    "DateTime.Today",
    "DateTimeOffset.UtcNow",
    "DateTimeOffset.Now",
    "Instant.now(",
    "LocalDate.now(",
    "LocalDateTime.now(",
    "OffsetDateTime.now(",
    "ZonedDateTime.now(",
    "Date.now(",
    "new Date(",
    "Time.now",
    "Time.current",
    "Date.today",
    "date.today(",
    "datetime.now(",
    "datetime.utcnow(",
    "datetime.datetime.now(",
    "datetime.date.today(",
    "time.Now()",
    "[DateTime]::UtcNow",
    "[datetime]::UtcNow",
    "Get-Date",
    "SecureRandom.uuid",
];

/// Calls that change nothing of what such an argument is.
const KEEPERS: [&str; 3] = ["str", "String", "string"];

/// How many parentheses and calls around an expression are followed.
const MOST_WRAPS: usize = 4;

/// Letters of `printf` that write numbers.
const NUMBERS: &[u8] = b"dioxXufFeEgG";

/// Whether an expression says so, or the format behind its colon does: `x.isoformat()`, `n:03d`, `since:yyyy-MM-dd`.
pub(super) fn is_quoteless(expression: &str) -> bool {
    let mut expression = expression.trim_ascii();
    for _ in 0..MOST_WRAPS {
        let Some(shape) = Shape::of(expression) else { return is_date_of_shell(expression) };
        if shape.format.is_some_and(is_plain_format) {
            return true;
        }
        let is_all = shape.format.is_none() && shape.arguments.is_some_and(|(_, end)| end == expression.len());
        let inside = shape.arguments.and_then(|(open, end)| expression.get(open + 1..end - 1));
        match inside.filter(|_| is_all && (shape.last.is_empty() || KEEPERS.contains(&shape.last))) {
            Some(inside) => expression = inside.trim_ascii(),
            None => return shape.is_quoteless(expression),
        }
    }
    false
}

/// Whether a name is the scope of a variable of PowerShell's: `$script:n`.
fn is_scope(name: &str) -> bool {
    const SCOPES: [&str; 6] = ["script", "global", "local", "private", "using", "env"];
    SCOPES.iter().any(|it| name.trim_start_matches('$').eq_ignore_ascii_case(it))
}

/// Whether an expression begins with that, rather than with a longer name.
fn begins_with(expression: &str, moment: &str) -> bool {
    let behind = expression.strip_prefix(moment);
    behind.is_some_and(|it| moment.ends_with('(') || !it.starts_with(|c: char| is_word(c) || c == '-'))
}

/// Whether an expression is nothing but the cmdlet that prints a date: `Get-Date -Format o`.
fn is_date_of_shell(expression: &str) -> bool {
    let behind = expression.strip_prefix("Get-Date").filter(|it| it.is_empty() || it.starts_with(' '));
    behind.is_some_and(|it| !it.contains([';', '|', '\n', '$']))
}

/// Whether a mark of `printf` is filled in with a number or a date: `%04d`, `%1$tF`.
pub(super) fn is_plain_mark(mark: &str) -> bool {
    let bytes = mark.as_bytes();
    let is_date = matches!(bytes, [.., b't' | b'T', last] if last.is_ascii_alphabetic());
    is_date || bytes.last().is_some_and(|last| NUMBERS.contains(last))
}

/// Whether what stands behind the colon of a mark formats numbers or dates.
pub(super) fn is_plain_format(format: &str) -> bool {
    if format.contains(['"', '\'']) {
        return false;
    }
    let is_date = format.contains("yyyy") || format.contains("%Y") || format.contains("%H") || format.contains("%d");
    let body = format.trim_start_matches(|c: char| c.is_ascii_digit() || "<>=^+-# ,._".contains(c));
    let digits = body.trim_end_matches(|c: char| c.is_ascii_digit());
    is_date || (digits.len() == 1 && digits.starts_with(|c: char| "bdDeEfFgGnNoOxXPRu%".contains(c)))
}

/// What an expression of names, dots and brackets ends with.
#[derive(Debug, Default)]
struct Shape<'e> {
    /// Its last name.
    last: &'e str,
    /// Where the last parentheses open and end, where they stand right behind that name.
    arguments: Option<(usize, usize)>,
    /// What stands behind its colon.
    format: Option<&'e str>,
}

impl<'e> Shape<'e> {
    /// None where an expression has other signs: what is joined there is not known.
    fn of(expression: &'e str) -> Option<Self> {
        let mut shape = Self::default();
        let (mut depth, mut quote, mut open, mut word) = (0_usize, None, 0, None);
        for (at, c) in expression.char_indices() {
            match (quote, c) {
                (Some(end), _) => quote = (c != end).then_some(end),
                (None, '"' | '\'' | '`') if depth > 0 => quote = Some(c),
                (None, '(' | '[' | '{') => {
                    open = if depth == 0 { at } else { open };
                    depth += 1;
                }
                (None, ')' | ']' | '}') => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        word = None;
                        let is_call = expression.get(open..)?.starts_with('(');
                        shape.arguments = is_call.then_some((open, at + 1));
                        shape.last = if is_call { shape.last } else { "" };
                    }
                }
                _ if depth > 0 => {}
                (None, _) if is_word(c) => {
                    let start = *word.get_or_insert(at);
                    shape.last = expression.get(start..at + c.len_utf8())?;
                    shape.arguments = None;
                }
                (None, ':') if is_scope(expression.get(..at)?) => return None,
                (None, ':') if !expression.get(..at)?.ends_with(':') && !expression.get(at + 1..)?.starts_with(':') => {
                    shape.format = expression.get(at + 1..);
                    return Some(shape);
                }
                (None, '.' | ':' | '?' | '!' | '$' | '@' | ' ') => {
                    let is_new = matches!(shape.last, "new" | "await") || expression.get(at..)?.starts_with("?.");
                    if (c == ' ' || c == '?') && !is_new {
                        return None;
                    }
                    word = None;
                }
                _ => return None,
            }
        }
        (depth == 0).then_some(shape)
    }

    fn is_quoteless(&self, expression: &str) -> bool {
        let arguments = self.arguments.and_then(|(open, _)| expression.get(open + 1..)).unwrap_or_default();
        let prints = |(name, firsts): &(&str, &[&str])| {
            *name == self.last && firsts.iter().any(|first| arguments.starts_with(first))
        };
        (self.arguments.is_some() && CALLS.contains(&self.last))
            || PROPERTIES.iter().any(|it| expression.ends_with(it))
            || PRINTERS.iter().any(prints)
            || MOMENTS.iter().any(|it| begins_with(expression.trim_start_matches('('), it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_have_no_quotes() {
        for expression in [
            "n:03d",
            "since:%Y-%m-%dT%H:%M:%SZ",
            "since:yyyy-MM-ddTHH:mm:ssZ",
            "0:yyyy-MM-dd",
            "DateTime.UtcNow.AddDays(-1):o",
            "int(x)",
            "str(len(b))",
            "d.isoformat()",
            "x.strftime(\"%Y\")",
            "uuid.uuid4()",
            "new Date(t).toISOString()",
            "crypto.randomUUID()",
            "x?.toISOString()",
            "x.ToString(\"o\")",
            "(Get-Date).AddDays(-1).ToString('o')",
            "((Get-Date).AddDays(-1).ToString('o'))",
            "Get-Date -Format o",
            "SecureRandom.uuid",
            "t.UTC().Format(time.RFC3339)",
            "Time.now.iso8601",
            "Instant.now()",
            "ids.length",
        ] {
            assert!(is_quoteless(expression), "{expression}");
        }
        for expression in [
            "name",
            "n:>10",
            "n:s",
            "len(x) + name",
            "str(name)",
            "x.ToString()",
            "int(x)[name]",
            "f(len(x))",
            "c ? d.isoformat() : name",
            "print(x)",
            "d.isoformat(), name",
            "x.format(name)",
            "len",
            "uuid",
            "item.size",
            "Get-Date; $name",
            "",
        ] {
            assert!(!is_quoteless(expression), "{expression}");
        }
    }

    #[test]
    fn marks_of_numbers_and_dates_have_none() {
        assert!(["%d", "%04d", "%.2f", "%x", "%1$tF", "%tT", "%(n)d"].into_iter().all(is_plain_mark));
        assert!(!["%s", "%v", "%q", "%r", "%{n}", "%c"].into_iter().any(is_plain_mark));
    }
}
