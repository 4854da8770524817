//! Templates: filters with placeholders, and what is bound to them.
//!
//! Binding happens in the tree, never in the text, so that a value can't change the structure of the filter whatever it
//! holds.

use std::collections::BTreeMap;

use super::build::FilterBuilder;
use super::build_error::BuildError;
use super::draft::{Draft, Part};
use super::error::{SyntaxError, SyntaxErrorKind as K};
use super::holes::{Placeholder, PlaceholderPlace};
use super::limits::Limits;
use super::literal::{Literal, LiteralKind, Quotes};
use super::new_literal::NewLiteral;
use super::placeholder::PlaceholderStyles;
use super::read::{ReadOptions, Reading, read_filter};
use super::tree::{Clause, Filter, Node, NodeKind};
use crate::diagnostic::list_of;
use crate::text::Span;
use crate::vocab::Arity;

/// A filter with placeholders, to be bound as often as needed.
///
/// A placeholder stands for a value, for one or several values of a list, for a part of a string or for a whole filter;
/// never for a field, an operator or a part of a name. `%s` and `{}`, which have no name, are named `1`, `2` and so on in
/// the order of the text.
///
/// ```
/// use v3q::syntax::{PlaceholderStyle, PlaceholderStyles, Template, field};
/// let styles = PlaceholderStyles::of(&[PlaceholderStyle::DoubleBraces]);
/// let template = Template::parse(r#"name sw "adm-{{who}}" and id in ({{ids}}) and {{more}}"#, styles)?;
/// let filter = template
///     .bind("who", r#"x" or name sw ""#)
///     .bind_list("ids", ["1", "2"])
///     .bind_filter("more", field("a").eq(1).or(field("b").eq(2)))
///     .build()
///     .unwrap();
/// assert_eq!(
///     filter.to_string(),
///     r#"name sw "adm-x\" or name sw \"" and id in ("1","2") and (a eq 1 or b eq 2)"#,
/// );
/// assert_eq!(
///     template.bind("who", "x").build().unwrap_err().to_string(),
///     "nothing is bound to `ids` and `more`",
/// );
/// # Ok::<(), v3q::syntax::SyntaxError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    filter: Filter,
    limits: Limits,
}

/// Why a template can't be bound.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BindError {
    /// Nothing is bound to these placeholders.
    #[error("nothing is bound to {}", list_of(.0))]
    Unbound(Vec<String>),
    /// The template has no placeholder of that name.
    #[error("the template has no placeholder `{0}`")]
    Unknown(String),
    /// Something is bound to a name twice.
    #[error("`{0}` is bound twice")]
    Twice(String),
    /// What is bound does not fit where the placeholder stands.
    #[error("`{name}` stands for {}, and {given} is bound to it", place_text(*.place))]
    Misfit {
        /// The placeholder's name.
        name: String,
        /// Where it stands.
        place: PlaceholderPlace,
        /// What was given: `a value`, `a list`, `a filter`.
        given: &'static str,
    },
    /// What is bound can't be said in a filter, or the filter goes beyond a limit.
    #[error(transparent)]
    Build(#[from] BuildError),
}

fn place_text(place: PlaceholderPlace) -> &'static str {
    match place {
        PlaceholderPlace::Value => "one value",
        PlaceholderPlace::InList => "values",
        PlaceholderPlace::InString => "a part of a string",
        PlaceholderPlace::Clause => "a filter",
        PlaceholderPlace::Field => "a field",
    }
}

/// What is bound to a placeholder.
#[derive(Debug, Clone)]
enum Bound {
    Value(NewLiteral),
    List(Vec<NewLiteral>),
    Filter(FilterBuilder),
}

impl Bound {
    fn word(&self) -> &'static str {
        match self {
            Self::Value(_) => "a value",
            Self::List(_) => "a list",
            Self::Filter(_) => "a filter",
        }
    }
}

impl Template {
    /// Reads a template in which placeholders of `styles` live, within the default [`Limits`].
    ///
    /// # Errors
    /// The first thing in the text that the service would refuse, or a placeholder that stands for a field, an operator
    /// or a part of a name.
    pub fn parse(text: &str, styles: PlaceholderStyles) -> Result<Self, SyntaxError> {
        Self::parse_with(text, &ReadOptions { placeholders: styles, ..ReadOptions::default() })
    }

