//! The language server, as an editor uses it: each file of `tests/lsp` holds conversations.
//!
//! In the text of a document `‸` marks a place, which is taken out and has a number from 1 on.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

#[path = "support/editor.rs"]
mod editor;
#[allow(dead_code, reason = "a case is taken as it stands here")]
#[path = "support/text_cases.rs"]
mod text_cases;

use editor::Editor;
use serde_json::{Value, json};

const MARK: char = '‸';

/// A document as the editor has it.
#[derive(Default)]
struct Open {
    uri: String,
    version: i32,
    text: String,
    /// The places that are marked, as lines and columns.
    marks: Vec<Value>,
    /// What was published about it last.
    diagnostics: Value,
}

impl Open {
    /// Takes in a text with marks; columns count in units of 16 bits.
    fn write(&mut self, marked: &str) {
        self.version += 1;
        self.text = marked.replace(MARK, "");
        self.marks = marked
            .match_indices(MARK)
            .map(|(at, _)| {
                let before = marked[..at].replace(MARK, "");
                let line = before.rsplit('\n').next().unwrap();
                json!({"line": before.matches('\n').count(), "character": line.encode_utf16().count()})
            })
            .collect();
    }

    fn offset(&self, position: &Value) -> usize {
        let line = position["line"].as_u64().unwrap() as usize;
        let start: usize = self.text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut left = position["character"].as_u64().unwrap() as usize;
        let mut at = start;
        for c in self.text[start..].chars().take_while(|c| *c != '\n') {
            if left == 0 {
                break;
            }
            left -= c.len_utf16();
            at += c.len_utf8();
        }
        at
    }

    /// The text after edits, which must not overlap.
    fn edited(&self, edits: &Value) -> String {
        let place = |edit: &Value| (self.offset(&edit["range"]["start"]), self.offset(&edit["range"]["end"]));
        let mut edits: Vec<(usize, usize, &str)> = edits
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (place(it).0, place(it).1, it["newText"].as_str().unwrap()))
            .collect();
        edits.sort();
        assert!(edits.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{edits:?}");
        let mut text = self.text.clone();
        for (start, end, new) in edits.into_iter().rev() {
            text.replace_range(start..end, new);
        }
        text
    }
}

/// `1:3-1:5`, counted from 1 as people do.
fn range(value: &Value) -> String {
    let place = |it: &Value| format!("{}:{}", it["line"].as_u64().unwrap() + 1, it["character"].as_u64().unwrap() + 1);
    format!("{}-{}", place(&value["start"]), place(&value["end"]))
}

/// The lines of `after` that `before` has not.
fn changed(before: &str, after: &str) -> String {
    let old: Vec<&str> = before.lines().collect();
    after.lines().filter(|line| !old.contains(line)).map(|line| format!("    {line}\n")).collect()
}

fn diagnostics(published: &Value) -> String {
    let mut out = String::new();
    for it in published["diagnostics"].as_array().unwrap() {
        let severity = ["error", "warning", "information", "hint"][it["severity"].as_u64().unwrap() as usize - 1];
        let message = it["message"].as_str().unwrap().replace('\n', "\n    ");
        let tags = if it.get("tags").is_some() { format!(" tags {}", it["tags"]) } else { String::new() };
        let data = it.get("data").map(|data| format!(" {data}")).unwrap_or_default();
        out.push_str(&format!(
            "{} {severity} {}{tags}{data}: {message}\n",
            range(&it["range"]),
            it["code"].as_str().unwrap_or("without a code"),
        ));
        for related in it["relatedInformation"].as_array().into_iter().flatten() {
            out.push_str(&format!(
                "    {} {}\n",
                range(&related["location"]["range"]),
                related["message"].as_str().unwrap()
            ));
        }
    }
    if out.is_empty() { "nothing\n".to_owned() } else { out }
}

