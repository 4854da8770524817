//! Schema files written by hand: what they say, and what is refused.
#![cfg(feature = "catalog")]

use v3q::schema::{FieldType, LimitRule, Method, ParameterType, Partners, Schema, diff, file};

const EVERYTHING: &str = r#"
version = "house"

[[endpoint]]
operation = "listBoxes"
path = "POST /house/boxes/{id}"
experimental = true
deprecated = true
filter_parameter = "filter"
filter_required = true
composites = "and, not"
one_composite_between_two_fields = true
one_not_before_in = true
forbidden_characters = "+\"\\"
case_sensitive = true
sort_parameter = "sort"
sorters = "made, owner.name"
default_order = "-made"
limit = { default = 50, max = 0x64 }
offset = true
count = true

[endpoint.filters]
z = "eq"
made = "gt , lt : date-time"
"owner.name" = "eq, sw: string"
tags = "ca: string[]"
any = "pr: unknown[]"
a = { operators = "in", type = "string", array = true, values = ["B", "A\n"], case_sensitive = false, record_path = "x.a" }

[endpoint.parameters]
detail = { values = ["SLIM", "FULL"], required = true, excludes = "a, b" }
page = { type = "integer", min = -1, max = 7, requires = "size", partners = { -1 = "size, ids", "a b" = "ids" } }
ids = "string[]"
"odd name" = "date-time"

[[endpoint]]
path = "/house/lids"
version = "other"
open = true
sorters = ""
limit = 10
"#;

#[test]
fn everything_a_schema_holds_can_be_written() {
    let schemas = file::read(EVERYTHING).unwrap();
    let [boxes, lids] = schemas.as_slice() else { panic!("two endpoints") };
    assert_eq!(
        (boxes.method, boxes.path.as_str(), boxes.version.as_str()),
        (Method::Post, "/house/boxes/{id}", "house")
    );
    let filters = boxes.filters.as_ref().unwrap();
    let names: Vec<&str> = filters.fields.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["z", "made", "owner.name", "tags", "any", "a"], "in the order of the file");
    assert_eq!(filters.forbidden_characters, "+\"\\");
    assert_eq!(boxes.field("made").unwrap().kind, FieldType::DateTime);
    assert_eq!(boxes.limit, Some(LimitRule { default: 50, max: Some(100) }));
    assert_eq!(boxes.parameters[3].kind, ParameterType::DateTime);
    let partners = |value: &str, any_of: &[&str]| Partners {
        value: value.into(),
        any_of: any_of.iter().map(|&name| name.into()).collect(),
    };
    assert_eq!(boxes.parameters[1].partners, [partners("-1", &["size", "ids"]), partners("a b", &["ids"])]);
    assert_eq!(
        (lids.version.as_str(), lids.open, lids.limit),
        ("other", true, Some(LimitRule { default: 10, max: Some(10) }))
    );
    assert!(lids.filters.is_none() && lids.sorters.is_some());
    assert_eq!(file::read(&file::write(&schemas)).unwrap(), schemas);
}

#[test]
fn listed_values_are_strings_unless_a_type_is_given() {
    let text = "[[endpoint]]\npath = \"/a\"\n[endpoint.filters]\na = { operators = \"eq\", values = [\"x\"] }\n\
                b = { operators = \"eq\", values = [\"1\"], type = \"unknown\" }\n";
    let schemas = file::read(text).unwrap();
    let kinds: Vec<FieldType> = schemas[0].filters.as_ref().unwrap().fields.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [FieldType::String, FieldType::Unknown]);
    assert_eq!(file::read(&file::write(&schemas)).unwrap(), schemas);
}

