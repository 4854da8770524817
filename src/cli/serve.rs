//! `v3q serve`: the documented endpoints over HTTP, from records that are here.

mod config;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::failure::Failure;
use super::output::Output;
use super::select::plain_file;
use crate::serve::{Client, DataError, Limits, ServeError, Settings, Source, serve};
use crate::vocab::Instant;
use config::Config;

/// Serve the documented endpoints over HTTP, from your own records
#[derive(Debug, Default, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    addr: Option<SocketAddr>,
    /// Records of an endpoint, one a line or an array, plain or compressed; may be given again [default: a few built-in
    /// ones for account activities, API usage, source usages, prompt insights and TR50]
    #[arg(long, value_name = "ENDPOINT=FILE")]
    records: Vec<String>,
    /// The token that requests have to bring [default: none is asked for]
    #[arg(long, value_name = "SECRET")]
    token: Option<String>,
    /// The client that may ask for a token at /oauth/token
    #[arg(long, value_name = "ID", requires = "client_secret")]
    client_id: Option<String>,
    /// Its secret
    #[arg(long, value_name = "SECRET", requires = "client_id")]
    client_secret: Option<String>,
    /// A token that may ask for the calls of all organisations (`showAll`)
    #[arg(long, value_name = "SECRET")]
    super_token: Option<String>,
    /// The id that `me` stands for
    #[arg(long, value_name = "ID")]
    identity: Option<String>,
    /// The organisation (`orgKey`) whose calls `usage.api.list` shows without `showAll` [default: all]
    #[arg(long, value_name = "KEY")]
    org: Option<String>,
    /// The most requests in ten seconds, all callers together [default: no limit]
    #[arg(long, value_name = "N")]
    rate_limit: Option<u32>,
    /// Where the access log is added to [default: standard output]
    #[arg(long, value_name = "FILE")]
    access_log: Option<PathBuf>,
    /// What counts as now, to repeat a run [default: the clock]
    #[arg(long, value_name = "DATE-TIME", value_parser = Instant::parse_date_time)]
    now: Option<Instant>,
    /// The longest path with query, in bytes [default: 8192]
    #[arg(long, value_name = "BYTES")]
    max_url: Option<usize>,
    /// The most bytes of all headers [default: 16384]
    #[arg(long, value_name = "BYTES")]
    max_headers: Option<usize>,
    /// The longest body, in bytes [default: 1048576]
    #[arg(long, value_name = "BYTES")]
    max_body: Option<usize>,
    /// The most requests that are worked on at once [default: 64]
    #[arg(long, value_name = "N")]
    max_requests: Option<usize>,
    /// The most connections that are open at once [default: 1024]
    #[arg(long, value_name = "N")]
    max_connections: Option<usize>,
    /// The most seconds for a request: to come, to be worked on, and for its answer to be taken [default: 30]
    #[arg(long, value_name = "SECONDS")]
    max_time: Option<u64>,
    /// A file (TOML) that says the same as the options, which go before it
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

const AFTER_HELP: &str = "An endpoint is named by operation id or by path: with a version the records are those of that \
                          version, without one those of all that have it. SIGHUP reads all records again; SIGTERM and \
                          SIGINT end the server once what was begun is answered.";

pub(super) fn run(args: &Args) -> Result<Output, Failure> {
    let config = args.config.as_deref().map_or(Ok(Config::default()), config::read)?;
    let settings = settings(args, config)?;
    let done = serve(settings, |line| eprintln!("{line}"));
    done.map(|()| Output::clean("")).map_err(failure)
}

fn failure(error: ServeError) -> Failure {
    let help = match &error {
        ServeError::Data(error) => DataError::help(error),
        ServeError::Address(..) | ServeError::AccessLog(_) | ServeError::System(_) => String::new(),
    };
    Failure::with_help(error.to_string(), help)
}

/// What the options say, and otherwise the file.
fn settings(args: &Args, config: Config) -> Result<Settings, Failure> {
    let own = Settings::default();
    let limits = Limits::default();
    let given = args.records.iter().map(|it| {
        let (endpoint, file) = it.rsplit_once('=').ok_or_else(|| {
            Failure::with_help(
                format!("`{it}` names no file"),
                "write the endpoint and the file, such as `--records /v2025/accounts=accounts.ndjson`",
            )
        })?;
        Ok(source(endpoint.to_owned(), PathBuf::from(file)))
    });
    let mut sources: Vec<Source> = given.collect::<Result<_, Failure>>()?;
    if sources.is_empty() {
        sources = config.records.into_iter().map(|(endpoint, file)| source(endpoint, file)).collect();
    }
    let id = args.client_id.clone().or(config.client_id);
    let secret = args.client_secret.clone().or(config.client_secret);
    let client = match (id, secret) {
        (Some(id), Some(secret)) => Some(Client { id, secret }),
        (None, None) => None,
        // Half of them would let anybody in, or nobody.
        (Some(_), None) | (None, Some(_)) => {
            return Err(Failure::new("`client_id` and `client_secret` are given together, or neither is"));
        }
    };
    for secret in [&args.token, &config.token, &args.super_token, &config.super_token].into_iter().flatten() {
        if secret.is_empty() {
            return Err(Failure::new("a token is not empty"));
        }
    }
    let positive = |name: &str, value: Option<usize>, otherwise: usize| {
        at_least_one(name, value).map(|value| value.unwrap_or(otherwise))
    };
    let time = at_least_one("max_time", args.max_time.or(config.max_time))?
        .map_or(limits.time, |seconds| Duration::from_secs(seconds.min(3600)));
    Ok(Settings {
        address: args.addr.or(config.addr).unwrap_or(own.address),
        sources,
        identity: args.identity.clone().or(config.identity).unwrap_or(own.identity),
        organisation: args.org.clone().or(config.org),
        token: args.token.clone().or(config.token),
        client,
        super_token: args.super_token.clone().or(config.super_token),
        rate: at_least_one("rate_limit", args.rate_limit.or(config.rate_limit))?,
        access_log: args.access_log.clone().or(config.access_log),
        now: args.now.or(config.now),
        limits: Limits {
            url: positive("max_url", args.max_url.or(config.max_url), limits.url)?,
            headers: positive("max_headers", args.max_headers.or(config.max_headers), limits.headers)?,
            body: positive("max_body", args.max_body.or(config.max_body), limits.body)?,
            requests: positive("max_requests", args.max_requests.or(config.max_requests), limits.requests)?,
            connections: positive(
                "max_connections",
                args.max_connections.or(config.max_connections),
                limits.connections,
            )?,
            time,
        },
    })
}

fn at_least_one<N: Default + PartialEq>(name: &str, value: Option<N>) -> Result<Option<N>, Failure> {
    if value == Some(N::default()) { Err(Failure::new(format!("`{name}` must be at least 1"))) } else { Ok(value) }
}

fn source(endpoint: String, file: PathBuf) -> Source {
    let name = format!("`{}`", file.display());
    Source::new(endpoint, name, move || plain_file(Path::new(&file)))
}