    /// Reads a template, with limits of your own; they hold for what is bound as well.
    ///
    /// # Errors
    /// As [`Template::parse`].
    pub fn parse_with(text: &str, options: &ReadOptions) -> Result<Self, SyntaxError> {
        let filter = Reading::strict(read_filter(text, options))?;
        let for_field = filter.placeholders().find(|it| it.place() == PlaceholderPlace::Field).map(|it| it.span());
        match for_field {
            Some(span) => Err(SyntaxError::new(K::MisplacedPlaceholder("a field"), span)),
            None => Ok(Self { filter, limits: options.limits }),
        }
    }

    /// The template as a filter, placeholders and all.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The placeholders with the names they are bound by, in the order of the text.
    pub fn placeholders(&self) -> impl Iterator<Item = (String, Placeholder<'_>)> {
        let mut position = 0;
        self.filter.placeholders().map(move |placeholder| {
            let name = name_of(&placeholder, &mut position);
            (name, placeholder)
        })
    }

    /// Nothing is bound yet.
    pub fn binding(&self) -> Binding<'_> {
        Binding { template: self, bound: BTreeMap::new(), error: None }
    }

    /// Binds a value: see [`Binding::bind`].
    pub fn bind(&self, name: &str, value: impl Into<NewLiteral>) -> Binding<'_> {
        self.binding().bind(name, value)
    }

    /// Binds a list: see [`Binding::bind_list`].
    pub fn bind_list(&self, name: &str, values: impl IntoIterator<Item = impl Into<NewLiteral>>) -> Binding<'_> {
        self.binding().bind_list(name, values)
    }

    /// Binds a filter: see [`Binding::bind_filter`].
    pub fn bind_filter(&self, name: &str, filter: impl Into<FilterBuilder>) -> Binding<'_> {
        self.binding().bind_filter(name, filter)
    }
}

fn name_of(placeholder: &Placeholder<'_>, position: &mut usize) -> String {
    if !placeholder.name().is_empty() {
        return placeholder.name().to_owned();
    }
    *position += 1;
    position.to_string()
}

/// A template with what is bound to its placeholders so far.
#[derive(Debug, Clone)]
#[must_use]
pub struct Binding<'t> {
    template: &'t Template,
    bound: BTreeMap<String, Bound>,
    error: Option<BindError>,
}

impl Binding<'_> {
    /// Binds a value: in a list it is one of the values, in a string a part of it.
    pub fn bind(self, name: &str, value: impl Into<NewLiteral>) -> Self {
        self.add(name, Bound::Value(value.into()))
    }

    /// Binds the values that stand in the place of one in a list. None at all is an error where the filter is built:
    /// left out, they would widen or narrow the result unseen.
    pub fn bind_list(self, name: &str, values: impl IntoIterator<Item = impl Into<NewLiteral>>) -> Self {
        self.add(name, Bound::List(values.into_iter().map(Into::into).collect()))
    }

    /// Binds a whole filter; it gets parentheses where it needs them.
    pub fn bind_filter(self, name: &str, filter: impl Into<FilterBuilder>) -> Self {
        self.add(name, Bound::Filter(filter.into()))
    }

    fn add(mut self, name: &str, bound: Bound) -> Self {
        if self.bound.insert(name.to_owned(), bound).is_some() {
            self.error.get_or_insert(BindError::Twice(name.to_owned()));
        }
        self
    }

    /// The filter, with everything bound, within the limits that the template was read with.
    ///
    /// # Errors
    /// A placeholder that nothing is bound to, a name that the template does not have, something bound that does not fit
    /// its place or can't be said, or a limit that the whole goes beyond.
    pub fn build(self) -> Result<Filter, BindError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mut unbound = Vec::new();
        let mut unknown: Vec<&String> = self.bound.keys().collect();
        for (name, _) in self.template.placeholders() {
            unknown.retain(|it| **it != name);
            if !self.bound.contains_key(&name) && !unbound.contains(&name) {
                unbound.push(name);
            }
        }
        if !unbound.is_empty() {
            return Err(BindError::Unbound(unbound));
        }
        if let Some(name) = unknown.first() {
            return Err(BindError::Unknown((*name).clone()));
        }
        let mut filler = Filler { filter: &self.template.filter, bound: &self.bound, position: 0 };
        let mut draft = Draft::default();
        let root = draft.add_mapped(self.template.filter.root(), |draft, node| filler.leaf(draft, node).map(Some))?;
        let root = root.ok_or(BuildError::Empty)?;
        Ok(draft.settle(root, &self.template.limits)?)
    }
}

