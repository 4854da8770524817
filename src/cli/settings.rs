//! Settings: what the command line says, and what the nearest `v3q.toml` says above each file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::endpoint;
use super::explain;
use super::failure::{Failure, all};
use super::input::read_path;
use super::patterns::{Patterns, absolute};
use super::schema;
use crate::codes;
use crate::config::{self, Config};
use crate::diagnostic::{Severity, did_you_mean};
use crate::lint::Levels;
use crate::schema::Schema;

/// What a settings file is called.
pub(super) const NAME: &str = "v3q.toml";

/// Stands for every code.
const ALL: &str = "ALL";

/// What the command line says of settings
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Settings")]
#[group(skip)]
pub(super) struct Args {
    /// The endpoint of queries that name none: an operation id, a path or a URL
    #[arg(long, value_name = "ENDPOINT")]
    pub(super) endpoint: Option<String>,
    /// The published version of the endpoint [default: the newest that has it]
    #[arg(long, value_name = "VERSION")]
    pub(super) api_version: Option<String>,
    /// A schema file of your own; what it says goes before the catalog
    #[arg(long, value_name = "FILE")]
    schema: Vec<PathBuf>,
    /// Report these codes alone, or `ALL`
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    select: Vec<String>,
    /// Report these codes beside those that are reported anyway
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    extend_select: Vec<String>,
    /// Do not report these codes
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Take the settings from this file instead of the nearest `v3q.toml` above each file
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Read no settings file
    #[arg(long)]
    isolated: bool,
}

#[cfg(feature = "lsp")]
impl Args {
    /// As if nothing but the endpoint and the version were said.
    pub(super) fn of_endpoint(endpoint: Option<String>, api_version: Option<String>) -> Self {
        Self { endpoint, api_version, ..Self::default() }
    }
}

/// The settings of the files that lie below one settings file.
#[derive(Debug)]
pub(super) struct Settings {
    /// The settings file, where there is one.
    pub(super) file: Option<PathBuf>,
    /// What it says.
    pub(super) config: Config,
    /// The user's own schema files.
    pub(super) own: Vec<Schema>,
    /// Files that a walk takes whatever their extension.
    pub(super) include: Patterns,
    /// Files and folders that a walk leaves out.
    pub(super) exclude: Patterns,
    levels: Levels,
    per_file: Vec<(Patterns, Vec<String>)>,
    /// The patterns of `config.paths`, in its order.
    paths: Vec<Patterns>,
    endpoint: Option<String>,
    version: Option<String>,
    /// Whether the command line names an endpoint: then no path has another.
    is_told: bool,
    /// Whether it names a version: then no path has another.
    is_version_told: bool,
}

impl Settings {
    /// The endpoint and the version of the queries in a file that name none.
    pub(super) fn target(&self, file: &Path) -> (Option<&str>, Option<&str>) {
        let (mut endpoint, mut version) = (self.endpoint.as_deref(), self.version.as_deref());
        if !self.is_told {
            let entries = self.paths.iter().zip(&self.config.paths);
            for (_, entry) in entries.filter(|(patterns, _)| patterns.matches(file, false)) {
                endpoint = entry.endpoint.as_deref().or(endpoint);
                version = entry.api_version.as_deref().filter(|_| !self.is_version_told).or(version);
            }
        }
        (endpoint, version)
    }

    /// Which codes are reported in a file.
    pub(super) fn levels(&self, file: &Path) -> Levels {
        let mut levels = self.levels.clone();
        for (_, codes) in self.per_file.iter().filter(|(patterns, _)| patterns.matches(file, false)) {
            for code in explain::known().iter().filter(|code| names(codes, code)) {
                levels.set(code, None);
            }
        }
        levels
    }

    /// The mildest severity that makes the exit code 1.
    pub(super) fn fail_on(&self) -> Severity {
        self.config.fail_on.unwrap_or(Severity::Error)
    }
}

/// All settings of one run: each settings file is read once.
pub(super) struct SettingsFiles<'a> {
    args: &'a Args,
    all: Vec<Settings>,
    /// The settings of each folder that was asked for.
    folders: HashMap<PathBuf, usize>,
    /// The settings of each settings file; `None` for there being none.
    files: HashMap<Option<PathBuf>, usize>,
}

impl<'a> SettingsFiles<'a> {
    pub(super) fn new(args: &'a Args) -> Result<Self, Failure> {
        let given = args.select.iter().chain(&args.extend_select).chain(&args.ignore);
        all(given.map(|code| known_code(code)))?;
        Ok(Self { args, all: Vec::new(), folders: HashMap::new(), files: HashMap::new() })
    }

