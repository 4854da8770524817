//! What an endpoint offers for the name of a field.

use std::borrow::Cow;

use crate::schema::{Field, FieldType, FilterRules, Schema};
use crate::syntax::Clause;
use crate::vocab::{CompositeOp, FieldPath, OperatorSet, PrimitiveOp};

/// A field as an endpoint offers it under one name.
#[derive(Debug, Clone)]
pub(super) struct Offer<'s> {
    pub(super) kind: FieldType,
    pub(super) operators: OperatorSet,
    pub(super) values: &'s [String],
    pub(super) case_sensitive: bool,
    /// Where the value stands in a record.
    pub(super) path: Cow<'s, str>,
}

/// What comes of looking for a field.
pub(super) enum Found<'s> {
    /// The endpoint offers it.
    Offered(Offer<'s>),
    /// The endpoint offers it in another case, under this name.
    OtherCase(Cow<'s, str>, Offer<'s>),
    /// The endpoint does not offer it.
    Unknown,
}

impl<'s> Offer<'s> {
    fn of(field: &'s Field, rules: &FilterRules) -> Self {
        Self {
            kind: field.kind,
            operators: field.operators,
            values: &field.values,
            case_sensitive: field.case_sensitive.or(rules.case_sensitive).unwrap_or(false),
            path: Cow::Borrowed(field.record_path.as_ref().unwrap_or(&field.name).as_str()),
        }
    }

    /// A field of which nothing is known, so that everything passes.
    pub(super) fn anything(name: &'s str) -> Self {
        Self {
            kind: FieldType::Unknown,
            operators: OperatorSet::all(),
            values: &[],
            case_sensitive: false,
            path: Cow::Borrowed(name),
        }
    }
}

/// Looks for the field that a clause names.
pub(super) fn find<'s>(name: &'s str, schema: &'s Schema, rules: &'s FilterRules) -> Found<'s> {
    if let Some(field) = rules.fields.iter().find(|field| field.name.as_str() == name) {
        return Found::Offered(Offer::of(field, rules));
    }
    // A specification that types a field as an object says nothing of what is in it, so that any path below it passes.
    if let Some((object, below)) = object_above(name, rules, |own, written| own == written) {
        return Found::Offered(below_object(object, below, rules));
    }
    if schema.open {
        let case_sensitive = rules.case_sensitive.unwrap_or(false);
        return Found::Offered(Offer { case_sensitive, ..Offer::anything(name) });
    }
    if let Some(field) = rules.fields.iter().find(|field| field.name.as_str().eq_ignore_ascii_case(name)) {
        return Found::OtherCase(Cow::Borrowed(field.name.as_str()), Offer::of(field, rules));
    }
    match object_above(name, rules, str::eq_ignore_ascii_case) {
        Some((object, below)) => {
            Found::OtherCase(Cow::Owned(format!("{}{below}", object.name)), below_object(object, below, rules))
        }
        None => Found::Unknown,
    }
}

/// The object that a path lies in, where its name is as `same` tells, and the rest of the path with its dot.
fn object_above<'s>(
    name: &'s str,
    rules: &'s FilterRules,
    same: impl Fn(&str, &str) -> bool,
) -> Option<(&'s Field, &'s str)> {
    rules.fields.iter().filter(|field| field.kind == FieldType::Object).find_map(|object| {
        let (written, below) = name.split_at_checked(object.name.as_str().len())?;
        (below.starts_with('.') && same(object.name.as_str(), written)).then_some((object, below))
    })
}

fn below_object<'s>(object: &'s Field, below: &str, rules: &'s FilterRules) -> Offer<'s> {
    let offer = Offer::of(object, rules);
    let path = Cow::Owned(format!("{}{below}", offer.path));
    Offer { kind: FieldType::Unknown, values: &[], path, ..offer }
}

/// How an endpoint lets a filter ask whether a field is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NullTest {
    /// `f isnull`
    IsNull,
    /// `pr f`
    Present,
    /// `not f isnull`
    NotIsNull,
    /// `not pr f`
    NotPresent,
}

impl NullTest {
    /// The clause that says it of `field`.
    #[must_use]
    pub fn clause(self, field: &str) -> String {
        match self {
            Self::IsNull => format!("{field} isnull"),
            Self::Present => format!("pr {field}"),
            Self::NotIsNull => format!("not {field} isnull"),
            Self::NotPresent => format!("not pr {field}"),
        }
    }
}

/// What to write on this endpoint for a clause that asks whether its field is null; `None` where the endpoint offers
/// nothing that says it, or the clause asks something else.
///
/// `pr f` says exactly what `not f isnull` says, and `f isnull` what `not pr f` does; the shorter one stands for both where
/// both are offered.
#[must_use]
pub fn null_test(clause: Clause<'_>, schema: &Schema) -> Option<NullTest> {
    match clause.op() {
        PrimitiveOp::IsNull => null_test_of(clause.field(), true, schema),
        PrimitiveOp::Pr => null_test_of(clause.field(), false, schema),
        PrimitiveOp::Eq
        | PrimitiveOp::Ne
        | PrimitiveOp::Gt
        | PrimitiveOp::Ge
        | PrimitiveOp::Lt
        | PrimitiveOp::Le
        | PrimitiveOp::Co
        | PrimitiveOp::Sw
        | PrimitiveOp::In
        | PrimitiveOp::Ca => None,
    }
}

/// How to ask whether the field is null, or whether it is not.
pub(super) fn null_test_of(field: &str, is_null: bool, schema: &Schema) -> Option<NullTest> {
    let rules = schema.filters.as_ref()?;
    let operators = match find(field, schema, rules) {
        Found::Offered(offer) | Found::OtherCase(_, offer) => offer.operators,
        Found::Unknown => return None,
    };
    let not = rules.composites.offers(CompositeOp::Not) && !rules.composites.one_not_before_in;
    let (plain, negated) = match is_null {
        true => ((PrimitiveOp::IsNull, NullTest::IsNull), (PrimitiveOp::Pr, NullTest::NotPresent)),
        false => ((PrimitiveOp::Pr, NullTest::Present), (PrimitiveOp::IsNull, NullTest::NotIsNull)),
    };
    let offered = |(op, test): (PrimitiveOp, NullTest)| operators.contains(op).then_some(test);
    offered(plain).or_else(|| offered(negated).filter(|_| not))
}

/// Whether the endpoint offers the field of a clause, and on it the clause's operator; `None` where it does not offer
/// the field, or the field is a placeholder.
#[must_use]
pub fn operator_is_offered(clause: Clause<'_>, schema: &Schema) -> Option<bool> {
    let rules = schema.filters.as_ref().filter(|_| !clause.field_is_placeholder())?;
    match find(clause.field(), schema, rules) {
        Found::Offered(offer) | Found::OtherCase(_, offer) => Some(offer.operators.contains(clause.op())),
        Found::Unknown => None,
    }
}

/// The operators that the endpoint offers on the field of that name; none where it does not offer the field.
#[must_use]
pub fn operators_on(field: &str, schema: &Schema) -> OperatorSet {
    let found = schema.filters.as_ref().map(|rules| find(field, schema, rules));
    match found {
        Some(Found::Offered(offer) | Found::OtherCase(_, offer)) => offer.operators,
        Some(Found::Unknown) | None => OperatorSet::EMPTY,
    }
}

/// The name as a path; the reader lets no other name into a clause.
pub(super) fn path(text: &str) -> Option<FieldPath> {
    FieldPath::new(text).ok()
}