/// Every line of an input is something the editor does; the text of a document is indented below it.
fn conversation(case: &text_cases::Case) -> String {
    let (mut capabilities, mut options) = (json!({}), Value::Null);
    let mut editor: Option<Editor> = None;
    let mut open = Open::default();
    let mut out = String::new();
    let mut lines = case.input.lines().peekable();
    while let Some(line) = lines.next() {
        let mut text = String::new();
        while let Some(indented) = lines.next_if(|it| it.starts_with("    ") || it.is_empty()) {
            text.push_str(indented.get(4..).unwrap_or_default());
            text.push('\n');
        }
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "capabilities" => capabilities = serde_json::from_str(rest).unwrap(),
            "options" => options = serde_json::from_str(rest).unwrap(),
            "start" => editor = Some(Editor::start()),
            _ => {}
        }
        if matches!(word, "capabilities" | "options" | "start") {
            continue;
        }
        let editor = editor.get_or_insert_with(|| Editor::introduced(&capabilities, &options));
        out.push_str(&format!("# {line}\n"));
        out.push_str(&step(editor, &mut open, word, rest, text.strip_suffix('\n').unwrap_or_default()));
    }
    out
}

fn step(editor: &mut Editor, open: &mut Open, word: &str, rest: &str, text: &str) -> String {
    let document = |open: &Open| json!({"uri": open.uri});
    let mark = |open: &Open, number: &str| open.marks[number.parse::<usize>().unwrap() - 1].clone();
    match word {
        "open" | "change" => {
            if word == "open" {
                let (uri, language) = rest.split_once(' ').unwrap();
                *open = Open { uri: uri.into(), ..Open::default() };
                open.write(text);
                let item = json!({"uri": uri, "languageId": language, "version": open.version, "text": open.text});
                editor.tell("textDocument/didOpen", &json!({"textDocument": item}));
            } else {
                open.write(text);
                let id = json!({"uri": open.uri, "version": open.version});
                let changes = json!([{"text": open.text}]);
                editor.tell("textDocument/didChange", &json!({"textDocument": id, "contentChanges": changes}));
            }
            open.diagnostics = editor.published(&open.uri);
            assert_eq!(open.diagnostics["version"], open.version);
            diagnostics(&open.diagnostics)
        }
        // Nothing is published about it.
        "open-other" => {
            let (uri, language) = rest.split_once(' ').unwrap();
            *open = Open { uri: uri.into(), ..Open::default() };
            open.write(text);
            let item = json!({"uri": uri, "languageId": language, "version": 1, "text": open.text});
            editor.tell("textDocument/didOpen", &json!({"textDocument": item}));
            String::new()
        }
        "save" => {
            editor.tell("textDocument/didSave", &json!({"textDocument": document(open)}));
            diagnostics(&editor.published(&open.uri))
        }
        "close" => {
            editor.tell("textDocument/didClose", &json!({"textDocument": document(open)}));
            diagnostics(&editor.published(&open.uri))
        }
        "hover" => {
            let params = json!({"textDocument": document(open), "position": mark(open, rest)});
            let answer = editor.ask("textDocument/hover", &params)["result"].take();
            if answer.is_null() {
                return "nothing\n".to_owned();
            }
            format!("{}\n{}\n", range(&answer["range"]), answer["contents"]["value"].as_str().unwrap())
        }
        "complete" => {
            let params = json!({"textDocument": document(open), "position": mark(open, rest)});
            let answer = editor.ask("textDocument/completion", &params)["result"].take();
            let items = answer.as_array().into_iter().flatten().map(|it| {
                let filter = it["filterText"].as_str().map(|text| format!(" matched with {text}")).unwrap_or_default();
                let detail = it["detail"].as_str().map(|text| format!("  {text}")).unwrap_or_default();
                let after = open.edited(&json!([it["textEdit"]]));
                format!("{}{detail}{filter}\n{}", it["label"].as_str().unwrap(), changed(&open.text, &after))
            });
            let items: String = items.collect();
            if items.is_empty() { "nothing\n".to_owned() } else { items }
        }
        "actions" => {
            let (number, only) = rest.split_once(' ').unwrap_or((rest, ""));
            let place = mark(open, number);
            let mut context = json!({"diagnostics": open.diagnostics["diagnostics"]});
            if !only.is_empty() {
                context["only"] = json!([only]);
            }
            let params = json!({"textDocument": document(open), "context": context,
                "range": {"start": place, "end": place}});
            let answer = editor.ask("textDocument/codeAction", &params)["result"].take();
            let actions = answer.as_array().into_iter().flatten().map(|it| {
                let preferred = if it["isPreferred"] == true { ", preferred" } else { "" };
                let codes: Vec<&str> =
                    it["diagnostics"].as_array().into_iter().flatten().map(|it| it["code"].as_str().unwrap()).collect();
                let edit = &it["edit"];
                let edits = match edit.get("documentChanges") {
                    Some(changes) => {
                        assert_eq!(changes[0]["textDocument"]["version"], open.version);
                        &changes[0]["edits"]
                    }
                    None => &edit["changes"][&open.uri],
                };
                format!(
                    "{} ({}{preferred}) {}\n{}",
                    it["title"].as_str().unwrap(),
                    it["kind"].as_str().unwrap(),
                    codes.join(" "),
                    changed(&open.text, &open.edited(edits)),
                )
            });
            let actions: String = actions.collect();
            if actions.is_empty() { "nothing\n".to_owned() } else { actions }
        }
        "format" => {
            let options = json!({"tabSize": 4, "insertSpaces": true});
            let params = json!({"textDocument": document(open), "options": options});
            let answer = editor.ask("textDocument/formatting", &params)["result"].take();
            if answer.is_null() { "null\n".to_owned() } else { changed(&open.text, &open.edited(&answer)) }
        }
        "log" => format!("{}\n", editor.wait(|it| it["method"] == "window/logMessage")["params"]),
        "send" => {
            editor.send(rest);
            let id = serde_json::from_str::<Value>(rest).unwrap()["id"].clone();
            if id.is_null() { String::new() } else { format!("{}\n", editor.wait(|it| it["id"] == id)) }
        }
        "leave" => {
            let (code, said) = editor.leave();
            format!("{said}exit code {code}\n")
        }
        _ => panic!("an editor does not `{word}`"),
    }
}

