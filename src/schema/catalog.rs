//! The bundled catalog: what the published specifications say, with a supplement of what they leave out.
//!
//! The data is one schema file a version, made by `v3q schema import`, and `supplement.toml`, written by hand. An
//! [`index`](index()) of a version costs one look over its lines; an endpoint is read when it is asked for.

use std::sync::OnceLock;

use super::{Method, Schema, file, operation, overlay::overlay};

/// The day the specifications were taken.
pub const DATE: &str = "2026-08-22";

/// The published versions, the newest first.
pub const VERSIONS: [&str; 6] = ["current", "v2026", "v2025", "v2024", "v3", "beta"];

/// An endpoint of the catalog, read when it is asked for.
#[derive(Debug)]
pub struct Entry {
    /// The published version.
    pub version: &'static str,
    /// The operation's id.
    pub operation_id: &'static str,
    /// The method.
    pub method: Method,
    /// The path with the version in it.
    pub path: &'static str,
    source: Source,
    schema: OnceLock<Schema>,
}

#[derive(Debug)]
enum Source {
    /// Its part of the version's file.
    Published(&'static str),
    /// All of it stands in the supplement.
    Supplement(&'static Schema),
}

impl Entry {
    /// What is known of it, the supplement laid over the specification.
    pub fn schema(&self) -> &Schema {
        self.schema.get_or_init(|| match self.source {
            Source::Supplement(schema) => schema.clone(),
            Source::Published(text) => {
                let mut schema = read_one(text, self.version);
                supply(&mut schema);
                schema
            }
        })
    }
}

/// Lays what the supplement says of an endpoint over what its specification says.
///
/// ```
/// use v3q::schema::{Schema, catalog};
/// let mut schema = Schema { version: "v3".into(), operation_id: "listNothing".into(), ..Schema::default() };
/// catalog::supply(&mut schema);
/// assert_eq!(schema.filters, None, "the supplement knows nothing of it");
/// ```
pub fn supply(schema: &mut Schema) {
    let over: Vec<&Schema> =
        supplement().iter().filter(|it| means(it, &schema.version, &schema.operation_id, &schema.path)).collect();
    over.into_iter().for_each(|over| overlay(schema, over));
}

/// Whether an entry of the supplement is about that endpoint.
fn means(over: &Schema, version: &str, operation_id: &str, path: &str) -> bool {
    let name = |id: &str| operation::without_version(&operation::plain(id)).0.to_owned();
    (over.version.is_empty() || over.version == version)
        && name(&over.operation_id) == name(operation_id)
        && (over.path.is_empty() || over.path == path)
}

/// The endpoints of a version, those of the supplement last; none of a version that is not in the catalog.
///
/// `tr50` is the version of `usage.api.list`, which belongs to none of [`VERSIONS`].
///
/// ```
/// # use v3q::schema::catalog;
/// assert!(catalog::index("v2025").iter().any(|entry| entry.path == "/v2025/api-usage/count"));
/// ```
#[must_use]
pub fn index(version: &str) -> &'static [Entry] {
    static INDEXES: [OnceLock<Vec<Entry>>; 7] = [const { OnceLock::new() }; 7];
    let place = VERSIONS.into_iter().chain([TR50]).position(|it| it == version);
    let Some(slot) = place.and_then(|place| INDEXES.get(place)) else { return &[] };
    slot.get_or_init(|| {
        let version = VERSIONS.into_iter().find(|it| *it == version).unwrap_or(TR50);
        let mut entries: Vec<Entry> = chunks(version).filter_map(|chunk| head(chunk, version)).collect();
        let own: Vec<&'static Schema> = supplement()
            .iter()
            .filter(|it| {
                it.version == version
                    && !entries.iter().any(|entry| means(it, entry.version, entry.operation_id, entry.path))
            })
            .collect();
        entries.extend(own.into_iter().map(|schema| Entry {
            version,
            operation_id: &schema.operation_id,
            method: schema.method,
            path: &schema.path,
            source: Source::Supplement(schema),
            schema: OnceLock::new(),
        }));
        entries
    })
}

/// What is known of the endpoints of a version; reads all of them.
pub fn endpoints(version: &str) -> impl Iterator<Item = &'static Schema> + use<> {
    index(version).iter().map(Entry::schema)
}

/// What the published specification alone says of a version, without the supplement; read anew with each call.
#[must_use]
pub fn published(version: &str) -> Vec<Schema> {
    chunks(version).map(|chunk| read_one(chunk, version)).collect()
}

/// The version of what TR50 offers.
pub(super) const TR50: &str = "tr50";

fn text(version: &str) -> &'static str {
    match version {
        "current" => include_str!("catalog/current.toml"),
        "v2026" => include_str!("catalog/v2026.toml"),
        "v2025" => include_str!("catalog/v2025.toml"),
        "v2024" => include_str!("catalog/v2024.toml"),
        "v3" => include_str!("catalog/v3.toml"),
        "beta" => include_str!("catalog/beta.toml"),
        _ => "",
    }
}

const HEAD: &str = "[[endpoint]]\n";

/// The parts of a version's file, each from its `[[endpoint]]` on.
fn chunks(version: &str) -> impl Iterator<Item = &'static str> {
    text(version).split(HEAD).skip(1)
}

/// What the first lines of a part say; they stand there as the writer of schema files puts them.
fn head(chunk: &'static str, version: &'static str) -> Option<Entry> {
    let of = |key: &str| {
        let mut lines = chunk.lines().take_while(|line| !line.starts_with('['));
        lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
    };
    let (method, path) = of("path")?.split_once(' ')?;
    Some(Entry {
        version,
        operation_id: of("operation").unwrap_or_default(),
        method: Method::from_word(method)?,
        path,
        source: Source::Published(chunk),
        schema: OnceLock::new(),
    })
}

fn read_one(chunk: &str, version: &str) -> Schema {
    file::read_chunk(&format!("{HEAD}{chunk}"), version)
        .ok()
        .and_then(|schemas| schemas.into_iter().next())
        .expect("each part of the bundled catalog is an endpoint: a test reads all of it")
}

fn supplement() -> &'static [Schema] {
    static SUPPLEMENT: OnceLock<Vec<Schema>> = OnceLock::new();
    SUPPLEMENT.get_or_init(|| {
        file::read_supplement(include_str!("catalog/supplement.toml"))
            .expect("the bundled supplement is in order: a test reads it")
    })
}
