//! From schemas to the text of a schema file.

use std::fmt::Write as _;

use crate::schema::{Field, FieldType, LimitRule, Method, Parameter, ParameterType, Partners, Schema};

/// Writes `schemas` as a schema file; [`read`](super::read) makes the same schemas of it.
///
/// One line a field and one a parameter, so that a change shows as the lines it changes. Defaults are left out, and the
/// version stands at the head where all of them share it.
///
/// ```
/// use v3q::schema::{Schema, file};
/// let mut schema = Schema::permissive();
/// schema.path = "/tickets".into();
/// let text = file::write(&[schema.clone()]);
/// assert_eq!(file::read(&text).unwrap(), [schema]);
/// ```
#[must_use]
pub fn write(schemas: &[Schema]) -> String {
    let mut out = String::new();
    let shared = schemas.first().map(|first| first.version.as_str()).unwrap_or_default();
    let shared = if schemas.iter().all(|schema| schema.version == shared) { shared } else { "" };
    if !shared.is_empty() {
        line(&mut out, "version", &quoted(shared));
    }
    for schema in schemas {
        if !out.is_empty() {
            out.push('\n');
        }
        endpoint(&mut out, schema, shared);
    }
    out
}

fn endpoint(out: &mut String, schema: &Schema, shared_version: &str) {
    out.push_str("[[endpoint]]\n");
    if schema.version != shared_version {
        line(out, "version", &quoted(&schema.version));
    }
    text(out, "operation", &schema.operation_id);
    if schema.method != Method::Get || !schema.path.is_empty() {
        line(out, "path", &quoted(&format!("{} {}", schema.method, schema.path)));
    }
    flag(out, "experimental", schema.experimental);
    flag(out, "deprecated", schema.deprecated);
    flag(out, "open", schema.open);
    if let Some(filters) = &schema.filters {
        if filters.name != "filters" {
            line(out, "filter_parameter", &quoted(&filters.name));
        }
        flag(out, "filter_required", filters.required);
        if let Some(allowed) = filters.composites.allowed {
            line(out, "composites", &quoted(&allowed.to_string()));
        }
        flag(out, "one_composite_between_two_fields", filters.composites.one_between_two_fields);
        flag(out, "one_not_before_in", filters.composites.one_not_before_in);
        text(out, "forbidden_characters", &filters.forbidden_characters);
        if let Some(exact) = filters.case_sensitive {
            line(out, "case_sensitive", if exact { "true" } else { "false" });
        }
    }
    if let Some(sorters) = &schema.sorters {
        if sorters.name != "sorters" {
            line(out, "sort_parameter", &quoted(&sorters.name));
        }
        line(out, "sorters", &quoted(&joined(sorters.fields.iter().map(|field| field.as_str()))));
        text(out, "default_order", &sorters.default);
    }
    match schema.limit {
        None => {}
        Some(LimitRule { default, max: Some(max) }) if default == max => line(out, "limit", &max.to_string()),
        Some(LimitRule { default, max: Some(max) }) => {
            line(out, "limit", &format!("{{ default = {default}, max = {max} }}"));
        }
        Some(LimitRule { default, max: None }) => line(out, "limit", &format!("{{ default = {default} }}")),
    }
    flag(out, "offset", schema.offset);
    flag(out, "count", schema.count);
    if let Some(filters) = &schema.filters {
        out.push_str("[endpoint.filters]\n");
        for it in &filters.fields {
            line(out, &key(it.name.as_str()), &field(it));
        }
    }
    if !schema.parameters.is_empty() {
        out.push_str("[endpoint.parameters]\n");
        for it in &schema.parameters {
            line(out, &key(&it.name), &parameter(it));
        }
    }
}

fn field(field: &Field) -> String {
    let operators = field.operators.to_string();
    if field.values.is_empty() && field.case_sensitive.is_none() && field.record_path.is_none() {
        let many = if field.array { "[]" } else { "" };
        return quoted(&match (field.kind, field.array) {
            (FieldType::Unknown, false) => operators,
            (kind, _) => format!("{operators}: {kind}{many}"),
        });
    }
    let mut entries = vec![("operators", quoted(&operators))];
    // Listed values without a type are strings.
    if field.kind != FieldType::Unknown || !field.values.is_empty() {
        entries.push(("type", quoted(field.kind.word())));
    }
    if field.array {
        entries.push(("array", "true".into()));
    }
    if !field.values.is_empty() {
        entries.push(("values", array(&field.values)));
    }
    if let Some(exact) = field.case_sensitive {
        entries.push(("case_sensitive", exact.to_string()));
    }
    if let Some(path) = &field.record_path {
        entries.push(("record_path", quoted(path.as_str())));
    }
    inline(&entries)
}

fn parameter(it: &Parameter) -> String {
    let plain = Parameter { name: it.name.clone(), kind: it.kind, list: it.list, ..Parameter::default() };
    if *it == plain {
        return quoted(&format!("{}{}", it.kind.word(), if it.list { "[]" } else { "" }));
    }
    let mut entries = Vec::new();
    if it.kind != ParameterType::String {
        entries.push(("type", quoted(it.kind.word())));
    }
    if it.list {
        entries.push(("list", "true".into()));
    }
    if !it.values.is_empty() {
        entries.push(("values", array(&it.values)));
    }
    entries.extend(it.min.map(|least| ("min", least.to_string())));
    entries.extend(it.max.map(|most| ("max", most.to_string())));
    if it.required {
        entries.push(("required", "true".into()));
    }
    for (key, names) in [("excludes", &it.excludes), ("requires", &it.requires)] {
        if !names.is_empty() {
            entries.push((key, quoted(&joined(names.iter().map(String::as_str)))));
        }
    }
    if !it.partners.is_empty() {
        let entry = |Partners { value, any_of }: &Partners| {
            format!("{} = {}", key(value), quoted(&joined(any_of.iter().map(String::as_str))))
        };
        entries.push(("partners", format!("{{ {} }}", it.partners.iter().map(entry).collect::<Vec<_>>().join(", "))));
    }
    inline(&entries)
}

fn line(out: &mut String, key: &str, value: &str) {
    writeln!(out, "{key} = {value}").expect("writing to a string does not fail");
}

fn text(out: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        line(out, key, &quoted(value));
    }
}

fn flag(out: &mut String, key: &str, value: bool) {
    if value {
        line(out, key, "true");
    }
}

fn inline(entries: &[(&str, String)]) -> String {
    let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", entries.join(", "))
}

fn array(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("[{}]", values.join(", "))
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// A key as TOML has it: bare where it may be.
fn key(name: &str) -> String {
    let bare =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if bare { name.to_owned() } else { quoted(name) }
}

/// A basic string as TOML has it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                write!(out, "\\u{:04X}", u32::from(c)).expect("writing to a string does not fail");
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
