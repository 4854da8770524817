//! JavaScript and TypeScript.

use super::escapes::{Backslash, Escapes};
use super::language::{Braces, Holes, Language, Pair, StringForm, format};
use super::reader::read;
use crate::saved::SavedFormat;

pub(in crate::saved) static FORMAT: SavedFormat = format(
    "javascript",
    "string literals of JavaScript and TypeScript",
    &["js", "ts", "jsx", "tsx", "mjs", "cjs", "mts", "cts"],
    |text, reading| Ok(read(text, &LANGUAGE, reading)),
);

static BACKSLASH: Backslash = Backslash {
    letters: &[
        ('n', '\n'),
        ('r', '\r'),
        ('t', '\t'),
        ('\\', '\\'),
        ('\'', '\''),
        ('"', '"'),
        ('`', '`'),
        ('$', '$'),
        ('{', '{'),
        ('/', '/'),
        ('b', '\u{8}'),
        ('f', '\u{c}'),
        ('v', '\u{b}'),
    ],
    hex: &[('x', 2), ('u', 4)],
    bytes: false,
    braces: true,
    halves: true,
    names: false,
    joins_lines: true,
};

const PLAIN: Escapes = Escapes::Backslash(&BACKSLASH);

pub(super) static LANGUAGE: Language = Language {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    strings: &[
        StringForm::quoted("\"", PLAIN),
        StringForm::quoted("'", PLAIN),
        StringForm::quoted("`", Escapes::Raw).with_holes(Holes::DollarBraces).prefixed(&["string.raw"]).over_lines(),
        StringForm::quoted("`", PLAIN).with_holes(Holes::DollarBraces).over_lines(),
    ],
    heredoc: None,
    regexes: true,
    code_escape: None,
    pairs: &[Pair::Colon, Pair::Call, Pair::Comma, Pair::Braces],
    markup: true,
    adjacent: false,
    plus: true,
    blocks: false,
    braces: Braces::Either,
    line_joint: None,
    trims: &[".trim()", ".toString()"],
    conditional: true,
    defaults: &["??", "||"],
    encoders: &["encodeURIComponent"],
    formatters: &[],
};
