//! `v3q lint`: what is wrong with queries.

use std::num::NonZero;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};

use super::baseline::{self, Baseline, LookedAt};
use super::checking::Checker;
use super::endpoint;
use super::failure::{Failure, all};
use super::fixing::{self, mend_inline};
use super::input::Expression;
use super::linting::{Endpoints, Linted, Linting};
use super::output::{CLEAN, ColourChoice, FOUND, Output, stderr_colour_chosen, stdout_colour_chosen};
use super::paths::Paths;
use super::settings::{self, SettingsFiles};
use super::settings_shown;
use super::statistics;
use super::threads::Threads;
use super::walking::{Found, Walk};
use crate::diagnostic::{Safety, Severity};
use crate::report::{self, Report, visible_line};

/// Tell what is wrong with queries, given inline or saved in files
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Files that queries are saved in, and folders of such files; `-` for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// A filter expression; `@FILE` for the one in a file, `@-` for standard input
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true)]
    filters: Option<String>,
    /// A sorter expression; `@FILE` for the one in a file, `@-` for standard input
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true)]
    sorters: Option<String>,
    /// What standard input is called: its extension tells the format, its folder the settings
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    /// Take files in folders that `.gitignore` leaves out too
    #[arg(long)]
    no_ignore: bool,
    /// How many threads check [default: one a processor]
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZero<usize>>,
    #[command(flatten)]
    settings: settings::Args,
    /// Show the settings that count for the first path, and check nothing
    #[arg(long, help_heading = "Settings")]
    show_settings: bool,
    #[command(flatten)]
    fixes: Fixes,
    #[command(flatten)]
    answer: Answer,
}

/// What is mended
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Fixes")]
#[group(skip)]
struct Fixes {
    /// Apply the fixes that can be trusted; inline text and standard input go to standard output
    #[arg(long)]
    fix: bool,
    /// With --fix or --diff: apply guesses too
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long)]
    diff: bool,
}

/// What is told
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Answer")]
#[group(skip)]
struct Answer {
    /// The form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = format_parser())]
    format: &'static report::Format,
    /// The mildest severity that makes the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", value_parser = severity_parser())]
    fail_on: Option<Severity>,
    /// Exit with 0 although there are findings
    #[arg(long)]
    exit_zero: bool,
    /// Leave out the findings that this baseline holds
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// Write what is found to this baseline, and report nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "unsafe_fixes", "diff"])]
    write_baseline: Option<PathBuf>,
    /// Tell how often each code was found instead of where
    #[arg(long)]
    statistics: bool,
    /// Print findings alone, without counts and notes
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Tell which settings files were read, which files are of no known kind, and which entries of the baseline are stale
    #[arg(short, long)]
    verbose: bool,
    /// When to use colours [default: where the output is a terminal]
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    color: ColourChoice,
}

const AFTER_HELP: &str = "Expressions that are given together are checked as one query. A URL in a file is checked \
                          against the endpoint it leads to. In folders, files whose extension tells their format are \
                          read.\n\nExit codes: 0 nothing found at or above --fail-on, 1 findings, 2 wrong use or a \
                          file that can't be read.";

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
    let mut settings = SettingsFiles::new(&args.settings)?;
    // What is said inline is said in the working folder.
    let here = settings.of_folder(Path::new("."))?;
    let fail_on = args.answer.fail_on.unwrap_or_else(|| settings.get(here).fail_on());
    if args.show_settings {
        let first = args.paths.first().map(PathBuf::as_path);
        let number = match first {
            Some(path) if path.is_dir() => settings.of_folder(path)?,
            Some(path) => settings.of_file(path)?,
            None => here,
        };
        return Ok(Output::clean(settings_shown::text(settings.get(number), first, fail_on)));
    }
    check_use(args)?;
    let given = given(args)
        .into_iter()
        .filter_map(|(name, argument)| Some(Expression::read(argument?).map(|expression| (name, expression))));
    let inline = all(given)?;
    let stdin_name = args.stdin_filename.as_deref();
    let walk = Walk { ignore_files: !args.no_ignore, stdin_name };
    let walked = walk.files(&args.paths, &mut settings)?;
    let files = walked.files;
    let safety = if args.fixes.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let fixes = (args.fixes.fix || args.fixes.diff).then_some(safety);

    let mut mended = Vec::new();
    let mut report = Report::default();
    if !inline.is_empty() {
        let own = settings.get(here);
        let (endpoint, version) = own.target(Path::new("-"));
        let endpoint = endpoint.map(|name| endpoint::named(name, version, &own.own)).transpose()?;
        let mut checker = Checker::new(endpoint, version, &own.own);
        checker.levels = own.levels(Path::new("-"));
        match fixes {
            Some(safety) => mended = mend_inline(&mut checker, inline, safety),
            None => checker.check_inline(inline),
        }
        report = checker.take_report();
    }
    let (levels, is_unchecked) = (settings.get(here).levels(Path::new("-")), report.without_endpoint > 0);
    let looked_at = |name: &str| LookedAt { name: name.to_owned(), levels: levels.clone(), is_unchecked };
    let inline_looked_at: Vec<LookedAt> = report.sources().iter().map(|it| looked_at(&it.name)).collect();
    let threads = args.threads.map_or_else(Threads::of_machine, Threads::new);
    let linting =
        Linting { settings: &settings, fixes, stdin_name, threads: &threads, endpoints: Endpoints::default() };
    let mut linted = linting.run(&files)?;
    linted.unreadable.splice(0..0, walked.unreadable);
    mended.append(&mut linted.mended);
    linted.looked_at.extend(inline_looked_at);
    if report.queries == 0 {
        report.endpoint = linted.report.endpoint.take();
    }
    report.absorb(std::mem::take(&mut linted.report));
    report.sort();
    let paths = Paths::here();
    report.locate(|name| if name == "-" { name.to_owned() } else { paths.from(&paths.root, Path::new(name)) });
    report.is_quiet = args.answer.quiet;
    if fixes.is_some() {
        report.applied = Some(mended.iter().map(|it| it.applied).sum());
    }
    let mut notes = notes(args, &linted, &files, &settings);
    if let Some(path) = &args.answer.write_baseline {
        let count = baseline::write(path, &report, &paths)?;
        let findings = if count == 1 { "finding" } else { "findings" };
        let said = format!("{count} {findings} written to {}\n", visible_line(&path.display().to_string()));
        let text = if args.answer.quiet { String::new() } else { said };
        return Ok(Output { text, notes, code: CLEAN });
    }
    if let Some(path) = &args.answer.baseline {
        let stale = Baseline::read(path, &paths)?.take_out(&mut report, &paths, &linted.looked_at);
        if args.answer.verbose {
            notes.push_str(&baseline::stale_note(path, &stale));
        }
    }
    let is_found = report.worst().is_some_and(|worst| worst >= fail_on);
    let code = if is_found && !args.answer.exit_zero { FOUND } else { CLEAN };
    answer(args, &report, &mended, notes, code)
}

