//! What a command answers.

use std::io::{ErrorKind, IsTerminal, Write as _};

use super::failure::Failure;
use crate::report::Colour;

/// Nothing was found.
pub(super) const CLEAN: u8 = 0;
/// There are findings at or above the threshold.
pub(super) const FOUND: u8 = 1;
/// Wrong use, or a file that can't be read.
pub(super) const WRONG_USE: u8 = 2;

/// The whole answer of a command, and its exit code.
#[derive(Debug)]
pub(super) struct Output {
    /// What goes to standard output.
    pub(super) text: String,
    /// What is said beside it, on standard error.
    pub(super) notes: String,
    /// The exit code.
    pub(super) code: u8,
}

impl Output {
    /// An answer with this exit code.
    pub(super) fn new(text: String, code: u8) -> Self {
        Self { text, notes: String::new(), code }
    }

    /// An answer that found nothing wrong.
    pub(super) fn clean(text: impl Into<String>) -> Self {
        Self { text: text.into(), notes: String::new(), code: CLEAN }
    }

    /// Writes it to standard output; the exit code.
    ///
    /// A reader that went away (`v3q … | head`) has seen what it wanted: that is no failure.
    pub(super) fn print(self) -> Result<u8, Failure> {
        // Where standard error is closed, nobody wants to hear them.
        let _ = std::io::stderr().write_all(self.notes.as_bytes());
        let mut stdout = std::io::stdout().lock();
        match stdout.write_all(self.text.as_bytes()).and_then(|()| stdout.flush()) {
            Ok(()) => Ok(self.code),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(self.code),
            Err(error) => Err(Failure::new(format!("standard output can't be written: {error}"))),
        }
    }
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ColourChoice {
    /// Where the output is a terminal; `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE` have a say
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Whether standard output shows colours: a terminal does, unless `NO_COLOR` is set, `CLICOLOR` is 0 or it says it can't;
/// `CLICOLOR_FORCE` makes anything show them.
pub(super) fn stdout_colour_chosen(choice: ColourChoice) -> Colour {
    colour_of(&std::io::stdout(), choice)
}

/// The same of standard error.
pub(super) fn stderr_colour_chosen(choice: ColourChoice) -> Colour {
    colour_of(&std::io::stderr(), choice)
}

/// Whether standard output shows colours where nothing else is said.
pub(super) fn colour() -> Colour {
    stdout_colour_chosen(ColourChoice::Auto)
}

/// The same of standard error.
pub(super) fn stderr_colour() -> Colour {
    stderr_colour_chosen(ColourChoice::Auto)
}

fn colour_of(stream: &impl IsTerminal, choice: ColourChoice) -> Colour {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let is_off = std::env::var_os("CLICOLOR").is_some_and(|value| value == "0");
    let is_shown = match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto => !is_set("NO_COLOR") && (is_forced || (stream.is_terminal() && !is_dumb && !is_off)),
    };
    if is_shown { Colour::On } else { Colour::Off }
}
