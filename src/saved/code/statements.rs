//! Calls, objects and commands over several lines: what a comment above their first line is about.

use super::block::is_block;
use super::language::Language;
use super::lexer::Lexed;
use crate::text::Span;

/// How many of them lie in each other at most.
const MOST_DEPTH: usize = 16;

/// The brackets over several lines that hold no block of statements, and the lines that are carried on.
pub(super) fn statements(text: &str, lexed: &Lexed, language: &Language) -> Vec<Span> {
    let mut found = joined_lines(text, language);
    // Whether each is a block, or holds one.
    let mut holds_block = vec![false; lexed.brackets.len()];
    // What is inside comes behind what is around it.
    for (number, bracket) in lexed.brackets.iter().enumerate().rev() {
        if holds_block.get(number) == Some(&true) || is_block(text, *bracket, language.braces) {
            for place in std::iter::once(number).chain(bracket.parent) {
                holds_block.get_mut(place).into_iter().for_each(|it| *it = true);
            }
        }
    }
    let mut depths: Vec<usize> = Vec::with_capacity(lexed.brackets.len());
    let breaks: Vec<usize> = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
    for (number, bracket) in lexed.brackets.iter().enumerate() {
        let depth = bracket.parent.and_then(|it| depths.get(it).copied()).unwrap_or_default();
        let next = breaks.partition_point(|it| *it < bracket.open);
        let goes_on = breaks.get(next).is_some_and(|it| *it < bracket.end);
        let is_one = goes_on && depth < MOST_DEPTH && holds_block.get(number) == Some(&false);
        found.extend(is_one.then(|| Span::new(bracket.open, bracket.end)));
        depths.push(depth + usize::from(is_one));
    }
    found
}

/// Runs of lines of which each but the last ends with what carries it on.
fn joined_lines(text: &str, language: &Language) -> Vec<Span> {
    let (mut found, mut begun, mut at) = (Vec::new(), None, 0);
    let Some(joint) = language.line_joint else { return found };
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim_end_matches(['\r', '\n']).ends_with(joint) {
            begun = begun.or(Some(start));
        } else {
            found.extend(begun.take().map(|it| Span::new(it, at)));
        }
    }
    found
}
