//! Records on their way out.

use std::io::{self, BufWriter, ErrorKind, Stdout, Write as _};

use super::Form;
use super::reading::Stop;
use super::table::Table;
use crate::cli::failure::Failure;
use crate::eval::stream::RawRecord;

/// What is written to standard output, record by record.
pub(super) struct Answer {
    out: BufWriter<Stdout>,
    form: Form,
    table: Table,
    is_empty: bool,
}

/// As many bytes are written at once.
const BUFFER: usize = 1 << 18;

impl Answer {
    /// An answer in that form; a table has these columns first.
    pub(super) fn new(form: Form, columns: &[String]) -> Self {
        let out = BufWriter::with_capacity(BUFFER, io::stdout());
        Self { out, form, table: Table::new(columns), is_empty: true }
    }

    /// Adds a record as it stands in the input.
    pub(super) fn record(&mut self, record: RawRecord<'_>) -> io::Result<()> {
        if memchr::memchr(b'\n', record.bytes()).is_some() {
            self.line(&record.line().collect::<Vec<u8>>())
        } else {
            self.line(record.bytes())
        }
    }

    /// Adds a record that stands on one line.
    pub(super) fn line(&mut self, line: &[u8]) -> io::Result<()> {
        let is_first = std::mem::take(&mut self.is_empty);
        match self.form {
            Form::Ndjson => {
                self.out.write_all(line)?;
                self.out.write_all(b"\n")
            }
            Form::Json => {
                self.out.write_all(if is_first { b"[\n" } else { b",\n" })?;
                self.out.write_all(line)
            }
            Form::Table => {
                self.table.add(line);
                Ok(())
            }
        }
    }

    /// Adds the last records, and what ends the answer.
    pub(super) fn all(&mut self, lines: impl IntoIterator<Item = Vec<u8>>) -> Result<(), Stop> {
        for line in lines {
            self.line(&line)?;
        }
        match self.form {
            Form::Ndjson => {}
            Form::Json => self.out.write_all(if self.is_empty { b"[]\n" } else { b"\n]\n" })?,
            Form::Table => self.out.write_all(self.table.render().as_bytes())?,
        }
        self.out.flush()?;
        Ok(())
    }

    /// Writes a number, which is the whole answer.
    pub(super) fn number(&mut self, number: u64) -> Result<(), Stop> {
        writeln!(self.out, "{number}")?;
        self.out.flush()?;
        Ok(())
    }

    /// Writes what has been added so far.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        match self.out.flush().map_err(Stop::from) {
            Ok(()) | Err(Stop::Closed) => Ok(()),
            Err(Stop::Failed(failure)) => Err(failure),
        }
    }
}

/// An answer that can't be written. A reader that went away has seen what it wanted.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Failed(Failure::new(format!("standard output can't be written: {error}"))),
        }
    }
}
