//! `v3q fmt`: queries in canonical form.

use std::path::{Path, PathBuf};

use super::checking::{places, unreadable};
use super::endpoint;
use super::failure::{Failure, all};
use super::fixing::check_replaceable;
use super::input::{Expression, read_path};
use super::output::{CLEAN, FOUND, Output};
use super::output_file;
use crate::check::has_placeholder;
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{self, Colour, Finding, Report, visible_line};
use crate::saved::{self, Part, Reading, SavedParameter, SavedQuery};
use crate::syntax::{ReadOptions, read_filter, read_sorters};
use crate::text::{Edit, Span};

/// Write queries in canonical form
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Files of queries, replaced where they change; `-` for standard input, which goes to standard output
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// A filter expression; `@FILE` for the one in a file, `@-` for the one on standard input
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true, conflicts_with = "paths")]
    filters: Option<String>,
    /// A sorter expression; `@FILE` for the one in a file, `@-` for the one on standard input
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true, conflicts_with_all = ["paths", "filters"])]
    sorters: Option<String>,
    /// Change nothing; name what would change, and exit with 1 where something would
    #[arg(long)]
    check: bool,
    /// Break a filter that is longer than this many columns, one operand a line
    #[arg(long, value_name = "COLUMNS", requires = "filters")]
    width: Option<usize>,
}

const AFTER_HELP: &str = "An expression that can't be read stays as it is and is reported.\n\nExit codes: 0 done, or \
                          nothing to do; 1 an expression can't be read, or with --check something would change; 2 wrong \
                          use or a file that can't be read.";

pub(super) fn run(args: &Args) -> Result<Output, Failure> {
    match (&args.filters, &args.sorters) {
        (Some(argument), _) => inline("filters", argument, args),
        (None, Some(argument)) => inline("sorters", argument, args),
        (None, None) if args.paths.is_empty() => Err(Failure::with_help(
            "there is nothing to format",
            "name files, `-` for standard input, or give `--filters` or `--sorters`",
        )),
        (None, None) => files(args),
    }
}

/// The width of an expression that is never broken: a file has one a line.
const ONE_LINE: usize = usize::MAX;

/// An expression in canonical form, or what keeps it from being read.
fn canonical(name: &str, text: &str, options: &ReadOptions, width: usize) -> Result<String, Vec<Diagnostic>> {
    let (printed, findings) = if matches!(name, "sorters" | "sort") {
        let reading = read_sorters(text, options);
        (reading.tree.to_string(), reading.findings)
    } else {
        let reading = read_filter(text, options);
        (reading.tree.pretty(width).to_string(), reading.findings)
    };
    let errors: Vec<_> = findings.into_iter().filter(|it| it.severity() == Severity::Error).collect();
    if errors.is_empty() { Ok(printed) } else { Err(errors.into_iter().map(Diagnostic::from).collect()) }
}

fn inline(name: &'static str, argument: &str, args: &Args) -> Result<Output, Failure> {
    let expression = Expression::read(argument)?;
    match canonical(name, expression.expression(), &ReadOptions::default(), args.width.unwrap_or(ONE_LINE)) {
        Ok(printed) if args.check => {
            let same = printed == expression.expression();
            let text = if same { String::new() } else { format!("--{name} would change\n") };
            Ok(Output::new(text, if same { CLEAN } else { FOUND }))
        }
        Ok(printed) => Ok(Output::clean(printed + "\n")),
        Err(errors) => {
            let mut report = Report::default();
            report.queries = 1;
            report.without_endpoint = 1;
            let query = Some(expression.expression().to_owned());
            let errors: Vec<_> = errors.into_iter().map(|it| expression.in_text(it)).collect();
            let source = match expression.file {
                Some(file) => report.add_file(file, expression.text),
                None => report.add_inline(format!("--{name}"), expression.text),
            };
            report.findings.extend(errors.into_iter().map(|diagnostic| Finding {
                also: Vec::new(),
                source: Some(source),
                query: query.clone(),
                diagnostic,
            }));
            Ok(Output { text: String::new(), notes: said(&report), code: FOUND })
        }
    }
}

