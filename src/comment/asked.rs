//! What the comments of one file ask for, and which of it was needed.

use std::collections::HashMap;

use super::codes::{UNKNOWN_CODE, UNREADABLE, UNUSED};
use super::read::{Comment, Request, read};
use crate::diagnostic::{CodeInfo, Diagnostic, Fix, did_you_mean};
use crate::text::{Edit, LineIndex, Span};

/// The comments of a file, and whether each was needed.
#[derive(Debug)]
pub struct Comments {
    comments: Vec<Comment>,
    /// The suppressions: comment, request and, for each code (or once for all codes), whether it was needed.
    suppressions: Vec<Suppression>,
    /// Which of them are about a line.
    by_line: HashMap<usize, Vec<usize>>,
    /// Which of them are about the file.
    by_file: Vec<usize>,
    /// The endpoint and version that a line is told, each with its place.
    endpoints: HashMap<usize, Target>,
    /// Those that the file is told.
    file: Target,
    lines: LineIndex,
}

/// The endpoint and the version that comments name, with their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The endpoint's name.
    pub endpoint: Option<(String, Span)>,
    /// The version's name.
    pub version: Option<(String, Span)>,
}

#[derive(Debug)]
struct Suppression {
    comment: usize,
    codes: Option<Vec<(String, Span)>>,
    span: Span,
    used: Vec<bool>,
}

impl Comments {
    /// The comments of `text`, those left out that lie in one of `strings`, or of the queries, which come in the order of
    /// the text: there they are a part of it. `None` where there are none.
    #[must_use]
    pub fn of(text: &str, strings: &[Span]) -> Option<Self> {
        let mut comments = read(text);
        comments.retain(|comment| {
            let behind = strings.partition_point(|it| it.start() <= comment.span.start());
            let before = behind.checked_sub(1).and_then(|index| strings.get(index));
            before.is_none_or(|it| it.end() <= comment.span.start())
        });
        if comments.is_empty() {
            return None;
        }
        let mut out = Self {
            comments: Vec::new(),
            suppressions: Vec::new(),
            by_line: HashMap::new(),
            by_file: Vec::new(),
            endpoints: HashMap::new(),
            file: Target::default(),
            lines: LineIndex::new(text),
        };
        for (index, comment) in comments.iter().enumerate() {
            for (request, span) in &comment.requests {
                out.take(index, comment.line, request, *span);
            }
        }
        out.comments = comments;
        Some(out)
    }

    fn take(&mut self, comment: usize, line: usize, request: &Request, span: Span) {
        match request {
            Request::Ignore { file, codes } => {
                let place = if *file { &mut self.by_file } else { self.by_line.entry(line).or_default() };
                place.push(self.suppressions.len());
                let used = vec![false; codes.as_ref().map_or(1, Vec::len)];
                self.suppressions.push(Suppression { comment, codes: codes.clone(), span, used });
            }
            Request::Endpoint { file, name } => {
                let target = if *file { &mut self.file } else { self.endpoints.entry(line).or_default() };
                target.endpoint = Some((name.clone(), span));
            }
            Request::Version { file, name } => {
                let target = if *file { &mut self.file } else { self.endpoints.entry(line).or_default() };
                target.version = Some((name.clone(), span));
            }
            Request::Unknown => {}
        }
    }

    /// What the query that begins at `offset` is told of its endpoint: by its line, otherwise by the file.
    #[must_use]
    pub fn target(&self, text: &str, offset: usize) -> Target {
        let line = self.lines.position(text, offset).line;
        let own = self.endpoints.get(&line).cloned().unwrap_or_default();
        Target {
            endpoint: own.endpoint.or_else(|| self.file.endpoint.clone()),
            version: own.version.or_else(|| self.file.version.clone()),
        }
    }

    /// Whether a finding with that code, at one of these places of the text, is not to be said.
    pub fn suppress(&mut self, text: &str, code: &str, places: [usize; 2]) -> bool {
        let [finding, query] = places.map(|at| self.lines.position(text, at).line);
        let of_line = |line| self.by_line.get(&line).map(Vec::as_slice).unwrap_or_default();
        let second = if query == finding { &[] } else { of_line(query) };
        // A comment behind the first line of a query is about that line alone.
        let is_above = |index: &&usize| {
            let comment = self.suppressions.get(**index).and_then(|it| self.comments.get(it.comment));
            comment.is_some_and(|it| it.is_alone)
        };
        let second: Vec<usize> = second.iter().filter(is_above).copied().collect();
        for index in of_line(finding).iter().chain(&second).chain(&self.by_file) {
            let Some(suppression) = self.suppressions.get_mut(*index) else { continue };
            let at = match &suppression.codes {
                None => Some(0),
                Some(codes) => codes.iter().position(|(it, _)| it == code),
            };
            if let Some(used) = at.and_then(|at| suppression.used.get_mut(at)) {
                *used = true;
                return true;
            }
        }
        false
    }

