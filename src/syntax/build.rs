//! Building filters, safe by construction: nothing that is put in can become another part of the filter.

use super::build_error::BuildError;
use super::clause::is_field;
use super::draft::{Draft, Part};
use super::limits::Limits;
use super::new_literal::NewLiteral;
use super::tree::{Filter, Joiner, NodeKind};
use crate::vocab::{Arity, PrimitiveOp};

/// Begins a clause on a field.
///
/// Clauses are joined with [`and`](FilterBuilder::and), [`or`](FilterBuilder::or) and [`not`]; parentheses come by
/// themselves. Whatever is wrong is kept until [`build`](FilterBuilder::build), which names the first mistake, so that a
/// filter is written without a `?` at each step.
///
/// ```
/// use v3q::syntax::{field, not, parse_filter};
/// let name = "O'Neil \"the\" \\";
/// let filter = field("name").eq(name).and(field("level").ge(5).or(not(field("id").in_(["1", "2"])))).build()?;
/// assert_eq!(filter.to_string(), r#"name eq "O'Neil \"the\" \\" and (level ge 5 or not id in ("1","2"))"#);
/// assert_eq!(parse_filter(&filter.to_string()).unwrap(), filter);
/// assert!(field("a eq 1 or b").eq(1).build().is_err());
/// # Ok::<(), v3q::syntax::BuildError>(())
/// ```
pub fn field(name: impl Into<String>) -> FieldBuilder {
    FieldBuilder { name: name.into() }
}

/// Turns a filter round.
///
/// ```
/// use v3q::syntax::{field, not};
/// assert_eq!(not(field("a").pr()).build()?.to_string(), "not pr a");
/// # Ok::<(), v3q::syntax::BuildError>(())
/// ```
pub fn not(filter: impl Into<FilterBuilder>) -> FilterBuilder {
    FilterBuilder(filter.into().0.map(|(mut draft, part)| {
        let part = draft.not(part);
        (draft, part)
    }))
}

/// All of these, joined by `and`; none at all is an error where it is built.
///
/// ```
/// use v3q::syntax::{all, field};
/// let wanted = [("type", "ROLE"), ("status", "OPEN")];
/// let filter = all(wanted.map(|(name, value)| field(name).eq(value))).build()?;
/// assert_eq!(filter.to_string(), r#"type eq "ROLE" and status eq "OPEN""#);
/// # Ok::<(), v3q::syntax::BuildError>(())
/// ```
pub fn all(filters: impl IntoIterator<Item = impl Into<FilterBuilder>>) -> FilterBuilder {
    joined(Joiner::And, filters)
}

/// Any of these, joined by `or`; none at all is an error where it is built.
pub fn any(filters: impl IntoIterator<Item = impl Into<FilterBuilder>>) -> FilterBuilder {
    joined(Joiner::Or, filters)
}

pub(super) fn joined(joiner: Joiner, filters: impl IntoIterator<Item = impl Into<FilterBuilder>>) -> FilterBuilder {
    let mut filters = filters.into_iter().map(Into::into);
    let Some(first) = filters.next() else { return FilterBuilder(Err(BuildError::Empty)) };
    filters.fold(first, |left, right| left.join(joiner, right))
}

/// A field whose operator is still to come: see [`field`].
#[derive(Debug, Clone)]
#[must_use]
pub struct FieldBuilder {
    name: String,
}

/// A filter that is being built: see [`field`].
///
/// A [`Filter`] becomes one with `into`, so that what was read can be a part of what is built.
///
/// ```
/// use v3q::syntax::{FilterBuilder, field, parse_filter};
/// let saved = parse_filter("a eq 1 or b eq 2").unwrap();
/// let filter = FilterBuilder::from(saved).and(field("c").isnull()).build()?;
/// assert_eq!(filter.to_string(), "(a eq 1 or b eq 2) and c isnull");
/// # Ok::<(), v3q::syntax::BuildError>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct FilterBuilder(pub(super) Result<(Draft, Part), BuildError>);

macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident $op:ident,)*) => {
        $($(#[$doc])*
        pub fn $name(self, value: impl Into<NewLiteral>) -> FilterBuilder {
            self.compare(PrimitiveOp::$op, [value.into()])
        })*
    };
}

impl FieldBuilder {
    comparisons! {
        /// `f eq v`.
        eq Eq,
        /// `f ne v`.
        ne Ne,
        /// `f gt v`.
        gt Gt,
        /// `f ge v`.
        ge Ge,
        /// `f lt v`.
        lt Lt,
        /// `f le v`.
        le Le,
    }

    /// `f co "text"`.
    pub fn co(self, text: impl Into<String>) -> FilterBuilder {
        self.compare(PrimitiveOp::Co, [NewLiteral::string(text)])
    }

    /// `f sw "text"`.
    pub fn sw(self, text: impl Into<String>) -> FilterBuilder {
        self.compare(PrimitiveOp::Sw, [NewLiteral::string(text)])
    }

