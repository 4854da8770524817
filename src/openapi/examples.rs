//! The examples of filter and sorter parameters.

use serde_json::Value;

use super::document::{Documents, Node};
use crate::schema::Method;

/// An example that a specification gives for a filter or sorter parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The endpoint's method.
    pub method: Method,
    /// The endpoint's path, as its schema has it.
    pub path: String,
    /// The parameter's name.
    pub parameter: String,
    /// The example.
    pub value: String,
}

/// The examples of a parameter, each once: its own, those of its schema, and what it has by default.
///
/// Examples inside the description's prose are none: nobody can tell where they end.
pub(super) fn of(documents: &Documents, parameter: Node<'_>) -> Vec<String> {
    let schema = parameter.get("schema").and_then(|it| documents.follow(it).ok());
    let own = parameter.get("example");
    let named = parameter.get("examples").into_iter().flat_map(Node::entries).filter_map(|(_, it)| {
        let it = documents.follow(it).ok()?;
        it.get("value")
    });
    let of_schema = schema.and_then(|it| it.get("example"));
    // OpenAPI 3.1 has a list of them.
    let listed = schema.and_then(|it| it.get("examples")).into_iter().flat_map(Node::elements);
    let default = schema.and_then(|it| it.get("default"));
    let mut values: Vec<String> = Vec::new();
    for node in own.into_iter().chain(named).chain(of_schema).chain(listed).chain(default) {
        let value = match node.value {
            Value::String(text) => text.clone(),
            Value::Null => continue,
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => node.value.to_string(),
        };
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}
