//! Placeholders of saved queries.

use crate::text::Span;

/// How a placeholder is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceholderStyle {
    /// `{{name}}`
    DoubleBraces,
    /// `${name}`
    DollarBraces,
    /// `$(…)`
    DollarParentheses,
    /// `$name`
    Dollar,
    /// `{name}`
    Braces,
    /// `<name>`
    Angles,
    /// `:name`
    Colon,
    /// `%s`
    Percent,
}

impl PlaceholderStyle {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::DoubleBraces,
        Self::DollarBraces,
        Self::DollarParentheses,
        Self::Dollar,
        Self::Braces,
        Self::Angles,
        Self::Colon,
        Self::Percent,
    ];
}

impl PlaceholderStyle {
    /// What it begins with.
    pub(super) fn open(self) -> &'static str {
        match self {
            Self::DoubleBraces => "{{",
            Self::DollarBraces => "${",
            Self::DollarParentheses => "$(",
            Self::Dollar => "$",
            Self::Braces => "{",
            Self::Angles => "<",
            Self::Colon => ":",
            Self::Percent => "%",
        }
    }

    /// What it ends with.
    pub(super) fn close(self) -> &'static str {
        match self {
            Self::DoubleBraces => "}}",
            Self::DollarBraces | Self::Braces => "}",
            Self::DollarParentheses => ")",
            Self::Angles => ">",
            Self::Dollar | Self::Colon | Self::Percent => "",
        }
    }
}

/// The styles that live in a text; none where it is no template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct PlaceholderStyles(u8);

impl PlaceholderStyles {
    /// No style: the text is no template.
    pub const NONE: Self = Self(0);

    /// These styles.
    #[must_use]
    pub fn of(styles: &[PlaceholderStyle]) -> Self {
        Self(styles.iter().fold(0, |bits, style| bits | 1 << *style as u8))
    }

    /// Every style.
    #[must_use]
    pub fn all() -> Self {
        Self::of(&PlaceholderStyle::ALL)
    }

    /// Whether that style lives in the text.
    #[must_use]
    pub fn contains(self, style: PlaceholderStyle) -> bool {
        self.0 & (1 << style as u8) != 0
    }

