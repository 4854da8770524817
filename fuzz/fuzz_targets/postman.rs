//! Any JSON text, read as a Postman collection: its queries lie in it, and fixes leave a collection.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code)]
#[path = "../../tests/support/saved_laws.rs"]
mod laws;

fuzz_target!(|text: &str| {
    laws::collection(text);
    laws::collection(&laws::request(text));
});
