//! Workflow commands of GitHub Actions: annotations beside the lines of a pull request. Columns count characters.

use std::fmt::Write as _;

use super::model::Report;
use super::{Colour, Format};
use crate::diagnostic::Severity;

pub(super) static FORMAT: Format =
    Format { name: "github", summary: "annotations of GitHub Actions", counts_fixes: false, render };

fn render(report: &Report, _: Colour) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        let it = &finding.diagnostic;
        let command = match it.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Style => "notice",
        };
        let mut place = String::new();
        // What was given inline stands in no file.
        if let Some(source) = finding.source.map(|id| report.source(id)).filter(|it| it.is_file) {
            let (start, end) = (source.position(it.span.start()), source.position(it.span.end()));
            place = format!("file={},line={},endLine={},", property(&source.path), start.line, end.line);
            // Columns of a finding over several lines are not taken.
            if start.line == end.line {
                write!(place, "col={},endColumn={},", start.column, end.column).expect(TAKES_ALL);
            }
        }
        let mut message = it.message.clone();
        if !it.help.is_empty() {
            write!(message, "\nhelp: {}", it.help).expect(TAKES_ALL);
        }
        writeln!(out, "::{command} {place}title={}::{}", property(it.code()), data(&message)).expect(TAKES_ALL);
    }
    out
}

const TAKES_ALL: &str = "a string takes whatever is written to it";

/// A message, whose line breaks would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which `:` and `,` would end too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("50%, a:b\r\nc"), "50%25, a:b%0D%0Ac");
        assert_eq!(property("50%,a:b\n"), "50%25%2Ca%3Ab%0A");
    }
}
