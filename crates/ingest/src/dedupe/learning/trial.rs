//! Whether what was learnt is better than the default: each label is judged by what the others teach.

use rustc_hash::FxHashMap;

use super::{Example, taught::Taught};
use crate::dedupe::{AUTOMATIC, REVIEW, dictionary::mix, model::weight, observer::Observer};

/// Parts that labels are divided in; each is judged by what the others teach.
const FOLDS: usize = 5;
/// What makes the division look random.
const SEED: u64 = 0x5eed_1abe;
/// By how much the F1 has to be better.
const LEAST_GAIN: f64 = 0.01;
/// How far the answers have to go together with what people said, from 0 (as those of a coin or of one who
/// always says the same) to 1.
const LEAST_CORRELATION: f64 = 0.3;
/// The part of the decisions that say what the default says, for both to agree: pairs are shown that are as likely
/// the same.
const LEAST_AGREEMENT: f64 = REVIEW;

/// An example with what is learnt from others says of it.
#[derive(Debug, Clone, Copy)]
pub struct Verdict<'e> {
    pub example: &'e Example,
    /// In bits.
    pub learnt: f64,
}

/// Labels with what was said of each by what the others teach.
#[derive(Debug)]
pub struct Trial<'e> {
    verdicts: Vec<Verdict<'e>>,
}

/// Judges all examples by what is learnt from others just as it would be used.
pub fn hold<'e>(examples: &[&'e Example], fields: usize, observer: &mut Observer<'_>) -> Trial<'e> {
    let verdicts = judged_by_others(examples, observer, |others, observer| Taught::by(others, fields, observer));
    Trial { verdicts }
}

/// Judges each example by what `teach` makes of others.
pub fn judged_by_others<'e>(
    examples: &[&'e Example],
    observer: &mut Observer<'_>,
    mut teach: impl FnMut(&[&'e Example], &mut Observer<'_>) -> Taught,
) -> Vec<Verdict<'e>> {
    let folds = folds(examples);
    let mut verdicts = Vec::with_capacity(examples.len());
    for fold in 0..FOLDS {
        let of = |own: bool| {
            let all = examples.iter().zip(&folds);
            all.filter(move |(_, place)| (**place == fold) == own).map(|(example, _)| *example)
        };
        let others: Vec<&Example> = of(false).collect();
        let taught = teach(&others, observer);
        let judged = |example: &'e Example| Verdict { example, learnt: taught.weight(example.weight, example.levels) };
        verdicts.extend(of(true).map(judged));
    }
    verdicts
}

