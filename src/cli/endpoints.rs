//! `v3q endpoints`: what endpoints support.

use std::fmt::Write as _;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::failure::Failure;
use super::output::Output;
use crate::schema::{Field, Lookup, Parameter, Schema, Totals, UnknownEndpoint, catalog, file, resolve};

/// Tell what endpoints support
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// An operation id (`list-accounts`), a path (`/v2025/accounts`) or a URL; all endpoints where it is left out.
    name: Option<String>,
    /// The version, or `all`. Left out: the configured one, else for a name the newest that has it, and for a list the
    /// newest there is.
    #[arg(long, value_name = "V")]
    api_version: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Print the totals of the catalog, without the supplement: endpoints/fields/field-operator pairs/sort fields.
    #[arg(long, conflicts_with = "name")]
    totals: bool,
}

/// How endpoints are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Table,
    /// An array of objects.
    Json,
    /// A schema file, to go on from.
    Toml,
}

/// Runs `v3q endpoints`. `extra` are the schemas of the user's own files, `default_version` the configured version.
///
/// # Errors
/// The name or the version is not known.
pub(super) fn run(args: &Args, extra: &[Schema], default_version: Option<&str>) -> Result<Output, Failure> {
    let every = args.api_version.as_deref() == Some("all");
    let version = args.api_version.as_deref().filter(|_| !every);
    if args.totals {
        return Ok(Output::clean(totals(version)?));
    }
    let lookup = Lookup { version, default_version, extra };
    let schemas: Vec<&Schema> = match &args.name {
        Some(name) if every => in_every_version(name, &lookup)?,
        Some(name) => vec![resolve(name, &lookup)?],
        None if every => {
            let mut all: Vec<&Schema> = extra.iter().collect();
            for schema in catalog::VERSIONS.into_iter().flat_map(catalog::endpoints) {
                all.push(schema);
            }
            all
        }
        None => {
            let version = version.or(default_version).unwrap_or(VERSION_OF_LISTS);
            let own = extra.iter().filter(|it| it.version == version || it.version.is_empty());
            let mut listed: Vec<&Schema> = own.collect();
            for schema in catalog::endpoints(version) {
                listed.push(schema);
            }
            if listed.is_empty() {
                return Err(unknown_version(version).into());
            }
            listed
        }
    };
    let text = match args.format {
        Format::Json => {
            let array = Value::Array(schemas.iter().map(|it| as_json(it)).collect());
            serde_json::to_string_pretty(&array).expect("text and numbers are JSON") + "\n"
        }
        Format::Toml => file::write(&schemas.into_iter().cloned().collect::<Vec<_>>()),
        Format::Table => match (schemas.as_slice(), &args.name) {
            ([one], Some(_)) => details(one),
            (many, _) => table(many),
        },
    };
    Ok(Output::clean(text))
}

/// The newest version, which lists show when none is asked for.
const VERSION_OF_LISTS: &str = catalog::VERSIONS[0];

fn unknown_version(version: &str) -> UnknownEndpoint {
    let known = catalog::VERSIONS.into_iter().map(str::to_owned).collect();
    UnknownEndpoint::Version { version: version.to_owned(), known }
}

fn in_every_version<'a>(name: &str, lookup: &Lookup<'a>) -> Result<Vec<&'a Schema>, Failure> {
    let found = catalog::VERSIONS.into_iter().filter_map(|version| {
        resolve(name, &Lookup { version: Some(version), default_version: None, extra: lookup.extra }).ok()
    });
    let found: Vec<&Schema> = found.collect();
    if found.is_empty() { Ok(vec![resolve(name, lookup)?]) } else { Ok(found) }
}

fn totals(version: Option<&str>) -> Result<String, Failure> {
    let versions: Vec<&str> =
        catalog::VERSIONS.into_iter().filter(|it| version.is_none_or(|asked| asked == *it)).collect();
    if versions.is_empty() {
        return Err(unknown_version(version.unwrap_or_default()).into());
    }
    Ok(versions.into_iter().map(|it| format!("{it} {}\n", Totals::of(&catalog::published(it)))).collect())
}

fn table(schemas: &[&Schema]) -> String {
    let head = ["version", "operation", "method", "path", "fields", "sorters"].map(str::to_owned);
    let rows = schemas.iter().map(|it| {
        let fields = it.filters.as_ref().map_or(0, |filters| filters.fields.len());
        let sorters = it.sorters.as_ref().map_or(0, |sorters| sorters.fields.len());
        [
            it.version.clone(),
            it.operation_id.clone(),
            it.method.to_string(),
            it.path.clone(),
            fields.to_string(),
            sorters.to_string(),
        ]
    });
    aligned(&std::iter::once(head).chain(rows).collect::<Vec<_>>())
}

