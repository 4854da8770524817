//! PowerShell.

use super::escapes::Escapes;
use super::language::{Close, Formatter, Holes, Language, Marks, PLACEHOLDERS, Pair, StringForm};
use super::reader::read;
use crate::saved::SavedFormat;

pub(in crate::saved) static FORMAT: SavedFormat = SavedFormat {
    name: "powershell",
    summary: "string literals of PowerShell",
    extensions: &["ps1", "psm1", "psd1"],
    placeholders: PLACEHOLDERS,
    splices: true,
    recognises: |_| false,
    read: |text| Ok(read(text, &LANGUAGE, false)),
};

pub(super) static LANGUAGE: Language = Language {
    line_comments: &["#"],
    block_comments: &[("<#", "#>")],
    strings: &[
        StringForm::quoted("@\"", Escapes::Backtick)
            .with_holes(Holes::Dollar)
            .closed_by(Close::Text("\n\"@"))
            .over_lines(),
        StringForm::quoted("@'", Escapes::None).closed_by(Close::Text("\n'@")).over_lines(),
        StringForm::quoted("\"", Escapes::Backtick).with_holes(Holes::Dollar).over_lines(),
        StringForm::quoted("'", Escapes::Doubled).over_lines(),
    ],
    heredoc: None,
    regexes: false,
    code_escape: Some(b'`'),
    pairs: &[Pair::Dash, Pair::Comma],
    markup: false,
    adjacent: false,
    plus: true,
    formatters: &[Formatter::Behind("-f ", Marks::Braces)],
};
