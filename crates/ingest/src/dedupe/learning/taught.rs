//! Corrections of the default's weights, as labels teach them.

use std::f64::consts::LN_2;

use super::{
    Example,
    logistic::{self, Observation},
    trial::Trial,
};
use crate::dedupe::{
    assumed::Shares,
    kind::{Kind, MOST_LEVELS},
};

/// What is added to the weights of the default, in bits. What the default gives is taken `trust` times.
#[derive(Debug, Clone)]
pub(in crate::dedupe) struct Taught {
    /// To every pair.
    pub base: f64,
    pub trust: f64,
    /// To a level of a field.
    pub levels: Vec<Shares>,
}

/// What the default gives counts as so many bits at most, for or against: on what it is surest of it is
/// as wrong as anybody when it is wrong.
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
/// What calibration may do to the trust in weights.
const CALIBRATED: (f64, f64) = (0.25, 1.5);

const fn feature(field: usize, level: usize) -> usize {
    LEVELS + field * MOST_LEVELS + level
}

fn observation(example: &Example, fields: usize) -> Observation {
    let bits = example.weights.clamp(-SUREST, SUREST);
    let mut features = vec![(BASE, 1.0), (DEFAULT, bits / UNIT)];
    for field in 0..fields {
        match usize::from(example.levels.of(field)) {
            0 => {}
            level => features.push((feature(field, level), 1.0)),
        }
    }
    Observation { features, offset: bits * LN_2, is_so: example.is_same }
}

impl Taught {
    /// What examples teach. Those that are not joined whatever they weigh teach nothing.
    pub(super) fn by<'e>(examples: impl IntoIterator<Item = &'e Example>, kinds: &[Kind]) -> Self {
        let free = examples.into_iter().filter(|example| !example.is_vetoed);
        let observed: Vec<Observation> = free.map(|example| observation(example, kinds.len())).collect();
        let mut penalties = vec![HELD; feature(kinds.len(), 0)];
        penalties[BASE] = BASE_HELD;
        let found = logistic::fit(&observed, &penalties);
        let bits = |coefficient: f64| coefficient / LN_2;
        let levels = (0..kinds.len()).map(|field| {
            let mut levels = [0.0; MOST_LEVELS];
            for (level, bits_of) in levels.iter_mut().enumerate() {
                *bits_of = bits(found[feature(field, level)]);
            }
            levels
        });
        let trust = (1.0 + found[DEFAULT] / UNIT / LN_2).max(0.0);
        Self { base: bits(found[BASE]), trust, levels: levels.collect() }
    }

    /// What an example weighs by this, in bits.
    pub(super) fn weight(&self, example: &Example) -> f64 {
        let levels = (0..self.levels.len()).map(|field| self.levels[field][usize::from(example.levels.of(field))]);
        self.trust.mul_add(example.weights.clamp(-SUREST, SUREST), self.base) + levels.sum::<f64>()
    }

    /// The same with probabilities that come true: of what is likely to four in five, four in five are the
    /// same. What was learnt is surer of examples that it was taught with than it is right about others.
    pub(super) fn calibrated(mut self, trial: &Trial) -> Self {
        let observed: Vec<Observation> = trial
            .verdicts()
            .map(|(bits, is_so)| Observation { features: vec![(0, 1.0), (1, bits / UNIT)], offset: bits * LN_2, is_so })
            .collect();
        let found = logistic::fit(&observed, &[HELD, HELD]);
        let (least, most) = CALIBRATED;
        let trust = (1.0 + found[1] / UNIT / LN_2).clamp(least, most);
        self.base = trust.mul_add(self.base, found[0] / LN_2);
        self.trust *= trust;
        self.levels.iter_mut().flatten().for_each(|bits| *bits *= trust);
        self
    }
}
