//! What the server offers to an editor, and what it takes from one.

use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CompletionOptions, InitializeParams, InitializeResult, MarkupKind,
    ServerCapabilities, ServerInfo, TextDocumentSyncKind, TextDocumentSyncOptions,
};

use lsp_server::{Request, RequestId};
use serde_json::json;

use super::lines::Encoding;
use crate::cli::settings::NAME;

/// The kind of the action that mends all of a document.
pub(super) const FIX_ALL: &str = "source.fixAll.v3q";

/// What an editor can do.
#[derive(Debug, Clone, Default)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// Whether an edit can say which version of the document it is for.
    pub(super) versioned_edits: bool,
    /// Whether it shows where else a finding stands.
    pub(super) related: bool,
    /// Whether it can be asked to tell when a file changes.
    pub(super) watches: bool,
    /// Whether hovers are shown as Markdown.
    pub(super) markdown: bool,
}

impl Client {
    pub(super) fn of(params: &InitializeParams) -> Self {
        let all = &params.capabilities;
        let document = all.text_document.as_ref();
        let encodings = all.general.as_ref().and_then(|it| it.position_encodings.as_deref());
        let watching = all.workspace.as_ref().and_then(|it| it.did_change_watched_files.as_ref());
        let edits = all.workspace.as_ref().and_then(|it| it.workspace_edit.as_ref());
        let formats = document.and_then(|it| it.hover.as_ref()).and_then(|it| it.content_format.as_deref());
        let diagnostics = document.and_then(|it| it.publish_diagnostics.as_ref());
        Self {
            encoding: Encoding::chosen(encodings.unwrap_or_default()),
            versioned_edits: edits.and_then(|it| it.document_changes).unwrap_or_default(),
            related: diagnostics.and_then(|it| it.diagnostics_capabilities.related_information).unwrap_or_default(),
            watches: watching.and_then(|it| it.dynamic_registration).unwrap_or_default(),
            markdown: formats.is_none_or(|formats| formats.contains(&MarkupKind::Markdown)),
        }
    }
}

/// Asks the editor to tell when a settings file changes, or a schema file, which may have any name.
pub(super) fn watching() -> Request {
    let method = "workspace/didChangeWatchedFiles";
    let watchers = json!([{ "globPattern": "**/*.toml" }]);
    let registration = json!({ "id": NAME, "method": method, "registerOptions": { "watchers": watchers } });
    let id = RequestId::from(format!("watch {NAME}"));
    Request::new(id, "client/registerCapability".to_owned(), json!({ "registrations": [registration] }))
}

/// The answer to `initialize`.
pub(super) fn initialized(client: &Client) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        // Whole texts: nothing can drift apart, and many small changes cost no more than one.
        change: Some(TextDocumentSyncKind::Full),
        save: Some(true.into()),
        ..TextDocumentSyncOptions::default()
    };
    let kinds = vec![CodeActionKind::QuickFix, CodeActionKind::RefactorRewrite, CodeActionKind::Custom(FIX_ALL.into())];
    let actions = CodeActionOptions { code_action_kinds: Some(kinds), ..CodeActionOptions::default() };
    let completion = CompletionOptions {
        trigger_characters: Some([" ", "\"", ",", "-", "("].map(str::to_owned).into()),
        ..CompletionOptions::default()
    };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(client.encoding.kind()),
            text_document_sync: Some(sync.into()),
            completion_provider: Some(completion),
            hover_provider: Some(true.into()),
            code_action_provider: Some(actions.into()),
            document_formatting_provider: Some(true.into()),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo { name: "v3q".into(), version: Some(env!("CARGO_PKG_VERSION").into()) }),
    }
}
