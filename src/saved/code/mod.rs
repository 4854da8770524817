//! String literals in source code.
//!
//! A literal is a query where what stands in front of it says so (`filters=`, `"filters":`, `.filters(`, `-Filters`), or
//! where it is a URL with such a parameter; and only where the API is named too, or the text can hardly be anything else.
//! Literals that are joined are one text; the expressions between and inside them are its holes. A row for each language
//! says how its strings are written; the endpoint comes from the URL, or from the call that the text is handed to.

mod appended;
mod branch;
mod calls;
mod command;
mod context;
pub(super) mod csharp;
mod decoded;
mod encoded;
mod escaped;
mod escapes;
mod follow;
pub(super) mod go;
pub(super) mod hcl;
pub(super) mod java;
pub(super) mod javascript;
mod language;
mod lexer;
mod markup;
mod opened;
mod parts;
mod plausible;
pub(super) mod powershell;
pub(super) mod python;
mod reader;
mod regex;
pub(super) mod ruby;
mod scan;

pub(super) use appended::leave_out;
pub use escapes::LiteralQuoting;

use crate::text::Span;

/// The languages, each with the name of its format.
static LANGUAGES: [(&str, &language::Language); 8] = [
    ("csharp", &csharp::LANGUAGE),
    ("go", &go::LANGUAGE),
    ("hcl", &hcl::LANGUAGE),
    ("java", &java::LANGUAGE),
    ("javascript", &javascript::LANGUAGE),
    ("powershell", &powershell::LANGUAGE),
    ("python", &python::LANGUAGE),
    ("ruby", &ruby::LANGUAGE),
];

/// The string literals of a text in the language of that format.
pub(super) fn strings(text: &str, format: &str) -> Option<Vec<Span>> {
    let (_, language) = LANGUAGES.iter().find(|(name, _)| *name == format)?;
    Some(lexer::lex(text, language).literals.iter().map(|it| it.span).collect())
}
