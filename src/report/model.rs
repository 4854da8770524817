//! What a report holds.

use std::fmt;
use std::sync::OnceLock;

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{LineIndex, Position, Span};

/// All that one run found, and what it looked at.
#[derive(Debug, Default)]
pub struct Report {
    /// The texts that were looked at.
    sources: Vec<Source>,
    /// What was found; in the order of the texts once [`Report::sort`] was called.
    pub findings: Vec<Finding>,
    /// How many files were read; texts without findings need not be kept.
    pub files: usize,
    /// How many queries were checked.
    pub queries: usize,
    /// How many of them were checked against an endpoint of their own, which their URL names or a comment.
    pub with_own_endpoint: usize,
    /// How many of them were only read, because no endpoint was known for them.
    pub without_endpoint: usize,
    /// The endpoint that was named for all of them, where one was.
    pub endpoint: Option<Endpoint>,
    /// How many fixes were applied before, where that was asked for.
    pub applied: Option<usize>,
    /// Whether findings alone are told, without counts.
    pub is_quiet: bool,
}

/// Which text of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(usize);

/// A text: a file, or what was given inline.
#[derive(Debug)]
pub struct Source {
    /// The file's name as it was given, or a name for the place inline text came from.
    pub name: String,
    /// Its path for programs, with `/` between folders: from the root of its repository on, or the whole of it where it
    /// lies in none. The name, where nothing else was said.
    pub path: String,
    /// Whether it is a file.
    pub is_file: bool,
    /// The text.
    pub text: String,
    /// Made once it is asked for: most texts have no finding.
    lines: OnceLock<LineIndex>,
}

/// A finding at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The text it is in; `None` for what is missing from inline text.
    pub source: Option<SourceId>,
    /// The query it is about, as the service would read it; `None` where it is about no single parameter.
    pub query: Option<String>,
    /// What was found; its place and its fix count in bytes of the source.
    pub diagnostic: Diagnostic,
    /// Where else in the source the same stands, where it does; the fix mends these places too.
    pub also: Vec<Place>,
}

/// A place of a text, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name, as in "the raw URL".
    pub name: String,
    /// Where it is.
    pub span: Span,
}

/// The endpoint that queries were checked against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its published version.
    pub version: String,
    /// Its operation id.
    pub operation_id: String,
    /// Its method.
    pub method: String,
    /// Its path.
    pub path: String,
}

/// `GET /v3/accounts (listAccounts, v3)`
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { version, operation_id, method, path } = self;
        write!(f, "{method} {path}")?;
        match (operation_id.as_str(), version.as_str()) {
            ("", "") => Ok(()),
            (id, "") => write!(f, " ({id})"),
            ("", version) => write!(f, " ({version})"),
            (id, version) => write!(f, " ({id}, {version})"),
        }
    }
}

impl Source {
    /// The line and column of an offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        self.lines().position(&self.text, offset)
    }

    /// Where each line stands.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

impl Report {
    /// Takes in a file.
    pub fn add_file(&mut self, name: impl Into<String>, text: String) -> SourceId {
        self.files += 1;
        self.add(name.into(), true, text)
    }

    /// Takes in a text that was given inline; `name` tells where, as in `--filters`.
    pub fn add_inline(&mut self, name: impl Into<String>, text: String) -> SourceId {
        self.add(name.into(), false, text)
    }

    fn add(&mut self, name: String, is_file: bool, text: String) -> SourceId {
        let path = name.replace('\\', "/");
        self.sources.push(Source { name, path, is_file, text, lines: OnceLock::new() });
        SourceId(self.sources.len() - 1)
    }

    /// The text of that number.
    #[must_use]
    pub fn source(&self, id: SourceId) -> &Source {
        self.sources.get(id.0).expect("a report hands out numbers of its own texts alone")
    }

    /// Says what the path of each file is, given its name.
    pub fn locate(&mut self, path: impl Fn(&str) -> String) {
        self.sources.iter_mut().filter(|it| it.is_file).for_each(|it| it.path = path(&it.name));
    }

    /// All texts, in the order in which they came.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Takes in another report behind what is here. Texts that have no finding are left behind.
    pub fn absorb(&mut self, other: Self) {
        let mut places: Vec<Option<SourceId>> = vec![None; other.sources.len()];
        for id in other.findings.iter().filter_map(|it| it.source) {
            if let Some(place) = places.get_mut(id.0) {
                *place = Some(id);
            }
        }
        for (place, source) in places.iter_mut().zip(other.sources).filter(|(place, _)| place.is_some()) {
            *place = Some(SourceId(self.sources.len()));
            self.sources.push(source);
        }
        let moved = |id: SourceId| places.get(id.0).copied().flatten();
        self.findings.extend(other.findings.into_iter().map(|it| Finding { source: it.source.and_then(moved), ..it }));
        self.files += other.files;
        self.queries += other.queries;
        self.with_own_endpoint += other.with_own_endpoint;
        self.without_endpoint += other.without_endpoint;
        if let Some(applied) = other.applied {
            *self.applied.get_or_insert_default() += applied;
        }
    }

    /// Puts the findings in the order of the texts.
    pub fn sort(&mut self) {
        self.findings.sort_by_key(|it| (it.source.is_none(), it.source, it.diagnostic.span));
    }

    /// How many findings there are, by severity.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let count = |severity| self.findings.iter().filter(|it| it.diagnostic.severity == severity).count();
        Counts { errors: count(Severity::Error), warnings: count(Severity::Warning), style: count(Severity::Style) }
    }

    /// The worst severity there is.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|it| it.diagnostic.severity).max()
    }
}

/// How many findings there are, by severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Counts {
    /// What would be refused.
    pub errors: usize,
    /// What is doubtful.
    pub warnings: usize,
    /// What is only written oddly.
    pub style: usize,
}

/// `2 errors, 1 warning`; `no findings`
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let mut parts = Vec::new();
        if self.errors > 0 {
            parts.push(format!("{} error{}", self.errors, plural(self.errors)));
        }
        if self.warnings > 0 {
            parts.push(format!("{} warning{}", self.warnings, plural(self.warnings)));
        }
        if self.style > 0 {
            parts.push(format!("{} style finding{}", self.style, plural(self.style)));
        }
        if parts.is_empty() { f.write_str("no findings") } else { f.write_str(&parts.join(", ")) }
    }
}
