//! What the literals of a source text say, with the way back to it.

use std::borrow::Cow;

use super::escaped::{is_escaped, says_so};
use super::escapes::{Escapes, LiteralQuoting};
use super::follow::is_word;
use super::language::{Close, Language, Marks};
use super::lexer::Literal;
use super::parts::{Behind, Parts};
use super::quoteless::{is_plain_mark, is_quoteless};
use super::scan::{Piece, scan};
use crate::diagnostic::Diagnostic;
use crate::saved::codes::{CLOSED_BY_ESCAPE, finding};
use crate::saved::host_text::HostText;
use crate::saved::quoting::Quoting;
use crate::text::Span;

/// How long the name in a mark is at most.
const MOST_NAME: usize = 100;

/// What the name of a placeholder begins with whose value can't hold a quote: the linter trusts names that speak of quotes.
const QUOTELESS: &str = "quoteless";

/// What the literals of one text say.
pub(super) struct Decoded {
    pub(super) host: HostText,
    /// Where in it the text stands, without the blanks around text over several lines.
    pub(super) part: Span,
    /// Whether a fix may be written into it.
    pub(super) is_text: bool,
    /// The marks that a formatter fills in, each with its value, where that is known.
    pub(super) fillings: Vec<(Span, Span)>,
    /// What keeps the text from being all that was meant.
    pub(super) cut: Option<Diagnostic>,
}

impl Decoded {
    pub(super) fn text(&self) -> &str {
        self.part.of(self.host.text())
    }
}

/// Reads what the parts of a text say.
pub(super) fn decode(source: &str, parts: &Parts, language: &'static Language) -> Option<Decoded> {
    decode_as(source, parts, language, quoting)
}

/// Reads what a text says that may be an attribute of markup: nothing that needs an escape is written there.
pub(super) fn decode_attribute(source: &str, parts: &Parts, language: &'static Language) -> Option<Decoded> {
    let quoting = |literal: &Literal, marks| {
        Quoting::Literal(LiteralQuoting { escapes: Escapes::Raw, ..literal.opened.quoting(marks) })
    };
    let decoded = decode_as(source, parts, language, quoting)?;
    let has_escapes = parts.literals.iter().any(|(literal, _)| literal.inner.of(source).contains('\\'));
    Some(Decoded { is_text: decoded.is_text && !has_escapes, ..decoded })
}

fn decode_as(
    source: &str,
    parts: &Parts,
    language: &'static Language,
    quoting: impl Fn(&Literal, Marks) -> Quoting,
) -> Option<Decoded> {
    let (first, _) = parts.literals.first()?;
    let host = HostText::new(first.inner.start(), quoting(first, parts.marks));
    let values = parts.values.as_slice();
    let (marks, fillings) = (parts.marks, Vec::new());
    let mut decoder = Decoder { source, marks, values, filled: 0, fillings, host, is_text: true, cut: None };
    let mut last: Option<(Literal, Behind)> = None;
    for (literal, behind) in &parts.literals {
        let written = quoting(literal, parts.marks);
        if let Some((before, behind)) = last {
            let between = Span::new(before.inner.end(), literal.inner.start());
            match behind {
                Behind::Expression(expression) => {
                    decoder.hole(expression, between);
                    // A fix of the expression itself would have to choose.
                    if written != quoting(&before, parts.marks) {
                        decoder.host.fix_hole(written);
                    }
                }
                Behind::Nothing => decoder.host.push_seam(between, written),
            }
        }
        decoder.literal(literal, language);
        last = Some((*literal, *behind));
    }
    match last {
        Some((literal, Behind::Expression(expression))) => {
            decoder.hole(expression, Span::new(literal.inner.end(), expression.end()));
            // What a fix puts in behind it would stand outside the string.
            decoder.host.fix_hole(quoting(&literal, parts.marks));
        }
        Some((literal, Behind::Nothing)) => decoder.host.push_end(quoting(&literal, parts.marks)),
        None => {}
    }
    let Decoder { host, is_text, fillings, cut, .. } = decoder;
    let text = host.text();
    let part = if first.opened.form.multiline || parts.is_trimmed {
        let start = text.len() - text.trim_ascii_start().len();
        Span::new(start, start + text.trim_ascii().len())
    } else {
        Span::new(0, text.len())
    };
    Some(Decoded { host, part, is_text, fillings, cut })
}

fn quoting(literal: &Literal, marks: Marks) -> Quoting {
    Quoting::Literal(literal.opened.quoting(marks))
}

