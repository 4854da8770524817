//! Paths and URLs that name an endpoint.

use crate::diagnostic::did_you_mean;
use crate::schema::{Method, operation};

/// A path somebody wrote, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WantedPath<'n> {
    pub(super) method: Option<Method>,
    segments: Vec<&'n str>,
}

impl<'n> WantedPath<'n> {
    /// Takes a path or URL apart; `None` where nothing is left of it.
    pub(super) fn read(name: &'n str) -> Option<Self> {
        let name = name.trim();
        let (method, rest) = match name.split_once(char::is_whitespace) {
            Some((word, rest)) if Method::from_word(word).is_some() => (Method::from_word(word), rest.trim()),
            _ => (None, name),
        };
        let path = without_base(rest);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let segments: Vec<&str> = operation::segments(path).collect();
        (!segments.is_empty()).then_some(Self { method, segments })
    }

    /// The path by itself.
    pub(super) fn path(&self) -> String {
        format!("/{}", self.segments.join("/"))
    }

    /// How well an endpoint's path fits: first with the version than without, then by the literal segments it shares;
    /// `None` where it does not.
    pub(super) fn rank(&self, path: &str, version: &str) -> Option<(bool, usize)> {
        // Nearly all endpoints end otherwise; only `v1` may be left out there.
        let last = path.trim_end_matches('/').rsplit('/').next()?;
        let may_fit = |last| operation::is_parameter(last) || operation::is_version_segment(last);
        if self.segments.last() != Some(&last) && !may_fit(last) {
            return None;
        }
        let with = fits(&self.segments, operation::segments(path)).map(|literals| (true, literals));
        with.or_else(|| {
            let rest = operation::unversioned(path, version);
            fits(&self.segments, rest).map(|literals| (false, literals))
        })
    }
}

/// What follows the scheme and host, or the placeholder that stands for them.
fn without_base(text: &str) -> &str {
    let after = |text: &'_ str| text.find('/').unwrap_or(text.len());
    if let Some((scheme, rest)) = text.split_once("://")
        && !scheme.contains('/')
    {
        return rest.get(after(rest)..).unwrap_or_default();
    }
    let closing = if text.starts_with("{{") {
        "}}"
    } else if text.starts_with("${") || text.starts_with('{') {
        "}"
    } else if text.starts_with("$(") {
        ")"
    } else {
        ""
    };
    match text.split_once(closing) {
        Some((_, rest)) if !closing.is_empty() => rest,
        _ if text.starts_with('$') => text.get(after(text)..).unwrap_or_default(),
        _ => text,
    }
}

/// The number of literal segments that both share; `None` where they differ.
fn fits<'p>(wanted: &[&str], path: impl Iterator<Item = &'p str>) -> Option<usize> {
    let mut wanted = wanted.iter();
    let mut literals = 0;
    for segment in path {
        if *wanted.next()? == segment {
            literals += 1;
        } else if !operation::is_parameter(segment) {
            return None;
        }
    }
    wanted.next().is_none().then_some(literals)
}

/// The path nearest to `wanted`, with the version where `wanted` has one.
pub(super) fn nearest<'a>(wanted: &WantedPath<'_>, paths: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let written = wanted.path();
    let paths: Vec<String> = paths
        .flat_map(|(path, version)| {
            let rest: Vec<&str> = operation::unversioned(path, version).collect();
            [path.to_owned(), format!("/{}", rest.join("/"))]
        })
        .filter(|path| operation::segments(path).count() == wanted.segments.len())
        .map(|path| filled_in(&path, &wanted.segments))
        // The segments that are right do not make up for one that is another word.
        .filter(|path| operation::segments(path).zip(&wanted.segments).all(|(it, written)| is_near(written, it)))
        .collect();
    did_you_mean(&written, paths.iter().map(String::as_str)).map(str::to_owned)
}

fn is_near(written: &str, segment: &str) -> bool {
    written == segment || did_you_mean(written, [segment]).is_some()
}

/// `path` with its parameters as they were written, so that only the literal segments count as different.
fn filled_in(path: &str, written: &[&str]) -> String {
    let filled: Vec<&str> = operation::segments(path)
        .zip(written)
        .map(|(segment, written)| if operation::is_parameter(segment) { *written } else { segment })
        .collect();
    format!("/{}", filled.join("/"))
}
