//! Files that are made to exhaust whoever reads them.

/// A file of each language.
pub(crate) const CODE_FILES: [&str; 8] = ["a.py", "a.ts", "a.ps1", "a.go", "a.tf", "a.cs", "a.java", "a.rb"];

/// Ways to write much that is never closed, or is nested without end.
pub(crate) const CODE: [&str; 42] = [
    "(",
    "[{",
    "\"",
    "'",
    "`",
    "f\"{",
    "f'{f\"{",
    "`${",
    "\\'",
    "\"\\",
    "/*",
    "/[",
    "a/",
    "<<A\n",
    "%q(",
    "$$$\"\"\"{{{",
    "@\"\n",
    "\"a\"+",
    "\"a\" ",
    "\"a\"+f(",
    "filters=(",
    ".filters(",
    "x().",
    "filters=\"{a",
    "\\u{",
    "%(",
    "\"\"\"\"a",
    "\"/\"+",
    "`\n-Filters '",
    "\"a\".x(",
    "\"a\".x()+",
    "a?\"b\":",
    "a or \"b\" ",
    "(a||\"b\"",
    "filters=c?\"a\":",
    "`/?filters=${encodeURIComponent(`",
    "\"/?filters=\"+quote(\"a\")+",
    "paginate(a.b_c,filters=\"a\",",
    "@{filters='a eq 1';",
    "{\"a\"",
    "\"%s\" % (\"a\",",
    "%((",
];

/// A file of source code that repeats a shape up to that many bytes, between two queries.
pub(crate) fn code(shape: &str, bytes: usize) -> String {
    format!("filters='name EQ 1'\n{}\nfilters='name EQ 1'", shape.repeat(bytes / shape.len()))
}

/// Files of other formats that repeat something so many times.
pub(crate) fn files(times: usize) -> Vec<(&'static str, String)> {
    let url = "https://t.api.identitynow.com/v3/roles?filters=name%20eq%20%22x%22";
    let many = |part: &str| part.repeat(times);
    let query = many("&filters=a%20eq%201");
    let escaped = many("&\\u0066ilters=a\\\"");
    vec![
        ("a.json", format!("{{\"url\":\"{url}{query}\",\"x\":[{}{{}}]}}", many("{\"filters\":\"a eq 1\"},"))),
        ("a.json", format!("{{\"url\":\"{url}{escaped}\"}}")),
        ("a.json", format!("{{\"filters\":{}", many("["))),
        ("a.json", format!("{{\"filters\":{}1{}}}", many("["), many("]"))),
        ("a.yaml", format!("filters: '{}'\n", many("a ''\n\n "))),
        ("a.yaml", format!("filters: |\n{}", many("  a eq 1\n\n"))),
        ("a.yaml", many("filters: {\n")),
        ("a.sh", format!("curl {}", many("'filters=a '\"$X\""))),
        ("a.sh", many("curl \"$(curl -d filters=")),
        ("a.sh", many("cat <<A filters=")),
        ("a.sh", many("filters=$(printf 'a eq 1')\nfilters+=' and a eq 1'\nf() {\n")),
        ("a.yaml", many("- run: curl -G $B -d filters=a\n")),
        ("a.jsonc", format!("[{}]", many("{\"filters\":\"a eq 1\",}, // x\n"))),
        ("a.http", format!("GET {url}\n{}", many(" &filters=a\n"))),
        ("a.md", many("```json\n filters\n")),
        ("a.md", many("`filters=?filters=")),
        ("a.md", many("?filters=(")),
        ("a.md", many("?filters=a+eq+\"x'")),
    ]
}