#[test]
fn conversations() {
    text_cases::run("lsp", conversation);
}

/// At every place of a collection everything can be asked, and what can be written there leaves it one.
#[test]
fn every_place_can_be_asked_about_and_nothing_offered_breaks_the_file() {
    let mut editor = Editor::introduced(&json!({}), &Value::Null);
    let text = include_str!("readme/collection.json");
    let mut open = Open { uri: "file:///c.json".into(), ..Open::default() };
    open.write(text);
    let item = json!({"uri": open.uri, "languageId": "json", "version": 1, "text": text});
    editor.tell("textDocument/didOpen", &json!({"textDocument": item}));
    let (mut offered, mut told) = (0, 0);
    for (line, content) in text.lines().enumerate() {
        for character in 0..=content.len() {
            let position = json!({"line": line, "character": character});
            let place = json!({"textDocument": {"uri": open.uri}, "position": position});
            told += usize::from(editor.ask("textDocument/hover", &place)["result"].is_object());
            let actions = json!({"textDocument": {"uri": open.uri}, "context": {"diagnostics": []},
                "range": {"start": position, "end": position}});
            let actions = editor.ask("textDocument/codeAction", &actions)["result"].take();
            let items = editor.ask("textDocument/completion", &place)["result"].take();
            let edits = actions.as_array().unwrap().iter().map(|it| &it["edit"]["changes"][&open.uri]).cloned();
            let edits = edits.chain(items.as_array().unwrap().iter().map(|it| json!([it["textEdit"]])));
            for edit in edits {
                offered += 1;
                let after = open.edited(&edit);
                assert!(serde_json::from_str::<Value>(&after).is_ok(), "{position}: {edit}");
            }
        }
    }
    assert!(offered > 1000 && told > 20, "{offered} {told}");
}

