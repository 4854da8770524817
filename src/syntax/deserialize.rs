//! Filters and sorters from data; the form is that of `serialize.rs`, and everything is checked as it is in building.

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::build::{FilterBuilder, clause, joined, not};
use super::build_sorters::SortersBuilder;
use super::limits::Limits;
use super::new_literal::NewLiteral;
use super::read::parse_filter;
use super::serialize::MOST_LEVELS;
use super::sorters::Sorters;
use super::tree::{Filter, Joiner};
use crate::vocab::{Arity, PrimitiveOp};

impl<'de> Deserialize<'de> for Filter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Twice what is written, so that nobody else's writer need count as ours does; far less than a stack holds.
        let filter = Level { levels: 2 * MOST_LEVELS }.deserialize(deserializer)?;
        filter.build().map_err(D::Error::custom)
    }
}

/// A filter, and how many levels may still be nested.
#[derive(Clone, Copy)]
struct Level {
    levels: usize,
}

impl<'de> DeserializeSeed<'de> for Level {
    type Value = FilterBuilder;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<FilterBuilder, D::Error> {
        if self.levels == 0 {
            let most = 2 * MOST_LEVELS;
            let message = format!("the filter is nested more than {most} deep; write what is deeper as `text`");
            return Err(D::Error::custom(message));
        }
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Level {
    type Value = FilterBuilder;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a filter: an object with `and`, `or`, `comma`, `not`, `field` or `text`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FilterBuilder, A::Error> {
        let inner = Self { levels: self.levels - 1 };
        let mut filter = None;
        let mut parts = ClauseParts::default();
        while let Some(key) = map.next_key::<String>()? {
            let found = match key.as_str() {
                "and" => joined(Joiner::And, map.next_value_seed(Filters(inner))?),
                "or" => joined(Joiner::Or, map.next_value_seed(Filters(inner))?),
                "comma" => joined(Joiner::Comma, map.next_value_seed(Filters(inner))?),
                "not" => not(map.next_value_seed(inner)?),
                "text" => FilterBuilder::from(parse_filter(&map.next_value::<String>()?).map_err(A::Error::custom)?),
                _ => {
                    parts.read(&key, &mut map)?;
                    continue;
                }
            };
            if filter.replace(found).is_some() {
                return Err(A::Error::custom(format!("`{key}` stands beside another filter")));
            }
        }
        match (filter, parts.is_empty()) {
            (Some(filter), true) => Ok(filter),
            (Some(_), false) => Err(A::Error::custom("a clause stands beside another filter")),
            (None, _) => parts.filter(),
        }
    }
}

/// The operands of a group.
struct Filters(Level);

impl<'de> DeserializeSeed<'de> for Filters {
    type Value = Vec<FilterBuilder>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Filters {
    type Value = Vec<FilterBuilder>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of filters")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let most = Limits::default().clauses;
        let mut filters = Vec::new();
        while let Some(filter) = seq.next_element_seed(self.0)? {
            // Each operand has a clause at least.
            if filters.len() >= most {
                return Err(A::Error::custom(format!("the filter has more than {most} clauses")));
            }
            filters.push(filter);
        }
        Ok(filters)
    }
}

/// The members of a clause, as far as they were read.
#[derive(Default)]
struct ClauseParts {
    field: Option<String>,
    op: Option<String>,
    value: Option<Operand>,
    values: Option<Values>,
}

impl ClauseParts {
    fn is_empty(&self) -> bool {
        self.field.is_none() && self.op.is_none() && self.value.is_none() && self.values.is_none()
    }

    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let twice = match key {
            "field" => self.field.replace(map.next_value()?).is_some(),
            "op" => self.op.replace(map.next_value()?).is_some(),
            "value" => self.value.replace(map.next_value()?).is_some(),
            "values" => self.values.replace(map.next_value()?).is_some(),
            _ => {
                let known = &["and", "or", "comma", "not", "text", "field", "op", "value", "values"];
                return Err(A::Error::unknown_field(key, known));
            }
        };
        if twice { Err(A::Error::custom(format!("`{key}` stands there twice"))) } else { Ok(()) }
    }

    fn filter<E: serde::de::Error>(self) -> Result<FilterBuilder, E> {
        let field = self.field.ok_or_else(|| E::missing_field("field"))?;
        let word = self.op.ok_or_else(|| E::missing_field("op"))?;
        let op = PrimitiveOp::from_word(&word).ok_or_else(|| E::custom(format!("`{word}` is not an operator")))?;
        let values = match (op.info().arity, self.value, self.values) {
            (Arity::None, None, None) => Vec::new(),
            (Arity::One, Some(value), None) => vec![value.0],
            (Arity::List, None, Some(values)) => values.0,
            (Arity::None, ..) => return Err(E::custom(format!("`{op}` takes no value"))),
            (Arity::One, ..) => return Err(E::custom(format!("`{op}` takes one `value`"))),
            (Arity::List, ..) => return Err(E::custom(format!("`{op}` takes `values`, an array"))),
        };
        Ok(FilterBuilder(clause(&field, op, values)))
    }
}

/// The values of a list, no more than the limit.
struct Values(Vec<NewLiteral>);

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;

        impl<'de> Visitor<'de> for List {
            type Value = Values;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of values")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Values, A::Error> {
                let most = Limits::default().values;
                let mut values = Vec::new();
                while let Some(Operand(value)) = seq.next_element()? {
                    if values.len() >= most {
                        return Err(A::Error::custom(format!("the list has more than {most} values")));
                    }
                    values.push(value);
                }
                Ok(Values(values))
            }
        }

        deserializer.deserialize_seq(List)
    }
}

/// One value.
struct Operand(NewLiteral);

impl<'de> Deserialize<'de> for Operand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct One;

        impl<'de> Visitor<'de> for One {
            type Value = Operand;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, a number, a boolean, or an object with `number`, `dateTime` or `date`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Operand, E> {
                Ok(Operand(text.into()))
            }

            fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Operand, E> {
                Ok(Operand(value.into()))
            }

            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Operand, E> {
                Ok(Operand(value.into()))
            }

            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Operand, E> {
                Ok(Operand(value.into()))
            }

            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Operand, E> {
                // Beyond 2^53 it may be another number than was written.
                if value.abs() >= 9_007_199_254_740_992.0 {
                    return Err(E::custom(format!("{value:e} may not be exact; write it as `{{\"number\": \"…\"}}`")));
                }
                Ok(Operand(value.into()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Operand, A::Error> {
                let (tag, text): (String, String) =
                    map.next_entry()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
                let value = match tag.as_str() {
                    "number" => NewLiteral::number(text),
                    "dateTime" => NewLiteral::date_time(text),
                    "date" => NewLiteral::date(text),
                    _ => return Err(A::Error::unknown_field(&tag, &["number", "dateTime", "date"])),
                };
                match map.next_key::<IgnoredAny>()? {
                    Some(_) => Err(A::Error::invalid_length(2, &self)),
                    None => Ok(Operand(value)),
                }
            }
        }

        deserializer.deserialize_any(One)
    }
}

/// One sort field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    field: String,
    #[serde(default)]
    descending: bool,
}

impl<'de> Deserialize<'de> for Sorters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<Item>::deserialize(deserializer)?;
        let builder =
            items.into_iter().fold(SortersBuilder::default(), |sorters, it| sorters.add(it.field, it.descending));
        builder.build().map_err(D::Error::custom)
    }
}
