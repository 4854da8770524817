//! The tree of a predicate.

use std::fmt;

use crate::schema::FieldType;
use crate::vocab::{Arity, FieldPath, PrimitiveOp, Value};

/// What a filter means on one endpoint: known fields, offered operators, typed values.
///
/// Only validation makes one, so that nothing can be evaluated that was not checked. The nodes lie in one vector, each
/// before its operands: copying, comparing, printing and dropping one takes no stack, however deep it is nested.
///
/// ```
/// use v3q::predicate::validate;
/// use v3q::schema::Schema;
/// use v3q::syntax::parse_filter;
/// let filter = parse_filter(r#"a eq 1 or b eq "x" and pr c"#)?;
/// let predicate = validate(&filter, &Schema::permissive())?;
/// assert_eq!(predicate.to_string(), r#"any(a eq 1, all(b eq "x", pr c))"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Predicate {
    nodes: Vec<Node>,
    tests: Vec<Test>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Node {
    kind: NodeKind,
    /// Behind the last node below this one.
    end: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    All,
    Any,
    Not,
    /// The number of the test.
    Test(u32),
}

/// A question about one field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    pub(super) field: FieldPath,
    /// Where the value stands, where that is not the field's name.
    pub(super) path: Option<FieldPath>,
    pub(super) op: PrimitiveOp,
    pub(super) values: Vec<Value>,
    pub(super) kind: FieldType,
    pub(super) case_sensitive: bool,
}

impl Test {
    /// The field's name in filters.
    #[must_use]
    pub fn field(&self) -> &FieldPath {
        &self.field
    }

    /// Where the field's value stands in a record; mostly the same as its name.
    #[must_use]
    pub fn path(&self) -> &FieldPath {
        self.path.as_ref().unwrap_or(&self.field)
    }

    /// The operator.
    #[must_use]
    pub fn op(&self) -> PrimitiveOp {
        self.op
    }

    /// What the field is compared with: nothing for `pr` and `isnull`, at least one value for `in` and `ca`, else one.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The type that the schema gives the field.
    #[must_use]
    pub fn kind(&self) -> FieldType {
        self.kind
    }

    /// Whether strings compare exactly, and not without regard to case.
    #[must_use]
    pub fn case_sensitive(&self) -> bool {
        self.case_sensitive
    }
}

/// A part of a predicate, and everything below it.
#[derive(Clone, Copy)]
pub struct Condition<'a> {
    predicate: &'a Predicate,
    at: usize,
}

/// What a part of a predicate is.
#[derive(Debug, Clone, Copy)]
pub enum ConditionKind<'a> {
    /// True when all of its [operands](Condition::operands) are.
    All,
    /// True when one of its [operands](Condition::operands) is.
    Any,
    /// True when its operand is false.
    Not(Condition<'a>),
    /// True when the test says so.
    Test(&'a Test),
}

impl Predicate {
    /// The whole of it.
    #[must_use]
    pub fn root(&self) -> Condition<'_> {
        Condition { predicate: self, at: 0 }
    }

    /// Its tests, in the order of the filter.
    #[must_use]
    pub fn tests(&self) -> &[Test] {
        &self.tests
    }
}

impl<'a> Condition<'a> {
    fn node(self) -> Node {
        *self.predicate.nodes.get(self.at).expect("a condition's place is an index of its predicate")
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> ConditionKind<'a> {
        match self.node().kind {
            NodeKind::All => ConditionKind::All,
            NodeKind::Any => ConditionKind::Any,
            NodeKind::Not => ConditionKind::Not(Condition { at: self.at + 1, ..self }),
            NodeKind::Test(number) => {
                let test = self.predicate.tests.get(number as usize);
                ConditionKind::Test(test.expect("a test's number is an index of its predicate"))
            }
        }
    }

