//! The file of `v3q serve --config`: the options' own names, in TOML.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use crate::cli::failure::Failure;
use crate::diagnostic::{did_you_mean, list_of};
use crate::vocab::Instant;

/// What the file says.
#[derive(Debug, Default)]
pub(super) struct Config {
    pub(super) addr: Option<SocketAddr>,
    /// Endpoints and files, which are looked for beside the file.
    pub(super) records: Vec<(String, PathBuf)>,
    pub(super) token: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) client_secret: Option<String>,
    pub(super) super_token: Option<String>,
    pub(super) identity: Option<String>,
    pub(super) org: Option<String>,
    pub(super) rate_limit: Option<u32>,
    pub(super) access_log: Option<PathBuf>,
    pub(super) now: Option<Instant>,
    pub(super) max_url: Option<usize>,
    pub(super) max_headers: Option<usize>,
    pub(super) max_body: Option<usize>,
    pub(super) max_requests: Option<usize>,
    pub(super) max_connections: Option<usize>,
    pub(super) max_time: Option<u64>,
}

const KEYS: [&str; 17] = [
    "addr",
    "records",
    "token",
    "client_id",
    "client_secret",
    "super_token",
    "identity",
    "org",
    "rate_limit",
    "access_log",
    "now",
    "max_url",
    "max_headers",
    "max_body",
    "max_requests",
    "max_connections",
    "max_time",
];

/// Reads the file.
pub(super) fn read(path: &Path) -> Result<Config, Failure> {
    let unreadable = |reason: String| Failure::new(format!("`{}` can't be read: {reason}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let table = DeTable::parse(&text).map_err(|error| {
        let line = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default().matches('\n').count() + 1;
        unreadable(format!("line {line}: {}", error.message().trim().replace('\n', ", ")))
    })?;
    let mut config = Config::default();
    for (key, value) in table.get_ref().iter() {
        let line = text.get(..key.span().start).unwrap_or_default().matches('\n').count() + 1;
        set(&mut config, key.get_ref(), value.get_ref(), folder)
            .map_err(|reason| unreadable(format!("line {line}: {reason}")))?;
    }
    Ok(config)
}

fn set(config: &mut Config, key: &str, value: &DeValue<'_>, folder: &Path) -> Result<(), String> {
    let string = || value.as_str().map(str::to_owned).ok_or_else(|| format!("`{key}` is no string"));
    let number = || {
        let digits = value.as_integer().filter(|it| it.radix() == 10).map(|it| it.as_str().replace('_', ""));
        digits.and_then(|it| it.parse::<u32>().ok()).ok_or_else(|| format!("`{key}` is no whole number"))
    };
    let size = || number().map(|it| it as usize);
    match key {
        "addr" => config.addr = Some(string()?.parse().map_err(|_| "`addr` is no address with a port".to_owned())?),
        "records" => {
            let files = value.as_table().ok_or("`records` is no table of endpoints and files")?;
            for (endpoint, file) in files.iter() {
                let file = file.get_ref().as_str().ok_or("a file of `records` is no string")?;
                config.records.push((endpoint.get_ref().to_string(), folder.join(file)));
            }
        }
        "token" => config.token = Some(string()?),
        "client_id" => config.client_id = Some(string()?),
        "client_secret" => config.client_secret = Some(string()?),
        "super_token" => config.super_token = Some(string()?),
        "identity" => config.identity = Some(string()?),
        "org" => config.org = Some(string()?),
        "rate_limit" => config.rate_limit = Some(number()?),
        "access_log" => config.access_log = Some(folder.join(string()?)),
        "now" => {
            let instant = Instant::parse_date_time(&string()?);
            config.now = Some(instant.map_err(|error| format!("`now` is no date-time: {error}"))?);
        }
        "max_url" => config.max_url = Some(size()?),
        "max_headers" => config.max_headers = Some(size()?),
        "max_body" => config.max_body = Some(size()?),
        "max_requests" => config.max_requests = Some(size()?),
        "max_connections" => config.max_connections = Some(size()?),
        "max_time" => config.max_time = Some(number()?.into()),
        _ => {
            let known = match did_you_mean(key, KEYS) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("known are {}", list_of(KEYS)),
            };
            return Err(format!("unknown key `{key}`; {known}"));
        }
    }
    Ok(())
}
