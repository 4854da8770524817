//! The JSON Schema of a schema file, for editors.

/// The JSON Schema (draft 2020-12) of a schema file, as a JSON text.
///
/// ```
/// assert!(v3q::schema::file::json_schema().contains("https://json-schema.org/draft/2020-12/schema"));
/// ```
#[must_use]
pub fn json_schema() -> &'static str {
    include_str!("schema-file.schema.json")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::super::{SchemaFileErrorKind, keys, read};
    use crate::schema::{FieldType, ParameterType};
    use crate::vocab::{CompositeOp, PrimitiveOp};

    fn schema() -> Value {
        serde_json::from_str(super::json_schema()).unwrap()
    }

    fn names(schema: &Value, pointer: &str) -> BTreeSet<String> {
        schema.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect()
    }

    /// Each table: where its keys stand in the JSON Schema, the reader's list, and a file with `KEY` in it.
    const TABLES: [(&str, &[&str], &str); 5] = [
        ("/properties", keys::FILE, "KEY = 1.5"),
        ("/$defs/endpoint/properties", keys::ENDPOINT, "[[endpoint]]\nKEY = 1.5"),
        ("/$defs/field/oneOf/1/properties", keys::FIELD, "[[endpoint]]\nfilters = { f = { KEY = 1.5, values = [] } }"),
        ("/$defs/endpoint/properties/limit/oneOf/1/properties", keys::LIMIT, "[[endpoint]]\nlimit = { KEY = 1.5 }"),
        ("/$defs/parameter/oneOf/1/properties", keys::PARAMETER, "[[endpoint]]\nparameters = { p = { KEY = 1.5 } }"),
    ];

    #[test]
    fn the_json_schema_has_the_keys_of_the_reader() {
        let schema = schema();
        for (pointer, keys, _) in TABLES {
            let keys: BTreeSet<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            assert_eq!(names(&schema, pointer), keys, "{pointer}");
        }
    }

    #[test]
    fn the_reader_takes_the_keys_it_lists_and_no_other() {
        let unknown = |file: &str| {
            read(file).unwrap_err().iter().any(|it| matches!(it.kind, SchemaFileErrorKind::UnknownKey { .. }))
        };
        for (_, keys, file) in TABLES {
            for key in keys.iter().filter(|key| **key != "values") {
                assert!(!unknown(&file.replace("KEY", key)), "{key}: {file}");
            }
            assert!(unknown(&file.replace("KEY", "nonsense")), "{file}");
        }
    }

    #[test]
    fn the_json_schema_has_the_words_of_the_tables() {
        let schema = schema();
        let list = |pointer: &str| -> Vec<String> {
            schema.pointer(pointer).unwrap().as_array().unwrap().iter().map(|it| it.as_str().unwrap().into()).collect()
        };
        assert_eq!(list("/$defs/field/oneOf/1/properties/type/enum"), FieldType::ALL.map(FieldType::word));
        assert_eq!(list("/$defs/parameter/oneOf/1/properties/type/enum"), ParameterType::ALL.map(ParameterType::word));
        let operators = PrimitiveOp::ALL.map(PrimitiveOp::word).join("|");
        let types = FieldType::ALL.map(FieldType::word).join("|");
        let field = schema.pointer("/$defs/field/oneOf/0/pattern").unwrap().as_str().unwrap();
        assert!(field.matches(&operators).count() == 2 && field.contains(&types), "{operators}");
        let long = schema.pointer("/$defs/field/oneOf/1/properties/operators/pattern").unwrap().as_str().unwrap();
        assert_eq!(long.matches(&operators).count(), 2);
        let composites = CompositeOp::ALL.map(CompositeOp::word).join("|");
        let pattern = schema.pointer("/$defs/endpoint/properties/composites/pattern").unwrap().as_str().unwrap();
        assert_eq!(pattern.matches(&composites).count(), 2);
    }
}