    /// Whether no style does.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The style of `word`, where the whole of it is one placeholder.
pub(crate) fn placeholder_style(word: &str) -> Option<PlaceholderStyle> {
    let (style, name) = placeholder_at(word, true)?;
    (name.end() + style.close().len() == word.len()).then_some(style)
}

/// The placeholder that `text` begins with: its style, and where its name stands. A name that is `alone`, a word of its
/// own, may hold dots and hyphens whatever its style; inside a string the style without brackets end before them.
pub(super) fn placeholder_at(text: &str, alone: bool) -> Option<(PlaceholderStyle, Span)> {
    // Names, numbers and most letters are the usual case: a placeholder begins with none of these.
    let style = match text.as_bytes() {
        [b'{', b'{', ..] => PlaceholderStyle::DoubleBraces,
        [b'$', b'{', ..] => PlaceholderStyle::DollarBraces,
        [b'$', b'(', ..] => PlaceholderStyle::DollarParentheses,
        [b'$', ..] => PlaceholderStyle::Dollar,
        [b'{', ..] => PlaceholderStyle::Braces,
        [b'<', ..] => PlaceholderStyle::Angles,
        [b':', ..] => PlaceholderStyle::Colon,
        [b'%', b's' | b'd' | b'v' | b'q', ..] => PlaceholderStyle::Percent,
        _ => return None,
    };
    let start = style.open().len();
    let inner = text.get(start..)?;
    let length = match style {
        PlaceholderStyle::DoubleBraces | PlaceholderStyle::DollarBraces => inner.find(['{', '}'])?,
        PlaceholderStyle::DollarParentheses => length_to_parenthesis(inner)?,
        PlaceholderStyle::Braces | PlaceholderStyle::Angles => length_of_name(inner, true),
        PlaceholderStyle::Dollar | PlaceholderStyle::Colon => length_of_name(inner, alone),
        PlaceholderStyle::Percent => 1,
    };
    // `{}` is one without a name, told by its position.
    let may_be_empty = !style.close().is_empty() && style != PlaceholderStyle::Angles;
    if !inner.get(length..)?.starts_with(style.close()) || (length == 0 && !may_be_empty) {
        return None;
    }
    Some((style, Span::new(start, start + length)))
}

fn length_of_name(text: &str, dotted: bool) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || (dotted && matches!(c, '.' | '-'));
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

/// Up to the parenthesis that closes `$(…`, which may hold others, one deep.
fn length_to_parenthesis(text: &str) -> Option<usize> {
    let mut is_inside = false;
    for (at, c) in text.char_indices() {
        match (c, is_inside) {
            ('(', true) => return None,
            ('(', false) => is_inside = true,
            (')', true) => is_inside = false,
            (')', false) => return Some(at),
            _ => {}
        }
    }
    None
}

/// Whether `word` holds what can't be anything but the beginning of a placeholder, of another style than `styles`.
pub(super) fn holds_foreign_placeholder(word: &str, styles: PlaceholderStyles) -> bool {
    // One pass, and for nearly all words a short one.
    word.contains(['{', '$'])
        && [PlaceholderStyle::DoubleBraces, PlaceholderStyle::DollarBraces, PlaceholderStyle::DollarParentheses]
            .into_iter()
            .any(|style| !styles.contains(style) && word.contains(style.open()))
}

/// Whether `word` goes on behind a placeholder that it begins with, of another style than `styles`: `$x-$y`. `%days` is none.
pub(super) fn begins_with_placeholder(word: &str, styles: PlaceholderStyles) -> bool {
    let Some((style, name)) = placeholder_at(word, false) else { return false };
    let behind = word.get(name.end()..).and_then(|rest| rest.chars().next());
    let is_word = style == PlaceholderStyle::Percent && behind.is_some_and(char::is_alphanumeric);
    !styles.contains(style) && !is_word
}

/// A placeholder inside a string or a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hole {
    pub(super) style: PlaceholderStyle,
    /// The whole of it, in bytes of the text that was searched.
    pub(super) span: Span,
    /// Its name.
    pub(super) name: Span,
}

/// Where the placeholders of `styles` stand in `text`, from the first to the last.
pub(crate) fn placeholder_spans(text: &str, styles: PlaceholderStyles) -> impl Iterator<Item = Span> {
    holes(text, styles).map(|hole| hole.span)
}

/// The placeholders of `styles` in `text`, from the first to the last.
pub(super) fn holes(text: &str, styles: PlaceholderStyles) -> impl Iterator<Item = Hole> {
    let mut at = 0;
    let mut last: Option<char> = None;
    std::iter::from_fn(move || {
        if styles.is_empty() {
            return None;
        }
        loop {
            let rest = text.get(at..)?;
            // Each style begins with one of these.
            let plain = rest.bytes().position(|byte| matches!(byte, b'{' | b'$' | b'<' | b':' | b'%'))?;
            let (before, rest) = rest.split_at_checked(plain)?;
            last = before.chars().next_back().or(last);
            at += plain;
            let c = rest.chars().next()?;
            let found = placeholder_at(rest, false).filter(|(style, _)| {
                // The `:30` of `10:30` is none.
                let in_word = last.is_some_and(char::is_alphanumeric) && *style == PlaceholderStyle::Colon;
                styles.contains(*style) && !in_word
            });
            if let Some((style, name)) = found {
                let span = Span::new(at, at + name.end() + style.close().len());
                let name = name.shifted(at);
                at = span.end();
                last = None;
                return Some(Hole { style, span, name });
            }
            last = Some(c);
            at += c.len_utf8();
        }
    })
}
