//! The tree of an expression as `v3q parse` shows it, in lines or in JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::report::visible;
use crate::syntax::{Clause, Filter, Joiner, Literal, LiteralKind, Node, NodeKind, Quotes, Sorter, Sorters, quoted};
use crate::text::Span;

/// A node, whatever it stands for. Its depth is that of the tree, which its limits bound.
pub(super) struct Branch {
    kind: &'static str,
    span: Span,
    /// What it says, as a line shows it.
    shown: String,
    /// What it says, as JSON has it.
    says: Vec<(&'static str, Value)>,
    below: Vec<Branch>,
}

impl Branch {
    fn new(kind: &'static str, span: Span) -> Self {
        Self { kind, span, shown: String::new(), says: Vec::new(), below: Vec::new() }
    }

    /// A node that says one thing.
    fn saying(kind: &'static str, span: Span, name: &'static str, value: &str) -> Self {
        Self { shown: value.to_owned(), says: vec![(name, value.into())], ..Self::new(kind, span) }
    }

    /// One line a node, indented by its depth: its kind, what it says, and its place.
    pub(super) fn lines(&self, place: &impl Fn(Span) -> Span) -> String {
        let mut out = String::new();
        let mut stack = vec![(0, self)];
        while let Some((depth, branch)) = stack.pop() {
            let span = place(branch.span);
            let says = if branch.shown.is_empty() { String::new() } else { format!(" {}", visible(&branch.shown)) };
            let (indent, kind) = (2 * depth, branch.kind);
            writeln!(out, "{:indent$}{kind}{says}  {}..{}", "", span.start(), span.end())
                .expect("a string takes whatever is written to it");
            stack.extend(branch.below.iter().rev().map(|it| (depth + 1, it)));
        }
        out
    }

    /// The node as JSON: `kind`, `start`, `end`, what it says, and `parts` where it has some.
    pub(super) fn value(&self, place: &impl Fn(Span) -> Span) -> Value {
        let span = place(self.span);
        let mut object = Map::new();
        object.insert("kind".into(), self.kind.into());
        object.insert("start".into(), span.start().into());
        object.insert("end".into(), span.end().into());
        object.extend(self.says.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        if !self.below.is_empty() {
            object.insert("parts".into(), self.below.iter().map(|it| it.value(place)).collect());
        }
        Value::Object(object)
    }
}

pub(super) fn of_filter(filter: &Filter) -> Branch {
    node(filter.root())
}

fn node(it: Node<'_>) -> Branch {
    let branch = match it.kind() {
        NodeKind::Group(group) => Branch::new(joiner(group.joiner()), it.span()),
        NodeKind::Not(_) => Branch::new("not", it.span()),
        NodeKind::Clause(clause) => return of_clause(clause),
        NodeKind::Placeholder => Branch::saying("placeholder", it.span(), "written", it.text()),
        NodeKind::Error => Branch::saying("error", it.span(), "written", it.text()),
    };
    Branch { below: it.operands().map(node).collect(), ..branch }
}

fn joiner(joiner: Joiner) -> &'static str {
    match joiner {
        Joiner::Comma => "comma",
        Joiner::Or => "or",
        Joiner::And => "and",
    }
}

fn of_clause(clause: Clause<'_>) -> Branch {
    let field = if clause.field_is_placeholder() { "field-placeholder" } else { "field" };
    let field = Branch::saying(field, clause.field_span(), "name", clause.field());
    let operator = Branch::saying("operator", clause.operator_span(), "word", clause.op().word());
    let mut below = vec![field, operator];
    below.extend(clause.literals().map(literal));
    // What stands first in the text stands first in the tree: `pr f`, `f isnull`.
    below.sort_by_key(|it| it.span);
    Branch { below, ..Branch::new("clause", clause.span()) }
}

fn literal(it: Literal<'_>) -> Branch {
    let written = |kind| Branch::saying(kind, it.span(), "written", it.text());
    match it.kind() {
        LiteralKind::String(quotes) => Branch {
            shown: quoted(&it.string()),
            says: vec![("value", (*it.string()).into()), ("quotes", word(quotes).into())],
            ..Branch::new("string", it.span())
        },
        LiteralKind::Number => written("number"),
        LiteralKind::Boolean(_) => written("boolean"),
        LiteralKind::DateTime => written("date-time"),
        LiteralKind::Date => written("date"),
        LiteralKind::Placeholder => written("placeholder"),
    }
}

fn word(quotes: Quotes) -> &'static str {
    match quotes {
        Quotes::Double => "double",
        Quotes::Single => "single",
        Quotes::Bare => "none",
        Quotes::Unclosed => "unclosed",
    }
}

pub(super) fn of_sorters(sorters: &Sorters) -> Branch {
    let item = |it: Sorter<'_>| {
        let direction = if it.is_descending() { "descending" } else { "ascending" };
        Branch {
            shown: format!("{} {direction}", it.field()),
            says: vec![("field", it.field().into()), ("direction", direction.into())],
            ..Branch::new("sorter", it.span())
        }
    };
    let span = Span::new(0, sorters.text().len());
    Branch { below: sorters.items().map(item).collect(), ..Branch::new("sorters", span) }
}
