//! What the comments of one file ask for, and which of it was needed.

use std::collections::HashMap;

use super::codes::CODES;
use super::nested::Nested;
use super::place::QueryPlace;
use super::read::{Comment, Request, read};
use crate::saved::SavedComments;
use crate::text::{LineIndex, Span};

/// The comments of a file, and whether each was needed.
#[derive(Debug)]
pub struct Comments {
    pub(super) comments: Vec<Comment>,
    pub(super) suppressions: Vec<Suppression>,
    /// Which suppression silences a code (`""`: all of them), and which of its codes that is.
    silent: HashMap<About, HashMap<String, (usize, usize)>>,
    /// The endpoints and versions that are told.
    targets: HashMap<About, Target>,
    /// The parts of the file that comments of theirs speak of alone.
    parts: Nested,
    /// What comments speak of as a whole.
    pub(super) statements: Nested,
    /// The queries that were not held against an endpoint.
    unchecked: Vec<Span>,
    pub(super) lines: LineIndex,
}

/// What a comment is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum About {
    /// A line.
    Line(usize),
    /// What begins in a line, however far it goes on.
    Below(usize),
    /// A part of the file, or all of it.
    Part(Option<Span>),
}

/// The endpoint and the version that comments name, with their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The endpoint's name.
    pub endpoint: Option<(String, Span)>,
    /// The version's name.
    pub version: Option<(String, Span)>,
}

/// A request to say nothing.
#[derive(Debug)]
pub(super) struct Suppression {
    pub(super) comment: usize,
    /// Whether it is about more than one line.
    pub(super) is_of_file: bool,
    pub(super) codes: Option<Vec<(String, Span)>>,
    pub(super) span: Span,
    /// Whether each code was needed; one entry where all codes are meant.
    pub(super) used: Vec<bool>,
}

impl Comments {
    /// What the comments of `text` ask for. `None` where there are none.
    #[must_use]
    pub fn of(text: &str, found: SavedComments) -> Option<Self> {
        let comments = read(text, &found);
        if comments.is_empty() {
            return None;
        }
        let parts = comments.iter().filter_map(|comment| comment.part).collect();
        let mut out = Self {
            comments: Vec::new(),
            suppressions: Vec::new(),
            silent: HashMap::new(),
            targets: HashMap::new(),
            parts: Nested::new(parts),
            statements: Nested::new(found.statements),
            unchecked: Vec::new(),
            lines: LineIndex::new(text),
        };
        for (index, comment) in comments.iter().enumerate() {
            for (request, span) in &comment.requests {
                out.take(index, comment, request, *span);
            }
        }
        out.comments = comments;
        Some(out)
    }

    fn take(&mut self, index: usize, comment: &Comment, request: &Request, span: Span) {
        let about = |file: bool| match file {
            true => About::Part(comment.part),
            false if comment.is_above => About::Below(comment.line),
            false => About::Line(comment.line),
        };
        match request {
            Request::Ignore { file, codes } => {
                let number = self.suppressions.len();
                let silent = self.silent.entry(about(*file)).or_default();
                let names = codes.iter().flatten().map(|(code, _)| code.as_str());
                for (at, code) in names.chain(codes.is_none().then_some("")).enumerate() {
                    silent.entry(code.to_owned()).or_insert((number, at));
                }
                let used = vec![false; codes.as_ref().map_or(1, Vec::len)];
                self.suppressions.push(Suppression {
                    comment: index,
                    is_of_file: *file,
                    codes: codes.clone(),
                    span,
                    used,
                });
            }
            Request::Endpoint { file, name } => {
                self.targets.entry(about(*file)).or_default().endpoint = Some((name.clone(), span));
            }
            Request::Version { file, name } => {
                self.targets.entry(about(*file)).or_default().version = Some((name.clone(), span));
            }
            Request::Unknown => {}
        }
    }

    /// What comments may say of a place in a query: the nearest first.
    fn abouts(&self, text: &str, place: usize, query: QueryPlace) -> Vec<About> {
        let line = |at| self.lines.position(text, at).line;
        let QueryPlace { text: start, whole } = query;
        let mut out = vec![About::Line(line(place)), About::Below(line(place))];
        // A comment behind the first line of a query is about that line alone, one behind its last about all of it: the
        // lines of a literal have room for no other.
        out.push(About::Line(line(whole.end())));
        out.extend([About::Below(line(start)), About::Below(line(whole.start()))]);
        out.extend(self.statements.around(start).map(|it| About::Below(line(it.start()))));
        out.extend(self.parts.around(start).map(|it| About::Part(Some(it))));
        out.push(About::Part(None));
        out
    }

    /// What a query is told of its endpoint: by its line, otherwise by the file.
    #[must_use]
    pub fn target(&self, text: &str, query: QueryPlace) -> Target {
        let mut out = Target::default();
        if self.targets.is_empty() {
            return out;
        }
        for said in self.abouts(text, query.text, query).iter().filter_map(|about| self.targets.get(about)) {
            out.endpoint = out.endpoint.or_else(|| said.endpoint.clone());
            out.version = out.version.or_else(|| said.version.clone());
        }
        out
    }

    /// Whether a finding with that code, at a place in that query, is not to be said.
    pub fn suppress(&mut self, text: &str, code: &str, place: usize, query: QueryPlace) -> bool {
        if self.silent.is_empty() {
            return false;
        }
        for about in self.abouts(text, place, query) {
            let Some(silent) = self.silent.get(&about) else { continue };
            // That a comment is wrong is said unless that very code is named.
            let is_about_comments = CODES.iter().any(|it| it.code == code);
            let of_all = silent.get("").filter(|_| !is_about_comments);
            for (number, at) in silent.get(code).into_iter().chain(of_all) {
                let Some(suppression) = self.suppressions.get_mut(*number) else { continue };
                let part = self.comments.get(suppression.comment).and_then(|it| it.part);
                if part.is_none_or(|it| it.start() <= query.text && query.text <= it.end())
                    && let Some(used) = suppression.used.get_mut(*at)
                {
                    *used = true;
                    return true;
                }
            }
        }
        false
    }

    /// Notes that a query was not held against an endpoint: most that can be wrong with it was not looked for.
    pub fn note_unchecked(&mut self, query: QueryPlace) {
        self.unchecked.push(query.whole);
    }

    /// Puts the queries that were not held against an endpoint in order, each as if it went on to where the last of those
    /// up to it ends.
    pub(super) fn order_unchecked(&mut self) {
        self.unchecked.sort();
        let mut end = 0;
        for span in &mut self.unchecked {
            end = end.max(span.end());
            *span = Span::new(span.start(), end);
        }
    }

    /// Whether a query that was not held against an endpoint stands in what a suppression is about.
    pub(super) fn is_about_unchecked(&self, suppression: &Suppression, text: &str) -> bool {
        let Some(comment) = self.comments.get(suppression.comment) else { return false };
        let whole = match suppression.is_of_file {
            true => comment.part.unwrap_or(Span::new(0, text.len())),
            false => {
                let line = self.lines.line(text, comment.line);
                let statement = self.statements.begun_in(line).filter(|_| comment.is_above);
                statement.map_or(line, |it| line.to(it))
            }
        };
        let begun = self.unchecked.partition_point(|it| it.start() < whole.end());
        let last = begun.checked_sub(1).and_then(|it| self.unchecked.get(it));
        last.is_some_and(|it| it.end() >= whole.start())
    }
}
