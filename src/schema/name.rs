//! From what people call an endpoint to what is known of it.

mod path;

use std::cmp::Reverse;

use super::{Method, Schema, operation};
use crate::diagnostic::{CodeInfo, Diagnostic, Severity, did_you_mean, list_of};
use crate::text::Span;
use path::WantedPath;

/// Where an endpoint is looked up.
///
/// Schemas of your own come before the catalog: one with the version and name of a published endpoint stands in its
/// place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lookup<'a> {
    /// The only version that counts, where one is asked for.
    pub version: Option<&'a str>,
    /// The version that is looked into before the others, where none is asked for.
    pub default_version: Option<&'a str>,
    /// Schemas of your own.
    pub extra: &'a [Schema],
}

/// A name that no endpoint has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnknownEndpoint {
    /// The version is not known.
    #[error("unknown version `{version}`")]
    Version {
        /// The version that was asked for.
        version: String,
        /// The versions there are.
        known: Vec<String>,
    },
    /// The endpoint is not known, or not in that version.
    #[error("unknown endpoint `{name}`{}", in_version(.version.as_deref()))]
    Endpoint {
        /// The name that was asked for.
        name: String,
        /// The version that was asked for.
        version: Option<String>,
        /// A name that may be meant, written in the same way.
        suggestion: Option<String>,
        /// The versions that have it, where the one that was asked for has not.
        elsewhere: Vec<String>,
    },
}

fn in_version(version: Option<&str>) -> String {
    version.map_or_else(String::new, |version| format!(" in version `{version}`"))
}

impl UnknownEndpoint {
    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Version { version, known } => match did_you_mean(version, known.iter().map(String::as_str)) {
                Some(word) => format!("did you mean `{word}`?"),
                None => format!("known are {}", list_of(known)),
            },
            Self::Endpoint { elsewhere, .. } if !elsewhere.is_empty() => format!("it is in {}", list_of(elsewhere)),
            Self::Endpoint { suggestion: Some(name), .. } => format!("did you mean `{name}`?"),
            Self::Endpoint { .. } => {
                "`v3q endpoints` lists what is known: endpoints with filters or sorters, by operation id or path".into()
            }
        }
    }
}

pub(super) static INFO: CodeInfo = CodeInfo {
    code: "unknown-endpoint",
    summary: "no endpoint has this name; a warning where a URL in a file names it",
    explanation: "An endpoint is named by its operation id (`listAccounts`, `list-accounts`), by its path with or \
                  without version and method (`GET /v2025/accounts`), or by a URL. Known are the endpoints of the \
                  published specifications that have filters or sorters, and those of your own schema files. Where \
                  the URL of a query in a file names it, that is a warning: other services have such paths, too.",
    severity: Severity::Error,
    example: ("list-acounts", "list-accounts"),
};

impl From<UnknownEndpoint> for Diagnostic {
    fn from(error: UnknownEndpoint) -> Self {
        Self {
            info: &INFO,
            severity: INFO.severity,
            help: error.help(),
            message: error.to_string(),
            span: Span::at(0),
            label: String::new(),
            fix: None,
        }
    }
}

/// The endpoint of that name, where there is one: as [`resolve`] finds it, with no search for what may be meant instead.
///
/// ```
/// use v3q::schema::{Lookup, known};
/// assert!(known("/v3/no-such-path", &Lookup::default()).is_none());
/// ```
#[must_use]
pub fn known<'a>(name: &str, lookup: &Lookup<'a>) -> Option<&'a Schema> {
    find(name, &versions(lookup).ok()?, lookup).map(|found| found.schema())
}

