//! Filters and sorters as data, on the way out. The form is described at [`Filter`]'s `Serialize`.

use serde::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

use super::build::is_whole;
use super::literal::{Literal, LiteralKind};
use super::print::write_flat;
use super::sorters::{Sorter, Sorters};
use super::tree::{Clause, Filter, Joiner, Node, NodeKind};
use crate::vocab::Arity;

/// What is nested deeper is written as text: readers of JSON stop at some depth, and stacks are small.
pub(super) const MOST_LEVELS: usize = 40;

/// A filter as data, in JSON:
///
/// | filter | JSON |
/// | --- | --- |
/// | joined by `and`, `or`, a comma | `{"and": […]}`, `{"or": […]}`, `{"comma": […]}` |
/// | `not …` | `{"not": …}` |
/// | `f eq v` | `{"field": "f", "op": "eq", "value": v}` |
/// | `f in (v,w)` | `{"field": "f", "op": "in", "values": [v, w]}` |
/// | `pr f` | `{"field": "f", "op": "pr"}` |
/// | anything | `{"text": "a eq 1 and pr b"}` |
///
/// | value | JSON |
/// | --- | --- |
/// | `"x"` | `"x"` |
/// | `true` | `true` |
/// | an integer of up to 64 bits | `5` |
/// | any other number, as it is written | `{"number": "1e400"}` |
/// | a date-time, a date | `{"dateTime": "2018-12-18T23:05:55Z"}`, `{"date": "2025-08-01"}` |
///
/// What is nested more than 40 deep is written as `text`. A filter that was read with errors, or has placeholders, is
/// refused.
///
/// When it is read, a number with a fraction may stand as it is and counts as its shortest decimal (below 2^53; beyond, it
/// must stand as `number`); members that are not known are refused, and the default [`Limits`](super::Limits) hold.
///
/// ```
/// use v3q::syntax::{Filter, parse_filter};
/// let filter = parse_filter(r#"a eq "2025-08-01" and (b gt 2025-08-01 or c in (1,1e2))"#)?;
/// let json = serde_json::to_value(&filter).unwrap();
/// assert_eq!(json, serde_json::json!({"and": [
///     {"field": "a", "op": "eq", "value": "2025-08-01"},
///     {"or": [
///         {"field": "b", "op": "gt", "value": {"date": "2025-08-01"}},
///         {"field": "c", "op": "in", "values": [1, {"number": "1e2"}]},
///     ]},
/// ]}));
/// assert_eq!(serde_json::from_value::<Filter>(json).unwrap(), filter);
/// # Ok::<(), v3q::syntax::SyntaxError>(())
/// ```
impl Serialize for Filter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        is_whole(self).map_err(S::Error::custom)?;
        Level { node: self.root(), levels: MOST_LEVELS }.serialize(serializer)
    }
}

/// A node, and how many levels may still be nested.
struct Level<'a> {
    node: Node<'a>,
    levels: usize,
}

impl Serialize for Level<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.node.kind() {
            NodeKind::Clause(clause) => write_clause(&mut map, clause)?,
            NodeKind::Group(group) if self.levels > 0 => {
                let key = match group.joiner() {
                    Joiner::Comma => "comma",
                    Joiner::Or => "or",
                    Joiner::And => "and",
                };
                map.serialize_entry(key, &Operands(self))?;
            }
            NodeKind::Not(operand) if self.levels > 0 => {
                map.serialize_entry("not", &Level { node: operand, levels: self.levels - 1 })?;
            }
            NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Placeholder | NodeKind::Error => {
                let mut text = String::new();
                write_flat(&mut text, self.node).map_err(S::Error::custom)?;
                map.serialize_entry("text", &text)?;
            }
        }
        map.end()
    }
}

struct Operands<'a>(&'a Level<'a>);

impl Serialize for Operands<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let levels = self.0.levels - 1;
        serializer.collect_seq(self.0.node.operands().map(|node| Level { node, levels }))
    }
}

fn write_clause<M: serde::ser::SerializeMap>(map: &mut M, clause: Clause<'_>) -> Result<(), M::Error> {
    map.serialize_entry("field", clause.field())?;
    map.serialize_entry("op", clause.op().word())?;
    match (clause.op().info().arity, clause.literal()) {
        (Arity::List, _) => map.serialize_entry("values", &Values(clause)),
        (Arity::One, Some(literal)) => map.serialize_entry("value", &Operand(literal)),
        (Arity::One | Arity::None, _) => Ok(()),
    }
}

struct Values<'a>(Clause<'a>);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.0.literals().len()))?;
        for literal in self.0.literals() {
            seq.serialize_element(&Operand(literal))?;
        }
        seq.end()
    }
}

struct Operand<'a>(Literal<'a>);

impl Serialize for Operand<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0.text();
        let tagged = |serializer: S, tag: &'static str| {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry(tag, text)?;
            map.end()
        };
        match self.0.kind() {
            LiteralKind::String(_) | LiteralKind::Placeholder => serializer.serialize_str(&self.0.string()),
            LiteralKind::Boolean(value) => serializer.serialize_bool(value),
            LiteralKind::DateTime => tagged(serializer, "dateTime"),
            LiteralKind::Date => tagged(serializer, "date"),
            LiteralKind::Number => match (text.parse::<i64>(), text.parse::<u64>()) {
                // `-0` is a number of its own, and no integer says it.
                (Ok(value), _) if text != "-0" => serializer.serialize_i64(value),
                (Err(_), Ok(value)) => serializer.serialize_u64(value),
                _ => tagged(serializer, "number"),
            },
        }
    }
}

/// Sorters as data: `[{"field": "type"}, {"field": "created", "descending": true}]`.
///
/// Sorters that were read with errors are refused.
///
/// ```
/// use v3q::syntax::{Sorters, parse_sorters};
/// let sorters = parse_sorters("type,-created")?;
/// let json = serde_json::to_string(&sorters).unwrap();
/// assert_eq!(json, r#"[{"field":"type"},{"field":"created","descending":true}]"#);
/// assert_eq!(serde_json::from_str::<Sorters>(&json).unwrap(), sorters);
/// # Ok::<(), v3q::syntax::SyntaxError>(())
/// ```
impl Serialize for Sorters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.has_errors() {
            return Err(S::Error::custom("sorters that were read with errors are not written"));
        }
        serializer.collect_seq(self.items().map(Item))
    }
}

struct Item<'a>(Sorter<'a>);

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("field", self.0.field())?;
        if self.0.is_descending() {
            map.serialize_entry("descending", &true)?;
        }
        map.end()
    }
}
