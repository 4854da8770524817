//! What is wrong with comments to the linter, and how it is mended.

use super::asked::{Comments, Suppression};
use super::codes::{CODES, UNKNOWN_CODE, UNREADABLE, UNUSED};
use super::place::QueryPlace;
use super::read::Request;
use crate::diagnostic::{CodeInfo, Diagnostic, Fix, did_you_mean};
use crate::saved::Removal;
use crate::text::{Edit, Span};

/// A code that there is, and whether its findings were looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its name.
    pub code: &'static str,
    /// Whether its findings are looked for at all.
    pub is_on: bool,
    /// Whether they are where no endpoint is known.
    pub is_without_endpoint: bool,
}

impl Comments {
    /// What is wrong with the comments, once all findings were held against them.
    #[must_use]
    pub fn findings(&mut self, text: &str, known: &[Known]) -> Vec<Diagnostic> {
        self.order_unchecked();
        let mut out = Vec::new();
        for comment in &self.comments {
            for (_, span) in comment.requests.iter().filter(|(request, _)| *request == Request::Unknown) {
                let word = span.of(text).trim();
                let message = format!("`{word}` says nothing to v3q");
                out.push(finding(&UNREADABLE, *span, message, help(word, known), None));
            }
        }
        for suppression in &self.suppressions {
            self.judge(suppression, text, known, &mut out);
        }
        out.retain(|it| !self.suppress(text, it.code(), it.span.start(), QueryPlace::at(it.span.start())));
        out
    }

    fn judge(&self, suppression: &Suppression, text: &str, known: &[Known], out: &mut Vec<Diagnostic>) {
        let is_unchecked = self.is_about_unchecked(suppression, text);
        let Some(codes) = &suppression.codes else {
            if suppression.used == [false] && !is_unchecked {
                let fix = self.removal(suppression, text);
                let message = "nothing is found here that would be suppressed".to_owned();
                out.push(finding(&UNUSED, suppression.span, message, String::new(), fix));
            }
            return;
        };
        let is_looked_for = |it: &Known| {
            let is_about_comments = CODES.iter().any(|about| about.code == it.code);
            !is_about_comments && it.is_on && (!is_unchecked || it.is_without_endpoint)
        };
        let mut unused: Vec<&(String, Span)> = Vec::new();
        let mut kept: Vec<&str> = Vec::new();
        for (entry, used) in codes.iter().zip(&suppression.used) {
            let Some(code) = known.iter().find(|it| it.code == entry.0) else {
                let meant = did_you_mean(&entry.0, known.iter().map(|it| it.code));
                let help = meant.map_or_else(String::new, |it| format!("did you mean `{it}`?"));
                let fix =
                    meant.map(|it| Fix::guess(format!("write `{it}`"), vec![Edit::replace(entry.1, it.to_owned())]));
                out.push(finding(&UNKNOWN_CODE, entry.1, format!("unknown code `{}`", entry.0), help, fix));
                kept.push(&entry.0);
                continue;
            };
            if !used && is_looked_for(code) {
                unused.push(entry);
            } else {
                kept.push(&entry.0);
            }
        }
        for (nth, (code, span)) in unused.into_iter().enumerate() {
            let message = format!("`{code}` is not found here");
            // One fix takes out all of them.
            let fix = match (nth, kept.is_empty()) {
                (0, true) => self.removal(suppression, text),
                (0, false) => shortened(codes, &kept),
                _ => None,
            };
            out.push(finding(&UNUSED, *span, message, String::new(), fix));
        }
    }

    /// Takes out the comment, with its line where nothing else stands in that; only what it asks for where it asks for more.
    fn removal(&self, suppression: &Suppression, text: &str) -> Option<Fix> {
        let comment = self.comments.get(suppression.comment)?;
        if comment.requests.len() > 1 {
            let span = suppression.span;
            let behind = text.get(span.end()..)?;
            let blanks = behind.len() - behind.trim_start_matches(' ').len();
            return Some(Fix::safe("take it out", vec![Edit::delete(Span::new(span.start(), span.end() + blanks))]));
        }
        let fix: fn(&'static str, Vec<Edit>) -> Fix = match comment.removal {
            Removal::Harmless => Fix::safe,
            Removal::Doubtful => Fix::guess,
            Removal::Harmful => return None,
        };
        let line = |at| self.lines.line(text, self.lines.position(text, at).line);
        let span = comment.span;
        let (first, last) = (line(span.start()), line(span.end()));
        let before = Span::new(first.start(), span.start()).of(text);
        let behind = Span::new(span.end(), last.end().max(span.end())).of(text);
        let is_blank = |byte: u8| byte.is_ascii_whitespace();
        let (is_first, is_last) = (before.bytes().rev().all(is_blank), behind.bytes().all(is_blank));
        // A line break in it may end what stands before it.
        if !is_first && !is_last && span.of(text).contains('\n') {
            return None;
        }
        let next = last.end() + line_break(text, last.end());
        // In the first line it would tell how the file is run.
        if first.start() == 0 && is_first && text.get(next..).is_some_and(|it| it.starts_with("#!")) {
            return None;
        }
        let edit = if is_first && is_last && next > last.end() {
            Edit::delete(Span::new(first.start(), next))
        } else if is_last {
            Edit::delete(Span::new(span.start() - (before.len() - before.trim_end().len()), span.end()))
        } else if is_first || before.ends_with([' ', '\t']) {
            // What stands behind it takes its place.
            let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
            Edit::delete(Span::new(span.start(), span.end() + blanks))
        } else if behind.starts_with([' ', '\t']) {
            Edit::delete(span)
        } else {
            // It divides what stands around it.
            Edit::replace(span, " ".to_owned())
        };
        Some(fix("take out the comment", vec![edit]))
    }
}

/// How long the line break at `at` is.
fn line_break(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    ["\r\n", "\n"].into_iter().find(|it| rest.starts_with(it)).map_or(0, str::len)
}

fn shortened(codes: &[(String, Span)], kept: &[&str]) -> Option<Fix> {
    let whole = codes.first()?.1.to(codes.last()?.1);
    Some(Fix::safe(format!("leave `{}`", kept.join(", ")), vec![Edit::replace(whole, kept.join(", "))]))
}

/// What to write instead of a word that says nothing.
fn help(word: &str, known: &[Known]) -> String {
    let code = word.trim_matches(',');
    if word.starts_with('[') {
        "no blank before `[`: write `ignore[code]` or `ignore-file[code]`".to_owned()
    } else if known.iter().any(|it| it.code == code) {
        format!("put codes in brackets: `ignore[{code}]`")
    } else {
        "write `ignore[code]`, `ignore-file[code]` or `endpoint=NAME`; a reason stands behind `--`".to_owned()
    }
}

fn finding(info: &'static CodeInfo, span: Span, message: String, help: String, fix: Option<Fix>) -> Diagnostic {
    Diagnostic { info, severity: info.severity, message, span, label: String::new(), help, fix }
}
