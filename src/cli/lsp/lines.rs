//! Places as the protocol has them: lines from 0, ended by LF, CRLF or CR, and columns in the units of an encoding.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

use crate::text::{Span, boundary_before};

/// What columns are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    /// Bytes, which the editor has to offer.
    Utf8,
    /// Units of 16 bits, as every editor has them.
    #[default]
    Utf16,
}

impl Encoding {
    /// The one to talk in with an editor that offers these.
    pub(super) fn chosen(offered: &[PositionEncodingKind]) -> Self {
        if offered.contains(&PositionEncodingKind::UTF8) { Self::Utf8 } else { Self::Utf16 }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn units(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }
}

/// About how many bytes lie between two remembered counts: what one lookup costs, however long the line is.
const STEP: usize = 1024;

/// The way between byte offsets of a text and places of the protocol; made in one pass over the text.
#[derive(Debug)]
pub(super) struct Lines {
    encoding: Encoding,
    /// Where each line begins.
    starts: Vec<usize>,
    /// Offsets of characters, the first one 0, each with how many units lie before it.
    counts: Vec<(usize, usize)>,
}

impl Lines {
    pub(super) fn new(text: &str, encoding: Encoding) -> Self {
        let mut starts = vec![0];
        let bytes = text.as_bytes();
        starts.extend(bytes.iter().enumerate().filter_map(|(at, byte)| {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            ends.then_some(at + 1)
        }));
        let mut counts = vec![(0, 0)];
        let (mut from, mut units) = (0, 0);
        while from + STEP < text.len() {
            let to = boundary_before(text, from + STEP);
            units += encoding.units(text.get(from..to).unwrap_or_default());
            counts.push((to, units));
            from = to;
        }
        Self { encoding, starts, counts }
    }

    /// The place of a byte of `text`, which is the text this was made of.
    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let offset = boundary_before(text, offset);
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        Position { line: narrow(line), character: narrow(self.before(text, offset) - self.before(text, start)) }
    }

    pub(super) fn range(&self, text: &str, span: Span) -> Range {
        Range { start: self.position(text, span.start()), end: self.position(text, span.end()) }
    }

    /// The byte at a place; one behind the end of a line, or of the text, is that end.
    pub(super) fn offset(&self, text: &str, position: Position) -> usize {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line).copied() else { return text.len() };
        let next = self.starts.get(line + 1).copied().unwrap_or(text.len());
        let content = text.get(start..next).unwrap_or_default().trim_end_matches(['\r', '\n']);
        let wanted = self.before(text, start) + position.character as usize;
        let known = self.counts.partition_point(|(_, units)| *units <= wanted).saturating_sub(1);
        let (mut at, mut units) = self.counts.get(known).copied().unwrap_or_default();
        for c in text.get(at..).unwrap_or_default().chars() {
            units += self.encoding.units(c.encode_utf8(&mut [0; 4]));
            if units > wanted {
                break;
            }
            at += c.len_utf8();
        }
        at.clamp(start, start + content.len())
    }

    pub(super) fn span(&self, text: &str, range: Range) -> Span {
        Span::new(self.offset(text, range.start), self.offset(text, range.end))
    }

    /// How many units lie before an offset.
    fn before(&self, text: &str, offset: usize) -> usize {
        let known = self.counts.partition_point(|(at, _)| *at <= offset).saturating_sub(1);
        let (at, units) = self.counts.get(known).copied().unwrap_or_default();
        units + self.encoding.units(text.get(at..offset).unwrap_or_default())
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_leads_back_to_its_byte() {
        let long = format!("{}\r\nx\u{1f600}é", "aé\u{1f600}".repeat(900));
        for text in ["a\nb\r\nc\rd", "\u{1f600}é\n", "", "\r\r\n\n", long.as_str()] {
            for encoding in [Encoding::Utf8, Encoding::Utf16] {
                let lines = Lines::new(text, encoding);
                let inside_break = |at: usize| {
                    text.get(..at).is_some_and(|it| it.ends_with('\r'))
                        && text.get(at..).is_some_and(|it| it.starts_with('\n'))
                };
                for (at, _) in text.char_indices().filter(|(at, _)| !inside_break(*at)) {
                    assert_eq!(lines.offset(text, lines.position(text, at)), at, "{text:?} {at}");
                }
            }
        }
    }

    #[test]
    fn columns_count_in_the_units_of_the_encoding() {
        let text = "a\n\u{1f600}é!";
        let column = |encoding| Lines::new(text, encoding).position(text, 8);
        assert_eq!(column(Encoding::Utf8), Position { line: 1, character: 6 });
        assert_eq!(column(Encoding::Utf16), Position { line: 1, character: 3 });
    }

    #[test]
    fn a_place_behind_the_end_is_the_end() {
        let text = "ab\ncd";
        let lines = Lines::new(text, Encoding::Utf16);
        assert_eq!(lines.offset(text, Position { line: 0, character: 99 }), 2);
        assert_eq!(lines.offset(text, Position { line: 1, character: u32::MAX }), 5);
        assert_eq!(lines.offset(text, Position { line: 7, character: 0 }), 5);
    }
}
