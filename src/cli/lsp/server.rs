//! The one that talks to the editor: its beginning and end, and the documents that are open.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{JoinHandle, spawn};

use gen_lsp_types::{
    CancelParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, Id, InitializeParams,
    TextDocumentContentChangeEvent as Change, Uri,
};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use serde_json::Value;

use super::capabilities::{Client, initialized, watching};
use super::connection::{Connection, Sent};
use super::document::Document;
use super::framing::Received;
use super::lines::Encoding;
use super::requests::{parameters, question, refusal, value};
use super::settings::{EditorSettings, may_be_settings};
use super::worker::{Ask, Job, Worker};
use crate::cli::output::{CLEAN, FOUND};

/// Talks to an editor over standard input and output until it goes; the exit code.
///
/// # Errors
/// Where a message ends can't be told, or standard output can't be written.
pub(super) fn serve() -> io::Result<u8> {
    let (connection, threads) = Connection::of_stdio();
    let mut server = Server { connection, stage: Stage::Fresh };
    let code = server.talk();
    if let Stage::Running(session) = server.stage {
        session.end();
    }
    drop(server.connection);
    threads.join()?;
    Ok(code)
}

struct Server {
    connection: Connection,
    stage: Stage,
}

/// How far the conversation is.
enum Stage {
    /// Nothing but `initialize` is answered.
    Fresh,
    Running(Session),
    /// Nothing is answered any more.
    ShutDown,
}

/// From `initialize` to `shutdown`.
struct Session {
    encoding: Encoding,
    /// Whether the editor can tell when a settings file changes.
    watches: bool,
    jobs: Sender<Job>,
    worker: JoinHandle<()>,
    /// The documents that are open, and that a format reads.
    documents: HashMap<Uri, Arc<Document>>,
}

impl Server {
    fn talk(&mut self) -> u8 {
        while let Ok(received) = self.connection.receiver.recv() {
            let message = match received {
                Received::Message(message) => message,
                Received::Refused(answer) => {
                    let _ = self.connection.sender.send(Sent::Refusal(answer));
                    continue;
                }
                Received::Ignored => continue,
            };
            match message {
                Message::Request(request) => self.request(request),
                Message::Notification(it) if it.method == "exit" => {
                    return if matches!(self.stage, Stage::ShutDown) { CLEAN } else { FOUND };
                }
                Message::Notification(it) if it.method == "initialized" => {
                    if matches!(&self.stage, Stage::Running(session) if session.watches) {
                        self.send(watching().into());
                    }
                }
                Message::Notification(it) => {
                    if let Stage::Running(session) = &mut self.stage {
                        session.notification(it);
                    }
                }
                // The server asks for nothing but to be told of changes: an editor that does not goes on as it did.
                Message::Response(_) => {}
            }
        }
        // The editor is gone without a word.
        FOUND
    }

    fn request(&mut self, Request { id, method, params }: Request) {
        let answer = match (&mut self.stage, method.as_str()) {
            (Stage::Fresh, "initialize") => self.initialize(params),
            (Stage::Fresh, _) => Err(refusal(ErrorCode::ServerNotInitialized, "`initialize` comes first")),
            (Stage::ShutDown, _) => Err(refusal(ErrorCode::InvalidRequest, "the server is shut down")),
            (Stage::Running(_), "initialize") => Err(refusal(ErrorCode::InvalidRequest, "`initialize` comes once")),
            (Stage::Running(_), "shutdown") => {
                if let Stage::Running(session) = std::mem::replace(&mut self.stage, Stage::ShutDown) {
                    session.end();
                }
                Ok(Value::Null)
            }
            (Stage::Running(session), _) => match session.ask(&id, &method, params) {
                Ok(true) => return,
                // Nothing is known of a document that no format reads.
                Ok(false) => Ok(Value::Null),
                Err(error) => Err(error),
            },
        };
        let response = match answer {
            Ok(answer) => Response::new_ok(id, answer),
            Err(error) => Response::new_err(id, error.code, error.message),
        };
        self.send(response.into());
    }

    fn send(&self, message: Message) {
        // Where nobody reads any more, the next message is the end.
        let _ = self.connection.sender.send(Sent::Message(message));
    }

