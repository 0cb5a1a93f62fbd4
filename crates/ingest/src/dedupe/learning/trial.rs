//! Whether what was learnt is better than the default: each label is judged by what the others teach.

use rustc_hash::FxHashMap;

use super::{Example, taught::Taught};
use crate::dedupe::{dictionary::mix, kind::Kind};

/// Parts that labels are divided in; each is judged by what the others teach.
const FOLDS: usize = 5;
/// What makes the division look random.
const SEED: u64 = 0x5eed_1abe;
/// By how much the F1 has to be better.
const LEAST_GAIN: f64 = 0.01;
/// How far the answers have to go together with what people said, from 0 (as those of a coin or of one who
/// always says the same) to 1.
const LEAST_CORRELATION: f64 = 0.3;

/// Labels with what was said of each by what the others teach.
#[derive(Debug)]
pub struct Trial {
    verdicts: Vec<Verdict>,
}

#[derive(Debug, Clone, Copy)]
struct Verdict {
    /// By default, and by what was learnt, in bits.
    bits: [f64; 2],
    is_same: bool,
    is_vetoed: bool,
}

/// Judges all examples.
pub fn hold(examples: &[Example], kinds: &[Kind]) -> Trial {
    let folds = folds(examples);
    let mut verdicts = Vec::with_capacity(examples.len());
    for fold in 0..FOLDS {
        let of = |own: bool| {
            let all = examples.iter().zip(&folds);
            all.filter(move |(_, place)| (**place == fold) == own).map(|(example, _)| example)
        };
        let taught = Taught::by(of(false), kinds);
        verdicts.extend(of(true).map(|example| Verdict {
            bits: [example.weights, taught.weight(example)],
            is_same: example.is_same,
            is_vetoed: example.is_vetoed,
        }));
    }
    Trial { verdicts }
}

/// The fold of each example. Those that share a record, over others too, are in one; the folds have
/// about as many that are the same.
fn folds(examples: &[Example]) -> Vec<usize> {
    let groups = groups(examples);
    let mut kinds: FxHashMap<usize, bool> = FxHashMap::default();
    for (example, &group) in examples.iter().zip(&groups) {
        *kinds.entry(group).or_default() |= example.is_same;
    }
    let mut order: Vec<(bool, u64, usize)> =
        kinds.into_iter().map(|(group, has_same)| (has_same, mix(SEED ^ group as u64), group)).collect();
    order.sort_unstable();
    let fold_of: FxHashMap<usize, usize> =
        order.into_iter().enumerate().map(|(place, (_, _, group))| (group, place % FOLDS)).collect();
    groups.iter().map(|group| fold_of[group]).collect()
}

/// For each example, the first one that it shares a record with, over others too.
fn groups(examples: &[Example]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..examples.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    let mut first: FxHashMap<i64, usize> = FxHashMap::default();
    for (place, example) in examples.iter().enumerate() {
        for record in example.records {
            let other = *first.entry(record).or_insert(place);
            let (a, b) = (root(&mut group, place), root(&mut group, other));
            group[a.max(b)] = a.min(b);
        }
    }
    (0..examples.len()).map(|place| root(&mut group, place)).collect()
}

/// How often an answer was right and wrong.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    right_yes: f64,
    wrong_yes: f64,
    right_no: f64,
    wrong_no: f64,
}

impl Score {
    fn f1(&self) -> f64 {
        let all = 2.0f64.mul_add(self.right_yes, self.wrong_yes + self.wrong_no);
        if all == 0.0 { 0.0 } else { 2.0 * self.right_yes / all }
    }

    /// Matthews' correlation; 0 for who always says the same.
    fn correlation(&self) -> f64 {
        let Self { right_yes, wrong_yes, right_no, wrong_no } = *self;
        let spread = (right_yes + wrong_yes) * (right_yes + wrong_no) * (right_no + wrong_yes) * (right_no + wrong_no);
        if spread == 0.0 { 0.0 } else { right_yes.mul_add(right_no, -(wrong_yes * wrong_no)) / spread.sqrt() }
    }
}

