//! What an editor can do about findings.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use gen_lsp_types::{
    CodeAction, CodeActionKind, OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};

use super::capabilities::{Client, FIX_ALL};
use super::document::Document;
use super::findings::{findings_of, published};
use super::formatting;
use super::settings::Settings;
use crate::check::mend;
use crate::diagnostic::{Fix, Safety};
use crate::report::Finding;
use crate::saved::{Reading, mended};
use crate::text::{Edit, Span};

/// How many fixes are offered at once: each is tried on the whole file first, and nobody reads a longer menu.
const MOST_FIXES: usize = 100;

/// What fixes make of one version of a document: editors ask again with each move of the cursor.
#[derive(Default)]
pub(super) struct Tried {
    /// Whether the file can still be read with the fix of a finding, by the number of that.
    fixes: RefCell<HashMap<usize, bool>>,
    /// The edit that mends all of it, where anything changes.
    all: OnceCell<Option<Edit>>,
}

/// The actions for a range of a document: safe fixes first, then guesses, then what changes more than one finding.
///
/// `only` are the kinds that are asked for; all where it is `None`.
pub(super) fn actions(
    document: &Document,
    range: Range,
    only: Option<&[CodeActionKind]>,
    findings: &[Finding],
    settings: &Settings,
    client: &Client,
    tried: &Tried,
) -> Vec<CodeAction> {
    let wants = |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|asked| includes(asked, kind)));
    let span = document.span(range);
    let mut actions = Vec::new();
    if wants(&CodeActionKind::QuickFix) {
        let there = findings.iter().enumerate().filter(|(_, it)| {
            let at = it.diagnostic.span;
            it.diagnostic.fix.is_some() && at.start() <= span.end() && span.start() <= at.end()
        });
        let passes = |number: usize, fix: &Fix| {
            let mut known = tried.fixes.borrow_mut();
            *known.entry(number).or_insert_with(|| mended(&document.text, &fix.edits, document.format).is_some())
        };
        let fitting = there
            .take(MOST_FIXES)
            .filter(|(number, it)| it.diagnostic.fix.as_ref().is_some_and(|fix| passes(*number, fix)));
        actions.extend(fitting.filter_map(|(_, it)| quick_fix(it, document, client)));
        actions.sort_by_key(|it: &CodeAction| it.is_preferred.is_none());
    }
    let rewrite = CodeActionKind::RefactorRewrite;
    if wants(&rewrite) {
        let edits = formatting::of_range(document, span);
        let title = "write this query in canonical form".to_owned();
        actions.extend((!edits.is_empty()).then(|| action(title, rewrite, &edits, document, client)));
    }
    let all = CodeActionKind::Custom(FIX_ALL.into());
    let safe = |it: &Finding| it.diagnostic.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    if wants(&all) && findings.iter().any(safe) {
        let edit = tried.all.get_or_init(|| all_fixed(document, findings, settings)).clone();
        actions.extend(edit.map(|it| action("fix all that is safe to fix".to_owned(), all, &[it], document, client)));
    }
    actions
}

/// Whether an editor that asks for one kind is given the other: `source` is given `source.fixAll.v3q`.
fn includes(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let (asked, kind) = (asked.to_string(), kind.to_string());
    kind.strip_prefix(asked.as_str()).is_some_and(|rest| asked.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

/// The fix of a finding; `None` where it has none.
fn quick_fix(finding: &Finding, document: &Document, client: &Client) -> Option<CodeAction> {
    let fix = finding.diagnostic.fix.as_ref()?;
    let is_safe = fix.safety == Safety::Safe;
    let title = if is_safe { fix.title.clone() } else { format!("{} (unsafe)", fix.title) };
    Some(CodeAction {
        diagnostics: Some(vec![published(finding, document, client)]),
        is_preferred: is_safe.then_some(true),
        ..action(title, CodeActionKind::QuickFix, &fix.edits, document, client)
    })
}

fn action(title: String, kind: CodeActionKind, edits: &[Edit], document: &Document, client: &Client) -> CodeAction {
    let edits: Vec<TextEdit> = edits.iter().map(|it| document.edit(it)).collect();
    let uri = document.uri.clone();
    let edit = if client.versioned_edits {
        let text_document = OptionalVersionedTextDocumentIdentifier {
            version: Some(document.version),
            text_document_identifier: TextDocumentIdentifier { uri },
        };
        let edits = edits.into_iter().map(Into::into).collect();
        let change = TextDocumentEdit { text_document, edits };
        WorkspaceEdit { document_changes: Some(vec![change.into()]), ..WorkspaceEdit::default() }
    } else {
        WorkspaceEdit { changes: Some([(uri, edits)].into()), ..WorkspaceEdit::default() }
    };
    CodeAction { title, kind: Some(kind), edit: Some(edit), ..CodeAction::default() }
}

/// The edit that mends a document as `v3q lint --fix` does; `None` where nothing changes.
fn all_fixed(document: &Document, findings: &[Finding], settings: &Settings) -> Option<Edit> {
    // What is wrong with the document as it is was looked for already.
    let mut known = Some(findings.to_vec());
    let check = |text: &str| {
        let findings = known.take().unwrap_or_else(|| findings_of(document, text, settings).unwrap_or_default());
        findings.into_iter().map(|it| it.diagnostic).collect()
    };
    let fixed = mend(&document.text, Safety::Safe, check).text;
    // What breaks the file is no fix.
    (document.format.read)(&fixed, Reading::default()).ok()?;
    let edit = changed(&document.text, &fixed);
    (!edit.span.is_empty() || !edit.text.is_empty()).then_some(edit)
}

/// The one replacement that makes `after` of `before`: what both begin and end with stays.
fn changed(before: &str, after: &str) -> Edit {
    let same = |(a, b): &(char, char)| a == b;
    let start: usize = before.chars().zip(after.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old, new) = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
    let end: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let text = new.get(..new.len() - end).unwrap_or_default();
    Edit::replace(Span::new(start, before.len() - end), text)
}
