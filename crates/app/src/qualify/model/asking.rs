//! A document is prepared, shown, sent, and its answer held against it.

use std::ops::ControlFlow;

use sales_ai_assist::{
    contract,
    model::ask,
    prompt::{self, Prompt},
    reading::{Document, Findings},
};
use sales_core::{change::Origin, fields::Entity, ids::SignalId};
use sales_qualify::{
    extract::{ExtractContext, TextKind},
    score::reliability,
};
use sales_store::{
    model_requests::{self, NewRequest},
    signals::{self, Signal, SignalStatus},
};
use serde_json::json;

use super::{
    ModelReadView, Prepared, PreparedView, RefusedView,
    setup::{Setup, keep, needed, random},
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    jobs::{Job, JobKind},
    lists::{count, row_of},
    qualify::{
        documents::DocumentInput,
        reading::{self, Origins},
        signals::view,
    },
    workspace::Workspace,
};

/// Documents that are kept ready.
const MOST_PREPARED: usize = 4;

/// What finds signals in texts when a model does, before its name and the version of the prompt.
pub(in crate::qualify) const BY_MODEL: &str = "llm:";
/// What follows when the text speaks to models.
pub(in crate::qualify) const SUSPECTED: &str = "+suspected";

/// What is asked.
pub(super) struct Question<'q> {
    pub prompt: &'q Prompt,
    pub cache_key: &'q [u8],
    pub tokens: u32,
    pub prospect: Option<i64>,
    pub source: Option<&'q str>,
}

/// What came back.
pub(super) struct Answered {
    pub text: String,
    pub tokens: u32,
}

impl App {
    /// Makes a document ready to be sent, and shows what would be: nothing is sent.
    pub fn document_prepare(&self, input: &DocumentInput) -> Result<PreparedView, AppError> {
        let workspace = self.workspace()?;
        let setup = self.usable(&workspace)?;
        let row = row_of(&workspace, Entity::Prospect, &input.prospect)?;
        let given = self.document_text(input)?;
        let document = Document::new(&given.text)?;
        let company = workspace.store.read(|db| reading::about(db, row))?.company_name;
        let random = random()?;
        let prompt = document.prompt(company.as_deref(), random);
        let cache_key = prompt::cache_key(&setup.model, &document.text, company.as_deref());
        let is_known = workspace.store.read(|db| model_requests::known(db, &cache_key))?.is_some();
        let kind = input.kind.clone().or(given.kind.map(str::to_owned));
        let prepared = Prepared {
            id: random.iter().map(|byte| format!("{byte:02x}")).collect(),
            prospect: input.prospect.clone(),
            kind,
            tokens: needed(&prompt),
            document,
            prompt,
            cache_key,
            given,
        };
        let is_truncated = prepared.given.is_truncated || prepared.document.is_truncated;
        let view = PreparedView {
            id: prepared.id.clone(),
            host: setup.host(),
            model: setup.model,
            system: prepared.prompt.system.clone(),
            user: prepared.prompt.user.clone(),
            tokens: prepared.tokens,
            left_today: setup.day_tokens.saturating_sub(self.used_today(&workspace)?),
            is_known,
            is_suspected: prepared.document.verdict.is_suspected(),
            reasons: reasons(&prepared.document),
            notices: is_truncated.then(|| "truncated".to_owned()).into_iter().collect(),
        };
        let mut kept = workspace.prepared.lock();
        if kept.len() >= MOST_PREPARED {
            kept.remove(0);
        }
        kept.push(prepared);
        Ok(view)
    }

    /// Sends a document that was made ready, and notes the signals that are believed. Nothing but what was shown is
    /// sent, and what was answered before is not sent again.
    pub fn document_ask(&self, id: &str) -> Result<ModelReadView, AppError> {
        let workspace = self.workspace()?;
        let setup = self.usable(&workspace)?;
        let prepared = workspace.prepared.lock().iter().find(|one| one.id == id).cloned();
        let prepared = prepared.ok_or_else(|| AppError::new(ErrorCode::DocumentGone))?;
        let mut job = self.start_job(JobKind::Model, prepared.given.source.as_deref().unwrap_or_default());
        let read = self.read_prepared(&workspace, &setup, &prepared, &mut job);
        job.end(read)
    }

