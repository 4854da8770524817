//! The comments of YAML, and those of the scripts in it.

use granit_parser::{Event, Options, Parser, ScalarStyle};

use super::comments::{Removal, SavedComment, SavedComments, comments as of_format};
use super::yaml::{Level, begin, inside, is_key};
use super::yaml_collections::Collections;
use super::yaml_scalar::{ScalarPlace, scalar};
use super::yaml_scripts::Scripts;
use crate::text::{COMMENT, Span};

pub(super) fn comments(text: &str) -> SavedComments {
    read(text).unwrap_or_default()
}

/// `None` where it is no YAML: what is a comment in it is not certain.
fn read(text: &str) -> Option<SavedComments> {
    let yaml = text.trim_start_matches('\u{feff}');
    let base = text.len() - yaml.len();
    let mut found = SavedComments::default();
    let mut scripts = Scripts::new(text);
    let mut levels: Vec<Level> = Vec::new();
    // The key whose value comes next.
    let mut key: Option<Span> = None;
    // What stands between a key and its value, or around the sign of a block.
    let mut heads: Vec<Span> = Vec::new();
    // Where each scalar begins, and whether it is a block.
    let mut scalars: Vec<(usize, bool)> = Vec::new();
    let mut collections = Collections::new(text);
    let mut options = Options::default();
    options.max_buffered_comment_events = usize::MAX;
    for event in Parser::new_from_str_with_options(yaml, options) {
        let (event, place) = event.ok()?;
        let range = place.byte_range().unwrap_or_default();
        let span = inside(yaml, range.start, range.end).shifted(base);
        match event {
            Event::Comment(..) => {
                found.comments.push(SavedComment::to_line_end(span, 1));
                continue;
            }
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let is_mapping = matches!(event, Event::MappingStart(..));
                begin(&mut levels, Level::of(is_mapping));
                scripts.begin(is_mapping);
                collections.begin(key);
            }
            Event::MappingEnd | Event::SequenceEnd => {
                levels.pop();
                scripts.end();
                collections.reach(span);
                found.statements.extend(collections.end());
            }
            Event::Alias(..) => {
                is_key(&mut levels);
                collections.reach(span);
            }
            Event::Scalar(value, style, ..) => {
                scalars.push((span.start(), matches!(style, ScalarStyle::Literal | ScalarStyle::Folded)));
                collections.reach(span);
                if is_key(&mut levels) {
                    scripts.key(&value);
                    key = Some(span);
                    continue;
                }
                if scripts.wants() && value.contains(COMMENT) {
                    scripts.script(scalar(&value, &ScalarPlace { file: text, span, style, is_flow: false }));
                } else {
                    scripts.text(&value);
                }
                let start = key.map_or_else(|| before(text, span, style), Span::start);
                let whole = Span::new(start.min(span.start()), span.start() + span.of(text).trim_end().len());
                if whole.of(text).contains('\n') {
                    found.statements.push(whole);
                    heads.push(Span::new(whole.start(), span.start().max(whole.start())));
                }
            }
            _ => {}
        }
        key = None;
    }
    for comment in &mut found.comments {
        let before = heads.partition_point(|it| it.start() < comment.span.start());
        let head = before.checked_sub(1).and_then(|last| heads.get(last));
        comment.is_heading = head.is_some_and(|it| comment.span.end() <= it.end());
        // Without a comment behind it a block goes on with the blank lines that follow.
        let before = scalars.partition_point(|(start, _)| *start < comment.span.start());
        let is_behind_block = before.checked_sub(1).and_then(|last| scalars.get(last)).is_some_and(|(_, block)| *block);
        if is_behind_block && is_before_blank_line(text, comment.span.end()) {
            comment.removal = Removal::Harmful;
        }
    }
    for (script, format) in scripts.finish() {
        found.add_inner(of_format(script.text(), format), &script, text);
    }
    Some(found)
}

/// Whether the line that ends at `at` is followed by a blank one.
fn is_before_blank_line(text: &str, at: usize) -> bool {
    let behind = text.get(at..).unwrap_or_default();
    let blank = behind.get(..behind.len() - behind.trim_ascii_start().len()).unwrap_or_default();
    blank.matches('\n').nth(1).is_some()
}

/// Where the line begins that says how a block is written; a text of another style begins with itself.
fn before(text: &str, span: Span, style: ScalarStyle) -> usize {
    if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
        return span.start();
    }
    let above = text.get(..span.start()).unwrap_or_default();
    let above = above.get(..above.rfind('\n').unwrap_or_default()).unwrap_or_default().trim_end();
    let line = above.rfind('\n').map_or(0, |at| at + 1);
    let indent = above.get(line..).map_or(0, |it| it.len() - it.trim_start().len());
    line + indent
}
