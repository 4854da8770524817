//! Go.

use super::escapes::{Backslash, C_LETTERS, Escapes};
use super::language::{Braces, Formatter, Language, Marks, Pair, StringForm, format};
use super::reader::read;
use crate::saved::SavedFormat;

pub(in crate::saved) static FORMAT: SavedFormat =
    format("go", "string literals of Go", &["go"], |text, reading| Ok(read(text, &LANGUAGE, reading)));

static BACKSLASH: Backslash = Backslash {
    letters: C_LETTERS,
    hex: &[('x', 2), ('u', 4), ('U', 8)],
    bytes: true,
    braces: false,
    halves: false,
    names: false,
    joins_lines: false,
};

const PLAIN: Escapes = Escapes::Backslash(&BACKSLASH);

pub(super) static LANGUAGE: Language = Language {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    strings: &[
        StringForm::quoted("\"", PLAIN),
        StringForm::quoted("`", Escapes::None).over_lines(),
        StringForm::quoted("'", PLAIN).no_text(),
    ],
    heredoc: None,
    regexes: false,
    code_escape: None,
    pairs: &[Pair::Colon, Pair::Call, Pair::Comma, Pair::List],
    markup: false,
    adjacent: false,
    plus: true,
    blocks: false,
    braces: Braces::Either,
    line_joint: None,
    trims: &[],
    conditional: false,
    defaults: &[],
    encoders: &["url.QueryEscape", "url.PathEscape"],
    formatters: &[Formatter::Call("fmt.Sprintf", Marks::Percent)],
};
