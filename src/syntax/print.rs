//! Printing: canonical text.

use std::fmt::{self, Write as _};

use super::literal::{Literal, LiteralKind};
use super::sorters::Sorters;
use super::tree::{Clause, Filter, Joiner, Node, NodeKind};
use crate::vocab::{Arity, PrimitiveOp};

/// `text` as a string of the language: in double quotes, with `"` and `\` escaped.
///
/// ```
/// assert_eq!(v3q::syntax::quoted(r#"a "b" \"#), r#""a \"b\" \\""#);
/// ```
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_quoted(&mut out, text).expect("a string takes whatever is written");
    out
}

fn write_quoted(out: &mut dyn fmt::Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\\']) {
        let (plain, from) = rest.split_at(at);
        let (special, behind) = from.split_at(1);
        out.write_str(plain)?;
        out.write_char('\\')?;
        out.write_str(special)?;
        rest = behind;
    }
    out.write_str(rest)?;
    out.write_char('"')
}

/// The canonical text: one space between words, strings in double quotes, lists without blanks, `pr f`, a comma that
/// joins clauses as `, `, parentheses where precedence needs them and around an `and` beside `or`.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is still to be written, the next last; no recursion, however deep the tree.
        let mut steps = vec![Step::Node(self.root(), Place::Whole)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Text(text) => f.write_str(text)?,
                Step::Node(node, place) => write_node(f, node, place, &mut steps)?,
            }
        }
        Ok(())
    }
}

enum Step<'a> {
    Text(&'static str),
    Node(Node<'a>, Place),
}

/// What a node stands in.
#[derive(Clone, Copy)]
enum Place {
    Whole,
    Group(Joiner),
    Not,
}

/// Whether a group needs parentheses where it stands, or is easier to read with them: an `and` beside `or` binds
/// tighter, but not every reader knows.
fn needs_parentheses(place: Place) -> bool {
    match place {
        Place::Whole | Place::Group(Joiner::Comma) => false,
        Place::Not | Place::Group(Joiner::And | Joiner::Or) => true,
    }
}

fn write_node<'a>(f: &mut fmt::Formatter<'_>, node: Node<'a>, place: Place, steps: &mut Vec<Step<'a>>) -> fmt::Result {
    match node.kind() {
        NodeKind::Group(group) => {
            let joiner = group.joiner();
            let word = match joiner {
                Joiner::And => " and ",
                Joiner::Or => " or ",
                Joiner::Comma => ", ",
            };
            let parentheses = needs_parentheses(place);
            if parentheses {
                f.write_char('(')?;
                steps.push(Step::Text(")"));
            }
            let from = steps.len();
            for (i, operand) in group.operands().enumerate() {
                if i > 0 {
                    steps.push(Step::Text(word));
                }
                steps.push(Step::Node(operand, Place::Group(joiner)));
            }
            steps.get_mut(from..).unwrap_or_default().reverse();
            Ok(())
        }
        NodeKind::Not(operand) => {
            steps.push(Step::Node(operand, Place::Not));
            f.write_str("not ")
        }
        NodeKind::Clause(clause) => write_clause(f, clause),
        NodeKind::Placeholder | NodeKind::Error => f.write_str(node.text()),
    }
}

fn write_clause(f: &mut fmt::Formatter<'_>, clause: Clause<'_>) -> fmt::Result {
    let (field, op) = (clause.field(), clause.op());
    if op == PrimitiveOp::Pr {
        return write!(f, "pr {field}");
    }
    f.write_str(field)?;
    f.write_char(' ')?;
    f.write_str(op.word())?;
    match op.info().arity {
        Arity::None => Ok(()),
        Arity::One => {
            f.write_char(' ')?;
            clause.literal().map_or(Ok(()), |literal| write_literal(f, literal))
        }
        Arity::List => {
            f.write_str(" (")?;
            for (i, literal) in clause.literals().enumerate() {
                if i > 0 {
                    f.write_char(',')?;
                }
                write_literal(f, literal)?;
            }
            f.write_char(')')
        }
    }
}

fn write_literal(f: &mut fmt::Formatter<'_>, literal: Literal<'_>) -> fmt::Result {
    match literal.kind() {
        LiteralKind::String(_) => write_quoted(f, &literal.string()),
        LiteralKind::Number
        | LiteralKind::Boolean(_)
        | LiteralKind::DateTime
        | LiteralKind::Date
        | LiteralKind::Placeholder => f.write_str(literal.text()),
    }
}

/// The canonical text: `type,-created`.
impl fmt::Display for Sorters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, item) in self.items().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            let sign = if item.is_descending() { "-" } else { "" };
            write!(f, "{comma}{sign}{}", item.field())?;
        }
        Ok(())
    }
}
