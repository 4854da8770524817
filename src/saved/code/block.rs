//! Whether braces hold statements, of a function, a loop or a `try`: an address among those is no part of what stands
//! beside it. In an object it is.

use super::follow::is_word;
use super::language::Braces;
use super::lexer::Bracket;
use crate::text::boundary_behind;

/// How far the beginning of a value in braces is searched for, in bytes.
const MOST_TYPE: usize = 256;

/// Signs in front of the braces of a value.
const BEFORE_VALUE: [char; 12] = ['=', '(', ',', '[', '{', ':', '?', '&', '|', '@', '"', ']'];

/// Words in front of the braces of a value.
const WORDS_BEFORE_VALUE: [&str; 7] = ["return", "default", "yield", "await", "new", "throw", "with"];

/// Words whose block may touch them: a type that its braces touch makes a value of them.
const WORDS_BEFORE_BLOCK: [&str; 6] = ["try", "else", "do", "finally", "static", "unsafe"];

/// Whether a bracket of the text is such a block.
pub(super) fn is_block(text: &str, bracket: Bracket, braces: Braces) -> bool {
    let all = text.get(..bracket.open).unwrap_or_default();
    match braces {
        _ if bracket.byte != b'{' => false,
        Braces::Values => false,
        Braces::MarkedValues => !all.ends_with('@'),
        Braces::Either => !is_value(all),
    }
}

/// Whether braces behind that text are a value.
fn is_value(all: &str) -> bool {
    let before = all.trim_ascii_end();
    let word = before.get(before.trim_end_matches(is_word).len()..).unwrap_or_default();
    let touches = before.len() == all.len() && !WORDS_BEFORE_BLOCK.contains(&word);
    before.is_empty()
        || before.ends_with(BEFORE_VALUE)
        || WORDS_BEFORE_VALUE.contains(&word)
        || (touches && (!word.is_empty() || is_type(before)))
        || is_made_new(before)
}

/// Whether a text ends with a type that no name ends: `[]interface{}`, `<Query>`.
fn is_type(before: &str) -> bool {
    before.ends_with('}') || (before.ends_with('>') && !before.ends_with("=>"))
}

/// Whether a text ends with `new` and the name of a type, with what stands in brackets behind it: `new Query`,
/// `new Dictionary<string, string>()`.
fn is_made_new(before: &str) -> bool {
    let from = boundary_behind(before, before.len().saturating_sub(MOST_TYPE));
    let near = before.get(from..).unwrap_or_default();
    let Some((front, made)) = near.rsplit_once("new") else { return false };
    // `new Query(x => x.name)`
    let made = made.replace("=>", "");
    let is_alone = !front.ends_with(is_word) && !made.starts_with(is_word);
    let mut depth = 0_usize;
    is_alone
        && made.chars().all(|c| match c {
            '(' => {
                depth += 1;
                true
            }
            // `foreach (var x in new List<int>())`
            ')' => depth.checked_sub(1).map(|it| depth = it).is_some(),
            _ => !matches!(c, ';' | '{' | '}' | '='),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_from_values() {
        let is_block = |text: &str, braces| {
            let bracket = Bracket { byte: b'{', open: text.len(), end: text.len(), parent: None };
            is_block(text, bracket, braces)
        };
        for block in [
            "function f() ",
            "async () => ",
            "for (const x of a) ",
            "} catch ",
            "try ",
            "try",
            "void F()\n",
            "func f() error ",
            "f(): Promise<X<Y>> ",
            "class A ",
            "foreach (var x in new List<int>()) ",
        ] {
            assert!(is_block(block, Braces::Either), "{block}");
        }
        for value in [
            "x = ",
            "f(",
            "return ",
            "new Query ",
            "new() ",
            "new Dictionary<string, string>\n",
            "x := Query",
            "map[string]string",
            "params: ",
            "map[string]interface{}",
            "call(<Query>",
            "throw ",
            "old with ",
            "new Query(x => x.Foo) ",
        ] {
            assert!(!is_block(value, Braces::Either), "{value}");
        }
        assert!(is_block("function F ", Braces::MarkedValues) && !is_block("$x = @", Braces::MarkedValues));
        assert!(!is_block("data \"http\" \"x\" ", Braces::Values));
    }
}
