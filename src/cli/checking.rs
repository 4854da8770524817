//! From texts to a report: each query is read from its place and checked against its endpoint.

mod parts;
mod told;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::endpoint;
use super::failure::Failure;
use super::input::Expression;
use super::threads::Threads;
use crate::check::{CheckOptions, QueryFinding, check_parameter, check_query};
use crate::comment::{Comments, QueryPlace, has_comment};
use crate::diagnostic::Diagnostic;
use crate::lint::Levels;
use crate::report::{Finding, Place, Report, SourceId};
use crate::saved::{Encoding, Part, ReadError, SavedFormat, SavedParameter, SavedPlace, SavedQuery, comments};
use crate::schema::Schema;
use crate::text::Span;
use parts::FilePart;
use told::Told;
pub(super) use told::is_without_endpoint;

/// What is about a parameter's name, whatever its value.
const ABOUT_NAMES: [&str; 4] = ["unknown-parameter", "repeated-parameter", "exclusive-parameters", "missing-partner"];

/// What counts where no endpoint is named.
static PERMISSIVE: LazyLock<Schema> = LazyLock::new(Schema::permissive);

/// What counts where one is named that is not known: whether it sorts its pages, nobody can say.
static UNKNOWN: LazyLock<Schema> = LazyLock::new(|| Schema { offset: false, ..Schema::permissive() });

/// What all queries of one run share.
pub(super) struct Checker<'a> {
    /// The endpoint of queries that name none, or one that is not known.
    endpoint: Option<&'a Schema>,
    version: Option<&'a str>,
    /// What the user's own schema files say.
    own: &'a [Schema],
    /// Which codes are reported, and how bad they are.
    pub(super) levels: Levels,
    /// What the URLs that were met lead to; otherwise the finding that says so, until it was told.
    known: HashMap<String, Result<&'a Schema, Option<Box<Diagnostic>>>>,
    /// Whether a string literal that nothing but its shape tells is a query too.
    pub(super) by_shape: bool,
    /// Who helps with a file of many queries, where anybody does.
    pub(super) threads: Option<&'a Threads>,
    /// What was found so far.
    pub(super) report: Report,
}

impl<'a> Checker<'a> {
    pub(super) fn new(endpoint: Option<&'a Schema>, version: Option<&'a str>, own: &'a [Schema]) -> Self {
        let (levels, known, by_shape, threads, report) =
            (Levels::new(), HashMap::new(), false, None, Report::default());
        let mut checker = Self { endpoint, version, own, levels, known, by_shape, threads, report };
        checker.take_report();
        checker
    }

    /// What was found until now; the next report begins empty.
    pub(super) fn take_report(&mut self) -> Report {
        let mut next = Report::default();
        next.endpoint = self.endpoint.map(endpoint::reported);
        std::mem::replace(&mut self.report, next)
    }

    /// Checks all queries of a file.
    ///
    /// # Errors
    /// The file is not what its format asks for.
    pub(super) fn check_file(&mut self, name: String, text: String, format: &SavedFormat) -> Result<(), Failure> {
        let may_have_comments = has_comment(&text);
        let parts = self.parts_of(&text, format, may_have_comments).map_err(|error| unreadable(&name, error))?;
        let mut comments = may_have_comments.then(|| Comments::of(&text, comments(&text, format))).flatten();
        // An endpoint that is not known is said once in each file.
        self.known.retain(|_, known| known.is_ok());
        let named = (self.endpoint, self.version);
        let (mut told, mut found) = (Told::default(), Vec::new());
        let mut schemas: Vec<Option<&Schema>> = Vec::new();
        for part in &parts {
            if let FilePart::Checked(queries, _) = part {
                self.count(*queries, self.endpoint, false);
            }
            for query in part.queries() {
                let place = QueryPlace::of(&text, query);
                if let Some(comments) = &mut comments {
                    (self.endpoint, self.version) = told.endpoint(comments, &text, place, named, self.own, &mut found);
                }
                let (schema, is_own) = match self.schema_of_url(query, place, &mut found) {
                    Some(schema) => (Some(schema), true),
                    None => (self.endpoint, !is_same(self.endpoint, named.0)),
                };
                self.count(1, schema, is_own);
                if let Some(comments) = comments.as_mut().filter(|_| schema.is_none()) {
                    comments.note_unchecked(place);
                }
                schemas.push(schema);
            }
        }
        (self.endpoint, self.version) = named;
        found.append(&mut self.check_all(&text, parts, &schemas, format, comments.is_some()));
        // Blanks around a line break are the file's own layout, also where its language leaves the break out.
        found.retain(|it| it.diagnostic.code() != "odd-blanks" || !it.diagnostic.span.of(&text).contains('\n'));
        if let Some(comments) = &mut comments {
            found.retain(|it| {
                let diagnostic = &it.diagnostic;
                !comments.suppress(&text, diagnostic.code(), diagnostic.span.start(), it.query_at)
            });
            let known = told::known(&self.levels);
            found.extend(
                comments
                    .findings(&text, &known)
                    .into_iter()
                    .map(|it| Found::apart(QueryPlace::at(it.span.start()), it)),
            );
        }
        let source = Some(self.report.add_file(name, text));
        for Found { query, diagnostic, also, .. } in found {
            if let Some(diagnostic) = self.levels.applied(diagnostic) {
                self.report.findings.push(Finding { source, query, diagnostic, also });
            }
        }
        Ok(())
    }

