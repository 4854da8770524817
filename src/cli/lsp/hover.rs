//! What is shown over a place: the endpoint of a URL, a field, an operator, and what a finding means.

use gen_lsp_types::{Hover, MarkupContent, MarkupKind, Position, Range};

use super::capabilities::Client;
use super::cursor::{Cursor, cursor, expression, field, queries, touches};
use super::document::Document;
use super::said::Said;
use super::settings::Settings;
use crate::cli::{endpoint, endpoints};
use crate::diagnostic::{CodeInfo, Diagnostic, list_of};
use crate::predicate::Expression;
use crate::report::Finding;
use crate::schema::{Field, Schema};
use crate::syntax::{Context, Expected, ReadOptions, filter_context, read_filter, read_sorters};
use crate::text::{OffsetMap, Span};
use crate::vocab::{CompositeOp, FieldPath, PrimitiveOp};

/// What is known of a place, and how far it reaches.
type Told = (String, Span);

pub(super) fn hover(
    document: &Document,
    position: Position,
    findings: &[Finding],
    settings: &Settings,
    client: &Client,
) -> Option<Hover> {
    let offset = document.span(Range { start: position, end: position }).start();
    let told = of_place(document, offset, settings);
    let found = findings.iter().map(|it| &it.diagnostic).filter(|it| touches(it.span, offset));
    let mut spans: Vec<Span> = told.iter().map(|(_, span)| *span).collect();
    let mut parts: Vec<String> = told.into_iter().map(|(text, _)| text).collect();
    for diagnostic in found {
        spans.push(diagnostic.span);
        parts.push(explained(diagnostic));
    }
    parts.dedup();
    let kind = if client.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    let content = MarkupContent { kind, value: parts.join("\n\n---\n\n") };
    // The narrowest range: the editor asks again outside it.
    let span = spans.into_iter().min_by_key(|span| span.len())?;
    Some(Hover { contents: content.into(), range: Some(document.range(span)) })
}

fn of_place(document: &Document, offset: usize, settings: &Settings) -> Option<Told> {
    let queries = queries(document);
    let said = Said::of(&document.text, document.format);
    for query in &queries {
        if let Some(saved) = query.endpoint.as_ref().filter(|it| touches(it.span, offset)) {
            // One that is not known is a finding, which says so.
            return said.schema_of_url(query, settings).map(|schema| (details(schema), saved.span));
        }
        let named = query.parameters.iter().find(|it| it.name_span.is_some_and(|span| touches(span, offset)));
        if let Some((parameter, span)) = named.and_then(|it| Some((it, it.name_span?))) {
            let schema = said.schema_of(query, settings)?;
            return expression(parameter, Some(schema)).map(|_| (details(schema), span));
        }
    }
    let at = cursor(&queries, offset)?;
    let schema = said.schema_of(at.query, settings);
    let (text, span) = match expression(at.parameter, schema)? {
        Expression::Filter => in_filter(&at, schema, &document.options()),
        Expression::Sorter => in_sorter(&at, schema, &document.options()),
    }?;
    Some((text, at.place.map.outer(span)))
}

fn in_filter(at: &Cursor<'_, '_>, schema: Option<&Schema>, options: &ReadOptions) -> Option<Told> {
    let reading = read_filter(&at.parameter.value, options);
    let outer = |span: Span| reading.map.as_ref().map_or(span, |map: &OffsetMap| map.outer(span));
    let in_clause = reading.tree.clauses().find_map(|clause| {
        let (name, op) = (outer(clause.field_span()), outer(clause.operator_span()));
        if touches(name, at.offset) {
            return schema.map(|schema| (of_field(clause.field(), schema), name));
        }
        let offered = schema.and_then(|schema| field(clause.field(), schema)).map(operators).unwrap_or_default();
        touches(op, at.offset).then(|| (of_operator(clause.op(), clause.field(), &offered), op))
    });
    in_clause.or_else(|| begun(at, schema?))
}

/// The field of a clause that is not yet one.
fn begun(at: &Cursor<'_, '_>, schema: &Schema) -> Option<Told> {
    let value = &*at.parameter.value;
    // A word is one from its second place on.
    [at.offset, at.offset + 1].into_iter().find_map(|offset| {
        let Context { expected, span } = filter_context(value, offset);
        let word = span.of(value);
        let is_name = FieldPath::is_valid(word) && CompositeOp::from_word(word).is_none();
        let is_field = matches!(expected, Expected::Clause | Expected::Field) && is_name;
        is_field.then(|| (of_field(word, schema), span))
    })
}

fn in_sorter(at: &Cursor<'_, '_>, schema: Option<&Schema>, options: &ReadOptions) -> Option<Told> {
    let reading = read_sorters(&at.parameter.value, options);
    let outer = |span: Span| reading.map.as_ref().map_or(span, |map: &OffsetMap| map.outer(span));
    let item = reading.tree.items().find(|it| touches(outer(it.field_span()), at.offset))?;
    let rules = schema?.sorters.as_ref()?;
    let name = item.field();
    let offers = if rules.fields.iter().any(|it| it.as_str() == name) { "sorts" } else { "does not sort" };
    let text = format!("`{name}`: the endpoint {offers} by it\n\n{}", endpoint::reported(schema?));
    Some((text, outer(item.field_span())))
}

fn of_field(name: &str, schema: &Schema) -> String {
    let endpoint = endpoint::reported(schema);
    let Some(known) = field(name, schema) else {
        let names = schema.filters.iter().flat_map(|it| &it.fields).map(|it| it.name.as_str());
        return format!("`{name}`: the endpoint does not filter by it\n\nfields: {}\n\n{endpoint}", list_of(names));
    };
    let array = if known.array { "[]" } else { "" };
    let mut text = format!("`{name}`: {}{array}\n\noperators: {}\n\n", known.kind, operators(known));
    if !known.values.is_empty() {
        text.push_str(&format!("values: {}\n\n", list_of(&known.values)));
    }
    text + &endpoint.to_string()
}

fn of_operator(op: PrimitiveOp, field: &str, offered: &str) -> String {
    let text = format!("`{}`: {}", op.word(), op.info().summary);
    if offered.is_empty() { text } else { format!("{text}\n\noffered on `{field}`: {offered}") }
}

fn operators(field: &Field) -> String {
    list_of(field.operators.iter().map(PrimitiveOp::word))
}

/// All of an endpoint, as `v3q endpoints` has it.
fn details(schema: &Schema) -> String {
    format!("```text\n{}```", endpoints::details(schema))
}

/// What the code of a finding means, as `v3q explain` says it.
fn explained(finding: &Diagnostic) -> String {
    let CodeInfo { code, summary, explanation, example: (bad, good), severity: _ } = finding.info;
    let mut text = format!("**{code}** ({}): {summary}\n\n{explanation}", finding.severity);
    for (word, example) in [("found in", bad), ("write", good)] {
        if !example.is_empty() {
            text.push_str(&format!("\n\n{word}: `{example}`"));
        }
    }
    text
}
