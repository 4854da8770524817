//! Markdown: code blocks of a language that has a format, and URLs in the text.
//!
//! A fenced block is read as a file of the language that it names; `v3q` and `v3-filter` name plain queries. One that can't
//! be read says nothing: examples are often cut short.

use super::counted::counted;
use super::host_text::HostText;
use super::nearness::{Nearness, nearness_of_file};
use super::query::SavedQuery;
use super::quoting::Quoting;
use super::shape::may_hold_query;
use super::url_filled::without_examples;
use super::url_in_text::{urls, urls_of_prose};
use super::{FORMATS, Reading, SavedFormat, plain};
use crate::syntax::{PlaceholderStyle, PlaceholderStyles};
use crate::text::Span;

pub(super) static FORMAT: SavedFormat = SavedFormat {
    name: "markdown",
    summary: "Markdown: code blocks, and URLs in the text",
    extensions: &["md", "markdown"],
    placeholders: || {
        PlaceholderStyles::of(&[
            PlaceholderStyle::DoubleBraces,
            PlaceholderStyle::DollarBraces,
            PlaceholderStyle::Angles,
        ])
    },
    splices: false,
    recognises: |_| false,
    read: |text, _| Ok(read(text)),
    lines: None,
};

/// Languages that are called otherwise than their files, most of them by GitHub's linguist.
const CALLED: [(&str, &str); 26] = [
    ("v3q", "plain"),
    ("v3-filter", "plain"),
    ("v3-filters", "plain"),
    ("console", "shell"),
    ("shell-session", "shell"),
    ("shellsession", "shell"),
    ("shell-script", "shell"),
    ("curl", "shell"),
    ("python3", "py"),
    ("py3", "py"),
    ("javascript", "js"),
    ("node", "js"),
    ("nodejs", "js"),
    ("typescript", "ts"),
    ("powershell", "ps1"),
    ("pwsh", "ps1"),
    ("posh", "ps1"),
    ("golang", "go"),
    ("terraform", "tf"),
    ("hcl", "tf"),
    ("csharp", "cs"),
    ("c#", "cs"),
    ("cake", "cs"),
    ("cakescript", "cs"),
    ("jruby", "rb"),
    ("macruby", "rb"),
];

/// What blocks are called that hold text of any kind, also where they are not called anything.
const TEXTS: [&str; 4] = ["", "text", "txt", "plaintext"];

/// Languages of blocks that show commands behind a prompt, and what they print.
const CONSOLES: [&str; 3] = ["console", "shell-session", "shellsession"];

/// How many quotations a block stands in at most.
pub(super) const MOST_QUOTES: usize = 8;

fn read(text: &str) -> Vec<SavedQuery<'static>> {
    // A block of plain queries may have none of the parameters' names.
    if !may_hold_query(text) && !text.contains("v3q") {
        return Vec::new();
    }
    let nearness = nearness_of_file(text);
    let mut queries = Vec::new();
    walk(text, |found| match found {
        Found::Block(block) => block.read(nearness, &mut queries),
        Found::Prose(line, at) => {
            for (number, (piece, start)) in pieces(line).into_iter().enumerate() {
                let mut said = HostText::new(at + start, Quoting::None);
                said.push(piece);
                let is_code = number % 2 == 1;
                let found = if is_code { urls(piece) } else { urls_of_prose(piece) };
                queries.extend(queries_at(found, &said, nearness));
            }
        }
    });
    queries
}

/// The queries of the URLs that stand at these places of a text.
fn queries_at(urls: Vec<Span>, said: &HostText, nearness: Nearness) -> impl Iterator<Item = SavedQuery<'static>> {
    let query = move |it: Span| counted(without_examples(said.url(it)), it.of(said.text()), nearness);
    urls.into_iter().filter_map(query)
}

/// What a text is made of.
pub(super) enum Found<'a> {
    /// A fenced block.
    Block(Box<Block>),
    /// A line outside of blocks, and where it begins.
    Prose(&'a str, usize),
}

