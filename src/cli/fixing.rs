//! `v3q lint --fix`: queries mended where they stand.

use std::path::{Path, PathBuf};

use super::checking::Checker;
use super::failure::{Failure, all};
use super::input::{Expression, read_path};
use super::{diff, output_file};
use crate::check::{Fixed, mend};
use crate::diagnostic::{Diagnostic, Safety};
use crate::report::{Report, visible_line};
use crate::saved::{Reading, SavedFormat};

/// A text after its fixes, and where it goes.
#[derive(Debug)]
pub(super) struct Mended {
    /// Where it was read, which its name need not tell: that is text.
    pub(super) path: PathBuf,
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
    path: &Path,
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
    let (path, name) = (path.to_owned(), name.to_owned());
    Ok(Mended { path, name, before, after: fixed.text, applied, is_file: true })
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
            Some(name) => {
                let path = PathBuf::from(&name);
                mended.push(Mended { path, name, before, after, applied, is_file: true });
            }
            None => {
                let prefix = if both { format!("{name}=") } else { String::new() };
                // What was read from standard input may end its line itself.
                let line = |text: &str| format!("{prefix}{}\n", text.strip_suffix('\n').unwrap_or(text));
                let (before, after) = (line(&before), line(&after));
                let (path, name) = (PathBuf::from("-"), format!("--{name}"));
                mended.push(Mended { path, name, before, after, applied, is_file: false });
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
    mended.iter().map(|it| diff::unified(&visible_line(&it.name), &it.before, &it.after)).collect()
}

/// Replaces the files that changed; one that can't be replaced stays as it is, and keeps none of the others from it.
///
/// # Errors
/// Why files stay as they are.
pub(super) fn write(mended: &[Mended]) -> Result<(), Failure> {
    let changed = mended.iter().filter(|it| it.is_file && it.before != it.after);
    all(changed.map(replace)).map(|_| ())
}

fn replace(it: &Mended) -> Result<(), Failure> {
    check_replaceable(&it.path)?;
    if read_path(&it.path).ok().as_ref() != Some(&it.before) {
        let message = format!("`{}` changed while it was mended, and was left as it is", it.name);
        return Err(Failure::with_help(message, "run the command again"));
    }
    let written = output_file::write(&it.path, &it.after);
    written.map_err(|error| Failure::new(format!("`{}` can't be written: {error}", it.name)))
}

/// Refuses what can be read but not replaced: a pipe holds nothing any more once it was read.
pub(super) fn check_replaceable(path: &Path) -> Result<(), Failure> {
    if std::fs::metadata(path).is_ok_and(|it| !it.is_file()) {
        let message = format!("`{}` can't be mended: it is a pipe or a device", path.display());
        return Err(Failure::with_help(message, "name a file, or `-` for standard input"));
    }
    Ok(())
}

/// The findings that have a place in the one text of a report.
fn located(mut report: Report) -> Vec<Diagnostic> {
    report.sort();
    report.findings.into_iter().filter(|it| it.source.is_some()).map(|it| it.diagnostic).collect()
}
