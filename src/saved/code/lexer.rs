//! The string literals of a source text, and the brackets they stand in.
//!
//! Nothing else of a language is read: comments are passed by, and what is neither a string nor a bracket is code. One
//! pass; what is never closed ends with its line, or with the text.

use std::borrow::Cow;

use memchr::memchr;
use memchr::memmem;

use super::language::Language;
use super::opened::{MOST_TAG, Opened};
use super::regex;
use super::scan::scan;
use crate::text::Span;

/// The literals and brackets of a text, each in its order.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    pub(super) literals: Vec<Literal>,
    pub(super) brackets: Vec<Bracket>,
    /// Where each bracket ends, with the place where it opens, in the order of the ends.
    pub(super) closed: Vec<(usize, usize)>,
    pub(super) comments: Vec<Span>,
}

impl Lexed {
    /// Where the bracket opens that is closed in front of `end`.
    pub(super) fn opened_by(&self, end: usize) -> Option<usize> {
        let number = self.closed.binary_search_by_key(&end, |(end, _)| *end).ok()?;
        self.closed.get(number).map(|(_, open)| *open)
    }

    /// The text that was read, with blanks in the place of its comments: they say as much to the program.
    pub(super) fn without_comments<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.comments.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut code = String::with_capacity(text.len());
        let mut done = 0;
        for comment in &self.comments {
            code.push_str(text.get(done..comment.start()).unwrap_or_default());
            code.extend(comment.of(text).bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
            done = comment.end();
        }
        code.push_str(text.get(done..).unwrap_or_default());
        Cow::Owned(code)
    }
}

/// A string literal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Literal {
    pub(super) opened: Opened,
    /// All of it, its prefix and quotes included.
    pub(super) span: Span,
    /// What stands between its quotes.
    pub(super) inner: Span,
    /// The bracket it stands in.
    pub(super) parent: Option<usize>,
}

/// A bracket that is opened and, where it is, closed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bracket {
    pub(super) byte: u8,
    pub(super) open: usize,
    /// Behind its last byte; the end of the text where it is not closed.
    pub(super) end: usize,
    pub(super) parent: Option<usize>,
}

/// How many here-documents begin on one line at most.
const MOST_HEREDOCS: usize = 8;

/// Words before which a slash divides nothing.
const BEFORE_REGEX: [&str; 14] =
    ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "if", "unless", "when", "and", "or", "not"];

/// Reads a text.
pub(super) fn lex(text: &str, language: &'static Language) -> Lexed {
    lex_from(text, language, 0)
}

/// Reads a text from the byte `start` on.
pub(super) fn lex_from(text: &str, language: &'static Language, start: usize) -> Lexed {
    let mut lexer =
        Lexer { text, language, lexed: Lexed::default(), parent: None, no_regex_before: 0, heredocs: Vec::new() };
    lexer.run(start);
    if language.heredoc.is_some() {
        // A here-document begins with its tag, in front of what stands behind that in its line.
        lexer.lexed.literals.sort_by_key(|it| it.span.start());
    }
    lexer.lexed
}

struct Lexer<'a> {
    text: &'a str,
    language: &'static Language,
    lexed: Lexed,
    /// The bracket that is open.
    parent: Option<usize>,
    /// A slash before that place begins no regular expression.
    no_regex_before: usize,
    /// Here-documents that begin with the next line, each with the bracket that its tag stands in.
    heredocs: Vec<(usize, Option<usize>)>,
}