/// Puts what is bound into a copy of the template.
struct Filler<'b> {
    filter: &'b Filter,
    bound: &'b BTreeMap<String, Bound>,
    /// How many placeholders without a name there were so far.
    position: usize,
}

impl<'b> Filler<'b> {
    fn leaf(&mut self, draft: &mut Draft, node: Node<'_>) -> Result<Part, BindError> {
        match node.kind() {
            NodeKind::Clause(clause) => self.clause(draft, clause),
            NodeKind::Placeholder => {
                let placeholder = self.placeholder(node.span(), PlaceholderPlace::Clause)?;
                match self.bound(&placeholder)? {
                    (_, Bound::Filter(filter)) => {
                        let (other, part) = filter.0.clone()?;
                        Ok(draft.absorb(other, part))
                    }
                    (name, given) => Err(misfit(name, PlaceholderPlace::Clause, given)),
                }
            }
            NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Error => Err(BuildError::Broken.into()),
        }
    }

    fn clause(&mut self, draft: &mut Draft, clause: Clause<'_>) -> Result<Part, BindError> {
        let known = draft.literals.len();
        for literal in clause.literals() {
            match literal.kind() {
                LiteralKind::Placeholder => self.value(draft, clause, literal)?,
                LiteralKind::String(_) => {
                    let text = self.string(literal)?;
                    draft.literal(LiteralKind::String(Quotes::Bare), &text);
                }
                kind => draft.literal(kind, literal.text()),
            }
        }
        Ok(draft.clause(clause.field(), clause.op(), known))
    }

    fn value(&mut self, draft: &mut Draft, clause: Clause<'_>, literal: Literal<'_>) -> Result<(), BindError> {
        let is_list = clause.op().info().arity == Arity::List;
        let place = if is_list { PlaceholderPlace::InList } else { PlaceholderPlace::Value };
        let placeholder = self.placeholder(literal.span(), place)?;
        let (name, given) = self.bound(&placeholder)?;
        let values = match given {
            Bound::Value(value) => std::slice::from_ref(value),
            Bound::List(values) if is_list => values,
            Bound::List(_) | Bound::Filter(_) => return Err(misfit(name, place, given)),
        };
        if values.is_empty() {
            return Err(BuildError::EmptyList(name).into());
        }
        for value in values {
            let (kind, text) = value.0.as_ref().map_err(Clone::clone)?;
            draft.literal(*kind, text);
        }
        Ok(())
    }

    /// What a string says with its holes filled.
    fn string(&mut self, literal: Literal<'_>) -> Result<String, BindError> {
        let filter = self.filter;
        let mut text = String::new();
        let mut rest = literal.inner();
        for hole in filter.holes(literal.span()) {
            let before = Span::new(rest.start(), hole.span().start());
            text.push_str(&literal.part(before));
            let (name, given) = self.bound(&hole)?;
            let Bound::Value(value) = given else { return Err(misfit(name, PlaceholderPlace::InString, given)) };
            let (_, value) = value.0.as_ref().map_err(Clone::clone)?;
            text.push_str(value);
            rest = Span::new(hole.span().end(), rest.end());
        }
        text.push_str(&literal.part(rest));
        Ok(text)
    }

    fn placeholder(&self, span: Span, place: PlaceholderPlace) -> Result<Placeholder<'b>, BindError> {
        self.filter.placeholder(span, place).ok_or_else(|| BuildError::Broken.into())
    }

    fn bound(&mut self, placeholder: &Placeholder<'_>) -> Result<(String, &'b Bound), BindError> {
        let name = name_of(placeholder, &mut self.position);
        match self.bound.get(&name) {
            Some(bound) => Ok((name, bound)),
            None => Err(BindError::Unbound(vec![name])),
        }
    }
}

fn misfit(name: String, place: PlaceholderPlace, given: &Bound) -> BindError {
    BindError::Misfit { name, place, given: given.word() }
}
