//! `v3q parse`: the tree of an expression.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::failure::Failure;
use super::input::Expression;
use super::output::{CLEAN, FOUND, Output, colour};
use super::tree::{of_filter, of_sorters};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{Finding, Report, finding_value, render_finding};
use crate::syntax::{ReadOptions, SyntaxError, read_filter, read_sorters};
use crate::text::{OffsetMap, Span};

/// Show how an expression is read
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A filter expression; `@FILE` for the one in a file, `@-` for standard input
    #[arg(value_name = "EXPR", allow_hyphen_values = true)]
    expression: String,
    /// Read it as a sorter expression
    #[arg(long)]
    sorters: bool,
    /// The form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "tree")]
    format: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// An indented tree, then what is wrong
    Tree,
    /// One JSON object
    Json,
}

pub(super) fn run(args: &Args) -> Result<Output, Failure> {
    let expression = Expression::read(&args.expression)?;
    let text = expression.expression();
    let options = ReadOptions::default();
    let (branch, findings, map, kind) = if args.sorters {
        let reading = read_sorters(text, &options);
        (of_sorters(&reading.tree), reading.findings, reading.map, "sorters")
    } else {
        let reading = read_filter(text, &options);
        (of_filter(&reading.tree), reading.findings, reading.map, "filter")
    };
    // Places are told in bytes of the text that was given, which may have been percent-encoded.
    let place = |span: Span| map.as_ref().map_or(span, |map: &OffsetMap| map.outer(span)).shifted(expression.start());
    let has_errors = findings.iter().any(|it| it.severity() == Severity::Error);
    let report = report(&expression, findings);
    let text = match args.format {
        Form::Tree => {
            let findings = report.findings.iter().map(|it| format!("\n{}", render_finding(&report, it, colour())));
            branch.lines(&place) + &findings.collect::<String>()
        }
        Form::Json => {
            let findings: Vec<Value> = report.findings.iter().map(|it| finding_value(&report, it)).collect();
            let document = json!({ "version": 1, "kind": kind, "tree": branch.value(&place), "findings": findings });
            serde_json::to_string_pretty(&document).expect("text and numbers are JSON") + "\n"
        }
    };
    Ok(Output::new(text, if has_errors { FOUND } else { CLEAN }))
}

fn report(expression: &Expression, findings: Vec<SyntaxError>) -> Report {
    let mut report = Report::default();
    let source = Some(match &expression.file {
        Some(file) => report.add_file(file, expression.text.clone()),
        None => report.add_inline("EXPR", expression.text.clone()),
    });
    report.findings = findings
        .into_iter()
        .map(|error| Finding {
            source,
            query: Some(expression.expression().to_owned()),
            diagnostic: expression.in_text(Diagnostic::from(error)),
            also: Vec::new(),
        })
        .collect();
    report
}
