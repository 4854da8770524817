//! From tokens to the tree, with an explicit stack: one frame for each open parenthesis.
//!
//! This file knows how filters are joined; `clause.rs` reads what stands between two joiners.

use super::error::{SyntaxError, SyntaxErrorKind as K};
use super::findings::Findings;
use super::frame::{Chain, Frame, NO_CHAIN, Operand, append};
use super::grammar::{Token, TokenKind, Tokens};
use super::limits::{Limit, Limits, MAX_DEPTH};
use super::literal::LiteralData;
use super::placeholder::PlaceholderStyles;
use super::read::ReadOptions;
use super::tree::{Filter, Joiner, KindData, NONE, NodeData, Parentheses};
use crate::diagnostic::Fix;
use crate::text::{BLANKS, Edit, Span};

/// What is being read.
pub(super) struct Folder<'t> {
    pub(super) text: &'t str,
    pub(super) placeholders: PlaceholderStyles,
    pub(super) limits: Limits,
    /// Where the first token begins, and right behind the last visible character.
    pub(super) start: usize,
    end: usize,
    /// The tokens to come, the next one last.
    pub(super) tokens: Vec<Token>,
    /// The token that was taken last.
    pub(super) last: Option<Token>,
    pub(super) findings: Findings,
    pub(super) nodes: Vec<NodeData>,
    pub(super) literals: Vec<LiteralData>,
    parentheses: Vec<Parentheses>,
    pub(super) frame: Frame,
    pub(super) outer: Vec<Frame>,
    /// The `not`s whose filter is still to come, those of outer frames first.
    nots: Vec<Span>,
    clauses: usize,
    /// What asks for the filter that is to come: a connective, a comma, a `not`.
    pub(super) asked_by: Option<Span>,
}

/// The text is beyond a limit, and reading stops.
pub(super) struct Stop;

impl<'t> Folder<'t> {
    pub(super) fn new(text: &'t str, tokens: Tokens, options: &ReadOptions) -> Self {
        let Tokens { tokens, strays } = tokens;
        let mut folder = Self {
            text,
            placeholders: options.placeholders,
            limits: options.limits,
            start: tokens.last().map_or(0, |token| token.span.start()),
            end: text.trim_end_matches(BLANKS).len(),
            last: None,
            findings: Findings::default(),
            // A clause is at least three tokens, with its connective four.
            nodes: Vec::with_capacity(tokens.len() / 3 + 1),
            literals: Vec::with_capacity(tokens.len() / 3 + 1),
            tokens,
            parentheses: Vec::new(),
            frame: Frame::new(Span::ZERO, 0),
            outer: Vec::new(),
            nots: Vec::new(),
            clauses: 0,
            asked_by: None,
        };
        for span in strays {
            if let Some(c) = span.of(text).chars().next() {
                folder.report(K::ControlCharacter(c), span);
            }
        }
        folder
    }

    /// Reads everything.
    pub(super) fn fold(mut self) -> (Filter, Vec<SyntaxError>) {
        let root = match self.filters() {
            Ok(operand) => operand.node,
            Err(Stop) => {
                // What was read is a part of the text: it must not stand for the whole.
                self.nodes.clear();
                self.literals.clear();
                self.add(KindData::Error, Span::new(0, self.text.len()), NONE)
            }
        };
        let filter = Filter {
            text: self.text.into(),
            nodes: self.nodes,
            literals: self.literals,
            parentheses: self.parentheses,
            root,
            has_errors: self.findings.has_errors,
            styles: self.placeholders,
        };
        (filter, self.findings.into_vec())
    }

    fn filters(&mut self) -> Result<Operand, Stop> {
        loop {
            self.operand_place()?;
            if !self.joint_place()? {
                break;
            }
        }
        while let Some(outer) = self.outer.pop() {
            let operand = self.close_frame();
            let open = self.frame.open;
            let fix = Fix::guess("close it at the end", vec![Edit::insert(self.end, ")")]);
            self.report_with(K::UnclosedParenthesis, open, fix);
            self.frame = outer;
            self.push_operand(Operand { outer: open.to(operand.outer), ..operand });
        }
        Ok(self.close_frame())
    }

    /// Reads up to and with one clause: `(`, `not` and the clause.
    fn operand_place(&mut self) -> Result<(), Stop> {
        loop {
            let Some(token) = self.peek(0) else {
                self.missing_filter();
                return Ok(());
            };
            match token.kind {
                TokenKind::Open => {
                    self.take();
                    self.check_depth(token.span)?;
                    let nots = self.nots.len();
                    let frame = std::mem::replace(&mut self.frame, Frame::new(token.span, nots));
                    self.outer.push(frame);
                    self.asked_by = None;
                }
                TokenKind::Connective if token.span.of(self.text) == "not" => {
                    self.take();
                    self.push_not(token.span)?;
                }
                TokenKind::Connective | TokenKind::Close => {
                    self.missing_filter();
                    return Ok(());
                }
                TokenKind::Comma => self.stray_comma(),
                TokenKind::Word | TokenKind::String | TokenKind::Single | TokenKind::Unclosed => {
                    if self.negation_in_disguise(token)? {
                        continue;
                    }
                    self.clauses += 1;
                    if self.clauses > self.limits.clauses {
                        return self.stop(Limit::Clauses, self.limits.clauses, token.span);
                    }
                    let operand = self.clause()?;
                    self.push_operand(operand);
                    return Ok(());
                }
            }
        }
    }

