//! Corrections of the default's weights, as labels teach them.

use std::f64::consts::LN_2;

use super::{
    Example,
    logistic::{self, Observation},
    trial::{self, Verdict},
};
use crate::dedupe::{assumed::Shares, kind::MOST_LEVELS, model::Levels, observer::Observer};

/// What is added to the weights of the default, in bits.
#[derive(Debug, Clone)]
pub(in crate::dedupe) struct Taught {
    /// To every pair.
    pub base: f64,
    /// What the default says for a pair is taken so many times, 0 to 1; what it says against one stands.
    pub trust: f64,
    /// To a level of a field.
    pub levels: Vec<Shares>,
    /// What pairs weigh at most that have all it takes to be joined without asking, and that somebody told apart:
    /// whoever weighs no more is asked about. [`f64::MIN`] when nobody told any apart.
    pub refuted: f64,
}

/// What the default gives counts as so many bits at most: on what it is surest of it is as wrong as anybody when
/// it is wrong.
const SUREST: f64 = 20.0;
/// Bits of the default that one unit of its feature stands for.
const UNIT: f64 = 10.0;
/// The penalty on each correction: what is within a factor of e of the default is expected.
const HELD: f64 = 1.0;
/// The penalty on what all pairs get.
const BASE_HELD: f64 = 0.25;
/// Places of features: for all, the default, and one for each level of each field.
const BASE: usize = 0;
const DEFAULT: usize = 1;
const LEVELS: usize = 2;
/// What calibration leaves of corrections, at least.
const LEAST_KEPT: f64 = 0.25;

const fn feature(field: usize, level: usize) -> usize {
    LEVELS + field * MOST_LEVELS + level
}

/// What the default says for a pair.
const fn speaks_for(by_default: f64) -> f64 {
    by_default.clamp(0.0, SUREST)
}

/// What the default says against a pair, which most strangers are known by: people are never shown these.
const fn speaks_against(by_default: f64) -> f64 {
    by_default.min(0.0)
}

fn observation(example: &Example, fields: usize) -> Observation {
    let (speaks_for, against) = (speaks_for(example.weight), speaks_against(example.weight));
    let mut features = vec![(BASE, 1.0), (DEFAULT, speaks_for / UNIT)];
    for field in 0..fields {
        match usize::from(example.levels.of(field)) {
            0 => {}
            level => features.push((feature(field, level), 1.0)),
        }
    }
    Observation { features, offset: (speaks_for + against) * LN_2, is_so: example.is_same }
}

impl Taught {
    /// What examples teach, as it is used: calibrated on what parts of them teach of the others.
    pub(super) fn by(examples: &[&Example], fields: usize, observer: &mut Observer<'_>) -> Self {
        let verdicts =
            trial::judged_by_others(examples, observer, |others, observer| Self::fitted(others, fields, observer));
        Self::fitted(examples, fields, observer).calibrated(&verdicts)
    }

    /// What fits examples best. Those that are not joined whatever they weigh teach nothing.
    pub(super) fn fitted(examples: &[&Example], fields: usize, observer: &mut Observer<'_>) -> Self {
        let free = examples.iter().filter(|example| !example.is_vetoed);
        let observed: Vec<Observation> = free.map(|example| observation(example, fields)).collect();
        let mut penalties = vec![HELD; feature(fields, 0)];
        penalties[BASE] = BASE_HELD;
        let found = logistic::fit(&observed, &penalties, &mut || observer.go_on(observed.len()));
        let bits = |coefficient: f64| coefficient / LN_2;
        let levels = (0..fields).map(|field| {
            let mut levels = [0.0; MOST_LEVELS];
            for (level, bits_of) in levels.iter_mut().enumerate() {
                *bits_of = bits(found[feature(field, level)]);
            }
            levels
        });
        let trust = (1.0 + bits(found[DEFAULT]) / UNIT).clamp(0.0, 1.0);
        Self { base: bits(found[BASE]), trust, levels: levels.collect(), refuted: f64::MIN }
    }

    /// The same with probabilities that come true: of what is likely to four in five, four in five are the
    /// same. What was learnt is surer of examples that it was taught with than it is right about others, as these
    /// verdicts show.
    fn calibrated(mut self, verdicts: &[Verdict<'_>]) -> Self {
        let free = verdicts.iter().filter(|verdict| !verdict.example.is_vetoed);
        let observed: Vec<Observation> = free
            .map(|&Verdict { example, learnt }| Observation {
                features: vec![(0, 1.0), (1, (learnt - speaks_against(example.weight)) / UNIT)],
                offset: learnt * LN_2,
                is_so: example.is_same,
            })
            .collect();
        let found = logistic::fit(&observed, &[HELD, HELD], &mut || true);
        let kept = (1.0 + found[1] / LN_2 / UNIT).clamp(LEAST_KEPT, 1.0);
        self.base = kept.mul_add(self.base, found[0] / LN_2);
        self.trust *= kept;
        self.levels.iter_mut().flatten().for_each(|bits| *bits *= kept);
        self
    }

    /// What a pair weighs that weighs `by_default` bits, in bits.
    pub fn weight(&self, by_default: f64, levels: Levels) -> f64 {
        let corrections: f64 = (0..self.levels.len()).map(|field| self.of_level(field, levels)).sum();
        self.base + self.tempered(by_default) + corrections
    }

    /// What is added for the level of a field, in bits.
    pub fn of_level(&self, field: usize, levels: Levels) -> f64 {
        self.levels[field][usize::from(levels.of(field))]
    }

    /// What counts of each bit of a pair that weighs `by_default` bits.
    pub fn part_of_default(&self, by_default: f64) -> f64 {
        if by_default > 0.0 { self.tempered(by_default) / by_default } else { 1.0 }
    }

    /// What counts of the default; never more than the default.
    fn tempered(&self, by_default: f64) -> f64 {
        self.trust.mul_add(speaks_for(by_default), speaks_against(by_default))
    }
}
