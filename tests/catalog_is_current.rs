//! The bundled catalog is what the import makes of the specifications.
//!
//! Runs where the specifications lie in `../shared/specs`, or in the folder that `V3Q_SPECS` names; elsewhere it says
//! that it is skipped. `UPDATE_EXPECTED=1` writes the catalog anew.
#![cfg(feature = "openapi")]

use std::path::{Path, PathBuf};
use std::{env, fs};

use v3q::schema::{catalog, file};

fn header(version: &str) -> String {
    format!(
        "# Made by `v3q schema import` from SailPoint's published API specification `{version}`, taken {} (MIT, see LICENSE).\n",
        catalog::DATE
    )
}

#[test]
fn the_catalog_is_what_the_import_makes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let specs = env::var_os("V3Q_SPECS").map_or_else(|| root.join("../shared/specs"), PathBuf::from);
    if !specs.is_dir() {
        eprintln!("skipped: there are no specifications in `{}`", specs.display());
        return;
    }
    for version in catalog::VERSIONS {
        let import = v3q::openapi::import(&specs.join(format!("{version}.yaml"))).unwrap();
        assert_eq!(import.version, version);
        let made = header(version) + &file::write(&import.schemas);
        let path = root.join(format!("src/schema/catalog/{version}.toml"));
        if env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&path, made).unwrap();
            continue;
        }
        let committed = fs::read_to_string(&path).unwrap();
        let difference = committed.lines().zip(made.lines()).position(|(committed, made)| committed != made);
        assert!(
            committed == made,
            "`{}` differs from the import at line {}; UPDATE_EXPECTED=1 cargo test --test catalog_is_current",
            path.display(),
            difference.unwrap_or_else(|| committed.lines().count().min(made.lines().count())) + 1
        );
    }
}
