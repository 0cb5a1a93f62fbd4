//! What scores are worth: how often what they promise comes true.
//!
//! Few outcomes tell the chance of each grade, with an interval, and nothing else. From 200 cases and 30 that came
//! true on, a curve of the score is fitted (Platt), and measured on the newest three tenths, which it has not seen;
//! from 1,000 and 100 on, steps (isotonic) take its place if they are clearly better there. A score that does not
//! tell those that come true from the others is said to be unproven.

mod beta;
mod grades;
mod isotonic;
mod measures;
mod platt;
mod random;

use sales_core::time::UtcDay;

pub use self::{
    grades::GradeChance,
    measures::{Bin, Interval},
};
use self::{isotonic::Steps, platt::Curve};
use crate::score::Grade;

/// A prospect whose outcome is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// The score before the outcome.
    pub total: u8,
    /// Its grade.
    pub grade: Grade,
    /// Whether it came true.
    pub came_true: bool,
    /// When it was known.
    pub day: UtcDay,
}

/// How a score becomes a chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By grade alone: there are too few outcomes for more.
    Grades,
    /// By a curve.
    Platt,
    /// By steps.
    Isotonic,
}

impl Method {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Grades => "grades",
            Self::Platt => "platt",
            Self::Isotonic => "isotonic",
        }
    }
}

/// What outcomes tell of the score.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Cases.
    pub cases: usize,
    /// Those that came true.
    pub positives: usize,
    /// How a score becomes a chance.
    pub method: Method,
    /// How often a case that came true has a higher score than one that did not; none when there are too few.
    pub auc: Option<Interval>,
    /// What the newest cases tell; none when there are too few.
    pub measured: Option<Measured>,
    /// The chance of each grade.
    pub grades: Vec<GradeChance>,
}

/// How well chances hold for cases that they were not made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The newest cases.
    pub cases: usize,
    /// Those of them that came true.
    pub positives: usize,
    /// The mean square of chance and outcome.
    pub brier: f64,
    /// How much better than saying the same of everybody: 1 is all-knowing, 0 and less is worthless.
    pub brier_skill: f64,
    /// How far chances are from what happened, in ten groups.
    pub ece: Interval,
    /// The groups.
    pub bins: Vec<Bin>,
}

/// Cases that are missing before more can be said than the chance of each grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Missing {
    /// Of any kind.
    pub cases: usize,
    /// That came true.
    pub positives: usize,
    /// That did not.
    pub negatives: usize,
}

impl Calibration {
    /// What is missing; nothing when there is enough.
    #[must_use]
    pub fn missing(&self) -> Missing {
        Missing {
            cases: ENOUGH.0.saturating_sub(self.cases),
            positives: ENOUGH.1.saturating_sub(self.positives),
            negatives: 1_usize.saturating_sub(self.cases - self.positives),
        }
    }

    /// Whether there are enough outcomes to say more than the chance of each grade.
    #[must_use]
    pub fn has_enough(&self) -> bool {
        self.auc.is_some()
    }

    /// Whether the score tells those that come true from the others, beyond chance.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.auc.is_some_and(|auc| auc.low > 0.5)
    }
}

const ENOUGH: (usize, usize) = (200, 30);
const ENOUGH_FOR_STEPS: (usize, usize) = (1_000, 100);
/// Steps have to be better by this part.
const BETTER: f64 = 0.005;

/// What the outcomes tell, in whatever order they come.
#[must_use]
pub fn calibrate(cases: &[Case]) -> Calibration {
    let mut cases = cases.to_vec();
    // Cases of one day have no order of their own: that of their scores is as good as any.
    cases.sort_by_key(|case| (case.day, case.total, case.came_true));
    let positives = positives(&cases);
    let grades = grades::chances(&cases);
    let has =
        |(least, least_positives)| cases.len() >= least && positives >= least_positives && positives < cases.len();
    let mut made =
        Calibration { cases: cases.len(), positives, method: Method::Grades, auc: None, measured: None, grades };
    if !has(ENOUGH) {
        return made;
    }
    made.auc = Some(measures::auc(&cases));
    let (older, newest) = cases.split_at(cases.len() * 7 / 10);
    if self::positives(older) == 0 || self::positives(newest) == 0 {
        return made;
    }
    let base = share(older);
    let curve = Curve::fitted(older);
    let chances: Vec<f64> = newest.iter().map(|case| curve.chance(case.total)).collect();
    made.method = Method::Platt;
    made.measured = Some(measures::measured(newest, &chances, base));
    if has(ENOUGH_FOR_STEPS) {
        let steps = Steps::fitted(older);
        let chances: Vec<f64> = newest.iter().map(|case| steps.chance(case.total)).collect();
        let by_steps = measures::measured(newest, &chances, base);
        let is_better = |of_curve: &Measured| by_steps.brier < of_curve.brier * (1.0 - BETTER);
        if made.measured.as_ref().is_some_and(is_better) {
            made.method = Method::Isotonic;
            made.measured = Some(by_steps);
        }
    }
    made
}

fn positives(cases: &[Case]) -> usize {
    cases.iter().filter(|case| case.came_true).count()
}

/// The part that came true.
#[expect(clippy::cast_precision_loss, reason = "fewer cases than a number has digits")]
fn share(cases: &[Case]) -> f64 {
    positives(cases) as f64 / cases.len().max(1) as f64
}
