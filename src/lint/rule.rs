//! What a rule is.

use crate::diagnostic::{CodeInfo, Diagnostic, Fix, Severity};
use crate::schema::Schema;
use crate::text::Span;

use super::context::Context;

/// How many findings of one rule are kept for one filter.
const MOST: usize = 100;

/// A rule: what it flags, whether it speaks unasked, and how it looks.
#[derive(Debug)]
pub struct Rule {
    /// Its code, explanation, severity and example.
    pub info: CodeInfo,
    /// Whether it is on unless something else is said.
    pub is_on: bool,
    /// What it looks at.
    pub check: Check,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// A filter that was read without errors.
    Filter(fn(&Context<'_>, &mut Findings<'_>)),
    /// The parameters of a request, each a name and a decoded value.
    Query(fn(&[(&str, &str)], &Schema, &mut QueryFindings<'_>)),
}

/// What one rule finds in a filter.
#[derive(Debug)]
pub struct Findings<'a> {
    rule: &'static Rule,
    severity: Severity,
    /// What all rules have found so far.
    list: &'a mut Vec<Diagnostic>,
    /// How much of it other rules have found.
    before: usize,
}

impl<'a> Findings<'a> {
    pub(super) fn new(rule: &'static Rule, severity: Severity, list: &'a mut Vec<Diagnostic>) -> Self {
        let before = list.len();
        Self { rule, severity, list, before }
    }

    /// Adds a finding: the fact, and what to do about it.
    pub(super) fn add(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>, fix: Option<Fix>) {
        if !self.is_full() {
            self.list.push(diagnostic(self.rule, self.severity, span, message.into(), help.into(), fix));
        }
    }

    /// Whether nothing that comes is kept any more.
    pub(super) fn is_full(&self) -> bool {
        self.list.len() - self.before >= MOST
    }
}

/// What one rule finds in the parameters of a request.
#[derive(Debug)]
pub struct QueryFindings<'a> {
    rule: &'static Rule,
    severity: Severity,
    /// What all rules have found so far.
    list: &'a mut Vec<(usize, Diagnostic)>,
}

impl<'a> QueryFindings<'a> {
    pub(super) fn new(rule: &'static Rule, severity: Severity, list: &'a mut Vec<(usize, Diagnostic)>) -> Self {
        Self { rule, severity, list }
    }

    /// Adds a finding about all of the value of the parameter with that number.
    pub(super) fn add(&mut self, parameter: usize, value: &str, message: &str, help: &str) {
        let span = Span::new(0, value.len());
        let found = diagnostic(self.rule, self.severity, span, message.to_owned(), help.to_owned(), None);
        self.list.push((parameter, found));
    }
}

fn diagnostic(
    rule: &'static Rule,
    severity: Severity,
    span: Span,
    message: String,
    help: String,
    fix: Option<Fix>,
) -> Diagnostic {
    Diagnostic { info: &rule.info, severity, message, span, label: String::new(), help, fix }
}

/// What a row of the table says of a rule.
pub(super) const fn info(
    code: &'static str,
    severity: Severity,
    summary: &'static str,
    explanation: &'static str,
    example: (&'static str, &'static str),
) -> CodeInfo {
    CodeInfo { code, summary, explanation, severity, example }
}
