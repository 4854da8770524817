//! What values a test lets pass, in a form that can be compared.
//!
//! All values lie on one line: booleans, numbers, instants, texts, each kind in its own order. A cut is a place between
//! two values, so that `gt 5`, `ge 5` and `eq 5` are all ranges from one cut to another.

use std::borrow::Cow;

use crate::predicate::Test;
use crate::schema::FieldType;
use crate::vocab::{Decimal, Instant, PrimitiveOp, Value, fold};

/// A value as it is compared on its field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key<'v> {
    Boolean(bool),
    Number(Decimal),
    Instant(Instant),
    Text(Cow<'v, str>),
}

/// A place between two values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cut<'v> {
    /// The kind of values it lies among.
    kind: u8,
    place: Place<'v>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Place<'v> {
    Start,
    /// Before the value, or behind it.
    At(Key<'v>, bool),
    End,
}

/// The values that a test lets pass.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Set<'v> {
    /// All there are.
    Everything,
    /// From one cut to another, the first one lying before.
    Range(Cut<'v>, Cut<'v>),
    /// At least two, in their order.
    Points(Vec<Key<'v>>),
    /// All texts that contain one.
    Containing(Key<'v>),
    /// What no range says: such sets are the same or nothing is known of them.
    Other(PrimitiveOp, Vec<Key<'v>>),
}

impl<'v> Key<'v> {
    pub(super) fn of(value: &'v Value, case_sensitive: bool) -> Self {
        match value {
            Value::Boolean(boolean) => Self::Boolean(*boolean),
            Value::Number(number) => Self::Number(number.clone()),
            Value::Instant(instant) => Self::Instant(*instant),
            Value::String(text) if case_sensitive => Self::Text(Cow::Borrowed(text)),
            Value::String(text) => Self::Text(fold(text)),
        }
    }

    /// Whether it is a text that contains one.
    pub(super) fn contains(&self, inner: &str) -> bool {
        matches!(self, Self::Text(text) if text.contains(inner))
    }

    fn kind(&self) -> u8 {
        match self {
            Self::Boolean(_) => 0,
            Self::Number(_) => 1,
            Self::Instant(_) => 2,
            Self::Text(_) => 3,
        }
    }
}

impl<'v> Cut<'v> {
    pub(super) fn before(key: Key<'v>) -> Self {
        Self { kind: key.kind(), place: Place::At(key, false) }
    }

    pub(super) fn behind(key: Key<'v>) -> Self {
        Self { kind: key.kind(), place: Place::At(key, true) }
    }

    fn start(key: &Key<'v>) -> Self {
        Self { kind: key.kind(), place: Place::Start }
    }

    fn end(key: &Key<'v>) -> Self {
        Self { kind: key.kind(), place: Place::End }
    }
}

impl<'v> Set<'v> {
    /// The set of a test and whether the test asks for a value in it, or for none.
    pub(super) fn of(test: &'v Test) -> (Self, bool) {
        let mut keys: Vec<Key<'_>> = test.values().iter().map(|value| Key::of(value, test.case_sensitive())).collect();
        keys.sort_unstable();
        keys.dedup();
        let Some(key) = keys.first().cloned() else { return (Self::Everything, test.op() != PrimitiveOp::IsNull) };
        match test.op() {
            PrimitiveOp::Eq | PrimitiveOp::In if keys.len() > 1 => (Self::Points(keys), true),
            PrimitiveOp::Eq | PrimitiveOp::In => (Self::point(key), true),
            PrimitiveOp::Ne => (Self::point(key), false),
            PrimitiveOp::Gt => (Self::Range(Cut::behind(key.clone()), Cut::end(&key)), true),
            PrimitiveOp::Ge => (Self::Range(Cut::before(key.clone()), Cut::end(&key)), true),
            PrimitiveOp::Lt => (Self::Range(Cut::start(&key), Cut::before(key)), true),
            PrimitiveOp::Le => (Self::Range(Cut::start(&key), Cut::behind(key)), true),
            // On a date-time field the record's own text is looked at, which is no instant.
            PrimitiveOp::Sw if test.kind() == FieldType::String => (Self::prefix(key), true),
            PrimitiveOp::Co if test.kind() == FieldType::String => (Self::Containing(key), true),
            op @ (PrimitiveOp::Sw | PrimitiveOp::Co | PrimitiveOp::Ca) => (Self::Other(op, keys), true),
            PrimitiveOp::Pr | PrimitiveOp::IsNull => (Self::Everything, test.op() == PrimitiveOp::Pr),
        }
    }

    fn point(key: Key<'v>) -> Self {
        Self::Range(Cut::before(key.clone()), Cut::behind(key))
    }

    /// All texts that start with one: up to the next text of that length.
    fn prefix(key: Key<'v>) -> Self {
        let Key::Text(text) = &key else { return Self::Other(PrimitiveOp::Sw, vec![key]) };
        let mut next = text.to_string();
        let end = loop {
            let Some(last) = next.pop() else { break Cut::end(&key) };
            let after = if last == '\u{D7FF}' { Some('\u{E000}') } else { char::from_u32(u32::from(last) + 1) };
            if let Some(after) = after {
                next.push(after);
                break Cut::before(Key::Text(Cow::Owned(next)));
            }
        };
        Self::Range(Cut::before(key), end)
    }

    /// The only value, where there is one.
    pub(super) fn only(&self) -> Option<&Key<'v>> {
        match self {
            Self::Range(Cut { place: Place::At(low, false), .. }, Cut { place: Place::At(high, true), .. })
                if low == high =>
            {
                Some(low)
            }
            Self::Range(..) | Self::Everything | Self::Points(_) | Self::Containing(_) | Self::Other(..) => None,
        }
    }

    /// The text that its values contain, where that is what they are told by. The empty one has a finding of its own.
    pub(super) fn contained(&self) -> Option<&str> {
        match self {
            Self::Containing(Key::Text(text)) => Some(text.as_ref()).filter(|text| !text.is_empty()),
            Self::Containing(_) | Self::Everything | Self::Range(..) | Self::Points(_) | Self::Other(..) => None,
        }
    }

    /// Whether each of its values contains the text for certain.
    pub(super) fn contains_always(&self, text: &str) -> bool {
        match self {
            Self::Containing(key) => key.contains(text),
            Self::Points(keys) => keys.iter().all(|key| key.contains(text)),
            // What is one text, or begins with one; the end of the range tells whether it does.
            Self::Range(Cut { place: Place::At(key, false), .. }, _) if key.contains(text) => {
                self.only().is_some() || Self::prefix(key.clone()) == *self
            }
            Self::Range(..) | Self::Everything | Self::Other(..) => false,
        }
    }

    /// The range that holds all of it.
    pub(super) fn hull(&self) -> Option<(Cut<'v>, Cut<'v>)> {
        match self {
            Self::Range(low, high) => Some((low.clone(), high.clone())),
            Self::Points(keys) => Some((Cut::before(keys.first()?.clone()), Cut::behind(keys.last()?.clone()))),
            Self::Everything | Self::Containing(_) | Self::Other(..) => None,
        }
    }

    /// Its values, where there are several.
    pub(super) fn list(&self) -> Option<&[Key<'v>]> {
        match self {
            Self::Points(keys) => Some(keys),
            Self::Range(..) | Self::Everything | Self::Containing(_) | Self::Other(..) => None,
        }
    }

    /// The values of which a record has to have all.
    pub(super) fn all_of(&self) -> Option<&[Key<'v>]> {
        match self {
            Self::Other(PrimitiveOp::Ca, keys) => Some(keys),
            Self::Other(..) | Self::Range(..) | Self::Everything | Self::Points(_) | Self::Containing(_) => None,
        }
    }

    /// Its values, where they can be counted.
    pub(super) fn keys(&self) -> Option<&[Key<'v>]> {
        self.list().or_else(|| self.only().map(std::slice::from_ref))
    }
}
