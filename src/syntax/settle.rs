//! From a draft to a filter: canonical text, and every part at its place in it.

use super::build_error::BuildError;
use super::draft::{Draft, Part, Step};
use super::limits::{Limit, Limits, MAX_DEPTH};
use super::literal::{Literal, LiteralData, LiteralKind, Quotes};
use super::placeholder::PlaceholderStyles;
use super::print::{needs_parentheses, write_literal};
use super::tree::{Clause, ClauseData, Filter, Joiner, KindData, NONE, Node, NodeData, NodeKind, Parentheses};
use crate::text::Span;
use crate::vocab::{Arity, PrimitiveOp};

impl Draft {
    /// The filter that `root` is, within `limits`: the same tree that its text is read as.
    pub(super) fn settle(self, root: Part, limits: &Limits) -> Result<Filter, BuildError> {
        let draft = Filter {
            text: self.text.into(),
            nodes: self.nodes,
            literals: self.literals,
            parentheses: Vec::new(),
            root: root.0,
            has_errors: false,
            styles: PlaceholderStyles::NONE,
        };
        let mut settler = Settler::new(limits);
        for step in draft.root().steps() {
            match step {
                Step::Open(_, joiner) => settler.open(joiner)?,
                Step::Leaf(node) => settler.leaf(node)?,
                Step::Close => settler.close(),
            }
        }
        let Settler { text, nodes, literals, parentheses, .. } = settler;
        if text.len() > limits.text {
            return Err(BuildError::TooLarge(Limit::Text, limits.text));
        }
        let text = text.into();
        Ok(Filter { text, nodes, literals, parentheses, root: 0, has_errors: false, styles: PlaceholderStyles::NONE })
    }
}

struct Settler<'l> {
    limits: &'l Limits,
    text: String,
    nodes: Vec<NodeData>,
    literals: Vec<LiteralData>,
    parentheses: Vec<Parentheses>,
    /// What is open, the innermost last.
    open: Vec<Open>,
    depth: usize,
    clauses: usize,
}

/// A group or a `not` whose operands are being written.
struct Open {
    node: u32,
    joiner: Option<Joiner>,
    /// The operand that was written last.
    last: u32,
    /// Where its parenthesis stands, where it needs one.
    parenthesis: Option<usize>,
}

impl<'l> Settler<'l> {
    fn new(limits: &'l Limits) -> Self {
        let (nodes, literals, parentheses) = (Vec::new(), Vec::new(), Vec::new());
        Self { limits, text: String::new(), nodes, literals, parentheses, open: Vec::new(), depth: 0, clauses: 0 }
    }

    fn open(&mut self, joiner: Option<Joiner>) -> Result<(), BuildError> {
        self.separate();
        let place = self.open.last().map(|open| open.joiner);
        let in_parentheses = joiner.is_some() && place.is_some_and(needs_parentheses);
        let parenthesis = in_parentheses.then_some(self.text.len());
        if in_parentheses || joiner.is_none() {
            let most = self.limits.depth.min(MAX_DEPTH);
            if self.depth >= most {
                return Err(BuildError::TooLarge(Limit::Depth, most));
            }
            self.depth += 1;
        }
        if in_parentheses {
            self.text.push('(');
        }
        let start = self.text.len();
        let kind = match joiner {
            Some(joiner) => KindData::Group(joiner, NONE),
            None => {
                self.text.push_str("not ");
                KindData::Not
            }
        };
        let node = self.add(kind, start);
        self.open.push(Open { node, joiner, last: NONE, parenthesis });
        Ok(())
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let end = self.text.len();
        if let Some(node) = self.nodes.get_mut(open.node as usize) {
            node.span = Span::new(node.span.start(), end);
            if let Some(joiner) = open.joiner {
                node.kind = KindData::Group(joiner, open.last);
            }
        }
        if let Some(start) = open.parenthesis {
            self.text.push(')');
            self.parentheses.push(Parentheses { span: Span::new(start, end + 1), joiner: open.joiner });
        }
        if open.parenthesis.is_some() || open.joiner.is_none() {
            self.depth -= 1;
        }
    }

    fn leaf(&mut self, node: Node<'_>) -> Result<(), BuildError> {
        self.separate();
        let start = self.text.len();
        let kind = match node.kind() {
            NodeKind::Clause(clause) => {
                self.clauses += 1;
                if self.clauses > self.limits.clauses {
                    return Err(BuildError::TooLarge(Limit::Clauses, self.limits.clauses));
                }
                KindData::Clause(self.clause(clause)?)
            }
            NodeKind::Placeholder => {
                self.text.push_str(node.text());
                KindData::Placeholder
            }
            NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Error => return Err(BuildError::Broken),
        };
        let id = self.add(kind, start);
        let end = self.text.len();
        if let Some(node) = self.nodes.get_mut(id as usize) {
            node.span = Span::new(start, end);
        }
        // Spans count in 32 bits, and so do the numbers of nodes.
        if end > self.limits.text.min(u32::MAX as usize / 2) {
            return Err(BuildError::TooLarge(Limit::Text, self.limits.text));
        }
        Ok(())
    }

    /// Writes what stands between two operands.
    fn separate(&mut self) {
        if let Some(Open { joiner: Some(joiner), last, .. }) = self.open.last()
            && *last != NONE
        {
            self.text.push_str(joiner.between());
        }
    }

    /// Adds a node that begins at `start`, as the next operand of what is open.
    fn add(&mut self, kind: KindData, start: usize) -> u32 {
        let id = u32::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(NodeData { kind, span: Span::at(start), first: NONE, next: NONE });
        let Some(open) = self.open.last_mut() else { return id };
        let before = std::mem::replace(&mut open.last, id);
        if before == NONE {
            if let Some(node) = self.nodes.get_mut(open.node as usize) {
                node.first = id;
            }
        } else if let Some(node) = self.nodes.get_mut(before as usize) {
            node.next = id;
        }
        id
    }

    fn clause(&mut self, clause: Clause<'_>) -> Result<ClauseData, BuildError> {
        let op = clause.op();
        let first = u32::try_from(self.literals.len()).unwrap_or(NONE);
        let (field, operator) = if op == PrimitiveOp::Pr {
            let operator = self.write(op.word());
            self.text.push(' ');
            (self.write(clause.field()), operator)
        } else {
            let field = self.write(clause.field());
            self.text.push(' ');
            (field, self.write(op.word()))
        };
        let is_list = op.info().arity == Arity::List;
        if is_list && clause.literals().len() > self.limits.values {
            return Err(BuildError::TooLarge(Limit::Values, self.limits.values));
        }
        for (i, literal) in clause.literals().enumerate() {
            self.text.push_str(match (is_list, i) {
                (true, 0) => " (",
                (true, _) => ",",
                (false, _) => " ",
            });
            self.literal(literal);
        }
        if is_list {
            self.text.push(')');
        }
        let last = u32::try_from(self.literals.len()).unwrap_or(NONE);
        let field_is_placeholder = clause.field_is_placeholder();
        Ok(ClauseData { field, operator, op, field_is_placeholder, from_null: false, literals: (first, last) })
    }

    fn literal(&mut self, literal: Literal<'_>) {
        let start = self.text.len();
        write_literal(&mut self.text, literal).expect("a string takes whatever is written");
        let kind = match literal.kind() {
            LiteralKind::String(_) => LiteralKind::String(Quotes::Double),
            kind => kind,
        };
        self.literals.push(LiteralData { kind, span: Span::new(start, self.text.len()) });
    }

    fn write(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }
}
