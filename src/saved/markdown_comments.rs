//! The comments of Markdown: `<!-- … -->` in its text, and in a block what its language has.

use super::comments::{Removal, SavedComment, SavedComments, comments as of_format};
use super::markdown::{Found, MOST_QUOTES, column, items, unquoted, walk};
use crate::text::{COMMENT, Span};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// From which column on a line may be a block of code by its indentation.
const CODE: usize = 4;

pub(super) fn comments(text: &str) -> SavedComments {
    let mut found = SavedComments::default();
    let mut prose = Prose::default();
    walk(text, |it| match it {
        Found::Prose(line, at) => prose.read(line, at, &mut found.comments),
        Found::Block(block) => {
            let end = text.get(..block.end).unwrap_or_default().trim_end_matches(['\r', '\n']).len();
            if block.start < end {
                found.statements.push(Span::new(block.start, end));
            }
            if let Some(format) = block.format
                && block.said.text().contains(COMMENT)
            {
                found.add_inner(of_format(block.said.text(), format), &block.said, text);
            }
        }
    });
    found
}

/// The text outside of blocks, up to the present line.
#[derive(Default)]
struct Prose {
    /// Whether a comment goes on that began in a line before.
    is_open: bool,
    /// Whether the line may belong to an item of a list.
    is_in_list: bool,
    is_behind_blank: bool,
}

impl Prose {
    fn read(&mut self, line: &str, at: usize, out: &mut Vec<SavedComment>) {
        let (own, _) = unquoted(line, MOST_QUOTES);
        if own.trim_ascii().is_empty() {
            self.is_behind_blank = true;
            return;
        }
        let begins_item = items(own) > 0;
        let column = column(own);
        // The first column behind a blank line is out of every list.
        self.is_in_list = begins_item || (self.is_in_list && !(self.is_behind_blank && column == 0));
        self.is_behind_blank = false;
        let is_code = column >= CODE && !self.is_in_list;
        let marks = line.len() - own.len() + items(own);
        let mut done = 0;
        while let Some(rest) = line.get(done..) {
            if self.is_open {
                let Some(end) = rest.find(CLOSE) else { return };
                self.is_open = false;
                done += end + CLOSE.len();
                continue;
            }
            let Some(next) = next_mark(rest).filter(|_| !is_code) else { return };
            let start = done + next;
            let behind = line.get(start + OPEN.len()..).unwrap_or_default();
            match behind.find(CLOSE) {
                Some(length) => {
                    done = start + OPEN.len() + length + CLOSE.len();
                    let span = Span::new(at + start, at + done);
                    // The next line may become a heading of the one before, or what stands behind it one of its own.
                    let removal = Removal::Doubtful;
                    let is_first = line.get(marks..start).is_some_and(|it| it.trim_ascii().is_empty());
                    let marks = if is_first { start } else { 0 };
                    out.push(SavedComment { marks, removal, ..SavedComment::between(span, OPEN.len(), CLOSE.len()) });
                }
                None => {
                    self.is_open = true;
                    return;
                }
            }
        }
    }
}

/// Where a comment begins, outside of code between backticks; nowhere behind backticks that are not closed in the line:
/// they may be in the next one.
fn next_mark(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // How long the runs of backticks are that are looked for in vain.
    let mut at = 0;
    loop {
        at += memchr::memchr3(b'`', b'<', b'\\', bytes.get(at..)?)?;
        let rest = bytes.get(at..)?;
        at = match rest.first()? {
            b'\\' => at + 2,
            b'<' if rest.starts_with(OPEN.as_bytes()) => return Some(at),
            b'<' => at + 1,
            _ => {
                let run = length_of_run(rest);
                at + run + closing_run(rest.get(run..)?, run)?
            }
        };
    }
}

fn length_of_run(text: &[u8]) -> usize {
    text.iter().take_while(|byte| **byte == b'`').count()
}

/// Where code ends that so many backticks opened, behind those that close it.
fn closing_run(text: &[u8], run: usize) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr(b'`', text.get(at..)?)?;
        let found = length_of_run(text.get(at..)?);
        at += found;
        if found == run {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        comments(text).comments.iter().map(|it| it.span.of(text)).collect()
    }

    #[test]
    fn comments_stand_outside_of_code() {
        for (text, expected) in [
            ("a <!-- b --> <!--c-->", vec!["<!-- b -->", "<!--c-->"]),
            ("`<!-- a -->` ``x ` <!-- b -->`` <!-- c -->", vec!["<!-- c -->"]),
            ("a ` b <!-- c -->", vec![]),
            ("<!-- a\n<!-- b -->\n<!-- c -->", vec!["<!-- c -->"]),
            ("a\n\n    <!-- code -->\n\n- b\n\n    <!-- c -->\n", vec!["<!-- c -->"]),
            ("```sh\n# a\n```\n# b\n```\n# c\n```\n```js\nx // d\n```\n", vec![]),
            ("```sh\n# v3q: a\n```\n# b\n```\n# v3q: c\n```\n```js\nx // v3q: d\n```\n", vec!["# v3q: a", "// v3q: d"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
