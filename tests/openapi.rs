//! Specifications in, schema files out: each `tests/openapi/*.yaml` or `.json` against the file beside it.
//!
//! `UPDATE_EXPECTED=1` writes the expected files anew.
#![cfg(feature = "openapi")]

use std::path::Path;
use std::{env, fs};

use v3q::openapi::{self, ImportError};
use v3q::schema::file;

#[test]
fn specifications_become_schema_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openapi");
    for name in ["boxes.yaml", "tickets.json"] {
        let import = openapi::import(&folder.join(name)).unwrap();
        let unread: String = import
            .unread
            .iter()
            .map(|it| format!("# {} `{}`: {}: {}\n", it.endpoint, it.parameter, it.reason, it.line))
            .collect();
        let made = format!("{unread}\n{}", file::write(&import.schemas));
        let path = folder.join(name).with_extension("expected.toml");
        if env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&path, &made).unwrap();
        }
        assert_eq!(made, fs::read_to_string(&path).unwrap(), "{name}");
        assert_eq!(file::read(&made).unwrap(), import.schemas, "{name}");
    }
}

#[test]
fn what_is_no_specification_is_refused() {
    let error = |text: &str| openapi::import_str(text, "a.yaml").unwrap_err();
    assert!(matches!(error("{"), ImportError::Text { .. }));
    assert!(matches!(error("a: [1"), ImportError::Text { .. }));
    assert_eq!(
        error("swagger: '2.0'").to_string(),
        "`a.yaml` is not an OpenAPI 3 specification: it has no `openapi: 3.…`"
    );
    assert_eq!(error("openapi: 3.0.1").to_string(), "`a.yaml` is not an OpenAPI 3 specification: it has no `paths`");
    assert!(matches!(openapi::import(Path::new("no/such/file.yaml")), Err(ImportError::File { .. })));
}

#[test]
fn references_in_a_circle_end() {
    let spec = "
openapi: 3.0.1
paths:
  /a:
    get:
      parameters:
        - { $ref: '#/components/parameters/x' }
        - { name: filters, in: query, description: '**a.a.a**: *eq*' }
      responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/a' } } } } }
components:
  parameters: { x: { $ref: '#/components/parameters/y' }, y: { $ref: '#/components/parameters/x' } }
  schemas: { a: { allOf: [{ $ref: '#/components/schemas/a' }], properties: { a: { $ref: '#/components/schemas/a' } } } }
";
    let import = openapi::import_str(spec, "a.yaml").unwrap();
    assert_eq!(import.schemas.len(), 1);
    assert_eq!(import.unread[0].line, "#/components/parameters/x");
}

#[test]
fn the_languages_of_a_list_stay_words() {
    let spec = "
openapi: 3.0.1
paths:
  /a:
    get:
      parameters:
        - { name: filters, in: query, description: '**a**: *eq*' }
        - { name: locale, in: query, schema: { type: string, enum: [de, no, on, ~] } }
";
    let import = openapi::import_str(spec, "a.yaml").unwrap();
    assert_eq!(import.schemas[0].parameters[0].values, ["de", "no", "on"]);
}
