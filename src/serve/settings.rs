//! What a server is told.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use super::source::Source;
use crate::vocab::Instant;

/// How a server behaves, and what it serves.
///
/// ```
/// use v3q::serve::Settings;
/// let settings = Settings::default();
/// assert!(settings.address.ip().is_loopback());
/// assert!(settings.sources.is_empty(), "the built-in records are served");
/// ```
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens.
    pub address: SocketAddr,
    /// The records it serves; with none, the built-in ones.
    pub sources: Vec<Source>,
    /// The id that `me` stands for.
    pub identity: String,
    /// The organisation whose calls `usage.api.list` shows without `showAll`; `None`: every call is its own.
    pub organisation: Option<String>,
    /// The token that requests have to bring.
    pub token: Option<String>,
    /// The client that may ask for a token.
    pub client: Option<Client>,
    /// A token that may ask for the calls of all organisations.
    pub super_token: Option<String>,
    /// How many requests are answered in each ten seconds; `None`: all.
    pub rate: Option<u32>,
    /// Where the access log is written; `None`: standard output.
    pub access_log: Option<PathBuf>,
    /// What counts as now; `None`: the clock.
    pub now: Option<Instant>,
    /// Bounds.
    pub limits: Limits,
}

/// Who may ask for a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The client's id.
    pub id: String,
    /// Its secret.
    pub secret: String,
}

/// What a request may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest path with query, in bytes.
    pub url: usize,
    /// The most that all headers together may have, in bytes.
    pub headers: usize,
    /// The longest body, in bytes.
    pub body: usize,
    /// How many requests are worked on at once; others wait.
    pub requests: usize,
    /// How many connections are open at once; others wait to be taken.
    pub connections: usize,
    /// The most time for a request: for its head, for its body, for the work, and for the caller to take the answer.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // Beyond about that much the service answers 414.
            url: 8 * 1024,
            headers: 16 * 1024,
            body: 1024 * 1024,
            requests: 64,
            connections: 1024,
            time: Duration::from_secs(30),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 8080)),
            sources: Vec::new(),
            // The identity of the examples on the vendor's pages.
            identity: "2c91808568c529c60168cca6f90c1313".to_owned(),
            organisation: None,
            token: None,
            client: None,
            super_token: None,
            rate: None,
            access_log: None,
            now: None,
            limits: Limits::default(),
        }
    }
}

impl Settings {
    /// What counts as now.
    pub(super) fn now(&self) -> Instant {
        self.now.unwrap_or_else(|| {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            Instant::from_unix(i64::try_from(since.as_secs()).unwrap_or(i64::MAX), since.subsec_nanos())
        })
    }
}
