//! From text to tokens: the one place that knows the parser generator.
//!
//! The grammars accept every text and are flat, so what comes out is a run of tokens in the order of the text.

use pest::Parser as _;
use pest::iterators::Pairs;

use super::disguise::SYMBOLS;
use crate::text::{BLANKS, Span};
use crate::vocab::{Arity, PrimitiveOp};

mod filter {
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/filter.pest"]
    pub(super) struct Grammar;
}

mod sorters {
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/sorters.pest"]
    pub(super) struct Grammar;
}

/// A piece of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    Comma,
    /// `and`, `or`, `not`.
    Connective,
    Word,
    /// In double quotes.
    String,
    /// In single quotes.
    Single,
    /// From a quote to the end of the text.
    Unclosed,
}

impl TokenKind {
    /// Whether it begins or ends with a quote.
    pub(super) fn is_quoted(self) -> bool {
        match self {
            Self::String | Self::Single | Self::Unclosed => true,
            Self::Open | Self::Close | Self::Comma | Self::Connective | Self::Word => false,
        }
    }

    /// Whether it can be a value.
    pub(super) fn is_value(self) -> bool {
        self == Self::Word || self.is_quoted()
    }
}

/// What a filter is made of.
pub(super) struct Tokens {
    /// The last one first, so that the next one is popped.
    pub(super) tokens: Vec<Token>,
    /// Control characters between them.
    pub(super) strays: Vec<Span>,
}

/// The pieces of a filter.
///
/// `base` is added to all places: `text` may be the end of a longer one.
pub(super) fn filter_tokens(text: &str, base: usize) -> Tokens {
    // About one token in six bytes; too little is mended by growing.
    let mut found = Tokens { tokens: Vec::with_capacity(text.len() / 6 + 4), strays: Vec::new() };
    if glued_quote(text, 0).is_some() {
        one_by_one(text, base, &mut found);
    } else {
        let pairs = filter::Grammar::parse(filter::Rule::filter, text);
        found.add(pairs.expect("the grammar of filters accepts every text"), base);
    }
    found.tokens.reverse();
    found
}

/// Where, from byte `from` on, a single quote stands right behind a symbol or an operator, so that a value begins with it:
/// `name=='x'`, `name eq'x'`.
fn glued_quote(text: &str, from: usize) -> Option<usize> {
    let mut quotes = text.get(from..)?.match_indices('\'').map(|(at, _)| from + at);
    quotes.find(|at| text.get(..*at).is_some_and(|before| before.ends_with(SYMBOLS) || ends_with_operator(before)))
}

/// Whether the last word is an operator that takes a value, which all have two letters, behind something that can be a field.
fn ends_with_operator(text: &str) -> bool {
    let word = text.len().checked_sub(2).and_then(|at| text.split_at_checked(at));
    word.is_some_and(|(before, word)| {
        let takes_value = |op: PrimitiveOp| op.info().arity != Arity::None;
        // Asked first: looking back for the field behind every quote would take too long.
        before.ends_with(BLANKS) && PrimitiveOp::from_word(word).is_some_and(takes_value) && ends_with_field(before)
    })
}

/// Whether the last word can be a field: `l eq co'` compares with a word.
fn ends_with_field(text: &str) -> bool {
    let field = text.trim_end_matches(BLANKS);
    let last = field.rsplit(|c| BLANKS.contains(&c) || matches!(c, '(' | ')' | ',')).next().unwrap_or_default();
    !field.ends_with(SYMBOLS) && !PrimitiveOp::ALL.iter().any(|op| op.word().eq_ignore_ascii_case(last))
}

/// Reads one piece after the other, and ends a word before a single quote that is glued to a symbol: the grammar knows
/// nothing of symbols, and nearly no text has both.
fn one_by_one(text: &str, base: usize, found: &mut Tokens) {
    let mut at = 0;
    let mut quote = glued_quote(text, 0);
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let piece = rest.trim_start_matches(BLANKS);
        at += rest.len() - piece.len();
        if quote.is_some_and(|quote| quote <= at) {
            quote = glued_quote(text, at + 1);
        }
        // A word is not even looked at beyond its end, or a run of them would be read again and again.
        let piece = match quote {
            Some(quote) if !piece.starts_with(['"', '\'']) => text.get(at..quote).unwrap_or_default(),
            _ => piece,
        };
        if piece.is_empty() {
            return;
        }
        let pairs = filter::Grammar::parse(filter::Rule::one, piece).expect("anything but a blank begins a piece");
        let length = pairs.as_str().len();
        found.add(pairs, base + at);
        at += length;
    }
}

impl Tokens {
    /// Adds what was found in a text that begins at byte `base`.
    fn add(&mut self, pairs: Pairs<'_, filter::Rule>, base: usize) {
        use filter::Rule;
        for pair in pairs {
            let found = pair.as_span();
            let span = Span::new(base + found.start(), base + found.end());
            let kind = match pair.as_rule() {
                Rule::open => TokenKind::Open,
                Rule::close => TokenKind::Close,
                Rule::comma => TokenKind::Comma,
                Rule::connective => TokenKind::Connective,
                Rule::word => TokenKind::Word,
                Rule::string => TokenKind::String,
                Rule::single_quoted => TokenKind::Single,
                Rule::unclosed => TokenKind::Unclosed,
                Rule::stray => {
                    self.strays.push(span);
                    continue;
                }
                Rule::EOI
                | Rule::filter
                | Rule::one
                | Rule::clause
                | Rule::operand
                | Rule::list
                | Rule::value
                | Rule::piece
                | Rule::reserved
                | Rule::plain
                | Rule::odd
                | Rule::end
                | Rule::placeholder
                | Rule::blank => continue,
            };
            self.tokens.push(Token { kind, span });
        }
    }
}

/// The words and commas of a sorter, in the order of the text; `base` is added to all places.
pub(super) fn sorter_tokens(text: &str, base: usize) -> Vec<Token> {
    use sorters::Rule;
    let pairs = sorters::Grammar::parse(Rule::sorters, text).expect("the grammar of sorters accepts every text");
    let mut tokens = Vec::new();
    for pair in pairs {
        let kind = match pair.as_rule() {
            Rule::comma => TokenKind::Comma,
            Rule::sorter => TokenKind::Word,
            Rule::EOI | Rule::sorters | Rule::blank => continue,
        };
        let span = pair.as_span();
        tokens.push(Token { kind, span: Span::new(base + span.start(), base + span.end()) });
    }
    tokens
}
