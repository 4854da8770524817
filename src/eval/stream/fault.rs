//! What is wrong with an input.

use std::fmt;

/// Why bytes are not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// Neither a string nor a number nor a word nor a container begins here.
    #[error("expected a value")]
    ExpectedValue,
    /// A key must follow the comma.
    #[error("expected a key in double quotes")]
    ExpectedKey,
    /// An object goes on with a key or ends.
    #[error("expected a key in double quotes or `}}`")]
    ExpectedKeyOrEnd,
    /// A colon must follow the key.
    #[error("expected `:`")]
    ExpectedColon,
    /// An object goes on with a comma or ends.
    #[error("expected `,` or `}}`")]
    ExpectedCommaOrBrace,
    /// An array goes on with a comma or ends.
    #[error("expected `,` or `]`")]
    ExpectedCommaOrBracket,
    /// A digit must follow.
    #[error("expected a digit")]
    ExpectedDigit,
    /// A number does not begin with a zero before other digits.
    #[error("expected no digit behind a leading `0`")]
    LeadingZero,
    /// Something stands behind the record, or behind all of them.
    #[error("expected nothing more")]
    ExpectedEnd,
    /// The input ends in the middle of a record.
    #[error("expected more: the record ends here")]
    Ended,
    /// A control character in a string has to be escaped.
    #[error("expected no control character in a string")]
    ControlCharacter,
    /// What follows the backslash is no escape.
    #[error("expected an escape that JSON knows")]
    BadEscape,
    /// Half of a surrogate pair stands alone.
    #[error("expected both halves of a surrogate pair")]
    LoneSurrogate,
    /// The bytes are not UTF-8.
    #[error("expected UTF-8")]
    BadUtf8,
    /// Arrays and objects are nested deeper than 127.
    #[error("expected arrays and objects nested no deeper than 127")]
    TooDeep,
    /// The input begins with a byte-order mark.
    #[error("expected no byte-order mark")]
    ByteOrderMark,
    /// Where the records should be is no array.
    #[error("expected an array of records")]
    ExpectedArray,
    /// The way to the records is not there.
    #[error("expected the records before the end")]
    NoRecords,
    /// A key on the way to the records comes a second time, so that it is not certain which records are meant.
    #[error("expected this key only once")]
    RepeatedKey,
    /// A record has more bytes than can be handled.
    #[error("expected a record of less than 4 GiB")]
    TooLong,
}

/// A record that is not JSON, with the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub struct RecordError {
    /// In bytes from the start of the input.
    pub offset: u64,
    /// The first line is 1.
    pub line: u64,
    /// In bytes from the start of the line; the first byte is 1.
    pub column: u64,
    /// What is wrong.
    pub fault: Fault,
    /// Whether records can still come: those of an array can't be told apart once its own brackets and commas are wrong.
    pub is_last: bool,
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.fault)
    }
}
