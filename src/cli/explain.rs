//! `v3q explain`: what a code means.

use std::sync::LazyLock;

use super::failure::Failure;
use super::output::Output;
use crate::codes::{self, Code};
use crate::diagnostic::{CodeInfo, did_you_mean};

/// Tell what a code means; without a code, list all of them
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A code, as findings show it
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Output, Failure> {
    let codes = codes::all();
    let Some(wanted) = &args.code else {
        let width = codes.iter().map(|it| it.info.code.len()).max().unwrap_or_default();
        let line = |it: &Code| format!("{:width$}  {:12}  {}\n", it.info.code, it.level_words(), it.info.summary);
        return Ok(Output::clean(codes.iter().map(line).collect::<String>()));
    };
    match codes.iter().find(|it| it.info.code == wanted) {
        Some(code) => Ok(Output::clean(explained(code))),
        None => {
            let help = match did_you_mean(wanted, codes.iter().map(|it| it.info.code)) {
                Some(code) => format!("did you mean `{code}`?"),
                None => "`v3q explain` lists all codes".to_owned(),
            };
            Err(Failure::with_help(format!("unknown code `{wanted}`"), help))
        }
    }
}

/// The names of all codes.
pub(super) fn known() -> &'static [&'static str] {
    static KNOWN: LazyLock<Vec<&'static str>> = LazyLock::new(|| codes::all().iter().map(|it| it.info.code).collect());
    &KNOWN
}

fn explained(explained: &Code) -> String {
    let CodeInfo { code, summary, explanation, example: (bad, good), .. } = explained.info;
    let level = explained.level_words();
    let mut out = format!("{code} ({level}): {summary}\n\n{explanation}\n");
    if !bad.is_empty() {
        out.push_str(&format!("\n  found in:  {bad}\n"));
    }
    if !good.is_empty() {
        out.push_str(&format!("  write:     {good}\n"));
    }
    out
}
