//! Where an expansion of a shell ends: by the quotes, comments, here-documents and further expansions inside it.

use std::collections::VecDeque;

/// What a place of an expansion is inside of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// `$(…)` and `(…)`: commands, which have comments and here-documents.
    Commands,
    /// `$((…))` and `((…))`, of which each parenthesis counts: `<<` shifts there.
    Arithmetic,
    /// `${…}`.
    Braces,
    /// `$[…]`.
    Brackets,
    /// `` `…` ``.
    Backquotes,
    /// `"…"`.
    Double,
    /// `'…'`.
    Single,
}

impl Inside {
    fn close(self) -> char {
        match self {
            Self::Commands | Self::Arithmetic => ')',
            Self::Braces => '}',
            Self::Brackets => ']',
            Self::Backquotes => '`',
            Self::Double => '"',
            Self::Single => '\'',
        }
    }

    fn is_parenthesis(self) -> bool {
        self.close() == ')'
    }

    /// What a parenthesis opens whose inside begins with `behind`.
    pub(super) fn parenthesis(behind: &str) -> Self {
        if behind.starts_with('(') { Self::Arithmetic } else { Self::Commands }
    }
}

/// How long the half of a subscript is at most that stands on either side of a place in it.
const MOST_SUBSCRIPT: usize = 100;

/// Whether the `<<` at `at` stands in the subscript of an array that something is put into: `a[1<<2]=x`.
pub(super) fn is_in_subscript(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let before = bytes.get(at.saturating_sub(MOST_SUBSCRIPT)..at).unwrap_or_default();
    let behind = bytes.get(at..(at + MOST_SUBSCRIPT).min(bytes.len())).unwrap_or_default();
    let ends = |byte: &u8| matches!(byte, b'[' | b']' | b'\n' | b';' | b'"' | b'\'');
    let opens = before.iter().rposition(ends).and_then(|it| before.get(it)) == Some(&b'[');
    let close = behind.iter().position(ends).and_then(|it| behind.get(it..)).unwrap_or_default();
    opens && (close.starts_with(b"]=") || close.starts_with(b"]+="))
}

/// How much stands before what closes an expansion that is open.
pub(super) fn closing(text: &str, first: Inside) -> Option<usize> {
    let mut open = vec![first];
    let mut awaited: VecDeque<Document> = VecDeque::new();
    let mut before = None;
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let innermost = *open.last()?;
        let rest = text.get(at..).unwrap_or_default();
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        let last = before.replace(c);
        let mut length = c.len_utf8();
        match (innermost, c) {
            (Inside::Single, '\'') => _ = open.pop(),
            (Inside::Single, _) => {}
            _ if last == Some('\\') => before = None,
            (_, '\\') => {}
            _ if c == innermost.close() => {
                open.pop();
                if open.is_empty() {
                    return Some(at);
                }
            }
            (Inside::Arithmetic, '(') => open.push(Inside::Arithmetic),
            (_, '(') if last == Some('$') || innermost == Inside::Commands => open.push(Inside::parenthesis(behind)),
            (_, '{') if last == Some('$') => open.push(Inside::Braces),
            (_, '"') => open.push(Inside::Double),
            (_, '`') => open.push(Inside::Backquotes),
            // In braces and in double quotes it may be an apostrophe.
            (_, '\'') if innermost.is_parenthesis() || innermost == Inside::Backquotes => open.push(Inside::Single),
            (Inside::Commands, '#') if last.is_none_or(begins_comment) => {
                length = rest.find('\n').unwrap_or(rest.len())
            }
            (Inside::Commands, '<') if rest.starts_with("<<<") => length = 3,
            (Inside::Commands, '<') if rest.starts_with("<<") && is_in_subscript(text, at) => length = 2,
            (Inside::Commands, '<') if rest.starts_with("<<") => {
                let (document, end) = Document::awaited(rest);
                awaited.push_back(document);
                length = end;
            }
            (Inside::Commands, '\n') => {
                while let Some(document) = awaited.pop_front() {
                    length += document.length(rest.get(length..).unwrap_or_default());
                }
            }
            _ => {}
        }
        at += length;
    }
    None
}

fn begins_comment(before: char) -> bool {
    before.is_ascii_whitespace() || matches!(before, ';' | '|' | '&' | '(' | ')')
}

/// A here-document whose text begins with the next line.
struct Document {
    /// The word that ends it.
    end: String,
    /// Whether tabs in front of its lines go.
    strips: bool,
}

impl Document {
    /// The one that `text` names, which begins with `<<`, and how long its name is.
    fn awaited(text: &str) -> (Self, usize) {
        let own = text.strip_prefix("<<").unwrap_or_default();
        let strips = own.starts_with('-');
        let own = own.strip_prefix('-').unwrap_or(own).trim_start_matches([' ', '\t']);
        let mut end = String::new();
        let mut quote = None;
        let mut length = 0;
        for c in own.chars() {
            match (quote, c) {
                (_, '\n') => break,
                (Some(open), _) if c == open => quote = None,
                (None, '"' | '\'') => quote = Some(c),
                (None, '\\') => {}
                (None, ' ' | '\t' | '\r' | ';' | '|' | '&' | '(' | ')' | '<' | '>') => break,
                _ => end.push(c),
            }
            length += c.len_utf8();
        }
        (Self { end, strips }, text.len() - own.len() + length)
    }

    /// How long its text is, the line that ends it included.
    fn length(&self, text: &str) -> usize {
        let mut length = 0;
        for line in text.split_inclusive('\n').filter(|_| !self.end.is_empty()) {
            let own = line.trim_end_matches(['\n', '\r']);
            let own = if self.strips { own.trim_start_matches('\t') } else { own };
            match own.strip_prefix(&self.end) {
                Some("") => return length + line.len(),
                // The end of the commands ends it too.
                Some(behind) if behind.starts_with(')') => return length + line.find(')').unwrap_or(line.len()),
                Some(_) | None => length += line.len(),
            }
        }
        length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_in_here_documents_and_comments_open_nothing() {
        for commands in [
            "cat <<EOF\nit's \" ) here\nEOF\n",
            "cat <<-'E F' | tr a b\n\tdon't\n\tE F\n",
            "cat <<A <<\\B\n'\nA\n\"\nB\n",
            "cat <<EOF\nit's\nEOF",
            "# don't )\necho a#b # \"\n",
            "echo $((1 << 2)) '#' a#\"b\"",
            "(( x <<= 3 )); cat <<< \"y\" # it's\n",
            "(cd a; (cat <<E\n)\nE\n))",
        ] {
            let text = format!("{commands})\" 'rest");
            assert_eq!(closing(&text, Inside::Commands), Some(commands.len()), "{commands}");
        }
        assert_eq!(closing("cat <<EOF\n)", Inside::Commands), None);
    }
}