/// The fold of each example. Those that share a record, over others too, are in one; the folds have
/// about as many that are the same.
fn folds(examples: &[&Example]) -> Vec<usize> {
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
fn groups(examples: &[&Example]) -> Vec<usize> {
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

    /// The part of the answers that are right.
    fn right(&self) -> f64 {
        let right = self.right_yes + self.right_no;
        right / (right + self.wrong_yes + self.wrong_no)
    }

    /// Matthews' correlation; 0 for who always says the same.
    fn correlation(&self) -> f64 {
        let Self { right_yes, wrong_yes, right_no, wrong_no } = *self;
        let spread = (right_yes + wrong_yes) * (right_yes + wrong_no) * (right_no + wrong_yes) * (right_no + wrong_no);
        if spread == 0.0 { 0.0 } else { right_yes.mul_add(right_no, -(wrong_yes * wrong_no)) / spread.sqrt() }
    }
}

impl Trial<'_> {
    /// The scores of the default and of what was learnt.
    fn scores(&self) -> [Score; 2] {
        let told: [fn(&Verdict<'_>) -> f64; 2] = [|verdict| verdict.example.weight, |verdict| verdict.learnt];
        told.map(|bits| {
            let mut score = Score::default();
            for verdict in &self.verdicts {
                let Example { is_vetoed, is_same, .. } = *verdict.example;
                let count = match (!is_vetoed && bits(verdict) >= 0.0, is_same) {
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

    /// Whether people say what the default says.
    pub fn agrees(&self) -> bool {
        self.scores()[0].right() >= LEAST_AGREEMENT
    }

    /// Pairs that would have been joined without asking, and how many of them somebody told apart.
    pub fn sure(&self) -> [u32; 2] {
        let sure =
            || self.verdicts.iter().filter(|verdict| verdict.example.is_sure && verdict.learnt >= weight(AUTOMATIC));
        [sure().count(), sure().filter(|verdict| !verdict.example.is_same).count()].map(|count| count as u32)
    }

    /// What those weigh at most that somebody told apart, in bits; [`f64::MIN`] when nobody told any apart.
    pub fn refuted(&self) -> f64 {
        let told_apart = self.verdicts.iter().filter(|verdict| verdict.example.is_sure && !verdict.example.is_same);
        told_apart.map(|verdict| verdict.learnt).fold(f64::MIN, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedupe::model::{Levels, probability};

    const FIELDS: usize = 3;

    fn all(examples: &[Example]) -> Vec<&Example> {
        examples.iter().collect()
    }

    fn trial(examples: &[Example]) -> Trial<'_> {
        hold(&all(examples), FIELDS, &mut Observer::none())
    }

    fn taught(examples: &[Example]) -> Taught {
        Taught::by(&all(examples), FIELDS, &mut Observer::none())
    }

    /// Pairs of four levels each, that the default thinks somewhat alike. `is_same` gets the level of the place
    /// and a draw from 0 to 99.
    fn examples(count: u64, seed: u64, is_same: impl Fn(u64, u64) -> bool) -> Vec<Example> {
        let draw = |number: u64, most: u64| mix(mix(seed) ^ number) % most;
        let one = |number: u64| {
            let [first, phone, place] = [draw(4 * number, 6) + 1, draw(4 * number + 1, 4), draw(4 * number + 2, 5) + 1];
            Example {
                levels: Levels(first | phone << 4 | place << 8),
                weight: draw(4 * number + 3, 80) as f64 / 10.0 - 3.0,
                is_same: is_same(place, draw(4 * number + 5_000_000, 100)),
                is_vetoed: false,
                is_sure: false,
                records: [2 * number as i64, 2 * number as i64 + 1],
            }
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn what_a_person_goes_by_is_learnt() {
        for seed in 0..10 {
            // Who is elsewhere is somebody else; one decision in ten is a slip.
            let examples = examples(300, seed, |place, draw| (place >= 4) == (draw >= 10));
            let trial = trial(&examples);
            assert!(trial.is_won() && !trial.agrees(), "{seed} {:?}", trial.f1());
        }
    }

    #[test]
    fn decisions_by_chance_teach_nothing() {
        for seed in 0..15 {
            for percent in [30, 50, 80, 95] {
                let examples = examples(150 + 10 * seed, seed, |_, draw| draw < percent);
                let trial = trial(&examples);
                assert!(!trial.is_won(), "{seed} {percent} {:?}", trial.f1());
            }
        }
    }

    #[test]
    fn what_the_default_says_is_agreed_with_and_what_a_coin_says_is_not() {
        let mut examples = examples(300, 1, |_, draw| draw < 50);
        assert!(!trial(&examples).agrees());
        examples.iter_mut().for_each(|example| example.is_same = example.weight >= 0.0);
        assert!(trial(&examples).agrees());
        // Who merges what is forbidden to be merged does not agree.
        examples.iter_mut().for_each(|example| example.is_vetoed = true);
        assert!(!trial(&examples).agrees());
    }

    #[test]
    fn labels_of_one_record_are_judged_together() {
        let mut examples = examples(100, 1, |_, draw| draw < 50);
        for (place, example) in examples.iter_mut().enumerate() {
            // Chains of four: each shares a record with the next.
            example.records = [(place + place / 4) as i64, (place + place / 4 + 1) as i64];
        }
        let folds = folds(&all(&examples));
        for chain in folds.chunks(4) {
            assert!(chain.iter().all(|fold| fold == &chain[0]), "{chain:?}");
        }
        let mut used = folds.clone();
        used.sort_unstable();
        used.dedup();
        assert_eq!(used.len(), FOLDS);
    }

    #[test]
    fn probabilities_come_true() {
        // The default is far too sure: seven in ten of what it thinks certain are the same.
        let mut sure = examples(400, 3, |_, draw| draw < 70);
        sure.iter_mut().for_each(|example| example.weight = 15.0);
        let told = |bits: &dyn Fn(&Example) -> f64| sure.iter().map(|example| probability(bits(example))).sum::<f64>();
        let taught = taught(&sure);
        let same = sure.iter().filter(|example| example.is_same).count() as f64;
        let own = told(&|example| taught.weight(example.weight, example.levels));
        assert!((own - same).abs() / 400.0 < 0.03, "{own} {same}");
        // The trial judges by calibrated weights, too: those of others come as true.
        let of_others: f64 = trial(&sure).verdicts.iter().map(|verdict| probability(verdict.learnt)).sum();
        assert!((of_others - same).abs() / 400.0 < 0.03, "{of_others} {same}");
        let loss = |verdict: &Verdict<'_>| {
            let told = probability(verdict.learnt);
            -(if verdict.example.is_same { told } else { 1.0 - told }).ln()
        };
        let surprise = |verdicts: &[Verdict<'_>]| verdicts.iter().map(loss).sum::<f64>() / 400.0;
        let raw = judged_by_others(&all(&sure), &mut Observer::none(), |others, observer| {
            Taught::fitted(others, FIELDS, observer)
        });
        let surprises = [surprise(&trial(&sure).verdicts), surprise(&raw)];
        assert!(surprises[0] < surprises[1] - 0.003, "{surprises:?}");
    }

    #[test]
    fn what_speaks_against_a_pair_counts_in_full_whatever_is_learnt() {
        // What the default thinks likely is by chance: nothing is left of it.
        let taught = taught(&examples(400, 5, |_, draw| draw < 60));
        let stranger = |bits: f64| taught.weight(bits, Levels(0));
        assert!((stranger(-40.0) - stranger(-10.0) + 30.0).abs() < 1e-9);
        assert!(stranger(-40.0) < -30.0, "{}", stranger(-40.0));
        assert!(stranger(60.0) - stranger(0.0) <= 20.0 * taught.trust + 1e-9 && taught.trust < 0.5, "{taught:?}");
        for bits in [-30.0, -1.0, 0.0, 0.5, 7.0, 20.0, 55.0] {
            let part = taught.part_of_default(bits) * bits + taught.base;
            assert!((part - stranger(bits)).abs() < 1e-9, "{bits}");
            assert!(stranger(bits) <= taught.base + bits + 1e-9, "{bits}");
        }
    }

    #[test]
    fn a_sure_pair_that_was_told_apart_is_known_by_its_weight() {
        let mut examples = examples(300, 2, |place, _| place >= 4);
        for example in &mut examples {
            (example.weight, example.is_sure) = if example.is_same { (14.0, true) } else { (-8.0, false) };
        }
        let unrefuted = trial(&examples);
        assert_eq!((unrefuted.refuted(), unrefuted.sure()[1]), (f64::MIN, 0));
        assert!(unrefuted.sure()[0] > 50, "{:?}", unrefuted.sure());
        let slip = examples.iter().position(|example| example.is_sure).unwrap();
        examples[slip].is_same = false;
        let refuted = trial(&examples);
        let of_slip =
            refuted.verdicts.iter().find(|verdict| verdict.example.records == examples[slip].records).unwrap();
        assert_eq!(refuted.refuted(), of_slip.learnt);
        assert!(of_slip.learnt > 0.0);
    }
}