struct Decoder<'a> {
    source: &'a str,
    marks: Marks,
    /// The values that fill the marks in, as far as they are known, and how many marks had their turn.
    values: &'a [Span],
    filled: usize,
    /// Each mark whose value is known, with the value.
    fillings: Vec<(Span, Span)>,
    host: HostText,
    is_text: bool,
    cut: Option<Diagnostic>,
}

impl Decoder<'_> {
    fn literal(&mut self, literal: &Literal, language: &'static Language) {
        let mut pieces = Vec::new();
        // It was scanned before, and comes to the same end.
        let end = scan(self.source, literal.opened, language, |piece| pieces.push(piece));
        // A fix would have to know how many braces begin an expression.
        self.is_text &= end.is_some() && literal.opened.braces() == 1;
        if !language.adjacent && ends_early(self.source, literal.span.end()) {
            self.is_text = false;
            self.cut = self.cut.take().or_else(|| closed_by_escape(self.source, literal));
        }
        // A character has no room for another one.
        self.is_text &= literal.opened.form.is_text;
        let form = literal.opened.form;
        // What Ruby takes away behind a joint depends on its version.
        let is_known = form.indented && form.close != Close::Line;
        let common = if is_known { indentation(literal.inner.of(self.source)) } else { 0 };
        let mut done = literal.inner.start();
        for piece in pieces {
            match piece {
                Piece::Escape(span, escape) => {
                    self.plain(done, span.start());
                    let mut buffer = [0; 4];
                    let says = escape.says.map_or("", |c| &*c.encode_utf8(&mut buffer));
                    self.is_text &= escape.is_certain;
                    if escape.says.is_none() && form.indented {
                        done = self.joint(span, literal, common);
                        continue;
                    }
                    self.host.push_escaped(says, span);
                    done = span.end();
                }
                Piece::Hole { whole, expression } => {
                    self.plain(done, whole.start());
                    self.hole(expression, whole);
                    done = whole.end();
                }
            }
        }
        self.plain(done, literal.inner.end());
    }

    /// The joint of two lines whose indentation is no text: it goes with it, so that no fix touches it. What is left of it is
    /// one blank here, however many they are.
    fn joint(&mut self, joint: Span, literal: &Literal, common: usize) -> usize {
        let behind = self.source.get(joint.end()..literal.inner.end()).unwrap_or_default();
        let length = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let is_spaced = self.host.text().ends_with([' ', '\t', '\n']);
        let says = if is_spaced || length <= common { "" } else { " " };
        let end = joint.end() + length;
        self.host.push_escaped(says, Span::new(joint.start(), end));
        end
    }

    /// Text as it stands, with the marks that are filled in.
    fn plain(&mut self, start: usize, end: usize) {
        let mut rest = self.source.get(start..end).unwrap_or_default();
        let mut at = start;
        let signs: &[char] = match self.marks {
            Marks::None => &[],
            Marks::Percent => &['%'],
            Marks::Braces => &['{', '}'],
        };
        while let Some((before, mark)) = rest.find(signs).and_then(|it| rest.split_at_checked(it)) {
            self.host.push(before);
            at += before.len();
            let length = self.mark(mark, at);
            rest = mark.get(length..).unwrap_or_default();
            at += length;
        }
        self.host.push(rest);
    }

    /// The mark that stands first in `rest`, at byte `at` of the file; its length.
    fn mark(&mut self, rest: &str, at: usize) -> usize {
        let sign = rest.get(..1).unwrap_or_default();
        if rest.get(1..2) == Some(sign) {
            self.host.push_escaped(sign, Span::new(at, at + 2));
            return 2;
        }
        let found = match self.marks {
            Marks::Percent => percent_mark(rest),
            Marks::Braces | Marks::None => {
                let name =
                    rest.strip_prefix('{').and_then(|it| it.bytes().take(MOST_NAME).position(|byte| byte == b'}'));
                name.map(|length| (length + 2, Span::new(1, 1 + length)))
            }
        };
        if let Some((length, name)) = found {
            // It brings quotes of its own.
            let is_quoted = self.marks == Marks::Percent && rest.get(..length).is_some_and(|it| it.ends_with('q'));
            self.is_text &= !(is_quoted && self.host.text().ends_with(['"', '\'']));
            let name = name.shifted(at);
            let value = self.value(name.of(self.source));
            let mark = Span::new(at, at + length);
            self.fillings.extend(value.map(|it| (mark, it)));
            if self.marks == Marks::Percent && is_plain_mark(mark.of(self.source)) {
                let name = format!("{QUOTELESS} {}", name.of(self.source));
                self.host.push_hole(&name, mark.of(self.source), mark);
                return length;
            }
            let is_safe = |it: &str| is_escaped(it) || is_quoteless(it);
            let safe = value.filter(|it| is_safe(it.of(self.source)));
            self.hole(safe.unwrap_or(name), mark);
            return length;
        }
        // Nothing is filled in here; what the program makes of it is not known.
        self.is_text = false;
        self.host.push(sign);
        sign.len().max(1)
    }

    /// The value that fills in the next mark, of that name.
    fn value(&mut self, name: &str) -> Option<Span> {
        // `{0:o}` has a format behind its name.
        let name = name.split(':').next().unwrap_or_default();
        let place = match name.parse() {
            Ok(place) => Some(place),
            Err(_) if name.is_empty() => Some(self.filled),
            // `x=value`, `"x": value`
            Err(_) => self.values.iter().position(|it| {
                let value = it.of(self.source).trim_ascii_start().trim_start_matches(['"', '\'', ':']);
                value.strip_prefix(name).is_some_and(|it| it.starts_with(['=', '"', '\'', ':']))
            }),
        };
        self.filled += 1;
        // `*names` are as many as there are.
        let is_several = |it: &Span| it.of(self.source).trim_ascii_start().starts_with('*');
        self.values.get(place?).copied().filter(|_| !self.values.iter().any(is_several))
    }

    fn hole(&mut self, expression: Span, whole: Span) {
        let written = expression.of(self.source);
        // Nothing but its name is known of a hole later.
        let name = if is_escaped(written) && !says_so(written) {
            Cow::Owned(format!("escaped {written}"))
        } else if is_quoteless(written) {
            Cow::Owned(format!("{QUOTELESS} {written}"))
        } else {
            Cow::Borrowed(written)
        };
        self.host.push_hole(&name, whole.of(self.source), whole);
    }
}