    /// `f in (v,…)`; an empty list is an error where the filter is built.
    pub fn in_(self, values: impl IntoIterator<Item = impl Into<NewLiteral>>) -> FilterBuilder {
        self.compare(PrimitiveOp::In, values.into_iter().map(Into::into))
    }

    /// `f ca (v,…)`; an empty list is an error where the filter is built.
    pub fn ca(self, values: impl IntoIterator<Item = impl Into<NewLiteral>>) -> FilterBuilder {
        self.compare(PrimitiveOp::Ca, values.into_iter().map(Into::into))
    }

    /// `pr f`.
    pub fn pr(self) -> FilterBuilder {
        self.compare(PrimitiveOp::Pr, [])
    }

    /// `f isnull`.
    pub fn isnull(self) -> FilterBuilder {
        self.compare(PrimitiveOp::IsNull, [])
    }

    fn compare(self, op: PrimitiveOp, values: impl IntoIterator<Item = NewLiteral>) -> FilterBuilder {
        FilterBuilder(clause(&self.name, op, values))
    }
}

/// A clause, as a draft of its own.
pub(super) fn clause(
    field: &str,
    op: PrimitiveOp,
    values: impl IntoIterator<Item = NewLiteral>,
) -> Result<(Draft, Part), BuildError> {
    if !is_field(field) {
        return Err(BuildError::BadField(field.to_owned()));
    }
    let mut draft = Draft::default();
    for value in values {
        let (kind, text) = value.0?;
        draft.literal(kind, &text);
    }
    if draft.literals.is_empty() && op.info().arity == Arity::List {
        return Err(BuildError::EmptyList(field.to_owned()));
    }
    let part = draft.clause(field, op, 0);
    Ok((draft, part))
}

impl FilterBuilder {
    /// This and that.
    pub fn and(self, other: impl Into<Self>) -> Self {
        self.join(Joiner::And, other.into())
    }

    /// This or that.
    pub fn or(self, other: impl Into<Self>) -> Self {
        self.join(Joiner::Or, other.into())
    }

    /// This, and that behind a comma: read as `and`. Only to say exactly what a published example says; write `and`.
    pub fn comma(self, other: impl Into<Self>) -> Self {
        self.join(Joiner::Comma, other.into())
    }

    pub(super) fn join(self, joiner: Joiner, other: Self) -> Self {
        let (left, right) = match (self.0, other.0) {
            (Ok(left), Ok(right)) => (left, right),
            (Err(error), _) | (_, Err(error)) => return Self(Err(error)),
        };
        // The smaller one moves, so that a long chain costs little at whichever end it grows.
        let is_larger = |a: &Draft, b: &Draft| a.text.len() + a.nodes.len() >= b.text.len() + b.nodes.len();
        Self(Ok(if is_larger(&left.0, &right.0) {
            let (mut draft, left) = left;
            let right = draft.absorb(right.0, right.1);
            let part = draft.join(joiner, left, right);
            (draft, part)
        } else {
            let (mut draft, right) = right;
            let left = draft.absorb(left.0, left.1);
            let part = draft.join(joiner, left, right);
            (draft, part)
        }))
    }

    /// The filter, within the default [`Limits`].
    ///
    /// # Errors
    /// The first thing in it that a filter can't say, or the limit that it goes beyond.
    pub fn build(self) -> Result<Filter, BuildError> {
        self.build_within(&Limits::default())
    }

    /// The filter, within limits of your own. Its depth is never beyond [`MAX_DEPTH`](super::MAX_DEPTH).
    ///
    /// # Errors
    /// The first thing in it that a filter can't say, or the limit that it goes beyond.
    pub fn build_within(self, limits: &Limits) -> Result<Filter, BuildError> {
        let (draft, part) = self.0?;
        draft.settle(part, limits)
    }
}

impl std::ops::Not for FilterBuilder {
    type Output = Self;

    fn not(self) -> Self {
        not(self)
    }
}

impl From<&Filter> for FilterBuilder {
    /// A filter that was read with errors, or has placeholders, is refused where the whole is built.
    fn from(filter: &Filter) -> Self {
        Self(is_whole(filter).map(|()| {
            let mut draft = Draft::default();
            let part = draft.add_filter(filter);
            (draft, part)
        }))
    }
}

impl From<Filter> for FilterBuilder {
    fn from(filter: Filter) -> Self {
        Self::from(&filter)
    }
}

/// Refuses a filter that is broken, or has a placeholder that is not bound.
pub(super) fn is_whole(filter: &Filter) -> Result<(), BuildError> {
    if filter.has_errors() || filter.walk().any(|node| matches!(node.kind(), NodeKind::Error)) {
        return Err(BuildError::Broken);
    }
    match filter.placeholders().next() {
        Some(placeholder) => Err(BuildError::Unbound(placeholder.name().to_owned())),
        None => Ok(()),
    }
}
