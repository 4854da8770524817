//! `v3q lint --show-settings`: what counts for a file, in the form of a settings file.

use std::fmt::Write as _;
use std::path::Path;

use super::settings::{Settings, shown};
use crate::codes;
use crate::diagnostic::Severity;
use crate::report::visible_line;

/// The settings of a file, as a settings file would hold them.
pub(super) fn text(settings: &Settings, file: Option<&Path>, fail_on: Severity) -> String {
    const TAKES_ALL: &str = "a string takes whatever is written to it";
    let mut out = String::new();
    let place = file.unwrap_or(Path::new("v3q.toml"));
    match file {
        Some(file) => writeln!(out, "# settings of {}", visible_line(&file.display().to_string())).expect(TAKES_ALL),
        None => out.push_str("# settings of the working folder\n"),
    }
    match &settings.file {
        Some(file) => writeln!(out, "# from {}", visible_line(&shown(file))).expect(TAKES_ALL),
        None => out.push_str("# from no settings file\n"),
    }
    let (endpoint, version) = settings.target(place);
    let mut line = |key: &str, value: String| writeln!(out, "{key} = {value}").expect(TAKES_ALL);
    let text = |text: &str| format!("{text:?}");
    if let Some(endpoint) = endpoint {
        line("endpoint", text(endpoint));
    }
    if let Some(version) = version {
        line("api-version", text(version));
    }
    let list = |list: &[String]| format!("{list:?}");
    let config = &settings.config;
    for (key, values) in [("schema", &config.schema), ("include", &config.include), ("exclude", &config.exclude)] {
        if !values.is_empty() {
            line(key, list(values));
        }
    }
    line("by-shape", config.by_shape.unwrap_or_default().to_string());
    line("fail-on", text(fail_on.word()));
    let levels = settings.levels(place);
    let known = codes::all();
    let named = |choose: fn(bool, bool) -> bool| -> Vec<String> {
        let chosen = known.iter().filter(|it| choose(it.is_on, levels.is_on(it.info.code)));
        chosen.map(|it| it.info.code.to_owned()).collect()
    };
    let (selected, more, less) =
        (named(|_, now| now), named(|usually, now| now && !usually), named(|usually, now| usually && !now));
    // The shorter of two lists that say the same.
    if selected.len() < more.len() + less.len() {
        line("select", list(&selected));
    } else {
        line("extend-select", list(&more));
        line("ignore", list(&less));
    }
    let changed = known.iter().filter_map(|it| Some((it.info, levels.of(it.info)?)));
    let mut severities =
        changed.filter(|(info, now)| info.severity != *now).map(|(info, now)| (info.code, now)).peekable();
    if severities.peek().is_some() {
        out.push_str("\n[severity]\n");
    }
    for (code, severity) in severities {
        writeln!(out, "{code} = \"{severity}\"").expect(TAKES_ALL);
    }
    out
}
