//! One path for one file, however it was typed: what a baseline and programs know findings by.
//!
//! Dots are taken out by looking at the path alone. Where that leads out of the root, the folder is asked where it really
//! is: a shell may have come to it through a link.

use std::path::{Component, Path, PathBuf};

use super::patterns::absolute;

/// Where this run works.
pub(super) struct Paths {
    /// The working folder.
    pub(super) working: PathBuf,
    /// The nearest folder above it with a `.git`, otherwise the working folder itself.
    pub(super) root: PathBuf,
}

impl Paths {
    /// From the working folder.
    pub(super) fn here() -> Self {
        let working = std::env::current_dir().unwrap_or_default();
        let root = working.ancestors().find(|it| it.join(".git").exists()).unwrap_or(&working).to_owned();
        Self { working, root }
    }

    /// The file from the root of the file system on, without dots.
    pub(super) fn whole(&self, name: &Path) -> PathBuf {
        let whole = without_dots(&self.working.join(name));
        if whole.starts_with(&self.root) {
            return whole;
        }
        absolute(&whole).filter(|it| it.starts_with(&self.root)).unwrap_or(whole)
    }

    /// The file from `folder` on, with `/` between folders; by way of `..` where both lie below the root, and as it is
    /// where they do not.
    pub(super) fn from(&self, folder: &Path, name: &Path) -> String {
        let whole = self.whole(name);
        let is_near = whole.starts_with(folder) || (whole.starts_with(&self.root) && folder.starts_with(&self.root));
        if !is_near {
            return slashed(&whole);
        }
        let up = folder.ancestors().take_while(|it| !whole.starts_with(it)).count();
        let shared = folder.ancestors().nth(up).unwrap_or(folder);
        let inner = whole.strip_prefix(shared).unwrap_or(&whole);
        "../".repeat(up) + &slashed(inner)
    }
}

/// The path without `.`, and without `..` and the folder before it.
pub(super) fn without_dots(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            // Above the root is the root.
            Component::ParentDir if out.has_root() => {}
            Component::ParentDir | Component::Normal(_) | Component::Prefix(_) | Component::RootDir => out.push(part),
        }
    }
    out
}

/// The path with `/` between folders.
pub(super) fn slashed(path: &Path) -> String {
    let path = path.display().to_string();
    if std::path::MAIN_SEPARATOR == '/' { path } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_however_it_is_typed() {
        let paths = Paths { working: "/repo/jobs".into(), root: "/repo".into() };
        let from_root = |name: &str| paths.from(&paths.root, Path::new(name));
        for name in ["q.v3q", "./q.v3q", "../jobs/q.v3q", "/repo/jobs/./q.v3q", "x/../q.v3q", "/../repo//jobs/q.v3q"] {
            assert_eq!(from_root(name), "jobs/q.v3q");
        }
        assert_eq!(from_root("../../other/q.v3q"), "/other/q.v3q");
        assert_eq!(paths.from(Path::new("/repo/ci/lint"), Path::new("q.v3q")), "../../jobs/q.v3q");
        assert_eq!(paths.from(Path::new("/known"), Path::new("q.v3q")), "/repo/jobs/q.v3q");
        assert_eq!(without_dots(Path::new("./a/../../b")), Path::new("../b"));
    }
}
