//! The `v3q` command: one file a subcommand.
//!
//! Each takes its arguments and answers with the text to print and an exit code, or with a `Failure`; nothing is
//! printed before all of it is there, but by `select`, which writes while it reads, and `serve`. Looks into all rooms.
//! `serve` is only started here.

mod baseline;
mod checking;
mod completions;
mod diff;
mod endpoint;
mod endpoints;
mod explain;
mod failure;
mod fixing;
mod fmt;
mod input;
mod lint;
mod linting;
#[cfg(feature = "lsp")]
mod lsp;
mod man;
mod output;
mod output_file;
mod parse;
mod paths;
mod patterns;
mod pipelines;
mod schema;
mod select;
#[cfg(feature = "serve")]
mod serve;
mod settings;
mod settings_shown;
mod statistics;
mod threads;
mod tr50;
mod tree;
mod walking;

use std::process::ExitCode;
use std::sync::LazyLock;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::schema::catalog;
use output::Output;

/// Checks filters and sorters of SailPoint's V3 API against the fields and operators that each endpoint offers.
#[derive(Debug, Parser)]
#[command(name = "v3q", after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 nothing found, 1 findings, 2 wrong use or a file that can't be read.";

#[derive(Debug, Subcommand)]
enum Command {
    Lint(lint::Args),
    Fmt(fmt::Args),
    Parse(parse::Args),
    Explain(explain::Args),
    #[cfg(feature = "lsp")]
    Lsp(lsp::Args),
    Select(select::Args),
    #[cfg(feature = "serve")]
    Serve(Box<serve::Args>),
    Tr50(tr50::Args),
    Endpoints(endpoints::Args),
    #[command(subcommand)]
    Schema(schema::Command),
    Completions(completions::Args),
    Man(man::Args),
}

static VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{} (catalog of {})", env!("CARGO_PKG_VERSION"), catalog::DATE));

/// Runs the command with the arguments of this process.
#[must_use]
pub fn run() -> ExitCode {
    let command = Cli::command().version(VERSION.as_str());
    let cli = match command.clone().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too, with exit code 0. Nobody is left to tell where this can't be printed.
            let _ = error.print();
            return if error.use_stderr() { output::WRONG_USE.into() } else { ExitCode::SUCCESS };
        }
    };
    let answer = match cli.command {
        Command::Lint(args) => lint::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Explain(args) => explain::run(&args),
        #[cfg(feature = "lsp")]
        Command::Lsp(args) => lsp::run(&args),
        Command::Select(args) => select::run(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
        Command::Tr50(args) => tr50::run(&args),
        Command::Endpoints(args) => endpoints::run(&args, &[], None),
        Command::Schema(command) => schema::run(&command),
        Command::Completions(args) => completions::run(&args, command),
        Command::Man(args) => man::run(&args, command),
    };
    match answer.and_then(Output::print) {
        Ok(code) => code.into(),
        Err(failure) => failure.print().into(),
    }
}
