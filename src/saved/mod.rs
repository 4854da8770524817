//! The places queries are saved in.
//!
//! The text of a file comes in; its queries go out, decoded, each with the way back to its place in the file. What is
//! wrong with a query is for others to say: this room looks into `syntax` (for the styles of placeholders),
//! `diagnostic` and the floor, and knows neither schemas nor files on a disk.

mod code;
mod codes;
mod comments;
mod counted;
mod error;
mod hole;
mod host_text;
mod http;
mod http_comments;
mod joins;
#[cfg(feature = "saved-json")]
mod json;
#[cfg(feature = "saved-json")]
mod json_comments;
#[cfg(any(feature = "postman", feature = "saved-json"))]
mod json_error;
#[cfg(any(feature = "postman", feature = "saved-json"))]
mod json_string;
#[cfg(any(feature = "saved-json", feature = "saved-yaml"))]
mod keyed;
mod markdown;
mod markdown_comments;
mod nearness;
mod other;
mod owner;
mod plain;
#[cfg(feature = "postman")]
mod postman;
mod query;
mod quoting;
mod shape;
mod shebang;
mod shell;
mod shell_closing;
mod shell_commands;
mod shell_expansion;
mod shell_sent;
mod shell_statements;
mod shell_variables;
mod shell_words;
mod url;
mod url_encode;
mod url_end;
mod url_filled;
mod url_in_text;
mod url_value;
mod variables;
#[cfg(feature = "saved-yaml")]
mod yaml;
#[cfg(feature = "saved-yaml")]
mod yaml_collections;
#[cfg(feature = "saved-yaml")]
mod yaml_comments;
#[cfg(feature = "saved-yaml")]
mod yaml_scalar;
#[cfg(feature = "saved-yaml")]
mod yaml_scripts;

pub use code::LiteralQuoting;
pub use codes::CODES;
pub use comments::{Removal, SavedComment, SavedComments, comments};
pub use error::ReadError;
pub use hole::{Hole, Seam};
pub use other::OTHER;
pub use query::{Encoding, Part, SavedCall, SavedEndpoint, SavedParameter, SavedPlace, SavedQuery};
pub use quoting::{Quoting, ShellQuoting, YamlQuoting};
pub use url::{looks_like_url, read_url};

use crate::syntax::PlaceholderStyles;
use crate::text::{Edit, Span, apply_edits};

/// A kind of file that queries are saved in.
#[derive(Debug)]
pub struct SavedFormat {
    /// Its name.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// The extensions of its files, without the dot.
    pub extensions: &'static [&'static str],
    /// The styles of placeholders that live in it.
    pub placeholders: fn() -> PlaceholderStyles,
    /// Whether a program puts values in for them as they are, quotes and all.
    pub splices: bool,
    /// Whether a text looks like one of its files; it is read where the file's name says nothing.
    pub recognises: fn(&str) -> bool,
    /// Its reader: all queries of a text, in the order of the text.
    ///
    /// ```
    /// use v3q::saved::{Reading, format_of};
    /// let python = "check('name eq \"x\"')";
    /// let read = |by_shape| (format_of("a.py", "").read)(python, Reading { by_shape, ..Reading::default() }).unwrap().len();
    /// assert_eq!((read(false), read(true)), (0, 1));
    /// ```
    pub read: fn(&str, Reading) -> Result<Vec<SavedQuery<'_>>, ReadError>,
    /// The same for some of the lines of a text, where each line is read by itself: a large file can be read in parts.
    ///
    /// ```
    /// use v3q::saved::format_of;
    /// use v3q::text::Span;
    /// let lines = format_of("queries.txt", "").lines.unwrap();
    /// assert_eq!(lines("a eq 1\nb eq 2\n", Span::new(7, 14))[0].span, Span::new(7, 13));
    /// ```
    pub lines: Option<fn(&str, Span) -> Vec<SavedQuery<'_>>>,
}

/// Every format, that of plain text last; what none of them knows is of the format [`OTHER`].
pub static FORMATS: &[&SavedFormat] = &[
    #[cfg(feature = "postman")]
    &postman::FORMAT,
    #[cfg(feature = "saved-json")]
    &json::FORMAT,
    #[cfg(feature = "saved-yaml")]
    &yaml::FORMAT,
    &http::FORMAT,
    &markdown::FORMAT,
    &shell::FORMAT,
    &code::python::FORMAT,
    &code::javascript::FORMAT,
    &code::powershell::FORMAT,
    &code::go::FORMAT,
    &code::hcl::FORMAT,
    &code::csharp::FORMAT,
    &code::java::FORMAT,
    &code::ruby::FORMAT,
    &plain::FORMAT,
];

/// What is asked of a reader beside what its format says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// Whether a string literal that nothing but its shape tells is a query too.
    pub by_shape: bool,
    /// Whether an endpoint is set for the file, which speaks of the API then.
    pub has_endpoint: bool,
}

/// The format of a file of that name that holds that text: the name's extension decides, the text between several formats
/// that have it, the last of them being the one for any such file; where no format has it (as on standard input), the
/// text does, by the first line of a script above all. What has no name is plain text then, and so is a file that holds
/// nothing but queries; any other one is [`OTHER`].
///
/// ```
/// use v3q::saved::format_of;
/// assert_eq!(format_of("queries.txt", "a eq 1").name, "plain");
/// assert_eq!(format_of("nightly", "#!/bin/bash\n").name, "shell");
/// # #[cfg(feature = "saved-json")]
/// assert_eq!(format_of("workflow.json", "{}").name, "json");
/// ```
#[must_use]
pub fn format_of(file: &str, text: &str) -> &'static SavedFormat {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let named: Vec<&'static SavedFormat> = FORMATS
        .iter()
        .copied()
        .filter(|format| format.extensions.iter().any(|it| it.eq_ignore_ascii_case(extension)))
        .collect();
    let recognised = |formats: &[&'static SavedFormat]| formats.iter().copied().find(|it| (it.recognises)(text));
    match named.as_slice() {
        [] => {
            let others = FORMATS.split_last().map_or(FORMATS, |(_, others)| others);
            let plain = || is_nameless(file) || (plain::FORMAT.recognises)(text);
            let told = shebang::of_shebang(text).or_else(|| recognised(others));
            told.or_else(|| plain().then_some(&plain::FORMAT)).unwrap_or(&OTHER)
        }
        [only] => only,
        [several @ .., last] => recognised(several).unwrap_or(last),
    }
}

/// Whether a file has no name of its own: it stands on standard input, or comes from another program.
fn is_nameless(file: &str) -> bool {
    file.is_empty() || file == "-" || file.starts_with("/dev/")
}

/// The text of a file after `edits`; `None` where they overlap, or where the file could not be read any more: what
/// breaks the file is no fix.
///
/// ```
/// use v3q::saved::{format_of, mended};
/// use v3q::text::{Edit, Span};
/// let edits = [Edit::replace(Span::new(2, 4), "eq")];
/// assert_eq!(mended("a EQ 1", &edits, format_of("q.txt", "")).as_deref(), Some("a eq 1"));
/// ```
#[must_use]
pub fn mended(text: &str, edits: &[Edit], format: &SavedFormat) -> Option<String> {
    apply_edits(text, edits).filter(|mended| (format.read)(mended, Reading::default()).is_ok())
}
