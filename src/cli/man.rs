//! `v3q man`: the manual.

use std::path::PathBuf;

use super::failure::Failure;
use super::output::Output;
use super::output_file;

/// Print the manual page of the command, or write those of all its commands to a folder
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder, which is made where it is not there
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

pub(super) fn run(args: &Args, mut command: clap::Command) -> Result<Output, Failure> {
    // Only a command that was built knows the full names of the commands below it.
    command.build();
    let Some(folder) = &args.folder else { return Ok(Output::clean(page(command)?)) };
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("`{}` can't be made: {error}", folder.display())))?;
    let mut waiting = vec![command];
    while let Some(command) = waiting.pop() {
        waiting.extend(command.get_subcommands().filter(|it| it.get_name() != "help").cloned());
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
        let path = folder.join(format!("{name}.1"));
        output_file::write(&path, &page(command)?)
            .map_err(|error| Failure::new(format!("`{}` can't be written: {error}", path.display())))?;
    }
    Ok(Output::clean(""))
}

fn page(command: clap::Command) -> Result<String, Failure> {
    let mut out = Vec::new();
    let written = clap_mangen::Man::new(command).render(&mut out);
    written.map_err(|error| Failure::new(format!("the manual can't be made: {error}")))?;
    String::from_utf8(out).map_err(|_| Failure::new("the manual is not UTF-8"))
}
