//! The `v3q` command.

pub mod endpoints;
mod output_file;
pub mod schema;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "v3q", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell what endpoints support.
    Endpoints(endpoints::EndpointsArgs),
    /// Make, compare and describe schema files.
    #[command(subcommand)]
    Schema(schema::SchemaCommand),
}

/// Runs the command with the arguments of this process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let mut out = std::io::stdout().lock();
    let mut err = std::io::stderr().lock();
    let result = match &cli.command {
        Command::Endpoints(args) => endpoints::run(args, &[], None, &mut out),
        Command::Schema(command) => schema::run(command, &mut out, &mut err),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(report) => {
            eprintln!("{report:?}");
            ExitCode::from(2)
        }
    }
}
