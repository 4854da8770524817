//! Any text, read in any format of files: its queries lie in it, and a file that was mended says what the fix says. The
//! first byte chooses the format.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code)]
#[path = "../../tests/support/saved_laws.rs"]
mod laws;

fuzz_target!(|bytes: &[u8]| {
    let Some((number, rest)) = bytes.split_first() else { return };
    if let Ok(text) = std::str::from_utf8(rest) {
        laws::any(usize::from(*number), text);
    }
});