impl Trial {
    /// The scores of the default and of what was learnt.
    fn scores(&self) -> [Score; 2] {
        [0, 1].map(|which| {
            let mut score = Score::default();
            for verdict in &self.verdicts {
                let count = match (!verdict.is_vetoed && verdict.bits[which] >= 0.0, verdict.is_same) {
                    (true, true) => &mut score.right_yes,
                    (true, false) => &mut score.wrong_yes,
                    (false, false) => &mut score.right_no,
                    (false, true) => &mut score.wrong_no,
                };
                *count += 1.0;
            }
            score
        })
    }

    /// The F1 of the default and of what was learnt.
    pub fn f1(&self) -> [f64; 2] {
        self.scores().map(|score| score.f1())
    }

    /// Whether what was learnt is better: by its F1, and not just because it says what most labels say.
    pub fn is_won(&self) -> bool {
        let [default, learnt] = self.scores();
        let correlations = [default, learnt].map(|score| score.correlation());
        learnt.f1() >= default.f1() + LEAST_GAIN
            && correlations[1] >= correlations[0]
            && correlations[1] >= LEAST_CORRELATION
    }

    /// What was learnt of each label from others, in bits, and whether it is so; vetoed ones left out.
    pub fn verdicts(&self) -> impl Iterator<Item = (f64, bool)> + '_ {
        self.verdicts.iter().filter(|verdict| !verdict.is_vetoed).map(|verdict| (verdict.bits[1], verdict.is_same))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedupe::model::Levels;

    const KINDS: [Kind; 3] = [Kind::First, Kind::Phone, Kind::Place];

    /// Pairs of four levels each, that the default thinks somewhat alike. `is_same` gets the level of the place
    /// and a draw from 0 to 99.
    fn examples(count: u64, seed: u64, is_same: impl Fn(u64, u64) -> bool) -> Vec<Example> {
        let draw = |number: u64, most: u64| mix(mix(seed) ^ number) % most;
        let one = |number: u64| {
            let [first, phone, place] = [draw(4 * number, 6) + 1, draw(4 * number + 1, 4), draw(4 * number + 2, 5) + 1];
            Example {
                levels: Levels(first | phone << 4 | place << 8),
                weights: draw(4 * number + 3, 80) as f64 / 10.0 - 3.0,
                is_same: is_same(place, draw(4 * number + 5_000_000, 100)),
                is_vetoed: false,
                records: [2 * number as i64, 2 * number as i64 + 1],
            }
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn what_a_person_goes_by_is_learnt() {
        for seed in 0..10 {
            // Who is elsewhere is somebody else; one decision in ten is a slip.
            let trial = hold(&examples(300, seed, |place, draw| (place >= 4) == (draw >= 10)), &KINDS);
            assert!(trial.is_won(), "{seed} {:?}", trial.f1());
        }
    }

    #[test]
    fn decisions_by_chance_teach_nothing() {
        for seed in 0..15 {
            for percent in [30, 50, 80, 95] {
                let trial = hold(&examples(150 + 10 * seed, seed, |_, draw| draw < percent), &KINDS);
                assert!(!trial.is_won(), "{seed} {percent} {:?}", trial.f1());
            }
        }
    }

    #[test]
    fn labels_of_one_record_are_judged_together() {
        let mut examples = examples(100, 1, |_, draw| draw < 50);
        for (place, example) in examples.iter_mut().enumerate() {
            // Chains of four: each shares a record with the next.
            example.records = [(place + place / 4) as i64, (place + place / 4 + 1) as i64];
        }
        let folds = folds(&examples);
        for chain in folds.chunks(4) {
            assert!(chain.iter().all(|fold| fold == &chain[0]), "{chain:?}");
        }
        let mut used = folds.clone();
        used.sort_unstable();
        used.dedup();
        assert_eq!(used.len(), FOLDS);
    }

    #[test]
    fn probabilities_come_true_after_calibration() {
        // The default is far too sure: seven in ten of what it thinks certain are the same.
        let mut sure = examples(400, 3, |_, draw| draw < 70);
        sure.iter_mut().for_each(|example| example.weights = 15.0);
        let trial = hold(&sure, &KINDS);
        let taught = Taught::by(&sure, &KINDS).calibrated(&trial);
        let told: f64 = sure.iter().map(|example| crate::dedupe::model::probability(taught.weight(example))).sum();
        let same = sure.iter().filter(|example| example.is_same).count() as f64;
        assert!((told - same).abs() / 400.0 < 0.03, "{told} {same}");
    }
}
