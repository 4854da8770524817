//! Ruby.

use super::escapes::{Backslash, Escapes};
use super::language::{Braces, Close, Formatter, Holes, Language, Marks, Pair, StringForm, format};
use super::reader::read;
use crate::saved::SavedFormat;

pub(in crate::saved) static FORMAT: SavedFormat =
    format("ruby", "string literals of Ruby", &["rb", "rake"], |text, reading| Ok(read(text, &LANGUAGE, reading)));

static BACKSLASH: Backslash = Backslash {
    letters: &[
        ('n', '\n'),
        ('r', '\r'),
        ('t', '\t'),
        ('\\', '\\'),
        ('\'', '\''),
        ('"', '"'),
        ('#', '#'),
        ('a', '\u{7}'),
        ('b', '\u{8}'),
        ('e', '\u{1b}'),
        ('f', '\u{c}'),
        ('s', ' '),
        ('v', '\u{b}'),
    ],
    hex: &[('x', 2), ('u', 4)],
    bytes: true,
    braces: true,
    halves: false,
    names: false,
    joins_lines: true,
};

const PLAIN: Escapes = Escapes::Backslash(&BACKSLASH);

static HEREDOC: StringForm =
    StringForm::quoted("<<", PLAIN).with_holes(Holes::HashBraces).closed_by(Close::Line).over_lines().indented();

static RAW_HEREDOC: StringForm = StringForm::quoted("<<", Escapes::None).closed_by(Close::Line).over_lines().indented();

/// `%q(…)` and its like.
const fn delimited(open: &'static str, escapes: Escapes) -> StringForm {
    StringForm::quoted(open, escapes).closed_by(Close::Delimiter).over_lines()
}

pub(super) static LANGUAGE: Language = Language {
    line_comments: &["#"],
    block_comments: &[("\n=begin", "\n=end")],
    strings: &[
        StringForm::quoted("\"", PLAIN).with_holes(Holes::HashBraces).over_lines(),
        StringForm::quoted("'", Escapes::QuoteAlone).over_lines(),
        delimited("%q", Escapes::QuoteAlone),
        delimited("%Q", PLAIN).with_holes(Holes::HashBraces),
        StringForm::quoted("%(", PLAIN).with_holes(Holes::HashBraces).closed_by(Close::Bracket(b')')).over_lines(),
        StringForm::quoted("%[", PLAIN).with_holes(Holes::HashBraces).closed_by(Close::Bracket(b']')).over_lines(),
        StringForm::quoted("%{", PLAIN).with_holes(Holes::HashBraces).closed_by(Close::Bracket(b'}')).over_lines(),
        StringForm::quoted("`", PLAIN).with_holes(Holes::HashBraces).over_lines().no_text(),
        delimited("%w", Escapes::QuoteAlone).no_text(),
        delimited("%i", Escapes::QuoteAlone).no_text(),
        delimited("%r", PLAIN).with_holes(Holes::HashBraces).no_text(),
    ],
    heredoc: Some([&HEREDOC, &RAW_HEREDOC]),
    regexes: true,
    code_escape: None,
    pairs: &[Pair::Colon, Pair::Arrow, Pair::Call, Pair::Comma],
    markup: false,
    adjacent: true,
    plus: true,
    blocks: true,
    braces: Braces::Values,
    line_joint: Some('\\'),
    trims: &[".strip", ".freeze", ".dup", ".to_s"],
    conditional: true,
    defaults: &["||"],
    encoders: &["CGI.escape", "URI.encode_www_form_component", "ERB::Util.url_encode"],
    formatters: &[
        Formatter::Call("format", Marks::Percent),
        Formatter::Call("sprintf", Marks::Percent),
        Formatter::Behind("% ", Marks::Percent),
    ],
};
