//! Which codes are reported, and how bad each is.

use std::collections::BTreeMap;

use super::registry::RULES;
use super::rule::Rule;
use crate::diagnostic::{CodeInfo, Diagnostic, Severity};

/// What was said of codes: off, or a severity. A code of which nothing was said is as its table has it.
///
/// It decides what is reported, never what is run: a filter that the endpoint would refuse becomes no predicate, whoever
/// wants to hear of it.
///
/// ```
/// use v3q::diagnostic::Severity;
/// use v3q::lint::Levels;
/// let mut levels = Levels::default();
/// assert!(levels.is_on("contradiction") && !levels.is_on("negation-of-nullable"));
/// levels.set("contradiction", None);
/// levels.set("negation-of-nullable", Some(Severity::Style));
/// assert!(!levels.is_on("contradiction") && levels.is_on("negation-of-nullable"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels {
    said: BTreeMap<String, Option<Severity>>,
    /// How bad each rule finds what it flags, by its number, where anything was said: that is asked for each filter.
    of_rules: Vec<Option<Severity>>,
}

impl Levels {
    /// Every code as its table has it.
    #[must_use]
    pub const fn new() -> Self {
        Self { said: BTreeMap::new(), of_rules: Vec::new() }
    }

    /// Gives a code a severity, or turns it off.
    pub fn set(&mut self, code: &str, level: Option<Severity>) {
        self.said.insert(code.to_owned(), level);
        self.count_rules();
    }

    /// The same, with no code off that is on by itself.
    #[must_use]
    pub fn outspoken(&self) -> Self {
        let mut out = self.clone();
        out.said.retain(|_, level| level.is_some());
        out.count_rules();
        out
    }

    /// Whether findings of the code are reported.
    #[must_use]
    pub fn is_on(&self, code: &str) -> bool {
        self.said.get(code).map_or_else(|| is_on_unasked(code), Option::is_some)
    }

    /// How bad findings of the code are; `None` where it is off.
    #[must_use]
    pub fn of(&self, info: &CodeInfo) -> Option<Severity> {
        self.said.get(info.code).copied().unwrap_or_else(|| is_on_unasked(info.code).then_some(info.severity))
    }

    /// The finding as it is to be reported; `None` where its code is off.
    #[must_use]
    pub fn applied(&self, finding: Diagnostic) -> Option<Diagnostic> {
        match self.said.get(finding.code()) {
            Some(Some(severity)) => Some(Diagnostic { severity: *severity, ..finding }),
            Some(None) => None,
            None => Some(finding),
        }
    }

    /// How bad the rule with that number finds what it flags; `None` where it is off.
    pub(super) fn of_rule(&self, number: usize, rule: &Rule) -> Option<Severity> {
        let own = || rule.is_on.then_some(rule.info.severity);
        self.of_rules.get(number).copied().unwrap_or_else(own)
    }

    fn count_rules(&mut self) {
        self.of_rules = RULES.iter().map(|rule| self.of(&rule.info)).collect();
    }
}

/// Only rules can be off unless something else is said.
fn is_on_unasked(code: &str) -> bool {
    RULES.iter().find(|rule| rule.info.code == code).is_none_or(|rule| rule.is_on)
}
