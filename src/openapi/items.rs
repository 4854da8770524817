//! What the answer of an endpoint tells of a field: its type, whether it is an array, its listed values.

use std::collections::HashSet;

use serde_json::Value;

use super::document::{Documents, Node};
use crate::schema::FieldType;
use crate::vocab::FieldPath;

/// What is known of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Found {
    pub(super) kind: FieldType,
    pub(super) array: bool,
    pub(super) values: Vec<String>,
}

/// The schemas of one record, and what of them could not be found.
#[derive(Debug, Default)]
pub(super) struct Records<'d> {
    schemas: Vec<Node<'d>>,
    pub(super) broken: Vec<&'d str>,
}

impl<'d> Records<'d> {
    /// The records that `operation` answers with status 200.
    pub(super) fn of(documents: &'d Documents, operation: Node<'d>) -> Self {
        let mut records = Self::default();
        let response = operation.get("responses").and_then(|it| it.get("200"));
        let response = response.and_then(|it| documents.follow(it).ok());
        let content = response.and_then(|it| it.get("content"));
        // One media type; where there are more, they say the same in other clothes.
        let media = content.and_then(|it| it.get("application/json").or_else(|| it.entries().next().map(|(_, it)| it)));
        let Some(schema) = media.and_then(|it| it.get("schema")) else { return records };
        let answer = records.alternatives(documents, [schema]);
        let (lists, single): (Vec<_>, Vec<_>) = answer.into_iter().partition(|(_, array)| *array);
        if !lists.is_empty() {
            records.schemas = lists.into_iter().map(|(node, _)| node).collect();
            return records;
        }
        // Some answers wrap the list: `{"count": 1, "results": […]}`.
        let properties = single.iter().filter_map(|(node, _)| node.get("properties"));
        let lists: Vec<Node<'d>> = properties
            .flat_map(Node::entries)
            .filter_map(|(_, it)| documents.follow(it).ok())
            .filter(|it| is_type(it.value, "array"))
            .collect();
        records.schemas = match lists.as_slice() {
            [list] => records.alternatives(documents, [*list]).into_iter().map(|(node, _)| node).collect(),
            _ => single.into_iter().map(|(node, _)| node).collect(),
        };
        records
    }

    /// What the records tell of the field at `path`; `None` where they do not have it.
    pub(super) fn look_up(&mut self, documents: &'d Documents, path: &FieldPath) -> Option<Found> {
        let mut at: Vec<(Node<'d>, bool)> = self.schemas.iter().map(|node| (*node, false)).collect();
        for segment in path.segments() {
            let below: Vec<(Node<'d>, bool)> = at
                .into_iter()
                .filter_map(|(node, array)| Some((node.get("properties")?.get(segment)?, array)))
                .collect();
            at = Vec::new();
            for (node, array) in below {
                at.extend(self.alternatives(documents, [node]).into_iter().map(|(node, many)| (node, many || array)));
            }
        }
        if at.is_empty() { None } else { Some(found(&at)) }
    }

    /// Everything that a value of one of these schemas may be, and whether an array leads to it: `$ref`s are followed,
    /// `allOf`, `oneOf` and `anyOf` are spread out, arrays are entered.
    fn alternatives(
        &mut self,
        documents: &'d Documents,
        schemas: impl IntoIterator<Item = Node<'d>>,
    ) -> Vec<(Node<'d>, bool)> {
        let mut out = Vec::new();
        let mut seen = HashSet::new();
        let mut left: Vec<(Node<'d>, bool)> = schemas.into_iter().map(|node| (node, false)).collect();
        while let Some((node, array)) = left.pop() {
            // Schemas may contain themselves.
            if !seen.insert((std::ptr::from_ref(node.value), array)) {
                continue;
            }
            if node.reference().is_some() {
                match documents.follow(node) {
                    Ok(target) => left.push((target, array)),
                    Err(reference) if self.broken.contains(&reference) => {}
                    Err(reference) => self.broken.push(reference),
                }
            }
            for group in ["allOf", "oneOf", "anyOf"] {
                let members = node.get(group);
                left.extend(members.into_iter().flat_map(Node::elements).map(|member| (member, array)));
            }
            match node.get("items") {
                Some(items) => left.push((items, true)),
                None if is_type(node.value, "array") => out.push((node, true)),
                None => out.push((node, array)),
            }
        }
        out
    }
}

/// What the alternatives have in common.
fn found(alternatives: &[(Node<'_>, bool)]) -> Found {
    let typed = alternatives.iter().filter_map(|(node, _)| Some((type_of(node.value)?, node.value)));
    let typed: Vec<(FieldType, &Value)> = typed.collect();
    let mut kinds: Vec<FieldType> = typed.iter().map(|(kind, _)| *kind).collect();
    kinds.dedup();
    let kind = match kinds.as_slice() {
        [kind] => *kind,
        // Either this or that: the literal decides.
        _ => FieldType::Unknown,
    };
    let mut values: Vec<String> = Vec::new();
    if kind == FieldType::String {
        for (_, schema) in &typed {
            let Some(listed) = schema.get("enum").and_then(Value::as_array) else {
                // One of the alternatives is any string.
                values.clear();
                break;
            };
            for value in listed.iter().filter_map(Value::as_str) {
                if !values.iter().any(|it| it == value) {
                    values.push(value.to_owned());
                }
            }
        }
    }
    Found { kind, array: alternatives.iter().any(|(_, array)| *array), values }
}

/// The type that a schema states; `None` where it states none, or only that the value may be null.
fn type_of(schema: &Value) -> Option<FieldType> {
    let stated = schema.get("type");
    let words: Vec<&str> = match stated {
        Some(Value::String(word)) => vec![word.as_str()],
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).filter(|it| *it != "null").collect(),
        _ if schema.get("properties").is_some() => vec!["object"],
        _ if schema.get("enum").and_then(Value::as_array).is_some_and(|it| it.iter().any(Value::is_string)) => {
            vec!["string"]
        }
        _ => return None,
    };
    let [word] = words.as_slice() else { return (!words.is_empty()).then_some(FieldType::Unknown) };
    match (*word, schema.get("format").and_then(Value::as_str)) {
        // One vendor's `datetime` is another's `date-time`.
        ("string", Some("date-time" | "datetime" | "date")) => Some(FieldType::DateTime),
        ("string", _) => Some(FieldType::String),
        ("integer" | "number", _) => Some(FieldType::Number),
        ("boolean", _) => Some(FieldType::Boolean),
        ("object", _) => Some(FieldType::Object),
        ("null", _) => None,
        _ => Some(FieldType::Unknown),
    }
}

fn is_type(schema: &Value, word: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(it)) => it == word,
        Some(Value::Array(words)) => words.iter().any(|it| it.as_str() == Some(word)),
        _ => false,
    }
}
