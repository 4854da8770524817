//! What keeps a command from doing its work: wrong use, a file that can't be read.

use std::fmt;
use std::io::Write as _;

use super::output::WRONG_USE;
use crate::report::{visible, visible_line};
use crate::schema::UnknownEndpoint;

/// One or more reasons why there is no answer, each with what to do about it.
#[derive(Debug)]
pub(super) struct Failure {
    reasons: Vec<Reason>,
}

#[derive(Debug)]
struct Reason {
    message: String,
    help: String,
}

impl Failure {
    /// A reason alone.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self::with_help(message, "")
    }

    /// A reason, and what to do instead.
    pub(super) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { reasons: vec![Reason { message: message.into(), help: help.into() }] }
    }

    /// The same, with the place that it is about.
    pub(super) fn at(mut self, place: &str) -> Self {
        for reason in &mut self.reasons {
            reason.message = format!("{place}: {}", reason.message);
        }
        self
    }

    /// Both.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.reasons.extend(other.reasons);
        self
    }

    /// As it is said where it does not keep the command from its work.
    pub(super) fn warning(&self) -> String {
        self.said("warning")
    }

    fn said(&self, word: &str) -> String {
        let mut text = String::new();
        for Reason { message, help } in &self.reasons {
            text.push_str(&format!("{word}: {}\n", visible_line(message)));
            if !help.is_empty() {
                text.push_str(&format!("  help: {}\n", visible(help)));
            }
        }
        text
    }

    /// Says it on standard error; the exit code.
    pub(super) fn print(&self) -> u8 {
        let text = self.said("error");
        // Where standard error is closed, the exit code is all that can be said.
        let _ = std::io::stderr().write_all(text.as_bytes());
        WRONG_USE
    }
}

/// All of it in one line, for those who show it elsewhere.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, Reason { message, help }) in self.reasons.iter().enumerate() {
            let before = if number > 0 { "; " } else { "" };
            let between = if help.is_empty() { "" } else { ": " };
            write!(f, "{before}{message}{between}{help}")?;
        }
        Ok(())
    }
}

/// All values, or all reasons why some are missing.
pub(super) fn all<T>(results: impl IntoIterator<Item = Result<T, Failure>>) -> Result<Vec<T>, Failure> {
    let mut values = Vec::new();
    let mut failure: Option<Failure> = None;
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(other) => {
                failure = Some(match failure {
                    None => other,
                    Some(failure) => failure.and(other),
                });
            }
        }
    }
    failure.map_or(Ok(values), Err)
}

impl From<UnknownEndpoint> for Failure {
    fn from(error: UnknownEndpoint) -> Self {
        Self::with_help(error.to_string(), error.help())
    }
}
