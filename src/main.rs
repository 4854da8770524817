//! The `v3q` command.

fn main() -> std::process::ExitCode {
    v3q::cli::run()
}
