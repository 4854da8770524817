//! One line a finding: `file:line:column: severity[code] message`, which editors and `grep` understand.

use std::fmt::Write as _;

use super::excerpt::{visible, visible_line};
use super::human::painted;
use super::model::Report;
use super::{Colour, Format};

pub(super) static FORMAT: Format =
    Format { name: "concise", summary: "one line a finding", counts_fixes: false, render };

fn render(report: &Report, colour: Colour) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        let it = &finding.diagnostic;
        let place = finding.source.map_or_else(String::new, |id| {
            let source = report.source(id);
            let position = source.position(it.span.start());
            format!("{}:{}:{}: ", visible_line(&source.name), position.line, position.column)
        });
        let message = it.message.replace('\n', " ");
        let code = painted(&format!("{}[{}]", it.severity, it.code()), it.severity, colour);
        writeln!(out, "{place}{code} {}", visible(&message)).expect("a string takes all");
    }
    if !report.is_quiet {
        writeln!(out, "{}", report.counts()).expect("a string takes all");
    }
    out
}
