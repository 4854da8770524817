//! `v3q tr50`: the reply to a packet of TR50 commands, over a log that is here.

use std::fs;
use std::io::Read as _;
use std::path::PathBuf;

use super::failure::Failure;
use super::output::{CLEAN, FOUND, Output};
use super::select::plain_file;
use crate::eval::stream::{Event, Selection};
use crate::tr50::{Asking, Log, Packet};
use crate::vocab::Instant;

/// Answer a packet of TR50 commands (`usage.api.list`) from a log of calls
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// The packet, a JSON object of commands; `-` or none for standard input
    #[arg(value_name = "FILE")]
    packet: Option<PathBuf>,
    /// The log: records with `ts`, `whoami`, `request` and `response`, one a line or an array
    #[arg(long, value_name = "FILE")]
    records: PathBuf,
    /// What `last` counts back from [default: the clock]
    #[arg(long, value_name = "DATE-TIME", value_parser = Instant::parse_date_time)]
    now: Option<Instant>,
    /// The organisation (`orgKey`) whose calls are listed without `showAll` [default: all]
    #[arg(long, value_name = "KEY")]
    org: Option<String>,
}

const AFTER_HELP: &str = "The log is your own: `showAll` is granted.\n\n\
                          Exit codes: 0 all commands were answered, 1 some were refused, 2 wrong use, a packet or a log \
                          that can't be read.";

pub(super) fn run(args: &Args) -> Result<Output, Failure> {
    let (name, text) = packet_text(args)?;
    let packet = Packet::read(&text).map_err(|error| Failure::new(format!("{name} can't be read: {error}")))?;
    let log = log(args)?;
    let now = args.now.unwrap_or_else(now);
    let asking = Asking { now, may_show_all: true, organisation: args.org.as_deref(), deadline: None };
    let reply = packet.reply(&log, &asking);
    Ok(Output::new(format!("{}\n", reply.text), if reply.is_success { CLEAN } else { FOUND }))
}

fn packet_text(args: &Args) -> Result<(String, Vec<u8>), Failure> {
    let mut text = Vec::new();
    let (name, read) = match &args.packet {
        Some(path) if path.as_os_str() != "-" => {
            (format!("`{}`", path.display()), fs::read(path).map(|bytes| text = bytes))
        }
        _ => ("standard input".to_owned(), std::io::stdin().read_to_end(&mut text).map(drop)),
    };
    read.map_err(|error| Failure::new(format!("{name} can't be read: {error}")))?;
    Ok((name, text))
}

fn log(args: &Args) -> Result<Log, Failure> {
    let name = format!("`{}`", args.records.display());
    let unreadable = |error| Failure::new(format!("{name} can't be read: {error}"));
    let mut log = Log::default();
    let mut wrong = None;
    let input = plain_file(&args.records).map_err(unreadable)?;
    let run = Selection::all().run(
        input,
        |_| (),
        |event| {
            let added = match event {
                Event::Match(found) => log.add(found.record.json().as_str()),
                Event::Broken(error) => {
                    wrong = Some(Failure::new(format!("{name}, {error}")));
                    return std::ops::ControlFlow::Break(());
                }
            };
            match added {
                Ok(()) => std::ops::ControlFlow::Continue(()),
                Err(reason) => {
                    wrong = Some(Failure::new(format!("{name}, record {}: {reason}", log.len() + 1)));
                    std::ops::ControlFlow::Break(())
                }
            }
        },
    );
    run.map_err(unreadable)?;
    wrong.map_or(Ok(log), Err)
}

/// What the clock says.
fn now() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Instant::from_unix(i64::try_from(since.as_secs()).unwrap_or(i64::MAX), since.subsec_nanos())
}
