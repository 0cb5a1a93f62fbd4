//! How learning from people's decisions stands.

use sales_core::fields::{Entity, FieldId};
use sales_ingest::dedupe::{FEWEST_LABELS, FEWEST_SAME, Labels, Outcome};
use sales_store::{
    Db,
    duplicates::{self as stored, LabelCounts, Search},
    error::StoreError,
};

use super::{LearningState, LearningView};
use crate::{error::AppError, workspace::Workspace};

/// What people said about records of a kind, with the fields that are compared.
pub(crate) fn labels(workspace: &Workspace, entity: Entity, fields: &[FieldId]) -> Result<Labels, AppError> {
    let mut labels = Labels::new(entity, fields.iter().cloned());
    for label in workspace.store.read(|db| stored::labels(db, entity, fields))? {
        let [left, right] = [0, 1].map(|side| (label.rows[side], label.cells[side].iter().map(String::as_str)));
        labels.push(left, right, label.is_same);
    }
    Ok(labels)
}

/// What the last search of a kind of record made of decisions, and what the next one will.
pub(super) fn view(db: &Db, search: &Search) -> Result<LearningView, StoreError> {
    let now = stored::count_labels(db, search.entity)?;
    let state = state(now, search);
    let decisions = match state {
        LearningState::Learnt | LearningState::NotBetter => search.learning.labels,
        _ => now.labels,
    };
    Ok(LearningView { state, decisions, merges: now.same, needed: FEWEST_LABELS, merges_needed: FEWEST_SAME })
}

fn state(now: LabelCounts, search: &Search) -> LearningState {
    let was = |outcome: Outcome| search.learning.outcome == outcome.as_str();
    if was(Outcome::Learnt) {
        LearningState::Learnt
    } else if now.labels == 0 {
        LearningState::None
    } else if now.labels < FEWEST_LABELS {
        LearningState::TooFew
    } else if now.same < FEWEST_SAME {
        LearningState::TooFewMerges
    } else if was(Outcome::NotBetter) {
        LearningState::NotBetter
    } else {
        LearningState::NextSearch
    }
}
