//! From where to where a statement of a shell goes: commands that are joined or carried on, arrays, and compound commands
//! (`{ …; }`, `( … )`, `if`, `for`, `while`, `case`).

use crate::text::Span;

/// How many compound commands and arrays in each other are followed.
const MOST_DEPTH: usize = 32;

/// What ends what is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Close {
    Parenthesis,
    Word(&'static str),
}

/// Words that open a compound command where a command begins, each with the one that closes it.
const OPENING: [(&str, &str); 7] = [
    ("{", "}"),
    ("if", "fi"),
    ("for", "done"),
    ("while", "done"),
    ("until", "done"),
    ("select", "done"),
    ("case", "esac"),
];

/// Words behind which a command begins.
const BEFORE_COMMAND: [&str; 11] = ["{", "if", "then", "elif", "else", "while", "until", "do", "!", "time", "function"];

/// The statements of a text that is read line by line.
#[derive(Default)]
pub(super) struct Statements {
    pub(super) found: Vec<Span>,
    /// Where the present lines began.
    start: Option<usize>,
    /// Whether they go on behind a line break: `a |`, `a &&`, `f()`, `function f`.
    goes_on: bool,
    /// What is open, and where the lines began that opened it.
    open: Vec<(Close, usize)>,
    /// Where the lines began that opened what the present ones close.
    closed: Vec<usize>,
    /// Where a parenthesis was opened that nothing stands in yet.
    empty: Option<usize>,
    is_in_command: bool,
    /// Whether the next word is the name of a function, whose body stands behind it.
    names: bool,
}

impl Statements {
    /// A token that is neither a blank nor a comment and begins with `rest`, at `at`.
    pub(super) fn token(&mut self, rest: &str, at: usize) {
        self.start.get_or_insert(at);
        let ends_name = rest.starts_with(')') && self.empty == Some(at);
        self.goes_on =
            rest.starts_with('|') || rest.starts_with("&&") || (self.goes_on && rest.starts_with('&')) || ends_name;
        self.empty = rest.starts_with('(').then_some(at + 1);
        match rest.chars().next() {
            Some('(') => self.open(Close::Parenthesis),
            Some(')') => self.close(Close::Parenthesis),
            _ => {}
        }
        self.is_in_command &= !rest.starts_with([';', '|', '&', '(', ')']);
    }

    /// A word as it is written, with so many parentheses in it: `array=(`.
    pub(super) fn word(&mut self, written: &str, parentheses: usize) {
        let is_name = std::mem::take(&mut self.names);
        if !self.is_in_command && !is_name {
            if let Some((_, close)) = OPENING.iter().find(|(open, _)| *open == written) {
                self.open(Close::Word(close));
            } else if let Some((_, close)) = OPENING.iter().find(|(_, close)| *close == written) {
                self.close(Close::Word(close));
            }
            self.names = written == "function";
        }
        (0..parentheses).for_each(|_| self.open(Close::Parenthesis));
        self.goes_on |= is_name;
        self.is_in_command |= !is_name && !BEFORE_COMMAND.contains(&written);
    }

    /// A line break, or the end of the text; `at` is behind it.
    pub(super) fn line_break(&mut self, text: &str, at: usize) {
        self.is_in_command = false;
        if !self.goes_on {
            self.end(text, at);
        }
    }

    pub(super) fn end(&mut self, text: &str, at: usize) {
        let Some(start) = self.start.take() else { return };
        self.add_closed(start);
        for start in self.closed.drain(..) {
            let written = Span::new(start, at).of(text).trim_ascii_end();
            if written.contains('\n') {
                self.found.push(Span::new(start, start + written.len()));
            }
        }
    }

    fn open(&mut self, close: Close) {
        // What the lines close goes on with what they open: `done < <(`.
        let start = self.closed.iter().copied().chain(self.start).min();
        if let Some(start) = start.filter(|_| self.open.len() < MOST_DEPTH) {
            self.open.push((close, start));
        }
    }

    /// What is closed out of its order closes nothing: it is not certain what belongs together.
    fn close(&mut self, close: Close) {
        if let Some((_, start)) = self.open.pop_if(|(open, _)| *open == close) {
            self.add_closed(start);
        }
    }

    /// There are few: as many as are followed.
    fn add_closed(&mut self, start: usize) {
        if !self.closed.contains(&start) {
            self.closed.push(start);
        }
    }
}
