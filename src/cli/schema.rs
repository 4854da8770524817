//! `v3q schema`: make, compare and describe schema files.

mod examples;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::input::read_path;
use super::output::{CLEAN, Output};
use super::output_file;
use crate::openapi::{self, Unread};
use crate::schema::{Schema, Totals, catalog, diff, file};

/// Make, compare and describe schema files
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a schema file of API specifications (OpenAPI 3.0 or 3.1, YAML or JSON).
    Import(ImportArgs),
    /// Show the endpoints, fields, operators and sort fields that were added and removed.
    Diff(DiffArgs),
    /// Check the examples that specifications give for their own filter and sorter parameters.
    Examples(examples::Args),
    /// Print the JSON Schema of a schema file, for editors.
    JsonSchema,
}

#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The specifications.
    #[arg(value_name = "SPEC", required = true)]
    specs: Vec<PathBuf>,
    /// Write the schema file here instead of to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Put this comment at the head of the schema file.
    #[arg(long, value_name = "TEXT")]
    header: Option<String>,
    /// Print endpoints/fields/field-operator pairs/sort fields of each specification instead of the schema file.
    #[arg(long)]
    totals: bool,
}

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The older one: a specification, a schema file, or a version of the catalog (`v2025`).
    #[arg(value_name = "A")]
    old: String,
    /// The newer one.
    #[arg(value_name = "B")]
    new: String,
}

/// Runs a `v3q schema` command.
///
/// # Errors
/// A file can't be read or written, or is not what it should be.
pub(super) fn run(command: &Command) -> Result<Output, Failure> {
    match command {
        Command::Import(args) => import(args),
        Command::Diff(args) => {
            let (old, new) = (load(&args.old)?, load(&args.new)?);
            let (old, new): (Vec<&Schema>, Vec<&Schema>) = (old.iter().collect(), new.iter().collect());
            let changes = diff(&old, &new);
            Ok(Output::clean(if changes.is_empty() { "no difference\n".to_owned() } else { changes.to_string() }))
        }
        Command::Examples(args) => examples::run(args),
        Command::JsonSchema => Ok(Output::clean(file::json_schema())),
    }
}

fn import(args: &ImportArgs) -> Result<Output, Failure> {
    let mut schemas = Vec::new();
    let mut totals = String::new();
    let mut notes = String::new();
    for spec in &args.specs {
        let import = openapi::import(spec).map_err(|it| Failure::new(it.to_string()))?;
        totals += &format!("{} {}\n", import.version, Totals::of(&import.schemas));
        notes.extend(import.unread.iter().map(|it| unread(spec, it)));
        schemas.extend(import.schemas);
    }
    if schemas.is_empty() {
        notes += "no endpoint with filters or sorters in the standard form\n";
    }
    let text = || {
        let header = args.header.iter().flat_map(|it| it.lines()).map(|line| format!("# {line}\n"));
        header.collect::<String>() + &file::write(&schemas)
    };
    if let Some(path) = &args.output {
        output_file::write(path, &text())
            .map_err(|error| Failure::new(format!("`{}` can't be written: {error}", path.display())))?;
    }
    let text = match (args.totals, &args.output) {
        (true, _) => totals,
        (false, None) => text(),
        (false, Some(_)) => String::new(),
    };
    Ok(Output { text, notes, code: CLEAN })
}

fn unread(spec: &Path, it: &Unread) -> String {
    let about = if it.parameter.is_empty() { String::new() } else { format!(" `{}`", it.parameter) };
    format!("{}: {}{about}: {}: {}\n", spec.display(), it.endpoint, it.reason, it.line)
}

/// The schemas of a version of the catalog (without the supplement, which no specification has), of a schema file, or
/// of a specification.
fn load(name: &str) -> Result<Vec<Schema>, Failure> {
    if catalog::VERSIONS.contains(&name) {
        return Ok(catalog::published(name));
    }
    let path = Path::new(name);
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "yaml" | "yml" | "json" => {
            openapi::import(path).map(|it| it.schemas).map_err(|it| Failure::new(it.to_string()))
        }
        "toml" => read_file(path),
        _ => Err(Failure::with_help(
            format!("`{name}` names no endpoints"),
            "a version of the catalog, a specification (`.yaml`, `.json`), or a schema file (`.toml`)",
        )),
    }
}

/// Reads a schema file.
///
/// # Errors
/// The file can't be read, or every mistake in it.
pub(super) fn read_file(path: &Path) -> Result<Vec<Schema>, Failure> {
    let text = read_path(path)?;
    file::read(&text).map_err(|errors| {
        let reasons = errors.iter().map(|it| {
            let message = format!("{}:{}:{}: {}", path.display(), it.line, it.column, it.kind);
            Failure::with_help(message, it.kind.help())
        });
        reasons.reduce(Failure::and).unwrap_or_else(|| Failure::new(format!("`{}` is no schema file", path.display())))
    })
}
