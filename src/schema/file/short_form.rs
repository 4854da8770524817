//! The short forms: a field or a parameter in one string.

/// A short form taken apart: the words before the colon, the type behind it, and whether `[]` follows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ShortForm<'t> {
    pub(super) words: &'t str,
    pub(super) kind: Option<&'t str>,
    pub(super) many: bool,
}

/// Takes `eq, in: string[]` apart: `eq, in`, `string`, and that it is an array.
pub(super) fn field(text: &str) -> ShortForm<'_> {
    match text.split_once(':') {
        None => ShortForm { words: text, kind: None, many: false },
        Some((words, kind)) => {
            let (kind, many) = kind_and_many(kind);
            ShortForm { words, kind: Some(kind), many }
        }
    }
}

/// Takes `string[]` apart: `string`, and that there may be many.
pub(super) fn kind_and_many(text: &str) -> (&str, bool) {
    let text = text.trim();
    text.strip_suffix("[]").map_or((text, false), |kind| (kind.trim_end(), true))
}

/// The words of a list with commas, with their offsets in it; none in a blank text.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    let blank = text.trim().is_empty();
    text.split(',').filter(move |_| !blank).map(move |word| {
        let start = offset + (word.len() - word.trim_start().len());
        offset += word.len() + 1;
        (start, word.trim())
    })
}
