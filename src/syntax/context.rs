//! What can stand at a place of a text that is still being written.
//!
//! Only what stands before the place counts, so that half a filter is as good as a whole one.

use super::grammar::{Token, TokenKind, filter_tokens};
use crate::text::{BLANKS, Span, boundary_before};
use crate::vocab::{Arity, Meant, PrimitiveOp, meant_by, meant_by_symbol};

/// What can stand at a place, and what stands there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context<'a> {
    /// What can stand there.
    pub expected: Expected<'a>,
    /// What stands there and would be replaced: a word or a string that is begun; empty between two words.
    pub span: Span,
}

/// What can stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected<'a> {
    /// A clause: a field, `pr`, `not` or an opening parenthesis.
    Clause,
    /// The field behind `pr`.
    Field,
    /// An operator on this field.
    Operator(&'a str),
    /// A value of this field, behind this operator; `None` where the word is no operator.
    Value(&'a str, Option<PrimitiveOp>),
    /// The parenthesis that opens the list of values of this field, behind this operator.
    List(&'a str, PrimitiveOp),
    /// `and` or `or`.
    Connective,
    /// A field to sort by; these stand there already.
    SortField(Vec<&'a str>),
    /// Nothing, without a blank before it.
    Nothing,
}

/// What can stand at byte `offset` of a filter.
///
/// ```
/// use v3q::syntax::{Expected, filter_context};
/// use v3q::text::Span;
/// let context = filter_context("name eq \"x\" and cre", 19);
/// assert_eq!((context.expected, context.span), (Expected::Clause, Span::new(16, 19)));
/// assert_eq!(filter_context("name ", 5).expected, Expected::Operator("name"));
/// ```
#[must_use]
pub fn filter_context(text: &str, offset: usize) -> Context<'_> {
    let offset = boundary_before(text, offset);
    let tokens = filter_tokens(text, 0).tokens;
    // The last one comes first.
    let mut before = tokens.iter().rev().take_while(|it| it.span.start() < offset).peekable();
    let mut state = State { text, expected: Expected::Clause, list: None };
    let mut glued = None;
    while let Some(token) = before.next() {
        let is_last = before.peek().is_none();
        let reaches = is_last && offset <= token.span.end();
        if reaches && is_begun(*token, offset) {
            return Context { expected: state.expected, span: replaced(text, *token, &tokens, offset) };
        }
        glued = reaches.then_some(token.kind);
        state.step(*token);
    }
    // Behind `"x"` and `)` a blank comes first; behind `(` and a comma anything may follow.
    let is_glued = glued.is_some_and(|kind| kind.is_quoted() || kind == TokenKind::Close);
    let expected = if is_glued { Expected::Nothing } else { state.expected };
    Context { expected, span: Span::at(offset) }
}

/// What can stand at byte `offset` of a sorter.
///
/// ```
/// use v3q::syntax::{Expected, sorters_context};
/// use v3q::text::Span;
/// let context = sorters_context("type,-cre", 9);
/// assert_eq!((context.expected, context.span), (Expected::SortField(vec!["type"]), Span::new(6, 9)));
/// ```
#[must_use]
pub fn sorters_context(text: &str, offset: usize) -> Context<'_> {
    let offset = boundary_before(text, offset);
    let (mut others, mut span) = (Vec::new(), Span::at(offset));
    let mut start = 0;
    for element in text.split(',') {
        let end = start + element.len();
        let field = element.trim_start_matches(|c| c == '-' || BLANKS.contains(&c));
        let from = end - field.len();
        let field = field.trim_end_matches(BLANKS);
        if (start..=end).contains(&offset) {
            if (from..=from + field.len()).contains(&offset) {
                span = Span::new(from, from + field.len());
            }
        } else if !field.is_empty() {
            others.push(field);
        }
        start = end + 1;
    }
    Context { expected: Expected::SortField(others), span }
}

/// Whether a token that the place touches is still being written there.
fn is_begun(token: Token, offset: usize) -> bool {
    match token.kind {
        TokenKind::Word | TokenKind::Connective | TokenKind::Unclosed => true,
        TokenKind::String | TokenKind::Single => offset < token.span.end(),
        TokenKind::Open | TokenKind::Close | TokenKind::Comma => false,
    }
}

/// What is replaced where a token is begun: all of it, but of a string that swallows what follows only the word.
fn replaced(text: &str, token: Token, tokens: &[Token], offset: usize) -> Span {
    let swallows = match token.kind {
        TokenKind::Unclosed => true,
        // The quote that closes it may be the one that opens the next string.
        TokenKind::String | TokenKind::Single => tokens.first().is_some_and(|last| last.kind == TokenKind::Unclosed),
        TokenKind::Word | TokenKind::Connective | TokenKind::Open | TokenKind::Close | TokenKind::Comma => false,
    };
    if !swallows {
        return token.span;
    }
    let behind = text.get(offset..).unwrap_or_default();
    let word = behind.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(behind.len());
    let quote = usize::from(behind.get(word..).is_some_and(|rest| rest.starts_with('"')));
    Span::new(token.span.start(), offset + word + quote)
}

/// What is expected behind the tokens that were seen.
struct State<'a> {
    text: &'a str,
    expected: Expected<'a>,
    /// What is expected behind a comma of the list that is open.
    list: Option<Expected<'a>>,
}

