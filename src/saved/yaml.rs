//! Any YAML: queries under keys, and URLs in scalars, of all documents of a file.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, StructureStyle};

use super::SavedFormat;
use super::error::ReadError;
use super::keyed::{Keyed, Supplied};
use super::nearness::nearness_of;
use super::query::SavedQuery;
use super::shape::{may_hold_query, names_parameter};
use super::yaml_scalar::{ScalarPlace, alias, scalar};
use super::yaml_scripts::Scripts;
use crate::syntax::{PlaceholderStyle, PlaceholderStyles};
use crate::text::{Position, Span};

pub(super) static FORMAT: SavedFormat = SavedFormat {
    name: "yaml",
    summary: "YAML: values of `filters` and `sorters`, URLs in scalars",
    extensions: &["yaml", "yml"],
    placeholders: || {
        PlaceholderStyles::of(&[
            PlaceholderStyle::DoubleBraces,
            PlaceholderStyle::DollarBraces,
            PlaceholderStyle::Angles,
        ])
    },
    splices: false,
    recognises: |_| false,
    read: |text, reading| read(text, reading.has_endpoint),
    lines: None,
};

/// A mapping or a sequence that is not yet at its end.
pub(super) struct Level {
    is_flow: bool,
    is_mapping: bool,
    /// Whether the next node of a mapping is a key.
    expects_key: bool,
    /// The number of its anchor; 0 where it has none.
    anchor: usize,
    /// Whether the mapping around it takes over what its parts supply: `<<: [*a, *b]`.
    is_merged: bool,
}

fn read(text: &str, has_endpoint: bool) -> Result<Vec<SavedQuery<'_>>, ReadError> {
    if !may_hold_query(text) {
        return Ok(Vec::new());
    }
    let yaml = text.trim_start_matches('\u{feff}');
    let base = text.len() - yaml.len();
    let nearness = nearness_of(text, has_endpoint);
    let mut keyed = Keyed::new(nearness);
    let mut scripts = Scripts::new(text);
    let mut levels: Vec<Level> = Vec::new();
    let mut anchors: HashMap<usize, Cow<'_, str>> = HashMap::new();
    let mut mappings: HashMap<usize, Supplied> = HashMap::new();
    // How much aliases may say in all: many of one long text would be more than any file.
    let mut left = text.len() + 10_000;
    let mut options = Options::default();
    // They say nothing here, and of many in a row none is kept.
    options.set_emit_comments(false);
    for event in Parser::new_from_str_with_options(yaml, options) {
        let (event, place) = match event {
            Ok(event) => event,
            // Templates of YAML are none; one that names no parameter holds no query.
            Err(_) if !names_parameter(text) => return Ok(Vec::new()),
            Err(error) => {
                let (line, column) = (error.marker().line().max(1), error.marker().col() + 1);
                let message = format!("broken YAML: {}", error.info());
                return Err(ReadError { position: Position { line, column }, message, help: String::new() });
            }
        };
        match event {
            Event::MappingStart(style, anchor, _) => {
                let is_flow = style == StructureStyle::Flow;
                begin(&mut levels, Level { is_flow, anchor, ..Level::of(true) });
                keyed.begin();
                scripts.begin(true);
            }
            Event::SequenceStart(style, anchor, _) => {
                let (is_flow, is_merged) = (style == StructureStyle::Flow, keyed.merges());
                begin(&mut levels, Level { is_flow, anchor, is_merged, ..Level::of(false) });
                keyed.begin();
                scripts.begin(false);
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let anchor = levels.pop().filter(|level| level.is_mapping).map_or(0, |level| level.anchor);
                if anchor > 0
                    && let Some(supplied) = keyed.supplied()
                {
                    mappings.insert(anchor, supplied);
                }
                keyed.end();
                scripts.end();
            }
            Event::Alias(anchor) if mappings.contains_key(&anchor) => {
                is_key(&mut levels);
                let outer = usize::from(levels.last().is_some_and(|level| level.is_merged));
                let known = mappings.get(&anchor).filter(|it| (outer > 0 || keyed.merges()) && it.len() <= left);
                if let Some(supplied) = known {
                    left -= supplied.len();
                    keyed.merge(supplied.clone(), outer);
                }
                keyed.pass();
            }
            Event::Alias(anchor) if !is_key(&mut levels) => match anchors.get(&anchor) {
                Some(value) if keyed.wants(value) && value.len() <= left => {
                    left -= value.len();
                    let range = place.byte_range().unwrap_or_default();
                    keyed.text(alias(value, inside(yaml, range.start, range.end).shifted(base)));
                }
                Some(_) | None => keyed.pass(),
            },
            Event::Scalar(value, style, anchor, _) => {
                let range = place.byte_range().unwrap_or_default();
                let span = inside(yaml, range.start, range.end).shifted(base);
                if anchor > 0 {
                    anchors.insert(anchor, value.clone());
                }
                let is_flow = levels.last().is_some_and(|level| level.is_flow);
                let place = ScalarPlace { file: text, span, style, is_flow };
                if is_key(&mut levels) {
                    keyed.key(&value, unquoted(span, style));
                    scripts.key(&value);
                } else if scripts.wants() && !span.is_empty() && may_hold_query(&value) {
                    keyed.pass();
                    scripts.script(scalar(&value, &place));
                } else {
                    scripts.text(&value);
                    if keyed.wants(&value) && !span.is_empty() {
                        keyed.text(scalar(&value, &place));
                    } else {
                        keyed.pass();
                    }
                }
            }
            _ => {}
        }
    }
    let mut queries = keyed.finish();
    queries.append(&mut scripts.queries(nearness));
    queries.sort_by_key(|query| query.span);
    Ok(queries)
}

/// The place as far as it lies in the text: a block at its end is told longer than it is.
pub(super) fn inside(text: &str, start: usize, end: usize) -> Span {
    let end = end.min(text.len());
    let is_whole = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
    if is_whole { Span::new(start, end) } else { Span::at(text.len()) }
}

impl Level {
    /// One that begins.
    pub(super) fn of(is_mapping: bool) -> Self {
        Self { is_flow: false, is_mapping, expects_key: true, anchor: 0, is_merged: false }
    }
}

pub(super) fn begin(levels: &mut Vec<Level>, level: Level) {
    // A collection as a key names nothing.
    is_key(levels);
    levels.push(level);
}

/// Whether the node that comes now is a key of its mapping; the next one then is the value.
pub(super) fn is_key(levels: &mut [Level]) -> bool {
    let Some(level) = levels.last_mut().filter(|level| level.is_mapping) else { return false };
    level.expects_key = !level.expects_key;
    !level.expects_key
}

fn unquoted(span: Span, style: ScalarStyle) -> Span {
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted if span.len() >= 2 => {
            Span::new(span.start() + 1, span.end() - 1)
        }
        _ => span,
    }
}
