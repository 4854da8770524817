//! PowerShell.

use super::escapes::Escapes;
use super::language::{Braces, Close, Formatter, Holes, Language, Marks, Pair, StringForm, format};
use super::reader::read;
use crate::saved::SavedFormat;

pub(in crate::saved) static FORMAT: SavedFormat =
    format("powershell", "string literals of PowerShell", &["ps1", "psm1", "psd1"], |text, reading| {
        Ok(read(text, &LANGUAGE, reading))
    });

const fn double(quote: &'static str) -> StringForm {
    StringForm::quoted(quote, Escapes::Backtick).with_holes(Holes::Dollar).over_lines()
}

const fn single(quote: &'static str) -> StringForm {
    StringForm::quoted(quote, Escapes::DoubledAlike).over_lines()
}

pub(super) static LANGUAGE: Language = Language {
    line_comments: &["#"],
    block_comments: &[("<#", "#>")],
    strings: &[
        StringForm::quoted("@\"", Escapes::Backtick)
            .with_holes(Holes::Dollar)
            .closed_by(Close::Text("\n\"@"))
            .over_lines(),
        StringForm::quoted("@'", Escapes::None).closed_by(Close::Text("\n'@")).over_lines(),
        double("\""),
        double("“"),
        double("”"),
        double("„"),
        single("'"),
        single("‘"),
        single("’"),
        single("‚"),
        single("‛"),
    ],
    heredoc: None,
    regexes: false,
    code_escape: Some(b'`'),
    pairs: &[Pair::Dash, Pair::Comma],
    markup: false,
    adjacent: false,
    plus: true,
    blocks: false,
    braces: Braces::MarkedValues,
    line_joint: Some('`'),
    trims: &[".Trim()", ".ToString()"],
    conditional: true,
    defaults: &["??"],
    encoders: &[
        "[uri]::EscapeDataString",
        "[Uri]::EscapeDataString",
        "[System.Uri]::EscapeDataString",
        "[uri]::EscapeUriString",
        "[Uri]::EscapeUriString",
        "[System.Uri]::EscapeUriString",
        "[System.Web.HttpUtility]::UrlEncode",
        "[System.Net.WebUtility]::UrlEncode",
    ],
    formatters: &[Formatter::Behind("-f ", Marks::Braces)],
};
