//! Records that are parsed JSON.

use serde_json::Value;

use super::item::{Item, Number, Record};

/// A number counts as what the parser made of it: an integer beyond 64 bits, or a fraction, has been rounded to a 64-bit
/// float already, and that counts as its shortest decimal. [`JsonText`](super::JsonText) and the stream engine read
/// numbers exactly.
impl Record for Value {
    fn field(&self, name: &str) -> Item<'_> {
        self.as_object().and_then(|fields| fields.get(name)).map_or(Item::Null, Into::into)
    }
}

impl<'a> From<&'a Value> for Item<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(boolean) => Self::Boolean(*boolean),
            Value::Number(number) => Self::Number(number_of(number)),
            Value::String(text) => text.into(),
            Value::Array(values) => Self::List(values),
            Value::Object(_) => Self::Object(value),
        }
    }
}

fn number_of(number: &serde_json::Number) -> Number<'_> {
    if let Some(number) = number.as_i64() {
        Number::Signed(number)
    } else if let Some(number) = number.as_u64() {
        Number::Unsigned(number)
    } else {
        // Its text is the shortest decimal of a float, and all digits where serde_json was built to keep them.
        Number::Text(number.to_string().into())
    }
}