impl<'a> State<'a> {
    fn step(&mut self, token: Token) {
        match (token.kind, &self.list) {
            (TokenKind::Comma, Some(value)) => self.expected = value.clone(),
            // `and`, `or` and `not` are reserved: wherever one stands, a clause follows.
            (TokenKind::Connective | TokenKind::Comma, _) => self.go_on(Expected::Clause),
            (TokenKind::Close, _) => self.go_on(Expected::Connective),
            (TokenKind::Open, _) => self.open(),
            (TokenKind::Word, _) => self.word(token.span.of(self.text)),
            (TokenKind::String | TokenKind::Single | TokenKind::Unclosed, _) => self.value(),
        }
    }

    fn go_on(&mut self, expected: Expected<'a>) {
        (self.expected, self.list) = (expected, None);
    }

    fn open(&mut self) {
        match self.expected {
            Expected::List(field, op) => self.expected = Expected::Value(field, Some(op)),
            Expected::Value(..) => {}
            Expected::Clause
            | Expected::Field
            | Expected::Operator(_)
            | Expected::Connective
            | Expected::SortField(_)
            | Expected::Nothing => return self.go_on(Expected::Clause),
        }
        self.list = Some(self.expected.clone());
    }

    fn word(&mut self, word: &'a str) {
        self.expected = match self.expected {
            Expected::Clause if word == PrimitiveOp::Pr.word() => Expected::Field,
            Expected::Clause => Expected::Operator(word),
            Expected::Field => Expected::Connective,
            Expected::Operator(field) => match operator(word) {
                None => Expected::Value(field, None),
                Some(op) => match op.info().arity {
                    Arity::None => Expected::Connective,
                    Arity::One => Expected::Value(field, Some(op)),
                    Arity::List => Expected::List(field, op),
                },
            },
            Expected::Value(..) | Expected::List(..) => return self.value(),
            Expected::Connective | Expected::SortField(_) | Expected::Nothing => return,
        };
    }

    fn value(&mut self) {
        self.expected = if self.list.is_some() { Expected::Nothing } else { Expected::Connective };
    }
}

/// The operator that a word or a symbol stands for.
fn operator(word: &str) -> Option<PrimitiveOp> {
    let meant = PrimitiveOp::from_word(word).or_else(|| meant_by_symbol(word));
    meant.or_else(|| match meant_by(word)? {
        Meant::Op(op) => Some(op),
        Meant::Nothing => None,
    })
}
