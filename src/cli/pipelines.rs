//! Where services look for pipelines in a repository: hidden files that a walk reads by itself.

use std::ffi::OsStr;
use std::path::Path;

/// The hidden places, a folder with a `/` at its end, and what says so. Any other place is walked as all folders are.
const PLACES: [(&str, &str); 18] = [
    (".github/workflows/", "GitHub Actions: workflow syntax"),
    (".github/actions/", "GitHub Actions: actions in the same repository"),
    (".gitea/workflows/", "Gitea Actions: workflows"),
    (".forgejo/workflows/", "Forgejo Actions: workflows"),
    (".gitlab-ci.yml", "GitLab: CI/CD YAML syntax"),
    (".gitlab/ci/", "GitLab: where its own repository keeps what its pipeline includes"),
    (".azure-pipelines/", "Azure Pipelines: any path may be named to it; a usual one"),
    (".azure-pipelines.yml", "Azure Pipelines: any path may be named to it; a usual one"),
    (".vsts-ci.yml", "Azure Pipelines: the name of its first years"),
    (".circleci/", "CircleCI: configuration reference"),
    (".buildkite/", "Buildkite: pipeline upload"),
    (".travis.yml", "Travis CI: configuration"),
    (".drone.yml", "Drone: pipelines"),
    (".woodpecker/", "Woodpecker: workflows"),
    (".woodpecker.yml", "Woodpecker: workflows"),
    (".woodpecker.yaml", "Woodpecker: workflows"),
    (".semaphore/", "Semaphore: pipeline YAML reference"),
    (".cirrus.yml", "Cirrus CI: writing tasks"),
];

/// Whether the end of the path is a place of pipelines, or a folder on the way to one: `jobs/.github`.
pub(super) fn leads_to_pipelines(path: &Path) -> bool {
    let parts: Vec<&OsStr> = path.iter().collect();
    PLACES.iter().any(|(place, _)| {
        let wanted: Vec<&str> = place.trim_end_matches('/').split('/').collect();
        (1..=wanted.len()).any(|count| ends_with(&parts, wanted.get(..count).unwrap_or_default()))
    })
}

/// Whether a file is, or lies in, such a place.
pub(super) fn holds_pipeline(path: &Path) -> bool {
    let places: Vec<&Path> = path.ancestors().collect();
    places.iter().enumerate().any(|(above, part)| {
        let parts: Vec<&OsStr> = part.iter().collect();
        PLACES.iter().any(|(place, _)| {
            let wanted: Vec<&str> = place.trim_end_matches('/').split('/').collect();
            (above > 0) == place.ends_with('/') && ends_with(&parts, &wanted)
        })
    })
}

fn ends_with(parts: &[&OsStr], wanted: &[&str]) -> bool {
    let start = parts.len().checked_sub(wanted.len());
    let end = start.and_then(|start| parts.get(start..)).unwrap_or_default();
    !end.is_empty() && end.iter().zip(wanted).all(|(part, wanted)| *part == OsStr::new(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipelines_stand_where_their_service_looks_for_them() {
        for path in
            [".gitlab-ci.yml", "a/.github/workflows/b.yml", ".github/actions/x/action.yml", ".circleci/config.yml"]
        {
            assert!(holds_pipeline(Path::new(path)), "{path}");
        }
        for path in
            [".github/settings.yml", ".gitlab-ci.yml/b.yml", "workflows/b.yml", ".github/workflows", ".git/x.yml"]
        {
            assert!(!holds_pipeline(Path::new(path)), "{path}");
        }
        assert!([".github", "a/.github/workflows", ".gitlab"].iter().all(|it| leads_to_pipelines(Path::new(it))));
        assert!(![".git", ".github/ISSUE_TEMPLATE", ".config"].iter().any(|it| leads_to_pipelines(Path::new(it))));
    }
}
