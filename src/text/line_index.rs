//! Lines and columns.

use super::Span;

/// A place as people count: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character of the line.
    pub column: usize,
}

/// How many bytes lie between two remembered counts of characters: what one lookup costs, however long the line is.
const STEP: usize = 1024;

/// The way from byte offsets of a text to lines and columns; made in one pass over the text.
///
/// A line ends with LF or CRLF, and a place inside the line break counts as the end of its line. A byte-order mark at
/// the start of the text is no character of the first line: no editor shows it.
///
/// ```
/// use v3q::text::{LineIndex, Position};
/// let text = "a eq 1\r\nnäme co 2";
/// let lines = LineIndex::new(text);
/// assert_eq!(lines.position(text, 14), Position { line: 2, column: 6 });
/// assert_eq!(lines.line(text, 1).of(text), "a eq 1");
/// ```
#[derive(Debug, Clone)]
pub struct LineIndex {
    /// The offset of each line's first byte.
    starts: Vec<u32>,
    /// How many characters begin before each multiple of [`STEP`].
    characters: Vec<u32>,
}

impl LineIndex {
    /// The index of `text`, which may have up to 4 GiB.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let line_feeds = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(line_feeds.map(|at| narrow(at + 1))).collect();
        let mut count = 0;
        let characters = text.as_bytes().chunks(STEP).map(|chunk| {
            let before = count;
            count += begun(chunk);
            narrow(before)
        });
        Self { characters: characters.collect(), starts }
    }

    /// The line and column of `offset` in `text`, which is the text the index was made of.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start as usize <= offset).max(1);
        let span = self.line(text, line);
        let offset = offset.clamp(span.start(), span.end());
        let column = self.characters_before(text, offset) - self.characters_before(text, span.start()) + 1;
        Position { line, column }
    }

    /// Where that line stands, counted from 1, its line break and a byte-order mark left out; empty behind the last.
    #[must_use]
    pub fn line(&self, text: &str, line: usize) -> Span {
        let start = |line: usize| self.starts.get(line).map_or(text.len(), |start| *start as usize);
        let (from, to) = (start(line.saturating_sub(1)), start(line));
        let written = text.get(from..to).unwrap_or_default();
        let content = written.strip_suffix('\n').map_or(written, |it| it.strip_suffix('\r').unwrap_or(it));
        let mark = if from == 0 { content.len() - content.trim_start_matches('\u{feff}').len() } else { 0 };
        Span::new(from + mark, from + content.len())
    }

    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let step = offset / STEP;
        let Some(known) = self.characters.get(step) else {
            // Only an offset behind the last byte of a text of whole steps has no count of its own.
            return text.chars().count();
        };
        *known as usize + begun(text.as_bytes().get(step * STEP..offset).unwrap_or_default())
    }
}

/// How many characters begin in these bytes of a text.
fn begun(bytes: &[u8]) -> usize {
    if bytes.is_ascii() { bytes.len() } else { bytes.iter().filter(|byte| (**byte as i8) >= -64).count() }
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, offset: usize) -> (usize, usize) {
        let position = LineIndex::new(text).position(text, offset);
        (position.line, position.column)
    }

    #[test]
    fn columns_count_characters_and_lines_end_with_lf_or_crlf() {
        let text = "äb\r\n\n日本x\n";
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, 3), (1, 3), "the carriage return ends the line");
        assert_eq!(place(text, 4), (1, 3), "so does the line feed behind it");
        assert_eq!(place(text, 5), (2, 1));
        assert_eq!(place(text, 12), (3, 3));
        assert_eq!(place(text, 14), (4, 1));
        assert_eq!(place(text, 900), (4, 1));
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(place("\u{feff}ab", 3), (1, 1));
        assert_eq!(place("\u{feff}ab", 0), (1, 1));
    }

    #[test]
    fn long_lines_count_the_same_at_every_step() {
        let text = "é".repeat(3 * STEP);
        let lines = LineIndex::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(lines.position(&text, at), Position { line: 1, column: count + 1 });
        }
        assert_eq!(lines.position(&text, text.len()).column, 3 * STEP + 1);
    }
}
