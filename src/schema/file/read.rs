//! From the text of a schema file to schemas.

use toml::de::DeTable;

use super::table::{Findings, Value, in_order, span_of};
use super::{SchemaFileError, SchemaFileErrorKind as Kind, keys, short_form};
use crate::schema::{
    Field, FieldType, FilterRules, LimitRule, Method, Parameter, ParameterType, Partners, Schema, SortRules,
};
use crate::text::Span;
use crate::vocab::{CompositeOp, CompositeSet, OperatorSet, PrimitiveOp};

/// Reads a schema file.
///
/// ```
/// let file = r#"
/// [[endpoint]]
/// path = "/tickets"
/// sorters = "opened"
/// [endpoint.filters]
/// state = "eq, in: string"
/// "#;
/// let schemas = v3q::schema::file::read(file).expect("the file is in order");
/// assert_eq!(schemas[0].field("state").unwrap().operators.len(), 2);
///
/// let errors = v3q::schema::file::read("[[endpoint]]\npath = \"/t\"\nfilter = {}\n").unwrap_err();
/// assert_eq!(errors[0].to_string(), "line 3, column 1: unknown key `filter` in an endpoint");
/// assert_eq!(errors[0].kind.help(), "did you mean `filters`?");
/// ```
///
/// # Errors
/// Every mistake in it, in the order of the file.
pub fn read(text: &str) -> Result<Vec<Schema>, Vec<SchemaFileError>> {
    read_as(text, "", false)
}

/// Reads a supplement: a schema file whose fields may leave out the operators, because they only add to others.
pub(crate) fn read_supplement(text: &str) -> Result<Vec<Schema>, Vec<SchemaFileError>> {
    read_as(text, "", true)
}

/// Reads a part of a schema file that begins with an `[[endpoint]]`, with the version that the file's head names.
pub(crate) fn read_chunk(text: &str, version: &str) -> Result<Vec<Schema>, Vec<SchemaFileError>> {
    read_as(text, version, false)
}

fn read_as(text: &str, version: &str, supplement: bool) -> Result<Vec<Schema>, Vec<SchemaFileError>> {
    let mut reader = Reader { findings: Findings::new(text), supplement };
    let schemas = match DeTable::parse(text) {
        Ok(table) => reader.file(table.get_ref(), version),
        Err(error) => {
            let span = error.span().map_or(Span::at(0), span_of);
            reader.findings.add(span, Kind::Toml(error.message().trim().replace('\n', ", ")));
            Vec::new()
        }
    };
    if reader.findings.is_empty() { Ok(schemas) } else { Err(reader.findings.into_errors()) }
}

struct Reader<'t> {
    findings: Findings<'t>,
    supplement: bool,
}

