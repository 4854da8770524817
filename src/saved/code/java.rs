//! Java.

use super::escapes::{Backslash, Escapes};
use super::language::{Braces, Formatter, Language, Marks, Pair, StringForm, format};
use super::reader::read;
use crate::saved::SavedFormat;

pub(in crate::saved) static FORMAT: SavedFormat =
    format("java", "string literals of Java", &["java"], |text, reading| Ok(read(text, &LANGUAGE, reading)));

static BACKSLASH: Backslash = Backslash {
    letters: &[
        ('n', '\n'),
        ('r', '\r'),
        ('t', '\t'),
        ('\\', '\\'),
        ('\'', '\''),
        ('"', '"'),
        ('b', '\u{8}'),
        ('f', '\u{c}'),
        ('s', ' '),
    ],
    hex: &[('u', 4)],
    bytes: false,
    braces: false,
    halves: true,
    names: false,
    joins_lines: true,
};

const PLAIN: Escapes = Escapes::Backslash(&BACKSLASH);

pub(super) static LANGUAGE: Language = Language {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    strings: &[
        StringForm::quoted("\"\"\"", PLAIN).over_lines().indented(),
        StringForm::quoted("\"", PLAIN),
        StringForm::quoted("'", PLAIN).no_text(),
    ],
    heredoc: None,
    regexes: false,
    code_escape: None,
    pairs: &[Pair::Call, Pair::Comma],
    markup: false,
    adjacent: false,
    plus: true,
    blocks: false,
    braces: Braces::Either,
    line_joint: None,
    trims: &[".trim()", ".strip()", ".stripIndent()", ".toString()"],
    conditional: true,
    defaults: &[],
    encoders: &["URLEncoder.encode", "UriUtils.encodeQueryParam", "UriUtils.encode"],
    formatters: &[Formatter::Call("String.format", Marks::Percent), Formatter::Behind(".formatted(", Marks::Percent)],
};
