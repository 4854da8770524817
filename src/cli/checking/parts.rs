//! A file in parts: all threads read some, and check what they have read where nothing else has to be known for it.

use super::{CheckOptions, Checker, Found, PERMISSIVE, UNKNOWN, check_saved};
use crate::cli::endpoint;
use crate::lint::Levels;
use crate::saved::{ReadError, Reading, SavedFormat, SavedQuery};
use crate::schema::Schema;
use crate::syntax::ReadOptions;
use crate::text::Span;

/// How many queries of a file are handed out at once.
const PART: usize = 256;

/// How much text is handed out at once to be read.
const BYTES: usize = 64 * 1024;

/// A part of a file.
pub(super) enum FilePart<'t> {
    /// What is to be checked once the endpoints of its queries are known.
    Read(Vec<SavedQuery<'t>>),
    /// So many queries, and what was found in them.
    Checked(usize, Vec<Found>),
}

impl<'t> FilePart<'t> {
    /// What is still to be checked.
    pub(super) fn queries(&self) -> &[SavedQuery<'t>] {
        match self {
            Self::Read(queries) => queries,
            Self::Checked(..) => &[],
        }
    }
}

impl Checker<'_> {
    /// The parts of a file, in their order.
    pub(super) fn parts_of<'t>(
        &self,
        text: &'t str,
        format: &SavedFormat,
        may_have_comments: bool,
    ) -> Result<Vec<FilePart<'t>>, ReadError> {
        let is_ours = |query: &mut SavedQuery<'_>| {
            endpoint::leave_out_json(query, self.version, self.own);
            endpoint::is_ours(query, self.version, self.own)
        };
        let (Some(lines), Some(threads)) = (format.lines, self.threads) else {
            let reading = Reading { by_shape: self.by_shape, has_endpoint: self.endpoint.is_some() };
            let mut queries = (format.read)(text, reading)?;
            queries.retain_mut(is_ours);
            return Ok(vec![FilePart::Read(queries)]);
        };
        let options = options(format, &self.levels);
        Ok(threads.each(&parts_by_line(text), |part| {
            let mut queries = lines(text, *part);
            queries.retain_mut(is_ours);
            // A comment or a URL may name another endpoint, which each file says once where it is not known.
            if may_have_comments || queries.iter().any(|query| query.endpoint.is_some()) {
                return FilePart::Read(queries);
            }
            let mut found = Vec::new();
            let schema = self.endpoint.unwrap_or(&PERMISSIVE);
            queries.iter().for_each(|query| check_saved(text, query, schema, options, &mut found));
            FilePart::Checked(queries.len(), found)
        }))
    }

    /// What is found in the queries of one file, in their order, each checked against its endpoint, where that is known.
    pub(super) fn check_all(
        &self,
        text: &str,
        parts: Vec<FilePart<'_>>,
        mut schemas: &[Option<&Schema>],
        format: &SavedFormat,
        has_comments: bool,
    ) -> Vec<Found> {
        // What a comment silences is heard first: a comment about a code that is off is no comment about nothing.
        let outspoken = has_comments.then(|| self.levels.outspoken());
        let options = options(format, outspoken.as_ref().unwrap_or(&self.levels));
        let check = |(queries, schemas): &(&[SavedQuery<'_>], &[Option<&Schema>])| {
            let mut found = Vec::new();
            for (query, schema) in queries.iter().zip(*schemas) {
                let none = || if query.endpoint.is_some() { &*UNKNOWN } else { &*PERMISSIVE };
                check_saved(text, query, schema.unwrap_or_else(none), options, &mut found);
            }
            found
        };
        let mut open: Vec<(&[SavedQuery<'_>], &[Option<&Schema>])> = Vec::new();
        for queries in parts.iter().flat_map(|it| it.queries().chunks(PART)) {
            let (own, others) = schemas.split_at(queries.len());
            open.push((queries, own));
            schemas = others;
        }
        let mut found: Vec<Found> = match self.threads {
            Some(threads) => threads.each(&open, check).into_iter().flatten().collect(),
            None => open.iter().flat_map(check).collect(),
        };
        for part in parts {
            if let FilePart::Checked(_, own) = part {
                found.extend(own);
            }
        }
        found
    }
}

fn options<'l>(format: &SavedFormat, levels: &'l Levels) -> CheckOptions<'l> {
    let read = ReadOptions { placeholders: (format.placeholders)(), ..ReadOptions::default() };
    CheckOptions { read, levels, splices: format.splices }
}

/// Parts of a text that end with a line, each at least so long, but the last.
fn parts_by_line(text: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = text.as_bytes().get((start + BYTES).min(text.len())..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).map_or(text.len(), |at| text.len() - rest.len() + at + 1);
        parts.push(Span::new(start, end));
        start = end;
    }
    parts
}
