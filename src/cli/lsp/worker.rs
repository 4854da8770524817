//! The one that looks at documents, beside the one that talks to the editor.
//!
//! Questions go before checks, and a check that a newer version has made needless is left out, or is not published.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use gen_lsp_types::{LogMessageParams, MessageType, PublishDiagnosticsParams, ShowMessageParams, Uri};
use lsp_server::{ErrorCode, Message, Notification, RequestId, Response};

use super::actions::Tried;
use super::capabilities::Client;
use super::document::Document;
use super::findings::{broken, findings_of, published};
use super::requests::Question;
use super::settings::{EditorSettings, Settings};
use crate::report::Finding;

/// What there is to do.
pub(super) enum Job {
    /// A document is there, in a new version or saved.
    Check(Arc<Document>),
    /// A settings file or a schema file has changed: all documents are looked at again.
    Settings,
    /// A document is closed, or none of those that are read any more.
    Closed(Uri),
    /// A request about a document.
    Ask(Ask),
    /// Nobody waits for the answer any more.
    Cancel(RequestId),
}

/// A request about a document, as it was then.
pub(super) struct Ask {
    pub(super) id: RequestId,
    pub(super) document: Arc<Document>,
    pub(super) question: Question,
}

/// What was found in a document.
struct Checked {
    document: Arc<Document>,
    /// What counted for it: its settings as they could be read last.
    settings: Option<Settings>,
    /// Whether it has to be checked again although it is the same.
    is_stale: bool,
    /// Why it can't be read; then nothing is found in it.
    unreadable: Option<String>,
    /// The same at its place, where the document is one of ours.
    broken: Option<gen_lsp_types::Diagnostic>,
    findings: Vec<Finding>,
    tried: Tried,
}

/// It works until nobody can give it any more to do.
pub(super) struct Worker {
    settings: EditorSettings,
    client: Client,
    jobs: Receiver<Job>,
    send: Box<dyn Fn(Message) + Send>,
    asks: VecDeque<Ask>,
    checks: VecDeque<Arc<Document>>,
    /// The newest version of each open document.
    newest: HashMap<Uri, Arc<Document>>,
    checked: HashMap<Uri, Checked>,
    /// Why the settings of a document can't be read, as the editor was told.
    told: HashMap<Uri, String>,
}

impl Worker {
    pub(super) fn new(
        settings: EditorSettings,
        client: Client,
        jobs: Receiver<Job>,
        send: impl Fn(Message) + Send + 'static,
    ) -> Self {
        let (asks, checks) = (VecDeque::new(), VecDeque::new());
        let (newest, checked, told) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { settings, client, jobs, send: Box::new(send), asks, checks, newest, checked, told }
    }

    pub(super) fn work(mut self) {
        loop {
            let goes_on = self.collect();
            if let Some(ask) = self.asks.pop_front() {
                self.answer(&ask);
            } else if !goes_on {
                return;
            } else if let Some(document) = self.checks.pop_front() {
                self.check(&document);
            } else {
                match self.jobs.recv() {
                    Ok(job) => self.take(job),
                    Err(_) => return,
                }
            }
        }
    }

    /// Takes in all that waits; whether more can come.
    fn collect(&mut self) -> bool {
        loop {
            match self.jobs.try_recv() {
                Ok(job) => self.take(job),
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => return false,
            }
        }
    }

    fn take(&mut self, job: Job) {
        match job {
            Job::Check(document) => {
                self.newest.insert(document.uri.clone(), Arc::clone(&document));
                self.check_again(document);
            }
            Job::Settings => {
                self.told.clear();
                let mut open: Vec<Arc<Document>> = self.newest.values().map(Arc::clone).collect();
                open.sort_by(|left, right| left.uri.0.cmp(&right.uri.0));
                open.into_iter().for_each(|document| self.check_again(document));
            }
            Job::Closed(uri) => {
                self.checks.retain(|it| it.uri != uri);
                self.newest.remove(&uri);
                self.checked.remove(&uri);
                self.told.remove(&uri);
                self.publish(uri, None, Vec::new());
            }
            Job::Ask(ask) => self.asks.push_back(ask),
            Job::Cancel(id) => {
                let waits = self.asks.iter().any(|it| it.id == id);
                self.asks.retain(|it| it.id != id);
                if waits {
                    self.respond(Response::new_err(id, ErrorCode::RequestCanceled as i32, "cancelled".into()));
                }
            }
        }
    }

