//! Reading: text in, tree and findings out.

use super::error::{SyntaxError, SyntaxErrorKind as K};
use super::findings::Findings;
use super::fold::Folder;
use super::grammar::filter_tokens;
use super::limits::{Limit, Limits};
use super::pasted;
use super::placeholder::PlaceholderStyles;
use super::sorters::Sorters;
use super::tree::{Filter, KindData, NONE, NodeData, NodeKind};
use crate::diagnostic::{Fix, Severity};
use crate::text::{BLANKS, Edit, OffsetMap, Span, decode_with_map};

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// Bounds.
    pub limits: Limits,
    /// The styles of placeholders that live in the text; none where it is no template.
    pub placeholders: PlaceholderStyles,
}

/// A text as far as it could be read, and all that is wrong with it.
#[derive(Debug, Clone)]
pub struct Reading<T> {
    /// The tree. Where a part could not be read, an error node stands in for it, which no check lets pass.
    pub tree: T,
    /// What is wrong, in the order of the text; at most 100. Their places count in bytes of the text that was given.
    pub findings: Vec<SyntaxError>,
    /// The way from the tree's text back to the text that was given, where the two differ: characters that came in by
    /// pasting are replaced, and percent-encoded text is decoded.
    pub map: Option<OffsetMap>,
}

impl<T> Reading<T> {
    /// The tree, where nothing is wrong that the service would refuse.
    pub(super) fn strict(self) -> Result<T, SyntaxError> {
        match self.findings.into_iter().find(|it| it.severity() == Severity::Error) {
            Some(error) => Err(error),
            None => Ok(self.tree),
        }
    }
}

/// Reads a filter, and refuses it where something is wrong with it.
///
/// `text` is plain text, not percent-encoded, within the default [`Limits`]. What is only doubtful passes: a comma
/// between clauses, single quotes, a missing blank.
///
/// ```
/// use v3q::syntax::parse_filter;
/// assert!(parse_filter("type eq \"ROLE\" and created gt 2018-12-18T23:05:55Z").is_ok());
/// let error = parse_filter("type EQ \"ROLE\"").unwrap_err();
/// assert_eq!(error.to_string(), "`EQ` is not lower case");
/// assert_eq!(error.span.range(), 5..7);
/// ```
///
/// # Errors
/// The first thing in the text that the service would refuse, or that can't be read.
pub fn parse_filter(text: &str) -> Result<Filter, SyntaxError> {
    read_filter(text, &ReadOptions::default()).strict()
}

/// Reads a filter as far as it goes, and reports all that is wrong with it.
///
/// ```
/// use v3q::syntax::{ReadOptions, read_filter};
/// let reading = read_filter("a EQ 1 AND b == 2", &ReadOptions::default());
/// assert_eq!(reading.tree.to_string(), "a eq 1 and b eq 2");
/// assert_eq!(reading.findings.len(), 3);
/// assert!(reading.tree.has_errors());
/// ```
#[must_use]
pub fn read_filter(text: &str, options: &ReadOptions) -> Reading<Filter> {
    if text.len() > options.limits.text.min(u32::MAX as usize / 2) {
        let error = SyntaxError::new(K::TooLarge(Limit::Text, options.limits.text), Span::ZERO);
        return Reading { tree: error_tree(""), findings: vec![error], map: None };
    }
    through_pasted(text, |text| {
        read_prefixed(text, |prefix| match percent_decoded(text, prefix, options) {
            Some(reading) => reading,
            None => read_plain(text, prefix, options),
        })
    })
}

/// Reads `text` from where the parameter's name that was pasted in front ends.
fn read_prefixed(text: &str, read: impl Fn(usize) -> Reading<Filter>) -> Reading<Filter> {
    let (prefix, mut findings) = parameter_prefix(text, &["filters", "filter"]);
    let mut reading = read(prefix);
    reading.tree.has_errors |= !findings.is_empty();
    findings.append(&mut reading.findings);
    Reading { findings, ..reading }
}

/// Reads `text` without the characters that came in by pasting, and brings the places back to `text`.
pub(super) fn through_pasted<T: Refusable>(text: &str, read: impl Fn(&str) -> Reading<T>) -> Reading<T> {
    let mut reading = match pasted::cleaned(text) {
        None => read(text),
        Some(mut cleaned) => {
            let mut reading = read(&cleaned.text);
            reading.tree.refuse();
            for mut finding in reading.findings.drain(..) {
                finding.span = cleaned.map.outer(finding.span);
                for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
                    edit.span = cleaned.map.outer(edit.span);
                }
                cleaned.findings.push(finding);
            }
            let map = reading.map.as_ref().map_or_else(|| cleaned.map.clone(), |inner| inner.then(&cleaned.map));
            Reading { findings: cleaned.findings, map: Some(map), ..reading }
        }
    };
    reading.findings = reading.findings.into_iter().collect::<Findings>().into_vec();
    reading.findings.sort_by_key(|it| it.span);
    reading
}

/// A tree that can be marked as one that no check lets pass.
pub(super) trait Refusable {
    fn refuse(&mut self);
}