    fn initialize(&mut self, params: Value) -> Result<Value, ResponseError> {
        let mut params: InitializeParams = parameters(params)?;
        let options = params.initialization_options.take();
        let settings = EditorSettings::read(options.map(|it| value(&it)))
            .map_err(|reason| refusal(ErrorCode::InvalidParams, format!("initializationOptions: {reason}")))?;
        let client = Client::of(&params);
        let answer = value(&initialized(&client));
        let (encoding, watches, sender) = (client.encoding, client.watches, self.connection.sender.clone());
        let (jobs, received) = channel();
        let worker = Worker::new(settings, client, received, move |message| {
            let _ = sender.send(Sent::Message(message));
        });
        let worker = spawn(move || worker.work());
        self.stage = Stage::Running(Session { encoding, watches, jobs, worker, documents: HashMap::new() });
        Ok(answer)
    }
}

impl Session {
    /// Waits until the questions that were asked are answered.
    fn end(self) {
        drop(self.jobs);
        let _ = self.worker.join();
    }

    /// Hands a question on; whether it will be answered.
    fn ask(&self, id: &RequestId, method: &str, params: Value) -> Result<bool, ResponseError> {
        let (uri, question) = question(method, params)?;
        let Some(document) = self.documents.get(&uri) else { return Ok(false) };
        self.hand_on(Job::Ask(Ask { id: id.clone(), document: Arc::clone(document), question }));
        Ok(true)
    }

    /// A notification can't be answered: one that is not as it should be changes nothing.
    fn notification(&mut self, Notification { method, params }: Notification) {
        match method.as_str() {
            "textDocument/didOpen" => {
                if let Ok(DidOpenTextDocumentParams { text_document: it }) = parameters(params) {
                    self.open(it.uri, it.version, it.text, it.language_id.to_string());
                }
            }
            "textDocument/didChange" => {
                if let Ok(it) = parameters::<DidChangeTextDocumentParams>(params) {
                    self.change(it);
                }
            }
            "textDocument/didSave" => {
                let Ok(DidSaveTextDocumentParams { text_document: saved, .. }) = parameters(params) else { return };
                if may_be_settings(&saved.uri) {
                    self.hand_on(Job::Settings);
                } else if let Some(document) = self.documents.get(&saved.uri) {
                    self.hand_on(Job::Check(Arc::clone(document)));
                }
            }
            "workspace/didChangeWatchedFiles" => {
                let changed = parameters::<DidChangeWatchedFilesParams>(params);
                if changed.is_ok_and(|it| it.changes.iter().any(|change| may_be_settings(&change.uri))) {
                    self.hand_on(Job::Settings);
                }
            }
            "textDocument/didClose" => {
                if let Ok(it) = parameters::<DidCloseTextDocumentParams>(params) {
                    self.close(it.text_document.uri);
                }
            }
            "$/cancelRequest" => {
                if let Ok(CancelParams { id }) = parameters(params) {
                    self.hand_on(Job::Cancel(match id {
                        Id::Int(number) => number.into(),
                        Id::String(text) => text.into(),
                    }));
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, uri: Uri, version: i32, text: String, language: String) {
        match Document::new(uri.clone(), version, text, language, self.encoding) {
            Some(document) => {
                let document = Arc::new(document);
                self.documents.insert(uri, Arc::clone(&document));
                self.hand_on(Job::Check(document));
            }
            None => self.close(uri),
        }
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let uri = params.text_document.text_document_identifier.uri;
        let Some(before) = self.documents.get(&uri) else { return };
        let language = before.language.clone();
        match params.content_changes.into_iter().last() {
            Some(Change::TextDocumentContentChangeWholeDocument(it)) => {
                self.open(uri, params.text_document.version, it.text, language);
            }
            // A part was not asked for: what the whole is now, nobody knows.
            Some(Change::TextDocumentContentChangePartial(_)) => self.close(uri),
            None => {}
        }
    }

    fn close(&mut self, uri: Uri) {
        if self.documents.remove(&uri).is_some() {
            self.hand_on(Job::Closed(uri));
        }
    }

    fn hand_on(&self, job: Job) {
        self.jobs.send(job).expect("the worker works as long as it can be given something to do");
    }
}