/// The endpoint of that name.
///
/// A name is an operation id in any spelling (`listAccounts`, `list-accounts`, with or without a `V1` at its end), a
/// path with or without version and method (`/v2025/accounts`, `GET /accounts/v1`, `/accounts`), or a URL, whose
/// segments are matched with the path's parameters (literal segments first). Without a version the default one is
/// looked into, then the newest that has it; the answer names it.
///
/// ```
/// # #[cfg(feature = "catalog")] {
/// use v3q::schema::{Lookup, resolve};
/// let url = "https://t.api.identitynow.com/v3/certifications/ef38f9/identity-summaries?limit=5";
/// assert_eq!(resolve(url, &Lookup::default()).unwrap().operation_id, "getIdentitySummaries");
/// assert_eq!(resolve("list-accounts", &Lookup::default()).unwrap().version, "current");
/// let error = resolve("list-acounts", &Lookup::default()).unwrap_err();
/// assert_eq!(error.help(), "did you mean `list-accounts`?");
/// # }
/// ```
///
/// # Errors
/// [`UnknownEndpoint`] where no endpoint, or no version, has that name.
pub fn resolve<'a>(name: &str, lookup: &Lookup<'a>) -> Result<&'a Schema, UnknownEndpoint> {
    let versions = versions(lookup)?;
    if let Some(found) = find(name, &versions, lookup) {
        return Ok(found.schema());
    }
    let suggestion = suggestion(name, &versions, lookup);
    let anywhere = Lookup { version: None, ..*lookup };
    let elsewhere = match lookup.version {
        None => Vec::new(),
        Some(asked) => known_versions(&anywhere)
            .into_iter()
            .filter(|version| version != asked && find(name, std::slice::from_ref(version), lookup).is_some())
            .collect(),
    };
    Err(UnknownEndpoint::Endpoint {
        name: name.to_owned(),
        version: lookup.version.map(str::to_owned),
        suggestion,
        elsewhere,
    })
}

/// The versions to look into, in that order.
fn versions(lookup: &Lookup<'_>) -> Result<Vec<String>, UnknownEndpoint> {
    let known = known_versions(lookup);
    let asked = lookup.version.or(lookup.default_version);
    let Some(asked) = asked else { return Ok(known) };
    if !known.iter().any(|it| it == asked) {
        return Err(UnknownEndpoint::Version { version: asked.to_owned(), known });
    }
    let mut order = vec![asked.to_owned()];
    if lookup.version.is_none() {
        order.extend(known.into_iter().filter(|it| it != asked));
    }
    Ok(order)
}

/// The versions of the extra schemas, then those of the catalog, the newest first.
fn known_versions(lookup: &Lookup<'_>) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    #[cfg(feature = "catalog")]
    let bundled = super::catalog::VERSIONS.into_iter().chain([super::catalog::TR50]);
    #[cfg(not(feature = "catalog"))]
    let bundled = std::iter::empty::<&str>();
    let own = lookup.extra.iter().map(|it| it.version.as_str()).filter(|it| !it.is_empty());
    let bundled: Vec<&str> = bundled.collect();
    let own: Vec<&str> = own.filter(|it| !bundled.contains(it)).collect();
    for version in own.into_iter().chain(bundled) {
        if !known.iter().any(|it| it == version) {
            known.push(version.to_owned());
        }
    }
    known
}

/// An endpoint that may be meant.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    version: &'a str,
    operation_id: &'a str,
    method: Method,
    path: &'a str,
    source: Source<'a>,
}

#[derive(Clone, Copy)]
enum Source<'a> {
    Own(&'a Schema),
    #[cfg(feature = "catalog")]
    Bundled(&'a super::catalog::Entry),
}

impl<'a> Candidate<'a> {
    fn own(schema: &'a Schema) -> Self {
        Self {
            version: &schema.version,
            operation_id: &schema.operation_id,
            method: schema.method,
            path: &schema.path,
            source: Source::Own(schema),
        }
    }

    fn schema(self) -> &'a Schema {
        match self.source {
            Source::Own(schema) => schema,
            #[cfg(feature = "catalog")]
            Source::Bundled(entry) => entry.schema(),
        }
    }
}

/// The endpoints of a version: those of one's own, also those without a version, then the catalog's.
fn candidates<'a>(version: &str, extra: &'a [Schema]) -> Vec<Candidate<'a>> {
    let own = extra.iter().filter(|it| it.version == version || it.version.is_empty());
    own.map(Candidate::own).chain(bundled(version)).collect()
}

#[cfg(feature = "catalog")]
fn bundled<'a>(version: &str) -> impl Iterator<Item = Candidate<'a>> + use<'a> {
    super::catalog::index(version).iter().map(|it| Candidate {
        version: it.version,
        operation_id: it.operation_id,
        method: it.method,
        path: it.path,
        source: Source::Bundled(it),
    })
}

#[cfg(not(feature = "catalog"))]
fn bundled<'a>(_: &str) -> impl Iterator<Item = Candidate<'a>> + use<'a> {
    std::iter::empty()
}

