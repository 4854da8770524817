//! The `v3q` command.

fn main() {}
