//! C#.

use super::escapes::{Backslash, Escapes};
use super::language::{Braces, Close, Formatter, Holes, Language, Marks, Pair, StringForm, format};
use super::reader::read;
use crate::saved::SavedFormat;

pub(in crate::saved) static FORMAT: SavedFormat =
    format("csharp", "string literals of C#", &["cs", "csx"], |text, reading| Ok(read(text, &LANGUAGE, reading)));

static BACKSLASH: Backslash = Backslash {
    letters: &[
        ('n', '\n'),
        ('r', '\r'),
        ('t', '\t'),
        ('\\', '\\'),
        ('\'', '\''),
        ('"', '"'),
        ('0', '\0'),
        ('a', '\u{7}'),
        ('b', '\u{8}'),
        ('e', '\u{1b}'),
        ('f', '\u{c}'),
        ('v', '\u{b}'),
    ],
    hex: &[('u', 4), ('U', 8)],
    bytes: false,
    braces: false,
    halves: true,
    names: false,
    joins_lines: false,
};

const PLAIN: Escapes = Escapes::Backslash(&BACKSLASH);

pub(super) static LANGUAGE: Language = Language {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    strings: &[
        StringForm::quoted("\"\"\"", Escapes::None)
            .with_holes(Holes::Braces)
            .prefixed(&["$$$$", "$$$", "$$", "$"])
            .closed_by(Close::Run)
            .over_lines(),
        StringForm::quoted("\"", Escapes::Doubled).with_holes(Holes::Braces).prefixed(&["$@", "@$"]).over_lines(),
        StringForm::quoted("\"", Escapes::Doubled).prefixed(&["@"]).over_lines(),
        StringForm::quoted("\"\"\"", Escapes::None).closed_by(Close::Run).over_lines(),
        StringForm::quoted("\"", PLAIN).with_holes(Holes::Braces).prefixed(&["$"]),
        StringForm::quoted("\"", PLAIN),
        StringForm::quoted("'", PLAIN).no_text(),
    ],
    heredoc: None,
    regexes: false,
    code_escape: None,
    pairs: &[Pair::Colon, Pair::Call, Pair::Comma],
    markup: false,
    adjacent: false,
    plus: true,
    blocks: false,
    braces: Braces::Either,
    line_joint: None,
    trims: &[".Trim()", ".ToString()"],
    conditional: true,
    defaults: &["??"],
    encoders: &["System.Uri.EscapeDataString", "Uri.EscapeDataString", "HttpUtility.UrlEncode", "WebUtility.UrlEncode"],
    formatters: &[Formatter::Call("string.Format", Marks::Braces), Formatter::Call("String.Format", Marks::Braces)],
};