    /// The same as a predicate of its own.
    ///
    /// ```
    /// use v3q::predicate::validate;
    /// use v3q::schema::Schema;
    /// use v3q::syntax::parse_filter;
    /// let filter = parse_filter(r#"a eq 1 and (b eq 2 or c eq 3)"#)?;
    /// let predicate = validate(&filter, &Schema::permissive())?;
    /// let parts: Vec<String> = predicate.root().operands().map(|part| part.to_predicate().to_string()).collect();
    /// assert_eq!(parts, ["a eq 1", "any(b eq 2, c eq 3)"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_predicate(self) -> Predicate {
        let end = self.node().end;
        let (mut nodes, mut tests) = (Vec::new(), Vec::new());
        for node in self.predicate.nodes.get(self.at..end as usize).unwrap_or_default() {
            let kind = match node.kind {
                NodeKind::Test(number) => {
                    tests.extend(self.predicate.tests.get(number as usize).cloned());
                    NodeKind::Test(place(tests.len()) - 1)
                }
                kind @ (NodeKind::All | NodeKind::Any | NodeKind::Not) => kind,
            };
            nodes.push(Node { kind, end: node.end - place(self.at) });
        }
        Predicate { nodes, tests }
    }

    /// What it holds: at least two conditions in `All` and `Any`, one in `Not`, none in a test.
    pub fn operands(self) -> impl Iterator<Item = Condition<'a>> {
        let end = self.node().end as usize;
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let operand = Condition { at, ..self };
            at = operand.node().end as usize;
            Some(operand)
        })
    }
}

impl fmt::Debug for Condition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}@{}", self.node().kind, self.at)
    }
}

/// A predicate while it is built, from the whole to the parts.
#[derive(Default)]
pub(super) struct Builder {
    nodes: Vec<Node>,
    tests: Vec<Test>,
}

impl Builder {
    /// Begins a node; what is added until [`Builder::close`] stands below it.
    pub(super) fn open(&mut self, kind: NodeKind) -> usize {
        self.nodes.push(Node { kind, end: 0 });
        self.nodes.len() - 1
    }

    /// Ends the node that `open` began at that place.
    pub(super) fn close(&mut self, at: usize) {
        let end = place(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(at) {
            node.end = end;
        }
    }

    pub(super) fn test(&mut self, test: Test) {
        let at = self.open(NodeKind::Test(place(self.tests.len())));
        self.tests.push(test);
        self.close(at);
    }

    /// The predicate; `None` where nothing was added.
    pub(super) fn finish(self) -> Option<Predicate> {
        if self.nodes.is_empty() { None } else { Some(Predicate { nodes: self.nodes, tests: self.tests }) }
    }
}

fn place(index: usize) -> u32 {
    u32::try_from(index).expect("a filter has fewer than 2^32 nodes")
}

/// As in `any(a eq 1, all(b eq 2, not(pr c)))`.
impl fmt::Display for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut ends: Vec<u32> = Vec::new();
        let mut first = true;
        for (at, node) in self.nodes.iter().enumerate() {
            while ends.last().is_some_and(|end| place(at) >= *end) {
                ends.pop();
                f.write_str(")")?;
                first = false;
            }
            if !first {
                f.write_str(", ")?;
            }
            let word = match node.kind {
                NodeKind::All => "all(",
                NodeKind::Any => "any(",
                NodeKind::Not => "not(",
                NodeKind::Test(number) => {
                    if let Some(test) = self.tests.get(number as usize) {
                        test.fmt(f)?;
                    }
                    first = false;
                    continue;
                }
            };
            f.write_str(word)?;
            ends.push(node.end);
            first = true;
        }
        ends.iter().try_for_each(|_| f.write_str(")"))
    }
}

impl fmt::Debug for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Predicate({self})")
    }
}

/// As a clause, with the place in the record for the field and `exactly` where case counts.
impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, op) = (self.path(), &self.op);
        let exactly = if self.case_sensitive && !self.values.is_empty() { " exactly" } else { "" };
        match op.info().arity {
            Arity::None if *op == PrimitiveOp::Pr => write!(f, "{op} {path}"),
            Arity::None => write!(f, "{path} {op}"),
            Arity::One => self.values.iter().try_for_each(|value| write!(f, "{path} {op}{exactly} {value}")),
            Arity::List => {
                write!(f, "{path} {op}{exactly} (")?;
                for (i, value) in self.values.iter().enumerate() {
                    let comma = if i == 0 { "" } else { "," };
                    write!(f, "{comma}{value}")?;
                }
                f.write_str(")")
            }
        }
    }
}