    /// Reads what stands behind a clause, up to the place where the next one begins; false at the end.
    fn joint_place(&mut self) -> Result<bool, Stop> {
        loop {
            self.glued_to_last();
            let Some(token) = self.peek(0) else { return Ok(false) };
            match token.kind {
                TokenKind::Close => {
                    self.take();
                    self.close(token.span);
                }
                TokenKind::Comma => {
                    self.take();
                    match self.peek(0).map(|next| next.kind) {
                        None | Some(TokenKind::Close) => self.comma_at_end(token.span),
                        // `a eq 1, and b eq 2`: the connective says it.
                        Some(TokenKind::Connective) if !self.negation_at(0) => self.comma_at_end(token.span),
                        Some(_) => {
                            self.join(Joiner::Comma, token.span);
                            return Ok(true);
                        }
                    }
                }
                TokenKind::Connective => {
                    let joiner = match token.span.of(self.text) {
                        "and" => Joiner::And,
                        "or" => Joiner::Or,
                        _ => {
                            self.missing_connective(token.span);
                            return Ok(true);
                        }
                    };
                    self.take();
                    self.join(joiner, token.span);
                    return Ok(true);
                }
                TokenKind::Word => {
                    if let Some(joiner) = self.connective_in_disguise(token) {
                        self.join(joiner, token.span);
                    } else {
                        self.missing_connective(token.span);
                    }
                    return Ok(true);
                }
                TokenKind::Open => {
                    self.missing_connective(token.span);
                    return Ok(true);
                }
                TokenKind::String | TokenKind::Single | TokenKind::Unclosed => {
                    self.take();
                    self.report(K::UnexpectedText(token.span.of(self.text).into()), token.span);
                }
            }
        }
    }

    pub(super) fn push_not(&mut self, span: Span) -> Result<(), Stop> {
        self.check_depth(span)?;
        self.nots.push(span);
        self.asked_by = Some(span);
        Ok(())
    }

    fn check_depth(&mut self, span: Span) -> Result<(), Stop> {
        let most = self.limits.depth.min(MAX_DEPTH);
        if self.nots.len() + self.outer.len() >= most {
            return self.stop(Limit::Depth, most, span);
        }
        Ok(())
    }

    /// Gives up: nothing behind `span` is read.
    pub(super) fn stop<T>(&mut self, limit: Limit, bound: usize, span: Span) -> Result<T, Stop> {
        self.findings.make_room();
        self.report(K::TooLarge(limit, bound), span);
        Err(Stop)
    }

    /// The operands read so far are joined to the next one by `joiner`.
    fn join(&mut self, joiner: Joiner, span: Span) {
        match joiner {
            Joiner::And => {}
            Joiner::Or => self.close_ands(),
            Joiner::Comma => {
                self.close_ors();
                self.frame.first_comma.get_or_insert(span);
                self.frame.comma_edits.push(Edit::replace(span, self.spaced(span, "and")));
            }
        }
        self.asked_by = Some(span);
    }

    /// Puts the `not`s of this frame before the operand, and the operand behind the others.
    pub(super) fn push_operand(&mut self, operand: Operand) {
        let mut operand = operand;
        let is_placeholder = |it: &NodeData| matches!(it.kind, KindData::Placeholder) && it.span == operand.outer;
        self.frame.may_hold_or |= self.nodes.get(operand.node as usize).is_some_and(is_placeholder);
        while self.nots.len() > self.frame.nots {
            let Some(not) = self.nots.pop() else { break };
            let outer = not.to(operand.outer);
            operand = Operand { node: self.add(KindData::Not, outer, operand.node), outer };
        }
        append(&mut self.nodes, &mut self.frame.ands, operand, Joiner::And);
        self.asked_by = None;
    }

    fn close_ands(&mut self) {
        let ands = std::mem::replace(&mut self.frame.ands, NO_CHAIN);
        if let Some(operand) = self.closed(ands, Joiner::And) {
            append(&mut self.nodes, &mut self.frame.ors, operand, Joiner::Or);
        }
    }