impl Lexer<'_> {
    fn run(&mut self, start: usize) {
        let special = self.special();
        let bytes = self.text.as_bytes();
        let mut at = start;
        while let Some(rest) = bytes.get(at..) {
            let is_special = |byte: &u8| special.get(usize::from(*byte)).copied().unwrap_or_default();
            let Some(skipped) = rest.iter().position(is_special) else { return };
            at = self.token(at + skipped);
        }
    }

    /// The bytes that may begin what is not code.
    fn special(&self) -> [bool; 256] {
        let language = self.language;
        let comments = language.line_comments.iter().chain(language.block_comments.iter().map(|(open, _)| open));
        let strings = language.strings.iter().map(|form| &form.open);
        let first = comments.chain(strings).filter_map(|it| it.bytes().next());
        let heredoc = language.heredoc.map(|_| [b'<', b'\n']).into_iter().flatten();
        let others = heredoc.chain(language.code_escape).chain(language.regexes.then_some(b'/'));
        let mut special = [false; 256];
        for byte in first.chain(others).chain(*b"()[]{}") {
            if let Some(it) = special.get_mut(usize::from(byte)) {
                *it = true;
            }
        }
        special
    }

    /// Passes what begins at `at`; where it ends.
    fn token(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(byte) = rest.first().copied() else { return at + 1 };
        if let Some(end) = self.comment(at, rest) {
            self.lexed.comments.push(Span::new(at, end));
            return end;
        }
        if let Some(opened) = Opened::at(self.text, at, self.language).filter(|_| !self.is_character(at)) {
            return self.string(opened, self.parent);
        }
        match byte {
            b'<' if self.language.heredoc.is_some() => {
                let opens = rest.starts_with(b"<<") && self.heredocs.len() < MOST_HEREDOCS;
                self.heredocs.extend(opens.then_some((at, self.parent)));
                // A tag in quotes is no string.
                at + 1 + quoted_tag(rest).unwrap_or(usize::from(rest.starts_with(b"<<")))
            }
            b'\n' => self.heredocs(at),
            b'/' => self.regex(at, rest),
            b'(' | b'[' | b'{' => {
                let parent = self.parent.replace(self.lexed.brackets.len());
                self.lexed.brackets.push(Bracket { byte, open: at, end: self.text.len(), parent });
                at + 1
            }
            b')' | b']' | b'}' => {
                if let Some(open) = self.parent.and_then(|it| self.lexed.brackets.get_mut(it)) {
                    open.end = at + 1;
                    self.lexed.closed.push((at + 1, open.open));
                    self.parent = open.parent;
                }
                at + 1
            }
            _ if self.language.code_escape == Some(byte) => at + 2,
            _ => at + 1,
        }
    }

    fn comment(&self, at: usize, rest: &[u8]) -> Option<usize> {
        let blocks = self.language.block_comments.iter();
        if let Some((open, close)) = blocks.into_iter().find(|(open, _)| rest.starts_with(open.as_bytes())) {
            let inside = rest.get(open.len()..).unwrap_or_default();
            let length = memmem::find(inside, close.as_bytes()).map(|it| open.len() + it + close.len());
            return Some(at + length.unwrap_or(rest.len()));
        }
        let is_line = self.language.line_comments.iter().any(|open| rest.starts_with(open.as_bytes()));
        // A `#` inside a word of a shell begins nothing.
        let in_word =
            self.language.code_escape.is_some() && self.before(at).is_some_and(|it| it.is_ascii_alphanumeric());
        (is_line && !in_word).then(|| self.line_end(at))
    }

    fn before(&self, at: usize) -> Option<u8> {
        at.checked_sub(1).and_then(|it| self.text.as_bytes().get(it)).copied()
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        at + memchr(b'\n', rest).unwrap_or(rest.len())
    }

    /// Whether the quote at `at` is a character or a part of a name: `?"`, `$'`.
    fn is_character(&self, at: usize) -> bool {
        let has_characters = self.language.heredoc.is_some() && self.language.regexes;
        has_characters && matches!(self.before(at), Some(b'?' | b'$'))
    }

    fn string(&mut self, opened: Opened, parent: Option<usize>) -> usize {
        match scan(self.text, opened, self.language, |_| {}) {
            Some((end, behind)) => {
                let (span, inner) = (Span::new(opened.start, behind), Span::new(opened.inner, end.max(opened.inner)));
                self.lexed.literals.push(Literal { opened, span, inner, parent });
                behind
            }
            None if opened.form.multiline => self.text.len(),
            None => self.line_end(opened.inner),
        }
    }

    /// The here-documents that begin behind the line break at `at`.
    fn heredocs(&mut self, mut at: usize) -> usize {
        let Some([form, raw]) = self.language.heredoc else { return at + 1 };
        for (start, parent) in std::mem::take(&mut self.heredocs) {
            let tag = self.text.get(start..at).unwrap_or_default().trim_start_matches(['<', '-', '~']);
            let form = if tag.starts_with('\'') { raw } else { form };
            let Some(opened) = Opened::heredoc(self.text, start, form) else { continue };
            let opened = opened.beginning(at);
            at = self.string(opened, parent);
        }
        if self.text.as_bytes().get(at) == Some(&b'\n') { at + 1 } else { at }
    }

    /// Passes a regular expression, or a slash that divides.
    fn regex(&mut self, at: usize, rest: &[u8]) -> usize {
        if at < self.no_regex_before || rest.get(1) == Some(&b'>') || !self.may_begin_regex(at) {
            return at + 1;
        }
        if let Some(length) = regex::length(rest) {
            return at + length;
        }
        self.no_regex_before = self.line_end(at);
        at + 1
    }

    /// Whether no value stands before `at` that a slash could divide.
    fn may_begin_regex(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default().trim_end_matches([' ', '\t', '\n', '\r']);
        let Some(last) = before.bytes().next_back() else { return true };
        if matches!(
            last,
            b'(' | b','
                | b'='
                | b':'
                | b'['
                | b'!'
                | b'&'
                | b'|'
                | b'?'
                | b'{'
                | b'}'
                | b';'
                | b'+'
                | b'-'
                | b'*'
                | b'%'
                | b'~'
                | b'^'
                | b'>'
        ) {
            return true;
        }
        BEFORE_REGEX.iter().any(|word| {
            let front = before.strip_suffix(word);
            front.is_some_and(|it| !it.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$')))
        })
    }
}

/// How long the beginning of a here-document is behind its first `<`, where its tag stands in quotes.
fn quoted_tag(rest: &[u8]) -> Option<usize> {
    let behind = rest.strip_prefix(b"<<")?;
    let behind = behind.strip_prefix(b"-").or_else(|| behind.strip_prefix(b"~")).unwrap_or(behind);
    let quote = behind.first().copied().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let tag = behind.get(1..)?;
    let is_tag = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let length = tag.iter().take(MOST_TAG).take_while(|it| is_tag(it)).count();
    let closes = tag.first().is_some_and(u8::is_ascii_uppercase) && tag.get(length) == Some(&quote);
    closes.then(|| rest.len() - tag.len() + length)
}