/// Hands over the blocks and the lines of a text, in its order.
pub(super) fn walk<'a>(text: &'a str, mut sink: impl FnMut(Found<'a>)) {
    let mut block: Option<Block> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if block.as_ref().is_some_and(|open| open.is_left_by(line))
            && let Some(open) = block.take()
        {
            sink(Found::Block(Box::new(open)));
        }
        match block.take() {
            Some(open) if open.is_closed_by(line) => sink(Found::Block(Box::new(open))),
            Some(mut open) => {
                open.push(line, at);
                block = Some(open);
            }
            None => match Block::opened(line, at) {
                Some(open) => block = Some(open),
                None => sink(Found::Prose(line, at)),
            },
        }
        at += line.len();
    }
    if let Some(open) = block {
        sink(Found::Block(Box::new(open)));
    }
}

/// The parts of a line between backticks and outside of them, each with its place; none where no URL is among them.
fn pieces(line: &str) -> Vec<(&str, usize)> {
    if !line.contains('=') {
        return Vec::new();
    }
    let mut at = 0;
    let part = |part: &'_ str| {
        let start = at;
        at += part.len() + 1;
        start
    };
    line.split('`').zip(line.split('`').map(part)).collect()
}

/// A line without the marks of at most so many quotations before it, and how many there are.
pub(super) fn unquoted(line: &str, most: usize) -> (&str, usize) {
    let mut rest = line;
    let mut quotes = 0;
    while quotes < most
        && let Some(inner) = rest.trim_start_matches([' ', '\t']).strip_prefix('>')
    {
        rest = inner.strip_prefix(' ').unwrap_or(inner);
        quotes += 1;
    }
    (rest, quotes)
}

/// How long the marks of list items are that a line begins with, one item in another; the blanks around them included.
pub(super) fn items(line: &str) -> usize {
    let mut rest = line;
    loop {
        let own = rest.trim_start_matches([' ', '\t']);
        let number = own.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = own.len() - number.len();
        let mark = if digits == 0 { own.strip_prefix(['-', '*', '+']) } else { number.strip_prefix(['.', ')']) };
        let Some(behind) = mark.filter(|it| digits < 10 && it.starts_with([' ', '\t'])) else {
            return line.len() - rest.len();
        };
        // More blanks make an indented block of what is behind them.
        let inner = behind.trim_start_matches([' ', '\t']);
        if behind.len() - inner.len() > 4 {
            return line.len() - rest.len();
        }
        rest = inner;
    }
}

/// The column in which the text of a line begins.
pub(super) fn column(line: &str) -> usize {
    let own = line.trim_start_matches([' ', '\t']);
    column_behind(line.get(..line.len() - own.len()).unwrap_or_default())
}

/// The column behind the marks of list items.
fn column_behind(marks: &str) -> usize {
    marks.chars().fold(0, |column, c| if c == '\t' { (column / 4 + 1) * 4 } else { column + 1 })
}

/// A fenced block that is not yet at its end.
pub(super) struct Block {
    /// Where the line of its fence begins in the file.
    pub(super) start: usize,
    fence: String,
    /// In how many quotations it stands.
    quotes: usize,
    /// The column of the list item that begins with it; 0 where none does.
    item: usize,
    indent: usize,
    pub(super) format: Option<&'static SavedFormat>,
    pub(super) said: HostText,
    /// Where the last line that was added ends in the file.
    pub(super) end: usize,
    is_empty: bool,
    /// Whether only lines behind a prompt are commands: the others are what they print.
    is_console: bool,
    /// Whether it holds text of any kind.
    is_text: bool,
    continues: bool,
}

