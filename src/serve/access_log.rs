//! The access log: a line of JSON for each call, which is itself what the usage of the API is counted from.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::json;

use crate::vocab::Instant;

/// Where calls are written down.
pub(super) struct AccessLog(Mutex<Box<dyn Write + Send>>);

impl AccessLog {
    /// Adds to a file, or to standard output.
    pub(super) fn open(path: Option<&Path>) -> io::Result<Self> {
        let out: Box<dyn Write + Send> = match path {
            None => Box::new(io::stdout()),
            Some(path) => Box::new(OpenOptions::new().create(true).append(true).open(path)?),
        };
        Ok(Self(Mutex::new(out)))
    }

    /// Writes down a call.
    pub(super) fn write(&self, method: &str, path: &str, time: Instant, status: u16) {
        let line = json!({"method": method, "path": path, "time": time.to_string(), "status": status});
        let mut out = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Where the log can't be written, the service goes on.
        let _ = out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush());
    }
}
