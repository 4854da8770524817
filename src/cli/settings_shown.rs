//! `v3q lint --show-settings`: what counts for a file, in the form of a settings file.

use std::fmt::Write as _;
use std::path::Path;

use super::explain;
use super::settings::{Settings, shown};
use crate::diagnostic::Severity;

/// The settings of a file, as a settings file would hold them.
pub(super) fn text(settings: &Settings, file: Option<&Path>, fail_on: Severity) -> String {
    const TAKES_ALL: &str = "a string takes whatever is written to it";
    let mut out = String::new();
    let place = file.unwrap_or(Path::new("v3q.toml"));
    match file {
        Some(file) => writeln!(out, "# settings of {}", file.display()).expect(TAKES_ALL),
        None => out.push_str("# settings of the working folder\n"),
    }
    match &settings.file {
        Some(file) => writeln!(out, "# from {}", shown(file)).expect(TAKES_ALL),
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
    let is_ignored = |code: &&&str| levels.level(code) == Some(None);
    let ignored: Vec<String> = explain::known().iter().filter(is_ignored).map(|code| (*code).to_owned()).collect();
    line("ignore", list(&ignored));
    let mut severities = explain::known().iter().filter_map(|code| Some((code, levels.level(code)??))).peekable();
    if severities.peek().is_some() {
        out.push_str("\n[severity]\n");
    }
    for (code, severity) in severities {
        writeln!(out, "{code} = \"{severity}\"").expect(TAKES_ALL);
    }
    out
}
