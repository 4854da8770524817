//! One record, from its first operator to its last.

use std::borrow::Cow;

use super::super::bits::Bits;
use super::super::item::Number;
use super::super::json_string::unescaped;
use super::super::matcher::Matcher;
use super::super::probes::{Leaf, Probes};
use super::grammar::{Kind, behind_close, kind_at, skip_blanks, skip_container};
use super::scalar;
use super::tape::{End, PART, Tape, WHOLE};
use super::wanted::{Node, Wanted};

/// What a walk found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Matches,
    Rejected,
    /// It is not right, or has something that takes a closer look: a key twice, deep nesting.
    Unclear,
}

/// Walks over records, one after the other, and asks a predicate of the fields that it passes.
pub(super) struct Walker<'m> {
    matcher: Option<&'m Matcher>,
    wanted: Wanted,
    trusting: bool,
    tape: Tape,
    bits: Bits,
    open: Vec<Open>,
    /// For each field at hand where its value begins, and where the next operator is.
    at_hand: Vec<(usize, usize)>,
    /// The field at hand whose value is passed now.
    passing: Option<usize>,
}

/// A container that is walked through, since something in it is wanted.
#[derive(Debug, Clone, Copy)]
struct Open {
    node: u32,
    in_object: bool,
    /// A bit for each key of the node that has been seen in this object.
    seen: u64,
}

/// Deeper containers are looked at more closely.
const DEEPEST: usize = 64;

/// What keeps a walk from going on; the reason doesn't matter.
struct Unclear;

type Walked<T> = Result<T, Unclear>;

fn some<T>(value: Option<T>) -> Walked<T> {
    value.ok_or(Unclear)
}

fn sure(is: bool) -> Walked<()> {
    if is { Ok(()) } else { Err(Unclear) }
}

/// What a value is to be read for: a node of the tree of wanted fields, or nothing.
type Purpose = Option<u32>;

impl<'m> Walker<'m> {
    pub(super) fn new(matcher: Option<&'m Matcher>, at_hand: &[Box<str>], trusting: bool) -> Self {
        Self {
            matcher,
            wanted: Wanted::new(matcher, at_hand),
            trusting,
            tape: Tape::new(if trusting { PART } else { WHOLE }),
            bits: matcher.map(Matcher::no_bits).unwrap_or_default(),
            open: Vec::new(),
            at_hand: vec![(0, 0); at_hand.len()],
            passing: None,
        }
    }

    /// Judges the record that begins at `at`.
    #[inline]
    pub(super) fn record(&mut self, bytes: &[u8], at: usize, end: End) -> Verdict {
        self.tape.start(at, end);
        self.open.clear();
        self.bits.clear();
        self.at_hand.iter_mut().for_each(|place| *place = (0, 0));
        self.passing = None;
        if !self.wanted.fits() || self.walk(bytes, at).is_err() {
            Verdict::Unclear
        } else if self.matcher.is_none_or(|matcher| matcher.answer(&mut self.bits)) {
            Verdict::Matches
        } else {
            Verdict::Rejected
        }
    }

