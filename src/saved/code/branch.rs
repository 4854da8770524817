//! Values of which one is taken: `c ? "…" : "…"`, `"…" if c else "…"`, `f ?? "…"`. Each of them is a query of its own, and
//! what stands in front of the whole says so.

use super::context::context;
use super::follow::{Follower, Made, is_word};
use super::parts::{Parts, blanks_before, bracket};

/// How many words and signs in front of a branch are followed, and how many parentheses around it.
const MOST_STEPS: usize = 64;

/// Signs that compare, and join no key to its value.
const COMPARISONS: [&str; 8] = ["==", "===", "!=", "!==", "<=", ">=", "=~", "<=>"];

/// Where the whole begins that a text is a branch of, and the bracket it stands in.
pub(super) fn beginning(follower: Follower<'_>, parts: &Parts) -> Option<(usize, Option<usize>)> {
    let mut walk = Walk { follower, at: parts.start, parent: parts.parent, open: 0 };
    if !follower.is_end(parts.end, true) || !walk.introduced() {
        return None;
    }
    for _ in 0..MOST_STEPS {
        let is_group = walk.go_left()?;
        if !is_group {
            break;
        }
        // What is made of the parentheses, or joined to them, is not known here.
        let group = *bracket(follower.lexed, walk.parent)?;
        let stays = matches!(follower.made_of(group.end), Made::Itself) && follower.is_end(group.end, true);
        if !stays {
            return None;
        }
        (walk.at, walk.parent) = (group.open, group.parent);
        // The colon in front of it may belong to a key.
        if walk.is_key() || !walk.introduced() {
            break;
        }
    }
    Some((walk.at, walk.parent))
}

/// A way from the right to the left.
struct Walk<'a> {
    follower: Follower<'a>,
    at: usize,
    parent: Option<usize>,
    /// How many `:` were passed whose `?` is still to come.
    open: usize,
}

impl Walk<'_> {
    fn before(&self) -> &str {
        self.follower.text.get(..self.at).unwrap_or_default()
    }

    /// Passes what makes the text behind it a branch, where that stands there.
    fn introduced(&mut self) -> bool {
        let language = self.follower.language;
        let end = blanks_before(self.follower.text, self.at);
        let before = self.follower.text.get(..end).unwrap_or_default();
        for word in language.defaults {
            let Some(front) = before.strip_suffix(word) else { continue };
            let is_name = word.starts_with(is_word);
            if is_name && front.ends_with(is_word) {
                continue;
            }
            self.at = front.len();
            // A literal is always there: what stands behind it is never taken.
            let end = blanks_before(self.follower.text, self.at);
            return *word == "else" || self.literal_before(end).is_none();
        }
        let is_choice = language.conditional && !before.ends_with("::") && !before.ends_with("??");
        if !is_choice || !before.ends_with(['?', ':']) {
            return false;
        }
        self.open = usize::from(before.ends_with(':'));
        self.at = end - 1;
        true
    }

    /// Goes to where the expression begins; whether that is a parenthesis around it. `None` where it can't be told.
    fn go_left(&mut self) -> Option<bool> {
        // A sign stands there, behind which a line may go on.
        let mut was_operand = false;
        for _ in 0..MOST_STEPS {
            let end = blanks_before(self.follower.text, self.at);
            let breaks = self.follower.text.get(end..self.at)?.contains('\n');
            self.at = end;
            let Some(last) = self.before().chars().next_back() else { return self.stop(false) };
            let is_operand = is_word(last) || matches!(last, ')' | ']' | '}' | '"' | '\'' | '`');
            // Without a bracket around it, a statement ends with its line.
            let ends_statement = if self.follower.language.conditional {
                is_operand && was_operand
            } else {
                self.parent.is_none() && !self.before().ends_with('\\')
            };
            if breaks && ends_statement {
                return None;
            }
            was_operand = is_operand;
            if let Some(start) = self.literal_before(self.at) {
                self.at = start;
                continue;
            }
            match last {
                '(' => {
                    let is_call = self.before().strip_suffix('(').is_some_and(|it| it.ends_with(is_word));
                    return self.stop(!is_call);
                }
                '[' | '{' | ',' | ';' => return self.stop(false),
                ')' | ']' | '}' => self.at = self.follower.lexed.opened_by(self.at)?,
                '.' => self.at -= if self.before().ends_with("?.") { 2 } else { 1 },
                '$' | '@' | '\\' => self.at -= 1,
                _ if is_word(last) => {
                    let word = self.before().len() - self.before().trim_end_matches(is_word).len();
                    let is_statement =
                        matches!(self.before().get(self.at - word..), Some("return" | "throw" | "yield"));
                    if is_statement {
                        return None;
                    }
                    self.at -= word;
                }
                _ if self.sign()? => {}
                _ => return self.stop(false),
            }
        }
        None
    }

    /// Passes the sign that stands there; `false` where the expression begins behind it.
    fn sign(&mut self) -> Option<bool> {
        const SIGNS: &str = "=<>!&|?*/%^~+-:";
        let front = self.before().trim_end_matches(|c| SIGNS.contains(c)).len();
        match self.before().get(front..)? {
            "" | "->" => return None,
            "=>" => return Some(false),
            sign if sign.ends_with('=') && !COMPARISONS.contains(&sign) => return Some(false),
            "?" => self.open = self.open.saturating_sub(1),
            ":" if !self.follower.language.conditional || (self.open == 0 && self.is_key()) => return Some(false),
            ":" => self.open += 1,
            _ => {}
        }
        self.at = front;
        Some(true)
    }

    /// Whether what stands there names the parameter that the text is the value of.
    fn is_key(&self) -> bool {
        let Follower { text, lexed, language } = self.follower;
        context(text, lexed, (self.at, self.parent), language).is_some()
    }

    fn stop(&self, is_group: bool) -> Option<bool> {
        (self.open == 0).then_some(is_group)
    }

    /// Where the literal begins that ends at `end`.
    fn literal_before(&self, end: usize) -> Option<usize> {
        let literals = &self.follower.lexed.literals;
        let number = literals.partition_point(|it| it.span.end() < end);
        literals.get(number).filter(|it| it.span.end() == end).map(|it| it.span.start())
    }
}
