//! Printing: canonical text.

use std::fmt;

use super::build_error::BuildError;
use super::draft::Step;
use super::literal::{Literal, LiteralKind};
use super::new_literal::control_character;
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

/// `text` as it stands between the double quotes of a string, for those who must put a filter together from text.
/// Better, build the filter: see [`field`](super::field).
///
/// ```
/// use v3q::syntax::{escape, parse_filter};
/// let name = r#"x" or name sw ""#;
/// let filter = parse_filter(&format!("name eq \"{}\"", escape(name)?)).unwrap();
/// assert_eq!(filter.clauses().next().unwrap().literal().unwrap().string(), name);
/// # Ok::<(), v3q::syntax::BuildError>(())
/// ```
///
/// # Errors
/// A character below U+0020, which no literal can say.
pub fn escape(text: &str) -> Result<String, BuildError> {
    if let Some(c) = control_character(text) {
        return Err(BuildError::ControlCharacter(c));
    }
    let mut out = String::with_capacity(text.len());
    write_escaped(&mut out, text).expect("a string takes whatever is written");
    Ok(out)
}

fn write_quoted(out: &mut dyn fmt::Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    write_escaped(out, text)?;
    out.write_char('"')
}

fn write_escaped(out: &mut dyn fmt::Write, text: &str) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\\']) {
        let (plain, from) = rest.split_at(at);
        let (special, behind) = from.split_at(1);
        out.write_str(plain)?;
        out.write_char('\\')?;
        out.write_str(special)?;
        rest = behind;
    }
    out.write_str(rest)
}

/// The canonical text: one space between words, strings in double quotes, lists without blanks, `pr f`, a comma that
/// joins clauses as `, `, parentheses where precedence needs them and around an `and` beside `or`.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_flat(f, self.root())
    }
}

/// Writes a node and all below it in one line; no recursion, however deep the tree.
pub(super) fn write_flat(f: &mut dyn fmt::Write, root: Node<'_>) -> fmt::Result {
    // What is open: how its operands are joined, whether it stands in parentheses, and whether one was written.
    let mut open: Vec<(Option<Joiner>, bool, bool)> = Vec::new();
    for step in root.steps() {
        if let (Some((Some(joiner), _, begun)), Step::Open(..) | Step::Leaf(_)) = (open.last_mut(), &step) {
            if *begun {
                f.write_str(joiner.between())?;
            }
            *begun = true;
        }
        match step {
            Step::Open(_, joiner) => {
                let parentheses = joiner.is_some() && open.last().is_some_and(|(place, ..)| needs_parentheses(*place));
                if parentheses {
                    f.write_char('(')?;
                } else if joiner.is_none() {
                    f.write_str("not ")?;
                }
                open.push((joiner, parentheses, false));
            }
            Step::Leaf(node) => write_leaf(f, node)?,
            Step::Close => {
                if let Some((_, true, _)) = open.pop() {
                    f.write_char(')')?;
                }
            }
        }
    }
    Ok(())
}

/// Whether a group needs parentheses below a group of that joiner, or below a `not`; or is easier to read with them: an
/// `and` beside `or` binds tighter, but not every reader knows.
pub(super) fn needs_parentheses(place: Option<Joiner>) -> bool {
    match place {
        Some(Joiner::Comma) => false,
        None | Some(Joiner::And | Joiner::Or) => true,
    }
}

/// Writes a node that has no operands.
pub(super) fn write_leaf(f: &mut dyn fmt::Write, node: Node<'_>) -> fmt::Result {
    match node.kind() {
        NodeKind::Clause(clause) => write_clause(f, clause),
        NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Placeholder | NodeKind::Error => f.write_str(node.text()),
    }
}

fn write_clause(f: &mut dyn fmt::Write, clause: Clause<'_>) -> fmt::Result {
    write_head(f, clause)?;
    match clause.op().info().arity {
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

/// Writes field and operator.
pub(super) fn write_head(f: &mut dyn fmt::Write, clause: Clause<'_>) -> fmt::Result {
    let (field, op) = (clause.field(), clause.op());
    if op == PrimitiveOp::Pr { write!(f, "pr {field}") } else { write!(f, "{field} {}", op.word()) }
}

pub(super) fn write_literal(f: &mut dyn fmt::Write, literal: Literal<'_>) -> fmt::Result {
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
