//! A language model that a person set up: what it is asked, what it answered, and the signals that are believed.

mod asking;
mod requests;
mod setup;

pub(super) use asking::{BY_MODEL, SUSPECTED};
use sales_ai_assist::reading::Document;
use sales_core::time::UtcMillis;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{SignalView, documents::Given};
use crate::secret::Secret;

/// How the model is set up; the key is never told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ModelView {
    /// Whether documents may be sent.
    pub is_on: bool,
    /// The address of the endpoint.
    pub address: String,
    /// The name of the model there.
    pub model: String,
    /// Whether the keyring has a key for it.
    pub has_key: bool,
    /// The tokens that may be used in a day.
    pub day_tokens: u32,
    /// Those of them for one document.
    pub document_tokens: u32,
    /// Those of today that are used.
    pub used_today: u32,
    /// Whether somebody has seen what is sent.
    pub was_shown: bool,
}

/// Sets the model up and switches it on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
pub struct ModelSetup {
    /// The address of an endpoint that speaks the chat protocol of OpenAI.
    pub address: String,
    /// The name of the model there.
    pub model: String,
    /// Its key: none leaves the one that is there, an empty one takes it away.
    pub key: Option<Secret>,
    /// The tokens that may be used in a day.
    pub day_tokens: u32,
    /// Those of them for one document.
    pub document_tokens: u32,
}

/// A test of the endpoint that went well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ModelTestView {
    /// The host that answered.
    pub host: String,
    /// How long it took, in milliseconds.
    pub millis: u32,
    /// The tokens that it needed.
    pub tokens: u32,
}

/// What would be sent, word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PreparedView {
    /// Names it when it is to be sent; it is kept until the workspace is closed.
    pub id: String,
    /// The host that it goes to.
    pub host: String,
    /// The model.
    pub model: String,
    /// What the model is told.
    pub system: String,
    /// The document, as it is sent.
    pub user: String,
    /// About how many tokens it needs, with the answer.
    pub tokens: u32,
    /// How many are left today.
    pub left_today: u32,
    /// Whether it was answered before: then nothing is sent.
    pub is_known: bool,
    /// Whether the text speaks to models.
    pub is_suspected: bool,
    /// Why that is thought.
    pub reasons: Vec<String>,
    /// What is to be known of the text: `truncated`.
    pub notices: Vec<String>,
}

/// What a model found in a document.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ModelReadView {
    /// The signals that were noted; `proposed` ones count when they are accepted.
    pub added: Vec<SignalView>,
    /// Signals that were noted or rejected before.
    pub known: u32,
    /// What of the answer is not believed.
    pub refused: Vec<RefusedView>,
    /// Whether the text speaks to models.
    pub is_suspected: bool,
    /// Why that is thought.
    pub reasons: Vec<String>,
    /// Whether nothing was sent, as it was answered before.
    pub was_known: bool,
    /// The tokens that it needed.
    pub tokens: u32,
}

/// A signal of an answer that is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct RefusedView {
    /// What it was to say, if the catalogue has that.
    pub code: Option<String>,
    /// Why not: the name of a reason.
    pub reason: String,
}

/// A question that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ModelRequestView {
    /// Its identity.
    pub id: String,
    /// When.
    pub at: UtcMillis,
    /// The host that it went to.
    pub host: String,
    /// The model.
    pub model: String,
    /// The name of the document.
    pub source: Option<String>,
    /// `sent`, `answered`, or the code of what went wrong.
    pub outcome: String,
    /// The tokens that it needed.
    pub tokens: u32,
    /// Whether its texts are still there.
    pub has_texts: bool,
}

/// The texts of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ModelTextsView {
    /// What the model was told.
    pub system: String,
    /// The document as it was sent.
    pub user: String,
    /// What came back, if anything did.
    pub answer: Option<String>,
}

/// A document that is ready to be sent.
#[derive(Clone)]
pub(crate) struct Prepared {
    id: String,
    prospect: String,
    kind: Option<String>,
    given: Given,
    document: Document,
    prompt: sales_ai_assist::prompt::Prompt,
    cache_key: [u8; 32],
    tokens: u32,
}
