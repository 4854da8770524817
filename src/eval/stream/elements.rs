//! Where the elements of an array begin and end.

use super::grammar::{Kind, kind_at, skip_blanks};
use super::tape::{End, Tape, WHOLE};

/// Looks for commas and the end of an array; what is between them is not checked.
pub(super) struct Elements {
    tape: Tape,
    /// Whether an element has come before.
    behind_comma: bool,
}

/// How far the elements were followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Followed {
    /// The array goes on: an element begins there, and its end has not come yet.
    Open(usize),
    /// The array ends there.
    Closed(usize),
    /// What closes something there closes nothing.
    Wrong(usize),
}

impl Elements {
    pub(super) fn new() -> Self {
        Self { tape: Tape::new(WHOLE), behind_comma: false }
    }

    /// Follows the elements from one that begins at `start`, and notes where they begin and end.
    pub(super) fn follow(
        &mut self,
        bytes: &[u8],
        start: usize,
        end: usize,
        found: &mut Vec<(usize, usize)>,
    ) -> Followed {
        let mut start = start;
        let mut depth = 0_usize;
        self.tape.start(start, End::At(end));
        while let Some(at) = self.tape.next(bytes) {
            match kind_at(bytes, at) {
                Kind::OpenObject | Kind::OpenArray => depth += 1,
                Kind::CloseObject | Kind::CloseArray if depth > 0 => depth -= 1,
                Kind::CloseArray => {
                    if self.behind_comma || skip_blanks(bytes, start) < at {
                        found.push((start, at));
                    }
                    return Followed::Closed(at);
                }
                Kind::CloseObject => return Followed::Wrong(at),
                Kind::Comma if depth == 0 => {
                    found.push((start, at));
                    self.behind_comma = true;
                    start = at + 1;
                }
                Kind::Comma | Kind::Colon | Kind::Quote | Kind::Blank | Kind::Other => {}
            }
        }
        Followed::Open(start)
    }
}
