//! What outcomes tell of the score.

use std::collections::HashMap;

use sales_qualify::{
    calibrate::{Calibration, Case, Interval, Measured, calibrate},
    score::Grade,
};
use sales_store::outcomes::{self, Outcome};
use serde::Serialize;
use specta::Type;

use crate::{app::App, error::AppError, lists::count};

/// What outcomes tell of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct CalibrationView {
    /// Prospects whose outcome is known.
    pub n: u32,
    /// Those with a meeting, an opportunity or a deal won.
    pub positives: u32,
    /// What is missing before scores can be measured; nothing when there is enough.
    pub missing: MissingView,
    /// `not_enough_data`, `no_proven_signal` or `proven`.
    pub verdict: String,
    /// How often a prospect that came true has a higher score than one that did not.
    pub auc: Option<f64>,
    /// What it is between, nineteen times of twenty.
    pub auc_range: Option<RangeView>,
    /// The newest prospects, which chances were measured on.
    pub measured_n: Option<u32>,
    /// Those of them that came true.
    pub measured_positives: Option<u32>,
    /// The mean square of chance and outcome, of the newest three tenths.
    pub brier: Option<f64>,
    /// How much better that is than saying the same of everybody.
    pub brier_skill: Option<f64>,
    /// How far chances are from what happened.
    pub ece: Option<f64>,
    /// What it is between, nineteen times of twenty.
    pub ece_range: Option<RangeView>,
    /// `grades`, `platt` or `isotonic`.
    pub method: String,
    /// Tenths of the newest prospects, by their chance.
    pub bins: Vec<BinView>,
    /// The chance of each grade.
    pub grades: Vec<GradeChanceView>,
}

/// Outcomes that are missing before scores can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct MissingView {
    /// Of any kind.
    pub outcomes: u32,
    /// Meetings, opportunities or deals won.
    pub positives: u32,
    /// Prospects that came to nothing.
    pub negatives: u32,
}

/// A value and what it is likely between.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Type)]
pub struct RangeView {
    /// The value.
    #[specta(type = specta_typescript::Number)]
    pub value: f64,
    /// From.
    #[specta(type = specta_typescript::Number)]
    pub low: f64,
    /// To.
    #[specta(type = specta_typescript::Number)]
    pub high: f64,
}

/// Prospects of like chances.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Type)]
pub struct BinView {
    /// How many.
    pub cases: u32,
    /// The mean of their chances.
    #[specta(type = specta_typescript::Number)]
    pub chance: f64,
    /// The part that came true.
    #[specta(type = specta_typescript::Number)]
    pub came_true: f64,
    /// What it is between, nineteen times of twenty.
    pub came_true_range: RangeView,
}

/// How often prospects of a grade come true.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct GradeChanceView {
    /// The grade.
    pub grade: String,
    /// Prospects whose outcome is known.
    pub cases: u32,
    /// Those that came true.
    pub positives: u32,
    /// The chance, with what it is between nine times of ten.
    pub chance: RangeView,
}

impl App {
    /// What the outcomes tell of the score.
    pub fn calibrate(&self) -> Result<CalibrationView, AppError> {
        let all = self.workspace()?.store.read(outcomes::all)?;
        Ok(view(&calibrate(&cases(&all))))
    }
}

/// A case for each prospect: its first success, or else that it was lost.
fn cases(all: &[Outcome]) -> Vec<Case> {
    let mut of_prospect: HashMap<i64, Case> = HashMap::new();
    for outcome in all {
        let Some(grade) = Grade::ALL.into_iter().find(|grade| grade.as_str() == outcome.grade) else { continue };
        let came_true = outcome.kind.came_true();
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
    let number = |of: fn(&Measured) -> f64| measured.map(|measured| rounded(of(measured)));
    let grades = made.grades.iter().map(|of| GradeChanceView {
        grade: of.grade.as_str().to_owned(),
        cases: count(of.cases),
        positives: count(of.positives),
        chance: range(of.chance),
    });
    let bins = measured.iter().flat_map(|measured| &measured.bins).map(|bin| BinView {
        cases: count(bin.cases),
        chance: rounded(bin.chance),
        came_true: rounded(bin.came_true.value),
        came_true_range: range(bin.came_true),
    });
    let missing = made.missing();
    CalibrationView {
        n: count(made.cases),
        positives: count(made.positives),
        missing: MissingView {
            outcomes: count(missing.cases),
            positives: count(missing.positives),
            negatives: count(missing.negatives),
        },
        verdict: match (made.has_enough(), made.is_proven()) {
            (false, _) => "not_enough_data",
            (true, false) => "no_proven_signal",
            (true, true) => "proven",
        }
        .to_owned(),
        auc: made.auc.map(|auc| rounded(auc.value)),
        auc_range: made.auc.map(range),
        measured_n: measured.map(|measured| count(measured.cases)),
        measured_positives: measured.map(|measured| count(measured.positives)),
        brier: number(|measured| measured.brier),
        brier_skill: number(|measured| measured.brier_skill),
        ece: number(|measured| measured.ece.value),
        ece_range: measured.map(|measured| range(measured.ece)),
        method: made.method.as_str().to_owned(),
        bins: bins.collect(),
        grades: grades.collect(),
    }
}
