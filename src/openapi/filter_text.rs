//! The description of a filter parameter.

use super::prose::{UnreadLine, after_opening, emphasised, is_example, lines, marked, plain, sentences};
use crate::schema::CompositeRules;
use crate::vocab::{CompositeOp, CompositeSet, FieldPath, OperatorSet, PrimitiveOp};

/// A field as the description lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListedField {
    pub(super) name: FieldPath,
    pub(super) operators: OperatorSet,
    pub(super) values: Vec<String>,
    pub(super) case_sensitive: Option<bool>,
}

/// What the description says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FilterText {
    pub(super) fields: Vec<ListedField>,
    pub(super) composites: CompositeRules,
    pub(super) forbidden_characters: String,
    pub(super) case_sensitive: Option<bool>,
    pub(super) unread: Vec<UnreadLine>,
}

const OPENING: &str = "Filter results using the standard syntax";
const LIST_OPENING: &str = "Filtering is supported for the following fields and operators";
const NOT_UNDERSTOOD: &str = "not understood";

impl FilterText {
    /// Reads a description line by line.
    pub(super) fn read(description: &str) -> Self {
        let mut text = Self::default();
        for line in lines(description) {
            text.line(line);
        }
        text
    }

    fn line(&mut self, line: &str) {
        let mut rest = after_opening(line, OPENING).unwrap_or(line);
        if let Some(after) = rest.strip_prefix(LIST_OPENING) {
            rest = after.trim_start_matches(':').trim_start();
        }
        // Some pages put several fields in a line.
        while let Some(after) = self.item(rest, line) {
            rest = after;
        }
        if !rest.is_empty() {
            self.prose(rest, line);
        }
    }

    /// Reads what begins in bold: a field, its values, the composite operators. Answers what follows it.
    fn item<'t>(&mut self, text: &'t str, line: &str) -> Option<&'t str> {
        let (title, after) = marked(text, "**")?;
        let title = title.trim_end_matches(':').trim_end();
        let after = after.trim_start_matches(':').trim_start();
        let lower = title.to_lowercase();
        if lower == "possible values" {
            self.values(after, line);
            return Some("");
        }
        if lower.starts_with("supported composite operator") {
            self.composites(after, line);
            return Some("");
        }
        let name = FieldPath::new(title).ok()?;
        let (list, rest) = emphasised(after)?;
        let mut operators = OperatorSet::EMPTY;
        for word in list.split(',') {
            operators.insert(PrimitiveOp::from_word(word.trim())?);
        }
        let (case_sensitive, rest) = case_note(rest);
        match self.fields.iter_mut().find(|it| it.name == name) {
            // Listed twice: the operators of both count.
            Some(known) => known.operators = known.operators.iter().chain(operators.iter()).collect(),
            None => self.fields.push(ListedField { name, operators, values: Vec::new(), case_sensitive }),
        }
        Some(rest)
    }

    /// Listed values belong to the field above them.
    fn values(&mut self, list: &str, line: &str) {
        let Some(field) = self.fields.last_mut() else {
            self.unread.push(UnreadLine::new("these values belong to no field", line));
            return;
        };
        for value in plain(list).split(',').map(|it| it.trim().trim_end_matches('.')).filter(|it| !it.is_empty()) {
            if !field.values.iter().any(|it| it == value) {
                field.values.push(value.to_owned());
            }
        }
    }

    fn composites(&mut self, list: &str, line: &str) {
        let list = plain(list).replace(" and ", ",").replace(" or ", ",");
        let words = list.split(',').map(|it| it.trim().trim_end_matches('.')).filter(|it| !it.is_empty());
        let set: Option<CompositeSet> = words.map(CompositeOp::from_word).collect();
        match set {
            Some(set) if !set.is_empty() => self.composites.allowed = Some(set),
            _ => self.unread.push(UnreadLine::new("an unknown composite operator", line)),
        }
    }

    fn prose(&mut self, text: &str, line: &str) {
        let words = plain(text);
        let lower = words.to_lowercase();
        if let Some(list) = lower.strip_prefix("supported composite operators") {
            let list = list.trim_start().trim_start_matches("are").trim_start_matches(':');
            return self.composites(list, line);
        }
        if let Some(list) = lower.strip_prefix("possible values").and_then(|it| words.get(words.len() - it.len()..)) {
            return self.values(list.trim_start_matches(':'), line);
        }
        for sentence in sentences(&words) {
            if is_example(sentence) {
                return;
            }
            if !self.sentence(sentence, &lower) {
                self.unread.push(UnreadLine::new(NOT_UNDERSTOOD, sentence));
            }
        }
    }

    /// Reads one sentence of `line`; false where it is not understood.
    fn sentence(&mut self, sentence: &str, line: &str) -> bool {
        let lower = sentence.to_lowercase();
        let has = |part: &str| lower.contains(part);
        if lower.starts_with("all ") && has("values") && has("case") {
            self.case_sensitive = case_of(&lower);
            return self.case_sensitive.is_some();
        }
        if lower.starts_with("only a single not ") && has("with the in operator") {
            self.composites.one_not_before_in = true;
            return true;
        }
        if has("not composite operator must be used in front of the field") {
            return true;
        }
        // "One `and` or `or`" and "between two fields" are one rule in two sentences; half of it can't be expressed.
        if lower.starts_with("only a single and or or ") && line.contains("not between 2 filters for the same field") {
            self.composites.one_between_two_fields = true;
            return true;
        }
        if self.composites.one_between_two_fields && has("not between 2 filters for the same field") {
            return true;
        }
        if lower.starts_with("filtering is not supported for") {
            let quoted = sentence.split('\'').nth(1).or_else(|| sentence.split('"').nth(1));
            if let Some(character) = quoted.filter(|it| it.chars().count() == 1) {
                if !self.forbidden_characters.contains(character) {
                    self.forbidden_characters.push_str(character);
                }
                return true;
            }
            return false;
        }
        // Whose records are answered is not the filter's business.
        has("scope is always applied by the service")
    }
}

/// `(case-sensitive)` behind a field, and what follows it.
fn case_note(text: &str) -> (Option<bool>, &str) {
    let note = text.strip_prefix('(').and_then(|it| it.split_once(')'));
    match note.map(|(inside, rest)| (case_of(&inside.to_lowercase()), rest)) {
        Some((Some(exact), rest)) => (Some(exact), rest.trim_start()),
        _ => (None, text),
    }
}

fn case_of(lower: &str) -> Option<bool> {
    let said = |word: &str| lower.contains(&format!("case-{word}")) || lower.contains(&format!("case {word}"));
    if said("insensitive") {
        Some(false)
    } else if said("sensitive") {
        Some(true)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_operator_leaves_its_line_unread() {
        let text = FilterText::read("**a**: *eq, near*\n\n**b**: *eq*");
        assert_eq!(text.fields.len(), 1);
        assert_eq!(text.unread, [UnreadLine::new(NOT_UNDERSTOOD, "a: eq, near")]);
    }
}
