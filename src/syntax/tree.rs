//! The tree of a filter.

use std::fmt;

use super::draft::Step;
use super::literal::{Literal, LiteralData};
use super::placeholder::PlaceholderStyles;
use crate::text::Span;
use crate::vocab::PrimitiveOp;

/// A filter as it is written: text, and the tree that was read from it.
///
/// The nodes lie in one vector, so that a filter is read, cloned and dropped without recursion and with a handful of
/// allocations however large it is. Look at it from [`Filter::root`] on. Two filters are equal when they say the same
/// in the same order: positions, redundant parentheses, the way of quoting and the place of `pr` do not count.
///
/// ```
/// use v3q::syntax::{NodeKind, parse_filter};
/// let filter = parse_filter(r#"type eq "ROLE" and pr owner"#)?;
/// let NodeKind::Group(group) = filter.root().kind() else { panic!("a group") };
/// assert_eq!(group.operands().count(), 2);
/// assert_eq!(filter.to_string(), r#"type eq "ROLE" and pr owner"#);
/// # Ok::<(), v3q::syntax::SyntaxError>(())
/// ```
#[derive(Clone)]
pub struct Filter {
    pub(super) text: Box<str>,
    pub(super) nodes: Vec<NodeData>,
    pub(super) literals: Vec<LiteralData>,
    pub(super) parentheses: Vec<Parentheses>,
    pub(super) root: u32,
    /// Something in the text is an error, so that the tree must not be evaluated.
    pub(super) has_errors: bool,
    /// The styles of placeholders that live in the text.
    pub(super) styles: PlaceholderStyles,
}

/// No node: the end of a list of siblings.
pub(super) const NONE: u32 = u32::MAX;

/// A node as it is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeData {
    pub(super) kind: KindData,
    pub(super) span: Span,
    /// The first operand of a group or a `not`.
    pub(super) first: u32,
    /// The next operand of the node above.
    pub(super) next: u32,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum KindData {
    /// The joiner, and the last operand.
    Group(Joiner, u32),
    Not,
    Clause(ClauseData),
    Placeholder,
    Error,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct ClauseData {
    pub(super) field: Span,
    pub(super) operator: Span,
    pub(super) op: PrimitiveOp,
    /// The field is a placeholder, not a name.
    pub(super) field_is_placeholder: bool,
    /// `isnull` and `pr` that were written as `eq null` and `ne null`.
    pub(super) from_null: bool,
    /// Where its operands lie among the literals: first and behind the last.
    pub(super) literals: (u32, u32),
}

/// What joins the operands of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Joiner {
    /// A comma: read as `and`, binding loosest of all (not documented; it stands in published examples).
    Comma,
    /// `or`.
    Or,
    /// `and`.
    And,
}

impl Joiner {
    /// How it is written: `,`, `or`, `and`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Comma => ",",
            Self::Or => "or",
            Self::And => "and",
        }
    }
}

impl Joiner {
    /// What stands between two operands in canonical text.
    pub(super) fn between(self) -> &'static str {
        match self {
            Self::Comma => ", ",
            Self::Or => " or ",
            Self::And => " and ",
        }
    }
}

impl fmt::Display for Joiner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A pair of parentheses around a filter, needed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parentheses {
    /// From the opening to the closing one, both included.
    pub span: Span,
    /// How what they hold is joined: `None` for a single clause or a `not`.
    pub joiner: Option<Joiner>,
}

impl Filter {
    /// The whole filter.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        Node { filter: self, id: self.root }
    }

    /// The text it was read from, or was printed as when it was built; spans count in its bytes.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All nodes, each before its operands, in the order of the text.
    pub fn walk(&self) -> impl Iterator<Item = Node<'_>> {
        let mut stack = vec![self.root];
        std::iter::from_fn(move || {
            let id = stack.pop()?;
            let node = Node { filter: self, id };
            let data = node.data();
            if data.next != NONE && id != self.root {
                stack.push(data.next);
            }
            if data.first != NONE {
                stack.push(data.first);
            }
            Some(node)
        })
    }

    /// All clauses, in the order of the text.
    pub fn clauses(&self) -> impl Iterator<Item = Clause<'_>> {
        self.walk().filter_map(|node| match node.kind() {
            NodeKind::Clause(clause) => Some(clause),
            NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Placeholder | NodeKind::Error => None,
        })
    }

    /// The styles of placeholders that live in the text; none where it is no template.
    #[must_use]
    pub fn placeholder_styles(&self) -> PlaceholderStyles {
        self.styles
    }

    /// The parentheses as they were written, in the order in which they close.
    #[must_use]
    pub fn parentheses(&self) -> &[Parentheses] {
        &self.parentheses
    }

    /// Whether the text it was read from has an error. No check lets such a filter pass, whatever could be read of it:
    /// nothing that was dropped may widen a result.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.has_errors
    }
}

/// One node of a filter, and everything below it.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    filter: &'a Filter,
    id: u32,
}

