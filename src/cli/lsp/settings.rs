//! What the editor sets when it starts the server.

use serde::Deserialize;
use serde_json::Value;

use crate::cli::endpoint;
use crate::cli::failure::Failure;
use crate::schema::Schema;

/// The settings of a server, all of them in one place.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Settings {
    /// The endpoint of queries that name none.
    endpoint: Option<String>,
    /// The published version of endpoints.
    api_version: Option<String>,
}

impl Settings {
    /// The `initializationOptions` of the editor, or why they can't be.
    pub(super) fn read(options: Option<Value>) -> Result<Self, String> {
        let settings: Option<Self> = match options {
            Some(options) => serde_json::from_value(options).map_err(|error| error.to_string())?,
            None => None,
        };
        let settings = settings.unwrap_or_default();
        let known = endpoint::check_version(settings.version(), settings.own());
        known.and_then(|()| settings.named()).map_err(|failure: Failure| failure.to_string())?;
        Ok(settings)
    }

    pub(super) fn endpoint(&self) -> Option<&Schema> {
        self.named().expect("settings with an unknown endpoint are refused when they are read")
    }

    pub(super) fn version(&self) -> Option<&str> {
        self.api_version.as_deref()
    }

    /// The schemas of the user's own files.
    pub(super) fn own(&self) -> &[Schema] {
        &[]
    }

    fn named(&self) -> Result<Option<&Schema>, Failure> {
        let named = |name: &String| endpoint::named(name, self.version(), self.own());
        self.endpoint.as_ref().map(named).transpose()
    }
}
