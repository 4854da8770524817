//! Inputs, one after the other, through a selection.

use std::io::{self, Write as _};
use std::ops::ControlFlow;

use indicatif::ProgressBar;

use super::OnError;
use super::input::Input;
use crate::cli::failure::Failure;
use crate::eval::stream::{Event, Match, RawRecord, RecordError, Selection};

/// How inputs are read.
pub(super) struct Reading {
    pub(super) selection: Selection,
    pub(super) on_error: OnError,
    pub(super) bar: ProgressBar,
}

/// Why reading ends before the last record.
pub(super) enum Stop {
    /// Nobody reads the answer any more.
    Closed,
    /// Something can't be read or written.
    Failed(Failure),
}

/// What was read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    pub(super) records: u64,
    pub(super) matches: u64,
    pub(super) broken: u64,
}

impl Totals {
    /// How many records were left out, for standard error.
    pub(super) fn note(self) -> String {
        match (self.broken, self.records) {
            (0, _) => String::new(),
            (1, records) => format!("1 of {records} records is not JSON and was left out\n"),
            (broken, records) => format!("{broken} of {records} records are not JSON and were left out\n"),
        }
    }
}

impl Reading {
    /// Hands each match to `take`, in the order of the inputs, until it says to stop.
    pub(super) fn read<T, M, S>(&self, inputs: &mut [Input], map: M, mut take: S) -> Result<Totals, Stop>
    where
        T: Send,
        M: Fn(RawRecord<'_>) -> T + Sync,
        S: FnMut(Match<'_, T>) -> io::Result<ControlFlow<()>> + Send,
    {
        let mut totals = Totals::default();
        for input in inputs {
            let reader = input.open(&self.bar).map_err(|error| Stop::Failed(input.unreadable(&error)))?;
            let mut stop = None;
            let summary = self.selection.run(reader, &map, |event| match event {
                Event::Match(found) => take(found).unwrap_or_else(|error| {
                    stop = Some(Stop::from(error));
                    ControlFlow::Break(())
                }),
                Event::Broken(error) => match self.on_error {
                    OnError::Fail => {
                        stop = Some(Stop::Failed(refused(input, &error)));
                        ControlFlow::Break(())
                    }
                    OnError::Skip => {
                        self.report(input, &error);
                        ControlFlow::Continue(())
                    }
                },
            });
            let summary = summary.map_err(|error| Stop::Failed(input.unreadable(&error)));
            if let Some(stop) = stop {
                return Err(stop);
            }
            let summary = summary?;
            totals.records += summary.records;
            totals.matches += summary.matches;
            totals.broken += summary.broken;
            if summary.stopped {
                break;
            }
        }
        Ok(totals)
    }

    /// Says on standard error that a record is left out.
    fn report(&self, input: &Input, error: &RecordError) {
        let rest = if error.is_last { "; what follows it in the input can't be told apart" } else { "" };
        self.bar.suspend(|| {
            // Where standard error is closed, nobody wants to hear it.
            let _ = writeln!(io::stderr(), "error: {}, {error}{rest}", input.name());
        });
    }
}

fn refused(input: &Input, error: &RecordError) -> Failure {
    let help = if error.is_last { "" } else { "`--on-error skip` leaves such records out" };
    Failure::with_help(format!("{}, {error}", input.name()), help)
}
