//! Which model is asked, with which key and how much.

use std::{ops::ControlFlow, time::Instant};

use sales_ai_assist::{
    endpoint::{Endpoint, Patience, host},
    model::{Budget, ModelError},
    prompt::{self, Prompt},
};
use sales_core::time::{UtcDay, UtcMillis};
use sales_store::{error::StoreError, model_requests, settings as store_settings};
use serde::{Deserialize, Serialize};

use super::{ModelSetup, ModelTestView, ModelView};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    secret::Secret,
    workspace::Workspace,
};

/// Where the workspace keeps how the model is set up.
const SETTING: &str = "language_model";
/// Read by a test of the endpoint: no text of anybody.
const TEST_TEXT: &str =
    "Bonjour, le budget de 40 000 € est validé. Nous perdons beaucoup de temps avec la saisie manuelle.";
const MILLIS_OF_DAY: i64 = 86_400_000;

/// How a model is set up, as the workspace keeps it. The key is in the keyring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Setup {
    pub is_on: bool,
    pub address: String,
    pub model: String,
    pub has_key: bool,
    pub day_tokens: u32,
    pub document_tokens: u32,
    pub was_shown: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            is_on: false,
            address: String::new(),
            model: String::new(),
            has_key: false,
            day_tokens: 200_000,
            document_tokens: 20_000,
            was_shown: false,
        }
    }
}

impl Setup {
    pub fn host(&self) -> String {
        host(&self.address).unwrap_or_default()
    }
}

impl App {
    /// How the model is set up.
    pub fn model_show(&self) -> Result<ModelView, AppError> {
        let workspace = self.workspace()?;
        let setup = setup(&workspace)?;
        Ok(ModelView {
            used_today: self.used_today(&workspace)?,
            is_on: setup.is_on,
            address: setup.address,
            model: setup.model,
            has_key: setup.has_key,
            day_tokens: setup.day_tokens,
            document_tokens: setup.document_tokens,
            was_shown: setup.was_shown,
        })
    }

    /// Sets the model up and switches it on. Nothing is sent by it.
    pub fn model_set(&self, input: &ModelSetup) -> Result<ModelView, AppError> {
        let workspace = self.workspace()?;
        let missing = |field| AppError::new(ErrorCode::ValueMissing).with("field", field).at_field(field);
        let (address, model) = (input.address.trim(), input.model.trim());
        if model.is_empty() {
            return Err(missing("model"));
        }
        Endpoint::new(address, model, None, Patience::default())?;
        let former = setup(&workspace)?;
        let has_key = match &input.key {
            None if former.address == address => former.has_key,
            // A key is for one address: another one never sees it.
            None => {
                self.forget_key(&workspace)?;
                false
            }
            Some(key) if key.reveal().trim().is_empty() => {
                self.forget_key(&workspace)?;
                false
            }
            Some(key) => {
                let account = account(&workspace);
                self.inner.environment.keyring.set(&account, key.reveal().trim().as_bytes())?;
                true
            }
        };
        let is_same = former.address == address && former.model == model;
        let setup = Setup {
            is_on: true,
            address: address.to_owned(),
            model: model.to_owned(),
            has_key,
            day_tokens: input.day_tokens,
            document_tokens: input.document_tokens,
            was_shown: is_same && former.was_shown,
        };
        keep(&workspace, &setup)?;
        self.model_show()
    }

    /// Switches the model off and forgets its key; what was sent stays to be seen.
    pub fn model_off(&self) -> Result<ModelView, AppError> {
        let workspace = self.workspace()?;
        let former = setup(&workspace)?;
        if former.has_key {
            self.forget_key(&workspace)?;
        }
        keep(&workspace, &Setup { is_on: false, has_key: false, ..former })?;
        self.model_show()
    }

