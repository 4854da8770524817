//! Many files, checked or mended on all processors; what is found comes in the order of the files.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::baseline::LookedAt;
use super::checking::Checker;
use super::endpoint;
use super::failure::Failure;
use super::fixing::{Mended, mend_file};
use super::input::read_path;
use super::settings::SettingsFiles;
use super::threads::Threads;
use super::walking::Found;
use crate::diagnostic::Safety;
use crate::lint::Levels;
use crate::report::Report;
use crate::saved::{self, SavedFormat};
use crate::schema::Schema;

/// What is done with the files.
pub(super) struct Linting<'a> {
    pub(super) settings: &'a SettingsFiles<'a>,
    /// Which fixes are applied, where any are.
    pub(super) fixes: Option<Safety>,
    /// What a file on standard input is called.
    pub(super) stdin_name: Option<&'a Path>,
    /// Who checks files side by side, and the queries of one.
    pub(super) threads: &'a Threads,
    /// The endpoints that settings name: by the number of the settings, the name and the version.
    pub(super) endpoints: Endpoints<'a>,
}

/// Endpoints that were looked up before.
pub(super) type Endpoints<'a> = Mutex<HashMap<(usize, String, Option<String>), &'a Schema>>;

/// What came of all files.
#[derive(Default)]
pub(super) struct Linted {
    pub(super) report: Report,
    pub(super) mended: Vec<Mended>,
    /// The files that were looked at.
    pub(super) looked_at: Vec<LookedAt>,
    /// Files found by a walk that can't be read: these do not stop the others.
    pub(super) unreadable: Vec<Failure>,
    /// Files that are of no format, so that nothing of them was read.
    pub(super) others: Vec<String>,
}

/// A file that was read.
struct Checked {
    report: Report,
    levels: Levels,
    mended: Option<Mended>,
    /// Its name, where it is of no format.
    other: Option<String>,
}

/// What came of one file.
enum Outcome {
    Checked(Box<Checked>),
    Unreadable(Failure),
}

impl<'a> Linting<'a> {
    /// Checks all files.
    ///
    /// # Errors
    /// A file that the command line names can't be read.
    pub(super) fn run(&self, files: &[Found]) -> Result<Linted, Failure> {
        let mut out = Linted::default();
        let mut failure: Option<Failure> = None;
        let outcomes = self.threads.each(files, |file| self.one(file));
        let mut endpoint = None;
        for (file, outcome) in files.iter().zip(outcomes) {
            match outcome {
                Outcome::Checked(checked) => {
                    let Checked { report, levels, mended, other } = *checked;
                    out.others.extend(other);
                    // Files may have endpoints of their own; one that counts for all of them is named.
                    let own = report.endpoint.clone();
                    endpoint = match endpoint {
                        None => Some(own),
                        Some(shared) => Some(shared.filter(|it| Some(it) == own.as_ref())),
                    };
                    let name = self.place(file).display().to_string();
                    out.looked_at.push(LookedAt { name, levels, is_unchecked: report.without_endpoint > 0 });
                    out.report.absorb(report);
                    out.mended.extend(mended);
                }
                Outcome::Unreadable(other) if file.is_named => {
                    failure = Some(match failure {
                        None => other,
                        Some(failure) => failure.and(other),
                    });
                }
                Outcome::Unreadable(other) => out.unreadable.push(other),
            }
        }
        out.report.endpoint = endpoint.flatten();
        failure.map_or(Ok(out), Err)
    }

    /// The endpoint that settings name.
    fn endpoint(&self, settings: usize, name: &str, version: Option<&'a str>) -> Result<&'a Schema, Failure> {
        let files: &'a SettingsFiles<'a> = self.settings;
        let key = (settings, name.to_owned(), version.map(str::to_owned));
        let mut known = self.endpoints.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(schema) = known.get(&key) {
            return Ok(schema);
        }
        let schema = endpoint::named(name, version, &files.get(settings).own)?;
        known.insert(key, schema);
        Ok(schema)
    }

    /// What a file is called.
    fn place<'f>(&self, file: &'f Found) -> &'f Path
    where
        'a: 'f,
    {
        let path = file.path.as_path();
        if path == Path::new("-") { self.stdin_name.unwrap_or(path) } else { path }
    }

    fn one(&self, file: &Found) -> Outcome {
        let path = file.path.as_path();
        let is_stdin = path == Path::new("-");
        let text = match read_path(path) {
            Ok(text) => text,
            Err(failure) => return Outcome::Unreadable(failure),
        };
        let place = self.place(file);
        let name = place.display().to_string();
        let settings = self.settings.get(file.settings);
        let is_other = |format: &SavedFormat| std::ptr::eq(format, &raw const saved::OTHER);
        let mut format = saved::format_of(&name, &text);
        if is_other(format) && settings.include.matches(place, false) {
            // What the settings name is there to be read, as if it had no name.
            format = saved::format_of("", &text);
        }
        let (endpoint, version) = settings.target(place);
        let endpoint = match endpoint.map(|name| self.endpoint(file.settings, name, version)).transpose() {
            Ok(endpoint) => endpoint,
            Err(failure) => return Outcome::Unreadable(failure),
        };
        let mut checker = Checker::new(endpoint, version, &settings.own);
        checker.levels = settings.levels(place);
        checker.threads = Some(self.threads);
        checker.by_shape = settings.config.by_shape.unwrap_or_default();
        let checked = match self.fixes {
            None => checker.check_file(name.clone(), text, format).map(|()| None),
            Some(safety) => mend_file(&mut checker, path, &name, text, format, safety)
                .map(|mended| Some(Mended { is_file: !is_stdin, ..mended })),
        };
        match checked {
            Ok(mended) => {
                let found = checker.take_report();
                let mut report = Report::default();
                report.endpoint.clone_from(&found.endpoint);
                report.absorb(found);
                let other = is_other(format).then_some(name);
                Outcome::Checked(Box::new(Checked { report, levels: checker.levels, mended, other }))
            }
            Err(failure) => Outcome::Unreadable(failure),
        }
    }
}