    pub(super) fn get(&self, number: usize) -> &Settings {
        self.all.get(number).expect("only numbers of settings are handed out")
    }

    /// The settings of that number, for good.
    #[cfg(feature = "lsp")]
    pub(super) fn take(mut self, number: usize) -> Settings {
        self.get(number);
        self.all.swap_remove(number)
    }

    /// The number of a file's settings.
    pub(super) fn of_file(&mut self, file: &Path) -> Result<usize, Failure> {
        let folder = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.of_folder(folder)
    }

    /// The number of the settings of the files in a folder: those of the nearest settings file above.
    pub(super) fn of_folder(&mut self, folder: &Path) -> Result<usize, Failure> {
        if let Some(known) = self.folders.get(folder) {
            return Ok(*known);
        }
        let file = match &self.args.config {
            Some(file) => Some(file.clone()),
            None if self.args.isolated => None,
            None => {
                let start = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
                start.ancestors().map(|it| it.join(NAME)).find(|it| it.is_file())
            }
        };
        let number = match self.files.get(&file) {
            Some(known) => *known,
            None => {
                let settings = load(file.as_deref(), self.args)?;
                self.all.push(settings);
                self.files.insert(file, self.all.len() - 1);
                self.all.len() - 1
            }
        };
        self.folders.insert(folder.to_owned(), number);
        Ok(number)
    }
}

fn load(file: Option<&Path>, args: &Args) -> Result<Settings, Failure> {
    let config = file.map(read).transpose()?.unwrap_or_default();
    let folder = file.and_then(absolute).and_then(|it| it.parent().map(Path::to_owned)).unwrap_or_default();
    let named =
        config.schema.iter().enumerate().map(|(number, name)| named_schema(file, &near(&folder.join(name)), number));
    let given = args.schema.iter().map(|path| schema::read_file(path));
    let own: Vec<Schema> = all(named.chain(given))?.into_iter().flatten().collect();
    let version = args.api_version.clone().or_else(|| config.api_version.clone());
    let endpoint = args.endpoint.clone().or_else(|| config.endpoint.clone());
    let patterns = |patterns: &[&str]| patterns_of(file, &folder, patterns);
    let alone = |pattern: &str| pattern_of(file, &folder, pattern);
    let texts = |list: &[String]| patterns(&list.iter().map(String::as_str).collect::<Vec<_>>());
    let settings = Settings {
        file: file.map(Path::to_owned),
        levels: levels(&config, args),
        include: texts(&config.include)?,
        exclude: texts(&config.exclude)?,
        per_file: all(config.per_file_ignores.iter().map(|(pattern, codes)| Ok((alone(pattern)?, codes.clone()))))?,
        paths: all(config.paths.iter().map(|entry| alone(&entry.glob)))?,
        is_told: args.endpoint.is_some(),
        is_version_told: args.api_version.is_some(),
        own,
        endpoint,
        version,
        config,
    };
    check_names(&settings, args)?;
    Ok(settings)
}

/// A schema file that the settings file names; where it can't be read, the place of its name is told.
fn named_schema(file: Option<&Path>, path: &Path, number: usize) -> Result<Vec<Schema>, Failure> {
    let place = || {
        let place = config::place_of_item(&read_path(file?).ok()?, "schema", number);
        shown_place(file?, place)
    };
    schema::read_file(path).map_err(|failure| match place().filter(|_| read_path(path).is_err()) {
        Some(place) => failure.at(&place),
        None => failure,
    })
}

/// The patterns of a settings file; one that is none is said with its place.
fn patterns_of(file: Option<&Path>, folder: &Path, patterns: &[&str]) -> Result<Patterns, Failure> {
    Patterns::new(folder, patterns.iter().copied()).map_err(|failure| {
        let is_wrong = |pattern: &&&str| Patterns::new(folder, [**pattern]).is_err();
        let wrong = patterns.iter().find(is_wrong);
        wrong.into_iter().fold(failure, |failure, pattern| at_pattern(file, pattern, failure))
    })
}

/// A pattern of a settings file that stands alone: then a negated one, which takes back what others match, matches
/// nothing.
fn pattern_of(file: Option<&Path>, folder: &Path, pattern: &str) -> Result<Patterns, Failure> {
    if pattern.starts_with('!') {
        let message = format!("`{pattern}` matches no file: it only takes back what a pattern before it matches");
        let help = "name the files that are meant; a name that begins with `!` is written `\\!`";
        return Err(at_pattern(file, pattern, Failure::with_help(message, help)));
    }
    patterns_of(file, folder, &[pattern])
}

