//! Texts that nobody can guess, and comparing them.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// 32 hexadecimal digits that were never made before.
pub(super) fn fresh() -> String {
    // Keyed by what the system gives at random; SipHash does not tell the key.
    static KEYS: LazyLock<[RandomState; 2]> = LazyLock::new(|| [RandomState::new(), RandomState::new()]);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    KEYS.iter().map(|key| format!("{:016x}", key.hash_one(count))).collect()
}

/// Whether both are the same, found out in a time that does not tell where they differ.
pub(super) fn is_same(left: &str, right: &str) -> bool {
    let differences = left.bytes().zip(right.bytes()).fold(0, |all, (left, right)| all | (left ^ right));
    left.len() == right.len() && differences == 0
}