/// Whether more text touches the closing quote at whose end that is: what closed the string was not meant to, as in
/// PowerShell's `"name eq \"$name\""`.
fn ends_early(source: &str, end: usize) -> bool {
    let behind = source.get(end..).and_then(|it| it.chars().next());
    behind.is_some_and(|c| is_word(c) || matches!(c, '$' | '\\' | '"' | '\'' | '`' | '{'))
}

/// What is wrong where a backslash stands in front of the quote that closed a string, as if it could keep it from that.
fn closed_by_escape(source: &str, literal: &Literal) -> Option<Diagnostic> {
    let end = literal.inner.end();
    literal.inner.of(source).strip_suffix('\\')?;
    let escapes = literal.opened.form.escapes;
    if matches!(escapes, Escapes::Backslash(_) | Escapes::QuoteAlone | Escapes::Raw) {
        return None;
    }
    let span = Span::new(end - 1, literal.span.end());
    let quote = Span::new(end, literal.span.end()).of(source);
    let help = match escapes {
        Escapes::Backtick => format!("write `` `{quote} `` or `{quote}{quote}`"),
        _ => format!("write `{quote}{quote}`"),
    };
    let message = format!("`\\` is no escape here: the `{quote}` behind it ends the string");
    Some(finding(&CLOSED_BY_ESCAPE, span, message, &help, None))
}

/// The blanks that all lines behind the first one begin with; of lines that are all blank only the last one counts.
fn indentation(inner: &str) -> usize {
    let mut lines = inner.split('\n').skip(1).peekable();
    let mut least = None;
    while let Some(line) = lines.next() {
        let length = line.len() - line.trim_start_matches([' ', '\t']).len();
        if lines.peek().is_none() || !line.trim_ascii().is_empty() {
            least = Some(least.map_or(length, |it: usize| it.min(length)));
        }
    }
    least.unwrap_or_default()
}

/// The length of a `%` mark, and where its name stands.
fn percent_mark(rest: &str) -> Option<(usize, Span)> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    let mut name = Span::at(1);
    let brackets = [("%(", b')'), ("%{", b'}'), ("%<", b'>')];
    if let Some((open, close)) = brackets.into_iter().find(|(open, _)| rest.starts_with(open)) {
        let length = rest.get(2..)?.bytes().take(MOST_NAME).position(|byte| byte == close)?;
        name = Span::new(2, 2 + length);
        at = 3 + length;
        if open == "%{" {
            return Some((at, name));
        }
    }
    let is_flag = |byte: &&u8| byte.is_ascii_digit() || b"-+#.*$[]".contains(byte);
    at += bytes.get(at..)?.iter().take_while(is_flag).count();
    let is_verb = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    // `%tF` is one of Java's dates.
    let is_date = matches!(bytes.get(at), Some(b't' | b'T')) && is_verb(at + 1);
    is_verb(at).then_some((at + 1 + usize::from(is_date), name))
}
