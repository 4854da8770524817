//! HCL, the language of Terraform.

use super::escapes::{Backslash, Escapes};
use super::language::{Braces, Close, Formatter, Holes, Language, Marks, Pair, StringForm, format};
use super::reader::read;
use crate::saved::SavedFormat;

pub(in crate::saved) static FORMAT: SavedFormat =
    format("hcl", "string literals of Terraform's HCL", &["tf", "tfvars", "hcl"], |text, reading| {
        Ok(read(text, &LANGUAGE, reading))
    });

static BACKSLASH: Backslash = Backslash {
    letters: &[('n', '\n'), ('r', '\r'), ('t', '\t'), ('\\', '\\'), ('"', '"')],
    hex: &[('u', 4), ('U', 8)],
    bytes: false,
    braces: false,
    halves: false,
    names: false,
    joins_lines: false,
};

static HEREDOC: StringForm =
    StringForm::quoted("<<", Escapes::None).with_holes(Holes::Template).closed_by(Close::Line).over_lines();

pub(super) static LANGUAGE: Language = Language {
    line_comments: &["#", "//"],
    block_comments: &[("/*", "*/")],
    strings: &[StringForm::quoted("\"", Escapes::Backslash(&BACKSLASH)).with_holes(Holes::Template)],
    heredoc: Some([&HEREDOC, &HEREDOC]),
    regexes: false,
    code_escape: None,
    pairs: &[Pair::Colon],
    markup: false,
    adjacent: false,
    plus: false,
    blocks: false,
    braces: Braces::Values,
    line_joint: None,
    trims: &[],
    conditional: true,
    defaults: &[],
    encoders: &["urlencode"],
    formatters: &[Formatter::Call("format", Marks::Percent)],
};
