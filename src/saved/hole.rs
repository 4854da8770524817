//! What a file's language puts into a value, and how edits of the value pass it by.
//!
//! An interpolated expression (`{user.name}` of an f-string, `$NAME` of a shell) stands in the decoded value as a
//! placeholder, `{{user.name}}`. A fix may move what is around it; the expression itself goes back into the file as it was
//! written, once and in its place, or there is no fix.

use std::collections::HashSet;

use super::query::{Encoding, SavedPlace};
use super::quoting::Quoting;
use crate::text::{Edit, Span};

/// How many expressions are looked for in one message.
const MOST_QUOTED: usize = 16;

/// An expression that the file's language puts into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// Where its placeholder stands in the decoded value.
    pub span: Span,
    /// What stands for it there: `{{user.name}}`.
    pub placeholder: String,
    /// What the file has in its place: `{user.name}`, `" + user.name + "`.
    pub source: String,
    /// What it is called where something is said of it: `{user.name}`, `user.name`.
    pub shown: String,
    /// Whether it stands behind the last string, or between strings that are written differently: no edit takes it along.
    pub is_fixed: bool,
}

/// A place where the file breaks a value off and goes on elsewhere, as between adjacent string literals, or where the last
/// of them ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seam {
    /// Where, in bytes of the decoded value.
    pub at: usize,
    /// How the file writes down what follows.
    pub quoting: Quoting,
}

impl SavedPlace {
    /// Edits of the value as edits of the file; `None` where an edit cuts a hole, crosses a seam, drops, doubles or
    /// reorders a hole, or where the file can't write its text.
    #[must_use]
    pub fn edits_in_file(&self, edits: &[Edit]) -> Option<Vec<Edit>> {
        let mut ordered: Vec<&Edit> = edits.iter().collect();
        ordered.sort_by_key(|edit| edit.span);
        let mut taken: Vec<&Hole> = Vec::new();
        for edit in &ordered {
            let from = self.holes.partition_point(|hole| hole.span.end() <= edit.span.start());
            // What is put in behind it would stand outside the string.
            let before = from.checked_sub(1).and_then(|last| self.holes.get(last));
            let is_behind = before.is_some_and(|hole| hole.is_fixed && hole.span.end() == edit.span.start());
            if edit.span.is_empty() && is_behind {
                return None;
            }
            let touched = self.holes.get(from..).unwrap_or_default();
            for hole in touched.iter().take_while(|hole| hole.span.start() < edit.span.end()) {
                let is_whole = edit.span.start() <= hole.span.start() && hole.span.end() <= edit.span.end();
                if !is_whole || hole.is_fixed {
                    return None;
                }
                taken.push(hole);
            }
        }
        let mut holes = Holes { known: None, all: &self.holes, rest: taken.into_iter() };
        let written: Option<Vec<Edit>> = ordered.iter().map(|edit| self.edit_in_file(edit, &mut holes)).collect();
        // One that was taken out and not put back would be lost to the program that fills it in.
        written.filter(|_| holes.rest.next().is_none())
    }

    /// A message about a part of the value, with what the file has in the place of the placeholders.
    pub(super) fn quoted(&self, mut message: String, part: Span) -> String {
        let from = self.holes.partition_point(|hole| hole.span.end() <= part.start());
        let within = self.holes.get(from..).unwrap_or_default().iter().take_while(|it| it.span.start() < part.end());
        for hole in within.take(MOST_QUOTED) {
            if !message.contains("{{") {
                break;
            }
            message = message.replace(&hole.placeholder, &hole.shown);
        }
        message
    }

    /// How the file writes down what an edit puts in. At a seam it belongs to the part before it.
    pub(super) fn quoting_at(&self, edit: &Edit) -> Quoting {
        let seam = self.seams.partition_point(|seam| seam.at <= edit.span.start());
        let mut before = self.seams.get(..seam).unwrap_or_default().iter().rev();
        let last = before.find(|seam| !edit.span.is_empty() || seam.at < edit.span.start());
        last.map_or(self.quoting, |seam| seam.quoting)
    }

    fn edit_in_file(&self, edit: &Edit, holes: &mut Holes<'_>) -> Option<Edit> {
        let seam = self.seams.partition_point(|seam| seam.at <= edit.span.start());
        if self.seams.get(seam).is_some_and(|seam| seam.at < edit.span.end()) {
            return None;
        }
        // Whoever wrote `\u00e9` did not want the character itself in the file.
        let is_escaped = self.encoding == Encoding::Plain && self.quoting != Quoting::None;
        if is_escaped && !edit.text.is_ascii() && self.map.escapes_beyond_ascii(edit.span) {
            return None;
        }
        let quoting = self.quoting_at(edit);
        let mut written = String::new();
        let mut plain = String::new();
        let mut rest = edit.text.as_str();
        while let Some(at) = rest.find("{{").filter(|_| !self.holes.is_empty()) {
            let (before, from) = rest.split_at_checked(at)?;
            plain.push_str(before);
            let length = from.find("}}").map_or(from.len(), |end| end + 2);
            let (placeholder, behind) = from.split_at_checked(length)?;
            match holes.next(placeholder)? {
                Some(hole) => {
                    written.push_str(&quoting.write(&self.encoding.write(&plain))?);
                    plain.clear();
                    written.push_str(&hole.source);
                }
                None => plain.push_str(placeholder),
            }
            rest = behind;
        }
        plain.push_str(rest);
        written.push_str(&quoting.write(&self.encoding.write(&plain))?);
        Some(Edit::replace(self.map.outer(edit.span), self.within.write(&written)?))
    }
}

/// The holes that edits have taken out and must put back, in their order.
struct Holes<'a> {
    all: &'a [Hole],
    /// All placeholders, once they are asked for.
    known: Option<HashSet<&'a str>>,
    rest: std::vec::IntoIter<&'a Hole>,
}

impl<'a> Holes<'a> {
    /// The hole that is put back as `placeholder`; nothing where that is text of the value's own, `None` where it is a
    /// hole whose turn it is not.
    fn next(&mut self, placeholder: &str) -> Option<Option<&'a Hole>> {
        if self.rest.as_slice().first().is_some_and(|hole| hole.placeholder == placeholder) {
            return Some(self.rest.next());
        }
        let all = self.all;
        let known = self.known.get_or_insert_with(|| all.iter().map(|hole| hole.placeholder.as_str()).collect());
        (!known.contains(placeholder)).then_some(None)
    }
}