/// Where everything is selected the menu is no longer than people read, and what mends all is on it.
#[test]
fn a_menu_has_an_end() {
    let mut editor = Editor::introduced(&json!({}), &Value::Null);
    let uri = "file:///large.v3q";
    let item = json!({"uri": uri, "languageId": "v3q", "version": 1, "text": large("EQ", 1_000)});
    editor.tell("textDocument/didOpen", &json!({"textDocument": item}));
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 2_000, "character": 0}});
    let params = json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []}});
    let answer = editor.ask("textDocument/codeAction", &params);
    let actions = answer["result"].as_array().unwrap();
    assert_eq!(actions.len(), 101);
    assert_eq!(actions[100]["kind"], "source.fixAll.v3q");
}

/// A settings file counts as it is now for all that is open; one that is broken is shown, and what was read before counts.
#[test]
fn a_settings_file_counts_as_soon_as_it_changes() {
    let folder = std::env::temp_dir().join(format!("v3q-lsp-settings-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let settings = |text: &str| std::fs::write(path("v3q.toml"), text).unwrap();
    let (file, uri) = (format!("file://{}", path("v3q.toml")), format!("file://{}", path("q.v3q")));
    let changed = json!({"changes": [{"uri": file, "type": 2}]});
    let watches = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let codes = |editor: &mut Editor| {
        let found = editor.published(&uri)["diagnostics"].take();
        found.as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };

    settings("ignore = [\"upper-case-operator\"]\n");
    let mut editor = Editor::introduced(&watches, &Value::Null);
    let asked = editor.wait(|it| it["method"] == "client/registerCapability");
    assert_eq!(asked["params"]["registrations"][0]["registerOptions"]["watchers"][0]["globPattern"], "**/*.toml");
    editor.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": null}).to_string());
    let item = json!({"uri": uri, "languageId": "v3q", "version": 1, "text": "name EQ Joe\n"});
    editor.tell("textDocument/didOpen", &json!({"textDocument": item}));
    assert_eq!(codes(&mut editor), ["unquoted-string"]);

    settings("ignore = [\"unquoted-string\"]\n");
    editor.tell("textDocument/didSave", &json!({"textDocument": {"uri": file}}));
    assert_eq!(codes(&mut editor), ["upper-case-operator"]);

    settings("ignore = [\n");
    editor.tell("workspace/didChangeWatchedFiles", &changed);
    let shown = editor.wait(|it| it["method"] == "window/showMessage");
    assert_eq!(shown["params"]["type"], 1, "{shown}");
    assert!(shown["params"]["message"].as_str().unwrap().contains("v3q.toml:"), "{shown}");
    assert_eq!(codes(&mut editor), ["upper-case-operator"]);
    let document = json!({"uri": uri, "version": 2});
    let change = json!({"textDocument": document, "contentChanges": [{"text": "name EQ Jo\n"}]});
    editor.tell("textDocument/didChange", &change);
    assert_eq!(codes(&mut editor), ["upper-case-operator"]);

    std::fs::remove_file(path("v3q.toml")).unwrap();
    editor.tell("textDocument/didSave", &json!({"textDocument": {"uri": uri}}));
    assert_eq!(codes(&mut editor), ["upper-case-operator", "unquoted-string"]);

    let schema = |field: &str| {
        let endpoint = "[[endpoint]]\noperation = \"mine\"\npath = \"GET /mine\"\n[endpoint.filters]";
        std::fs::write(path("mine.toml"), format!("version = \"own\"\n{endpoint}\n{field} = \"eq: string\"\n"))
            .unwrap();
    };
    schema("other");
    settings("schema = [\"mine.toml\"]\nendpoint = \"mine\"\n");
    editor.tell("textDocument/didSave", &json!({"textDocument": {"uri": uri}}));
    assert_eq!(codes(&mut editor)[0], "unknown-field");
    schema("name");
    let changed = json!({"changes": [{"uri": format!("file://{}", path("mine.toml")), "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", &changed);
    assert_ne!(codes(&mut editor)[0], "unknown-field");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A document of many lines, each of them wrong.
fn large(operator: &str, lines: usize) -> String {
    (0..lines).map(|number| format!("name {operator} \"{number}\"\n")).collect()
}

/// A newer version overtakes an older one: what is published never goes back, and no edit is for a text that is gone.
#[test]
fn a_newer_version_overtakes_an_older_one() {
    let mut editor = Editor::introduced(&json!({}), &Value::Null);
    let uri = "file:///large.v3q";
    let item = json!({"uri": uri, "languageId": "v3q", "version": 1, "text": large("EQ", 20_000)});
    editor.tell("textDocument/didOpen", &json!({"textDocument": item}));
    let start = json!({"line": 0, "character": 5});
    let asked = editor.request(
        "textDocument/codeAction",
        &json!({"textDocument": {"uri": uri}, "range": {"start": start, "end": start}, "context": {"diagnostics": []}}),
    );
    for version in 2..=9 {
        let text = if version == 9 { "name eq 1\n".to_owned() } else { large("NE", 20_000) };
        let document = json!({"uri": uri, "version": version});
        editor.tell("textDocument/didChange", &json!({"textDocument": document, "contentChanges": [{"text": text}]}));
    }
    let answer = editor.answer(asked);
    // Either it was answered before the first change came, or it says that the text is another one.
    assert!(answer["error"]["code"] == -32801 || answer["result"].is_array(), "{answer}");
    let mut versions = Vec::new();
    while versions.last() != Some(&9) {
        versions.push(editor.published(uri)["version"].as_i64().unwrap());
    }
    assert!(versions.is_sorted() && versions.len() < 9, "{versions:?}");
}

/// A request that waits behind a long one can be taken back.
#[test]
fn a_cancelled_request_is_answered_with_that() {
    let mut editor = Editor::introduced(&json!({}), &Value::Null);
    let uri = "file:///large.v3q";
    let item = json!({"uri": uri, "languageId": "v3q", "version": 1, "text": large("EQ", 20_000)});
    editor.tell("textDocument/didOpen", &json!({"textDocument": item}));
    let hover = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 5}});
    let first = editor.request("textDocument/hover", &hover);
    let second = editor.request("textDocument/hover", &hover);
    editor.tell("$/cancelRequest", &json!({"id": second}));
    assert!(editor.answer(first)["result"].is_object());
    let answer = editor.answer(second);
    assert!(answer["error"]["code"] == -32800 || answer["result"].is_object(), "{answer}");
}

/// What is no message is answered, and the next one is read.
#[test]
fn what_is_no_message_is_refused() {
    let mut editor = Editor::introduced(&json!({}), &Value::Null);
    for (sent, code) in [("{bad}", -32700), ("[]", -32600)] {
        editor.send(sent);
        let answer = editor.wait(|it| it.get("error").is_some());
        assert_eq!((&answer["id"], &answer["error"]["code"]), (&Value::Null, &json!(code)), "{answer}");
    }
    assert!(editor.ask("shutdown", &Value::Null)["result"].is_null());
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.leave(), (0, String::new()));
}

/// Where the next message begins nobody knows behind a broken header: the server does not answer as if nothing were.
#[test]
fn what_breaks_the_connection_ends_the_server() {
    for header in ["Content-Length: 999999999999\r\n\r\n", "Content-Length: two\r\n\r\n"] {
        let mut editor = Editor::introduced(&json!({}), &Value::Null);
        editor.send_raw(header);
        let (code, said) = editor.leave();
        assert_eq!(code, 2, "{said}");
        assert!(said.starts_with("error: the connection broke: "), "{said}");
    }
}
