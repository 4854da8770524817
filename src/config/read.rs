//! From the text of a settings file to its settings.

use toml::de::DeTable;

use super::{Config, PathEntry};
use crate::diagnostic::{Severity, did_you_mean};
use crate::schema::file::table::{Findings, Value, in_order, span_of};
use crate::schema::file::{SchemaFileError, SchemaFileErrorKind as Kind};
use crate::text::Span;

/// The keys of the file.
const FILE: [&str; 13] = [
    "select",
    "extend-select",
    "ignore",
    "severity",
    "per-file-ignores",
    "endpoint",
    "api-version",
    "paths",
    "schema",
    "include",
    "exclude",
    "by-shape",
    "fail-on",
];

/// The keys of a `[[paths]]` table.
const PATHS: [&str; 3] = ["glob", "endpoint", "api-version"];

const SETTINGS: &str = "the settings";

/// Reads a settings file; `codes` are the codes there are.
///
/// ```
/// let config = v3q::config::read("ignore = [\"missing-blank\"]\nfail-on = \"warning\"\n", &["missing-blank"]);
/// assert_eq!(config.expect("the file is in order").ignore, ["missing-blank"]);
///
/// let errors = v3q::config::read("ignroe = []\n", &[]).unwrap_err();
/// assert_eq!(errors[0].to_string(), "line 1, column 1: unknown key `ignroe` in the settings");
/// assert_eq!(errors[0].kind.help(), "did you mean `ignore`?");
/// ```
///
/// # Errors
/// Every mistake in it, in the order of the file.
pub fn read(text: &str, codes: &[&str]) -> Result<Config, Vec<SchemaFileError>> {
    let mut reader = Reader { findings: Findings::new(text), codes };
    let mut config = Config::default();
    match DeTable::parse(text) {
        Ok(table) => reader.file(table.get_ref(), &mut config),
        Err(error) => {
            let span = error.span().map_or(Span::at(0), span_of);
            reader.findings.add(span, Kind::Toml(error.message().trim().replace('\n', ", ")));
        }
    }
    if reader.findings.is_empty() { Ok(config) } else { Err(reader.findings.into_errors()) }
}

struct Reader<'t> {
    findings: Findings<'t>,
    codes: &'t [&'t str],
}