/// file | errors
const REFUSED: &[(&str, &[&str])] = &[
    ("endpoint = 3", &["1:12 `endpoint` takes tables headed `[[endpoint]]`, not an integer"]),
    ("[[endpoints]]", &["1:3 unknown key `endpoints` in a schema file (did you mean `endpoint`?)"]),
    ("[[endpoint]]\noffset = true", &["1:1 an endpoint needs a `path` or an `operation`"]),
    (
        "[[endpoint]]\npath = \"FETCH /a\"",
        &["2:9 unknown method `FETCH` (known are `GET`, `POST`, `PUT`, `PATCH` and `DELETE`)"],
    ),
    (
        "[[endpoint]]\npath = \"/a\"\nsortes = \"a\"\nlimit = -1\ncount = 1\n",
        &[
            "3:1 unknown key `sortes` in an endpoint (did you mean `sorters`?)",
            "4:9 `limit` is out of range",
            "5:9 `count` takes `true` or `false`, not an integer",
        ],
    ),
    (
        "[[endpoint]]\npath = \"/a\"\nsorters = \"a, b c, a\"\n[endpoint.filters]\na = \"eq, nee\"\nb = \"eq, eq: strin\"\nc = \"\"\n\"d e\" = \"eq\"\n",
        &[
            "3:15 `b c` is not a field name (segments joined by dots; each begins with a letter or `_` and goes on with letters, digits, `_` or `-`)",
            "3:20 `a` is listed twice",
            "5:10 unknown operator `nee` (did you mean `ne`?)",
            "6:10 `eq` is listed twice",
            "6:14 unknown type `strin` (did you mean `string`?)",
            "7:1 a field needs at least one operator",
            "8:1 `d e` is not a field name (segments joined by dots; each begins with a letter or `_` and goes on with letters, digits, `_` or `-`)",
        ],
    ),
    (
        "[[endpoint]]\npath = \"/a\"\n[endpoint.filters]\nowner.id = \"eq\"\n",
        &["4:7 the name of the field is cut at its dot (a name with a dot stands in quotes: `\"….id\"`)"],
    ),
    (
        "[[endpoint]]\npath = \"/a\"\n[endpoint.filters]\na = { operator = \"eq\" }\nb = \"eqq: string\"\n",
        &[
            "4:7 unknown key `operator` in a field (did you mean `operators`?)",
            "5:6 unknown operator `eqq` (did you mean `eq`?)",
        ],
    ),
    (
        "[[endpoint]]\npath = \"/a\"\n[endpoint.filters.a]\noperator = \"eq\"\n[endpoint.filters.b . id]\noperators = \"eq\"\n",
        &[
            "4:1 unknown key `operator` in a field (did you mean `operators`?)",
            "5:23 the name of the field is cut at its dot (a name with a dot stands in quotes: `\"….id\"`)",
        ],
    ),
    (
        "[[endpoint]]\npath = \"/a\"\nfilters = { a = { operators = \"eq\", value = [] } }\nparameters = { p = { typ = \"x\" }, q = \"x\" }",
        &[
            "3:37 unknown key `value` in a field (did you mean `values`?)",
            "4:22 unknown key `typ` in a parameter (did you mean `type`?)",
            "4:40 unknown type `x` (known are `string`, `integer`, `number`, `boolean` and `date-time`)",
        ],
    ),
    ("ä = \"", &["1:1 this is not TOML: invalid unquoted key, expected letters, numbers, `-`, `_`"]),
];

#[test]
fn mistakes_are_refused_at_their_places() {
    for (text, expected) in REFUSED {
        let errors: Vec<String> = file::read(text)
            .unwrap_err()
            .iter()
            .map(|it| {
                let help = it.kind.help();
                let help = if help.is_empty() { help } else { format!(" ({help})") };
                format!("{}:{} {}{help}", it.line, it.column, it.kind)
            })
            .collect();
        assert_eq!(errors, *expected, "{text}");
    }
}

#[test]
fn a_difference_names_what_came_and_went() {
    let old = "[[endpoint]]\npath = \"/v3/a\"\nversion = \"v3\"\nsorters = \"x, y\"\n[endpoint.filters]\na = \"eq, ne\"\nb = \"eq\"\n[[endpoint]]\npath = \"/v3/gone\"\nversion = \"v3\"\n";
    let new = "[[endpoint]]\npath = \"/a/v1\"\nversion = \"current\"\nsorters = \"y, z\"\n[endpoint.filters]\na = \"eq, in\"\nc = \"pr\"\n[[endpoint]]\noperation = \"new\"\npath = \"/new/v1\"\nversion = \"current\"\n";
    let (old, new) = (file::read(old).unwrap(), file::read(new).unwrap());
    let (old, new): (Vec<&Schema>, Vec<&Schema>) = (old.iter().collect(), new.iter().collect());
    let expected = "\
- v3 GET /v3/gone
+ current GET /new/v1 (new)
~ v3 GET /v3/a -> current GET /a/v1
    - field b: eq
    + field c: pr
    - operators a: ne
    + operators a: in
    - sorter x
    + sorter z
";
    assert_eq!(diff(&old, &new).to_string(), expected);
    assert!(diff(&new, &new).is_empty());
}
