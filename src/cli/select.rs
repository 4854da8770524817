//! `v3q select`: the records that a query keeps.
//!
//! Unlike the other commands it writes while it reads: where records come out in the order in which they came in, memory
//! does not grow with them.

mod answer;
mod compressed;
mod fields;
mod groups;
mod input;
mod progress;
mod query;
mod reading;
mod table;

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::ValueEnum;

use super::failure::{Failure, all};
use super::output::{CLEAN, FOUND, Output};
use super::schema;
use crate::eval::Ranking;
use crate::eval::stream::{Framing, Match, Pointer, RawRecord, Selection};
use crate::predicate::{OrderBy, OrderKey};
use crate::vocab::FieldPath;
use answer::Answer;
pub(super) use compressed::file as plain_file;
use fields::{line, values};
use groups::Groups;
use query::{Asked, Query};
use reading::{Reading, Stop, Totals};

/// Print the records that a filter keeps, from files of JSON
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Files of records, one a line or an array, plain or compressed (gzip, Zstandard); `-` or none for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A filter expression; `@FILE` for the one in a file, `@-` for standard input [default: all records]
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true)]
    filters: Option<String>,
    /// A sorter expression; `@FILE` and `@-` as above [default: the order in which they come]
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true)]
    sorters: Option<String>,
    /// The most records to print
    #[arg(long, value_name = "N", value_parser = whole_number)]
    limit: Option<u64>,
    /// How many of them to leave out first
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, value_parser = whole_number)]
    offset: u64,
    /// Print only how many records there are, whatever --limit and --offset
    #[arg(long, conflicts_with = "group_by")]
    count: bool,
    /// The endpoint whose fields, types and rules the query keeps to: an operation id, a path or a URL
    #[arg(long, value_name = "ENDPOINT")]
    endpoint: Option<String>,
    /// The published version of the endpoint [default: the newest that has it]
    #[arg(long, value_name = "VERSION", requires = "endpoint")]
    api_version: Option<String>,
    /// A schema file of your own; what it says goes before the catalog
    #[arg(long, value_name = "FILE", requires = "endpoint")]
    schema: Vec<PathBuf>,
    /// Page as the endpoint does: its own limit where none is given, and none that it would refuse
    #[arg(long, requires = "endpoint")]
    page: bool,
    /// The form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "ndjson")]
    format: Form,
    /// Print only these fields, each under its path: `id,owner.name`
    #[arg(long, value_name = "FIELD", value_delimiter = ',', value_parser = FieldPath::new)]
    fields: Vec<FieldPath>,
    /// Count the records for each value of these fields, most first; --limit and --offset then count values
    #[arg(long, value_name = "FIELD", value_delimiter = ',', value_parser = FieldPath::new,
        conflicts_with_all = ["sorters", "fields"])]
    group_by: Vec<FieldPath>,
    /// Where an array of the records is in the input, as a JSON pointer: `/items` [default: seen from its first byte]
    #[arg(long, value_name = "POINTER", value_parser = Pointer::parse)]
    records: Option<Pointer>,
    /// How many threads read records [default: as many as there are processors]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// What to do about a record that is not JSON
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    on_error: OnError,
    /// Read no further in a record than the last field that the query asks for: what is broken behind it goes unnoticed
    #[arg(long)]
    trust_input: bool,
}

const AFTER_HELP: &str = "Without --endpoint a field takes the type of the value that it is compared with. Memory grows \
                          with --offset and --limit where records are sorted, and with all that is printed where they \
                          are sorted without --limit, and in the forms json and table.\n\n\
                          Exit codes: 0 all records were read, 1 some were left out by --on-error skip, 2 wrong use, \
                          a query that is refused, a file or a record that can't be read.";

/// In which form records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One record a line, as it stands in the input
    Ndjson,
    /// An array of records
    Json,
    /// Columns for people
    Table,
}

/// What a record that is not JSON leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OnError {
    /// Stop there, with exit code 2
    Fail,
    /// Report it and go on
    Skip,
}

/// A number of digits alone, as the service takes it: `+5` is none.
fn whole_number(text: &str) -> Result<u64, String> {
    let number = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    number.ok_or_else(|| format!("it is no whole number up to {}", u64::MAX))
}

pub(super) fn run(args: &Args) -> Result<Output, Failure> {
    // An object has no key twice.
    let args = &Args { fields: distinct(&args.fields), group_by: distinct(&args.group_by), ..args.clone() };
    let mut inputs = input::inputs(&args.files)?;
    let expressions = [&args.filters, &args.sorters];
    let stdins = expressions.into_iter().filter(|it| it.as_deref() == Some("@-")).count();
    if stdins + inputs.iter().filter(|it| it.is_stdin()).count() > 1 {
        return Err(Failure::new("standard input can be read only once"));
    }
    let own = all(args.schema.iter().map(|path| schema::read_file(path)))?.concat();
    let asked = Asked {
        own: &own,
        endpoint: args.endpoint.as_deref(),
        version: args.api_version.as_deref(),
        filters: args.filters.as_deref(),
        sorters: args.sorters.as_deref(),
        limit: args.limit,
        offset: args.offset,
        count: args.count,
        page: args.page,
    };
    let query = match query::read(&asked)? {
        Ok(query) => query,
        Err(refused) => return Ok(refused),
    };
    let bar = progress::bar(&inputs);
    let mut answer = Answer::new(args.format, &columns(args));
    let reading = Reading { selection: selection(args, &query), on_error: args.on_error, bar: bar.clone() };
    let done = select(args, &query, &reading, &mut inputs, &mut answer);
    bar.finish_and_clear();
    match done {
        Ok(totals) => Ok(Output { text: String::new(), notes: totals.note(), code: code(totals) }),
        Err(Stop::Closed) => Ok(Output::clean("")),
        Err(Stop::Failed(failure)) => {
            // What was found before it comes first, also where both go to the same place.
            answer.flush()?;
            Err(failure)
        }
    }
}

