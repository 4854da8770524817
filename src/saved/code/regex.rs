//! Regular expressions between slashes, which may hold quotes.

/// The longest that is looked for inside of a string's expression, so that many slashes cost no more than one.
const MOST_LENGTH: usize = 200;

/// The length of the regular expression that begins with the slash at the start of `rest`, up to its other slash.
pub(super) fn length(rest: &[u8]) -> Option<usize> {
    let mut in_class = false;
    let mut is_escaped = false;
    for (length, byte) in rest.iter().enumerate().skip(1) {
        match byte {
            b'\n' => break,
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return Some(length + 1),
            _ => {}
        }
    }
    None
}

/// The same at byte `at` of an expression inside a string, where it is the first or another argument of a call.
pub(super) fn argument(bytes: &[u8], at: usize) -> Option<usize> {
    let before = bytes.get(..at)?.trim_ascii_end();
    let rest = bytes.get(at..)?;
    let is_argument = before.ends_with(b"(") || before.ends_with(b",");
    is_argument.then(|| length(rest.get(..rest.len().min(MOST_LENGTH))?)).flatten()
}