/// The answer for people or programs; files are written before it is given.
fn answer(
    args: &Args,
    report: &Report,
    mended: &[fixing::Mended],
    mut notes: String,
    code: u8,
) -> Result<Output, Failure> {
    let Answer { format, statistics, quiet, color, exit_zero, .. } = &args.answer;
    if args.fixes.diff {
        let text = fixing::shown(mended);
        let code = if text.is_empty() || *exit_zero { code } else { FOUND };
        if !report.findings.is_empty() && !quiet {
            let guesses = if args.fixes.unsafe_fixes { " --unsafe-fixes" } else { "" };
            notes.push_str(&format!("{} would be left by --fix{guesses}\n", report.counts()));
        }
        return Ok(Output { text, notes, code });
    }
    fixing::write(mended)?;
    let on_stdout: String = mended.iter().filter(|it| !it.is_file).map(|it| it.after.as_str()).collect();
    let is_aside = mended.iter().any(|it| !it.is_file);
    let colour = if is_aside { stderr_colour_chosen(*color) } else { stdout_colour_chosen(*color) };
    let findings = match statistics.then(|| statistics::form(format)).flatten() {
        Some(render) => render(report),
        None => (format.render)(report, colour),
    };
    let applied = match report.applied.filter(|_| !format.counts_fixes && !quiet) {
        Some(1) => "1 fix applied\n".to_owned(),
        Some(applied) => format!("{applied} fixes applied\n"),
        None => String::new(),
    };
    if is_aside {
        // Standard output is for the mended text; what is left is said beside it.
        return Ok(Output { text: on_stdout, notes: notes + &findings + &applied, code });
    }
    notes.push_str(&applied);
    Ok(Output { text: findings, notes, code })
}

fn given(args: &Args) -> [(&'static str, Option<&str>); 2] {
    [("filters", args.filters.as_deref()), ("sorters", args.sorters.as_deref())]
}

/// Refuses what can't be meant.
fn check_use(args: &Args) -> Result<(), Failure> {
    let given = given(args);
    if args.paths.is_empty() && given.iter().all(|(_, argument)| argument.is_none()) {
        return Err(Failure::with_help(
            "there is nothing to check",
            "name files, folders, `-` for standard input, or give `--filters` or `--sorters`",
        ));
    }
    let stdins = given.iter().filter(|(_, argument)| *argument == Some("@-")).count()
        + args.paths.iter().filter(|it| it.as_os_str() == "-").count();
    if stdins > 1 {
        return Err(Failure::new("standard input can be read only once"));
    }
    if args.answer.statistics && statistics::form(args.answer.format).is_none() {
        let message = format!("`--statistics` has no form `{}`", args.answer.format.name);
        return Err(Failure::with_help(message, "it has the forms `human` and `json`"));
    }
    if args.fixes.unsafe_fixes && !args.fixes.fix && !args.fixes.diff {
        let help = "add `--fix` to apply them, `--diff` to see what would change";
        return Err(Failure::with_help("`--unsafe-fixes` alone does nothing", help));
    }
    Ok(())
}

/// What is said beside the answer.
fn notes(args: &Args, linted: &Linted, files: &[Found], settings: &SettingsFiles<'_>) -> String {
    let mut notes = String::new();
    for failure in &linted.unreadable {
        notes.push_str(&failure.warning());
    }
    if args.answer.verbose {
        let mut read: Vec<usize> = files.iter().map(|it| it.settings).collect();
        read.sort_unstable();
        read.dedup();
        for file in read.into_iter().filter_map(|number| settings.get(number).file.as_deref()) {
            notes.push_str(&format!("note: settings from {}\n", visible_line(&settings::shown(file))));
        }
        for name in &linted.others {
            notes.push_str(&format!("note: `{}` is no file of a known kind, and is left alone\n", visible_line(name)));
        }
    }
    notes
}