/// What a node is.
#[derive(Debug, Clone, Copy)]
pub enum NodeKind<'a> {
    /// Filters joined by `and`, `or` or a comma: at least two.
    Group(Group<'a>),
    /// `not`, and the filter it turns round.
    Not(Node<'a>),
    /// A field, an operator and its operands.
    Clause(Clause<'a>),
    /// A placeholder that stands for a whole filter.
    Placeholder,
    /// Something that could not be read. No check lets it pass.
    Error,
}

impl<'a> Node<'a> {
    pub(super) fn data(self) -> NodeData {
        *self.filter.nodes.get(self.id as usize).expect("a node's number is an index of its filter")
    }

    /// Its number among the nodes of its filter.
    pub(super) fn index(self) -> usize {
        self.id as usize
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> NodeKind<'a> {
        match self.data().kind {
            KindData::Group(joiner, _) => NodeKind::Group(Group { node: self, joiner }),
            KindData::Not => NodeKind::Not(Node { filter: self.filter, id: self.data().first }),
            KindData::Clause(clause) => NodeKind::Clause(Clause { node: self, data: clause }),
            KindData::Placeholder => NodeKind::Placeholder,
            KindData::Error => NodeKind::Error,
        }
    }

    /// Where it stands, parentheses around it left out.
    #[must_use]
    pub fn span(self) -> Span {
        self.data().span
    }

    /// How it was written.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.span().of(self.filter.text())
    }

    /// Goes into it and out again, step by step.
    pub(super) fn steps(self) -> impl Iterator<Item = Step<'a>> {
        // What is still to be gone into; `None` for a way out.
        let mut stack = vec![Some((self, true))];
        std::iter::from_fn(move || {
            let Some((node, is_root)) = stack.pop()? else { return Some(Step::Close) };
            let data = node.data();
            if data.next != NONE && !is_root {
                stack.push(Some((Node { filter: node.filter, id: data.next }, false)));
            }
            let joiner = match data.kind {
                KindData::Group(joiner, _) => Some(joiner),
                KindData::Not => None,
                KindData::Clause(_) | KindData::Placeholder | KindData::Error => return Some(Step::Leaf(node)),
            };
            stack.push(None);
            stack.push(Some((Node { filter: node.filter, id: data.first }, false)));
            Some(Step::Open(node, joiner))
        })
    }

    /// What it holds: the operands of a group, the one of a `not`, nothing else.
    pub fn operands(self) -> impl Iterator<Item = Node<'a>> {
        let mut id = self.data().first;
        std::iter::from_fn(move || {
            if id == NONE {
                return None;
            }
            let node = Node { filter: self.filter, id };
            id = node.data().next;
            Some(node)
        })
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}@{}..{}", self.text(), self.span().start(), self.span().end())
    }
}

/// Filters joined by one joiner.
#[derive(Clone, Copy)]
pub struct Group<'a> {
    node: Node<'a>,
    joiner: Joiner,
}

impl<'a> Group<'a> {
    /// What joins them.
    #[must_use]
    pub fn joiner(self) -> Joiner {
        self.joiner
    }

    /// Where they stand, from the first to the last.
    #[must_use]
    pub fn span(self) -> Span {
        self.node.span()
    }

    /// The filters that are joined: at least two.
    pub fn operands(self) -> impl Iterator<Item = Node<'a>> {
        self.node.operands()
    }
}

impl fmt::Debug for Group<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.joiner, self.node)
    }
}

/// A field, an operator and its operands.
#[derive(Clone, Copy)]
pub struct Clause<'a> {
    node: Node<'a>,
    data: ClauseData,
}

impl<'a> Clause<'a> {
    /// The field's name; in a template it may be a placeholder.
    #[must_use]
    pub fn field(self) -> &'a str {
        self.data.field.of(self.node.filter.text())
    }

    /// Where the field stands.
    #[must_use]
    pub fn field_span(self) -> Span {
        self.data.field
    }

    /// Whether the field is a placeholder.
    #[must_use]
    pub fn field_is_placeholder(self) -> bool {
        self.data.field_is_placeholder
    }

    /// The operator that is meant, whatever was written for it.
    #[must_use]
    pub fn op(self) -> PrimitiveOp {
        self.data.op
    }

    /// Where the operator stands.
    #[must_use]
    pub fn operator_span(self) -> Span {
        self.data.operator
    }

    /// Whether `isnull` or `pr` was written as `eq null` or `ne null`.
    #[must_use]
    pub fn is_from_null(self) -> bool {
        self.data.from_null
    }

    /// Where the whole clause stands.
    #[must_use]
    pub fn span(self) -> Span {
        self.node.span()
    }

    /// Its operands: none for `pr` and `isnull`, at least one for `in` and `ca`, else one.
    pub fn literals(self) -> impl ExactSizeIterator<Item = Literal<'a>> + DoubleEndedIterator {
        let (start, end) = self.data.literals;
        let filter = self.node.filter;
        let range = start as usize..end as usize;
        filter
            .literals
            .get(range)
            .unwrap_or_default()
            .iter()
            .map(|data| Literal::new(filter.text(), *data, filter.styles))
    }

    /// Its first operand.
    #[must_use]
    pub fn literal(self) -> Option<Literal<'a>> {
        self.literals().next()
    }
}

impl fmt::Debug for Clause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Filter({:?})", self.text())
    }
}
