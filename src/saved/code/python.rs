//! Python.

use super::escapes::{Backslash, C_LETTERS, Escapes};
use super::language::{Braces, Formatter, Holes, Language, Marks, Pair, StringForm, format};
use super::reader::read;
use crate::saved::SavedFormat;

pub(in crate::saved) static FORMAT: SavedFormat =
    format("python", "string literals of Python", &["py", "pyi"], |text, reading| Ok(read(text, &LANGUAGE, reading)));

static BACKSLASH: Backslash = Backslash {
    letters: C_LETTERS,
    hex: &[('x', 2), ('u', 4), ('U', 8)],
    bytes: false,
    braces: false,
    halves: false,
    names: true,
    joins_lines: true,
};

static BYTES: Backslash = Backslash { hex: &[('x', 2)], bytes: true, names: false, ..BACKSLASH };

const PLAIN: Escapes = Escapes::Backslash(&BACKSLASH);
const RAW: &[&str] = &["r", "br", "rb"];
const FORMAT_RAW: &[&str] = &["rf", "fr", "rt", "tr"];
const FORMATTED: &[&str] = &["f", "t"];
const LETTERS: &[&str] = &["u", ""];

const fn formatted_raw(quote: &'static str) -> StringForm {
    StringForm::quoted(quote, Escapes::Raw).with_holes(Holes::Braces).prefixed(FORMAT_RAW)
}

const fn raw(quote: &'static str) -> StringForm {
    StringForm::quoted(quote, Escapes::Raw).prefixed(RAW)
}

const fn formatted(quote: &'static str) -> StringForm {
    StringForm::quoted(quote, PLAIN).with_holes(Holes::Braces).prefixed(FORMATTED)
}

const fn plain(quote: &'static str) -> StringForm {
    StringForm::quoted(quote, PLAIN).prefixed(LETTERS)
}

const fn bytes(quote: &'static str) -> StringForm {
    StringForm::quoted(quote, Escapes::Backslash(&BYTES)).prefixed(&["b"])
}

pub(super) static LANGUAGE: Language = Language {
    line_comments: &["#"],
    block_comments: &[],
    strings: &[
        formatted_raw("\"\"\"").over_lines(),
        raw("\"\"\"").over_lines(),
        formatted("\"\"\"").over_lines(),
        bytes("\"\"\"").over_lines(),
        plain("\"\"\"").over_lines(),
        formatted_raw("'''").over_lines(),
        raw("'''").over_lines(),
        formatted("'''").over_lines(),
        bytes("'''").over_lines(),
        plain("'''").over_lines(),
        formatted_raw("\""),
        raw("\""),
        formatted("\""),
        bytes("\""),
        plain("\""),
        formatted_raw("'"),
        raw("'"),
        formatted("'"),
        bytes("'"),
        plain("'"),
    ],
    heredoc: None,
    regexes: false,
    code_escape: None,
    pairs: &[Pair::Colon, Pair::Call, Pair::Comma],
    markup: false,
    adjacent: true,
    plus: true,
    blocks: false,
    braces: Braces::Values,
    line_joint: Some('\\'),
    trims: &[".strip()"],
    conditional: false,
    defaults: &["else", "or"],
    encoders: &[
        "urllib.parse.quote_plus",
        "urllib.parse.quote",
        "requests.utils.quote_plus",
        "requests.utils.quote",
        "requests.compat.quote_plus",
        "requests.compat.quote",
        "parse.quote_plus",
        "parse.quote",
        "quote_plus",
        "quote",
    ],
    formatters: &[Formatter::Behind("%", Marks::Percent), Formatter::Behind(".format(", Marks::Braces)],
};