impl Reader<'_> {
    fn file(&mut self, table: &DeTable<'_>, version: &str) -> Vec<Schema> {
        let mut version = version.to_owned();
        let mut schemas = Vec::new();
        for (key, span, value) in in_order(table) {
            match key {
                "version" => version = self.findings.string(key, value).unwrap_or_default(),
                "endpoint" => match value.get_ref().as_array() {
                    None => self.findings.wrong_type(key, value, "tables headed `[[endpoint]]`"),
                    Some(endpoints) => {
                        for endpoint in endpoints.iter() {
                            if let Some(table) = self.findings.table(key, endpoint, "tables headed `[[endpoint]]`") {
                                schemas.push(self.endpoint(table, span_of(endpoint.span())));
                            }
                        }
                    }
                },
                _ => self.findings.unknown_key(key, span, keys::FILE, "a schema file"),
            }
        }
        for schema in schemas.iter_mut().filter(|schema| schema.version.is_empty()) {
            schema.version.clone_from(&version);
        }
        schemas
    }

    fn endpoint(&mut self, table: &DeTable<'_>, place: Span) -> Schema {
        let mut it = Schema::default();
        for (key, span, value) in in_order(table) {
            let findings = &mut self.findings;
            match key {
                "version" => it.version = findings.string(key, value).unwrap_or_default(),
                "operation" => it.operation_id = findings.string(key, value).unwrap_or_default(),
                "path" => self.method_and_path(key, value, &mut it),
                "experimental" => it.experimental = findings.boolean(key, value).unwrap_or_default(),
                "deprecated" => it.deprecated = findings.boolean(key, value).unwrap_or_default(),
                "open" => it.open = findings.boolean(key, value).unwrap_or_default(),
                "filter_parameter" => filters_of(&mut it).name = findings.string(key, value).unwrap_or_default(),
                "filter_required" => filters_of(&mut it).required = findings.boolean(key, value).unwrap_or_default(),
                "composites" => filters_of(&mut it).composites.allowed = Some(self.composites(key, value)),
                "one_composite_between_two_fields" => {
                    filters_of(&mut it).composites.one_between_two_fields =
                        findings.boolean(key, value).unwrap_or_default();
                }
                "one_not_before_in" => {
                    filters_of(&mut it).composites.one_not_before_in = findings.boolean(key, value).unwrap_or_default();
                }
                "forbidden_characters" => {
                    filters_of(&mut it).forbidden_characters = findings.string(key, value).unwrap_or_default();
                }
                "case_sensitive" => filters_of(&mut it).case_sensitive = findings.boolean(key, value),
                "sort_parameter" => sorters_of(&mut it).name = findings.string(key, value).unwrap_or_default(),
                "sorters" => sorters_of(&mut it).fields = findings.paths(key, value),
                "default_order" => sorters_of(&mut it).default = findings.string(key, value).unwrap_or_default(),
                "limit" => it.limit = self.limit(key, value),
                "offset" => it.offset = findings.boolean(key, value).unwrap_or_default(),
                "count" => it.count = findings.boolean(key, value).unwrap_or_default(),
                "filters" => {
                    let fields = self.each(key, value, "a table of fields", Self::field);
                    filters_of(&mut it).fields = fields;
                }
                "parameters" => it.parameters = self.each(key, value, "a table of parameters", Self::parameter),
                _ => findings.unknown_key(key, span, keys::ENDPOINT, "an endpoint"),
            }
        }
        if it.path.is_empty() && it.operation_id.is_empty() {
            self.findings.add(place, Kind::Missing { table: "an endpoint", needs: "a `path` or an `operation`" });
        }
        it
    }

    /// What `read` makes of each entry of the table `value`.
    fn each<T>(
        &mut self,
        key: &str,
        value: &Value<'_>,
        expected: &'static str,
        read: impl Fn(&mut Self, &str, Span, &Value<'_>) -> Option<T>,
    ) -> Vec<T> {
        let table = self.findings.table(key, value, expected);
        let entries = table.map(in_order).unwrap_or_default();
        entries.into_iter().filter_map(|(key, span, value)| read(self, key, span, value)).collect()
    }

    fn names(&mut self, key: &str, value: &Value<'_>) -> Vec<String> {
        self.findings.names(key, value).into_iter().map(|(name, _)| name).collect()
    }

    fn method_and_path(&mut self, key: &str, value: &Value<'_>, it: &mut Schema) {
        let Some(text) = self.findings.string(key, value) else { return };
        let Some((method, path)) = text.split_once(' ') else {
            it.path = text;
            return;
        };
        let span = self.findings.inside(value, &text, 0, method);
        let known = Method::ALL.iter().map(|it| it.word());
        it.method = self.findings.word("method", method, span, Method::from_word, known).unwrap_or_default();
        it.path = path.trim().to_owned();
    }

    fn composites(&mut self, key: &str, value: &Value<'_>) -> CompositeSet {
        let mut set = CompositeSet::EMPTY;
        let Some(text) = self.findings.string(key, value) else { return set };
        for (offset, word) in short_form::words(&text) {
            let span = self.findings.inside(value, &text, offset, word);
            let known = CompositeOp::ALL.iter().map(|it| it.word());
            if let Some(op) = self.findings.word("composite operator", word, span, CompositeOp::from_word, known)
                && !set.insert(op)
            {
                self.findings.add(span, Kind::Repeated(word.to_owned()));
            }
        }
        set
    }

    /// The operators listed in `list`, which begins at the start of the string `value`.
    fn operators(&mut self, value: &Value<'_>, content: &str, list: &str) -> OperatorSet {
        let mut set = OperatorSet::EMPTY;
        for (offset, word) in short_form::words(list) {
            let span = self.findings.inside(value, content, offset, word);
            let known = PrimitiveOp::ALL.iter().map(|it| it.word());
            if let Some(op) = self.findings.word("operator", word, span, PrimitiveOp::from_word, known)
                && !set.insert(op)
            {
                self.findings.add(span, Kind::Repeated(word.to_owned()));
            }
        }
        set
    }

    fn field_type(&mut self, value: &Value<'_>, content: &str, word: &str) -> FieldType {
        let offset = content.rfind(word).unwrap_or_default();
        let span = self.findings.inside(value, content, offset, word);
        let known = FieldType::ALL.iter().map(|it| it.word());
        self.findings.word("type", word, span, FieldType::from_word, known).unwrap_or_default()
    }

    fn field(&mut self, name: &str, place: Span, value: &Value<'_>) -> Option<Field> {
        let mut field = Field {
            name: self.findings.path(name, place)?,
            operators: OperatorSet::EMPTY,
            kind: FieldType::Unknown,
            array: false,
            values: Vec::new(),
            case_sensitive: None,
            record_path: None,
        };
        let found = self.findings.len();
        if let Some(text) = value.get_ref().as_str() {
            let short = short_form::field(text);
            field.operators = self.operators(value, text, short.words);
            if let Some(kind) = short.kind {
                field.kind = self.field_type(value, text, kind);
            }
            field.array = short.many;
        } else {
            let table = self.findings.table(name, value, "operators, as in `\"eq, in\"`, or a table")?;
            if let [(below, span, _)] = in_order(table).as_slice()
                && !keys::FIELD.contains(below)
                && self.findings.is_dotted(place, *span)
            {
                self.findings.add(*span, Kind::UnquotedDot { below: (*below).to_owned() });
                return None;
            }
            self.long_field(table, &mut field);
        }
        // Where something else is wrong with it, operators may stand there.
        if field.operators.is_empty() && !self.supplement && self.findings.len() == found {
            self.findings.add(place, Kind::Missing { table: "a field", needs: "at least one operator" });
        }
        Some(field)
    }

    fn long_field(&mut self, table: &DeTable<'_>, field: &mut Field) {
        let mut is_typed = false;
        for (key, span, value) in in_order(table) {
            let text = value.get_ref().as_str().unwrap_or_default();
            is_typed |= key == "type";
            match key {
                "operators" if self.findings.string(key, value).is_some() => {
                    field.operators = self.operators(value, text, text);
                }
                "type" if self.findings.string(key, value).is_some() => {
                    field.kind = self.field_type(value, text, text);
                }
                "operators" | "type" => {}
                "array" => field.array = self.findings.boolean(key, value).unwrap_or_default(),
                "values" => field.values = self.findings.strings(key, value),
                "case_sensitive" => field.case_sensitive = self.findings.boolean(key, value),
                "record_path" => {
                    let path = self.findings.string(key, value);
                    field.record_path = path.and_then(|path| self.findings.path(&path, span_of(value.span())));
                }
                _ => self.findings.unknown_key(key, span, keys::FIELD, "a field"),
            }
        }
        // Listed values are strings; what a supplement does not say, the specification does.
        if !field.values.is_empty() && !is_typed && !self.supplement {
            field.kind = FieldType::String;
        }
    }

    fn limit(&mut self, key: &str, value: &Value<'_>) -> Option<LimitRule> {
        let Some(table) = value.get_ref().as_table() else {
            return self.findings.integer(key, value).map(|most| LimitRule { default: most, max: Some(most) });
        };
        let mut rule = LimitRule { default: 250, max: None };
        for (key, span, value) in in_order(table) {
            match key {
                "default" => rule.default = self.findings.integer(key, value).unwrap_or_default(),
                "max" => rule.max = self.findings.integer(key, value),
                _ => self.findings.unknown_key(key, span, keys::LIMIT, "a limit"),
            }
        }
        Some(rule)
    }

    fn parameter_type(&mut self, value: &Value<'_>, content: &str, word: &str) -> ParameterType {
        let span = self.findings.inside(value, content, 0, word);
        let known = ParameterType::ALL.iter().map(|it| it.word());
        self.findings.word("type", word, span, ParameterType::from_word, known).unwrap_or_default()
    }

    fn parameter(&mut self, name: &str, _: Span, value: &Value<'_>) -> Option<Parameter> {
        let mut it = Parameter { name: name.to_owned(), ..Parameter::default() };
        if let Some(text) = value.get_ref().as_str() {
            let (kind, many) = short_form::kind_and_many(text);
            it.kind = self.parameter_type(value, text, kind);
            it.list = many;
            return Some(it);
        }
        let table = self.findings.table(name, value, "a type, as in `\"string\"`, or a table")?;
        for (key, span, value) in in_order(table) {
            match key {
                "type" => {
                    if let Some(text) = self.findings.string(key, value) {
                        it.kind = self.parameter_type(value, &text, &text);
                    }
                }
                "list" => it.list = self.findings.boolean(key, value).unwrap_or_default(),
                "values" => it.values = self.findings.strings(key, value),
                "min" => it.min = self.findings.integer(key, value),
                "max" => it.max = self.findings.integer(key, value),
                "required" => it.required = self.findings.boolean(key, value).unwrap_or_default(),
                "excludes" => it.excludes = self.names(key, value),
                "requires" => it.requires = self.names(key, value),
                "partners" => it.partners = self.partners(key, value),
                _ => self.findings.unknown_key(key, span, keys::PARAMETER, "a parameter"),
            }
        }
        Some(it)
    }

    fn partners(&mut self, key: &str, value: &Value<'_>) -> Vec<Partners> {
        let Some(table) = self.findings.table(key, value, "a table of values and names, as in `{ false = \"ids\" }`")
        else {
            return Vec::new();
        };
        in_order(table)
            .into_iter()
            .map(|(value, _, names)| Partners { value: value.to_owned(), any_of: self.names(value, names) })
            .filter(|it| !it.any_of.is_empty())
            .collect()
    }
}

fn filters_of(schema: &mut Schema) -> &mut FilterRules {
    schema.filters.get_or_insert_with(|| FilterRules { name: "filters".into(), ..FilterRules::default() })
}

fn sorters_of(schema: &mut Schema) -> &mut SortRules {
    schema.sorters.get_or_insert_with(|| SortRules { name: "sorters".into(), ..SortRules::default() })
}