    fn close_ors(&mut self) {
        self.close_ands();
        let ors = std::mem::replace(&mut self.frame.ors, NO_CHAIN);
        if let Some(operand) = self.closed(ors, Joiner::Or) {
            let in_parentheses = self.parentheses.last().is_some_and(|it| it.span == operand.outer);
            if (ors.count > 1 || self.frame.may_hold_or) && !in_parentheses {
                self.frame.comma_edits.push(Edit::insert(operand.outer.start(), "("));
                self.frame.comma_edits.push(Edit::insert(operand.outer.end(), ")"));
            }
            append(&mut self.nodes, &mut self.frame.commas, operand, Joiner::Comma);
        }
        self.frame.may_hold_or = false;
    }

    /// Closes everything that is open in this frame; there is always an operand.
    fn close_frame(&mut self) -> Operand {
        self.close_ors();
        let commas = std::mem::replace(&mut self.frame.commas, NO_CHAIN);
        let (several, first) = (commas.count > 1, commas.first);
        let Some(operand) = self.closed(commas, Joiner::Comma) else {
            let span = self.frame.open;
            return Operand { node: self.add(KindData::Error, span, NONE), outer: span };
        };
        let mut edits = std::mem::take(&mut self.frame.comma_edits);
        if let Some(comma) = self.frame.first_comma
            && several
        {
            edits.sort_by_key(|edit| edit.span);
            // A parenthesis behind a string that is not closed would become a part of it.
            let unclosed = self.last.filter(|it| it.kind == TokenKind::Unclosed);
            if unclosed.is_some_and(|string| edits.iter().any(|edit| edit.span.end() > string.span.start())) {
                self.report(K::CommaBetweenClauses, comma);
            } else {
                let title = "join them with `and`";
                // Where a part of them could not be read, the comma may belong to it: `…T23:59:59,5Z`. Where it could be
                // read by guessing alone, the parentheses may come to stand inside it: `a eq 1 or pr b 2, c eq 3`.
                let is_doubtful = self.holds_error(first)
                    || self.findings.has_doubt_in(self.last.map_or(operand.outer, |last| operand.outer.to(last.span)));
                let fix = if is_doubtful { Fix::guess(title, edits) } else { Fix::safe(title, edits) };
                self.report_with(K::CommaBetweenClauses, comma, fix);
            }
        }
        operand
    }

    fn closed(&mut self, chain: Chain, joiner: Joiner) -> Option<Operand> {
        match chain.count {
            0 => None,
            1 => Some(Operand { node: chain.first, outer: chain.span }),
            _ => {
                let node = self.add(KindData::Group(joiner, chain.last), chain.span, chain.first);
                Some(Operand { node, outer: chain.span })
            }
        }
    }

    /// Closes the innermost parenthesis at `span`.
    fn close(&mut self, span: Span) {
        let Some(outer) = self.outer.pop() else {
            let fix = Fix::guess("take it out", vec![Edit::delete(span)]);
            return self.report_with(K::UnopenedParenthesis, span, fix);
        };
        let operand = self.close_frame();
        let frame = std::mem::replace(&mut self.frame, outer);
        let joiner = match self.nodes.get(operand.node as usize).map(|node| node.kind) {
            Some(KindData::Group(joiner, _)) => Some(joiner),
            _ => None,
        };
        let whole = frame.open.to(span);
        self.parentheses.push(Parentheses { span: whole, joiner });
        self.push_operand(Operand { outer: whole, ..operand });
    }

    pub(super) fn add(&mut self, kind: KindData, span: Span, first: u32) -> u32 {
        let id = u32::try_from(self.nodes.len()).expect("a text of 4 GiB has no more nodes than bytes");
        self.nodes.push(NodeData { kind, span, first, next: NONE });
        id
    }

    /// The token `ahead` places behind the next one.
    pub(super) fn peek(&self, ahead: usize) -> Option<Token> {
        let index = self.tokens.len().checked_sub(ahead + 1)?;
        self.tokens.get(index).copied()
    }

    pub(super) fn take(&mut self) -> Option<Token> {
        let token = self.tokens.pop()?;
        self.last = Some(token);
        Some(token)
    }

    /// Puts the end of a word that was cut in two back, so that its parts come one by one.
    pub(super) fn put_back(&mut self, span: Span) {
        let kind = match span.of(self.text) {
            "" => return,
            "and" | "or" | "not" => TokenKind::Connective,
            _ => TokenKind::Word,
        };
        self.tokens.push(Token { kind, span });
    }

    pub(super) fn report(&mut self, kind: K, span: Span) {
        self.findings.add(SyntaxError::new(kind, span));
    }

    pub(super) fn report_with(&mut self, kind: K, span: Span, fix: Fix) {
        self.findings.add(SyntaxError { kind, span, fix: Some(fix) });
    }

    pub(super) fn error_operand(&mut self, span: Span) -> Operand {
        Operand { node: self.add(KindData::Error, span, NONE), outer: span }
    }

    /// Where nothing is left: right behind the last visible character.
    pub(super) fn end(&self) -> Span {
        Span::at(self.end)
    }
}
