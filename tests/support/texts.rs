//! Texts that nobody would write, biased to what means something in the language.

use proptest::prelude::*;

/// What a text is put together from.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    "\t",
    "\n",
    "(",
    ")",
    "(",
    ")",
    ",",
    ",",
    "\"",
    "\"",
    "'",
    "\\",
    "\\\"",
    "\\\\",
    "\\'",
    "a",
    "b",
    "name",
    "a.b",
    "a..b",
    "x-1",
    "_",
    "É",
    "eq",
    "ne",
    "gt",
    "ge",
    "lt",
    "le",
    "co",
    "sw",
    "in",
    "ca",
    "pr",
    "isnull",
    "and",
    "or",
    "not",
    "AND",
    "Or",
    "NOT",
    "EQ",
    "In",
    "PR",
    "IsNull",
    "==",
    "=",
    "!=",
    "<>",
    "<",
    ">=",
    "!",
    "&&",
    "||",
    "&",
    "|",
    "~",
    "=~",
    "contains",
    "like",
    "startsWith",
    "notnull",
    "is",
    "null",
    "NULL",
    "ew",
    "matches",
    "1",
    "-1",
    "1.5",
    "1e400",
    "01",
    "true",
    "false",
    "TRUE",
    "2018",
    "2025-08-01",
    "2018-12-18T23:05:55Z",
    "2018-12-18T23:05:55",
    "10:00:00",
    "2018-1-1",
    "CN=x",
    "OU=y z",
    "None",
    "`",
    "\"x\"",
    "\"a b\"",
    "'x'",
    "'it\\'s'",
    "\"say \\\"x\\\"\"",
    "\\\"",
    "\\\"x\\\"",
    "(\"a\",\"b\")",
    "(1,2)",
    "()",
    "a eq 1",
    "a eq \"x\"",
    "pr a",
    "a in (\"x\")",
    " and ",
    " or ",
    "not ",
    "\u{201C}",
    "\u{201D}",
    "\u{2018}",
    "\u{2019}",
    "\u{A0}",
    "\u{200B}",
    "\u{FEFF}",
    "{{x}}",
    "${x}",
    "$(x)",
    "{x}",
    "$x",
    "{{",
    "}}",
    "%s",
    "%20",
    "%22",
    "+",
    "filters=",
];

/// Any text, mostly of pieces of the language.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        30 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => proptest::char::range('\0', '\u{7F}').prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Any text, of pieces of the language with blanks between most of them.
pub(crate) fn words() -> impl Strategy<Value = String> {
    let piece = (proptest::sample::select(PIECES), proptest::bool::weighted(0.8));
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| {
        pieces.iter().map(|(piece, blank)| format!("{piece}{}", if *blank { " " } else { "" })).collect()
    })
}

/// Clauses joined in any way, with the mistakes that people make.
pub(crate) fn clauses() -> impl Strategy<Value = String> {
    let field = proptest::sample::select(&["a", "b.c", "in", "isnull", "\"a\"", "NOT", "{{f}}", "A"][..]);
    let op = proptest::sample::select(
        &[
            "eq", "ne", "EQ", "==", "!=", ">=", "co", "contains", "in", "ca", "IN", "pr", "isnull", "is null",
            "not in", "notnull", "~",
        ][..],
    );
    let value = proptest::sample::select(
        &[
            "1",
            "\"x\"",
            "'x'",
            "'say \"x\"'",
            "x",
            "null",
            "(\"x\")",
            "(\"x\" 'y',)",
            "\"x\",\"y\"",
            "{{v}}",
            "\"{{v}}-x\"",
            "\u{201C}x\u{201D}",
            "\u{2018}x\u{2019}",
            "2025-08-01",
            "true",
            "\"x",
            "(null)",
            "",
            "\"b\\d\"",
            "\\\"x\\\"",
            "\\\"say \\\\\\\"x\\\\\\\"\\\"",
            "(\\\"x\\\",\\\"y\\\")",
            "\"it\\'s\"",
        ][..],
    );
    let joint = proptest::sample::select(
        &[
            " and ",
            " or ",
            ", ",
            ",",
            " AND ",
            "&&",
            " || ",
            " ",
            ") and (",
            " and not ",
            " or (",
            ")",
            " and !",
            ",,",
            "and ",
            " (",
            "&&!",
        ][..],
    );
    let begin = proptest::sample::select(&["", "", "", "", "(", "not ", "!", "((", "filters=", "\u{A0}", ","][..]);
    let end = proptest::sample::select(&["", "", "", "", ")", "))", ",", " and", "\u{200B}", ",)"][..]);
    let blank = || proptest::sample::select(&[" ", " ", " ", " ", "", "\u{A0}", "  "][..]);
    let clause =
        (field, blank(), op, blank(), value).prop_map(|(field, x, op, y, value)| format!("{field}{x}{op}{y}{value}"));
    (begin, clause.clone(), proptest::collection::vec((joint, clause), 0..5), end).prop_map(
        |(begin, first, more, end)| {
            let more: String = more.into_iter().map(|(joint, clause)| joint.to_owned() + &clause).collect();
            format!("{begin}{first}{more}{end}")
        },
    )
}

