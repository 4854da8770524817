//! JUnit's XML: a test suite a file with findings, a failed test case a finding.

use std::fmt::Write as _;

use super::model::{Finding, Report};
use super::{Colour, Format};

pub(super) static FORMAT: Format =
    Format { name: "junit", summary: "JUnit's XML, a failed test a finding", counts_fixes: false, render };

const TAKES_ALL: &str = "a string takes whatever is written to it";

fn render(report: &Report, _: Colour) -> String {
    let count = report.findings.len();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    writeln!(out, "<testsuites name=\"v3q\" tests=\"{}\" failures=\"{count}\" errors=\"0\">", count.max(1))
        .expect(TAKES_ALL);
    if count == 0 {
        // Readers refuse a report without any test.
        out.push_str("  <testsuite name=\"v3q\" tests=\"1\" failures=\"0\" errors=\"0\">\n");
        out.push_str("    <testcase name=\"no findings\" classname=\"v3q\"/>\n  </testsuite>\n");
    }
    for findings in report.findings.chunk_by(|a, b| a.source == b.source) {
        suite(report, findings, &mut out);
    }
    out.push_str("</testsuites>\n");
    out
}

fn suite(report: &Report, findings: &[Finding], out: &mut String) {
    let source = findings.first().and_then(|it| it.source).map(|id| report.source(id));
    let name = escaped(source.map_or("(inline)", |it| it.name.as_str()));
    let count = findings.len();
    writeln!(out, "  <testsuite name=\"{name}\" tests=\"{count}\" failures=\"{count}\" errors=\"0\">")
        .expect(TAKES_ALL);
    for Finding { diagnostic: it, .. } in findings {
        let position = source.map(|source| source.position(it.span.start()));
        let (line, column) = position.map_or((1, 1), |position| (position.line, position.column));
        let (code, message, help) = (it.code(), escaped(&it.message), escaped(&it.help));
        let gap = if help.is_empty() { "" } else { "\n" };
        write!(
            out,
            "    <testcase name=\"{code} {line}:{column}\" classname=\"{name}\" line=\"{line}\">\n      \
             <failure type=\"{}\" message=\"{message}\">{message}{gap}{help}</failure>\n    </testcase>\n",
            it.severity,
        )
        .expect(TAKES_ALL);
    }
    out.push_str("  </testsuite>\n");
}

/// Text as XML holds it, in attributes too. Characters that XML 1.0 can't hold become the replacement character.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A line break in an attribute would be read as a blank.
            '\t' | '\n' | '\r' => write!(out, "&#{};", u32::from(c)).expect(TAKES_ALL),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_can_not_hold_is_replaced() {
        assert_eq!(escaped("a<b & \"c\"\u{1}\n"), "a&lt;b &amp; &quot;c&quot;\u{fffd}&#10;");
    }
}
