//! "Did you mean …?"

/// The candidate nearest to `word`, where one is near enough to be meant.
///
/// Words of more than 64 characters are not looked up: the distance costs their product. Near enough is a third of the
/// word's length in edits, counted without regard to case; a transposition counts as one.
///
/// ```
/// use v3q::diagnostic::did_you_mean;
/// assert_eq!(did_you_mean("tpye", ["type", "created"]), Some("type"));
/// assert_eq!(did_you_mean("colour", ["type", "created"]), None);
/// ```
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.chars().count() > 64 {
        return None;
    }
    let lower = word.to_lowercase();
    let limit = word.chars().count() / 3;
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= 128)
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The words in backticks, with commas and a last "and": `` `a`, `b` and `c` ``.
pub fn list_of(words: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{}`", word.as_ref())).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
