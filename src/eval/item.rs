//! What a record is to a predicate.

use std::borrow::Cow;
use std::fmt;

use super::JsonText;
use crate::vocab::Instant;

/// Something that has fields with values.
///
/// It is implemented for [`JsonText`] and, with the feature `json`, for `serde_json::Value`; implement it for your own
/// types to filter and sort them:
///
/// ```
/// use v3q::eval::{Item, Record};
/// use v3q::predicate::validate;
/// use v3q::schema::Schema;
/// use v3q::syntax::parse_filter;
///
/// struct Owner { name: String }
/// struct Source { id: u64, tags: Vec<String>, owner: Option<Owner> }
///
/// impl Record for Owner {
///     fn field(&self, name: &str) -> Item<'_> {
///         match name {
///             "name" => self.name.as_str().into(),
///             _ => Item::Null,
///         }
///     }
/// }
///
/// impl Record for Source {
///     fn field(&self, name: &str) -> Item<'_> {
///         match name {
///             "id" => self.id.into(),
///             "tags" => Item::List(&self.tags),
///             "owner" => self.owner.as_ref().map_or(Item::Null, |owner| Item::Object(owner)),
///             _ => Item::Null,
///         }
///     }
/// }
///
/// let filter = parse_filter(r#"owner.name sw "jo" and tags ca ("prod") and id gt 5"#)?;
/// let predicate = validate(&filter, &Schema::permissive())?;
/// let source = Source { id: 7, tags: vec!["PROD".into()], owner: Some(Owner { name: "Joe".into() }) };
/// assert!(predicate.matches(&source));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Record {
    /// The value of the field of that name, a name without dots; [`Item::Null`] where there is none.
    fn field(&self, name: &str) -> Item<'_>;
}

/// Something that has values in a row.
pub trait List {
    /// The value at that place; `None` behind the last.
    fn item(&self, index: usize) -> Option<Item<'_>>;
}

/// A value in a record.
#[non_exhaustive]
pub enum Item<'a> {
    /// No value.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Number<'a>),
    /// Text. It is read as a date-time where it is compared with one.
    String(Cow<'a, str>),
    /// A point in time that is no text, and so never equal to one.
    Instant(Instant),
    /// Something with fields of its own.
    Object(&'a dyn Record),
    /// Values in a row.
    List(&'a dyn List),
    /// JSON text of any kind.
    Json(JsonText<'a>),
}

/// A number in a record.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Number<'a> {
    /// An integer that may be negative.
    Signed(i64),
    /// An integer that is not.
    Unsigned(u64),
    /// A 64-bit float; it counts as its shortest decimal. Infinities and NaN equal nothing and are not ordered.
    Float(f64),
    /// A number as JSON writes it, exact. A text that is none equals nothing and is not ordered.
    Text(Cow<'a, str>),
}

impl<R: Record + ?Sized> Record for &R {
    fn field(&self, name: &str) -> Item<'_> {
        (**self).field(name)
    }
}

impl<R: Record + ?Sized> Record for Box<R> {
    fn field(&self, name: &str) -> Item<'_> {
        (**self).field(name)
    }
}

impl<T> List for Vec<T>
where
    for<'a> &'a T: Into<Item<'a>>,
{
    fn item(&self, index: usize) -> Option<Item<'_>> {
        self.get(index).map(Into::into)
    }
}

impl<'a> From<&'a str> for Item<'a> {
    fn from(text: &'a str) -> Self {
        Self::String(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Item<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Item<'_> {
    fn from(text: String) -> Self {
        Self::String(Cow::Owned(text))
    }
}

impl From<bool> for Item<'_> {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<&bool> for Item<'_> {
    fn from(value: &bool) -> Self {
        Self::Boolean(*value)
    }
}

impl From<Instant> for Item<'_> {
    fn from(instant: Instant) -> Self {
        Self::Instant(instant)
    }
}

impl From<&Instant> for Item<'_> {
    fn from(instant: &Instant) -> Self {
        Self::Instant(*instant)
    }
}

impl<'a, T: Into<Item<'a>>> From<Option<T>> for Item<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! from_numbers {
    ($($number:ty => $variant:ident),*) => {$(
        impl From<$number> for Item<'_> {
            fn from(number: $number) -> Self {
                Self::Number(Number::$variant(number.into()))
            }
        }

        impl From<&$number> for Item<'_> {
            fn from(number: &$number) -> Self {
                (*number).into()
            }
        }
    )*};
}

from_numbers!(i8 => Signed, i16 => Signed, i32 => Signed, i64 => Signed, u8 => Unsigned, u16 => Unsigned,
    u32 => Unsigned, u64 => Unsigned, f64 => Float);

impl fmt::Debug for Item<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("Null"),
            Self::Boolean(value) => write!(f, "Boolean({value})"),
            Self::Number(number) => number.fmt(f),
            Self::String(text) => write!(f, "String({text:?})"),
            Self::Instant(instant) => write!(f, "Instant({instant})"),
            Self::Object(_) => f.write_str("Object(..)"),
            Self::List(_) => f.write_str("List(..)"),
            Self::Json(text) => text.fmt(f),
        }
    }
}
