//! The score of a prospect: a pure function of the evidence, the fit, the numbers of a team and a day.
//!
//! All arithmetic is in integers, so that every machine finds the same bits. Within a dimension, a signal has
//! the points of the catalogue × strength × reliability × what age has left of it; of one kind the strongest
//! counts whole, the next half, a fourth, an eighth. With the sums P for and N against,
//! `S = 100 · (1 − e^(−P/50)) · e^(−N/50)`. What is not known for sure is taken for the mean. For a dimension,
//! before this blending, these laws hold: a further signal for it never lowers it, one against it never raises
//! it, and an older signal never says more.

mod attribution;
mod certainty;
mod config;
mod counterfactual;
mod dimension;
mod evidence;
mod fixed;
mod grade;
mod reliability;

use std::array;

use sales_core::{signal::Dimension, time::UtcDay};

pub(crate) use self::fixed::{MILLION, binary_logarithm};
pub use self::{
    attribution::{Breakdown, Line, Part, breakdown},
    config::{Config, FORMULA, Settings, SettingsError},
    counterfactual::{Step, path_to},
    dimension::DimensionScore,
    evidence::{Evidence, impact},
    grade::Grade,
    reliability::reliability,
};
use self::{
    dimension::Counted,
    evidence::{Weighed, weighed},
};
use crate::icp::Fit;

/// What excluded prospects have at most.
const EXCLUDED_AT_MOST: u8 = 10;

/// Below this confidence, in millionths, a grade is a question.
const SURE: i64 = 400_000;

/// The score of a prospect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// In the order of the name.
    pub dimensions: [DimensionScore; 4],
    /// The four together, in millionths of a point.
    pub bant: i64,
    /// How near the prospect is to the ideal customer, in millionths of a point; none when nothing is known.
    pub fit: Option<i64>,
    /// The part of the criteria that is known, in millionths.
    pub coverage: i64,
    /// From 0 to 100.
    pub total: u8,
    /// How sure it is, in millionths.
    pub confidence: i64,
    /// The grade of `total`.
    pub grade: Grade,
    /// Too little is known for the grade to be more than a guess.
    pub is_uncertain: bool,
    /// The total without rounding and exclusion, in millionths of a point.
    exact: i64,
}

impl Score {
    /// The total without rounding and exclusion, in points: for comparing, not for showing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a hundred million at most")]
    pub fn exact(&self) -> f64 {
        self.exact as f64 / 1e6
    }

    /// One dimension.
    #[must_use]
    pub fn dimension(&self, dimension: Dimension) -> &DimensionScore {
        &self.dimensions[dimension as usize]
    }
}

/// Makes scores one after the other; keeps its memory between them.
#[derive(Debug)]
pub struct Scorer<'c> {
    config: &'c Config,
    weighed: [Vec<Weighed>; 4],
}

impl<'c> Scorer<'c> {
    /// A scorer with the numbers of a team.
    #[must_use]
    pub fn new(config: &'c Config) -> Self {
        Self { config, weighed: array::from_fn(|_| Vec::new()) }
    }

    /// The score of the evidence, in whatever order it comes.
    pub fn score(&mut self, evidence: &[Evidence], fit: &Fit, as_of: UtcDay) -> Score {
        self.score_telling(evidence, fit, as_of, &mut |_, _| {})
    }

    fn score_telling(
        &mut self,
        evidence: &[Evidence],
        fit: &Fit,
        as_of: UtcDay,
        told: &mut impl FnMut(Dimension, Counted),
    ) -> Score {
        weighed(evidence, self.config, as_of, &mut self.weighed);
        let config = self.config;
        let dimensions = Dimension::ALL.map(|dimension| {
            let signals = &mut self.weighed[dimension as usize];
            dimension::score(signals, config.mean(dimension), &mut |counted| told(dimension, counted))
        });
        assemble(dimensions, fit, config)
    }
}

/// The score of the evidence, in whatever order it comes.
#[must_use]
pub fn score(evidence: &[Evidence], fit: &Fit, config: &Config, as_of: UtcDay) -> Score {
    Scorer::new(config).score(evidence, fit, as_of)
}

fn assemble(dimensions: [DimensionScore; 4], fit: &Fit, config: &Config) -> Score {
    let weighted = |value: fn(&DimensionScore) -> i64| -> i64 {
        Dimension::ALL.iter().map(|&of| config.weight(of) * value(&dimensions[of as usize])).sum::<i64>() / MILLION
    };
    let bant = weighted(|dimension| dimension.blended);
    let confidence = weighted(|dimension| dimension.confidence);
    let (exact, Fitted { total, grade, is_uncertain }) = joined(bant, confidence, fit, config);
    Score { dimensions, bant, fit: fit.score, coverage: fit.coverage, total, confidence, grade, is_uncertain, exact }
}

/// The end of a score: what the four dimensions and the fit make together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fitted {
    /// From 0 to 100.
    pub total: u8,
    /// Its grade.
    pub grade: Grade,
    /// Too little is known for the grade to be more than a guess.
    pub is_uncertain: bool,
}

/// What a score would be with another fit: from its four dimensions together and how sure they are, in millionths.
#[must_use]
pub fn refit(bant: i64, confidence: i64, fit: &Fit, config: &Config) -> Fitted {
    joined(bant, confidence, fit, config).1
}

fn joined(bant: i64, confidence: i64, fit: &Fit, config: &Config) -> (i64, Fitted) {
    // Without a fit, the four dimensions are all there is.
    let (share, fit_score) = fit.score.map_or((0, 0), |score| (config.icp_share(), score));
    let exact = ((MILLION - share) * bant + share * fit_score) / MILLION;
    let rounded = u8::try_from((exact + MILLION / 2) / MILLION).unwrap_or(100).min(100);
    let is_excluded = fit.exclusion.is_some();
    let total = if is_excluded { rounded.min(EXCLUDED_AT_MOST) } else { rounded };
    let grade = if is_excluded { Grade::X } else { Grade::of(total) };
    (exact, Fitted { total, grade, is_uncertain: confidence < SURE })
}
