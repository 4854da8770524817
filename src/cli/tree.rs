//! The tree of an expression as `v3q parse` shows it, in lines or in JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::syntax::{Clause, Filter, Literal, LiteralKind, Node, NodeKind, Quotes, Sorters};
use crate::text::Span;

/// A node, whatever it stands for. Its depth is that of the tree, which its limits bound.
pub(super) struct Branch {
    kind: &'static str,
    span: Span,
    /// What it says beside its kind, by name.
    says: Vec<(&'static str, Value)>,
    below: Vec<Branch>,
}

impl Branch {
    fn new(kind: &'static str, span: Span) -> Self {
        Self { kind, span, says: Vec::new(), below: Vec::new() }
    }

    fn say(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.says.push((name, value.into()));
        self
    }

    /// One line a node, indented by its depth: its kind, what it says, and its place.
    pub(super) fn lines(&self, place: &impl Fn(Span) -> Span) -> String {
        let mut out = String::new();
        let mut stack = vec![(0, self)];
        while let Some((depth, branch)) = stack.pop() {
            write!(out, "{:1$}{2}", "", 2 * depth, branch.kind).expect(TAKES_ALL);
            for (_, value) in &branch.says {
                let word = value.as_str().map_or_else(|| value.to_string(), |text| text.escape_debug().to_string());
                write!(out, " {}", word.replace("\\\"", "\"").replace("\\'", "'")).expect(TAKES_ALL);
            }
            let span = place(branch.span);
            writeln!(out, "  {}..{}", span.start(), span.end()).expect(TAKES_ALL);
            stack.extend(branch.below.iter().rev().map(|it| (depth + 1, it)));
        }
        out
    }

    /// The node as JSON: `kind`, `start`, `end`, what it says, and `operands` where it has some.
    pub(super) fn value(&self, place: &impl Fn(Span) -> Span) -> Value {
        let span = place(self.span);
        let mut object = Map::new();
        object.insert("kind".into(), self.kind.into());
        object.insert("start".into(), span.start().into());
        object.insert("end".into(), span.end().into());
        object.extend(self.says.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        if !self.below.is_empty() {
            object.insert("operands".into(), self.below.iter().map(|it| it.value(place)).collect());
        }
        Value::Object(object)
    }
}

const TAKES_ALL: &str = "a string takes whatever is written to it";

pub(super) fn of_filter(filter: &Filter) -> Branch {
    node(filter.root())
}

fn node(it: Node<'_>) -> Branch {
    let branch = match it.kind() {
        NodeKind::Group(group) => Branch::new(joiner(group.joiner()), it.span()),
        NodeKind::Not(_) => Branch::new("not", it.span()),
        NodeKind::Clause(clause) => return of_clause(clause),
        NodeKind::Placeholder => Branch::new("placeholder", it.span()).say("written", it.text()),
        NodeKind::Error => Branch::new("error", it.span()).say("written", it.text()),
    };
    Branch { below: it.operands().map(node).collect(), ..branch }
}

fn joiner(joiner: crate::syntax::Joiner) -> &'static str {
    use crate::syntax::Joiner;
    match joiner {
        Joiner::Comma => "comma",
        Joiner::Or => "or",
        Joiner::And => "and",
    }
}

fn of_clause(clause: Clause<'_>) -> Branch {
    let field = if clause.field_is_placeholder() { "field-placeholder" } else { "field" };
    let field = Branch::new(field, clause.field_span()).say("name", clause.field());
    let operator = Branch::new("operator", clause.operator_span()).say("word", clause.op().word());
    let mut below = vec![field, operator];
    below.extend(clause.literals().map(literal));
    // What stands first in the text stands first in the tree: `pr f`, `f isnull`.
    below.sort_by_key(|it| it.span);
    Branch { below, ..Branch::new("clause", clause.span()) }
}

fn literal(it: Literal<'_>) -> Branch {
    let branch = |kind| Branch::new(kind, it.span());
    match it.kind() {
        LiteralKind::String(quotes) => branch("string").say("value", &*it.string()).say("quotes", word(quotes)),
        LiteralKind::Number => branch("number").say("written", it.text()),
        LiteralKind::Boolean(value) => branch("boolean").say("value", value),
        LiteralKind::DateTime => branch("date-time").say("written", it.text()),
        LiteralKind::Date => branch("date").say("written", it.text()),
        LiteralKind::Placeholder => branch("placeholder").say("written", it.text()),
    }
}

fn word(quotes: Quotes) -> &'static str {
    match quotes {
        Quotes::Double => "double",
        Quotes::Single => "single",
        Quotes::Curly => "curly",
        Quotes::Bare => "none",
        Quotes::Unclosed => "unclosed",
    }
}

pub(super) fn of_sorters(sorters: &Sorters) -> Branch {
    let item = |it: crate::syntax::Sorter<'_>| {
        let direction = if it.is_descending() { "descending" } else { "ascending" };
        Branch::new("sorter", it.span()).say("field", it.field()).say("direction", json!(direction))
    };
    let span = Span::new(0, sorters.text().len());
    Branch { below: sorters.items().map(item).collect(), ..Branch::new("sorters", span) }
}
