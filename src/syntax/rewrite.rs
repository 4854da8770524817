//! Rewriting: a filter in, another out, clause by clause.

use super::build::{FilterBuilder, is_whole};
use super::build_error::BuildError;
use super::clause::is_field;
use super::draft::{Draft, Part};
use super::limits::Limits;
use super::tree::{Clause, Filter, Node, NodeKind};

/// What becomes of a clause: see [`Filter::rewrite`].
#[derive(Debug, Clone)]
pub enum Rewrite {
    /// It stays as it is.
    Keep,
    /// It goes. So does a group or a `not` of which nothing is left. What is left may say more or less than before: a
    /// group of `and` grows weaker, one of `or` stronger.
    Drop,
    /// That stands in its place, in parentheses where it needs them.
    Replace(FilterBuilder),
}

impl From<FilterBuilder> for Rewrite {
    fn from(filter: FilterBuilder) -> Self {
        Self::Replace(filter)
    }
}

impl Filter {
    /// The filter with each clause as `change` makes it; `None` where nothing is left.
    ///
    /// The clauses come in the order of the text. The result is within `limits`, and deeper than
    /// [`MAX_DEPTH`](super::MAX_DEPTH) never.
    ///
    /// ```
    /// use v3q::syntax::{Limits, Rewrite, field, parse_filter};
    /// let filter = parse_filter(r#"alias eq "x" and not (old eq 1 or id in ("a","b"))"#).unwrap();
    /// let changed = filter.rewrite(&Limits::default(), |clause| match clause.field() {
    ///     "alias" => clause.renamed("name").into(),
    ///     "old" => Rewrite::Drop,
    ///     _ => clause.to_builder().or(field("id").isnull()).into(),
    /// })?;
    /// assert_eq!(changed.unwrap().to_string(), r#"name eq "x" and not (id in ("a","b") or id isnull)"#);
    /// # Ok::<(), v3q::syntax::BuildError>(())
    /// ```
    ///
    /// # Errors
    /// A filter that was read with errors or has placeholders, whatever is wrong with what was put in, and a limit that
    /// the whole goes beyond.
    pub fn rewrite(
        &self,
        limits: &Limits,
        mut change: impl FnMut(Clause<'_>) -> Rewrite,
    ) -> Result<Option<Self>, BuildError> {
        is_whole(self)?;
        let mut draft = Draft::default();
        let root = draft.add_mapped(self.root(), |draft, node| leaf(draft, node, &mut change))?;
        root.map(|root| draft.settle(root, limits)).transpose()
    }
}

fn leaf(
    draft: &mut Draft,
    node: Node<'_>,
    change: &mut impl FnMut(Clause<'_>) -> Rewrite,
) -> Result<Option<Part>, BuildError> {
    let NodeKind::Clause(clause) = node.kind() else { return Ok(Some(draft.copy(node))) };
    match change(clause) {
        Rewrite::Keep => Ok(Some(draft.copy(node))),
        Rewrite::Drop => Ok(None),
        Rewrite::Replace(FilterBuilder(other)) => {
            let (other, part) = other?;
            Ok(Some(draft.absorb(other, part)))
        }
    }
}

impl Clause<'_> {
    /// The clause as a filter to build with.
    pub fn to_builder(self) -> FilterBuilder {
        self.renamed(self.field())
    }

    /// The clause on another field. A name that is none is refused where the filter is built, and so is a clause that has
    /// a placeholder.
    pub fn renamed(self, field: impl Into<String>) -> FilterBuilder {
        let field = field.into();
        if !is_field(&field) {
            return FilterBuilder(Err(BuildError::BadField(field)));
        }
        let mut draft = Draft::default();
        for literal in self.literals() {
            if let Err(error) = draft.copy_literal(literal) {
                return FilterBuilder(Err(error));
            }
        }
        let part = draft.clause(&field, self.op(), 0);
        FilterBuilder(Ok((draft, part)))
    }
}
