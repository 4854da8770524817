//! What comes in by pasting, typographic quotes and blanks, and strings that are still escaped as another language has
//! it: read as what is meant, each with a finding.

use super::disguise::SYMBOLS;
use super::error::{SyntaxError, SyntaxErrorKind as K};
use super::findings::MOST_FINDINGS;
use super::placeholder::{PlaceholderStyle, placeholder_at};
use crate::diagnostic::Fix;
use crate::text::{Edit, OffsetMap, Span};

/// A text without what came in by pasting.
pub(super) struct Cleaned {
    pub(super) text: String,
    /// From the clean text to the one that was given.
    pub(super) map: OffsetMap,
    pub(super) findings: Vec<SyntaxError>,
}

const DOUBLE: [char; 4] = ['\u{201C}', '\u{201D}', '\u{201E}', '\u{201F}'];
const SINGLE: [char; 4] = ['\u{2018}', '\u{2019}', '\u{201A}', '\u{201B}'];

/// What a character is that does not belong here: its name, and what stands for it.
fn stray(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        _ if DOUBLE.contains(&c) => ("a typographic quote", "\""),
        _ if SINGLE.contains(&c) => ("a typographic quote", "'"),
        '\u{85}'
        | '\u{A0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200A}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{3000}' => ("a no-break blank", " "),
        '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' => ("a zero-width blank", ""),
        '\u{FEFF}' => ("a byte-order mark", ""),
        _ => return None,
    })
}

/// Whether no word goes on over `c`.
fn is_delimiter(c: char) -> bool {
    matches!(c, '\0'..=' ' | '(' | ')' | ',')
}

/// Cleans `text`; `None` where nothing came in by pasting.
///
/// Inside a string all of these characters stay, they may be meant; a typographic quote opens a string that ends at the
/// next quote of its kind, straight or not.
pub(super) fn cleaned(text: &str) -> Option<Cleaned> {
    // Nearly all texts have no backslash.
    let bytes = text.as_bytes();
    let is_escaped = memchr::memchr_iter(b'\\', bytes).any(|at| bytes.get(at + 1) == Some(&b'"'));
    if !is_escaped && (text.is_ascii() || !text.chars().any(|c| stray(c).is_some())) {
        return None;
    }
    let out = Cleaned { text: String::with_capacity(text.len()), map: OffsetMap::new(0), findings: Vec::new() };
    let mut cleaner = Cleaner { text, out, at: 0, in_word: false };
    while let Some(c) = cleaner.next() {
        cleaner.outside(c);
    }
    (!cleaner.out.map.is_identity()).then_some(cleaner.out)
}

struct Cleaner<'t> {
    text: &'t str,
    out: Cleaned,
    /// Behind the character that was looked at last.
    at: usize,
    /// A word has begun, in which a single quote opens nothing.
    in_word: bool,
}