    fn read_prepared(
        &self,
        workspace: &Workspace,
        setup: &Setup,
        prepared: &Prepared,
        job: &mut Job,
    ) -> Result<ModelReadView, AppError> {
        let row = row_of(workspace, Entity::Prospect, &prepared.prospect)?;
        let known = workspace.store.read(|db| model_requests::known(db, &prepared.cache_key))?;
        let was_known = known.is_some();
        let (answer, marker, tokens) = match known {
            Some(known) => (known.answer, known.marker, 0),
            None => {
                let question = Question {
                    prompt: &prepared.prompt,
                    cache_key: &prepared.cache_key,
                    tokens: prepared.tokens,
                    prospect: Some(row),
                    source: prepared.given.source.as_deref(),
                };
                let answered = self.ask(workspace, setup, &question, || job.go_on(0, 0))?;
                (answered.text, prepared.prompt.marker, answered.tokens)
            }
        };
        if !setup.was_shown {
            keep(workspace, &Setup { was_shown: true, ..setup.clone() })?;
        }
        let today = self.as_of(None)?;
        let (about, offer) = workspace.store.read(|db| Ok((reading::about(db, row)?, reading::words(db)?)))?;
        let kind = prepared.kind.as_deref().and_then(TextKind::from_name);
        let origins = about.origins(kind, &prepared.given);
        let company = about.company_name.clone();
        let context = ExtractContext { kind, company, offer, ..ExtractContext::on(reading::date(today)) };
        let findings = prepared.document.judge(&answer, marker, &context, reliability(origins.source))?;
        for refused in &findings.refused {
            tracing::info!(reason = refused.reason.as_str(), "a signal of the model is not believed");
        }
        let added = self.note(workspace, setup, prepared, &origins, &findings)?;
        let refused = findings.refused.iter().map(|one| RefusedView {
            code: one.code.map(|code| code.as_str().to_owned()),
            reason: one.reason.as_str().to_owned(),
        });
        Ok(ModelReadView {
            known: count(findings.signals.len() - added.len()),
            added: added.iter().map(view).collect(),
            refused: refused.collect(),
            is_suspected: prepared.document.verdict.is_suspected(),
            reasons: reasons(&prepared.document),
            was_known,
            tokens,
        })
    }

    /// Asks within the budget, and keeps what was sent and what came back.
    pub(super) fn ask(
        &self,
        workspace: &Workspace,
        setup: &Setup,
        question: &Question<'_>,
        go_on: impl FnMut() -> ControlFlow<()>,
    ) -> Result<Answered, AppError> {
        self.check_budget(workspace, setup, question.tokens)?;
        let endpoint = self.endpoint(workspace, setup)?;
        let host = setup.host();
        let mut tx = workspace.store.begin_unrecorded()?;
        let request = tx.begin_model_request(&NewRequest {
            host: &host,
            model: &setup.model,
            prompt_version: prompt::VERSION,
            prospect: question.prospect,
            source_name: question.source,
            tokens: question.tokens,
            cache_key: question.cache_key,
            marker: question.prompt.marker,
            system: &question.prompt.system,
            user: &question.prompt.user,
        })?;
        tx.commit()?;
        let told = ask(&endpoint, question.prompt, go_on);
        // What an endpoint says it used, but no less than what was sent.
        let sent = prompt::tokens(&question.prompt.user) / 2;
        let tokens = told.as_ref().map_or(sent, |answer| (answer.tokens_read + answer.tokens_written).max(sent));
        let result = told.map_err(AppError::from).and_then(|answer| {
            contract::read(&answer.text)?;
            Ok(answer.text)
        });
        let outcome = result.as_ref().map_or_else(|error| error.code.as_str(), |_| "answered");
        let mut tx = workspace.store.begin_unrecorded()?;
        tx.end_model_request(request, outcome, tokens, result.as_deref().ok())?;
        tx.commit()?;
        let text = result.map_err(|error| error.with("host", &host).with("model", &setup.model))?;
        Ok(Answered { text, tokens })
    }

    /// Notes the signals that are believed, but for those that were noted or rejected in the same words.
    fn note(
        &self,
        workspace: &Workspace,
        setup: &Setup,
        prepared: &Prepared,
        origins: &Origins<'_>,
        findings: &Findings,
    ) -> Result<Vec<Signal>, AppError> {
        let is_suspected = prepared.document.verdict.is_suspected();
        let suffix = if is_suspected { SUSPECTED } else { "" };
        let extractor = format!("{BY_MODEL}{}@{}{suffix}", setup.model, prompt::VERSION);
        let status = if is_suspected { SignalStatus::Proposed } else { SignalStatus::Found };
        let today = self.as_of(None)?;
        let there = workspace.store.read(|db| signals::of(db, origins.entity, origins.row))?;
        let mut tx = workspace.store.begin(Origin::User, "signals_add", &json!({"count": findings.signals.len()}))?;
        let mut added: Vec<SignalId> = Vec::new();
        for weighed in &findings.signals {
            let proposal = &weighed.proposal;
            let is_told = |known: &Signal| {
                known.facts.code == proposal.code
                    && known.quote.as_deref().is_some_and(|quote| overlap(quote, &proposal.quote))
            };
            if there.iter().any(is_told) {
                continue;
            }
            let mut new =
                origins.signal(proposal.code, proposal.strength_percent, proposal.date, &proposal.quote, today);
            new.facts.reliability = weighed.reliability;
            new.facts.observed_on = proposal.observed_on.unwrap_or(new.facts.observed_on);
            new.extractor = &extractor;
            new.status = status;
            added.extend(tx.add_signal(&new)?);
        }
        if added.is_empty() {
            return Ok(Vec::new());
        }
        tx.set_args(&json!({"count": added.len()}))?;
        tx.commit()?;
        let found =
            workspace.store.read(|db| added.iter().map(|&id| signals::find(db, id)).collect::<Result<Vec<_>, _>>())?;
        Ok(found.into_iter().flatten().collect())
    }
}

/// Whether one quote is a part of the other.
fn overlap(one: &str, other: &str) -> bool {
    let words = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let (one, other) = (words(one), words(other));
    one.contains(&other) || other.contains(&one)
}

fn reasons(document: &Document) -> Vec<String> {
    if !document.verdict.is_suspected() {
        return Vec::new();
    }
    document.verdict.reasons.iter().map(|reason| reason.as_str().to_owned()).collect()
}
