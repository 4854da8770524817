//! What the reader makes of a text: the cases in `tests/read`.
//!
//! A case is a `filter:`, a `template:` (every style of placeholder lives in it; `styles:` names some) or `sorters:`,
//! read within `limits:` where they are given. `\u{A0}` stands for a character that can't be seen.
#![allow(clippy::unwrap_used, clippy::panic)]

#[allow(dead_code, reason = "not every law is asked for")]
#[path = "support/laws.rs"]
mod laws;
#[path = "support/text_cases.rs"]
mod text_cases;

use std::fmt::Write as _;

use text_cases::Case;
use v3q::diagnostic::{Safety, Severity};
use v3q::syntax::{
    CODES, Limits, PlaceholderStyle, PlaceholderStyles, ReadOptions, SyntaxError, read_filter, read_sorters,
};
use v3q::text::apply_edits;

#[test]
fn texts_are_read_as_the_cases_say() {
    text_cases::run("read", |case| {
        let options = options(case);
        if let Some(text) = case.get("filter").or(case.get("template")) {
            let text = unescaped(&text);
            laws::reading_a_filter(&text, &options);
            let reading = read_filter(&text, &options);
            return answer(&text, &reading.tree.to_string(), &reading.findings, &laws::mended_filter(&text, &options));
        }
        let text = unescaped(&case.get("sorters").unwrap_or_else(|| panic!("{}: a case has a text", case.title)));
        laws::reading_sorters(&text, &options);
        let reading = read_sorters(&text, &options);
        answer(&text, &reading.tree.to_string(), &reading.findings, &laws::mended_sorters(&text, &options))
    });
}

fn options(case: &Case) -> ReadOptions {
    let mut options = ReadOptions::default();
    if case.get("template").is_some() {
        options.placeholders = match case.get("styles") {
            None => PlaceholderStyles::all(),
            Some(names) => PlaceholderStyles::of(&names.split(' ').map(style).collect::<Vec<_>>()),
        };
    }
    for limit in case.get("limits").unwrap_or_default().split_whitespace() {
        let (name, bound) = limit.split_once('=').expect("name=bound");
        let bound = bound.parse().expect("a number");
        let Limits { text, depth, clauses, values } = &mut options.limits;
        *match name {
            "text" => text,
            "depth" => depth,
            "clauses" => clauses,
            "values" => values,
            _ => panic!("no such limit: {name}"),
        } = bound;
    }
    options
}

fn style(name: &str) -> PlaceholderStyle {
    PlaceholderStyle::ALL
        .into_iter()
        .find(|style| format!("{style:?}") == name)
        .unwrap_or_else(|| panic!("no such style: {name}"))
}

fn answer(text: &str, read: &str, findings: &[SyntaxError], mended: &str) -> String {
    let mut out = String::new();
    writeln!(out, "reads: {}", escaped(read)).unwrap();
    for finding in findings {
        let (severity, code) = (finding.severity(), finding.info().code);
        let (start, end) = (finding.span.start(), finding.span.end());
        writeln!(out, "{severity} {code} @{start}..{end} {}", escaped(&finding.to_string())).unwrap();
        let Some(fix) = &finding.fix else { continue };
        let kind = if fix.safety == Safety::Safe { "fix" } else { "guess" };
        let fixed = apply_edits(text, &fix.edits).expect("a fix fits its text");
        writeln!(out, "  {kind}: {}: {}", fix.title, escaped(&fixed)).unwrap();
    }
    if mended != text {
        writeln!(out, "mended: {}", escaped(mended)).unwrap();
    }
    out
}

/// With `\u{A0}` as the character it stands for.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split("\\u{");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (digits, rest) = part.split_once('}').expect("a closing brace");
        out.push(char::from_u32(u32::from_str_radix(digits, 16).expect("hexadecimal")).expect("a character"));
        out.push_str(rest);
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        let at_edge = at == 0 || at + c.len_utf8() == text.len();
        let is_seen = !c.is_control()
            && (c == ' ' || !c.is_whitespace())
            && !matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}');
        if is_seen && !(at_edge && c == ' ') {
            out.push(c);
        } else {
            write!(out, "\\u{{{:X}}}", u32::from(c)).unwrap();
        }
    }
    out
}

#[test]
fn the_example_of_every_code_raises_it_and_is_mended_as_it_says() {
    let options = ReadOptions::default();
    for info in CODES {
        let (bad, good) = info.example;
        if bad.is_empty() {
            continue;
        }
        let is_sorter = info.code.contains("sorter") || ["direction-word", "bad-minus"].contains(&info.code);
        let read = |text: &str| {
            if is_sorter { read_sorters(text, &options).findings } else { read_filter(text, &options).findings }
        };
        let findings = read(bad);
        let raised: Vec<_> = findings.iter().filter(|it| it.info() == info).collect();
        assert!(!raised.is_empty(), "{}: {bad} raises {findings:?}", info.code);
        assert!(findings.iter().all(|it| it.info() == info), "{}: {bad} raises {findings:?}", info.code);
        if good.is_empty() {
            continue;
        }
        let edits: Vec<_> = raised.iter().filter_map(|it| it.fix.as_ref()).flat_map(|fix| fix.edits.clone()).collect();
        assert_eq!(apply_edits(bad, &edits).as_deref(), Some(good), "{}", info.code);
        let left = read(good);
        assert!(left.iter().all(|it| it.severity() != Severity::Error && it.info() != info), "{}: {left:?}", info.code);
    }
}