impl Reader<'_> {
    fn file(&mut self, table: &DeTable<'_>, out: &mut Config) {
        for (key, span, value) in in_order(table) {
            match key {
                "select" => out.select = Some(self.code_list(key, value)),
                "extend-select" => out.extend_select = self.code_list(key, value),
                "ignore" => out.ignore = self.code_list(key, value),
                "severity" => out.severity = self.severities(key, value),
                "per-file-ignores" => {
                    let entries = self.findings.table(key, value, "a table of patterns").map(in_order);
                    for (pattern, _, codes) in entries.into_iter().flatten() {
                        let codes = self.code_list(pattern, codes);
                        out.per_file_ignores.push((pattern.to_owned(), codes));
                    }
                }
                "endpoint" => out.endpoint = self.findings.string(key, value),
                "api-version" => out.api_version = self.findings.string(key, value),
                "paths" => out.paths = self.paths(key, value),
                "schema" => out.schema = self.findings.strings(key, value),
                "include" => out.include = self.findings.strings(key, value),
                "exclude" => out.exclude = self.findings.strings(key, value),
                "by-shape" => out.by_shape = self.findings.boolean(key, value),
                "fail-on" => out.fail_on = self.severity(key, value),
                _ => self.findings.unknown_key(key, span, &FILE, SETTINGS),
            }
        }
    }

    /// A list of codes, each of which is one, or `ALL`.
    fn code_list(&mut self, key: &str, value: &Value<'_>) -> Vec<String> {
        if let Some(array) = value.get_ref().as_array() {
            for element in array.iter() {
                if let Some(code) = element.get_ref().as_str() {
                    self.known_code(code, span_of(element.span()));
                }
            }
        }
        self.findings.strings(key, value)
    }

    fn known_code(&mut self, code: &str, span: Span) {
        if code != "ALL" && !self.codes.contains(&code) {
            let suggestion = did_you_mean(code, self.codes.iter().copied()).map(str::to_owned);
            self.findings
                .add(span, Kind::UnknownWord { what: "code", word: code.to_owned(), suggestion, known: Vec::new() });
        }
    }

    fn severities(&mut self, key: &str, value: &Value<'_>) -> Vec<(String, Severity)> {
        let entries = self.findings.table(key, value, "a table of codes").map(in_order).unwrap_or_default();
        let mut out = Vec::new();
        for (code, span, value) in entries {
            self.known_code(code, span);
            out.extend(self.severity(code, value).map(|severity| (code.to_owned(), severity)));
        }
        out
    }

    fn severity(&mut self, key: &str, value: &Value<'_>) -> Option<Severity> {
        let word = self.findings.string(key, value)?;
        let find = |word: &str| Severity::ALL.into_iter().find(|it| it.word() == word);
        self.findings.word("severity", &word, span_of(value.span()), find, Severity::ALL.map(Severity::word))
    }

    fn paths(&mut self, key: &str, value: &Value<'_>) -> Vec<PathEntry> {
        const TABLES: &str = "tables headed `[[paths]]`";
        let Some(entries) = value.get_ref().as_array() else {
            self.findings.wrong_type(key, value, TABLES);
            return Vec::new();
        };
        let mut out = Vec::new();
        for entry in entries.iter() {
            let Some(table) = self.findings.table(key, entry, TABLES) else { continue };
            let mut it = PathEntry::default();
            for (key, span, value) in in_order(table) {
                match key {
                    "glob" => it.glob = self.findings.string(key, value).unwrap_or_default(),
                    "endpoint" => it.endpoint = self.findings.string(key, value),
                    "api-version" => it.api_version = self.findings.string(key, value),
                    _ => self.findings.unknown_key(key, span, &PATHS, "a `[[paths]]` table"),
                }
            }
            if it.glob.is_empty() {
                let table = "a `[[paths]]` table";
                self.findings.add(span_of(entry.span()), Kind::Missing { table, needs: "a `glob`" });
            }
            out.push(it);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each key with a value that it takes.
    const EXAMPLES: &str = r#"
        select = ["ALL"]
        extend-select = ["a"]
        ignore = ["b"]
        endpoint = "x"
        api-version = "v3"
        schema = ["s.toml"]
        include = ["*.txt"]
        exclude = ["old/"]
        by-shape = true
        fail-on = "style"
        severity = { a = "warning" }
        per-file-ignores = { "t/*" = ["a"] }
        [[paths]]
        glob = "*.py"
        endpoint = "y"
        api-version = "v2025"
    "#;

    #[test]
    fn every_key_of_the_lists_is_read() {
        let table = DeTable::parse(EXAMPLES).unwrap();
        assert!(FILE.iter().all(|key| table.get_ref().contains_key(*key)));
        assert!(PATHS.iter().all(|key| EXAMPLES.contains(&format!("{key} ="))));
        let config = read(EXAMPLES, &["a", "b"]).unwrap();
        assert_eq!(config.severity, [("a".to_owned(), Severity::Warning)]);
        assert_eq!(config.paths[0].api_version.as_deref(), Some("v2025"));
    }

    #[test]
    fn mistakes_are_said_with_a_suggestion() {
        let said = |text: &str| {
            let error = read(text, &["unknown-field"]).unwrap_err().remove(0);
            format!("{error}; {}", error.kind.help())
        };
        assert_eq!(
            said("ignore = [\"unknown-feild\"]"),
            "line 1, column 11: unknown code `unknown-feild`; did you mean `unknown-field`?"
        );
        assert_eq!(
            said("fail-on = \"warn\""),
            "line 1, column 11: unknown severity `warn`; known are `style`, `warning` and `error`"
        );
        assert_eq!(said("[[paths]]\nendpoint = \"x\""), "line 1, column 1: a `[[paths]]` table needs a `glob`; ");
    }
}
