//! What came of prospects.

use std::ops::ControlFlow;

use sales_core::{change::Origin, fields::Entity, outcome::OutcomeKind, signal::SignalCode, time::UtcDay};
use sales_store::{
    Db,
    error::StoreError,
    late_outcomes,
    outcomes::{self, NewOutcome, Outcome},
    scores::StoredScore,
    tx::{Progress, Tx},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use specta::Type;

use super::{
    day,
    material::Criteria,
    scores::{Scored, scores_of},
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    jobs::JobKind,
    lists::{Selection, count, row_of, rows_of},
};

/// Notes what came of prospects.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct NoteOutcomes {
    /// The prospects.
    pub selection: Selection,
    /// What came of them.
    pub kind: OutcomeKind,
    /// When; today without it.
    pub date: Option<String>,
}

/// Says that something did not come of prospects.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct RemoveOutcomes {
    /// The prospects.
    pub selection: Selection,
    /// What did not come of them.
    pub kind: OutcomeKind,
}

/// What became of outcomes that were noted or taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct OutcomesNoted {
    /// Prospects of which something else is known now.
    pub changed: u32,
    /// Prospects that are put away: they have no score that an outcome could tell of.
    pub left_out: u32,
    /// The change in the history; none when nothing changed.
    pub change: Option<String>,
}

/// What came of a prospect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct OutcomeView {
    /// What.
    pub kind: OutcomeKind,
    /// The day.
    pub date: String,
    /// The score before.
    pub total: u8,
    /// Its grade.
    pub grade: String,
}

/// Prospects that are noted in one go.
const STEP: usize = 4_096;

/// What an outcome may itself have left: it foretold nothing.
const TOLD: &[SignalCode] = &[SignalCode::MeetingBooked];

impl App {
    /// Notes what came of prospects, as one change, with their score of that day, made without the meeting that it may
    /// tell of. Asked to stop, it changes nothing.
    pub fn outcomes_note(&self, input: &NoteOutcomes) -> Result<OutcomesNoted, AppError> {
        let on = self.day_of_outcome(input.date.as_deref())?;
        let kind = input.kind;
        self.change_outcomes(&input.selection, label(kind), &mut |tx, rows| {
            let mut criteria = tx.read(Criteria::of)?;
            note(tx, &mut criteria, rows, kind, on)
        })
    }

    /// Takes away what came of prospects, as one change.
    pub fn outcomes_remove(&self, input: &RemoveOutcomes) -> Result<OutcomesNoted, AppError> {
        self.change_outcomes(&input.selection, "outcome_removed", &mut |tx, rows| {
            Ok(Changed { changed: tx.remove_outcomes(rows, input.kind)?, left_out: 0 })
        })
    }

    /// What came of a prospect, the last first.
    pub fn outcomes_list(&self, prospect: &str) -> Result<Vec<OutcomeView>, AppError> {
        let workspace = self.workspace()?;
        let row = row_of(&workspace, Entity::Prospect, prospect)?;
        let mut found: Vec<Outcome> = workspace.store.read(|db| outcomes::of_rows(db, &[row]))?;
        found.sort_by_key(|one| std::cmp::Reverse((one.day, one.kind)));
        let view = |one: Outcome| OutcomeView {
            kind: one.kind,
            date: one.day.to_string(),
            total: one.total,
            grade: one.grade,
        };
        Ok(found.into_iter().map(view).collect())
    }

    fn day_of_outcome(&self, text: Option<&str>) -> Result<UtcDay, AppError> {
        let today = self.as_of(None)?;
        let on = text.map(day).transpose().map_err(|error| error.at_field("date"))?.unwrap_or(today);
        if on > today {
            return Err(AppError::new(ErrorCode::DayInFuture).with("day", on).at_field("date"));
        }
        Ok(on)
    }

    /// Changes what is known of prospects, some thousand at a time; a job when there are more.
    fn change_outcomes(
        &self,
        selection: &Selection,
        label: &str,
        change: Change<'_>,
    ) -> Result<OutcomesNoted, AppError> {
        let workspace = self.workspace()?;
        let rows = rows_of(&workspace, Entity::Prospect, selection)?;
        let mut write = |progress: Progress<'_>| {
            let mut tx = workspace.store.begin(Origin::User, label, &json!({}))?;
            let mut all = Changed::default();
            for (place, some) in rows.chunks(STEP).enumerate() {
                let Changed { changed, left_out } = change(&mut tx, some)?;
                all = Changed { changed: all.changed + changed, left_out: all.left_out + left_out };
                let done = place * STEP + some.len();
                if progress(done as u64, rows.len() as u64).is_break() {
                    return Err(AppError::new(ErrorCode::Cancelled));
                }
            }
            let mut noted = OutcomesNoted { changed: count(all.changed), left_out: count(all.left_out), change: None };
            if all.changed > 0 {
                tx.set_args(&json!({"count": all.changed}))?;
                noted.change = Some(tx.change()?.to_string());
                tx.commit()?;
            }
            Ok(noted)
        };
        if rows.len() <= STEP {
            return write(&mut |_, _| ControlFlow::Continue(()));
        }
        let mut job = self.start_job(JobKind::Outcomes, "");
        let written = write(&mut |done, all| job.go_on(done, all));
        job.end(written)
    }
}

/// The sentence of the history.
const fn label(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Meeting => "outcome_meeting",
        OutcomeKind::Opportunity => "outcome_opportunity",
        OutcomeKind::Won => "outcome_won",
        OutcomeKind::Lost => "outcome_lost",
    }
}

/// Changes what is known of some prospects.
type Change<'c> = &'c mut dyn FnMut(&mut Tx<'_>, &[i64]) -> Result<Changed, StoreError>;

#[derive(Debug, Default, Clone, Copy)]
struct Changed {
    changed: usize,
    left_out: usize,
}

/// The scores of those of some prospects that are in use, as of a day, made without what an outcome may have left.
fn scores_before(db: &Db, criteria: &mut Criteria, rows: &[i64], on: UtcDay) -> Result<Vec<StoredScore>, StoreError> {
    scores_of(db, criteria, Scored { rows: Some(rows), as_of: on, without: TOLD }, &mut |_| ControlFlow::Continue(()))
}

/// Notes what came of prospects with their score of that day.
fn note(
    tx: &mut Tx<'_>,
    criteria: &mut Criteria,
    rows: &[i64],
    kind: OutcomeKind,
    day: UtcDay,
) -> Result<Changed, StoreError> {
    let scores = tx.read(|db| scores_before(db, criteria, rows, day))?;
    let noted = scores.iter().map(|score| {
        // How sure the score was is no matter here.
        let grade = score.grade.trim_end_matches('?');
        NewOutcome { prospect: score.row, kind, day, total: score.total, grade }
    });
    let noted: Vec<NewOutcome<'_>> = noted.collect();
    Ok(Changed { changed: tx.note_outcomes(&noted)?, left_out: rows.len() - scores.len() })
}

/// Notes what rows of an import said came of their prospects, once all that it brings is in.
pub(crate) fn note_late_outcomes(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let mut told = Vec::new();
    tx.read(|db| {
        late_outcomes::each(db, |kind, day, rows| {
            told.push((kind, day, rows));
            Ok(())
        })
    })?;
    if told.is_empty() {
        return Ok(());
    }
    let mut criteria = tx.read(Criteria::of)?;
    for (kind, day, rows) in &told {
        for rows in rows.chunks(STEP) {
            note(tx, &mut criteria, rows, *kind, *day)?;
        }
    }
    late_outcomes::forget(tx)
}
