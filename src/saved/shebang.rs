//! The first line of a script that names what runs it: `#!/usr/bin/env python3`.

use super::code::{javascript, powershell, python, ruby};
use super::{OTHER, SavedFormat, shell};

/// What runs scripts, without the number of its version.
static INTERPRETERS: [(&str, &SavedFormat); 17] = [
    ("sh", &shell::FORMAT),
    ("bash", &shell::FORMAT),
    ("zsh", &shell::FORMAT),
    ("ksh", &shell::FORMAT),
    ("dash", &shell::FORMAT),
    ("ash", &shell::FORMAT),
    ("python", &python::FORMAT),
    ("pypy", &python::FORMAT),
    ("uv", &python::FORMAT),
    ("node", &javascript::FORMAT),
    ("deno", &javascript::FORMAT),
    ("bun", &javascript::FORMAT),
    ("tsx", &javascript::FORMAT),
    ("ts-node", &javascript::FORMAT),
    ("pwsh", &powershell::FORMAT),
    ("powershell", &powershell::FORMAT),
    ("ruby", &ruby::FORMAT),
];

/// The format of the script that `text` is; nothing of one in another language is read.
pub(super) fn of_shebang(text: &str) -> Option<&'static SavedFormat> {
    let line = text.trim_start_matches('\u{feff}').strip_prefix("#!")?.lines().next()?;
    let words = line.split_ascii_whitespace().map(|word| word.rsplit_once('/').map_or(word, |(_, name)| name));
    // `env` has options and variables before what it runs.
    let mut words = words.filter(|word| *word != "env" && !word.starts_with('-') && !word.contains('='));
    let name = words.next()?.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    // A file of queries may be made to be run.
    if name.is_empty() || name == "v3q" {
        return None;
    }
    Some(INTERPRETERS.iter().find(|(known, _)| *known == name).map_or(&OTHER, |(_, format)| *format))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_known_by_its_first_line() {
        for (line, format) in [
            ("#!/bin/bash\nx", "shell"),
            ("#! /usr/bin/env -S A=1 python3.11 -u", "python"),
            ("\u{feff}#!/usr/bin/env node\r\n", "javascript"),
            ("#!/usr/local/bin/pwsh", "powershell"),
            ("#!/usr/bin/awk -f", "other"),
            ("#!/usr/bin/env fish", "other"),
        ] {
            assert_eq!(of_shebang(line).map(|it| it.name), Some(format), "{line}");
        }
        for line in ["", "#!", "#!/usr/bin/v3q lint", "# !/bin/sh", "name eq \"x\""] {
            assert!(of_shebang(line).is_none(), "{line}");
        }
    }
}
