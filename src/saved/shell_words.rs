//! The words of shell commands, with what quotes, escapes and expansions make of them.
//!
//! As much of the grammar is read as tells where a word begins, how each part of it is quoted, and where its command
//! ends. What is expanded is a hole; commands inside `$(…)` are read too.

use super::host_text::HostText;
use super::quoting::{Quoting, ShellQuoting};
use super::shell_closing::is_in_subscript;
use super::shell_expansion::{arithmetic, expansion, name_without_quotes};
use super::shell_statements::Statements;
use crate::text::Span;

/// How deep commands inside commands are looked into.
const MOST_DEPTH: usize = 6;

/// One command: its words, in the order of the text.
pub(super) type Command = Vec<HostText>;

/// What a shell text holds.
#[derive(Default)]
pub(super) struct Script {
    pub(super) commands: Vec<Command>,
    /// The lines of here-documents.
    pub(super) documents: Vec<HostText>,
    pub(super) comments: Vec<Span>,
    /// What is one command, or several that are joined, over more than one line; with its here-documents.
    pub(super) statements: Vec<Span>,
}

pub(super) fn script(text: &str) -> Script {
    let mut script = Script::default();
    let mut parts = vec![(Span::new(0, text.len()), 0)];
    while let Some((part, depth)) = parts.pop() {
        let (at, end) = (part.start(), part.end());
        let mut lexer =
            Lexer { text, at, end, shifts_until: 0, inner: Vec::new(), awaited: Vec::new(), parentheses: 0 };
        lexer.read(&mut script);
        if depth < MOST_DEPTH {
            parts.extend(lexer.inner.into_iter().map(|inner| (inner, depth + 1)));
        }
    }
    script.commands.retain(|command| !command.is_empty());
    script
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// Where the arithmetic ends in which `<<` begins no here-document.
    shifts_until: usize,
    /// Commands inside words.
    inner: Vec<Span>,
    /// Here-documents whose text begins with the next line: the word that ends them, whether tabs go, whether they expand.
    awaited: Vec<(String, bool, bool)>,
    /// How many parentheses the last word has.
    parentheses: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn read(&mut self, script: &mut Script) {
        let mut command = Command::new();
        let mut statements = Statements::default();
        while let Some(c) = self.peek() {
            let rest = self.rest();
            let is_blank =
                matches!(c, ' ' | '\t' | '\r' | '\n') || rest.starts_with("\\\n") || rest.starts_with("\\\r\n");
            if !is_blank && c != '#' {
                statements.token(rest, self.at);
            }
            match c {
                ' ' | '\t' | '\r' => self.at += 1,
                '\\' if rest.starts_with("\\\n") => self.at += 2,
                '\\' if rest.starts_with("\\\r\n") => self.at += 3,
                '#' => {
                    let start = self.at;
                    self.at += rest.find('\n').unwrap_or(rest.len());
                    script.comments.push(Span::new(start, self.at));
                }
                '\n' => {
                    self.at += 1;
                    script.commands.push(std::mem::take(&mut command));
                    self.documents(script);
                    statements.line_break(self.text, self.at);
                }
                '<' if rest.starts_with("<<<") => self.at += 3,
                '<' if rest.starts_with("<<") && self.shifts() => self.at += 2,
                '<' if rest.starts_with("<<") => self.here_document(),
                '<' | '>' if !is_example(rest) => self.at += 1,
                ';' | '|' | '&' | '(' | ')' => {
                    if c == '(' && self.at >= self.shifts_until {
                        self.shifts_until = arithmetic(rest).map_or(0, |length| self.at + length);
                    }
                    self.at += 1;
                    script.commands.push(std::mem::take(&mut command));
                }
                _ => {
                    self.parentheses = 0;
                    command.push(self.word());
                    let written = rest.get(..rest.len().saturating_sub(self.rest().len())).unwrap_or_default();
                    statements.word(written, self.parentheses);
                }
            }
        }
        script.commands.push(command);
        statements.end(self.text, self.at);
        script.statements.append(&mut statements.found);
    }

    /// Whether `<<` shifts here: in arithmetic, and in the subscript of an array.
    fn shifts(&self) -> bool {
        self.at < self.shifts_until || is_in_subscript(self.text.get(..self.end).unwrap_or_default(), self.at)
    }

    fn word(&mut self) -> HostText {
        let mut word = HostText::new(self.at, Quoting::Shell(ShellQuoting::Bare));
        while let Some(c) = self.peek() {
            let rest = self.rest();
            match c {
                ' ' | '\t' | '\r' | '\n' | ';' | '|' | '&' | ')' => break,
                // `f()` and the like; a parenthesis inside a URL is one of the URL.
                '(' if !word.text().contains(['?', '=']) => break,
                '<' if is_example(rest) => {
                    let length = rest.find('>').map_or(1, |end| end + 1);
                    word.push(rest.get(..length).unwrap_or_default());
                    self.at += length;
                }
                '<' | '>' => break,
                '\'' => self.quoted(&mut word, ShellQuoting::Single, 1),
                '"' => self.quoted(&mut word, ShellQuoting::Double, 1),
                '$' if rest.starts_with("$\"") => self.quoted(&mut word, ShellQuoting::Double, 2),
                '$' if rest.starts_with("$'") => self.quoted(&mut word, ShellQuoting::Ansi, 2),
                '\\' => {
                    let escaped = rest.chars().nth(1);
                    let length = 1 + escaped.map_or(0, char::len_utf8);
                    match escaped {
                        Some('\n') | None => word.push_seam(self.here(length), Quoting::Shell(ShellQuoting::Bare)),
                        Some(c) => word.push_escaped(c.encode_utf8(&mut [0; 4]), self.here(length)),
                    }
                    self.at += length;
                }
                '$' | '`' => self.expansion(&mut word),
                _ => {
                    self.parentheses += usize::from(c == '(');
                    word.push(c.encode_utf8(&mut [0; 4]));
                    self.at += c.len_utf8();
                }
            }
        }
        word
    }

    fn here(&self, length: usize) -> Span {
        Span::new(self.at, (self.at + length).min(self.end))
    }

    /// A quoted part of a word, whose opening takes `open` bytes.
    fn quoted(&mut self, word: &mut HostText, quoting: ShellQuoting, open: usize) {
        word.push_seam(self.here(open), Quoting::Shell(quoting));
        self.at += open;
        let close = if quoting == ShellQuoting::Double { '"' } else { '\'' };
        while let Some(c) = self.peek() {
            match c {
                _ if c == close => {
                    word.push_seam(self.here(1), Quoting::Shell(ShellQuoting::Bare));
                    self.at += 1;
                    return;
                }
                '\\' | '$' | '`' if quoting == ShellQuoting::Double => self.expanded(word, c, quoting),
                '\\' if quoting == ShellQuoting::Ansi => {
                    let (said, length) = ansi_escape(self.rest());
                    word.push_escaped(&said, self.here(length));
                    self.at += length;
                }
                _ => {
                    word.push(c.encode_utf8(&mut [0; 4]));
                    self.at += c.len_utf8();
                }
            }
        }
        word.make_inexact();
    }

    /// What expands, or `\`, in double quotes or in a here-document.
    fn expanded(&mut self, word: &mut HostText, c: char, quoting: ShellQuoting) {
        if c != '\\' {
            self.expansion(word);
            return;
        }
        match self.rest().chars().nth(1) {
            Some('\n') => {
                word.push_seam(self.here(2), Quoting::Shell(quoting));
                self.at += 2;
            }
            Some(escaped) if quoting.escaped().contains(&escaped) => {
                word.push_escaped(escaped.encode_utf8(&mut [0; 4]), self.here(2));
                self.at += 2;
            }
            _ => {
                word.push("\\");
                self.at += 1;
            }
        }
    }

    /// `$name`, `${…}`, `$(…)` or `` `…` ``; a `$` before anything else is itself.
    fn expansion(&mut self, word: &mut HostText) {
        let rest = self.rest();
        let Some(found) = expansion(rest) else {
            word.push("$");
            self.at += 1;
            return;
        };
        if !found.is_closed {
            // What is put in behind it would be a part of it.
            word.make_inexact();
        }
        self.inner.extend(found.commands.map(|it| it.shifted(self.at)));
        let source = rest.get(..found.length).unwrap_or_default();
        let quoteless = name_without_quotes(source);
        let expression = quoteless.as_deref().unwrap_or(found.expression.of(rest));
        word.push_hole(expression, source, self.here(found.length));
        self.at += found.length;
    }

    /// `<<END`, `<<-'END'`.
    fn here_document(&mut self) {
        self.at += 2;
        let strips = self.rest().starts_with('-');
        self.at += usize::from(strips);
        while self.peek().is_some_and(|c| c == ' ' || c == '\t') {
            self.at += 1;
        }
        let expands = !self.rest().starts_with(['\'', '"', '\\']);
        let word = self.word();
        if !word.text().is_empty() {
            self.awaited.push((word.text().to_owned(), strips, expands));
        }
    }

    /// The here-documents that begin at this line.
    fn documents(&mut self, script: &mut Script) {
        for (end, strips, expands) in std::mem::take(&mut self.awaited) {
            let body = self.at + document_length(self.rest(), &end, strips);
            // What has no end is looked for once.
            let mut may_span_lines = true;
            while self.at < body {
                let line_end = self.line_end(body);
                let quoting = Quoting::Shell(ShellQuoting::Document);
                let mut said = HostText::new(self.at, if expands { quoting } else { Quoting::None });
                if expands {
                    self.expanding_line(&mut said, line_end, body, &mut may_span_lines);
                } else {
                    said.push(self.text.get(self.at..line_end).unwrap_or_default());
                    self.at = line_end;
                }
                self.skip_line_end();
                script.documents.push(said);
            }
            // The word that ends it.
            self.at = self.line_end(self.end);
            self.skip_line_end();
        }
    }

    /// Where the line ends that is being read, its end left out.
    fn line_end(&self, most: usize) -> usize {
        let rest = self.text.get(self.at..most).unwrap_or_default();
        let line = rest.find('\n').map_or(rest, |end| rest.get(..end).unwrap_or_default());
        self.at + line.trim_end_matches('\r').len()
    }

    fn skip_line_end(&mut self) {
        let rest = self.rest();
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
    }

    /// A line of a here-document, and those that an expansion in it reaches over.
    fn expanding_line(&mut self, said: &mut HostText, mut line_end: usize, body: usize, may_span_lines: &mut bool) {
        let whole = std::mem::replace(&mut self.end, line_end);
        while let Some(c) = self.peek() {
            if matches!(c, '$' | '`') && *may_span_lines && expansion(self.rest()).is_some_and(|it| !it.is_closed) {
                self.end = body;
                *may_span_lines = expansion(self.rest()).is_some_and(|it| it.is_closed);
                self.end = if *may_span_lines { body } else { line_end };
            }
            match c {
                '\\' | '$' | '`' => self.expanded(said, c, ShellQuoting::Document),
                _ => {
                    said.push(c.encode_utf8(&mut [0; 4]));
                    self.at += c.len_utf8();
                }
            }
            if self.at > line_end {
                line_end = self.line_end(body);
            }
            self.end = line_end;
        }
        self.end = whole;
    }
}

