//! The comments of requests of REST clients: lines before a request and among its headers; bodies and scripts have none.

use super::comments::{SavedComment, SavedComments};
use super::http::script;
use crate::text::Span;

/// What a line belongs to.
#[derive(PartialEq)]
enum Place {
    Before,
    Request,
    Body,
}

pub(super) fn comments(text: &str) -> SavedComments {
    let mut comments = Vec::new();
    let mut place = Place::Before;
    // What ends the script that the line stands in.
    let mut script_end: Option<&str> = None;
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        let said = line.trim_ascii();
        let start = at + (line.len() - line.trim_ascii_start().len());
        at += line.len();
        let marker = if said.starts_with('#') { 1 } else { 2 };
        // The line that begins the next request is more than a comment.
        if line.starts_with("###") {
            (place, script_end) = (Place::Before, None);
        } else if let Some(end) = script_end {
            script_end = Some(end).filter(|end| !said.ends_with(end));
        } else if place != Place::Body && script(said).is_some() {
            script_end = script(said);
        } else if said.is_empty() {
            if place == Place::Request {
                place = Place::Body;
            }
        } else if place != Place::Body && said.starts_with(['#', '/']) && (marker == 1 || said.starts_with("//")) {
            comments.push(SavedComment::to_line_end(Span::new(start, start + said.len()), marker));
        } else if place == Place::Before && !said.starts_with('@') {
            place = Place::Request;
        }
    }
    SavedComments { comments, statements: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_no_comments() {
        let text = "# a\n@x = 1\nGET /v3/a\n  // b\nAccept: x\n\n# c\n### d\n// e\n\nPOST /v3/b\n/c\n";
        let found: Vec<&str> = comments(text).comments.iter().map(|it| it.span.of(text)).collect();
        assert_eq!(found, ["# a", "// b", "// e"]);
    }
    #[test]
    fn a_script_has_no_comments() {
        let text = "# a\n< {%\n  const x = `\n# b\n\n`;\n// c\n%}\n# d\nGET /v3/a\n> {%\n// e\n%}\n# f\n### g\n> {% x %}\n# h\n";
        let found: Vec<&str> = comments(text).comments.iter().map(|it| it.span.of(text)).collect();
        assert_eq!(found, ["# a", "# d", "# f", "# h"]);
    }
}