fn find<'a>(name: &str, versions: &[String], lookup: &Lookup<'a>) -> Option<Candidate<'a>> {
    let name = name.trim();
    let looks_like_a_path = name.contains('/');
    let by_id = if looks_like_a_path { None } else { find_id(name, versions, lookup.extra) };
    by_id.or_else(|| find_path(&WantedPath::read(name)?, versions, lookup.extra))
}

fn find_id<'a>(name: &str, versions: &[String], extra: &'a [Schema]) -> Option<Candidate<'a>> {
    let wanted = operation::plain(name);
    // `listAccountsV1` finds `listAccounts` only where no version has the very name.
    let stem = operation::without_version(&wanted).0;
    let found = |wanted: &str| {
        versions.iter().find_map(|version| {
            let named = candidates(version, extra).into_iter().filter_map(|it| {
                let plain = operation::plain(it.operation_id);
                let (loose, number) = operation::without_version(&plain);
                (plain == wanted || loose == wanted).then_some(((plain == wanted, number), it))
            });
            first_max(named)
        })
    };
    if wanted.is_empty() { None } else { found(&wanted).or_else(|| found(stem)) }
}

fn find_path<'a>(wanted: &WantedPath<'_>, versions: &[String], extra: &'a [Schema]) -> Option<Candidate<'a>> {
    let ranked = versions.iter().enumerate().flat_map(|(order, version)| {
        candidates(version, extra).into_iter().filter_map(move |it| {
            if wanted.method.is_some_and(|method| method != it.method) {
                return None;
            }
            let rank = wanted.rank(it.path, it.version)?;
            let newest = operation::segments(it.path)
                .filter(|segment| operation::is_version_segment(segment))
                .map(|segment| segment.trim_start_matches('v').parse().unwrap_or(0_u32))
                .max();
            Some(((rank, Reverse(order), it.method == Method::Get, newest), it))
        })
    });
    first_max(ranked)
}

/// The first of those with the greatest rank: schemas of one's own stand before the catalog's.
fn first_max<R: Ord, T>(ranked: impl Iterator<Item = (R, T)>) -> Option<T> {
    ranked.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, it)| it)
}

/// The nearest name, in the spelling of `name`.
fn suggestion(name: &str, versions: &[String], lookup: &Lookup<'_>) -> Option<String> {
    let all: Vec<Candidate<'_>> = versions.iter().flat_map(|version| candidates(version, lookup.extra)).collect();
    if name.contains('/') {
        let wanted = WantedPath::read(name)?;
        let nearest = |method: Option<Method>| {
            let asked = all.iter().filter(|it| method.is_none_or(|method| it.method == method));
            path::nearest(&wanted, asked.map(|it| (it.path, it.version)))
        };
        let Some(method) = wanted.method else { return nearest(None) };
        // The path as it is, asked with another method, then one like it that is asked with this one.
        let method_of = |path: &str| Some(find_path(&WantedPath::read(path)?, versions, lookup.extra)?.method);
        let own = wanted.path();
        let same = method_of(&own).map(|method| (method, own));
        let near = same.or_else(|| Some((method, nearest(Some(method))?)));
        let (method, path) = near.or_else(|| nearest(None).and_then(|path| Some((method_of(&path)?, path))))?;
        return Some(format!("{} {path}", method.word()));
    }
    let names: Vec<String> = all.iter().map(|it| respelled(it.operation_id, name)).collect();
    // A name without the `V1` of the newest version is as good as one with it.
    let stems: Vec<String> = names.iter().filter_map(|it| without_suffix(it)).collect();
    let name = name.trim();
    did_you_mean(name, stems.iter().chain(&names).map(String::as_str)).map(str::to_owned)
}

fn without_suffix(name: &str) -> Option<String> {
    let stem = name.trim_end_matches(|it: char| it.is_ascii_digit());
    let stem = if stem.len() < name.len() { stem.strip_suffix(['v', 'V'])? } else { return None };
    Some(stem.trim_end_matches(['-', '_']).to_owned())
}

/// `listAccounts` written as `like` is: with hyphens, with underscores, or as it is.
fn respelled(id: &str, like: &str) -> String {
    let Some(separator) = ['-', '_'].into_iter().find(|it| like.contains(*it)) else { return id.to_owned() };
    let mut out = String::with_capacity(id.len() + 8);
    for character in id.chars() {
        if character.is_ascii_uppercase() && !out.is_empty() {
            out.push(separator);
        }
        out.push(character.to_ascii_lowercase());
    }
    out
}
