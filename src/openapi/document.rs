//! The files of a specification, and where a `$ref` in them leads.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::ImportError;

/// A specification and the files beside it that it refers to.
#[derive(Debug)]
pub(super) struct Documents {
    root: PathBuf,
    files: BTreeMap<PathBuf, Value>,
}

/// A value and the file it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'d> {
    pub(super) value: &'d Value,
    file: &'d Path,
}

impl Documents {
    /// Reads the file at `path` and, where they are there, the files that it refers to.
    pub(super) fn open(path: &Path) -> Result<Self, ImportError> {
        let text = fs::read_to_string(path).map_err(|source| ImportError::File { path: path.into(), source })?;
        let mut documents = Self::from_text(&text, path)?;
        let mut left: Vec<PathBuf> = vec![documents.root.clone()];
        while let Some(file) = left.pop() {
            let targets: Vec<PathBuf> = documents.files.get(&file).map(|it| other_files(it, &file)).unwrap_or_default();
            for target in targets {
                if documents.files.contains_key(&target) {
                    continue;
                }
                // A file that is not there matters only where an endpoint needs it: then its `$ref` leads nowhere.
                let Ok(text) = fs::read_to_string(&target) else { continue };
                documents.files.insert(target.clone(), parse(&text, &target)?);
                left.push(target);
            }
        }
        Ok(documents)
    }

    /// The specification `text`, without other files.
    pub(super) fn from_text(text: &str, name: &Path) -> Result<Self, ImportError> {
        let value = parse(text, name)?;
        let missing = |missing| ImportError::NotOpenApi { path: name.into(), missing };
        let version = value.get("openapi").map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
        if !version.is_some_and(|it| it.starts_with("3.")) {
            return Err(missing("`openapi: 3.…`"));
        }
        if !value.get("paths").is_some_and(Value::is_object) {
            return Err(missing("`paths`"));
        }
        Ok(Self { root: name.into(), files: BTreeMap::from([(name.into(), value)]) })
    }

    /// The file's name without its ending.
    pub(super) fn name(&self) -> String {
        self.root.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The specification itself.
    pub(super) fn root(&self) -> Node<'_> {
        let (file, value) = self.files.get_key_value(&self.root).expect("the specification is among its files");
        Node { value, file }
    }

    /// Where `node` leads: itself, or what its `$ref` names, however many steps away. `Err` is the `$ref` that leads
    /// nowhere or in a circle.
    pub(super) fn follow<'d>(&'d self, node: Node<'d>) -> Result<Node<'d>, &'d str> {
        let mut at = node;
        // No honest chain is that long; one that is goes in a circle.
        for _ in 0..64 {
            let Some(reference) = at.reference() else { return Ok(at) };
            at = self.target(at.file, reference).ok_or(reference)?;
        }
        Err(node.reference().unwrap_or_default())
    }

    /// What `reference`, in `file`, names.
    fn target(&self, file: &Path, reference: &str) -> Option<Node<'_>> {
        let (name, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if name.is_empty() { file.to_owned() } else { beside(file, name)? };
        let (file, value) = self.files.get_key_value(&file)?;
        let pointer = percent_decode_str(pointer).decode_utf8().ok()?;
        Some(Node { value: value.pointer(&pointer)?, file })
    }
}

impl<'d> Node<'d> {
    /// The value of `key`, in the same file.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| self.with(value))
    }

    /// Another value of the same file.
    pub(super) fn with(self, value: &'d Value) -> Self {
        Self { value, file: self.file }
    }

    /// The elements, where it is an array.
    pub(super) fn elements(self) -> impl Iterator<Item = Self> {
        self.value.as_array().into_iter().flatten().map(move |value| self.with(value))
    }

    /// The entries, where it is an object.
    pub(super) fn entries(self) -> impl Iterator<Item = (&'d str, Self)> {
        let entries = self.value.as_object().into_iter().flat_map(Map::iter);
        entries.map(move |(key, value)| (key.as_str(), self.with(value)))
    }

    /// The text of `key`.
    pub(super) fn text(self, key: &str) -> &'d str {
        self.value.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether `key` is `true`.
    pub(super) fn is(self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Its `$ref`.
    pub(super) fn reference(self) -> Option<&'d str> {
        self.value.get("$ref").and_then(Value::as_str)
    }
}

fn parse(text: &str, path: &Path) -> Result<Value, ImportError> {
    let error = |message: String| ImportError::Text { path: path.into(), message };
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text).map_err(|it| error(it.to_string()));
    }
    // Specifications are large and come from people we know: the default budget is meant for smaller strangers.
    // Words like `no` and `on` stay words, as YAML 1.2 has it: `no` is a language in a list of locales.
    let budget = serde_saphyr::budget! {
        max_events: 20_000_000,
        max_nodes: 10_000_000,
        max_total_scalar_bytes: 256 * 1024 * 1024,
    };
    let options = serde_saphyr::options! { budget: budget, strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options).map_err(|it| error(it.to_string()))
}

/// The files that the `$ref`s of `document`, at `file`, name.
fn other_files(document: &Value, file: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut left = vec![document];
    while let Some(value) = left.pop() {
        match value {
            Value::Object(entries) => {
                let name = entries.get("$ref").and_then(Value::as_str).and_then(|it| it.split('#').next());
                found.extend(name.filter(|it| !it.is_empty()).and_then(|it| beside(file, it)));
                left.extend(entries.values());
            }
            Value::Array(elements) => left.extend(elements),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

/// The file that `name`, written in `file`, means; `None` for one that is not on this disk or not relative.
fn beside(file: &Path, name: &str) -> Option<PathBuf> {
    let name = percent_decode_str(name).decode_utf8().ok()?;
    if name.contains("://") || Path::new(name.as_ref()).is_absolute() {
        return None;
    }
    let mut path = file.parent().unwrap_or(Path::new("")).to_owned();
    for part in Path::new(name.as_ref()).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                // `a/..` is taken back by name, so that one file has one name.
                if !path.pop() {
                    path.push("..");
                }
            }
            Component::Normal(part) => path.push(part),
            Component::Prefix(_) | Component::RootDir => return None,
        }
    }
    Some(path)
}
