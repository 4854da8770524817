//! Findings: what is wrong, where, why, and what to write instead.
//!
//! Every error of every stage becomes a [`Diagnostic`]; renderers see nothing else. Looks into `text` alone.

mod code;
mod fix;
mod suggest;

pub use code::{CodeInfo, Severity};
pub use fix::{Fix, Safety};
pub use suggest::{did_you_mean, list_of};

use crate::text::{Edit, Span};

/// One finding: a code, a place, a reason and, where there is one, a way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is: the code's stable name, summary and explanation.
    pub info: &'static CodeInfo,
    /// How bad it is.
    pub severity: Severity,
    /// The fact, in lower case and without a full stop, code in backticks.
    pub message: String,
    /// Where it is, in bytes of the text that was checked.
    pub span: Span,
    /// What stands at that place, shown beside it; empty for none.
    pub label: String,
    /// What to write instead; empty for nothing to say.
    pub help: String,
    /// The change that mends it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// The code's stable name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.info.code
    }

    /// The finding as one about a text that this one's text stands in: `place` leads from the inner places to the outer
    /// ones, `write` turns what a fix puts in into what is written there.
    #[must_use]
    pub fn moved(self, place: impl Fn(Span) -> Span, write: impl Fn(String) -> String) -> Self {
        let fix = self.fix.map(|fix| {
            let edits = fix.edits.into_iter().map(|edit| Edit { span: place(edit.span), text: write(edit.text) });
            Fix { edits: edits.collect(), ..fix }
        });
        Self { span: place(self.span), fix, ..self }
    }
}
