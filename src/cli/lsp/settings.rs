//! What counts for a document: what the editor set when it started the server, and the settings file above the document.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::Value;

use super::document::Document;
use crate::cli::endpoint;
use crate::cli::failure::Failure;
use crate::cli::settings::{self, SettingsFiles};
use crate::lint::Levels;
use crate::schema::Schema;

/// What the editor sets; it goes before a settings file.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct EditorSettings {
    /// The endpoint of queries that name none.
    endpoint: Option<String>,
    /// The published version of endpoints.
    api_version: Option<String>,
}

impl EditorSettings {
    /// The `initializationOptions` of the editor, or why they can't be.
    pub(super) fn read(options: Option<Value>) -> Result<Self, String> {
        let settings: Option<Self> = match options {
            Some(options) => serde_json::from_value(options).map_err(|error| error.to_string())?,
            None => None,
        };
        let settings = settings.unwrap_or_default();
        let (name, version) = (settings.endpoint.as_deref(), settings.api_version.as_deref());
        let known = endpoint::check_version(version, &[]);
        let known = known.and_then(|()| name.map(|name| endpoint::named(name, version, &[]).map(|_| ())).transpose());
        known.map_err(|failure: Failure| failure.to_string())?;
        Ok(settings)
    }

    /// What counts for a document now: the settings file is read each time, as it may have changed.
    ///
    /// # Errors
    /// The settings file above the document can't be read.
    pub(super) fn of(&self, document: &Document) -> Result<Settings, Failure> {
        let path = path(document);
        let args = settings::Args::of_endpoint(self.endpoint.clone(), self.api_version.clone());
        let mut files = SettingsFiles::new(&args)?;
        let number = files.of_file(&path)?;
        Ok(Settings { inner: files.take(number), path })
    }
}

/// The settings of one document.
#[derive(Debug)]
pub(super) struct Settings {
    inner: settings::Settings,
    path: PathBuf,
}

impl Settings {
    pub(super) fn endpoint(&self) -> Option<&Schema> {
        let (name, version) = self.inner.target(&self.path);
        // What is not known was refused when the settings were read.
        name.and_then(|name| endpoint::named(name, version, self.own()).ok())
    }

    pub(super) fn version(&self) -> Option<&str> {
        self.inner.target(&self.path).1
    }

    /// The schemas of the user's own files.
    pub(super) fn own(&self) -> &[Schema] {
        &self.inner.own
    }

    /// Which codes are shown.
    pub(super) fn levels(&self) -> Levels {
        self.inner.levels(&self.path)
    }

    /// Whether a string literal that nothing but its shape tells is a query too.
    pub(super) fn by_shape(&self) -> bool {
        self.inner.config.by_shape.unwrap_or_default()
    }
}

/// Whether a file may count for documents: a settings file, or a schema file that one of them names.
pub(super) fn may_be_settings(uri: &Uri) -> bool {
    uri.0.split(['?', '#']).next().unwrap_or_default().ends_with(".toml")
}

/// The file a document is kept in; one that is kept nowhere is looked at as if it were in the working folder.
fn path(document: &Document) -> PathBuf {
    let uri = document.uri.0.as_str();
    let file = uri.strip_prefix("file://").and_then(|rest| percent_decode_str(rest).decode_utf8().ok());
    file.map_or_else(|| Path::new("untitled").to_owned(), |file| PathBuf::from(file.as_ref()))
}
