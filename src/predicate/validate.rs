//! From a filter to its meaning.

use super::composites;
use super::error::{ValidationError, ValidationErrorKind as K, ValidationErrors};
use super::findings::{Checked, Findings, Validation};
use super::fit::Fitting;
use super::offer::{self, Found, Offer, null_test};
use super::tree::{Builder, NodeKind as Kind, Predicate, Test};
use crate::diagnostic::{Fix, Severity, did_you_mean};
use crate::schema::{FilterRules, Schema};
use crate::syntax::{Clause, Filter, Group, Joiner, Node, NodeKind};
use crate::text::Edit;
use crate::vocab::{Arity, FieldPath, PrimitiveOp, Value};

/// What a filter means on an endpoint, or everything that the endpoint would refuse.
///
/// A filter whose text has an error, or a placeholder without a value, is refused whatever the schema: what was dropped
/// could widen the result.
///
/// ```
/// use v3q::predicate::{inspect, validate};
/// use v3q::schema::Schema;
/// use v3q::syntax::parse_filter;
/// let predicate = validate(&parse_filter(r#"created ge 2025-08-01 and size in (1,2.0)"#)?, &Schema::permissive())?;
/// assert_eq!(predicate.to_string(), "all(created ge 2025-08-01T00:00:00Z, size in (1,2))");
///
/// let refused = validate(&parse_filter("size co 5 or active gt true")?, &Schema::permissive());
/// assert_eq!(refused.unwrap_err().iter().count(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// All errors, in the order of the text (at most 100). Warnings are left out: [`inspect`] has them.
pub fn validate(filter: &Filter, schema: &Schema) -> Result<Predicate, ValidationErrors> {
    check(filter, schema).result()
}

/// What a filter means on an endpoint, with all that is wrong or doubtful, warnings too.
///
/// It leaves out what the reader reports (errors of the text) and placeholders, which are no mistake; all the same there
/// is no predicate then.
#[must_use]
pub fn inspect(filter: &Filter, schema: &Schema) -> Validation<Predicate> {
    check(filter, schema).validation()
}

/// What an endpoint has against a filter, and what each clause means by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// What [`inspect`] finds.
    pub findings: Vec<ValidationError>,
    /// What each clause asks, in the order of the text; `None` where it is refused or has a placeholder. Nothing can be
    /// evaluated with it: that takes a [`Predicate`].
    pub tests: Vec<Option<Test>>,
}

/// As [`inspect`], for those who reason about clauses, also where another clause stands in the way of a predicate.
#[must_use]
pub fn inspect_clauses(filter: &Filter, schema: &Schema) -> Inspected {
    let mut findings = Findings::default();
    // As much as most filters need.
    let mut tests = Vec::with_capacity(4);
    build(filter, schema, &mut findings, &mut tests);
    Inspected { findings: findings.list(), tests }
}

pub(super) fn check(filter: &Filter, schema: &Schema) -> Checked<Predicate> {
    let mut findings = Findings::default();
    let mut builder = Builder::default();
    build(filter, schema, &mut findings, &mut builder);
    Checked::new(builder.finish(), findings)
}

/// What becomes of a filter's parts, each before its operands.
trait Gather {
    /// Begins a group or a negation; `close` ends it with the number that this answers.
    fn open(&mut self, kind: Kind) -> usize;
    fn close(&mut self, at: usize);
    /// Takes what the next clause asks; `None` where it does not pass.
    fn clause(&mut self, test: Option<Test>);
}

impl Gather for Builder {
    fn open(&mut self, kind: Kind) -> usize {
        Self::open(self, kind)
    }

    fn close(&mut self, at: usize) {
        Self::close(self, at);
    }

    fn clause(&mut self, test: Option<Test>) {
        if let Some(test) = test {
            self.test(test);
        }
    }
}

/// The clauses alone.
impl Gather for Vec<Option<Test>> {
    fn open(&mut self, _: Kind) -> usize {
        0
    }

    fn close(&mut self, _: usize) {}

    fn clause(&mut self, test: Option<Test>) {
        self.push(test);
    }
}

/// Checks a filter, and gathers what passes.
fn build(filter: &Filter, schema: &Schema, findings: &mut Findings, out: &mut impl Gather) {
    if filter.has_errors() {
        findings.hold(K::Unreadable, filter.root().span());
    }
    let Some(rules) = &schema.filters else {
        findings.add(K::FiltersNotOffered, filter.root().span());
        return;
    };
    composites::check(filter, rules, findings);
    Checker { schema, rules, findings }.tree(filter, out);
}

struct Checker<'s> {
    schema: &'s Schema,
    rules: &'s FilterRules,
    findings: &'s mut Findings,
}

/// What is still to be done, so that nesting takes no stack.
enum Step<'f> {
    Enter(Node<'f>, Option<Kind>),
    Leave(usize),
}