/// How long a here-document is, without the line that ends it.
fn document_length(text: &str, end: &str, strips: bool) -> usize {
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        let said = line.trim_end_matches(['\n', '\r']);
        if end == if strips { said.trim_start_matches('\t') } else { said } {
            break;
        }
        length += line.len();
    }
    length
}

/// Whether `<` begins an example such as `<tenant>`, rather than a redirection.
fn is_example(text: &str) -> bool {
    let Some((name, _)) = text.strip_prefix('<').and_then(|it| it.get(..it.len().min(40))?.split_once('>')) else {
        return false;
    };
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// What an escape of `$'…'` says, and how long it is.
fn ansi_escape(text: &str) -> (String, usize) {
    let code = |most: usize| {
        let digits = text.get(2..).unwrap_or_default();
        let length = digits.bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
        let code = digits.get(..length).and_then(|it| u32::from_str_radix(it, 16).ok()).and_then(char::from_u32);
        (code.unwrap_or(char::REPLACEMENT_CHARACTER).to_string(), 2 + length)
    };
    let Some(kind) = text.chars().nth(1) else { return ("\\".to_owned(), text.len()) };
    let said = match kind {
        'x' => return code(2),
        'u' => return code(4),
        'U' => return code(8),
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '\\' | '\'' | '"' | '?' => kind,
        _ => return (format!("\\{kind}"), 1 + kind.len_utf8()),
    };
    (said.to_string(), 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Vec<String>> {
        script(text).commands.iter().map(|it| it.iter().map(|word| word.text().to_owned()).collect()).collect()
    }

    #[test]
    fn words_are_what_the_shell_makes_of_them() {
        for (text, expected) in [
            ("curl -G 'a b'\"c\\\"d $X\"e\\ f # no", vec![vec!["curl", "-G", "a bc\"d {{X}}e f"]]),
            ("a \\\n  b; c | d && e", vec![vec!["a", "b"], vec!["c"], vec!["d"], vec!["e"]]),
            ("x $'it\\'s\\n' ${Y:-z} 100$", vec![vec!["x", "it's\n", "{{Y_z}}", "100$"]]),
            ("curl https://<tenant>.x/y > out", vec![vec!["curl", "https://<tenant>.x/y", "out"]]),
            ("R=$(curl \"$U/a\")", vec![vec!["R={{curl_U_a}}"], vec!["curl", "{{U}}/a"]]),
            ("a 'open", vec![vec!["a", "open"]]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn here_documents_are_no_commands() {
        let script = script("cat <<EOF >x\nhi $A\nEOF\ncat <<-'E'\n\tno $A\n\tE\nls");
        let lines: Vec<&str> = script.documents.iter().map(HostText::text).collect();
        assert_eq!(lines, ["hi {{A}}", "\tno $A"]);
        assert_eq!(script.commands.len(), 3);
    }

    #[test]
    fn nothing_that_is_open_is_read_twice() {
        for open in ["$(", "`", "${", "\"$(", "'", "<<a\n", "$((("] {
            script(&open.repeat(20_000));
        }
    }
}
