//! Endpoints in a few lines of text, for tests.
//!
//! A line is a field (`status: eq, in : string [OPEN|CLOSED] exactly array at record.path`), or a star and a word:
//! `* composites and, or`, `* one-between-two-fields`, `* one-not-before-in`, `* forbidden +`, `* required`,
//! `* case-sensitive`, `* filters filter`, `* no-filters`, `* sorters name, created`, `* default-order -created`, `* no-sorters`,
//! `* limit 50 100`, `* no-limit`, `* no-offset`, `* no-count`, `* open`, or
//! `* parameter interval: string [-1h|-1d] required list excludes=a requires=b lonely=-1h:a|b min=1 max=5`.

use v3q::schema::{Field, FieldType, FilterRules, LimitRule, Parameter, ParameterType, Partners, Schema, SortRules};
use v3q::vocab::{CompositeOp, FieldPath, PrimitiveOp};

/// The endpoint that the lines say.
pub(crate) fn endpoint(text: &str) -> Schema {
    let mut schema = Schema {
        operation_id: "test".into(),
        path: "/test".into(),
        filters: Some(FilterRules { name: "filters".into(), ..FilterRules::default() }),
        sorters: Some(SortRules { name: "sorters".into(), ..SortRules::default() }),
        limit: Some(LimitRule { default: 250, max: Some(250) }),
        offset: true,
        count: true,
        ..Schema::default()
    };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix("* ") {
            Some(rule) => add_rule(&mut schema, rule),
            None => schema.filters.as_mut().expect("fields stand before no-filters").fields.push(field(line)),
        }
    }
    schema
}

fn add_rule(schema: &mut Schema, rule: &str) {
    let (word, rest) = rule.split_once(' ').unwrap_or((rule, ""));
    let mut none = FilterRules::default();
    let filters = schema.filters.as_mut().unwrap_or(&mut none);
    let words = || rest.split(',').map(str::trim).filter(|word| !word.is_empty());
    match word {
        "composites" => {
            filters.composites.allowed =
                Some(words().map(|word| CompositeOp::from_word(word).expect("a composite operator")).collect());
        }
        "one-between-two-fields" => filters.composites.one_between_two_fields = true,
        "one-not-before-in" => filters.composites.one_not_before_in = true,
        "forbidden" => filters.forbidden_characters = rest.into(),
        "required" => filters.required = true,
        "case-sensitive" => filters.case_sensitive = Some(true),
        "filters" => filters.name = rest.into(),
        "no-filters" => schema.filters = None,
        "sorters" => {
            let fields = words().map(|name| FieldPath::new(name).expect("a field name")).collect();
            schema.sorters = Some(SortRules { name: "sorters".into(), fields, default: String::new() });
        }
        "default-order" => schema.sorters.get_or_insert_default().default = rest.into(),
        "no-sorters" => schema.sorters = None,
        "limit" => {
            let mut numbers = rest.split(' ').map(|number| number.parse().expect("a number"));
            let default = numbers.next().expect("a default");
            schema.limit = Some(LimitRule { default, max: numbers.next() });
        }
        "no-limit" => schema.limit = None,
        "no-offset" => schema.offset = false,
        "no-count" => schema.count = false,
        "open" => schema.open = true,
        "parameter" => schema.parameters.push(parameter(rest)),
        _ => panic!("no such rule: {rule}"),
    }
}

fn field(line: &str) -> Field {
    let mut parts = line.splitn(3, ':').map(str::trim);
    let name = FieldPath::new(parts.next().expect("a name")).expect("a field name");
    let operators = parts.next().expect("operators").split(',').map(str::trim).filter(|word| !word.is_empty());
    let operators = operators.map(|word| PrimitiveOp::from_word(word).expect("an operator")).collect();
    let (rest, values) = listed(parts.next().unwrap_or_default());
    let mut words = rest.split_whitespace().peekable();
    let kind = words.next_if(|word| FieldType::from_word(word).is_some()).and_then(FieldType::from_word);
    let mut field = Field {
        name,
        operators,
        kind: kind.unwrap_or_default(),
        array: false,
        values,
        case_sensitive: None,
        record_path: None,
    };
    while let Some(word) = words.next() {
        match word {
            "exactly" => field.case_sensitive = Some(true),
            "folded" => field.case_sensitive = Some(false),
            "array" => field.array = true,
            "at" => field.record_path = words.next().map(|path| FieldPath::new(path).expect("a path")),
            _ => panic!("no such word: {word}"),
        }
    }
    field
}

fn parameter(line: &str) -> Parameter {
    let (name, rest) = line.split_once(':').expect("a name and a type");
    let (rest, values) = listed(rest);
    let mut parameter = Parameter { name: name.trim().into(), values, ..Parameter::default() };
    for word in rest.split_whitespace() {
        match word.split_once('=') {
            Some(("excludes", other)) => parameter.excludes.push(other.into()),
            Some(("requires", other)) => parameter.requires.push(other.into()),
            Some(("lonely", asks)) => {
                let (value, names) = asks.split_once(':').expect("a value and names");
                let any_of = names.split('|').map(Into::into).collect();
                parameter.partners.push(Partners { value: value.into(), any_of });
            }
            Some(("min", number)) => parameter.min = number.parse().ok(),
            Some(("max", number)) => parameter.max = number.parse().ok(),
            _ if word == "required" => parameter.required = true,
            _ if word == "list" => parameter.list = true,
            _ => parameter.kind = ParameterType::from_word(word).expect("a type"),
        }
    }
    parameter
}

/// The text without its list in brackets, and what that holds.
fn listed(text: &str) -> (String, Vec<String>) {
    let Some((before, rest)) = text.split_once('[') else { return (text.into(), Vec::new()) };
    let (values, after) = rest.split_once(']').expect("a closing bracket");
    (format!("{before} {after}"), values.split('|').map(Into::into).collect())
}