/// Sort fields with all that can be wrong with them.
pub(crate) fn sorters() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(
        &[
            "a", "b.c", "a", "-", "+", ",", ",", ",", " ", "desc", "ASC", ":desc", "sorters=", "sort=", "\"", "1x",
            "\u{A0}", "\u{FEFF}", "\u{201C}", "--", "é", "\t",
        ][..],
    );
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Filters with placeholders wherever one may stand.
pub(crate) fn template() -> impl Strategy<Value = String> {
    let clause = proptest::sample::select(
        &[
            "a eq {{x}}",
            "a ne \"{{x}}\"",
            r#"a sw "pre-{{x}} \" {{y}}""#,
            "a in ({{x}})",
            "a in (\"b\",{{y}},1)",
            "a co \"$x\"",
            "a eq ${x}",
            "a eq '%s-%s'",
            "a eq %s",
            "a eq {}",
            "b eq pre-{{x}}-post",
            "a eq $(x (y))",
            "a ca (\"<x>\",:y)",
            "c eq 1",
            "pr a",
            "{{c}}",
        ][..],
    );
    let joint = proptest::sample::select(&[" and ", " or ", ", ", " and not "][..]);
    (clause.clone(), proptest::collection::vec((joint, clause), 0..4)).prop_map(|(first, more)| {
        let more: String = more.into_iter().map(|(joint, clause)| joint.to_owned() + clause).collect();
        first.to_owned() + &more
    })
}

/// JSON that is nearly that of a filter.
pub(crate) fn json() -> impl Strategy<Value = String> {
    let value = proptest::sample::select(
        &[
            r#""x""#,
            "1",
            "1.5",
            "1e400",
            "-0",
            "99999999999999999999",
            "true",
            "null",
            r#"{"number":"1e400"}"#,
            r#"{"number":"x"}"#,
            r#"{"date":"2025-08-01"}"#,
            r#"{"dateTime":"2025-08-01T00:00:00Z"}"#,
            "{}",
            "[]",
            r#""\u0001""#,
            r#"{"date":"2025-08-01","x":1}"#,
        ][..],
    );
    let op = proptest::sample::select(&["eq", "in", "ca", "pr", "isnull", "EQ", "co"][..]);
    let field = proptest::sample::select(&["a", "b.c", "and", "a b", ""][..]);
    let clause = (field, op, value, 0..4).prop_map(|(field, op, value, form)| {
        let rest = match form {
            0 => String::new(),
            1 => format!(r#","value":{value}"#),
            2 => format!(r#","values":[{value},{value}]"#),
            _ => format!(r#","values":[{value}],"more":1"#),
        };
        format!(r#"{{"field":"{field}","op":"{op}"{rest}}}"#)
    });
    let text = Just(r#"{"text":"a eq 1, b eq 2 or c eq 3"}"#.to_owned());
    prop_oneof![4 => clause, 1 => text].prop_recursive(4, 16, 3, |inner| {
        let key = proptest::sample::select(&["and", "or", "comma", "xor"][..]);
        (key, proptest::collection::vec(inner, 0..3), any::<bool>()).prop_map(|(key, filters, not)| {
            let group = format!(r#"{{"{key}":[{}]}}"#, filters.join(","));
            if not { format!(r#"{{"not":{group}}}"#) } else { group }
        })
    })
}

/// Templates of which a part is put in as text, with mistakes that have safe fixes. Most have none that would be refused, so
/// that they say something before they are mended.
pub(crate) fn spliced() -> impl Strategy<Value = String> {
    let right = ["a eq 1", "a eq 2", "b ne 1", "not b eq 2", "a in (1)", "{{x}}", "{{x}}", "{{y}}"];
    let wrong = [&right[..], &["a EQ 1", "b == 0"]].concat();
    prop_oneof![
        3 => joined(right.to_vec(), &[" and ", " and ", " or ", ", "]),
        1 => joined(wrong, &[" and ", " or ", ", ", " && ", " OR "]),
    ]
}

/// Some of the clauses, joined with and without parentheses.
fn joined(clauses: Vec<&'static str>, joiners: &'static [&'static str]) -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(clauses).prop_map(str::to_owned);
    leaf.prop_recursive(3, 12, 3, move |inner| {
        let joiner = proptest::sample::select(joiners);
        let several = proptest::collection::vec((inner, joiner, 0..4_u8), 1..4);
        several.prop_map(|parts| {
            let mut out = String::new();
            for (at, (part, joiner, around)) in parts.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { joiner });
                match around {
                    0 => out.push_str(part),
                    1 => out.push_str(&format!("not ({part})")),
                    _ => out.push_str(&format!("({part})")),
                }
            }
            out
        })
    })
}
