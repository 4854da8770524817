//! The endpoints that comments of a document name, for who asks about one of its queries.

use super::settings::Settings;
use crate::cli::endpoint;
use crate::comment::{Comments, QueryPlace, Target, has_comment};
use crate::saved::{SavedFormat, SavedQuery, comments};
use crate::schema::{Schema, catalog};

/// What the comments of a text say.
pub(super) struct Said<'t> {
    text: &'t str,
    comments: Option<Comments>,
}

impl<'t> Said<'t> {
    /// What is said in a text.
    pub(super) fn of(text: &'t str, format: &SavedFormat) -> Self {
        Self { text, comments: has_comment(text).then(|| Comments::of(text, comments(text, format))).flatten() }
    }

    /// The endpoint of a query: that of its own URL, where it is known, else the one that a comment names, or the settings.
    pub(super) fn schema_of<'s>(&self, query: &SavedQuery<'_>, settings: &'s Settings) -> Option<&'s Schema> {
        let (named, _) = self.named(query, settings);
        self.schema_of_url(query, settings).or(named)
    }

    /// The endpoint of a query's own URL, where it is known.
    pub(super) fn schema_of_url<'s>(&self, query: &SavedQuery<'_>, settings: &'s Settings) -> Option<&'s Schema> {
        let (_, version) = self.named(query, settings);
        endpoint::saved(query.endpoint.as_ref()?, version, settings.own()).ok()
    }

    /// The endpoint and the version of a query whose URL names none.
    fn named<'s>(&self, query: &SavedQuery<'_>, settings: &'s Settings) -> (Option<&'s Schema>, Option<&'s str>) {
        let own = settings.own();
        let target = self.comments.as_ref().map(|it| it.target(self.text, QueryPlace::of(self.text, query)));
        let Target { endpoint, version } = target.unwrap_or_default();
        // A version that is not known names no endpoint; one that is lives as long as the schemas.
        let mut known = own.iter().map(|it| it.version.as_str()).chain(catalog::VERSIONS);
        let told = version.map(|(name, _)| known.find(|it| *it == name));
        let version = told.flatten().or(settings.version());
        let named = match endpoint {
            Some(_) if told == Some(None) => None,
            Some((name, _)) => endpoint::named(&name, version, own).ok(),
            None => settings.endpoint(),
        };
        (named, version)
    }
}
