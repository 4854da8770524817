//! `v3q lsp`: a language server over standard input and output.
//!
//! The server answers the protocol and keeps the documents; one worker looks at them, so that a large document never
//! keeps the next message waiting. Looks into all rooms that `cli` looks into, and its commands `fmt` and `endpoints`.

mod actions;
mod capabilities;
mod completion;
mod connection;
mod cursor;
mod document;
mod findings;
mod formatting;
mod framing;
mod hover;
mod lines;
mod requests;
mod said;
mod server;
mod settings;
mod worker;

use super::failure::Failure;
use super::output::Output;

/// Run a language server for editors, on standard input and output
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 the editor has shut it down; 1 it is gone without; 2 the connection broke.")]
pub(super) struct Args {
    /// Taken and ignored: editors add it where a server can be reached in several ways
    #[arg(long)]
    stdio: bool,
}

pub(super) fn run(_: &Args) -> Result<Output, Failure> {
    let code = server::serve().map_err(|error| Failure::new(format!("the connection broke: {error}")))?;
    Ok(Output::new(String::new(), code))
}