/// How records are told apart and judged.
fn selection(args: &Args, query: &Query) -> Selection {
    let threads = args.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let selection = query.filter.as_ref().map_or_else(Selection::all, Selection::new);
    let framing = args.records.clone().map_or(Framing::Detect, Framing::At);
    selection.framing(framing).threads(threads).trust_input(args.trust_input).at_hand(looked_at(args, query))
}

/// What is looked at in each match, besides what the filter looks at.
fn looked_at<'a>(args: &'a Args, query: &'a Query) -> Vec<&'a FieldPath> {
    match &query.order {
        _ if args.count => Vec::new(),
        _ if !args.group_by.is_empty() => args.group_by.iter().collect(),
        Some(order) => order.keys().iter().map(OrderKey::path).collect(),
        None => args.fields.iter().collect(),
    }
}

fn distinct(paths: &[FieldPath]) -> Vec<FieldPath> {
    let mut seen = HashSet::new();
    paths.iter().filter(|path| seen.insert(*path)).cloned().collect()
}

fn code(totals: Totals) -> u8 {
    if totals.broken > 0 { FOUND } else { CLEAN }
}

/// The columns of a table, where they are known before the first record.
fn columns(args: &Args) -> Vec<String> {
    let fields = if args.group_by.is_empty() { &args.fields } else { &args.group_by };
    let count = (!args.group_by.is_empty()).then(|| groups::count_name(fields).to_owned());
    fields.iter().map(ToString::to_string).chain(count).collect()
}

fn select(
    args: &Args,
    query: &Query,
    reading: &Reading,
    inputs: &mut [input::Input],
    answer: &mut Answer,
) -> Result<Totals, Stop> {
    if args.count {
        let totals = reading.read(inputs, |_| (), |_| Ok(ControlFlow::Continue(())))?;
        answer.number(totals.matches)?;
        Ok(totals)
    } else if !args.group_by.is_empty() {
        let mut groups = Groups::new(&args.group_by);
        let totals = reading.read(
            inputs,
            |record: RawRecord<'_>| values(record, &args.group_by),
            |found| {
                groups.add(found.value);
                Ok(ControlFlow::Continue(()))
            },
        )?;
        answer.all(groups.lines().skip(as_usize(query.offset)).take(query.limit.map_or(usize::MAX, as_usize)))?;
        Ok(totals)
    } else if let Some(order) = &query.order {
        let (ranking, totals) = sorted(args, query, order, reading, inputs)?;
        answer.all(ranking.finish().into_iter().skip(as_usize(query.offset)))?;
        Ok(totals)
    } else {
        as_they_come(args, query, reading, inputs, answer)
    }
}

fn sorted(
    args: &Args,
    query: &Query,
    order: &OrderBy,
    reading: &Reading,
    inputs: &mut [input::Input],
) -> Result<(Ranking<Vec<u8>>, Totals), Stop> {
    let most = query.limit.map(|limit| as_usize(query.offset.saturating_add(limit)));
    let mut ranking = Ranking::new(most);
    let totals = reading.read(
        inputs,
        |record: RawRecord<'_>| order.key(&record),
        |found| {
            ranking.add(found.value, || line(found.record, &args.fields));
            Ok(ControlFlow::Continue(()))
        },
    )?;
    Ok((ranking, totals))
}

fn as_they_come(
    args: &Args,
    query: &Query,
    reading: &Reading,
    inputs: &mut [input::Input],
    answer: &mut Answer,
) -> Result<Totals, Stop> {
    // Nothing of these is to be seen where a record is broken.
    let is_held = args.format == Form::Json && args.on_error == OnError::Fail;
    let mut held: Vec<Vec<u8>> = Vec::new();
    let (mut passed, mut written) = (0, 0);
    if query.limit == Some(0) {
        answer.all(std::iter::empty())?;
        return Ok(Totals::default());
    }
    let mut take = |found: Match<'_, Option<Vec<u8>>>| {
        if passed < query.offset {
            passed += 1;
            return Ok(ControlFlow::Continue(()));
        }
        match found.value {
            projected if is_held => held.push(projected.unwrap_or_else(|| line(found.record, &[]))),
            Some(projected) => answer.line(&projected)?,
            None => answer.record(found.record)?,
        }
        written += 1;
        Ok(if query.limit == Some(written) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    };
    let project = |record: RawRecord<'_>| (!args.fields.is_empty()).then(|| line(record, &args.fields));
    let totals = reading.read(inputs, project, &mut take)?;
    answer.all(held)?;
    Ok(totals)
}

fn as_usize(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
