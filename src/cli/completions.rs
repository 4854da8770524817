//! `v3q completions`: what a shell completes.

use clap_complete::Shell;

use super::failure::Failure;
use super::output::Output;

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(args: &Args, mut command: clap::Command) -> Result<Output, Failure> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut command, "v3q", &mut out);
    let text = String::from_utf8(out).map_err(|_| Failure::new("the completions are not UTF-8"))?;
    Ok(Output::clean(text))
}