impl Cleaner<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// A character outside a string.
    fn outside(&mut self, c: char) {
        match c {
            '"' => {
                self.keep(c);
                self.straight('"');
            }
            '\'' if !self.in_word => {
                self.keep(c);
                self.straight('\'');
            }
            '\\' if self.rest().starts_with('"') => self.escaped(),
            _ if DOUBLE.contains(&c) => self.typographic(c, '"'),
            _ if SINGLE.contains(&c) && !self.in_word => self.typographic(c, '\''),
            // In a word it is an apostrophe.
            _ if SINGLE.contains(&c) => self.keep(c),
            '{' | '$' => {
                self.in_word = true;
                let start = self.at - 1;
                let whole = self.text.get(start..).unwrap_or_default();
                self.at = start + whole_placeholder(whole).unwrap_or(1);
                let copied = Span::new(start, self.at).of(self.text);
                self.out.text.push_str(copied);
            }
            _ => match stray(c) {
                Some((name, instead)) => {
                    if !instead.is_empty() {
                        self.in_word = false;
                    }
                    let outer = self.replace(c, instead);
                    self.report(name, outer, instead, vec![Edit::replace(outer, instead)]);
                }
                None => {
                    // Behind a symbol a value begins.
                    self.in_word = !is_delimiter(c) && !SYMBOLS.contains(&c);
                    self.keep(c);
                }
            },
        }
    }

    fn keep(&mut self, c: char) {
        self.out.text.push(c);
    }

    /// The rest of a string that began with a straight quote.
    fn straight(&mut self, quote: char) {
        self.in_word = false;
        let mut escaped = false;
        while let Some(c) = self.next() {
            self.keep(c);
            if c == quote && !escaped {
                return;
            }
            escaped = c == '\\' && !escaped;
        }
    }

    /// A string that is still escaped, `\"…\"`: its first backslash was taken. Where it does not end as it began, it stays
    /// as it is.
    fn escaped(&mut self) {
        let start = self.at - 1;
        let Some((escapes, end)) = escapes(self.text, start) else {
            self.in_word = true;
            return self.keep('\\');
        };
        self.in_word = false;
        let mut done = start;
        for &at in &escapes {
            self.out.text.push_str(Span::new(done, at).of(self.text));
            let escape = Span::new(at, at + 2);
            let inner = self.out.text.len();
            self.out.text.push_str(Span::new(at + 1, at + 2).of(self.text));
            self.out.map.escape(Span::new(inner, inner + 1), escape);
            done = escape.end();
        }
        self.at = end;
        let edits = escapes.into_iter().map(|at| Edit::delete(Span::new(at, at + 1))).collect();
        self.push(K::EscapedQuote, Span::new(start, start + 2), Fix::safe("write `\"`", edits));
    }

    /// A string that begins with a typographic quote `open`, which stands for `quote`.
    fn typographic(&mut self, open: char, quote: char) {
        self.in_word = false;
        let instead = if quote == '"' { "\"" } else { "'" };
        let first = self.replace(open, instead);
        let mut escaped = false;
        let mut last = None;
        while let Some(c) = self.next() {
            let ends = !escaped && if quote == '"' { DOUBLE.contains(&c) } else { self.ends_single(c) };
            if ends {
                last = Some(self.replace(c, instead));
                break;
            }
            self.keep(c);
            if c == quote && !escaped {
                break;
            }
            escaped = c == '\\' && !escaped;
        }
        // One without the other would change where the string ends.
        let both = || [Some(first), last].into_iter().flatten();
        let edits: Vec<Edit> = both().map(|span| Edit::replace(span, instead)).collect();
        for span in both() {
            self.report("a typographic quote", span, instead, edits.clone());
        }
    }

    /// Whether `c`, behind which we are, ends a string in single quotes: inside a word it is an apostrophe.
    fn ends_single(&self, c: char) -> bool {
        let next = self.rest().chars().next();
        SINGLE.contains(&c) && next.is_none_or(|next| is_delimiter(next) || next == '"')
    }

    /// Puts `instead` in the place of `c`, behind which we are.
    fn replace(&mut self, c: char, instead: &str) -> Span {
        let outer = Span::new(self.at - c.len_utf8(), self.at);
        let inner = self.out.text.len();
        self.out.text.push_str(instead);
        self.out.map.escape(Span::new(inner, self.out.text.len()), outer);
        outer
    }

    fn report(&mut self, name: &'static str, span: Span, instead: &str, edits: Vec<Edit>) {
        let title = if instead.is_empty() { "take it out".to_owned() } else { format!("write `{instead}`") };
        self.push(K::PastedCharacter(name), span, Fix::safe(title, edits));
    }

    fn push(&mut self, kind: K, span: Span, fix: Fix) {
        if self.out.findings.len() < MOST_FINDINGS {
            self.out.findings.push(SyntaxError { kind, span, fix: Some(fix) });
        }
    }
}

/// Where the escapes are of a string that begins with an escaped quote at byte `start` of `text`, and where it ends;
/// `None` where a quote without an escape stands in it, it does not end, or a word goes on behind it.
fn escapes(text: &str, start: usize) -> Option<(Vec<usize>, usize)> {
    let mut escapes = vec![start];
    let mut at = start + 2;
    // Behind a backslash of the string's own.
    let mut escaped = false;
    loop {
        let rest = text.get(at..)?;
        let step = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
        escaped &= step == 0;
        at += step;
        match rest.as_bytes().get(step + 1) {
            _ if rest.get(step..).is_some_and(|it| it.starts_with('"')) => return None,
            Some(b'"') => {
                escapes.push(at);
                at += 2;
                if !escaped {
                    let ends = text.get(at..).and_then(|it| it.chars().next()).is_none_or(is_delimiter);
                    return ends.then_some((escapes, at));
                }
                escaped = false;
            }
            Some(b'\\') => {
                escapes.push(at);
                at += 2;
                escaped = !escaped;
            }
            // No escape of a quote: it stays.
            _ => {
                at += 1;
                escaped = false;
            }
        }
    }
}

/// How long the placeholder is that `text` begins with, where quotes and blanks in it are its own.
fn whole_placeholder(text: &str) -> Option<usize> {
    let (style, name) = placeholder_at(text, true)?;
    match style {
        PlaceholderStyle::DoubleBraces | PlaceholderStyle::DollarBraces | PlaceholderStyle::DollarParentheses => {
            Some(name.end() + style.close().len())
        }
        PlaceholderStyle::Dollar
        | PlaceholderStyle::Braces
        | PlaceholderStyle::Angles
        | PlaceholderStyle::Colon
        | PlaceholderStyle::Percent => None,
    }
}
