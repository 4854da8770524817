//! `v3q lint --fix`: queries mended where they stand.

use std::path::Path;

use super::checking::Checker;
use super::failure::Failure;
use super::input::{Expression, read_path};
use super::{diff, output_file};
use crate::check::{Fixed, mend};
use crate::diagnostic::{Diagnostic, Safety};
use crate::report::Report;
use crate::saved::{Reading, SavedFormat};

/// A text after its fixes, and where it goes.
#[derive(Debug)]
pub(super) struct Mended {
    pub(super) name: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) applied: usize,
    /// Whether it is a file to replace; otherwise it goes to standard output.
    pub(super) is_file: bool,
}

/// Mends a file; what is left is in the checker's report.
///
/// # Errors
/// The file is not what its format asks for.
pub(super) fn mend_file(
    checker: &mut Checker<'_>,
    name: &str,
    before: String,
    format: &SavedFormat,
    safety: Safety,
) -> Result<Mended, Failure> {
    let mut fixed = mend(&before, safety, |text| match checker.check_file(name.to_owned(), text.to_owned(), format) {
        Ok(()) => located(checker.take_report()),
        Err(_) => Vec::new(),
    });
    if (format.read)(&fixed.text, Reading::default()).is_err() {
        // What breaks the file is no fix. A file that was broken before is refused below.
        fixed = Fixed { text: before.clone(), applied: Vec::new(), remaining: Vec::new() };
    }
    checker.check_file(name.to_owned(), fixed.text.clone(), format)?;
    let applied = fixed.applied.len();
    Ok(Mended { name: name.to_owned(), before, after: fixed.text, applied, is_file: true })
}

/// Mends inline expressions; what is left is in the checker's report.
pub(super) fn mend_inline(
    checker: &mut Checker<'_>,
    inline: Vec<(&'static str, Expression)>,
    safety: Safety,
) -> Vec<Mended> {
    let mut mended = Vec::new();
    let both = inline.len() > 1;
    let mut left = Vec::new();
    for (name, expression) in inline {
        let fixed = mend(expression.expression(), safety, |text| {
            checker.check_inline(vec![(name, Expression::inline(text))]);
            located(checker.take_report())
        });
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
    mended
}

/// What would change, as `diff -u` shows it.
pub(super) fn shown(mended: &[Mended]) -> String {
    mended.iter().map(|it| diff::unified(&it.name, &it.before, &it.after)).collect()
}

/// Replaces the files that changed. One that is no longer what it was when it was read stays as it is now.
pub(super) fn write(mended: &[Mended]) -> Result<(), Failure> {
    for it in mended.iter().filter(|it| it.is_file && it.before != it.after) {
        let path = Path::new(&it.name);
        if read_path(path).ok().as_ref() != Some(&it.before) {
            let message = format!("`{}` changed while it was mended, and was left as it is", it.name);
            return Err(Failure::with_help(message, "run the command again"));
        }
        let written = output_file::write(path, &it.after);
        written.map_err(|error| Failure::new(format!("`{}` can't be written: {error}", it.name)))?;
    }
    Ok(())
}

/// The findings that have a place in the one text of a report.
fn located(mut report: Report) -> Vec<Diagnostic> {
    report.sort();
    report.findings.into_iter().filter(|it| it.source.is_some()).map(|it| it.diagnostic).collect()
}
