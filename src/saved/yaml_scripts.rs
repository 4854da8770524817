//! Scripts in YAML: what the steps of a workflow and the jobs of a pipeline run.
//!
//! A reader of YAML hands over what it meets; a text under `run`, `script` and the like is read as a file of its language,
//! once all that stands beside it is known: `shell` may name another one.

use super::SavedFormat;
use super::code::{javascript, powershell, python};
use super::host_text::HostText;
use super::nearness::Nearness;
use super::query::SavedQuery;
use super::{Reading, shell};

/// Keys whose texts are scripts.
const SCRIPTS: [&str; 5] = ["run", "script", "before_script", "after_script", "bash"];

/// Keys whose texts are scripts of PowerShell.
const POWERSHELL: [&str; 2] = ["pwsh", "powershell"];

/// What `shell` may say, and the format it names.
static SHELLS: [(&str, &SavedFormat); 6] = [
    ("bash", &shell::FORMAT),
    ("sh", &shell::FORMAT),
    ("zsh", &shell::FORMAT),
    ("pwsh", &powershell::FORMAT),
    ("powershell", &powershell::FORMAT),
    ("python", &python::FORMAT),
];

/// Tasks of Azure Pipelines whose `script` is of another language than a shell, in lower case.
/// Source: their pages in the reference of tasks (`PowerShell@2`, `PythonScript@0`).
static TASKS: [(&str, &SavedFormat); 2] = [("powershell", &powershell::FORMAT), ("pythonscript", &python::FORMAT)];

/// The scripts of a file, while it is read.
pub(super) struct Scripts {
    frames: Vec<Frame>,
    /// The shell of steps that name none, where that is known.
    default: Option<&'static SavedFormat>,
    found: Vec<(HostText, &'static SavedFormat)>,
}

/// A mapping or a sequence that is not yet at its end.
#[derive(Default)]
struct Frame {
    /// The key that it stands under.
    under: String,
    is_mapping: bool,
    /// The key whose value comes now.
    key: String,
    /// What `shell` says beside the scripts.
    shell: Option<String>,
    /// The language of the scripts that its task takes.
    task: Option<&'static SavedFormat>,
    scripts: Vec<(HostText, Language)>,
}

/// What tells the language of a script.
enum Language {
    /// `shell` beside it, or the default.
    Shell,
    Other(&'static SavedFormat),
}

impl Scripts {
    pub(super) fn new(text: &str) -> Self {
        // What runs a step on Windows depends on more than its file.
        let default = (!text.contains("windows-")).then_some(&shell::FORMAT);
        Self { frames: vec![Frame::default()], default, found: Vec::new() }
    }

    /// A mapping or a sequence begins.
    pub(super) fn begin(&mut self, is_mapping: bool) {
        let under = self.frames.last_mut().map(|frame| std::mem::take(&mut frame.key)).unwrap_or_default();
        self.frames.push(Frame { under, is_mapping, ..Frame::default() });
    }

    /// A key of the present mapping.
    pub(super) fn key(&mut self, key: &str) {
        if let Some(frame) = self.frames.last_mut() {
            key.clone_into(&mut frame.key);
        }
    }

    /// Whether the text that comes now is a script.
    pub(super) fn wants(&self) -> bool {
        self.language().is_some()
    }

    fn language(&self) -> Option<Language> {
        let frame = self.frames.last()?;
        let key = if frame.is_mapping { frame.key.as_str() } else { frame.under.as_str() };
        match key {
            // An action of GitHub's takes its own script.
            "script" if frame.is_mapping && frame.under == "with" => Some(Language::Other(&javascript::FORMAT)),
            key if SCRIPTS.contains(&key) => Some(Language::Shell),
            key if POWERSHELL.contains(&key) => Some(Language::Other(&powershell::FORMAT)),
            _ => None,
        }
    }

    /// A script.
    pub(super) fn script(&mut self, script: HostText) {
        let language = self.language();
        if let Some((frame, language)) = self.frames.last_mut().zip(language) {
            frame.scripts.push((script, language));
            frame.key.clear();
        }
    }

    /// Any other text.
    pub(super) fn text(&mut self, text: &str) {
        let Some(frame) = self.frames.last_mut() else { return };
        if frame.is_mapping && frame.key == "shell" {
            if frame.under == "run" {
                // `defaults: { run: { shell: … } }`
                self.default = called(text);
            }
            frame.shell = Some(text.to_owned());
        }
        if frame.is_mapping && frame.key == "task" {
            let name = text.split('@').next().unwrap_or_default().to_ascii_lowercase();
            frame.task = TASKS.iter().find(|(known, _)| *known == name).map(|(_, format)| *format);
        }
        frame.key.clear();
    }

    /// The mapping or sequence ends.
    pub(super) fn end(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let task = self.frames.last().and_then(|step| step.task).filter(|_| frame.under == "inputs");
        let shell = task.or_else(|| frame.shell.as_deref().map_or(self.default, called));
        for (script, language) in frame.scripts {
            let format = match language {
                Language::Shell => shell,
                Language::Other(format) => Some(format),
            };
            self.found.extend(format.map(|it| (script, it)));
        }
    }

    /// All scripts, each with its language.
    pub(super) fn finish(mut self) -> Vec<(HostText, &'static SavedFormat)> {
        while !self.frames.is_empty() {
            self.end();
        }
        self.found
    }

    /// The queries of all scripts in a file where the API is named so near.
    pub(super) fn queries(self, nearness: Nearness) -> Vec<SavedQuery<'static>> {
        let mut queries = Vec::new();
        for (script, format) in self.finish() {
            let found = match format.name {
                "shell" => shell::read(script.text(), nearness),
                _ => (format.read)(script.text(), Reading::default()).unwrap_or_default(),
            };
            queries.extend(found.into_iter().map(|query| script.query(query)));
        }
        queries
    }
}

/// The format of a shell that is called so, with options behind its name or without: `bash -e {0}`.
fn called(shell: &str) -> Option<&'static SavedFormat> {
    let name = shell.split_ascii_whitespace().next()?;
    let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
    SHELLS.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
}
