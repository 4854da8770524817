//! Why a command is refused.

/// One reason or more, each with its number: those of the operating system's errors, as `-22` of the published replies is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: i32,
    pub(super) reasons: Vec<String>,
}

const INVALID: i32 = -22;
const NOT_PERMITTED: i32 = -13;
const UNKNOWN_COMMAND: i32 = -38;
const TOO_MUCH: i32 = -7;

impl Refusal {
    pub(super) fn invalid(reasons: Vec<String>) -> Self {
        Self { code: INVALID, reasons }
    }

    pub(super) fn not_permitted() -> Self {
        Self { code: NOT_PERMITTED, reasons: vec!["`showAll` requires Super-Ops".to_owned()] }
    }

    pub(super) fn unknown_command(name: &str) -> Self {
        let name: String = name.chars().take(60).collect();
        Self { code: UNKNOWN_COMMAND, reasons: vec![format!("unknown command `{name}`: known is `usage.api.list`")] }
    }

    pub(super) fn too_much(reason: String) -> Self {
        Self { code: TOO_MUCH, reasons: vec![reason] }
    }

    pub(super) fn is_not_permitted(&self) -> bool {
        self.code == NOT_PERMITTED
    }
}
