//! Placeholders in values that are no filters: nobody reads those word by word.

use crate::syntax::{PlaceholderStyle, PlaceholderStyles};

/// Whether a part of a value holds a placeholder of these styles, and may become anything.
///
/// ```
/// use v3q::check::has_placeholder;
/// use v3q::syntax::PlaceholderStyles;
/// assert!(has_placeholder("{{pageSize}}", PlaceholderStyles::all()));
/// assert!(!has_placeholder("{{pageSize}}", PlaceholderStyles::default()));
/// ```
#[must_use]
pub fn has_placeholder(part: &str, styles: PlaceholderStyles) -> bool {
    let part = part.trim();
    let has = |style, is_there: bool| styles.contains(style) && is_there;
    has(PlaceholderStyle::DoubleBraces, part.contains("{{"))
        || has(PlaceholderStyle::DollarBraces, part.contains("${"))
        || has(PlaceholderStyle::Angles, part.starts_with('<') && part.ends_with('>'))
}
