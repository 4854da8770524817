//! `v3q schema examples`: what specifications' own examples have against their own rules.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use crate::check::{check_filter, check_sorters};
use crate::cli::failure::{Failure, all};
use crate::cli::output::Output;
use crate::diagnostic::{Diagnostic, Severity};
use crate::openapi::{self, Example, Import};
use crate::predicate::{Expression, expression_of};
use crate::report::visible;
use crate::schema::{Schema, catalog};
use crate::syntax::ReadOptions;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The specifications.
    #[arg(value_name = "SPEC", required = true)]
    specs: Vec<PathBuf>,
    /// The form of the answer.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// For people: how often each rule is broken, then where
    Table,
    /// For programs: one JSON object
    Json,
}

/// What was found in the examples of one specification.
#[derive(Debug, Serialize)]
struct Checked {
    version: String,
    examples: usize,
    /// How many examples have an error or a warning; what is only written oddly breaks no rule.
    breaking: usize,
    findings: Vec<Found>,
}

#[derive(Debug, Serialize)]
struct Found {
    endpoint: String,
    parameter: String,
    example: String,
    code: &'static str,
    severity: &'static str,
    message: String,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Document {
    version: u32,
    specifications: Vec<Checked>,
}

pub(super) fn run(args: &Args) -> Result<Output, Failure> {
    let checked = all(args.specs.iter().map(|spec| {
        let import = openapi::import(spec).map_err(|error| Failure::new(error.to_string()))?;
        Ok(check(import))
    }))?;
    Ok(Output::clean(match args.format {
        Form::Table => table(&checked),
        Form::Json => {
            let document = Document { version: 1, specifications: checked };
            serde_json::to_string_pretty(&document).expect("text and numbers are JSON") + "\n"
        }
    }))
}

fn check(mut import: Import) -> Checked {
    import.schemas.iter_mut().for_each(catalog::supply);
    let mut checked = Checked { version: import.version, examples: 0, breaking: 0, findings: Vec::new() };
    for example in import.examples {
        let schema = import.schemas.iter().find(|it| it.method == example.method && it.path == example.path);
        let Some(findings) = schema.and_then(|schema| findings(&example, schema)) else { continue };
        checked.examples += 1;
        checked.breaking += usize::from(findings.iter().any(|it| it.severity > Severity::Style));
        checked.findings.extend(findings.into_iter().map(|it| Found {
            endpoint: format!("{} {}", example.method, example.path),
            parameter: example.parameter.clone(),
            example: example.value.clone(),
            code: it.code(),
            severity: it.severity.word(),
            start: it.span.start(),
            end: it.span.end(),
            message: it.message,
        }));
    }
    checked
}

/// What is wrong with an example; `None` for one of a parameter that only shares the name.
fn findings(example: &Example, schema: &Schema) -> Option<Vec<Diagnostic>> {
    let options = ReadOptions::default();
    Some(match expression_of(&example.parameter, schema)? {
        Expression::Filter => check_filter(&example.value, schema, &options),
        Expression::Sorter => check_sorters(&example.value, schema, &options),
    })
}

/// The rules with a column for each specification, then every example that breaks one.
fn table(checked: &[Checked]) -> String {
    // By severity, the worst first, then by name.
    let rank = |severity: &str| Severity::ALL.into_iter().rev().position(|it| it.word() == severity);
    let mut rules: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (column, spec) in checked.iter().enumerate() {
        for found in &spec.findings {
            let key = (rank(found.severity), found.code, found.severity);
            let counts = rules.entry(key).or_insert_with(|| vec![0; checked.len()]);
            if let Some(count) = counts.get_mut(column) {
                *count += 1;
            }
        }
    }
    let number = |numbers: &mut dyn Iterator<Item = usize>| numbers.map(|it| it.to_string()).collect::<Vec<_>>();
    let head = [vec!["rule".to_owned(), "severity".to_owned()], checked.iter().map(|it| it.version.clone()).collect()];
    let mut rows = vec![head.concat()];
    for ((_, code, severity), counts) in rules {
        rows.push([vec![code.to_owned(), severity.to_owned()], number(&mut counts.into_iter())].concat());
    }
    let total = |name: &str, of: fn(&Checked) -> usize| {
        [vec![name.to_owned(), String::new()], number(&mut checked.iter().map(of))].concat()
    };
    rows.push(total("examples", |it| it.examples));
    rows.push(total("that break a rule", |it| it.breaking));
    aligned(&rows) + &checked.iter().map(list).collect::<String>()
}

fn aligned(rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        widths.iter_mut().zip(row).for_each(|(width, cell)| *width = cell.chars().count().max(*width));
    }
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            // Words to the left, numbers to the right.
            let cell = if column < 2 { format!("{cell:<width$}") } else { format!("{cell:>width$}") };
            write!(line, "{}{cell}", if column == 0 { "" } else { "  " }).expect("a string takes all");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The examples of one specification that have findings: endpoint, example, codes.
fn list(checked: &Checked) -> String {
    let mut out = String::new();
    let mut last: Option<(&str, &str, &str)> = None;
    for it in &checked.findings {
        let example = (it.endpoint.as_str(), it.parameter.as_str(), it.example.as_str());
        if last != Some(example) {
            out.push_str(&format!("\n{} {}\n", checked.version, it.endpoint));
            out.push_str(&format!("  {}={}\n", it.parameter, visible(&it.example)));
        }
        out.push_str(&format!("  {}[{}]: {}\n", it.severity, it.code, it.message));
        last = Some(example);
    }
    out
}
