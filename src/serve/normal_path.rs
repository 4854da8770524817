//! Paths of calls with `<id>` in the place of ids, so that calls of one endpoint count together.

use std::collections::HashMap;

use super::route::ITEMS;
use crate::schema::catalog;

/// The paths of the published specifications with a word where others of them have a parameter.
const LITERALS: &str = include_str!("literals.txt");

/// The paths of the endpoints that are known.
pub(super) struct KnownPaths {
    /// By the number of their segments and the first one, which is never a parameter.
    templates: HashMap<(usize, &'static str), Vec<Vec<&'static str>>>,
}

impl KnownPaths {
    /// Those of the catalog.
    pub(super) fn of_catalog() -> Self {
        let listed = catalog::VERSIONS.into_iter().flat_map(catalog::index).map(|entry| entry.path);
        let mut templates: HashMap<_, Vec<_>> = HashMap::new();
        for path in listed.chain(ITEMS.lines()).chain(LITERALS.lines()) {
            let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
            if let Some(first) = segments.first() {
                templates.entry((segments.len(), *first)).or_default().push(segments);
            }
        }
        Self { templates }
    }

    /// A path with `<id>` for its ids: where the endpoint is known those that its parameters stand for, otherwise what
    /// looks like one.
    pub(super) fn normal(&self, path: &str) -> String {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let known = segments.first().and_then(|first| self.templates.get(&(segments.len(), *first)));
        let literals = |template: &[&str]| {
            template.iter().zip(&segments).try_fold(0, |literals, (part, segment)| {
                if part == segment { Some(literals + 1) } else { is_parameter(part).then_some(literals) }
            })
        };
        let fits = known.into_iter().flatten().filter_map(|template| Some((literals(template)?, template)));
        let template = fits.max_by_key(|(literals, _)| *literals).map(|(_, template)| template);
        let normal = segments.iter().enumerate().map(|(place, segment)| {
            let is_id = match template.and_then(|template| template.get(place)) {
                Some(part) => is_parameter(part),
                None => looks_like_id(segment),
            };
            if is_id { "/<id>".to_owned() } else { format!("/{segment}") }
        });
        let normal: String = normal.collect();
        if normal.is_empty() { "/".to_owned() } else { normal }
    }
}

pub(super) fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{') && segment.ends_with('}')
}

/// Numbers, 32 hexadecimal digits, UUIDs, and other long words with digits.
fn looks_like_id(segment: &str) -> bool {
    let all = |is: fn(&u8) -> bool| segment.bytes().all(|byte| is(&byte));
    all(u8::is_ascii_digit)
        || segment.len() >= 16
            && all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            && segment.bytes().filter(u8::is_ascii_digit).count() >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_from_names() {
        let known = KnownPaths::of_catalog();
        for (path, normal) in [
            ("/v2025/sources/2c91?x=1", "/v2025/sources/<id>"),
            ("/v2025/sources", "/v2025/sources"),
            ("/v2025/access-profiles/bulk-delete", "/v2025/access-profiles/bulk-delete"),
            ("/v2025/access-profiles/bulk-deletes", "/v2025/access-profiles/<id>"),
            ("/v2025/roles/bulk-delete", "/v2025/roles/bulk-delete"),
            ("/v2025/identities/process", "/v2025/identities/process"),
            ("/sources/v1/abc", "/sources/v1/<id>"),
            ("/v2025/source-usages/x/summaries", "/v2025/source-usages/<id>/summaries"),
            ("/v2025/nothing/ef38f94347e94562b5bb8424a56397d8/parts/7", "/v2025/nothing/<id>/parts/<id>"),
            ("/v2025/nothing/a-rather-long-name-2", "/v2025/nothing/a-rather-long-name-2"),
            ("/", "/"),
            ("", "/"),
        ] {
            assert_eq!(known.normal(path), normal, "{path}");
        }
    }
}
