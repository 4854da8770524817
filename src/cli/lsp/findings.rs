//! What is wrong with a document, as the protocol says it.

use std::sync::LazyLock;

use gen_lsp_types::{Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location};
use serde_json::json;

use super::capabilities::Client;
use super::document::Document;
use super::settings::Settings;
use crate::cli::checking::Checker;
use crate::cli::failure::Failure;
use crate::cli::threads::Threads;
use crate::diagnostic::{Diagnostic as Diagnosis, Fix, Safety, Severity};
use crate::report::Finding;
use crate::saved::Reading;
use crate::schema::{Lookup, catalog, known};
use crate::text::{LineIndex, Span};

/// One document is checked at a time, by whoever is free.
static THREADS: LazyLock<Threads> = LazyLock::new(Threads::of_machine);

/// All findings of a text that is read as the document is, in its order.
///
/// # Errors
/// The text is not what its format asks for.
pub(super) fn findings_of(document: &Document, text: &str, settings: &Settings) -> Result<Vec<Finding>, Failure> {
    let mut checker = Checker::new(settings.endpoint(), settings.version(), settings.own());
    checker.levels = settings.levels();
    checker.by_shape = settings.by_shape();
    checker.threads = Some(&THREADS);
    checker.check_file(document.uri.0.clone(), text.to_owned(), document.format)?;
    checker.report.sort();
    Ok(checker.report.findings)
}

/// What keeps a document from being read, where it is for us to say: it speaks of the API, or an endpoint is set for it. Its
/// reader refuses only what names `filters` or `sorters`; what is wrong with other people's files their own tools say.
pub(super) fn broken(document: &Document, settings: &Settings) -> Option<Diagnostic> {
    let error = (document.format.read)(&document.text, Reading::default()).err()?;
    if settings.endpoint().is_none() && !speaks_of_api(&document.text, settings) {
        return None;
    }
    let line = LineIndex::new(&document.text).line(&document.text, error.position.line);
    let mut behind = line.of(&document.text).char_indices().skip(error.position.column.saturating_sub(1));
    let start = behind.next().map_or(line.end(), |(at, _)| line.start() + at);
    let end = behind.next().map_or(line.end(), |(at, _)| line.start() + at);
    let message = if error.help.is_empty() { error.message } else { format!("{}\n{}", error.message, error.help) };
    Some(Diagnostic {
        range: document.range(Span::new(start, end)),
        severity: Some(DiagnosticSeverity::Error),
        source: Some("v3q".to_owned()),
        message: message.into(),
        ..Diagnostic::default()
    })
}

/// Whether a text names the vendor, or has a URL or a path with a version that leads to an endpoint.
fn speaks_of_api(text: &str, settings: &Settings) -> bool {
    const VENDOR: [&str; 2] = ["sailpoint", "identitynow"];
    let lower = text.to_ascii_lowercase();
    let lookup = Lookup { extra: settings.own(), ..Lookup::default() };
    let mut words = text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`'));
    VENDOR.iter().any(|name| lower.contains(name))
        || words.any(|word| {
            let has_version = catalog::VERSIONS.iter().any(|version| word.contains(&format!("/{version}/")));
            has_version && known(word, &lookup).is_some()
        })
}

/// A finding as it is published.
pub(super) fn published(finding: &Finding, document: &Document, client: &Client) -> Diagnostic {
    let inner = &finding.diagnostic;
    let message =
        if inner.help.is_empty() { inner.message.clone() } else { format!("{}\n{}", inner.message, inner.help) };
    let related = finding.also.iter().filter(|_| client.related).map(|place| DiagnosticRelatedInformation {
        location: Location { uri: document.uri.clone(), range: document.range(place.span) },
        message: format!("also in {}", place.name),
    });
    let related: Vec<DiagnosticRelatedInformation> = related.collect();
    Diagnostic {
        range: document.range(inner.span),
        severity: Some(match inner.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Style => DiagnosticSeverity::Information,
        }),
        code: Some(Code::String(inner.code().to_owned())),
        code_description: None,
        source: Some("v3q".to_owned()),
        message: message.into(),
        tags: is_needless(inner).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: (!related.is_empty()).then_some(related),
        data: inner.fix.as_ref().map(|fix| json!({ "fix": fix.title, "safe": fix.safety == Safety::Safe })),
    }
}

/// Whether what it points to says nothing, and can go. What would be refused is shown as an error, not greyed out.
fn is_needless(finding: &Diagnosis) -> bool {
    let goes = |fix: &Fix| match fix.edits.as_slice() {
        [edit] => fix.safety == Safety::Safe && edit.text.is_empty() && edit.span.to(finding.span) == edit.span,
        _ => false,
    };
    finding.severity < Severity::Error && finding.fix.as_ref().is_some_and(goes)
}
