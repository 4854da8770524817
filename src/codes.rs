//! Every code that a finding can have, of every room.
//!
//! Looks into `comment`, `lint`, `predicate`, `saved`, `schema`, `syntax` and `diagnostic`.

use crate::diagnostic::{CodeInfo, Severity};
use crate::lint::{Levels, RULES};
use crate::{comment, predicate, saved, syntax};

/// A code, and how it is reported unless something else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Its name, explanation and severity.
    pub info: &'static CodeInfo,
    /// Whether it is on.
    pub is_on: bool,
}

/// All codes, in the order of their names.
///
/// ```
/// use v3q::codes;
/// let code = codes::all().into_iter().find(|it| it.info.code == "mixed-and-or").unwrap();
/// assert!(code.is_on);
/// ```
#[must_use]
pub fn all() -> Vec<Code> {
    let mut infos: Vec<&'static CodeInfo> = Vec::new();
    infos.extend(syntax::CODES);
    infos.extend(predicate::CODES);
    infos.extend(saved::CODES);
    infos.extend(comment::CODES);
    #[cfg(feature = "catalog")]
    infos.extend(crate::schema::CODES);
    infos.extend(RULES.iter().map(|rule| &rule.info));
    infos.sort_by_key(|info| info.code);
    let levels = Levels::new();
    infos.into_iter().map(|info| Code { info, is_on: levels.is_on(info.code) }).collect()
}

impl Code {
    /// Its severity where it is on.
    #[must_use]
    pub fn level(&self) -> Option<Severity> {
        self.is_on.then_some(self.info.severity)
    }

    /// Its severity in words, with a note where it is off: `warning`, `warning, off`.
    #[must_use]
    pub fn level_words(&self) -> String {
        if self.is_on { self.info.severity.word().to_owned() } else { format!("{}, off", self.info.severity) }
    }
}
