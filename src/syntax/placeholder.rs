//! Placeholders of saved queries.

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
