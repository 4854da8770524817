//! Values that are wanted, and what is in them.

use super::answers::{Answers, Raw};
use super::grammar::{Kind, behind_close, byte_at, kind_at, skip_blanks, skip_container, sure};
use super::scalar;
use super::tape::Tape;
use super::wanted::Wanted;

/// Walks through values for the sake of a node in the tree of wanted fields.
#[derive(Debug, Default)]
pub(super) struct Inner {
    open: Vec<Open>,
}

/// A container that is walked through, since something in it is wanted.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// Of the tree of wanted fields.
    node: u32,
    in_object: bool,
    /// A bit for each key of the node that has been seen in this object.
    seen: u64,
}

/// What comes next in a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A value begins there, which is wanted for a node or for nothing.
    Value(usize, Option<u32>),
    /// The container ends without any.
    End,
}

/// Deeper containers are looked at more closely.
const DEEPEST: usize = 60;

impl Inner {
    /// Walks through a value that begins at `value`. Where the operator is that follows it.
    pub(super) fn value(
        &mut self,
        tape: &mut Tape,
        wanted: &Wanted,
        answers: &mut Answers<'_>,
        bytes: &[u8],
        value: usize,
        node: u32,
    ) -> Option<usize> {
        self.open.clear();
        let mut next = Next::Value(value, Some(node));
        loop {
            // To what follows a value.
            let mut at = tape.next(bytes)?;
            if let Next::Value(value, purpose) = next {
                match (kind_at(bytes, value), purpose) {
                    (Kind::Quote, None) => {}
                    (Kind::Quote, Some(node)) => {
                        let raw = raw_string(bytes, value, at, tape.may_be_escaped(value, at))?;
                        answers.string(wanted.node(node)?, bytes, raw)?;
                    }
                    (Kind::Other, purpose) => {
                        let end = scalar::end(bytes, value)?;
                        if let Some(node) = purpose {
                            answers.scalar(wanted.node(node)?, bytes.get(value..end)?)?;
                        }
                    }
                    (Kind::OpenObject | Kind::OpenArray, None) => at = skip_container(tape, bytes, value)?,
                    (Kind::OpenObject | Kind::OpenArray, Some(node)) => {
                        next = self.enter(tape, wanted, answers, bytes, value, node)?;
                        continue;
                    }
                    (Kind::CloseObject | Kind::CloseArray | Kind::Colon | Kind::Comma | Kind::Blank, _) => return None,
                }
            }
            // Out of as many containers as end here.
            next = loop {
                let Some(open) = self.open.last() else { return Some(at) };
                match (kind_at(bytes, at), open.in_object) {
                    (Kind::Comma, _) if next == Next::End => return None,
                    (Kind::Comma, true) => break self.member(tape, wanted, bytes, skip_blanks(bytes, at + 1))?,
                    (Kind::Comma, false) => break Next::Value(skip_blanks(bytes, at + 1), Some(open.node)),
                    (Kind::CloseObject, true) | (Kind::CloseArray, false) => {
                        self.open.pop();
                        at = behind_close(tape, bytes, at)?;
                        // What was in it has ended, too.
                        next = Next::Value(at, None);
                    }
                    _ => return None,
                }
            };
        }
    }

    /// Goes into the container that opens at `at`, for the sake of a node.
    fn enter(
        &mut self,
        tape: &mut Tape,
        wanted: &Wanted,
        answers: &mut Answers<'_>,
        bytes: &[u8],
        at: usize,
        node: u32,
    ) -> Option<Next> {
        let in_object = kind_at(bytes, at) == Kind::OpenObject;
        sure(self.open.len() < DEEPEST)?;
        self.open.push(Open { node, in_object, seen: 0 });
        if in_object {
            answers.object(wanted.node(node)?);
        }
        let first = skip_blanks(bytes, at + 1);
        match (kind_at(bytes, first), in_object) {
            (Kind::CloseObject, true) | (Kind::CloseArray, false) => Some(Next::End),
            (_, false) => Some(Next::Value(first, Some(node))),
            (_, true) => self.member(tape, wanted, bytes, first),
        }
    }

    /// The value of the member whose key begins at `key`.
    fn member(&mut self, tape: &mut Tape, wanted: &Wanted, bytes: &[u8], key: usize) -> Option<Next> {
        sure(kind_at(bytes, key) == Kind::Quote)?;
        let colon = tape.next(bytes)?;
        sure(kind_at(bytes, colon) == Kind::Colon)?;
        let value = skip_blanks(bytes, colon + 1);
        let open = self.open.last_mut()?;
        let node = wanted.node(open.node)?;
        let mut found = node.find(bytes, key + 1);
        if found.is_none() && tape.may_be_escaped(key, colon) {
            found = node.find_escaped(bytes, raw_string(bytes, key, colon, true)?);
        }
        let Some((number, key)) = found else { return Some(Next::Value(value, None)) };
        // The last of two keys counts, which takes a look back.
        sure((open.seen >> number) & 1 == 0)?;
        open.seen |= 1 << number;
        Some(Next::Value(value, Some(key.node)))
    }
}

/// The string that begins at `quote` and ends before the operator at `next`.
#[inline(always)]
pub(super) fn raw_string(bytes: &[u8], quote: usize, next: usize, may_be_escaped: bool) -> Option<Raw> {
    let mut end = next.checked_sub(1)?;
    while byte_at(bytes, end)? != b'"' {
        end = end.checked_sub(1)?;
    }
    Some(Raw { start: quote + 1, end, may_be_escaped })
}