    /// Sends a text of the program's own to the endpoint, and says how it went.
    pub fn model_test(&self) -> Result<ModelTestView, AppError> {
        let workspace = self.workspace()?;
        let setup = self.usable(&workspace)?;
        let random = random()?;
        let prompt = prompt::prompt(TEST_TEXT, None, random);
        let started = Instant::now();
        let question = super::asking::Question {
            prompt: &prompt,
            cache_key: &prompt::cache_key(&setup.model, TEST_TEXT, None),
            tokens: needed(&prompt),
            prospect: None,
            source: None,
        };
        let answered = self.ask(&workspace, &setup, &question, || ControlFlow::Continue(()))?;
        let millis = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
        Ok(ModelTestView { host: setup.host(), millis, tokens: answered.tokens })
    }

    /// The key of this run, in place of that of the keyring: for computers without one.
    pub fn model_key_for_run(&self, key: Secret) {
        let _ = self.inner.model_key.set(key);
    }

    pub(super) fn usable(&self, workspace: &Workspace) -> Result<Setup, AppError> {
        let setup = setup(workspace)?;
        if setup.is_on { Ok(setup) } else { Err(AppError::new(ErrorCode::ModelOff)) }
    }

    /// The endpoint with its key.
    pub(super) fn endpoint(&self, workspace: &Workspace, setup: &Setup) -> Result<Endpoint, AppError> {
        let kept = match self.inner.model_key.get() {
            Some(key) => Some(key.clone()),
            None if setup.has_key => Some(self.kept_key(workspace)?),
            None => None,
        };
        let key = kept.as_ref().map(Secret::reveal);
        Ok(Endpoint::new(&setup.address, &setup.model, key, Patience::default())?)
    }

    fn kept_key(&self, workspace: &Workspace) -> Result<Secret, AppError> {
        let bytes = match self.inner.environment.keyring.get(&account(workspace)) {
            Err(StoreError::KeyringEntryGone) => return Err(AppError::new(ErrorCode::ModelKeyGone).at_field("key")),
            found => found?,
        };
        Ok(Secret::from(String::from_utf8_lossy(&bytes).as_ref()))
    }

    fn forget_key(&self, workspace: &Workspace) -> Result<(), AppError> {
        match self.inner.environment.keyring.delete(&account(workspace)) {
            // Where there is no keyring there is no key.
            Ok(()) | Err(StoreError::KeyringUnavailable { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn used_today(&self, workspace: &Workspace) -> Result<u32, AppError> {
        let since = UtcMillis(i64::from(UtcDay::of(self.inner.environment.clock.now()).0) * MILLIS_OF_DAY);
        Ok(workspace.store.read(|db| model_requests::tokens_since(db, since))?)
    }

    /// Whether a question may be asked today.
    pub(super) fn check_budget(&self, workspace: &Workspace, setup: &Setup, tokens: u32) -> Result<(), AppError> {
        let budget = Budget { day: setup.day_tokens, run: setup.document_tokens, used: self.used_today(workspace)? };
        Ok(budget.allows(tokens)?)
    }
}

pub(super) fn setup(workspace: &Workspace) -> Result<Setup, AppError> {
    let kept = workspace.store.read(|db| store_settings::get(db, SETTING))?;
    Ok(kept.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}

pub(super) fn keep(workspace: &Workspace, setup: &Setup) -> Result<(), AppError> {
    let json = serde_json::to_string(setup).map_err(|error| AppError::internal(&error))?;
    let mut tx = workspace.store.begin_unrecorded()?;
    tx.set_setting(SETTING, &json)?;
    tx.commit()?;
    Ok(())
}

/// About how many tokens a question needs with its answer.
pub(super) fn needed(prompt: &Prompt) -> u32 {
    prompt::tokens(&prompt.system) + prompt::tokens(&prompt.user) + prompt::MOST_ANSWER_TOKENS
}

/// Randomness for the marks of a question.
pub(super) fn random() -> Result<[u8; 16], AppError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| AppError::from(ModelError::NoRuntime))?;
    Ok(bytes)
}

fn account(workspace: &Workspace) -> String {
    format!("{}/language-model", workspace.key_file.lock().workspace())
}