    /// Checks expressions that were given together as one query; each comes with the parameter's usual name.
    pub(super) fn check_inline(&mut self, parameters: Vec<(&'static str, Expression)>) {
        let schema = self.endpoint.unwrap_or(&PERMISSIVE);
        let values: Vec<(&str, &str)> =
            parameters.iter().map(|(name, it)| (name_on(schema, name), it.expression())).collect();
        let options = CheckOptions { levels: &self.levels, ..CheckOptions::default() };
        let found = check_query(&values, schema, options);
        self.count(1, self.endpoint, false);
        let mut places: Vec<(SourceId, String, usize)> = Vec::new();
        for (name, expression) in parameters {
            let (value, start) = (expression.expression().to_owned(), expression.start());
            let source = match expression.file {
                Some(file) => self.report.add_file(file, expression.text),
                None => self.report.add_inline(format!("--{name}"), expression.text),
            };
            places.push((source, value, start));
        }
        for QueryFinding { parameter, diagnostic, .. } in found {
            let also = Vec::new();
            self.report.findings.push(match parameter.and_then(|index| places.get(index)) {
                Some((source, value, start)) => Finding {
                    source: Some(*source),
                    query: Some(value.clone()),
                    diagnostic: diagnostic.moved(|span| span.shifted(*start), |text| text),
                    also,
                },
                None => Finding { source: None, query: None, diagnostic, also },
            });
        }
    }

    /// Notes that so many queries are checked against an endpoint, which may be their own, or against none.
    fn count(&mut self, queries: usize, schema: Option<&Schema>, is_own: bool) {
        self.report.queries += queries;
        self.report.with_own_endpoint += if is_own && schema.is_some() { queries } else { 0 };
        self.report.without_endpoint += if schema.is_none() { queries } else { 0 };
    }

    /// The endpoint of a query's own URL, where it is known.
    fn schema_of_url(&mut self, query: &SavedQuery<'_>, place: QueryPlace, out: &mut Vec<Found>) -> Option<&'a Schema> {
        let saved = query.endpoint.as_ref()?;
        let version = self.version.unwrap_or_default();
        let key = match &saved.call {
            Some(call) => format!("{} {} {version}", call.version.unwrap_or_default(), call.names.join(" ")),
            None => format!("{} {} {version}", saved.method.unwrap_or_default(), saved.path),
        };
        // Endpoints without filters and sorters are in no catalog: a URL that has neither says nothing wrong.
        let is_query = query.parameters.iter().any(|it| standard_name(&it.name).is_some());
        if !is_query && !self.known.contains_key(&key) {
            let schema = endpoint::known_saved(saved, self.version, self.own)?;
            self.known.insert(key.clone(), Ok(schema));
        }
        let lookup = || endpoint::saved(saved, self.version, self.own);
        match self.known.entry(key).or_insert_with(lookup) {
            Ok(schema) => Some(schema),
            Err(finding) => {
                if self.endpoint.is_none() && is_query {
                    let unknown = finding.take();
                    out.extend(unknown.map(|it| Found::apart(place, *it)));
                }
                None
            }
        }
    }
}

/// Checks what is saved in a file of that text.
fn check_saved(text: &str, query: &SavedQuery<'_>, schema: &Schema, options: CheckOptions<'_>, out: &mut Vec<Found>) {
    // Most queries have no finding.
    let query_at = || QueryPlace::of(text, query);
    out.extend(query.findings.iter().map(|diagnostic| {
        let parameter = parameter_at(query, diagnostic.span);
        Found {
            query_at: query_at(),
            query: parameter.map(|it| it.value.to_string()),
            also: parameter.map_or_else(Vec::new, |it| places(it, Span::new(0, it.value.len()))),
            diagnostic: diagnostic.clone(),
        }
    }));
    let sent: Vec<&SavedParameter<'_>> = query.parameters.iter().filter(|it| it.part == Part::Sent).collect();
    let values: Vec<(&str, &str)> = sent.iter().map(|it| (name_in(schema, it), &*it.value)).collect();
    // Where only a part of what is sent is known, nothing is missing.
    let is_whole = query.parameters.iter().all(|it| it.part != Part::Alone);
    let together = if is_whole { check_query(&values, schema, options) } else { Vec::new() };
    for QueryFinding { parameter, diagnostic, missing } in together {
        if let Some(parameter) = parameter.and_then(|index| sent.get(index)) {
            out.push(found(query_at(), parameter, diagnostic));
            continue;
        }
        let is_missing = |it: &&SavedParameter<'_>| {
            matches!(it.part, Part::Disabled | Part::Sample) && missing.as_deref() == Some(name_in(schema, it))
        };
        let diagnostic = match query.parameters.iter().find(is_missing) {
            Some(it) => {
                let span = it.name_span.unwrap_or_else(|| it.place.map.outer(Span::new(0, it.value.len())));
                let message = format!("`{}` is disabled", it.name);
                Diagnostic { span, message, fix: None, ..diagnostic }
            }
            None => Diagnostic { span: query.span, fix: None, ..diagnostic },
        };
        out.push(Found::apart(query_at(), diagnostic));
    }
    let is_apart = |it: &&SavedParameter<'_>| matches!(it.part, Part::Alone | Part::Kept | Part::Disabled);
    for kept in query.parameters.iter().filter(is_apart) {
        let findings = check_parameter(name_in(schema, kept), &kept.value, schema, options);
        out.extend(findings.into_iter().map(|it| found(query_at(), kept, it)));
    }
}

/// The failure of a file that is not what its format asks for.
pub(super) fn unreadable(name: &str, error: ReadError) -> Failure {
    Failure::with_help(format!("`{name}` can't be read: {error}"), error.help)
}

/// A finding in a file that is not yet part of the report.
pub(super) struct Found {
    /// Where the query it is about stands.
    query_at: QueryPlace,
    query: Option<String>,
    diagnostic: Diagnostic,
    also: Vec<Place>,
}

impl Found {
    /// A finding about no single parameter.
    pub(super) fn apart(query_at: QueryPlace, diagnostic: Diagnostic) -> Self {
        Self { query_at, query: None, diagnostic, also: Vec::new() }
    }
}

/// A finding about a parameter, in the file: at its name where it is about that, and the name is there.
fn found(query_at: QueryPlace, parameter: &SavedParameter<'_>, diagnostic: Diagnostic) -> Found {
    let also = places(parameter, diagnostic.span);
    let mut diagnostic = parameter.in_file(diagnostic);
    if let Some(name) = parameter.name_span.filter(|_| ABOUT_NAMES.contains(&diagnostic.code())) {
        diagnostic.span = name;
    }
    Found { query_at, query: Some(parameter.value.to_string()), diagnostic, also }
}

/// Where else a part of a parameter's value stands.
pub(super) fn places(parameter: &SavedParameter<'_>, span: Span) -> Vec<Place> {
    let place = |it: &SavedPlace| Place { name: it.name.clone(), span: it.map.outer(span) };
    parameter.also.iter().map(place).collect()
}

/// The parameter in whose value a place of the file lies.
fn parameter_at<'q, 'a>(query: &'q SavedQuery<'a>, span: Span) -> Option<&'q SavedParameter<'a>> {
    query.parameters.iter().find(|it| {
        let place = it.place.map.outer(Span::new(0, it.value.len()));
        place.start() <= span.start() && span.end() <= place.end()
    })
}

/// Whether two endpoints are the same one.
fn is_same(one: Option<&Schema>, other: Option<&Schema>) -> bool {
    one.map(std::ptr::from_ref) == other.map(std::ptr::from_ref)
}

/// Whether a parameter is a filter or a sorter by one of the names they have: `filters` or `sorters`.
fn standard_name(name: &str) -> Option<&'static str> {
    match name {
        "filters" | "filter" => Some("filters"),
        "sorters" | "sort" => Some("sorters"),
        _ => None,
    }
}

/// What a parameter is called where it is sent: a URL says so itself.
fn name_in<'s>(schema: &'s Schema, parameter: &'s SavedParameter<'_>) -> &'s str {
    match parameter.place.encoding {
        Encoding::Plain => name_on(schema, &parameter.name),
        Encoding::Url | Encoding::ReadableUrl => &parameter.name,
    }
}

/// What the endpoint calls that parameter: some say `filter` or `sort`.
fn name_on<'s>(schema: &'s Schema, name: &'s str) -> &'s str {
    let own = match standard_name(name) {
        Some("filters") => schema.filters.as_ref().map(|rules| rules.name.as_str()),
        Some(_) => schema.sorters.as_ref().map(|rules| rules.name.as_str()),
        None => None,
    };
    own.unwrap_or(name)
}
