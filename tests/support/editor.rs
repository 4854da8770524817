//! An editor: it starts the language server and talks to it as the protocol has it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// How long an answer may take before the test fails; a busy machine is slow.
const PATIENCE: Duration = Duration::from_secs(300);

/// A server, and the editor's end of the conversation.
pub(crate) struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Notifications that nobody has looked at.
    waiting: Vec<Value>,
    next: i32,
}

impl Editor {
    /// Starts a server, to which nothing was said yet.
    pub(crate) fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_v3q"));
        command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            loop {
                let mut length = None;
                loop {
                    let mut line = String::new();
                    if output.read_line(&mut line).unwrap_or(0) == 0 {
                        return;
                    }
                    match line.trim_end().split_once(": ") {
                        Some(("Content-Length", number)) => length = Some(number.parse::<usize>().unwrap()),
                        Some(_) => {}
                        None => break,
                    }
                }
                let mut body = vec![0; length.unwrap()];
                output.read_exact(&mut body).unwrap();
                if sender.send(serde_json::from_slice(&body).unwrap()).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        Self { child, input, messages, waiting: Vec::new(), next: 1 }
    }

    /// Starts a server and introduces itself with these capabilities and options.
    pub(crate) fn introduced(capabilities: &Value, options: &Value) -> Self {
        let mut editor = Self::start();
        let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities,
            "initializationOptions": options});
        let answer = editor.ask("initialize", &params);
        assert!(answer.get("error").is_none(), "{answer}");
        editor.tell("initialized", &json!({}));
        editor
    }

    /// Sends a text as one message, whatever it is.
    pub(crate) fn send(&mut self, body: &str) {
        self.send_raw(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    }

    /// Sends a text as it is.
    pub(crate) fn send_raw(&mut self, message: &str) {
        let input = self.input.as_mut().unwrap();
        input.write_all(message.as_bytes()).and_then(|()| input.flush()).unwrap();
    }

    pub(crate) fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}).to_string());
    }

    /// Sends a request and does not wait; its number.
    pub(crate) fn request(&mut self, method: &str, params: &Value) -> i32 {
        let id = self.next;
        self.next += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string());
        id
    }

    /// The whole answer to a request.
    pub(crate) fn answer(&mut self, id: i32) -> Value {
        self.wait(|it| it["id"] == id && it.get("method").is_none())
    }

    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> Value {
        let id = self.request(method, params);
        self.answer(id)
    }

    /// What is published next about a document.
    pub(crate) fn published(&mut self, uri: &str) -> Value {
        let found = self.wait(|it| it["method"] == "textDocument/publishDiagnostics" && it["params"]["uri"] == uri);
        found["params"].clone()
    }

    /// The first message that is wanted, of those that came and those to come.
    pub(crate) fn wait(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.waiting.iter().position(&is_wanted) {
            return self.waiting.remove(at);
        }
        loop {
            let message = self.messages.recv_timeout(PATIENCE).expect("the server answers");
            if is_wanted(&message) {
                return message;
            }
            self.waiting.push(message);
        }
    }

    /// Goes, without a word; the server's exit code, and what it says on standard error.
    pub(crate) fn leave(&mut self) -> (i32, String) {
        self.input = None;
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code().unwrap_or(-1), said)
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
