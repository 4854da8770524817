//! Printing with a width.

use std::fmt::{self, Write as _};

use super::draft::Step;
use super::print::{needs_parentheses, write_flat, write_head, write_leaf, write_literal};
use super::tree::{Clause, Filter, Joiner, Node, NodeKind};
use crate::vocab::Arity;

/// How far a part is moved to the right of what it is a part of.
const INDENT: usize = 2;

/// A filter that prints in lines of some width: see [`Filter::pretty`].
#[derive(Debug, Clone, Copy)]
pub struct Pretty<'a> {
    filter: &'a Filter,
    width: usize,
}

impl Filter {
    /// The filter in lines of at most `width` characters, as far as words allow: what fits stays in one line, a chain
    /// that does not has one operand a line, and a list as many values as fit. It is read as the same filter.
    ///
    /// ```
    /// use v3q::syntax::parse_filter;
    /// let filter = parse_filter(r#"type eq "ROLE" and (pr owner or id in ("a","b")) and not name sw "x""#).unwrap();
    /// assert_eq!(filter.pretty(100).to_string(), filter.to_string());
    /// assert_eq!(filter.pretty(36).to_string(), r#"
    /// type eq "ROLE"
    /// and (pr owner or id in ("a","b"))
    /// and not name sw "x""#.trim_start());
    /// assert_eq!(filter.pretty(24).to_string(), r#"
    /// type eq "ROLE"
    /// and (
    ///   pr owner
    ///   or id in ("a","b")
    /// )
    /// and not name sw "x""#.trim_start());
    /// ```
    #[must_use]
    pub fn pretty(&self, width: usize) -> Pretty<'_> {
        Pretty { filter: self, width }
    }
}

impl fmt::Display for Pretty<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lengths = lengths(self.filter);
        let mut lines = Lines { out: f, column: 0, indent: 0, width: self.width };
        // What is still to be written, the next last; no recursion, however deep the tree.
        let mut parts = vec![Part::Node(self.filter.root(), Place::Whole)];
        while let Some(part) = parts.pop() {
            match part {
                Part::Text(text) => lines.write_str(text)?,
                Part::Line => lines.end_line()?,
                Part::Back => lines.indent -= INDENT,
                Part::Node(node, place) => {
                    let length = lengths.get(node.index()).copied().unwrap_or_default();
                    // A comma between clauses stands at the end of its line.
                    let comma = usize::from(matches!(place, Place::In(Some(Joiner::Comma))));
                    let around = 2 * usize::from(is_in_parentheses(node, place)) + comma;
                    if lines.column + length + around <= self.width {
                        lines.write_whole(node, place)?;
                    } else {
                        lines.write_broken(node, place, &mut parts)?;
                    }
                }
            }
        }
        Ok(())
    }
}

