//! What holds of every file that queries are saved in. Tests and fuzz targets call these functions; each panics where
//! its law is broken.

use v3q::check::check_query;
use v3q::diagnostic::Safety;
use v3q::saved::{FORMATS, Reading, SavedFormat, SavedParameter, SavedQuery, format_of, mended};
use v3q::schema::Schema;
use v3q::syntax::ReadOptions;
use v3q::text::{Span, apply_edits};

/// All that must hold when a text is read as a Postman collection.
pub(crate) fn collection(text: &str) {
    holds(FORMATS.iter().find(|it| it.name == "postman").expect("a row of the table"), text);
}

/// All that must hold when a text is read as a file of that name.
pub(crate) fn file(name: &str, text: &str) {
    holds(format_of(name, text), text);
}

/// All that must hold when a text is read in the format of that number.
pub(crate) fn any(number: usize, text: &str) {
    holds(FORMATS[number % FORMATS.len()], text);
}

fn holds(format: &SavedFormat, text: &str) {
    let queries = match (format.read)(text, Reading::default()) {
        Ok(queries) => queries,
        Err(error) => {
            assert!(error.position.line > 0 && error.position.column > 0, "{error}");
            return;
        }
    };
    let options = ReadOptions { placeholders: (format.placeholders)(), ..ReadOptions::default() };
    let schema = Schema::permissive();
    for (number, query) in queries.iter().enumerate() {
        fits(text, query.span);
        for finding in &query.findings {
            fits(text, finding.span);
        }
        for (index, parameter) in query.parameters.iter().enumerate() {
            fits(text, parameter.place.map.outer(Span::new(0, parameter.value.len())));
            for found in check_query(&[(&*parameter.name, &*parameter.value)], &schema, &options) {
                let Some(fix) = found.diagnostic.fix.clone() else { continue };
                let in_file = parameter.in_file(found.diagnostic);
                fits(text, in_file.span);
                if fix.safety == Safety::Safe && found.parameter.is_some() {
                    let expected = apply_edits(&parameter.value, &fix.edits).expect("a fix fits its text");
                    // A value with bytes that are no text is not mended.
                    let Some(fix) = in_file.fix else { continue };
                    if let Some(after) = mended(text, &fix.edits, format) {
                        says(&after, format, queries.len(), (number, index), parameter, &expected);
                    }
                }
            }
        }
    }
}

/// The file that was mended says what the fix says, at the same place.
fn says(
    file: &str,
    format: &SavedFormat,
    queries: usize,
    (number, index): (usize, usize),
    before: &SavedParameter<'_>,
    expected: &str,
) {
    let again: Vec<SavedQuery<'_>> =
        (format.read)(file, Reading::default()).expect("a file that was mended can be read");
    // Two queries that say the same now are one.
    if again.len() == queries
        && let Some(parameter) = again.get(number).and_then(|query| query.parameters.get(index))
        && parameter.name == before.name
        && parameter.place.map.outer(Span::at(0)) == before.place.map.outer(Span::at(0))
    {
        // Blanks around an expression say nothing, and some formats leave them out.
        let inner = |text: &str| text.trim_matches([' ', '\t', '\r', '\n']).to_owned();
        assert_eq!(inner(&parameter.value), inner(expected), "{:?} in {file}", before.value);
    }
}

/// A collection with one request to that URL, its value in the list of parameters too.
pub(crate) fn request(url: &str) -> String {
    let quoted = serde_json::to_string(url).expect("a string can be written");
    let value = url.split_once('=').map_or(url, |(_, value)| value);
    let value = serde_json::to_string(value).expect("a string can be written");
    format!(
        "{{\"info\":{{\"schema\":\"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}},\"item\":[{{\
         \"name\":\"a\",\"request\":{{\"method\":\"GET\",\"url\":{{\"raw\":{quoted},\"query\":[{{\"key\":\"filters\",\
         \"value\":{value}}}]}}}}}}]}}"
    )
}

fn fits(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} does not fit {text:?}");
}
