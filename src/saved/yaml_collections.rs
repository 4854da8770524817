//! How far the mappings and sequences under keys of YAML reach: a comment above a key is about all of its value.

use memchr::memrchr;

use crate::text::Span;

/// How deep they are followed.
const MOST_DEPTH: usize = 32;

/// Those that are not yet at their end.
pub(super) struct Collections<'a> {
    text: &'a str,
    /// Where the key of each begins; `None` of those without one: what is in them has keys of its own.
    open: Vec<Option<usize>>,
    /// Where the last node ends, and the last line break before that.
    end: usize,
    line_break: Option<usize>,
}

impl<'a> Collections<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, open: Vec::new(), end: 0, line_break: None }
    }

    pub(super) fn begin(&mut self, key: Option<Span>) {
        self.open.push(key.map(Span::start));
    }

    /// Notes how far the file was read. Call it in the order of the text.
    pub(super) fn reach(&mut self, node: Span) {
        let end = node.start() + node.of(self.text).trim_ascii_end().len();
        let Some(next) = self.text.get(self.end..end).filter(|it| !it.is_empty() && !node.is_empty()) else { return };
        self.line_break = memrchr(b'\n', next.as_bytes()).map(|at| self.end + at).or(self.line_break);
        self.end = end;
    }

    /// The innermost with its key, where it has one and goes over several lines.
    pub(super) fn end(&mut self) -> Option<Span> {
        let is_deep = self.open.len() > MOST_DEPTH;
        let start = self.open.pop().flatten().filter(|_| !is_deep)?;
        self.line_break.is_some_and(|at| at > start).then(|| Span::new(start, self.end))
    }
}
