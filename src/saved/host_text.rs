//! A text as the file's language says it, read with the way back to the file.
//!
//! The reader of a string literal, a scalar or a word pushes what it finds, piece by piece; out come the parameters and
//! URLs that stand in the text, each with its map, holes and seams, so that findings point into the file and fixes are
//! written as the file's language has it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::hole::{Hole, Seam};
use super::joins::keep_literals;
use super::query::{Encoding, Part, SavedEndpoint, SavedParameter, SavedPlace, SavedQuery};
use super::quoting::Quoting;
use super::url::{read_query, read_url};
use super::url_filled::{with_holes, without_printed};
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::{OffsetMap, Span};

/// How much of an expression its placeholder shows, in characters.
const SHOWN: usize = 40;

/// A text of a file's language, while it is read and after.
#[derive(Debug, Clone)]
pub(super) struct HostText {
    text: String,
    place: SavedPlace,
    /// Whether each part of the text has its own place.
    is_exact: bool,
    /// What each placeholder stands for: two expressions never look the same.
    expressions: BTreeMap<String, String>,
}

impl HostText {
    /// A text that begins at byte `base` of the file and is written with `quoting` there.
    pub(super) fn new(base: usize, quoting: Quoting) -> Self {
        let place = SavedPlace {
            name: String::new(),
            map: OffsetMap::new(base),
            encoding: Encoding::Plain,
            quoting,
            within: Quoting::None,
            holes: Vec::new(),
            seams: Vec::new(),
        };
        Self { text: String::new(), place, is_exact: true, expressions: BTreeMap::new() }
    }

    /// A text that was decoded already, with the way back to the file.
    #[cfg(feature = "saved-json")]
    pub(super) fn decoded(text: String, map: OffsetMap, quoting: Quoting) -> Self {
        let mut host = Self::new(0, quoting);
        host.text = text;
        host.place.map = map;
        host
    }

    /// The same text, of which only the whole has a place: nothing of it is mended.
    pub(super) fn make_inexact(&mut self) {
        self.is_exact = false;
    }

    /// What it says so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether the file's language puts something into it.
    pub(super) fn has_holes(&self) -> bool {
        !self.place.holes.is_empty()
    }

    /// Text that is written as it is.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Text that is written as `outer`.
    pub(super) fn push_escaped(&mut self, text: &str, outer: Span) {
        let start = self.text.len();
        self.text.push_str(text);
        self.place.map.escape(Span::new(start, self.text.len()), outer);
    }

    /// An expression that is filled in when the program runs; `source` is all that stands at `outer`.
    pub(super) fn push_hole(&mut self, expression: &str, source: &str, outer: Span) {
        let placeholder = self.placeholder(expression);
        let start = self.text.len();
        self.push_escaped(&placeholder, outer);
        let span = Span::new(start, self.text.len());
        self.place.holes.push(Hole {
            span,
            placeholder,
            source: source.to_owned(),
            shown: shown(expression, source),
            is_fixed: false,
        });
    }

    /// No edit may take the last hole along; what stands behind it is written with `quoting`.
    pub(super) fn fix_hole(&mut self, quoting: Quoting) {
        if let Some(hole) = self.place.holes.last_mut() {
            hole.is_fixed = true;
            self.place.seams.push(Seam { at: hole.span.start(), quoting });
        }
    }

    /// The text breaks off; `outer` stands between this part and the next one, which is written with `quoting`.
    pub(super) fn push_seam(&mut self, outer: Span, quoting: Quoting) {
        let at = self.text.len();
        self.place.map.escape(Span::at(at), outer);
        self.place.seams.push(Seam { at, quoting });
    }

    /// The last part of the text ends, which is written with `quoting`.
    pub(super) fn push_end(&mut self, quoting: Quoting) {
        self.place.seams.push(Seam { at: self.text.len(), quoting });
    }

    /// What stands for an expression. Letters, digits, `.` and `_` alone pass through a URL unchanged.
    fn placeholder(&mut self, expression: &str) -> String {
        let mut name = String::new();
        for c in expression.chars() {
            match c {
                'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' => name.push(c),
                _ if name.is_empty() || name.ends_with('_') => {}
                _ => name.push('_'),
            }
            if name.len() >= SHOWN {
                break;
            }
        }
        let name = name.trim_end_matches('_');
        let mut placeholder = format!("{{{{{name}}}}}");
        if self.expressions.get(&placeholder).is_some_and(|known| known != expression) {
            placeholder = format!("{{{{{name}_{}}}}}", self.expressions.len());
        }
        self.expressions.entry(placeholder.clone()).or_insert_with(|| expression.to_owned());
        placeholder
    }

    /// The whole text, where it stands in the file.
    pub(super) fn span(&self) -> Span {
        self.place.map.outer(Span::new(0, self.text.len()))
    }