fn files(args: &Args) -> Result<Output, Failure> {
    let texts = all(args.paths.iter().map(|path| Ok((path, read_path(path)?))))?;
    let mut report = Report::default();
    let mut changed: Vec<(&Path, String, String)> = Vec::new();
    let mut on_stdout = String::new();
    for (path, text) in texts {
        let name = path.display().to_string();
        let formatted = formatted(&name, &text, &mut report)?;
        let differs = formatted != text;
        if name == "-" && !args.check {
            on_stdout.push_str(&formatted);
        } else if differs {
            changed.push((path, name, formatted));
        }
    }
    report.sort();
    let mut text = on_stdout;
    if args.check {
        text.extend(changed.iter().map(|(_, name, _)| format!("{} would change\n", visible_line(name))));
    } else {
        all(changed.iter().map(|(path, name, formatted)| {
            check_replaceable(path)?;
            let written = output_file::write(path, formatted);
            written.map_err(|error| Failure::new(format!("`{name}` can't be written: {error}")))
        }))?;
    }
    let notes = if report.findings.is_empty() { String::new() } else { said(&report) };
    let found = !report.findings.is_empty() || (args.check && !changed.is_empty());
    Ok(Output { text, notes, code: if found { FOUND } else { CLEAN } })
}

/// The text of a file with its expressions in canonical form; those that can't be read go to the report.
fn formatted(name: &str, text: &str, report: &mut Report) -> Result<String, Failure> {
    let format = saved::format_of(name, text);
    let options = ReadOptions { placeholders: (format.placeholders)(), ..ReadOptions::default() };
    let source = report.add_file(name, text.to_owned());
    let mut edits = Vec::new();
    let queries = (format.read)(text, Reading::default()).map_err(|error| unreadable(name, error))?;
    for query in queries.iter().filter(|it| endpoint::is_ours(it, None, &[])) {
        report.queries += 1;
        report.without_endpoint += 1;
        edits.extend(canonical_edits(query, &options, |parameter, error| {
            report.findings.push(Finding {
                source: Some(source),
                query: Some(parameter.value.to_string()),
                also: places(parameter, error.span),
                diagnostic: parameter.in_file(error),
            });
        }));
    }
    Ok(saved::mended(text, &edits, format).unwrap_or_else(|| text.to_owned()))
}

/// The edits that bring the expressions of a query into canonical form, in its file. Each that can't be read stays as it
/// is; `refuse` is told why.
pub(super) fn canonical_edits(
    query: &SavedQuery<'_>,
    options: &ReadOptions,
    mut refuse: impl FnMut(&SavedParameter<'_>, Diagnostic),
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for parameter in query.parameters.iter().filter(|it| is_expression(it)) {
        let whole = Span::new(0, parameter.value.len());
        if parameter.name.starts_with("sort") && has_placeholder(&parameter.value, options.placeholders) {
            // The reader of sorters knows no placeholders.
            continue;
        }
        match canonical(&parameter.name, &parameter.value, options, ONE_LINE) {
            Ok(printed) if printed == *parameter.value || !parameter.is_text => {}
            // A text that its place can't have stays as it is.
            Ok(printed) => edits.extend(parameter.edits_in_file(&[Edit::replace(whole, printed)]).unwrap_or_default()),
            Err(errors) => errors.into_iter().for_each(|error| refuse(parameter, error)),
        }
    }
    edits
}

/// What is wrong, for people: it goes to standard error.
fn said(report: &Report) -> String {
    let [human, ..] = report::FORMATS;
    (human.render)(report, Colour::Off)
}

fn is_expression(parameter: &SavedParameter<'_>) -> bool {
    parameter.part != Part::Sample && matches!(&*parameter.name, "filters" | "filter" | "sorters" | "sort")
}