    /// The values of the fields at hand in the record that was judged last, as they are written; empty where it has none.
    pub(super) fn at_hand<'a>(&self, bytes: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        self.at_hand.iter().map(|(start, end)| bytes.get(*start..*end).unwrap_or_default())
    }

    /// Where the record ends that was judged last: before a line feed, if the lines are the records.
    pub(super) fn end(&self, bytes: &[u8]) -> usize {
        self.tape.end().unwrap_or_else(|| {
            let rest = bytes.get(self.tape.reached()..).unwrap_or_default();
            self.tape.reached() + memchr::memchr(b'\n', rest).unwrap_or(rest.len())
        })
    }

    #[inline(always)]
    fn walk(&mut self, bytes: &[u8], at: usize) -> Walked<()> {
        let first = skip_blanks(bytes, at);
        sure(self.tape.next(bytes) == Some(first) && kind_at(bytes, first) == Kind::OpenObject)?;
        if self.trusting && !self.wanted.node(0).is_some_and(Node::is_asked) {
            return Ok(());
        }
        let Some(last) = self.members(bytes, first)? else { return Ok(()) };
        sure(self.tape.next(bytes).is_none() && !self.tape.is_broken())?;
        let end = some(self.tape.end())?;
        sure(skip_blanks(bytes, last + 1) >= end)?;
        if self.tape.has_high() {
            let record = some(bytes.get(at..end))?;
            sure(simdutf8::basic::from_utf8(record).is_ok())?;
        }
        Ok(())
    }

    /// Walks through the object that opens at `at` and what is in it. Where it closes; `None` where nothing more is wanted.
    #[inline(always)]
    fn members(&mut self, bytes: &[u8], at: usize) -> Walked<Option<usize>> {
        let mut next = self.enter(bytes, at, 0)?;
        loop {
            // To what follows a value.
            let mut at = match next {
                Next::Value(value, purpose) => match kind_at(bytes, value) {
                    Kind::Quote => {
                        let at = some(self.tape.next(bytes))?;
                        if let Some(node) = purpose {
                            self.string(bytes, value, at, node)?;
                        }
                        at
                    }
                    Kind::Other => {
                        let end = some(scalar::end(bytes, value))?;
                        if let Some(node) = purpose {
                            self.scalar(some(bytes.get(value..end))?, node)?;
                        }
                        some(self.tape.next(bytes))?
                    }
                    Kind::OpenObject | Kind::OpenArray => {
                        sure(self.tape.next(bytes) == Some(value))?;
                        match purpose {
                            None => some(skip_container(&mut self.tape, bytes, value))?,
                            Some(node) => {
                                next = self.enter(bytes, value, node)?;
                                continue;
                            }
                        }
                    }
                    Kind::CloseObject | Kind::CloseArray | Kind::Colon | Kind::Comma | Kind::Blank => {
                        return Err(Unclear);
                    }
                },
                Next::End => some(self.tape.next(bytes))?,
            };
            // Out of as many containers as end here.
            next = loop {
                let open = *some(self.open.last())?;
                if self.open.len() == 1
                    && let Some(field) = self.passing.take()
                    && let Some(place) = self.at_hand.get_mut(field)
                {
                    place.1 = at;
                }
                match (kind_at(bytes, at), open.in_object) {
                    (Kind::Comma, _) if next == Next::End => return Err(Unclear),
                    (Kind::Comma, true) => {
                        if self.trusting && self.has_all(open) {
                            return Ok(None);
                        }
                        break self.member(bytes, skip_blanks(bytes, at + 1))?;
                    }
                    (Kind::Comma, false) => break Next::Value(skip_blanks(bytes, at + 1), Some(open.node)),
                    (Kind::CloseObject, true) | (Kind::CloseArray, false) => {
                        self.open.pop();
                        if self.open.is_empty() {
                            return Ok(Some(at));
                        }
                        at = some(behind_close(&mut self.tape, bytes, at))?;
                        // What was in it has ended, too.
                        next = Next::Value(at, None);
                    }
                    _ => return Err(Unclear),
                }
            };
        }
    }

    /// Whether all that the record is looked at for has been seen, so that a trusting walk may stop.
    fn has_all(&self, open: Open) -> bool {
        self.open.len() == 1
            && self.wanted.node(0).is_some_and(|node| open.seen.count_ones() as usize == node.keys.len())
    }

    /// Goes into the container that opens at `at`, for the sake of a node.
    #[inline(always)]
    fn enter(&mut self, bytes: &[u8], at: usize, node: u32) -> Walked<Next> {
        let in_object = kind_at(bytes, at) == Kind::OpenObject;
        sure(self.open.len() < DEEPEST)?;
        self.open.push(Open { node, in_object, seen: 0 });
        if in_object && let Some(probes) = self.probes(node) {
            probes.feed(&Leaf::Object, &mut self.bits);
        }
        let first = skip_blanks(bytes, at + 1);
        match (kind_at(bytes, first), in_object) {
            (Kind::CloseObject, true) | (Kind::CloseArray, false) => Ok(Next::End),
            (_, false) => Ok(Next::Value(first, Some(node))),
            (_, true) => self.member(bytes, first),
        }
    }

    /// Where the value of the member begins whose key begins at `key`, and what it is wanted for.
    #[inline(always)]
    fn member(&mut self, bytes: &[u8], key: usize) -> Walked<Next> {
        sure(kind_at(bytes, key) == Kind::Quote)?;
        let colon = some(self.tape.next(bytes))?;
        sure(kind_at(bytes, colon) == Kind::Colon)?;
        let value = skip_blanks(bytes, colon + 1);
        let open = some(self.open.last_mut())?;
        let node = some(self.wanted.node(open.node))?;
        let mut found = node.find(bytes, key + 1);
        if found.is_none() && self.tape.may_be_escaped(key, colon) {
            found = node.find_escaped(some(string_at(bytes, key, colon))?);
        }
        let Some((number, key)) = found else { return Ok(Next::Value(value, None)) };
        // The last of two keys counts, which takes a look back.
        sure(open.seen >> number & 1 == 0)?;
        open.seen |= 1 << number;
        let node = key.node;
        let below = some(self.wanted.node(node))?;
        if let Some(field) = below.at_hand {
            self.passing = Some(field);
            *some(self.at_hand.get_mut(field))? = (value, 0);
        }
        Ok(Next::Value(value, below.is_asked().then_some(node)))
    }

    fn probes(&self, node: u32) -> Option<&'m Probes> {
        let path = self.wanted.node(node).and_then(|node: &Node| node.path)?;
        self.matcher?.path_probes().get(path).map(|path| &path.probes)
    }

    /// A string that is wanted: its opening quote, and the next operator.
    #[inline(always)]
    fn string(&mut self, bytes: &[u8], quote: usize, next: usize, node: u32) -> Walked<()> {
        let Some(probes) = self.probes(node) else { return Ok(()) };
        let raw = some(string_at(bytes, quote, next))?;
        let text = str::from_utf8(raw).map_err(|_| Unclear)?;
        let text = if self.tape.may_be_escaped(quote, next) { some(unescaped(text))? } else { Cow::Borrowed(text) };
        probes.feed(&Leaf::Text(text), &mut self.bits);
        Ok(())
    }

    /// A number or a word that is wanted.
    fn scalar(&mut self, text: &[u8], node: u32) -> Walked<()> {
        let Some(probes) = self.probes(node) else { return Ok(()) };
        let leaf = match text {
            b"null" => return Ok(()),
            b"true" => Leaf::Boolean(true),
            b"false" => Leaf::Boolean(false),
            number => Leaf::Number(Number::Text(str::from_utf8(number).map_err(|_| Unclear)?.into())),
        };
        probes.feed(&leaf, &mut self.bits);
        Ok(())
    }
}

/// What comes next in a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A value begins there.
    Value(usize, Purpose),
    /// The container ends without any.
    End,
}

/// What stands between the quotes of a string that begins at `quote` and ends before the operator at `next`.
#[inline(always)]
fn string_at(bytes: &[u8], quote: usize, next: usize) -> Option<&[u8]> {
    let mut end = next.checked_sub(1)?;
    while bytes.get(end) != Some(&b'"') {
        end = end.checked_sub(1)?;
    }
    bytes.get(quote + 1..end)
}
