//! From text to tokens: the one place that knows the parser generator.
//!
//! The grammars accept every text and are flat, so what comes out is a run of tokens in the order of the text.

use pest::Parser as _;

use crate::text::Span;

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
    use filter::Rule;
    let pairs = filter::Grammar::parse(Rule::filter, text).expect("the grammar of filters accepts every text");
    // About one token in six bytes; too little is mended by growing.
    let mut tokens = Vec::with_capacity(text.len() / 6 + 4);
    let mut strays = Vec::new();
    for pair in pairs {
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
                let span = pair.as_span();
                strays.push(Span::new(base + span.start(), base + span.end()));
                continue;
            }
            Rule::EOI
            | Rule::filter
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
        let span = pair.as_span();
        tokens.push(Token { kind, span: Span::new(base + span.start(), base + span.end()) });
    }
    tokens.reverse();
    Tokens { tokens, strays }
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
