//! What an editor can ask about a document: THE table, and the answers.

use gen_lsp_types::{
    CodeActionKind, CodeActionParams, CompletionParams, DocumentFormattingParams, HoverParams, Position, Range, Uri,
};
use lsp_server::{ErrorCode, ResponseError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::actions::{Tried, actions};
use super::capabilities::Client;
use super::completion::completion;
use super::document::Document;
use super::formatting::formatting;
use super::hover::hover;
use super::settings::Settings;
use crate::report::Finding;

/// A question about a document.
#[derive(Debug)]
pub(super) enum Question {
    Hover(Position),
    Completion(Position),
    Formatting,
    /// The actions of these kinds for a range.
    Actions(Range, Option<Vec<CodeActionKind>>),
}

type Reader = fn(Value) -> Result<(Uri, Question), ResponseError>;

/// The requests that are answered, by their methods.
const METHODS: [(&str, Reader); 4] = [
    ("textDocument/hover", |params| {
        let it = parameters::<HoverParams>(params)?.text_document_position_params;
        Ok((it.text_document.uri, Question::Hover(it.position)))
    }),
    ("textDocument/completion", |params| {
        let it = parameters::<CompletionParams>(params)?.text_document_position_params;
        Ok((it.text_document.uri, Question::Completion(it.position)))
    }),
    ("textDocument/formatting", |params| {
        Ok((parameters::<DocumentFormattingParams>(params)?.text_document.uri, Question::Formatting))
    }),
    ("textDocument/codeAction", |params| {
        let it = parameters::<CodeActionParams>(params)?;
        Ok((it.text_document.uri, Question::Actions(it.range, it.context.only)))
    }),
];

/// The question of a request, and the document that it is about.
///
/// # Errors
/// No such request is answered, or it is not as it should be.
pub(super) fn question(method: &str, params: Value) -> Result<(Uri, Question), ResponseError> {
    let row = METHODS.iter().find(|(known, _)| *known == method);
    let (_, read) = row.ok_or_else(|| refusal(ErrorCode::MethodNotFound, format!("`{method}` is not answered")))?;
    read(params)
}

/// The parameters of a request.
pub(super) fn parameters<T: DeserializeOwned>(params: Value) -> Result<T, ResponseError> {
    serde_json::from_value(params).map_err(|error| refusal(ErrorCode::InvalidParams, error.to_string()))
}

pub(super) fn refusal(code: ErrorCode, message: impl Into<String>) -> ResponseError {
    ResponseError { code: code as i32, message: message.into(), data: None }
}

impl Question {
    /// Whether the answer changes the document, so that one about an older version would break it.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::Hover(_) | Self::Completion(_) => false,
            Self::Formatting | Self::Actions(..) => true,
        }
    }

    pub(super) fn answer(
        &self,
        document: &Document,
        findings: &[Finding],
        settings: &Settings,
        client: &Client,
        tried: &Tried,
    ) -> Value {
        match self {
            Self::Hover(position) => value(&hover(document, *position, findings, settings, client)),
            Self::Completion(position) => value(&completion(document, *position, settings)),
            Self::Formatting => value(&formatting(document)),
            Self::Actions(range, only) => {
                value(&actions(document, *range, only.as_deref(), findings, settings, client, tried))
            }
        }
    }
}

/// An answer as the protocol has it.
pub(super) fn value<T: Serialize>(answer: &T) -> Value {
    serde_json::to_value(answer).expect("what the protocol is made of is JSON")
}
