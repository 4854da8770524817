//! `v3q lint`: what is wrong with queries.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};

use super::checking::Checker;
use super::endpoint;
use super::failure::{Failure, all};
use super::fixing::Fixing;
use super::input::{Expression, read_path};
use super::output::{CLEAN, FOUND, Output, colour};
use super::schema;
use crate::diagnostic::{Safety, Severity};
use crate::report;
use crate::saved;
use crate::schema::Schema;

/// Tell what is wrong with queries, given inline or saved in files
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Files that queries are saved in: one expression or URL a line, Postman collections (v2.1), JSON, YAML, requests of
    /// REST clients, shell scripts, Markdown; `-` for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The endpoint of queries that name none: an operation id, a path or a URL
    #[arg(long, value_name = "ENDPOINT")]
    endpoint: Option<String>,
    /// The published version of the endpoint [default: the newest that has it]
    #[arg(long, value_name = "VERSION")]
    api_version: Option<String>,
    /// A schema file of your own; what it says goes before the catalog
    #[arg(long, value_name = "FILE")]
    schema: Vec<PathBuf>,
    /// A filter expression; `@FILE` for the one in a file, `@-` for standard input
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true)]
    filters: Option<String>,
    /// A sorter expression; `@FILE` for the one in a file, `@-` for standard input
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true)]
    sorters: Option<String>,
    /// The form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = format_parser())]
    format: &'static report::Format,
    /// The mildest severity that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "error", value_parser = severity_parser())]
    fail_on: Severity,
    /// Apply the fixes that can be trusted; inline text and standard input go to standard output
    #[arg(long)]
    fix: bool,
    /// Apply guesses too
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long)]
    diff: bool,
}

const AFTER_HELP: &str = "Expressions that are given together are checked as one query. A URL in a file is checked \
                          against the endpoint it leads to.\n\nExit codes: 0 nothing found at or above --fail-on, \
                          1 findings, 2 wrong use or a file that can't be read.";

fn format_parser() -> impl clap::builder::TypedValueParser<Value = &'static report::Format> {
    let names = report::FORMATS.map(|format| PossibleValue::new(format.name).help(format.summary));
    PossibleValuesParser::new(names).map(|name| {
        report::FORMATS.into_iter().find(|format| format.name == name).expect("only names of the table get here")
    })
}

fn severity_parser() -> impl clap::builder::TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(Severity::ALL.map(Severity::word)).map(|word| {
        Severity::ALL.into_iter().find(|severity| severity.word() == word).expect("only these words get here")
    })
}

pub(super) fn run(args: &Args) -> Result<Output, Failure> {
    let given = [("filters", &args.filters), ("sorters", &args.sorters)];
    if args.paths.is_empty() && given.iter().all(|(_, argument)| argument.is_none()) {
        return Err(Failure::with_help(
            "there is nothing to check",
            "name files, `-` for standard input, or give `--filters` or `--sorters`",
        ));
    }
    let arguments = given.iter().filter_map(|(_, argument)| argument.as_deref());
    let stdins =
        arguments.filter(|it| *it == "@-").count() + args.paths.iter().filter(|it| it.as_os_str() == "-").count();
    if stdins > 1 {
        return Err(Failure::new("standard input can be read only once"));
    }
    let version = args.api_version.as_deref();
    let own: Vec<Schema> = all(args.schema.iter().map(|path| schema::read_file(path)))?.into_iter().flatten().collect();
    endpoint::check_version(version, &own)?;
    let endpoint = args.endpoint.as_deref().map(|name| endpoint::named(name, version, &own)).transpose()?;
    let inline = given.into_iter().filter_map(|(name, argument)| {
        Some(Expression::read(argument.as_deref()?).map(|expression| (name, expression)))
    });
    let inline = all(inline)?;
    let files = all(args.paths.iter().map(|path| Ok((path.display().to_string(), read_path(path)?))))?;

    if args.fix || args.diff || args.unsafe_fixes {
        let safety = if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
        let (diff, format, fail_on, colour) = (args.diff, args.format, args.fail_on, colour());
        return Fixing { endpoint, version, own: &own, safety, diff, format, fail_on, colour }.run(inline, files);
    }
    let mut checker = Checker::new(endpoint, version, &own);
    if !inline.is_empty() {
        checker.check_inline(inline);
    }
    all(files.into_iter().map(|(name, text)| {
        let format = saved::format_of(&name, &text);
        checker.check_file(name, text, format)
    }))?;
    let mut report = checker.report;
    report.sort();
    let code = if report.worst().is_some_and(|worst| worst >= args.fail_on) { FOUND } else { CLEAN };
    Ok(Output::new((args.format.render)(&report, colour()), code))
}