    /// What is wrong with the comments, once all findings were held against them; `known` are the codes there are.
    #[must_use]
    pub fn findings(&self, text: &str, known: &[&str]) -> Vec<Diagnostic> {
        let mut out = Vec::new();
        for comment in &self.comments {
            for (_, span) in comment.requests.iter().filter(|(request, _)| *request == Request::Unknown) {
                let message = format!("`{}` says nothing to v3q", span.of(text).trim());
                let help = "write `ignore[code]`, `ignore-file[code]` or `endpoint=NAME`";
                out.push(finding(&UNREADABLE, *span, message, help.to_owned(), None));
            }
        }
        for suppression in &self.suppressions {
            self.judge(suppression, text, known, &mut out);
        }
        out
    }

    fn judge(&self, suppression: &Suppression, text: &str, known: &[&str], out: &mut Vec<Diagnostic>) {
        let Some(codes) = &suppression.codes else {
            if suppression.used == [false] {
                let fix = self.removal(suppression, text);
                let message = "nothing is found here that would be suppressed".to_owned();
                out.push(finding(&UNUSED, suppression.span, message, String::new(), fix));
            }
            return;
        };
        let mut unused: Vec<&(String, Span)> = Vec::new();
        for (entry, used) in codes.iter().zip(&suppression.used) {
            if !known.contains(&entry.0.as_str()) {
                let meant = did_you_mean(&entry.0, known.iter().copied());
                let help = meant.map_or_else(String::new, |it| format!("did you mean `{it}`?"));
                let fix =
                    meant.map(|it| Fix::guess(format!("write `{it}`"), vec![Edit::replace(entry.1, it.to_owned())]));
                out.push(finding(&UNKNOWN_CODE, entry.1, format!("unknown code `{}`", entry.0), help, fix));
            } else if !used {
                unused.push(entry);
            }
        }
        if unused.is_empty() {
            return;
        }
        let kept: Vec<&str> =
            codes.iter().map(|(code, _)| code.as_str()).filter(|code| unused.iter().all(|it| it.0 != *code)).collect();
        for (nth, (code, span)) in unused.into_iter().enumerate() {
            let message = format!("`{code}` is not found here");
            // One fix takes out all of them.
            let fix = match (nth, kept.is_empty()) {
                (0, true) => self.removal(suppression, text),
                (0, false) => Self::shortened(suppression, codes, &kept),
                _ => None,
            };
            out.push(finding(&UNUSED, *span, message, String::new(), fix));
        }
    }

    /// Takes out the comment, with its line where it stands alone; only what it asks for where it asks for more.
    fn removal(&self, suppression: &Suppression, text: &str) -> Option<Fix> {
        let comment = self.comments.get(suppression.comment)?;
        let title = "take out the comment";
        if comment.requests.len() > 1 {
            let span = suppression.span;
            let behind = text.get(span.end()..)?;
            let blanks = behind.len() - behind.trim_start_matches(' ').len();
            return Some(Fix::safe("take it out", vec![Edit::delete(Span::new(span.start(), span.end() + blanks))]));
        }
        let line = self.lines.position(text, comment.span.start()).line;
        let whole = self.lines.line(text, line);
        let next = self.lines.line(text, line + 1).start();
        let span = if comment.is_alone && next > whole.end() {
            Span::new(whole.start(), next)
        } else {
            let before = Span::new(whole.start(), comment.span.start()).of(text);
            // A comment in the middle of a line leaves the blanks before it where they divide something.
            let is_last = Span::new(comment.span.end(), whole.end()).of(text).trim_ascii().is_empty();
            let blanks = if is_last { before.len() - before.trim_end().len() } else { 0 };
            Span::new(comment.span.start() - blanks, comment.span.end())
        };
        Some(Fix::safe(title, vec![Edit::delete(span)]))
    }

    fn shortened(suppression: &Suppression, codes: &[(String, Span)], kept: &[&str]) -> Option<Fix> {
        let whole = codes.first()?.1.to(codes.last()?.1);
        debug_assert!(suppression.span.start() <= whole.start(), "the codes lie in the suppression");
        Some(Fix::safe(format!("leave `{}`", kept.join(", ")), vec![Edit::replace(whole, kept.join(", "))]))
    }
}

fn finding(info: &'static CodeInfo, span: Span, message: String, help: String, fix: Option<Fix>) -> Diagnostic {
    Diagnostic { info, severity: info.severity, message, span, label: String::new(), help, fix }
}