impl Checker<'_> {
    fn tree(&mut self, filter: &Filter, out: &mut impl Gather) {
        // As much as most filters need.
        let mut steps = Vec::with_capacity(8);
        steps.push(Step::Enter(filter.root(), None));
        while let Some(step) = steps.pop() {
            let (node, above) = match step {
                Step::Enter(node, above) => (node, above),
                Step::Leave(at) => {
                    out.close(at);
                    continue;
                }
            };
            match node.kind() {
                NodeKind::Group(group) => {
                    let kind = kind_of(group);
                    // What is joined alike stands in one list, whatever joined it and however it was parenthesised.
                    if above != Some(kind) {
                        steps.push(Step::Leave(out.open(kind)));
                    }
                    let first = steps.len();
                    steps.extend(group.operands().map(|operand| Step::Enter(operand, Some(kind))));
                    if let Some(operands) = steps.get_mut(first..) {
                        operands.reverse();
                    }
                }
                NodeKind::Not(operand) => {
                    steps.push(Step::Leave(out.open(Kind::Not)));
                    steps.push(Step::Enter(operand, Some(Kind::Not)));
                }
                NodeKind::Clause(clause) => out.clause(self.clause(clause)),
                NodeKind::Placeholder => self.findings.hold(K::UnboundPlaceholder, node.span()),
                NodeKind::Error => self.findings.hold(K::Unreadable, node.span()),
            }
        }
    }

    fn clause(&mut self, clause: Clause<'_>) -> Option<Test> {
        if clause.field_is_placeholder() {
            self.findings.hold(K::UnboundPlaceholder, clause.field_span());
            self.operands(clause, &Offer::anything(clause.field()));
            return None;
        }
        match offer::find(clause.field(), self.schema, self.rules) {
            Found::Offered(offer) => self.offered(clause, &offer),
            Found::OtherCase(name, offer) => {
                let fix = Fix::safe(format!("write `{name}`"), vec![Edit::replace(clause.field_span(), &*name)]);
                let kind = K::FieldCase { written: clause.field().to_owned(), name: name.into_owned() };
                self.findings.add_fixed(kind, clause.field_span(), Some(fix));
                self.offered(clause, &offer)
            }
            Found::Unknown => {
                self.unknown_field(clause);
                // The field's type is not known, but what fits no type is reported all the same.
                self.operands(clause, &Offer::anything(clause.field()));
                None
            }
        }
    }

    fn unknown_field(&mut self, clause: Clause<'_>) {
        let field = clause.field();
        if !FieldPath::is_valid(field) {
            // The reader has reported a name that is none.
            return self.findings.hold(K::Unreadable, clause.field_span());
        }
        if self.findings.is_full(Severity::Error) {
            return self.findings.add(
                K::UnknownField { field: field.to_owned(), suggestion: None, offered: Vec::new() },
                clause.field_span(),
            );
        }
        let offered: Vec<String> = self.rules.fields.iter().map(|field| field.name.to_string()).collect();
        let suggestion = did_you_mean(field, offered.iter().map(String::as_str)).map(ToOwned::to_owned);
        let fix = suggestion
            .as_deref()
            .map(|name| Fix::guess(format!("write `{name}`"), vec![Edit::replace(clause.field_span(), name)]));
        let kind = K::UnknownField { field: field.to_owned(), suggestion, offered };
        self.findings.add_fixed(kind, clause.field_span(), fix);
    }

    /// A clause on a field that the endpoint offers.
    fn offered(&mut self, clause: Clause<'_>, offer: &Offer<'_>) -> Option<Test> {
        let passes = self.operator(clause, offer);
        let count = clause.literals().len();
        let values = self.operands(clause, offer);
        if !passes {
            return None;
        }
        if values.len() != count || (count == 0) != (clause.op().info().arity == Arity::None) {
            return None;
        }
        Some(Test {
            field: offer::path(clause.field())?,
            path: if *offer.path == *clause.field() { None } else { Some(offer::path(&offer.path)?) },
            op: clause.op(),
            values,
            kind: offer.kind,
            case_sensitive: offer.case_sensitive,
        })
    }

    /// Whether the endpoint offers the operator; where not, it is reported.
    fn operator(&mut self, clause: Clause<'_>, offer: &Offer<'_>) -> bool {
        let (op, allowed) = (clause.op(), offer.operators);
        let kind = || K::OperatorNotOffered { field: clause.field().to_owned(), op, allowed };
        if clause.is_from_null() {
            // The reader has reported the `null`.
            let passes = null_test(clause, self.schema).is_some();
            if !passes {
                self.findings.hold(kind(), clause.operator_span());
            }
            return passes;
        }
        let passes = allowed.contains(op);
        if !passes {
            let test = null_test(clause, self.schema).filter(|_| matches!(op, PrimitiveOp::Pr | PrimitiveOp::IsNull));
            let fix = test.map(|test| {
                let text = test.clause(clause.field());
                Fix::safe(format!("write `{text}`"), vec![Edit::replace(clause.span(), text)])
            });
            self.findings.add_fixed(kind(), clause.operator_span(), fix);
        }
        passes
    }

    /// The values of those operands that fit.
    fn operands(&mut self, clause: Clause<'_>, offer: &Offer<'_>) -> Vec<Value> {
        let mut values = Vec::with_capacity(clause.literals().len());
        let forbidden = &self.rules.forbidden_characters;
        for literal in clause.literals() {
            // Most endpoints forbid none.
            if !forbidden.is_empty()
                && let Some(character) = literal.string().chars().find(|c| forbidden.contains(*c))
            {
                self.findings.add(K::ForbiddenCharacter(character), literal.span());
            }
            values.extend(Fitting { clause, offer, schema: self.schema, findings: &mut *self.findings }.value(literal));
        }
        values
    }
}

fn kind_of(group: Group<'_>) -> Kind {
    match group.joiner() {
        Joiner::And | Joiner::Comma => Kind::All,
        Joiner::Or => Kind::Any,
    }
}
