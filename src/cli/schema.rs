//! `v3q schema`: make, compare and describe schema files.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use miette::{IntoDiagnostic as _, Report, Result, WrapErr as _, miette};

use super::output_file;
use crate::openapi::{self, Unread};
use crate::schema::{Schema, Totals, catalog, diff, file};

/// `v3q schema …`
#[derive(Debug, Subcommand)]
pub enum SchemaCommand {
    /// Make a schema file of API specifications (OpenAPI 3.0 or 3.1, YAML or JSON).
    Import(ImportArgs),
    /// Show the endpoints, fields, operators and sort fields that were added and removed.
    Diff(DiffArgs),
    /// Print the JSON Schema of a schema file, for editors.
    JsonSchema,
}

/// `v3q schema import SPEC… [-o FILE] [--totals]`
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The specifications.
    #[arg(value_name = "SPEC", required = true)]
    pub specs: Vec<PathBuf>,
    /// Write the schema file here instead of to standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Put this comment at the head of the schema file.
    #[arg(long, value_name = "TEXT")]
    pub header: Option<String>,
    /// Print endpoints/fields/field-operator pairs/sort fields of each specification instead of the schema file.
    #[arg(long)]
    pub totals: bool,
}

/// `v3q schema diff A B`
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The older one: a specification, a schema file, or a version of the catalog (`v2025`).
    #[arg(value_name = "A")]
    pub old: String,
    /// The newer one.
    #[arg(value_name = "B")]
    pub new: String,
}

/// Runs a `v3q schema` command. What was not understood goes to `err`.
///
/// # Errors
/// A report where a file can't be read or written, or is not what it should be.
pub fn run(command: &SchemaCommand, out: &mut dyn Write, err: &mut dyn Write) -> Result<()> {
    match command {
        SchemaCommand::Import(args) => import(args, out, err),
        SchemaCommand::Diff(args) => {
            let (old, new) = (load(&args.old)?, load(&args.new)?);
            let (old, new): (Vec<&Schema>, Vec<&Schema>) = (old.iter().collect(), new.iter().collect());
            let changes = diff(&old, &new);
            let text = if changes.is_empty() { "no difference\n".to_owned() } else { changes.to_string() };
            out.write_all(text.as_bytes()).into_diagnostic()
        }
        SchemaCommand::JsonSchema => out.write_all(file::json_schema().as_bytes()).into_diagnostic(),
    }
}

fn import(args: &ImportArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<()> {
    let mut schemas = Vec::new();
    let mut totals = String::new();
    for spec in &args.specs {
        let import = openapi::import(spec).map_err(|it| miette!("{it}"))?;
        totals += &format!("{} {}\n", import.version, Totals::of(&import.schemas));
        for it in &import.unread {
            write_unread(err, spec, it)?;
        }
        schemas.extend(import.schemas);
    }
    if schemas.is_empty() {
        writeln!(err, "no endpoint with filters or sorters in the standard form").into_diagnostic()?;
    }
    let text = || {
        let header = args.header.iter().flat_map(|it| it.lines()).map(|line| format!("# {line}\n"));
        header.collect::<String>() + &file::write(&schemas)
    };
    if let Some(path) = &args.output {
        let failed = || format!("can't write `{}`", path.display());
        output_file::write(path, &text()).into_diagnostic().wrap_err_with(failed)?;
    }
    match (args.totals, &args.output) {
        (true, _) => out.write_all(totals.as_bytes()).into_diagnostic(),
        (false, None) => out.write_all(text().as_bytes()).into_diagnostic(),
        (false, Some(_)) => Ok(()),
    }
}

fn write_unread(err: &mut dyn Write, spec: &Path, it: &Unread) -> Result<()> {
    let about = if it.parameter.is_empty() { String::new() } else { format!(" `{}`", it.parameter) };
    writeln!(err, "{}: {}{about}: {}: {}", spec.display(), it.endpoint, it.reason, it.line).into_diagnostic()
}

/// The schemas of a version of the catalog (without the supplement, which no specification has), of a schema file, or
/// of a specification.
fn load(name: &str) -> Result<Vec<Schema>> {
    if catalog::VERSIONS.contains(&name) {
        return Ok(catalog::published(name));
    }
    let path = Path::new(name);
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "yaml" | "yml" | "json" => openapi::import(path).map(|it| it.schemas).map_err(|it| miette!("{it}")),
        "toml" => read_file(path),
        _ => Err(miette!(
            help = "a version of the catalog, a specification (`.yaml`, `.json`), or a schema file (`.toml`)",
            "`{name}` names no endpoints"
        )),
    }
}

/// Reads a schema file.
///
/// # Errors
/// A report with every mistake in it.
pub fn read_file(path: &Path) -> Result<Vec<Schema>> {
    let failed = || format!("can't read `{}`", path.display());
    let text = fs::read_to_string(path).into_diagnostic().wrap_err_with(failed)?;
    file::read(&text).map_err(|errors| broken(path, &errors))
}

fn broken(path: &Path, errors: &[file::SchemaFileError]) -> Report {
    let lines: Vec<String> = errors
        .iter()
        .map(|it| {
            let help = it.kind.help();
            let help = if help.is_empty() { help } else { format!(" ({help})") };
            format!("{}:{}:{}: {}{help}", path.display(), it.line, it.column, it.kind)
        })
        .collect();
    miette!("{}", lines.join("\n"))
}
