//! What the reader takes an operator for, and what the endpoint offers of it.
//!
//! The reader knows no endpoint: its fixes write the operator that is meant, which this endpoint may not offer. `pr f`
//! and `f isnull` have another form then, or none; for any other operator the fix becomes a guess, because the service
//! would refuse what comes out as it refuses what was written. A word that only has to be lower case stays a safe fix.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Fix, Safety};
use crate::predicate::{NullTest, ValidationError, ValidationErrorKind, null_test, operator_is_offered};
use crate::schema::Schema;
use crate::syntax::{Clause, Filter, SyntaxError, SyntaxErrorKind as K};
use crate::text::{Edit, OffsetMap, Span};
use crate::vocab::PrimitiveOp;

/// The clauses of a filter whose operators the reader speaks of.
pub(super) struct Meant<'a> {
    tree: &'a Filter,
    /// Made where there is a finding that may be about one of them.
    clauses: OnceCell<Clauses<'a>>,
    map: Option<&'a OffsetMap>,
    schema: &'a Schema,
}

#[derive(Default)]
struct Clauses<'a> {
    /// By the places where their operators end, in the written text.
    operators: BTreeMap<usize, Clause<'a>>,
    /// Clauses that were written with `null`, by their ends.
    nulls: BTreeMap<usize, Clause<'a>>,
}

impl<'a> Meant<'a> {
    pub(super) fn new(tree: &'a Filter, map: Option<&'a OffsetMap>, schema: &'a Schema) -> Self {
        Self { tree, clauses: OnceCell::new(), map, schema }
    }

    fn clauses(&self) -> &Clauses<'a> {
        self.clauses.get_or_init(|| {
            let mut out = Clauses::default();
            for clause in self.tree.clauses() {
                if clause.is_from_null() {
                    out.nulls.insert(self.outer(clause.span()).end(), clause);
                } else {
                    out.operators.insert(self.outer(clause.operator_span()).end(), clause);
                }
            }
            out
        })
    }

    fn outer(&self, span: Span) -> Span {
        self.map.map_or(span, |map| map.outer(span))
    }

    /// A finding of the reader, with the fix that this endpoint offers.
    pub(super) fn on_endpoint(&self, finding: &SyntaxError) -> Diagnostic {
        let diagnostic = Diagnostic::from(finding.clone());
        if finding.kind == K::NullOperand {
            return match self.clauses().nulls.get(&finding.span.end()) {
                Some(clause) => self.null(diagnostic, *clause),
                None => diagnostic,
            };
        }
        match self.refused_operator(finding) {
            Some(clause) if null_test(clause, self.schema).is_some() => self.null(diagnostic, clause),
            Some(_) if matches!(finding.kind, K::UpperCaseOperator { .. }) => diagnostic,
            Some(clause) if matches!(clause.op(), PrimitiveOp::Pr | PrimitiveOp::IsNull) => {
                self.null(diagnostic, clause)
            }
            Some(_) => {
                let fix = diagnostic.fix.map(|fix| Fix { safety: Safety::Unsafe, ..fix });
                Diagnostic { fix, ..diagnostic }
            }
            None => diagnostic,
        }
    }

    /// The clause whose operator is not written as it should be, where the endpoint does not offer what is meant.
    fn refused_operator(&self, finding: &SyntaxError) -> Option<Clause<'a>> {
        let speaks_of_operator = matches!(
            finding.kind,
            K::UpperCaseOperator { .. } | K::SymbolOperator { .. } | K::ForeignOperator { op: Some(_), .. }
        );
        let clause = speaks_of_operator.then(|| self.clauses().operators.get(&finding.span.end())).flatten()?;
        (operator_is_offered(*clause, self.schema) == Some(false)).then_some(*clause)
    }

    /// A finding about a clause that asks whether its field is null.
    fn null(&self, mut diagnostic: Diagnostic, clause: Clause<'_>) -> Diagnostic {
        let Some(test) = null_test(clause, self.schema) else {
            diagnostic.help = format!("the endpoint offers nothing that asks whether `{}` is null", clause.field());
            return Diagnostic { fix: None, ..diagnostic };
        };
        let text = test.clause(clause.field());
        diagnostic.help = format!("write `{text}`");
        if matches!(test, NullTest::NotIsNull | NullTest::NotPresent) {
            // The reader would have written `pr` or `isnull`, which this endpoint does not offer here.
            let edits = vec![Edit::replace(self.outer(clause.span()), text)];
            diagnostic.fix = diagnostic.fix.map(|fix| Fix { title: diagnostic.help.clone(), edits, ..fix });
        }
        diagnostic
    }

    /// Whether a finding of the endpoint is said by one of the reader's already, which has the fix for both.
    pub(super) fn is_said(&self, error: &ValidationError, findings: &[SyntaxError]) -> bool {
        let is_in_pieces = |it: &&SyntaxError| matches!(it.kind, K::ValueInPieces(_) | K::DateTimeInPieces { .. });
        let mut in_pieces = findings.iter().filter(is_in_pieces);
        if in_pieces.any(|it| it.span == self.outer(error.span)) {
            return true;
        }
        if !matches!(
            error.kind,
            ValidationErrorKind::OperatorNotOffered { op: PrimitiveOp::Pr | PrimitiveOp::IsNull, .. }
        ) {
            return false;
        }
        let end = self.outer(error.span).end();
        let of_reader = findings.iter().filter(|it| it.span.end() == end);
        of_reader.filter_map(|it| self.refused_operator(it)).any(|clause| null_test(clause, self.schema).is_some())
    }
}
