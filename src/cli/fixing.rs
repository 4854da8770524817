//! `v3q lint --fix`: queries mended where they stand.

use std::path::Path;

use super::checking::Checker;
use super::failure::Failure;
use super::input::Expression;
use super::output::{CLEAN, FOUND, Output};
use super::{diff, output_file};
use crate::check::{Fixed, mend};
use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::report::{Colour, Format, Report};
use crate::saved::{self, SavedFormat};
use crate::schema::Schema;

/// What is asked for.
pub(super) struct Fixing<'a> {
    pub(super) endpoint: Option<&'a Schema>,
    pub(super) version: Option<&'a str>,
    pub(super) own: &'a [Schema],
    /// Which fixes are applied.
    pub(super) safety: Safety,
    /// Show what would change, and change nothing.
    pub(super) diff: bool,
    pub(super) format: &'static Format,
    pub(super) fail_on: Severity,
    pub(super) colour: Colour,
}

/// A text after its fixes, and where it goes.
struct Mended {
    name: String,
    before: String,
    after: String,
    applied: usize,
    /// The file to replace; otherwise it goes to standard output.
    is_file: bool,
}

impl Fixing<'_> {
    /// Mends inline expressions and files; nothing is written before all of them were read and mended.
    pub(super) fn run(
        &self,
        inline: Vec<(&'static str, Expression)>,
        files: Vec<(String, String)>,
    ) -> Result<Output, Failure> {
        let mut checker = Checker::new(self.endpoint, self.version, self.own);
        let mut mended = Vec::new();
        let both = inline.len() > 1;
        let mut left = Vec::new();
        for (name, expression) in inline {
            let fixed = mend(expression.expression(), self.safety, |text| self.inline(name, text));
            let (before, after) = (expression.text.clone(), expression.with(&fixed.text));
            left.push((name, expression.replaced(&fixed.text)));
            let applied = fixed.applied.len();
            match expression.file.filter(|file| file != "-") {
                Some(file) => mended.push(Mended { name: file, before, after, applied, is_file: true }),
                None => {
                    let prefix = if both { format!("{name}=") } else { String::new() };
                    let line = |text: &str| format!("{prefix}{text}\n");
                    let (before, after) = (line(&before), line(&after));
                    mended.push(Mended { name: format!("--{name}"), before, after, applied, is_file: false });
                }
            }
        }
        if !left.is_empty() {
            checker.check_inline(left);
        }
        for (name, before) in files {
            let format = saved::format_of(&name, &before);
            let mut fixed = mend(&before, self.safety, |text| self.file(&name, text, format));
            if (format.read)(&fixed.text).is_err() {
                // What breaks the file is no fix. A file that was broken before is refused below.
                fixed = Fixed { text: before.clone(), applied: Vec::new(), remaining: Vec::new() };
            }
            checker.check_file(name.clone(), fixed.text.clone(), format)?;
            let is_file = name != "-";
            mended.push(Mended { name, before, after: fixed.text, applied: fixed.applied.len(), is_file });
        }
        let mut report = checker.report;
        report.sort();
        report.applied = Some(mended.iter().map(|it| it.applied).sum());
        if self.diff { Ok(self.shown(&mended, &report)) } else { self.written(&mended, &report) }
    }

    fn shown(&self, mended: &[Mended], report: &Report) -> Output {
        let text: String = mended.iter().map(|it| diff::unified(&it.name, &it.before, &it.after)).collect();
        let code = if text.is_empty() { self.code(report) } else { FOUND };
        Output::new(text, code)
    }

    fn written(&self, mended: &[Mended], report: &Report) -> Result<Output, Failure> {
        for it in mended.iter().filter(|it| it.is_file && it.before != it.after) {
            let written = output_file::write(Path::new(&it.name), &it.after);
            written.map_err(|error| Failure::new(format!("`{}` can't be written: {error}", it.name)))?;
        }
        let notes = match report.applied.filter(|_| !self.format.counts_fixes) {
            Some(1) => "1 fix applied\n".to_owned(),
            Some(applied) => format!("{applied} fixes applied\n"),
            None => String::new(),
        };
        let findings = (self.format.render)(report, self.colour);
        let on_stdout: String = mended.iter().filter(|it| !it.is_file).map(|it| it.after.as_str()).collect();
        let mut output = Output::new(String::new(), self.code(report));
        if mended.iter().any(|it| !it.is_file) {
            // Standard output is for the mended text; what is left is said beside it.
            output.text = on_stdout;
            output.notes = findings + &notes;
        } else {
            output.text = findings;
            output.notes = notes;
        }
        Ok(output)
    }

    fn code(&self, report: &Report) -> u8 {
        if report.worst().is_some_and(|worst| worst >= self.fail_on) { FOUND } else { CLEAN }
    }

    /// What is wrong with an expression by itself.
    fn inline(&self, name: &'static str, text: &str) -> Vec<Diagnostic> {
        let mut checker = Checker::new(self.endpoint, self.version, self.own);
        checker.check_inline(vec![(name, Expression::inline(text))]);
        located(checker.report)
    }

    /// What is wrong with the queries of a file; nothing where it can't be read.
    fn file(&self, name: &str, text: &str, format: &SavedFormat) -> Vec<Diagnostic> {
        let mut checker = Checker::new(self.endpoint, self.version, self.own);
        match checker.check_file(name.to_owned(), text.to_owned(), format) {
            Ok(()) => located(checker.report),
            Err(_) => Vec::new(),
        }
    }
}

/// The findings that have a place in the one text of a report.
fn located(mut report: Report) -> Vec<Diagnostic> {
    report.sort();
    report.findings.into_iter().filter(|it| it.source.is_some()).map(|it| it.diagnostic).collect()
}
