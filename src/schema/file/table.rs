//! Taking a TOML table apart: values of the type a key takes, and the errors of those that are not.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::short_form::words;
use super::{SchemaFileError, SchemaFileErrorKind as Kind};
use crate::diagnostic::did_you_mean;
use crate::text::Span;
use crate::vocab::FieldPath;

/// A key or value with its place.
pub(crate) type Value<'i> = Spanned<DeValue<'i>>;

/// The entries of `table` in the order of the file: fields keep it.
pub(crate) fn in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<(&'a str, Span, &'a Value<'i>)> {
    let mut entries: Vec<_> =
        table.iter().map(|(key, value)| (key.get_ref().as_ref(), span_of(key.span()), value)).collect();
    entries.sort_by_key(|(_, span, _)| *span);
    entries
}

pub(crate) fn span_of(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

/// The mistakes found so far, and the text that they are places of.
pub(crate) struct Findings<'t> {
    text: &'t str,
    errors: Vec<SchemaFileError>,
}

impl<'t> Findings<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, errors: Vec::new() }
    }

    pub(crate) fn into_errors(mut self) -> Vec<SchemaFileError> {
        self.errors.sort_by_key(|error| error.span);
        self.errors
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.errors.len()
    }

    /// Whether nothing but a dot stands between two keys.
    pub(crate) fn is_dotted(&self, key: Span, below: Span) -> bool {
        self.text.get(key.end()..below.start()).is_some_and(|between| between.trim() == ".")
    }

    pub(crate) fn add(&mut self, span: Span, kind: Kind) {
        let before = self.text.get(..span.start()).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        self.errors.push(SchemaFileError { kind, span, line, column });
    }

    pub(crate) fn unknown_key(&mut self, key: &str, span: Span, known: &[&str], table: &'static str) {
        let suggestion = did_you_mean(key, known.iter().copied()).map(str::to_owned);
        self.add(span, Kind::UnknownKey { key: key.to_owned(), table, suggestion });
    }

    pub(crate) fn wrong_type(&mut self, key: &str, value: &Value<'_>, expected: &'static str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "an integer",
            DeValue::Float(_) => "a float",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date-time",
            DeValue::Array(_) => "an array",
            DeValue::Table(_) => "a table",
        };
        self.add(span_of(value.span()), Kind::WrongType { key: key.to_owned(), expected, found });
    }

    pub(crate) fn string(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(key, value, "a string");
        }
        text.map(str::to_owned)
    }

    pub(crate) fn boolean(&mut self, key: &str, value: &Value<'_>) -> Option<bool> {
        let known = value.get_ref().as_bool();
        if known.is_none() {
            self.wrong_type(key, value, "`true` or `false`");
        }
        known
    }

    /// A whole number of the type asked for.
    pub(crate) fn integer<N: TryFrom<i64>>(&mut self, key: &str, value: &Value<'_>) -> Option<N> {
        let Some(digits) = value.get_ref().as_integer() else {
            self.wrong_type(key, value, "a whole number");
            return None;
        };
        let number = i64::from_str_radix(digits.as_str(), digits.radix()).ok().and_then(|n| N::try_from(n).ok());
        if number.is_none() {
            self.add(span_of(value.span()), Kind::OutOfRange { key: key.to_owned() });
        }
        number
    }

    pub(crate) fn table<'a, 'i>(
        &mut self,
        key: &str,
        value: &'a Value<'i>,
        expected: &'static str,
    ) -> Option<&'a DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(key, value, expected);
        }
        table
    }

    /// A list of values, each once.
    pub(crate) fn strings(&mut self, key: &str, value: &Value<'_>) -> Vec<String> {
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "an array of strings");
            return Vec::new();
        };
        let mut out: Vec<String> = Vec::new();
        for element in array.iter() {
            match element.get_ref().as_str() {
                None => self.wrong_type(key, element, "strings"),
                Some(text) if out.iter().any(|it| it == text) => {
                    self.add(span_of(element.span()), Kind::Repeated(text.to_owned()));
                }
                Some(text) => out.push(text.to_owned()),
            }
        }
        out
    }

    /// A list of names with commas between them, each once, with their places.
    pub(crate) fn names(&mut self, key: &str, value: &Value<'_>) -> Vec<(String, Span)> {
        let text = self.string(key, value).unwrap_or_default();
        let mut out: Vec<(String, Span)> = Vec::new();
        for (offset, word) in words(&text) {
            let span = self.inside(value, &text, offset, word);
            if out.iter().any(|(it, _)| it == word) {
                self.add(span, Kind::Repeated(word.to_owned()));
            } else {
                out.push((word.to_owned(), span));
            }
        }
        out
    }

    /// The name of a field.
    pub(crate) fn path(&mut self, text: &str, span: Span) -> Option<FieldPath> {
        let path = FieldPath::new(text).ok();
        if path.is_none() {
            self.add(span, Kind::BadFieldName(text.to_owned()));
        }
        path
    }

    /// A list of field names with commas between them, each once.
    pub(crate) fn paths(&mut self, key: &str, value: &Value<'_>) -> Vec<FieldPath> {
        let names = self.names(key, value);
        names.into_iter().filter_map(|(name, span)| self.path(&name, span)).collect()
    }

    /// The word that `find` knows, or an error with the nearest of `known`.
    pub(crate) fn word<T>(
        &mut self,
        what: &'static str,
        word: &str,
        span: Span,
        find: impl Fn(&str) -> Option<T>,
        known: impl IntoIterator<Item = &'static str>,
    ) -> Option<T> {
        let found = find(word);
        if found.is_none() {
            let known: Vec<&'static str> = known.into_iter().collect();
            let suggestion = did_you_mean(word, known.iter().copied()).map(str::to_owned);
            self.add(span, Kind::UnknownWord { what, word: word.to_owned(), suggestion, known });
        }
        found
    }

    /// The place of `word`, which begins at `offset` of the string `value`; the whole value where it has escapes.
    pub(crate) fn inside(&self, value: &Value<'_>, content: &str, offset: usize, word: &str) -> Span {
        let whole = span_of(value.span());
        let written = whole.of(self.text);
        match written.find(content) {
            Some(start) if !content.is_empty() => {
                let start = whole.start() + start + offset;
                Span::new(start, start + word.len())
            }
            _ => whole,
        }
    }
}
