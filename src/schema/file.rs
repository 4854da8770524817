//! The schema file: endpoints as people write them by hand, in TOML.
//!
//! One format for the bundled catalog and for files of your own. A file is a list of `[[endpoint]]` tables; a field
//! takes one line, most often the short form of operators, a colon and a type:
//!
//! ```toml
//! version = "v2025"                       # for every endpoint that names no other
//!
//! [[endpoint]]
//! operation = "getTotalCount"
//! path = "GET /v2025/api-usage/count"     # `GET` may be left out
//! experimental = true
//! composites = "and, or"                  # left out: nothing is said, all three pass
//! sorters = "name, created"
//! default_order = "-created"
//! limit = 250                             # or { default = 50, max = 250 }
//! offset = true
//! count = true
//!
//! [endpoint.filters]
//! method = "eq"                           # the type is not known
//! startDate = "gt, eq: date-time"
//! "owner.id" = "eq, in: string"           # a name with a dot stands in quotes
//! tags = "ca: string[]"                   # an array, or reached through one
//! status = { operators = "eq, in", type = "string", values = ["ACTIVE", "LOCKED"] }
//!
//! [endpoint.parameters]
//! requested-for = "string"
//! detail = { values = ["SLIM", "FULL"], excludes = "summary" }
//! ```
//!
//! Text comes in and goes out; what lies between is [`Schema`](super::Schema). Keys that are not known are refused, so
//! that a slip of the pen does not pass for a rule.

mod error;
mod json_schema;
mod keys;
mod read;
mod short_form;
pub(crate) mod table;
mod write;

pub(super) use error::INFO;
pub use error::{SchemaFileError, SchemaFileErrorKind};
pub use json_schema::json_schema;
pub use read::read;
pub(super) use read::{read_chunk, read_supplement};
pub use write::write;
