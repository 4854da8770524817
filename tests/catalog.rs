//! The bundled catalog: that all of it can be read, what it holds, and that its format keeps everything.
#![cfg(feature = "catalog")]

use v3q::schema::{FieldType, Schema, Totals, catalog, file};

#[test]
fn the_totals_are_those_of_the_specifications() {
    let expected = [
        ("v3", "49/176/498/135"),
        ("beta", "96/345/879/285"),
        ("v2024", "115/425/1080/320"),
        ("v2025", "129/506/1327/349"),
        ("v2026", "136/561/1465/406"),
        ("current", "148/640/1634/430"),
    ];
    assert_eq!(expected.len(), catalog::VERSIONS.len());
    for (version, totals) in expected {
        assert_eq!(Totals::of(&catalog::published(version)).to_string(), totals, "{version}");
    }
}

#[test]
fn what_is_written_reads_back_the_same() {
    for version in catalog::VERSIONS.into_iter().chain(["tr50"]) {
        let schemas: Vec<Schema> = catalog::endpoints(version).cloned().collect();
        assert!(!schemas.is_empty(), "{version}");
        assert_eq!(file::read(&file::write(&schemas)).unwrap(), schemas, "{version}");
    }
}

#[test]
fn the_index_says_what_the_schemas_say() {
    for version in catalog::VERSIONS.into_iter().chain(["tr50"]) {
        for entry in catalog::index(version) {
            let schema = entry.schema();
            assert_eq!(
                (entry.version, entry.operation_id, entry.method, entry.path),
                (schema.version.as_str(), schema.operation_id.as_str(), schema.method, schema.path.as_str())
            );
        }
    }
    assert!(catalog::index("v1999").is_empty());
}

#[test]
fn the_supplement_is_laid_over_every_version() {
    for version in ["v2025", "v2026", "current"] {
        let mut endpoints = catalog::endpoints(version);
        let usage = endpoints.find(|it| it.operation_id.starts_with("getTotalCount")).unwrap();
        let start = usage.field("startDate").unwrap();
        assert_eq!((start.kind, start.operators.to_string()), (FieldType::DateTime, "eq, gt".into()), "{version}");
    }
}

#[test]
fn every_line_of_the_supplement_has_its_endpoint() {
    let everything: Vec<&Schema> = catalog::VERSIONS.into_iter().chain(["tr50"]).flat_map(catalog::endpoints).collect();
    let lines = include_str!("../src/schema/catalog/supplement.toml").lines();
    for operation in lines.filter_map(|line| line.strip_prefix("operation = \"")?.strip_suffix('"')) {
        let known =
            everything.iter().any(|it| it.operation_id.trim_end_matches("V1") == operation.trim_end_matches("V1"));
        assert!(known, "{operation}");
    }
}

#[test]
fn what_the_vendor_pages_add_is_there() {
    let insights = catalog::endpoints("current").find(|it| it.operation_id == "listPromptInsightsV1").unwrap();
    assert_eq!(insights.field("severity").unwrap().values, ["LOW", "MEDIUM", "HIGH", "CRITICAL"]);
    let interval = &insights.parameters[0];
    assert!(interval.required);
    assert_eq!(interval.values, ["-1h", "-1d", "-7d", "-30d"]);
    let usage = catalog::endpoints("tr50").next().unwrap();
    assert_eq!(usage.operation_id, "usage.api.list");
    assert_eq!(usage.parameters.iter().find(|it| it.name == "command").unwrap().requires, ["service"]);
}
