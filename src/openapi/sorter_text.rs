//! The description of a sorter parameter.

use super::prose::{UnreadLine, after_opening, emphasised, is_example, lines, plain, sentences};
use crate::vocab::FieldPath;

/// What the description says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SorterText {
    pub(super) fields: Vec<FieldPath>,
    /// The order without a sorter, as a sorter expression.
    pub(super) default: String,
    pub(super) unread: Vec<UnreadLine>,
}

const OPENING: &str = "Sort results using the standard syntax";
const LIST_OPENING: &str = "Sorting is supported for the following fields";

impl SorterText {
    /// Reads a description line by line.
    pub(super) fn read(description: &str) -> Self {
        let mut text = Self::default();
        for line in lines(description) {
            let mut rest = after_opening(line, OPENING).unwrap_or(line);
            if let Some(list) = rest.strip_prefix(LIST_OPENING) {
                rest = text.list(list.trim_start_matches(':').trim_start());
            }
            for sentence in sentences(rest) {
                let sentence = plain(sentence);
                if is_example(&sentence) {
                    break;
                }
                if !text.sentence(&sentence) {
                    text.unread.push(UnreadLine::new("not understood", &sentence));
                }
            }
        }
        text
    }

    /// Reads `**a, b**` or `**a**, **b**`, and answers what follows.
    fn list<'t>(&mut self, text: &'t str) -> &'t str {
        let mut rest = text;
        while let Some((names, after)) = emphasised(rest) {
            for name in names.split(',').map(str::trim).filter(|it| !it.is_empty()) {
                match FieldPath::new(name) {
                    Err(_) => self.unread.push(UnreadLine::new("not a field name", name)),
                    Ok(field) if self.fields.contains(&field) => {
                        self.unread.push(UnreadLine::new("listed twice, counted once", name));
                    }
                    Ok(field) => self.fields.push(field),
                }
            }
            rest = after.trim_start_matches(',').trim_start();
        }
        rest.trim_start_matches('.').trim_start()
    }

    /// Reads one sentence; false where it is not understood.
    fn sentence(&mut self, sentence: &str) -> bool {
        if sentence.starts_with("Prefix a field with - for descending order") {
            return true;
        }
        let Some(order) = default_order(sentence) else { return false };
        self.default = order;
        true
    }
}

/// The order that a sentence on the default order names, as a sorter expression.
///
/// `default sort is -a (newest first)`, `default sort is a in descending order`, `sorted by a, ascending`,
/// `results default to a descending, then b descending`, `default ordering matches … (a descending)`.
fn default_order(sentence: &str) -> Option<String> {
    if !sentence.to_lowercase().contains("default") {
        return None;
    }
    let after = |anchor: &str| sentence.split_once(anchor).map(|(_, it)| it);
    let order = match after("default ordering matches ") {
        Some(rest) => rest.split_once('(')?.1.trim_end_matches(')'),
        None => {
            let rest = after("efault sort is ").or_else(|| after("sorted by ")).or_else(|| after("default to "))?;
            rest.split('(').next().unwrap_or(rest)
        }
    };
    let mut keys: Vec<String> = Vec::new();
    for part in order.split(',').flat_map(|it| it.split(" then ")).filter(|it| !it.trim().is_empty()) {
        let mut words = part.split_whitespace().filter(|it| !matches!(*it, "then" | "by" | "in" | "order"));
        let first = words.next()?;
        let (name, direction) = match first {
            "ascending" | "descending" => (None, Some(first)),
            _ => (Some(first), words.next()),
        };
        if words.next().is_some() {
            return None;
        }
        if let Some(name) = name {
            FieldPath::new(name.trim_start_matches('-')).ok()?;
            keys.push(name.to_owned());
        }
        match direction {
            None | Some("ascending") => {}
            Some("descending") => keys.last_mut()?.insert(0, '-'),
            Some(_) => return None,
        }
    }
    (!keys.is_empty()).then(|| keys.join(","))
}

#[cfg(test)]
mod tests {
    use super::default_order;

    #[test]
    fn the_default_order_is_read_in_all_its_wordings() {
        let cases = [
            ("The default sort is -seen (most recent first)", Some("-seen")),
            ("The default sort is seen in descending order", Some("-seen")),
            ("By default the boxes are sorted by name, ascending", Some("name")),
            ("If no sort is given, results default to made descending, then id ascending", Some("-made,id")),
            (
                "If omitted, default ordering matches GET /boxes (made descending, then id descending)",
                Some("-made,-id"),
            ),
            ("By default the boxes are sorted by largest weight first", None),
            ("Boxes are sorted by name", None),
        ];
        for (sentence, order) in cases {
            assert_eq!(default_order(sentence).as_deref(), order, "{sentence}");
        }
    }
}