    /// Puts a document at the end of those to be checked; what was saved may have other settings now.
    fn check_again(&mut self, document: Arc<Document>) {
        self.checks.retain(|it| it.uri != document.uri);
        if let Some(checked) = self.checked.get_mut(&document.uri) {
            checked.is_stale = true;
        }
        self.checks.push_back(document);
    }

    fn check(&mut self, document: &Arc<Document>) {
        let was_unreadable = self.checked.get(&document.uri).is_some_and(|it| it.unreadable.is_some());
        self.look_at(document);
        self.collect();
        if !self.is_newest(document) {
            return;
        }
        let Some(checked) = self.checked.get(&document.uri) else { return };
        let found = checked.findings.iter().map(|it| published(it, document, &self.client));
        let found: Vec<_> = found.chain(checked.broken.clone()).collect();
        if let Some(reason) = checked.unreadable.as_ref().filter(|_| !was_unreadable && found.is_empty()) {
            // A file of this kind without queries is no mistake of anybody.
            self.notify("window/logMessage", LogMessageParams { kind: MessageType::Info, message: reason.clone() });
        }
        self.publish(document.uri.clone(), Some(document.version), found);
    }

    fn answer(&mut self, ask: &Ask) {
        let (document, question) = (&ask.document, &ask.question);
        self.look_at(document);
        let answer = self.checked.get(&document.uri).and_then(|checked| {
            let settings = checked.settings.as_ref()?;
            Some(question.answer(document, &checked.findings, settings, &self.client, &checked.tried))
        });
        self.collect();
        if !self.newest.contains_key(&document.uri) {
            self.checked.remove(&document.uri);
        }
        self.respond(if question.changes() && !self.is_newest(document) {
            Response::new_err(ask.id.clone(), ErrorCode::ContentModified as i32, "the document has changed".into())
        } else {
            Response::new_ok(ask.id.clone(), answer)
        });
    }

    /// Checks a document, unless it is checked already.
    fn look_at(&mut self, document: &Arc<Document>) {
        let is_done = |it: &Checked| Arc::ptr_eq(&it.document, document) && !it.is_stale;
        if self.checked.get(&document.uri).is_some_and(is_done) {
            return;
        }
        let before = self.checked.remove(&document.uri);
        let settings = match self.settings.of(document) {
            Ok(settings) => {
                self.told.remove(&document.uri);
                Some(settings)
            }
            Err(failure) => {
                self.tell(&document.uri, failure.to_string());
                before.and_then(|it| it.settings)
            }
        };
        let found = settings.as_ref().map(|settings| findings_of(document, &document.text, settings));
        let (findings, unreadable) = match found {
            Some(Ok(findings)) => (findings, None),
            Some(Err(failure)) => (Vec::new(), Some(failure.to_string())),
            None => (Vec::new(), None),
        };
        let broken = settings.as_ref().filter(|_| unreadable.is_some()).and_then(|it| broken(document, it));
        let (tried, is_stale) = (Tried::default(), false);
        let checked =
            Checked { document: Arc::clone(document), settings, is_stale, unreadable, broken, findings, tried };
        self.checked.insert(document.uri.clone(), checked);
    }

    /// Shows why settings can't be read, once for all documents that they count for.
    fn tell(&mut self, uri: &Uri, reason: String) {
        if !self.told.values().any(|it| *it == reason) {
            let params = ShowMessageParams { kind: MessageType::Error, message: reason.clone() };
            self.notify("window/showMessage", params);
        }
        self.told.insert(uri.clone(), reason);
    }

    fn is_newest(&self, document: &Arc<Document>) -> bool {
        self.newest.get(&document.uri).is_some_and(|it| Arc::ptr_eq(it, document))
    }

    fn publish(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<gen_lsp_types::Diagnostic>) {
        self.notify("textDocument/publishDiagnostics", PublishDiagnosticsParams { uri, version, diagnostics });
    }

    fn notify(&self, method: &str, params: impl serde::Serialize) {
        (self.send)(Message::Notification(Notification::new(method.to_owned(), params)));
    }

    fn respond(&self, response: Response) {
        (self.send)(Message::Response(response));
    }
}
