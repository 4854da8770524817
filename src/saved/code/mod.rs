//! String literals in source code.
//!
//! A literal is a query where what stands in front of it says so (`filters=`, `"filters":`, `.filters(`, `-Filters`), or
//! where it is a URL with such a parameter; and only where the API is named too, or the text can hardly be anything else.
//! Literals that are joined are one text; the expressions between and inside them are its holes. A row for each language
//! says how its strings are written; the endpoint comes from the URL, or from the call that the text is handed to.

mod appended;
mod block;
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
mod pattern;
mod plausible;
pub(super) mod powershell;
pub(super) mod python;
mod quoteless;
mod reader;
mod regex;
pub(super) mod ruby;
mod scan;
mod statements;

pub(super) use appended::leave_out;
pub use escapes::LiteralQuoting;
pub(super) use escapes::{Ends, Escapes};
pub(super) use language::Holes;

use super::comments::{Removal, SavedComment, SavedComments};
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

/// The comments of a text in the language of that format.
pub(super) fn comments(text: &str, format: &str) -> Option<SavedComments> {
    let (_, language) = LANGUAGES.iter().find(|(name, _)| *name == format)?;
    let lexed = lexer::lex(text, language);
    let mut markup = markup::Texts::of(text, language);
    let comments = lexed.comments.iter().filter(|span| !markup.has(**span));
    let comments = comments.filter_map(|span| comment(text, *span, language));
    // What takes a character's meaning away does so with a line break too.
    let joint = char::from(language.code_escape.unwrap_or(b'\\'));
    let comments = comments.map(|it| it.behind_joint(text, joint)).collect();
    let statements = statements::statements(text, &lexed, language);
    Some(SavedComments { comments, statements })
}

/// The comment at `span`; none where it may be something else, or has no end.
fn comment(text: &str, span: Span, language: &language::Language) -> Option<SavedComment> {
    let written = span.of(text);
    if let Some((open, close)) = language.block_comments.iter().find(|(open, _)| written.starts_with(open)) {
        let is_closed = written.len() >= open.len() + close.len() && written.ends_with(close);
        let found = is_closed.then(|| SavedComment::between(span, open.len(), close.len()))?;
        // What stands behind the end of one that is a line of its own belongs to it.
        let removal = if open.starts_with('\n') { Removal::Harmful } else { found.removal };
        return Some(if language.markup { in_markup(text, found) } else { SavedComment { removal, ..found } });
    }
    // In the midst of a word of a shell it is a part of it.
    let before = text.get(..span.start())?.chars().next_back();
    let may_begin = |c: char| c.is_whitespace() || "{}();,|&".contains(c);
    if language.code_escape.is_some() && !before.is_none_or(may_begin) {
        return None;
    }
    let marker = language.line_comments.iter().find(|open| written.starts_with(**open))?;
    Some(SavedComment::to_line_end(span, marker.len()))
}

/// A comment alone in braces alone on its line is a child of an element, as JSX has it; the braces are a part of it.
fn in_markup(text: &str, comment: SavedComment) -> SavedComment {
    let SavedComment { span, .. } = comment;
    let (before, behind) = (text.get(..span.start()).unwrap_or_default(), text.get(span.end()..).unwrap_or_default());
    let front = before.trim_end_matches([' ', '\t']).strip_suffix('{');
    let rest = behind.trim_start_matches([' ', '\t']).strip_prefix('}');
    let Some((front, rest)) = front.zip(rest) else { return comment };
    let above = front.trim_end_matches([' ', '\t', '\r']);
    let rest_of_line = rest.trim_start_matches([' ', '\t', '\r']);
    let is_alone =
        (above.is_empty() || above.ends_with('\n')) && (rest_of_line.is_empty() || rest_of_line.starts_with('\n'));
    if !is_alone {
        return comment;
    }
    // Behind anything but the end of a tag or of another child it may be a block of statements.
    let above = above.trim_end();
    let removal = if above.ends_with('}') || markup::ends_tag(above) { Removal::Harmless } else { Removal::Harmful };
    SavedComment { span: Span::new(front.len(), text.len() - rest.len()), removal, ..comment }
}
