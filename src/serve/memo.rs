//! A filter on one field, asked once for each value that the field has.

use std::collections::HashMap;

use super::collection::Stored;
use crate::eval::Matcher;
use crate::predicate::Predicate;

/// How many values are remembered; fields with more have hardly any that come again.
const MOST_VALUES: usize = 1024;

/// A filter that remembers what it said of values.
pub(super) struct Memo<'c> {
    matcher: Matcher,
    /// The one field that it looks at, or into; `None` where there are more.
    field: Option<String>,
    answers: HashMap<&'c str, bool>,
}

impl<'c> Memo<'c> {
    pub(super) fn new(predicate: &Predicate) -> Self {
        let matcher = predicate.compile();
        let fields: Vec<&str> = matcher.paths().filter_map(|path| path.segments().next()).collect();
        let field = fields.first().filter(|first| fields.iter().all(|other| other == *first));
        let field = field.map(|field| (*field).to_owned());
        Self { field, matcher, answers: HashMap::new() }
    }

    /// Whether the filter keeps a record.
    pub(super) fn matches(&mut self, record: Stored<'c>) -> bool {
        let value = self.field.as_deref().and_then(|field| record.written(field));
        let Some(value) = value else { return self.matcher.matches(&record) };
        if let Some(answer) = self.answers.get(value) {
            return *answer;
        }
        let answer = self.matcher.matches(&record);
        if self.answers.len() < MOST_VALUES {
            self.answers.insert(value, answer);
        } else {
            self.field = None;
        }
        answer
    }
}