impl Refusable for Filter {
    fn refuse(&mut self) {
        self.has_errors = true;
    }
}

impl Refusable for Sorters {
    fn refuse(&mut self) {
        self.has_errors = true;
    }
}

/// Reads `text` from byte `from` on, as it stands.
fn read_plain(text: &str, from: usize, options: &ReadOptions) -> Reading<Filter> {
    let tokens = filter_tokens(text.get(from..).unwrap_or_default(), from);
    let (tree, findings) = Folder::new(text, tokens, options).fold();
    Reading { tree, findings, map: None }
}

/// A tree that says nothing, and passes no check.
fn error_tree(text: &str) -> Filter {
    let span = Span::new(0, text.len());
    Filter {
        text: text.into(),
        nodes: vec![NodeData { kind: KindData::Error, span, first: NONE, next: NONE }],
        literals: Vec::new(),
        parentheses: Vec::new(),
        root: 0,
        has_errors: true,
        styles: PlaceholderStyles::NONE,
    }
}

/// How long the parameter's name is that was pasted in front, with its `=`, and the finding for it.
pub(super) fn parameter_prefix<'t>(text: &'t str, names: &[&str]) -> (usize, Vec<SyntaxError>) {
    let visible = text.trim_start_matches(BLANKS);
    let mut rest = visible;
    let mut found = None;
    let skipped = |text: &'t str| text.trim_start_matches(|c| c == ',' || BLANKS.contains(&c));
    // Commas in front of it go with it, and it may be there twice.
    while let Some((name, behind)) = one_prefix(skipped(rest), names) {
        found = Some(name);
        rest = behind;
    }
    let Some(name) = found else { return (0, Vec::new()) };
    // So do commas behind it: without them `filters= ,"x"` would compare a field.
    rest = skipped(rest);
    let span = Span::new(text.len() - visible.len(), text.len() - rest.len());
    let fix = Fix::safe("leave it out", vec![Edit::delete(span)]);
    let finding = SyntaxError { kind: K::ParameterPrefix(name.to_owned()), span, fix: Some(fix) };
    (span.end(), vec![finding])
}

/// The parameter's name that `text` begins with, and what stands behind its `=`.
fn one_prefix<'n, 't>(text: &'t str, names: &[&'n str]) -> Option<(&'n str, &'t str)> {
    names.iter().find_map(|name| {
        let rest = text.strip_prefix(name)?.trim_start_matches(BLANKS).strip_prefix('=')?;
        // `filter= "x"` and `filter=="x"` compare a field of that name; in a sorter nothing is compared.
        let is_sorter = name.starts_with("sort");
        let compares = rest.trim_start_matches(BLANKS).starts_with(['=', '"', '\'']);
        (is_sorter || !compares).then_some((*name, rest))
    })
}

/// Reads `text` decoded, where the whole of it from byte `from` on is one bare word that decodes to a filter.
fn percent_decoded(text: &str, from: usize, options: &ReadOptions) -> Option<Reading<Filter>> {
    let encoded = text.get(from..)?;
    let word = encoded.trim_matches(|c| c == ',' || BLANKS.contains(&c));
    if !word.contains('%') || word.contains([' ', '\t', '\r', '\n', '(', ')', ',', '"']) {
        return None;
    }
    let (plain, map) = decode_with_map(encoded, !encoded.contains("%20")).ok()?;
    let map = map.shifted(from);
    // What was encoded may have been pasted, and its name with it.
    let read = |text: &str| read_prefixed(text, |prefix| read_plain(text, prefix, options));
    let mut reading = through_pasted(&plain, read);
    if reading.tree.walk().any(|node| matches!(node.kind(), NodeKind::Error)) {
        return None;
    }
    let whole = Span::new(from, text.len());
    let fix = Fix::safe("decode it", vec![Edit::replace(whole, plain)]);
    let mut findings = vec![SyntaxError { kind: K::PercentEncoded, span: whole, fix: Some(fix) }];
    // The text has to be decoded first; a second fix inside it would fall over the first.
    let inner = reading.findings.drain(..);
    findings.extend(inner.map(|it| SyntaxError { span: map.outer(it.span), fix: None, ..it }));
    reading.tree.refuse();
    let map = reading.map.as_ref().map_or_else(|| map.clone(), |inner| inner.then(&map));
    Some(Reading { findings, map: Some(map), ..reading })
}

/// Reads a sorter, and refuses it where something is wrong with it.
///
/// ```
/// use v3q::syntax::parse_sorters;
/// assert_eq!(parse_sorters("type,-created")?.to_string(), "type,-created");
/// assert!(parse_sorters("created desc").is_err());
/// # Ok::<(), v3q::syntax::SyntaxError>(())
/// ```
///
/// # Errors
/// The first thing in the text that the service would refuse, or that can't be read.
pub fn parse_sorters(text: &str) -> Result<Sorters, SyntaxError> {
    read_sorters(text, &ReadOptions::default()).strict()
}

/// Reads a sorter as far as it goes, and reports all that is wrong with it.
#[must_use]
pub fn read_sorters(text: &str, options: &ReadOptions) -> Reading<Sorters> {
    super::read_sorters::read(text, options)
}
