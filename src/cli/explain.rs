//! `v3q explain`: what a code means.

use std::sync::LazyLock;

use super::failure::Failure;
use super::output::Output;
use crate::diagnostic::{CodeInfo, did_you_mean};
use crate::{comment, predicate, saved, schema, syntax};

/// Tell what a code means; without a code, list all of them
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A code, as findings show it
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Output, Failure> {
    let codes = codes();
    let Some(wanted) = &args.code else {
        let width = codes.iter().map(|it| it.code.len()).max().unwrap_or_default();
        let line = |it: &&CodeInfo| format!("{:width$}  {:7}  {}\n", it.code, it.severity.word(), it.summary);
        return Ok(Output::clean(codes.iter().map(line).collect::<String>()));
    };
    match codes.iter().find(|it| it.code == wanted) {
        Some(info) => Ok(Output::clean(explained(info))),
        None => {
            let help = match did_you_mean(wanted, codes.iter().map(|it| it.code)) {
                Some(code) => format!("did you mean `{code}`?"),
                None => "`v3q explain` lists all codes".to_owned(),
            };
            Err(Failure::with_help(format!("unknown code `{wanted}`"), help))
        }
    }
}

/// Every code of every room, in the order of their names.
fn codes() -> Vec<&'static CodeInfo> {
    let rooms = syntax::CODES
        .into_iter()
        .chain(predicate::CODES)
        .chain(saved::CODES)
        .chain(comment::CODES)
        .chain(schema::CODES);
    let mut codes: Vec<&'static CodeInfo> = rooms.collect();
    codes.sort_by_key(|it| it.code);
    codes
}

/// Their names.
pub(super) fn known() -> &'static [&'static str] {
    static KNOWN: LazyLock<Vec<&'static str>> = LazyLock::new(|| codes().iter().map(|it| it.code).collect());
    &KNOWN
}

fn explained(info: &CodeInfo) -> String {
    let CodeInfo { code, summary, explanation, severity, example: (bad, good) } = info;
    let mut out = format!("{code} ({severity}): {summary}\n\n{explanation}\n");
    if !bad.is_empty() {
        out.push_str(&format!("\n  found in:  {bad}\n"));
    }
    if !good.is_empty() {
        out.push_str(&format!("  write:     {good}\n"));
    }
    out
}