/// Rows in columns, with two blanks between.
fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// All that an endpoint supports, for people.
pub(super) fn details(schema: &Schema) -> String {
    let mut out = format!("{} {}", schema.method, schema.path);
    let marks = [(schema.experimental, "experimental"), (schema.deprecated, "deprecated")];
    let marks = marks.iter().filter(|(is, _)| *is).map(|(_, word)| format!(" ({word})"));
    let marks: String = marks.collect();
    let _ = writeln!(out, "{marks}\n{} in version {}", schema.operation_id, schema.version);
    if let Some(filters) = &schema.filters {
        let _ = write!(out, "\n{}{}\n", filters.name, if filters.required { " (required)" } else { "" });
        let rows: Vec<[String; 3]> = filters.fields.iter().map(field_row).collect();
        out.extend(aligned(&rows).lines().map(|line| format!("  {line}\n")));
        for rule in rules(schema) {
            let _ = writeln!(out, "  {rule}");
        }
    }
    if let Some(sorters) = &schema.sorters {
        let fields: Vec<&str> = sorters.fields.iter().map(|it| it.as_str()).collect();
        let _ = write!(out, "\n{}\n  {}\n", sorters.name, fields.join(", "));
        if !sorters.default.is_empty() {
            let _ = writeln!(out, "  without it: {}", sorters.default);
        }
    }
    let mut others = Vec::new();
    if let Some(limit) = schema.limit {
        let most = limit.max.map_or_else(String::new, |max| format!(", at most {max}"));
        others.push(["limit".to_owned(), format!("{} if not given{most}", limit.default)]);
    }
    for (is, name) in [(schema.offset, "offset"), (schema.count, "count")] {
        if is {
            others.push([name.to_owned(), String::new()]);
        }
    }
    others.extend(schema.parameters.iter().map(|it| [it.name.clone(), about(it)]));
    if !others.is_empty() {
        out.push_str("\nother parameters\n");
        out.extend(aligned(&others).lines().map(|line| format!("  {line}\n")));
    }
    out
}

fn field_row(field: &Field) -> [String; 3] {
    let mut kind = format!("{}{}", field.kind, if field.array { "[]" } else { "" });
    if !field.values.is_empty() {
        let _ = write!(kind, ": {}", field.values.join(", "));
    }
    if let Some(exact) = field.case_sensitive {
        kind.push_str(if exact { ", case-sensitive" } else { ", case-insensitive" });
    }
    [field.name.to_string(), field.operators.to_string(), kind]
}

/// What holds for the whole filter, a line each.
fn rules(schema: &Schema) -> Vec<String> {
    let Some(filters) = &schema.filters else { return Vec::new() };
    let mut out = Vec::new();
    if let Some(allowed) = filters.composites.allowed {
        out.push(format!("composite operators: {allowed}"));
    }
    if filters.composites.one_between_two_fields {
        out.push("only one `and` or `or`, between two different fields".into());
    }
    if filters.composites.one_not_before_in {
        out.push("only one `not`, before `in`".into());
    }
    if !filters.forbidden_characters.is_empty() {
        out.push(format!("no value may hold: {}", filters.forbidden_characters));
    }
    if let Some(exact) = filters.case_sensitive {
        out.push(format!("values are case-{}", if exact { "sensitive" } else { "insensitive" }));
    }
    out
}

fn about(it: &Parameter) -> String {
    let mut parts = vec![format!("{}{}", it.kind.word(), if it.list { "[]" } else { "" })];
    if it.required {
        parts.push("required".into());
    }
    parts.extend(it.min.map(|least| format!("at least {least}")));
    parts.extend(it.max.map(|most| format!("at most {most}")));
    for (word, names) in [("one of", &it.values), ("not with", &it.excludes), ("only with", &it.requires)] {
        if !names.is_empty() {
            parts.push(format!("{word} {}", names.join(", ")));
        }
    }
    parts.extend(it.partners.iter().map(|it| format!("{} only with {}", it.value, it.any_of.join(" or "))));
    parts.join("; ")
}

fn as_json(schema: &Schema) -> Value {
    let fields = schema.filters.iter().flat_map(|it| &it.fields);
    let filters: Map<String, Value> = fields.map(|it| (it.name.to_string(), field_json(it))).collect();
    let sorters = schema.sorters.iter().flat_map(|it| &it.fields).map(|it| it.as_str()).collect::<Vec<_>>();
    let rules = schema.filters.as_ref();
    let composites = rules.and_then(|it| it.composites.allowed);
    let composites = composites.map(|it| it.iter().map(|op| op.word()).collect::<Vec<_>>());
    json!({
        "version": schema.version,
        "operation_id": schema.operation_id,
        "method": schema.method.word(),
        "path": schema.path,
        "filter_parameter": rules.map(|it| &it.name),
        "filter_required": rules.is_some_and(|it| it.required),
        "filters": filters,
        "composites": composites,
        "one_composite_between_two_fields": rules.is_some_and(|it| it.composites.one_between_two_fields),
        "one_not_before_in": rules.is_some_and(|it| it.composites.one_not_before_in),
        "forbidden_characters": rules.map_or("", |it| &it.forbidden_characters),
        "case_sensitive": rules.and_then(|it| it.case_sensitive),
        "sort_parameter": schema.sorters.as_ref().map(|it| &it.name),
        "sorters": sorters,
        "default_order": schema.sorters.as_ref().map(|it| &it.default).filter(|it| !it.is_empty()),
        "limit": schema.limit.map(|it| json!({"default": it.default, "max": it.max})),
        "offset": schema.offset,
        "count": schema.count,
        "parameters": schema.parameters.iter().map(parameter_json).collect::<Map<String, Value>>(),
        "experimental": schema.experimental,
        "deprecated": schema.deprecated,
    })
}

fn field_json(field: &Field) -> Value {
    json!({
        "operators": field.operators.iter().map(|op| op.word()).collect::<Vec<_>>(),
        "type": field.kind.word(),
        "array": field.array,
        "values": field.values,
        "case_sensitive": field.case_sensitive,
        "record_path": field.record_path.as_ref().map(|it| it.as_str()),
    })
}

fn parameter_json(it: &Parameter) -> (String, Value) {
    let about = json!({
        "type": it.kind.word(),
        "list": it.list,
        "values": it.values,
        "min": it.min,
        "max": it.max,
        "required": it.required,
        "excludes": it.excludes,
        "requires": it.requires,
        "partners": it.partners.iter().map(|it| (it.value.clone(), json!(it.any_of))).collect::<Map<String, Value>>(),
    });
    (it.name.clone(), about)
}
