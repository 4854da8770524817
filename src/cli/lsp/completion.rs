//! What can be written at a place of a query.

use gen_lsp_types::{CompletionItem, CompletionItemKind, Position, Range};

use super::cursor::{cursor, expression, field};
use super::document::Document;
use super::said::Said;
use super::settings::Settings;
use crate::diagnostic::list_of;
use crate::predicate::Expression;
use crate::saved::Reading;
use crate::schema::{Field, FieldType, Schema};
use crate::syntax::{Context, Expected, filter_context, quoted, sorters_context};
use crate::text::{Edit, Span};
use crate::vocab::{CompositeOp, OperatorSet, PrimitiveOp};

/// Stands at the place while the document is read, so that a query is there even where nothing is written yet, and its
/// value reaches to the place, blanks and all. It is the same in every encoding and every language.
const MARK: &str = "v3qv3q";

/// What can be written at a place; nothing where it is in no query.
pub(super) fn completion(document: &Document, position: Position, settings: &Settings) -> Vec<CompletionItem> {
    let offset = document.span(Range { start: position, end: position }).start();
    let Some(marked) = crate::text::apply_edits(&document.text, &[Edit::insert(offset, MARK)]) else {
        return Vec::new();
    };
    let queries = (document.format.read)(&marked, Reading::default()).unwrap_or_default();
    let Some(at) = cursor(&queries, offset) else { return Vec::new() };
    let (value, inner) = (&at.parameter.value, at.offset);
    let (Some(before), Some(behind)) =
        (value.get(..inner), value.get(inner..).and_then(|rest| rest.strip_prefix(MARK)))
    else {
        return Vec::new();
    };
    let text = [before, behind].concat();
    let schema = Said::of(&marked, document.format).schema_of(at.query, settings);
    let Context { expected, span } = match expression(at.parameter, schema) {
        Some(Expression::Filter) => filter_context(&text, inner),
        Some(Expression::Sorter) => sorters_context(&text, inner),
        None => return Vec::new(),
    };
    // Where it stands in the file: the mark is the end of what is before the place.
    let replaced = Span::new(span.start(), span.end() + MARK.len());
    let outer = at.place.map.outer(replaced);
    let range = document.range(Span::new(outer.start(), outer.end() - MARK.len()));
    let items = items(&expected, schema);
    let numbered = items.into_iter().enumerate().filter_map(|(number, Item { text, kind, detail })| {
        let written = at.place.edits_in_file(&[Edit::replace(replaced, text.as_str())])?.pop()?.text;
        let edit = gen_lsp_types::TextEdit { range, new_text: written.clone() };
        Some(CompletionItem {
            kind: Some(kind),
            detail: (!detail.is_empty()).then_some(detail),
            // Editors match it with what stands in the file.
            filter_text: (written != text).then_some(written),
            label: text,
            sort_text: Some(format!("{number:04}")),
            text_edit: Some(edit.into()),
            ..CompletionItem::default()
        })
    });
    numbered.collect()
}

/// One thing that can be written.
struct Item {
    text: String,
    kind: CompletionItemKind,
    detail: String,
}

fn item(text: impl Into<String>, kind: CompletionItemKind, detail: impl Into<String>) -> Item {
    Item { text: text.into(), kind, detail: detail.into() }
}

fn items(expected: &Expected<'_>, schema: Option<&Schema>) -> Vec<Item> {
    let rules = schema.and_then(|it| it.filters.as_ref());
    let fields = rules.map(|it| it.fields.as_slice()).unwrap_or_default();
    match expected {
        Expected::Clause => {
            let mut items: Vec<Item> = fields.iter().map(of_field).collect();
            if fields.is_empty() || fields.iter().any(|it| it.operators.contains(PrimitiveOp::Pr)) {
                items.push(of_operator(PrimitiveOp::Pr));
            }
            items.extend(composites(schema, &[CompositeOp::Not]));
            items
        }
        Expected::Field => fields.iter().filter(|it| it.operators.contains(PrimitiveOp::Pr)).map(of_field).collect(),
        Expected::Operator(name) => {
            let offered = match schema {
                Some(schema) if !schema.open => field(name, schema).map_or(OperatorSet::EMPTY, |it| it.operators),
                _ => OperatorSet::all(),
            };
            // `pr` is written before the field.
            offered.iter().filter(|op| *op != PrimitiveOp::Pr).map(of_operator).collect()
        }
        Expected::Value(name, _) => schema.and_then(|schema| field(name, schema)).map(values).unwrap_or_default(),
        Expected::Connective => composites(schema, &[CompositeOp::And, CompositeOp::Or]),
        Expected::SortField(others) => {
            let offered = schema.and_then(|it| it.sorters.as_ref()).into_iter().flat_map(|it| &it.fields);
            let free = offered.map(|it| it.as_str()).filter(|it| !others.contains(it));
            free.map(|it| item(it, CompletionItemKind::Field, "")).collect()
        }
        Expected::List(..) | Expected::Nothing => Vec::new(),
    }
}

fn of_field(field: &Field) -> Item {
    let operators = list_of(field.operators.iter().map(PrimitiveOp::word)).replace('`', "");
    item(field.name.as_str(), CompletionItemKind::Field, format!("{}: {operators}", field.kind))
}

fn of_operator(op: PrimitiveOp) -> Item {
    item(op.word(), CompletionItemKind::Operator, op.info().summary)
}

fn composites(schema: Option<&Schema>, ops: &[CompositeOp]) -> Vec<Item> {
    let rules = schema.and_then(|it| it.filters.as_ref()).map(|it| &it.composites);
    let offered = ops.iter().filter(|op| rules.is_none_or(|rules| rules.offers(**op)));
    offered.map(|op| item(op.word(), CompletionItemKind::Keyword, "")).collect()
}

/// The values that a field is known to have.
fn values(field: &Field) -> Vec<Item> {
    match field.kind {
        FieldType::Boolean => ["true", "false"].map(|it| item(it, CompletionItemKind::Value, "")).into(),
        FieldType::String | FieldType::Number | FieldType::DateTime | FieldType::Object | FieldType::Unknown => {
            field.values.iter().map(|it| item(quoted(it), CompletionItemKind::EnumMember, "")).collect()
        }
    }
}
