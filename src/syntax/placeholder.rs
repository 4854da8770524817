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

/// The style of `word`, where the whole of it is one placeholder.
pub(super) fn placeholder_style(word: &str) -> Option<PlaceholderStyle> {
    // Names and numbers are the usual case: they begin with none of these.
    if !matches!(word.bytes().next(), Some(b'{' | b'$' | b'<' | b':' | b'%')) {
        return None;
    }
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
    let between = |open: &str, close: &str| word.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    if let Some(inner) = between("{{", "}}") {
        return (!inner.contains(['{', '}'])).then_some(PlaceholderStyle::DoubleBraces);
    }
    if let Some(inner) = between("${", "}") {
        return (!inner.contains(['{', '}'])).then_some(PlaceholderStyle::DollarBraces);
    }
    if between("$(", ")").is_some() {
        return Some(PlaceholderStyle::DollarParentheses);
    }
    if between("{", "}").is_some_and(|inner| inner.is_empty() || is_name(inner)) {
        return Some(PlaceholderStyle::Braces);
    }
    if between("<", ">").is_some_and(is_name) {
        return Some(PlaceholderStyle::Angles);
    }
    if word.strip_prefix('$').is_some_and(is_name) {
        return Some(PlaceholderStyle::Dollar);
    }
    if word.strip_prefix(':').is_some_and(is_name) {
        return Some(PlaceholderStyle::Colon);
    }
    matches!(word, "%s" | "%d" | "%v" | "%q").then_some(PlaceholderStyle::Percent)
}