/// A failure with the place of the pattern that it is about, where that can be told.
fn at_pattern(file: Option<&Path>, pattern: &str, failure: Failure) -> Failure {
    let place = || {
        let place = config::place_of_pattern(&read_path(file?).ok()?, pattern);
        shown_place(file?, place)
    };
    match place() {
        Some(place) => failure.at(&place),
        None => failure,
    }
}

/// What is named wrongly is said now, whether or not a file needs it.
fn check_names(settings: &Settings, args: &Args) -> Result<(), Failure> {
    let own = &settings.own;
    let check = |key: &str, path: Option<usize>, is_told: bool, checked: Result<(), Failure>| {
        checked.map_err(|failure| match place_in(settings.file.as_deref(), key, path).filter(|_| !is_told) {
            Some(place) => failure.at(&place),
            None => failure,
        })
    };
    let known = |name: &str, version: Option<&str>| endpoint::named(name, version, own).map(|_| ());
    let told = settings.version.as_deref();
    check("api-version", None, args.api_version.is_some(), endpoint::check_version(told, own))?;
    for (number, entry) in settings.config.paths.iter().enumerate() {
        let version = entry.api_version.as_deref();
        check("api-version", Some(number), false, endpoint::check_version(version, own))?;
        if let Some(name) = &entry.endpoint {
            // Beside an endpoint of the command line no path's is used.
            let version = version.filter(|_| settings.is_told || !settings.is_version_told);
            check("endpoint", Some(number), false, known(name, version.or(told)))?;
        }
    }
    if let Some(name) = &settings.endpoint {
        check("endpoint", None, settings.is_told, known(name, told))?;
    }
    Ok(())
}

/// Where a setting stands: `v3q.toml:2:12`.
fn place_in(file: Option<&Path>, key: &str, path: Option<usize>) -> Option<String> {
    let file = file?;
    shown_place(file, config::place_of(&read_path(file).ok()?, key, path))
}

fn shown_place(file: &Path, place: Option<(usize, usize)>) -> Option<String> {
    place.map(|(line, column)| format!("{}:{line}:{column}", shown(file)))
}

fn read(file: &Path) -> Result<Config, Failure> {
    let text = read_path(file)?;
    config::read(&text, explain::known()).map_err(|errors| {
        let reasons = errors.iter().map(|it| {
            let message = format!("{}:{}:{}: {}", shown(file), it.line, it.column, it.kind);
            Failure::with_help(message, it.kind.help())
        });
        reasons.reduce(Failure::and).unwrap_or_else(|| Failure::new("the settings can't be read"))
    })
}

/// A path as people know it: from the working folder on where it lies in it.
pub(super) fn shown(path: &Path) -> String {
    near(path).display().to_string()
}

fn near(path: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(std::fs::canonicalize);
    // From the root on a path is whole only with it.
    let here = here.ok().filter(|it| it.parent().is_some());
    let inner = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    inner.unwrap_or_else(|| path.to_owned())
}

fn known_code(code: &str) -> Result<(), Failure> {
    if code == ALL || explain::known().contains(&code) {
        return Ok(());
    }
    let help = did_you_mean(code, explain::known().iter().copied())
        .map_or_else(|| "`v3q explain` lists all codes".to_owned(), |code| format!("did you mean `{code}`?"));
    Err(Failure::with_help(format!("unknown code `{code}`"), help))
}

fn names(list: &[String], code: &str) -> bool {
    list.iter().any(|it| it == ALL || it == code)
}

/// What the file and the command line make of each code. The command line goes before the file: what it selects is
/// reported although the file ignores it.
fn levels(config: &Config, args: &Args) -> Levels {
    let mut levels = Levels::default();
    let told = !args.select.is_empty();
    for known in codes::all() {
        let code = known.info.code;
        let asked = names(&args.select, code) || names(&args.extend_select, code);
        let extended = asked || names(&config.extend_select, code);
        let is_selected = match &config.select {
            _ if asked => true,
            _ if told => false,
            None => known.is_on || extended,
            Some(list) => names(list, code) || extended,
        };
        let is_ignored = names(&args.ignore, code) || (!asked && names(&config.ignore, code));
        let severity = config.severity.iter().find(|(it, _)| it == code || it == ALL).map(|(_, severity)| *severity);
        if !is_selected || is_ignored {
            levels.set(code, None);
        } else if severity.is_some() || !known.is_on {
            levels.set(code, severity.or(Some(known.info.severity)));
        }
    }
    levels
}
