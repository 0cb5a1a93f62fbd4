//! What came of prospects, and what that tells of the score.

use std::collections::HashMap;

use sales_core::{change::Origin, fields::Entity, signal::SignalCode};
use sales_qualify::{
    calibrate::{Calibration, Case, Interval, calibrate},
    score::{Evidence, Grade, Scorer},
};
use sales_store::outcomes::{self, Outcome};
use serde_json::json;

use super::{
    BinView, CalibrationView, GradeChanceView, NoteOutcome, OutcomeKind, RangeView, day,
    scores::{Explained, explained},
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    lists::{count, row_of},
};

impl App {
    /// Notes what came of prospects, with their score of that day, made without the meeting that it may tell of.
    pub fn outcomes_note(&self, input: &NoteOutcome) -> Result<(), AppError> {
        let workspace = self.workspace()?;
        let today = self.as_of(None)?;
        let on = input.date.as_deref().map(day).transpose()?.unwrap_or(today);
        if on > today {
            return Err(AppError::new(ErrorCode::DayInFuture).with("day", on).at_field("date"));
        }
        let rows = input.prospects.iter().map(|id| row_of(&workspace, Entity::Prospect, id));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let made = explained(&workspace, &rows, on)?;
        let kind = input.kind.as_str();
        let mut tx = workspace.store.begin(Origin::User, "outcome", &json!({"kind": kind, "count": rows.len()}))?;
        for (&row, made) in rows.iter().zip(&made) {
            let before = before(made);
            let score = Scorer::new(&made.config).score(&before, &made.fit, on);
            tx.note_outcome(row, kind, on, score.total, score.grade.as_str())?;
        }
        tx.commit()?;
        Ok(())
    }

    /// What the outcomes tell of the score.
    pub fn calibrate(&self) -> Result<CalibrationView, AppError> {
        let all = self.workspace()?.store.read(outcomes::all)?;
        Ok(view(&calibrate(&cases(&all))))
    }
}

/// What was known before the outcome.
fn before(made: &Explained) -> Vec<Evidence> {
    let told = [SignalCode::MeetingBooked];
    made.evidence.iter().filter(|signal| !told.contains(&signal.code)).copied().collect()
}

/// A case for each prospect: its first success, or else that it was lost.
fn cases(all: &[Outcome]) -> Vec<Case> {
    let mut of_prospect: HashMap<i64, Case> = HashMap::new();
    for outcome in all {
        let Some(grade) = Grade::ALL.into_iter().find(|grade| grade.as_str() == outcome.grade) else { continue };
        let came_true = outcome.kind != OutcomeKind::Lost.as_str();
        let case = Case { total: outcome.total, grade, came_true, day: outcome.day };
        // They come in the order of their days.
        let known = of_prospect.entry(outcome.prospect).or_insert(case);
        if came_true && !known.came_true {
            *known = case;
        }
    }
    of_prospect.into_values().collect()
}

fn range(interval: Interval) -> RangeView {
    let Interval { value, low, high } = interval;
    RangeView { value: rounded(value), low: rounded(low), high: rounded(high) }
}

/// Four digits: more mean nothing.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn view(made: &Calibration) -> CalibrationView {
    let measured = made.measured.as_ref();
    let grades = made.grades.iter().map(|of| GradeChanceView {
        grade: of.grade.as_str().to_owned(),
        cases: count(of.cases),
        positives: count(of.positives),
        chance: range(of.chance),
    });
    let bins = measured.iter().flat_map(|measured| &measured.bins).map(|bin| BinView {
        cases: count(bin.cases),
        chance: rounded(bin.chance),
        came_true: rounded(bin.came_true),
    });
    CalibrationView {
        n: count(made.cases),
        positives: count(made.positives),
        verdict: match (made.has_enough(), made.is_proven()) {
            (false, _) => "not_enough_data",
            (true, false) => "no_proven_signal",
            (true, true) => "proven",
        }
        .to_owned(),
        auc: made.auc.map(|auc| rounded(auc.value)),
        auc_range: made.auc.map(range),
        brier: measured.map(|measured| rounded(measured.brier)),
        brier_skill: measured.map(|measured| rounded(measured.brier_skill)),
        ece: measured.map(|measured| rounded(measured.ece.value)),
        ece_range: measured.map(|measured| range(measured.ece)),
        method: made.method.as_str().to_owned(),
        bins: bins.collect(),
        grades: grades.collect(),
    }
}
