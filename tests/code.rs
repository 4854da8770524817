//! Source code: what `--fix` leaves can be read in its own language, and every shape of a text is read to its end.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

// Each suite uses a part of them.
#[allow(dead_code)]
#[path = "support/file_shapes.rs"]
mod file_shapes;
#[allow(dead_code)]
#[path = "support/saved_laws.rs"]
mod saved_laws;
#[allow(dead_code)]
mod support;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use support::console::Folder;
use v3q::saved::{Reading, format_of};

/// What reads a language, by the extension: the command that gets the file's text on standard input.
const CHECKERS: [(&str, &[&str]); 3] = [
    ("py", &["python3", "-c", "import ast,sys;ast.parse(sys.stdin.read())"]),
    ("mjs", &["node", "--input-type=module", "--check", "-"]),
    ("tf", &["terraform", "fmt", "-"]),
];

/// The files that the cases of `tests/saved` hold, each with its name.
fn cases() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/saved");
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let texts =
        files.filter(|it| it.extension().is_some_and(|it| it == "txt")).map(|it| fs::read_to_string(it).unwrap());
    let split = |text: String| -> Vec<(String, String)> {
        let case = |case: &str| {
            let (title, text) = case.split_once('\n').unwrap();
            let text = text.split("\n---\n").next().unwrap();
            (title.split(':').next().unwrap().to_owned(), format!("{text}\n"))
        };
        text.split("=== ").skip(1).map(case).collect()
    };
    texts.flat_map(split).collect()
}

/// Whether a checker reads a text; `None` where it is not installed.
fn reads(command: &[&str], text: &str) -> Option<bool> {
    let mut child = Command::new(command[0])
        .args(&command[1..])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
    Some(child.wait().unwrap().success())
}

#[test]
fn what_is_mended_is_read_by_its_own_language() {
    let folder = Folder::new("code-mended");
    for (extension, command) in CHECKERS {
        let mut checked = 0;
        let of_language = |name: &String| name.ends_with(&format!(".{extension}")) && !name.starts_with("unclosed");
        for (name, text) in cases().into_iter().filter(|(name, _)| of_language(name)) {
            match reads(command, &text) {
                Some(true) => {}
                Some(false) => panic!("{name} can't be read before it is mended"),
                None => continue,
            }
            let file = folder.path().join(&name);
            fs::write(&file, &text).unwrap();
            let arguments = ["lint", "--fix", "--unsafe-fixes", &name];
            Command::new(env!("CARGO_BIN_EXE_v3q")).args(arguments).current_dir(folder.path()).output().unwrap();
            let mended = fs::read_to_string(&file).unwrap();
            assert_eq!(reads(command, &mended), Some(true), "{mended}");
            checked += 1;
        }
        if checked == 0 {
            eprintln!("{} is not installed: nothing of .{extension} was checked", command[0]);
        }
    }
}

#[test]
fn no_shape_of_a_text_goes_beyond_its_laws() {
    for file in file_shapes::CODE_FILES {
        for shape in file_shapes::CODE {
            let text = file_shapes::code(shape, 200_000);
            (format_of(file, &text).read)(&text, Reading { by_shape: true, ..Reading::default() }).unwrap();
            saved_laws::file(file, &format!("sailpoint {}", text.get(..2000).unwrap_or_default()));
        }
    }
}

/// The same text in all forms of string, with what would begin something else in it, is mended in place.
#[test]
fn every_form_of_string_is_mended_or_left() {
    for value in [
        "name EQ x",
        "name EQ {x}",
        "a EQ \"\" and b EQ 'é'",
        "a == \\\\",
        "a EQ ${x} and #{y}",
        "%s EQ %d",
        "$x EQ $(y)",
    ] {
        for (file, forms) in [
            (
                "a.py",
                &[
                    "\"_\"",
                    "'_'",
                    "r\"_\"",
                    "f'_'",
                    "\"\"\"_\"\"\"",
                    "fr'''_'''",
                    "'_' % x",
                    "'_'.format(x)",
                    "('_' '_')",
                    "'_' + x + '_'",
                ][..],
            ),
            ("a.ts", &["\"_\"", "'_'", "`_`", "`_` + \"_\""]),
            ("a.ps1", &["\"_\"", "'_'", "@\"\n_\n\"@", "@'\n_\n'@", "('_' -f $x)"]),
            ("a.go", &["\"_\"", "`_`", "fmt.Sprintf(\"_\", x)"]),
            ("a.tf", &["\"_\"", "<<A\n_\nA", "format(\"_\", x)"]),
            (
                "a.cs",
                &[
                    "\"_\"",
                    "@\"_\"",
                    "$\"_\"",
                    "$@\"_\"",
                    "\"\"\"_\"\"\"",
                    "$$\"\"\"_\"\"\"",
                    "string.Format(\"_\", x)",
                ],
            ),
            ("a.java", &["\"_\"", "\"\"\"\n_\"\"\"", "\"_\".formatted(x)"]),
            ("a.rb", &["\"_\"", "'_'", "%q(_)", "%Q{_}", "<<~A\n_\nA", "format('_', x)"]),
        ] {
            for form in forms {
                let text = format!("sailpoint\nfilters = {}\n", form.replace('_', value));
                saved_laws::file(file, &text);
            }
        }
    }
}