    /// A place of the text, in the file.
    pub(super) fn outer(&self, part: Span) -> Span {
        self.place.map.outer(part)
    }

    /// The part of the text at `part` as the plain value of a parameter.
    pub(super) fn expression(&self, name: &str, name_span: Option<Span>, part: Span) -> SavedParameter<'static> {
        let value = self.text.get(part.range()).unwrap_or_default().to_owned();
        let parameter = SavedParameter {
            name: Cow::Owned(name.to_owned()),
            name_span: None,
            place: SavedPlace {
                name: String::new(),
                map: OffsetMap::new(part.start()),
                encoding: Encoding::Plain,
                quoting: Quoting::None,
                within: Quoting::None,
                holes: Vec::new(),
                seams: Vec::new(),
            },
            value: Cow::Owned(value),
            also: Vec::new(),
            part: Part::Sent,
            is_text: true,
        };
        SavedParameter { name_span, ..self.parameter(parameter) }
    }

    /// The part of the text at `part` as a URL, with a method in front or not.
    pub(super) fn url(&self, part: Span) -> SavedQuery<'static> {
        self.filled(part, read_url)
    }

    /// The part of the text at `part` as what stands behind the `?` of a URL.
    pub(super) fn url_query(&self, part: Span) -> SavedQuery<'static> {
        self.filled(part, read_query)
    }

    /// What `read` finds in a part of the text that a program may fill in.
    fn filled(&self, part: Span, read: fn(&str, usize) -> SavedQuery<'_>) -> SavedQuery<'static> {
        let (text, base) = (self.text.get(part.range()).unwrap_or_default(), part.start());
        self.query(without_printed(with_holes(read(text, base), text, base), text, base))
    }

    /// A query that was read in this text, as one of the file.
    pub(super) fn query(&self, query: SavedQuery<'_>) -> SavedQuery<'static> {
        let SavedQuery { span, endpoint, parameters, findings } = query;
        let endpoint = endpoint.map(|it| SavedEndpoint {
            method: it.method.and_then(super::url::method),
            path: Cow::Owned(it.path.into_owned()),
            call: it.call,
            is_elsewhere: it.is_elsewhere,
            span: self.outer(it.span),
        });
        SavedQuery {
            span: self.outer(span),
            endpoint,
            parameters: parameters.into_iter().map(|it| self.parameter(it)).collect(),
            findings: findings.into_iter().map(|it| self.finding(it)).collect(),
        }
    }

    fn finding(&self, finding: Diagnostic) -> Diagnostic {
        let span = self.outer(finding.span);
        let fix = finding
            .fix
            .filter(|fix| self.is_exact && keep_literals(&self.text, &self.place, &fix.edits))
            .and_then(|fix| Some(Fix { edits: self.place.edits_in_file(&fix.edits)?, ..fix }));
        Diagnostic { span, fix, ..finding }
    }

    /// A parameter whose place is in this text, as one of the file.
    fn parameter(&self, parameter: SavedParameter<'_>) -> SavedParameter<'static> {
        let SavedParameter { name, name_span, value, place, part, is_text, also: _ } = parameter;
        let all = place.map.outer(Span::new(0, value.len()));
        let inside = |at: usize| all.start() <= at && at <= all.end();
        let hole = |hole: &Hole| {
            let start = place.map.inner(hole.span.start()).filter(|_| inside(hole.span.start()))?;
            let span = Span::new(start, start + hole.placeholder.len());
            // Where it was decoded into something else the value has no such hole, and must not be mended.
            (value.get(span.range())? == hole.placeholder).then(|| Hole { span, ..hole.clone() })
        };
        let first = self.place.holes.partition_point(|it| it.span.start() < all.start());
        let inner = self.place.holes.get(first..).unwrap_or_default().iter();
        let inner: Vec<&Hole> = inner.take_while(|it| it.span.end() <= all.end()).collect();
        let holes: Vec<Hole> = inner.iter().filter_map(|it| hole(it)).collect();
        let begun = self.place.seams.partition_point(|it| it.at <= all.start());
        let before = begun.checked_sub(1).and_then(|last| self.place.seams.get(last));
        let seams = self.place.seams.get(begun..).unwrap_or_default().iter().take_while(|it| it.at <= all.end());
        let seams: Vec<Option<Seam>> =
            seams.map(|it| Some(Seam { at: place.map.inner(it.at)?, quoting: it.quoting })).collect();
        let is_whole = holes.len() == inner.len() && seams.iter().all(Option::is_some);
        // Where the text is one of another language, that language's own writing counts.
        let is_nested = place.quoting != Quoting::None || !place.holes.is_empty() || !place.seams.is_empty();
        let place = if is_nested {
            let within = if place.within == Quoting::None { self.place.quoting } else { place.within };
            let mut seams = place.seams;
            let ends = self.place.seams.last().is_some_and(|seam| seam.at == all.end());
            seams.extend(ends.then_some(Seam { at: value.len(), quoting: place.quoting }));
            SavedPlace { map: place.map.then_for(value.len(), &self.place.map), within, seams, ..place }
        } else {
            SavedPlace {
                map: place.map.then_for(value.len(), &self.place.map),
                quoting: before.map_or(self.place.quoting, |seam| seam.quoting),
                holes,
                seams: seams.into_iter().flatten().collect(),
                ..place
            }
        };
        SavedParameter {
            name: Cow::Owned(name.into_owned()),
            name_span: name_span.map(|span| self.outer(span)),
            place,
            value: Cow::Owned(value.into_owned()),
            also: Vec::new(),
            part,
            is_text: is_text && (is_nested || is_whole) && self.is_exact,
        }
    }
}

/// What a hole is called: what the file has there, without the quotes and signs that join it to the text around it.
fn shown(expression: &str, source: &str) -> String {
    let is_joined = !source.starts_with(['{', '$', '#', '%', '<']) && source.contains(expression);
    let words: Vec<&str> = if is_joined { expression } else { source }.split_ascii_whitespace().collect();
    let shown = words.join(" ");
    match shown.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", shown.get(..end).unwrap_or_default()),
        None => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Edit, apply_edits};

    /// `https://{host}/v3/accounts?filters=name EQ "{user.name}" and id eq "` + `5"`, as a program would have it.
    const FILE: &str = r#"f"https://{h}/v3/accounts?filters=name EQ \"{u.name}\" and id eq " + "5""#;

    fn read() -> SavedQuery<'static> {
        let mut host = HostText::new(2, Quoting::None);
        let mut at = 2;
        let mut step = |text: &str| {
            let start = at + FILE.get(at..).unwrap().find(text).unwrap();
            at = start + text.len();
            Span::new(start, at)
        };
        host.push("https://");
        host.push_hole("h", "{h}", step("{h}"));
        host.push("/v3/accounts?filters=name EQ ");
        host.push_escaped("\"", step("\\\""));
        host.push_hole("u.name", "{u.name}", step("{u.name}"));
        host.push_escaped("\"", step("\\\""));
        host.push(" and id eq ");
        host.push_seam(step("\" + \""), Quoting::Json);
        host.push("5");
        let all = Span::new(0, host.text().len());
        host.url(all)
    }

    fn mended(edits: &[Edit]) -> Option<String> {
        apply_edits(FILE, &read().parameters[0].place.edits_in_file(edits)?)
    }

    #[test]
    fn values_and_their_holes_lead_back_to_the_file() {
        let query = read();
        let parameter = &query.parameters[0];
        assert_eq!(parameter.value, "name EQ \"{{u.name}}\" and id eq 5");
        assert_eq!(query.endpoint.unwrap().path, "/v3/accounts");
        let at = |text: &str| parameter.value.find(text).map(|at| Span::new(at, at + text.len())).unwrap();
        assert_eq!(parameter.place.map.outer(at("EQ")).of(FILE), "EQ");
        assert_eq!(parameter.place.map.outer(at("{{u.name}}")).of(FILE), "{u.name}");
        assert_eq!(parameter.place.map.outer(at("5")).of(FILE), "5");
        assert_eq!(parameter.place.holes.len(), 1);
    }

    #[test]
    fn a_hole_is_put_back_as_it_was_written_or_there_is_no_fix() {
        let whole = Span::new(0, 20);
        let after = mended(&[Edit::replace(whole, "name eq {{u.name}}")]).unwrap();
        assert_eq!(after, r#"f"https://{h}/v3/accounts?filters=name eq {u.name} and id eq " + "5""#);
        for lost in ["name eq ", "{{u.name}}{{u.name}}"] {
            assert_eq!(mended(&[Edit::replace(whole, lost)]), None, "{lost}");
        }
        assert_eq!(mended(&[Edit::insert(0, "{{u.name}}")]), None, "it would stand there twice");
        assert_eq!(mended(&[Edit::delete(Span::new(10, 12))]), None, "a part of a hole");
        assert!(mended(&[Edit::insert(0, "{{other}}")]).is_some(), "text of the value's own");
    }

    #[test]
    fn no_edit_crosses_a_seam_and_each_part_keeps_its_quoting() {
        let five = read().parameters[0].value.len() - 1;
        assert_eq!(mended(&[Edit::replace(Span::new(five - 1, five + 1), "x")]), None);
        let after = mended(&[Edit::replace(Span::new(five, five + 1), "\"5\"")]).unwrap();
        assert!(after.ends_with(r#"eq " + "\"5\"""#), "{after}");
    }
}
