//! A bar that shows how much has been read.

use std::io::{IsTerminal as _, stderr, stdout};

use indicatif::{ProgressBar, ProgressStyle};

use super::input::Input;

/// Smaller inputs have been read before anybody looks.
const LARGE: u64 = 64 << 20;

/// A bar on standard error for large files; it is hidden where standard error is no terminal, and where records go to
/// the same one.
pub(super) fn bar(inputs: &[Input]) -> ProgressBar {
    let size = inputs.iter().map(|it| it.size).sum();
    let is_known = inputs.iter().all(|it| !it.is_stdin());
    if size < LARGE || !is_known || !stderr().is_terminal() || stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left");
    ProgressBar::new(size).with_style(style.expect("the template is one"))
}
