//! Query parameters: `limit`, and those of the endpoint's own.

use serde_json::Value;

use super::document::{Documents, Node};
use super::prose::{UnreadLine, all_emphasised, plain, sentences};
use crate::schema::{LimitRule, Parameter, ParameterType, Partners};

/// The bounds of the `limit` parameter.
pub(super) fn limit(documents: &Documents, parameter: Node<'_>) -> LimitRule {
    let schema = parameter.get("schema").and_then(|it| documents.follow(it).ok());
    let number = |key: &str| schema.and_then(|it| it.value.get(key)).and_then(Value::as_u64);
    // Some give a whole number a `maxLength` of 250; no one writes 250 digits.
    let max = number("maximum").or_else(|| number("maxLength"));
    LimitRule { default: number("default").unwrap_or(250), max }
}

/// Any other query parameter. `names` are the names of all parameters of the endpoint, to know them in its description.
pub(super) fn read<'d>(
    documents: &'d Documents,
    parameter: Node<'d>,
    names: &[&str],
    unread: &mut Vec<UnreadLine>,
) -> Parameter {
    let mut out = Parameter {
        name: parameter.text("name").to_owned(),
        required: parameter.is("required"),
        ..Parameter::default()
    };
    let follow = |node: Node<'d>| documents.follow(node).ok();
    let schema = parameter.get("schema").and_then(follow);
    let items = schema.and_then(|it| it.get("items")).and_then(follow).map(|it| it.value);
    let outer = schema.map(|it| it.value);
    out.list = outer.is_some_and(|it| word(it, "type") == "array" || word(it, "format") == "comma-separated");
    if let Some(schema) = items.or(outer) {
        out.kind = kind(schema);
        let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
        for value in listed.filter_map(Value::as_str) {
            if !out.values.iter().any(|it| it == value) {
                out.values.push(value.to_owned());
            }
        }
        let number = |key: &str| schema.get(key).and_then(Value::as_i64);
        (out.min, out.max) = (number("minimum"), number("maximum"));
    }
    relations(parameter.text("description"), names, &mut out, unread);
    out
}

/// What the description says of other parameters, and of the only value.
fn relations(description: &str, names: &[&str], out: &mut Parameter, unread: &mut Vec<UnreadLine>) {
    for sentence in description.lines().flat_map(sentences) {
        let said = plain(sentence);
        let lower = said.to_lowercase();
        let named: Vec<String> = all_emphasised(sentence)
            .into_iter()
            .filter(|it| names.contains(it) && *it != out.name)
            .map(str::to_owned)
            .collect();
        let excludes = lower.contains("mutually exclusive with")
            || lower.starts_with("cannot be specified with")
            || lower.starts_with("an error will occur if this param is used with");
        let requires = lower.contains("without also specifying") || lower.starts_with("requires the");
        if let Some(partners) = partners(&said, &out.name, &named) {
            out.partners.push(partners);
        } else if excludes && !named.is_empty() {
            out.excludes.extend(named);
        } else if requires && !named.is_empty() {
            out.requires.extend(named);
        } else if let Some((_, value)) = lower.split_once("the only valid value is ") {
            // In the spelling of the sentence, not in lower case.
            out.values
                .extend(all_emphasised(sentence).into_iter().find(|it| it.to_lowercase() == value).map(str::to_owned));
        } else if excludes || requires || lower.contains("results in an error") {
            unread.push(UnreadLine::new("a condition that a schema can't express", &said));
        }
    }
}

/// "If `a` and `b` are both absent or empty, specifying `name` as `value` results in an error".
fn partners(sentence: &str, name: &str, named: &[String]) -> Option<Partners> {
    let (_, specified) = sentence.strip_prefix("If ")?.split_once(" absent or empty, specifying ")?;
    let specified = specified.strip_suffix(" results in an error")?.strip_prefix(name)?;
    let value = specified.strip_prefix('=').or_else(|| specified.strip_prefix(" as "))?;
    (!named.is_empty()).then(|| Partners { value: value.to_owned(), any_of: named.to_vec() })
}

fn word<'v>(schema: &'v Value, key: &str) -> &'v str {
    match schema.get(key) {
        Some(Value::String(word)) => word,
        // OpenAPI 3.1: `["string", "null"]`.
        Some(Value::Array(words)) => {
            words.iter().filter_map(Value::as_str).find(|it| *it != "null").unwrap_or_default()
        }
        _ => "",
    }
}

fn kind(schema: &Value) -> ParameterType {
    match (word(schema, "type"), word(schema, "format")) {
        ("integer", _) => ParameterType::Integer,
        ("number", _) => ParameterType::Number,
        ("boolean", _) => ParameterType::Boolean,
        (_, "date-time" | "datetime" | "date") => ParameterType::DateTime,
        _ => ParameterType::String,
    }
}
