//! The placeholders of a filter, wherever they stand in it.

use super::literal::LiteralKind;
use super::placeholder::{PlaceholderStyle, holes, placeholder_at};
use super::tree::{Filter, NodeKind};
use crate::text::Span;
use crate::vocab::Arity;

/// A placeholder in a filter.
///
/// ```
/// use v3q::syntax::{PlaceholderPlace, PlaceholderStyles, ReadOptions, read_filter};
/// let options = ReadOptions { placeholders: PlaceholderStyles::all(), ..ReadOptions::default() };
/// let filter = read_filter(r#"{{more}} and name sw "adm-{{x}}" and id in ($ids)"#, &options).tree;
/// let found: Vec<_> = filter.placeholders().map(|it| (it.name().to_owned(), it.place())).collect();
/// assert_eq!(found, [
///     ("more".to_owned(), PlaceholderPlace::Clause),
///     ("x".to_owned(), PlaceholderPlace::InString),
///     ("ids".to_owned(), PlaceholderPlace::InList),
/// ]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Placeholder<'a> {
    text: &'a str,
    name: Span,
    span: Span,
    style: PlaceholderStyle,
    place: PlaceholderPlace,
}

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceholderPlace {
    /// The one value of a clause.
    Value,
    /// A value of a list, or several.
    InList,
    /// A part of a string.
    InString,
    /// A whole filter.
    Clause,
    /// A field; none can be bound there.
    Field,
}

impl<'a> Placeholder<'a> {
    /// Its name, without what marks it; empty for `%s` and `{}`, which are told by their position.
    #[must_use]
    pub fn name(&self) -> &'a str {
        match self.style {
            PlaceholderStyle::Percent => "",
            PlaceholderStyle::DoubleBraces
            | PlaceholderStyle::DollarBraces
            | PlaceholderStyle::DollarParentheses
            | PlaceholderStyle::Dollar
            | PlaceholderStyle::Braces
            | PlaceholderStyle::Angles
            | PlaceholderStyle::Colon => self.name.of(self.text).trim(),
        }
    }

    /// Where it stands, in bytes of the filter's text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// How it is written.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.span.of(self.text)
    }

    /// Its style.
    #[must_use]
    pub fn style(&self) -> PlaceholderStyle {
        self.style
    }

    /// What it stands for.
    #[must_use]
    pub fn place(&self) -> PlaceholderPlace {
        self.place
    }
}

impl Filter {
    /// The placeholders, in the order of the text; none where it is no template.
    pub fn placeholders(&self) -> impl Iterator<Item = Placeholder<'_>> {
        let nodes = if self.styles.is_empty() { None } else { Some(self.walk()) };
        nodes.into_iter().flatten().flat_map(|node| {
            let mut found = Vec::new();
            match node.kind() {
                NodeKind::Clause(clause) => {
                    if clause.field_is_placeholder() {
                        found.extend(self.placeholder(clause.field_span(), PlaceholderPlace::Field));
                    }
                    let is_list = clause.op().info().arity == Arity::List;
                    let place = if is_list { PlaceholderPlace::InList } else { PlaceholderPlace::Value };
                    for literal in clause.literals() {
                        match literal.kind() {
                            LiteralKind::Placeholder => found.extend(self.placeholder(literal.span(), place)),
                            LiteralKind::String(_) => found.extend(self.holes(literal.span())),
                            LiteralKind::Number
                            | LiteralKind::Boolean(_)
                            | LiteralKind::DateTime
                            | LiteralKind::Date => {}
                        }
                    }
                }
                NodeKind::Placeholder => found.extend(self.placeholder(node.span(), PlaceholderPlace::Clause)),
                NodeKind::Group(_) | NodeKind::Not(_) | NodeKind::Error => {}
            }
            found
        })
    }

    /// The placeholder that the whole of `span` is.
    pub(super) fn placeholder(&self, span: Span, place: PlaceholderPlace) -> Option<Placeholder<'_>> {
        let (style, name) = placeholder_at(span.of(&self.text), true)?;
        Some(Placeholder { text: &self.text, name: name.shifted(span.start()), span, style, place })
    }

    /// The placeholders inside the string at `span`.
    pub(super) fn holes(&self, span: Span) -> impl Iterator<Item = Placeholder<'_>> {
        holes(span.of(&self.text), self.styles).map(move |hole| Placeholder {
            text: &self.text,
            name: hole.name.shifted(span.start()),
            span: hole.span.shifted(span.start()),
            style: hole.style,
            place: PlaceholderPlace::InString,
        })
    }
}