impl Block {
    /// The block that a line opens.
    fn opened(line: &str, at: usize) -> Option<Self> {
        let end = at + line.len();
        let (line, quotes) = unquoted(line, MOST_QUOTES);
        let item = items(line);
        let own = line.get(item..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let mark = own.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = own.trim_start_matches(mark);
        let fence = own.get(..own.len() - info.len()).filter(|it| it.len() >= 3)?;
        if mark == '`' && info.contains('`') {
            return None;
        }
        let language = language(info);
        let (format, is_console) = format_called(&language).map_or((None, false), |(it, console)| (Some(it), console));
        Some(Self {
            start: at,
            fence: fence.to_owned(),
            quotes,
            item: column_behind(line.get(..item).unwrap_or_default()),
            indent: line.len() - own.len(),
            format,
            said: HostText::new(end, Quoting::None),
            end,
            is_empty: true,
            is_console,
            is_text: TEXTS.contains(&language.as_str()),
            continues: false,
        })
    }

    /// Whether a line stands outside the quotation, or the list item, that the block is in.
    fn is_left_by(&self, line: &str) -> bool {
        let (own, quotes) = unquoted(line, self.quotes);
        let is_outside = column(own) < self.item && !own.trim_ascii().is_empty();
        quotes < self.quotes || (is_outside && !self.is_closed_by(line))
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let line = unquoted(line, self.quotes).0.trim_ascii();
        line.len() >= self.fence.len() && self.fence.starts_with(line.get(..1).unwrap_or("-")) && {
            line.trim_start_matches(self.fence.get(..1).unwrap_or_default()).is_empty()
        }
    }

    /// Adds a line that begins at byte `at` of the file; the indentation of the fence is no part of it.
    fn push(&mut self, whole: &str, at: usize) {
        let (line, _) = unquoted(whole, self.quotes);
        let at = at + (whole.len() - line.len());
        if self.is_console && !self.continues && !line.trim_ascii_start().starts_with(['$', '%', '>']) {
            return;
        }
        self.continues = line.trim_ascii_end().ends_with('\\');
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        let indent = blanks.min(self.indent);
        if at + indent > self.end {
            self.said.push_seam(Span::new(self.end, at + indent), Quoting::None);
        }
        self.said.push(line.get(indent..).unwrap_or_default());
        self.is_empty = false;
        self.end = at + line.len();
    }

    fn read(self, nearness: Nearness, queries: &mut Vec<SavedQuery<'static>>) {
        if self.is_text {
            let mut start = 0;
            for line in self.said.text().split_inclusive('\n') {
                let found = urls_of_prose(line).into_iter().map(|it| it.shifted(start)).collect();
                queries.extend(queries_at(found, &self.said, nearness));
                start += line.len();
            }
        }
        let Some(format) = self.format.filter(|_| !self.is_empty) else { return };
        if let Ok(found) = (format.read)(self.said.text(), Reading::default()) {
            queries.extend(found.into_iter().map(|query| self.said.query(query)));
        }
    }
}

/// What a block's language is called.
fn language(info: &str) -> String {
    let info = info.trim_ascii().trim_start_matches(['{', '.']);
    info.split([' ', '\t', ',', '}', '{', ':']).next().unwrap_or_default().to_ascii_lowercase()
}

/// The format of a block's language: the one of that name, or of files with that extension; and whether the block shows
/// what is printed too.
fn format_called(language: &str) -> Option<(&'static SavedFormat, bool)> {
    let called = CALLED.iter().find(|(name, _)| *name == language).map(|(_, format)| *format);
    if called == Some(plain::FORMAT.name) {
        return Some((&plain::FORMAT, false));
    }
    let is_console = CONSOLES.contains(&language);
    let wanted = called.unwrap_or(language);
    let is_it = |format: &&SavedFormat| format.name == wanted || format.extensions.contains(&wanted);
    // Blocks of Markdown in Markdown are not looked into, and plain text is anything.
    let others = FORMATS.iter().copied().filter(|it| !["markdown", "plain"].contains(&it.name));
    others.rev().find(|it| is_it(it)).map(|it| (it, is_console))
}