enum Part<'a> {
    Text(&'static str),
    /// The next line begins.
    Line,
    /// Lines begin further to the left again.
    Back,
    Node(Node<'a>, Place),
}

/// What a node stands in.
#[derive(Clone, Copy)]
enum Place {
    Whole,
    /// A group, or (without a joiner) a `not`.
    In(Option<Joiner>),
}

fn is_in_parentheses(node: Node<'_>, place: Place) -> bool {
    match (node.kind(), place) {
        (NodeKind::Group(_), Place::In(joiner)) => needs_parentheses(joiner),
        (NodeKind::Group(_), Place::Whole) => false,
        (NodeKind::Not(_) | NodeKind::Clause(_) | NodeKind::Placeholder | NodeKind::Error, _) => false,
    }
}

/// How many characters each node has in one line, by its number; without parentheses around it.
fn lengths(filter: &Filter) -> Vec<usize> {
    let mut lengths = vec![0; filter.nodes.len()];
    let mut open: Vec<(Node<'_>, Option<Joiner>, usize)> = Vec::new();
    for step in filter.root().steps() {
        let (node, length) = match step {
            Step::Open(node, joiner) => {
                open.push((node, joiner, 0));
                continue;
            }
            Step::Leaf(node) => {
                let mut counter = Counter(0);
                write_leaf(&mut counter, node).expect("a counter takes whatever is written");
                (node, counter.0)
            }
            Step::Close => match open.pop() {
                // One joiner too many was counted.
                Some((node, Some(joiner), length)) => (node, length - joiner.between().len()),
                Some((node, None, length)) => (node, length + "not ".len()),
                None => continue,
            },
        };
        if let Some(known) = lengths.get_mut(node.index()) {
            *known = length;
        }
        if let Some((_, joiner, sum)) = open.last_mut() {
            let around = 2 * usize::from(is_in_parentheses(node, Place::In(*joiner)));
            *sum += length + around + joiner.map_or(0, |joiner| joiner.between().len());
        }
    }
    lengths
}

/// Counts characters.
struct Counter(usize);

impl fmt::Write for Counter {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.chars().count();
        Ok(())
    }
}

/// Lines that begin at some column.
struct Lines<'f, 'o> {
    out: &'f mut fmt::Formatter<'o>,
    column: usize,
    indent: usize,
    width: usize,
}

impl fmt::Write for Lines<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.column += text.chars().count();
        self.out.write_str(text)
    }
}

impl Lines<'_, '_> {
    fn end_line(&mut self) -> fmt::Result {
        // No further to the right than half the width, so that deep filters stay small.
        let indent = self.indent.min(self.width / 2);
        self.column = indent;
        write!(self.out, "\n{:indent$}", "")
    }

    fn write_whole(&mut self, node: Node<'_>, place: Place) -> fmt::Result {
        if !is_in_parentheses(node, place) {
            return write_flat(self, node);
        }
        self.write_char('(')?;
        write_flat(self, node)?;
        self.write_char(')')
    }

    fn write_broken<'a>(&mut self, node: Node<'a>, place: Place, parts: &mut Vec<Part<'a>>) -> fmt::Result {
        let group = match node.kind() {
            NodeKind::Group(group) => group,
            NodeKind::Not(operand) => {
                parts.push(Part::Node(operand, Place::In(None)));
                return self.write_str("not ");
            }
            NodeKind::Clause(clause) if clause.op().info().arity == Arity::List => return self.write_list(clause),
            NodeKind::Clause(_) | NodeKind::Placeholder | NodeKind::Error => return write_leaf(self, node),
        };
        if is_in_parentheses(node, place) {
            self.write_char('(')?;
            self.indent += INDENT;
            self.end_line()?;
            parts.extend([Part::Text(")"), Part::Line, Part::Back]);
        }
        let joiner = group.joiner();
        let (before, behind) = match joiner {
            Joiner::And => ("and ", ""),
            Joiner::Or => ("or ", ""),
            Joiner::Comma => ("", ","),
        };
        let from = parts.len();
        for (i, operand) in group.operands().enumerate() {
            if i > 0 {
                parts.extend([Part::Text(behind), Part::Line, Part::Text(before)]);
            }
            parts.push(Part::Node(operand, Place::In(Some(joiner))));
        }
        parts.get_mut(from..).unwrap_or_default().reverse();
        Ok(())
    }

    /// A list with as many values in a line as fit.
    fn write_list(&mut self, clause: Clause<'_>) -> fmt::Result {
        write_head(self, clause)?;
        self.write_str(" (")?;
        self.indent += INDENT;
        self.end_line()?;
        let count = clause.literals().len();
        for (i, literal) in clause.literals().enumerate() {
            let mut counter = Counter(1);
            write_literal(&mut counter, literal)?;
            if i > 0 && self.column + counter.0 > self.width {
                self.end_line()?;
            }
            write_literal(self, literal)?;
            if i + 1 < count {
                self.write_char(',')?;
            }
        }
        self.indent -= INDENT;
        self.end_line()?;
        self.write_char(')')
    }
}
