//! For programs that read line by line: one JSON object a finding, as in `findings` of the JSON output.

use super::json::finding_line;
use super::model::Report;
use super::{Colour, Format};

pub(super) static FORMAT: Format =
    Format { name: "jsonl", summary: "for programs: one JSON object a line", counts_fixes: false, render };

fn render(report: &Report, _: Colour) -> String {
    report.findings.iter().map(|finding| finding_line(report, finding) + "\n").collect()
}
