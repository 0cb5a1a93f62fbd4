//! How well chances hold.

use super::{Case, Measured, positives, random::Random};

/// A value and what it is likely between.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The value.
    pub value: f64,
    /// From.
    pub low: f64,
    /// To.
    pub high: f64,
}

/// A tenth of the cases, of like chances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Cases.
    pub cases: usize,
    /// The mean of their chances.
    pub chance: f64,
    /// The part that came true, with the interval of Wilson that it is in nineteen times of twenty.
    pub came_true: Interval,
}

const BINS: usize = 10;
/// Samples of the bootstrap, and cases in all of them together at most.
const SAMPLES: usize = 1_000;
const MOST_DRAWN: usize = 20_000_000;
const SEED: u64 = 20_261_123;
/// Standard errors to either side of nineteen of twenty cases.
const NINETEEN_OF_TWENTY: f64 = 1.959_963_985;

/// The area under the curve of Mann and Whitney, where equal scores count half; its interval by Hanley and McNeil.
#[expect(clippy::cast_precision_loss, reason = "fewer cases than a number has digits")]
pub(super) fn auc(cases: &[Case]) -> Interval {
    let mut of_score = vec![(0.0_f64, 0.0_f64); 256];
    for case in cases {
        let (negatives, positives) = &mut of_score[usize::from(case.total)];
        *if case.came_true { positives } else { negatives } += 1.0;
    }
    let (mut below, mut won) = (0.0, 0.0);
    for (negatives, positives) in of_score {
        won += positives * (below + negatives / 2.0);
        below += negatives;
    }
    let positives = positives(cases) as f64;
    let value = won / (positives * below);
    let (q1, q2) = (value / (2.0 - value), 2.0 * value * value / (1.0 + value));
    let square = value * value;
    let variance = (value * (1.0 - value) + (positives - 1.0) * (q1 - square) + (below - 1.0) * (q2 - square))
        / (positives * below);
    let width = NINETEEN_OF_TWENTY * variance.max(0.0).sqrt();
    Interval { value, low: (value - width).max(0.0), high: (value + width).min(1.0) }
}

/// What cases tell of the chances that were said of them; `base` is what would be said of everybody.
pub(super) fn measured(cases: &[Case], chances: &[f64], base: f64) -> Measured {
    let mut told: Vec<(f64, f64)> =
        chances.iter().zip(cases).map(|(&chance, case)| (chance, f64::from(u8::from(case.came_true)))).collect();
    told.sort_by(|one, other| one.0.total_cmp(&other.0));
    let square = |chance: &dyn Fn(f64) -> f64| mean(told.iter().map(|&(said, was)| (chance(said) - was).powi(2)));
    let (brier, of_base) = (square(&|said| said), square(&|_| base));
    let brier_skill = if of_base > 0.0 { 1.0 - brier / of_base } else { 0.0 };
    Measured {
        cases: told.len(),
        positives: positives(cases),
        brier,
        brier_skill,
        ece: ece_interval(&told),
        bins: groups(&told).map(bin).collect(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "fewer cases than a number has digits")]
fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1) as f64;
    values.sum::<f64>() / count
}

/// Tenths of cases that are in the order of their chances.
fn groups(told: &[(f64, f64)]) -> impl Iterator<Item = &[(f64, f64)]> {
    let place = |group: usize| told.len() * group / BINS;
    let group = move |at| &told[place(at)..place(at + 1)];
    (0..BINS).map(group).filter(|group| !group.is_empty())
}

/// The mean chance of a group, and the part of it that came true.
fn means(group: &[(f64, f64)]) -> (f64, f64) {
    (mean(group.iter().map(|one| one.0)), mean(group.iter().map(|one| one.1)))
}

fn bin(group: &[(f64, f64)]) -> Bin {
    let (chance, came_true) = means(group);
    Bin { cases: group.len(), chance, came_true: wilson(came_true, group.len()) }
}

/// A part of so many cases, with the interval of Wilson (1927): it holds for few cases and near 0 and 1 too.
#[expect(clippy::cast_precision_loss, reason = "fewer cases than a number has digits")]
fn wilson(part: f64, cases: usize) -> Interval {
    let (n, z) = (cases.max(1) as f64, NINETEEN_OF_TWENTY);
    let square = z * z / n;
    let center = (part + square / 2.0) / (1.0 + square);
    let width = z / (1.0 + square) * (part * (1.0 - part) / n + square / (4.0 * n)).sqrt();
    Interval { value: part, low: (center - width).max(0.0), high: (center + width).min(1.0) }
}

/// The expected calibration error: the mean distance of chance and outcome, over tenths of the cases.
#[expect(clippy::cast_precision_loss, reason = "fewer cases than a number has digits")]
fn ece(told: &[(f64, f64)]) -> f64 {
    let distance = |group: &[(f64, f64)]| {
        let (chance, came_true) = means(group);
        group.len() as f64 * (chance - came_true).abs()
    };
    groups(told).map(distance).sum::<f64>() / told.len().max(1) as f64
}

/// The error with the interval of nineteen in twenty samples of the cases. Samples err more than the cases that they
/// are drawn from, as they repeat some of them; on average by as much as the interval is shifted back.
fn ece_interval(told: &[(f64, f64)]) -> Interval {
    let samples = (MOST_DRAWN / told.len().max(1)).clamp(100, SAMPLES);
    let mut random = Random::new(SEED);
    let mut drawn = vec![0_u32; told.len()];
    let mut sample = Vec::with_capacity(told.len());
    let mut errors: Vec<f64> = (0..samples)
        .map(|_| {
            drawn.fill(0);
            for _ in 0..told.len() {
                drawn[random.below(told.len())] += 1;
            }
            // Drawn by counting, the sample is in order.
            sample.clear();
            let repeated = told.iter().zip(&drawn);
            sample.extend(repeated.flat_map(|(one, &times)| std::iter::repeat_n(*one, times as usize)));
            ece(&sample)
        })
        .collect();
    errors.sort_by(f64::total_cmp);
    let value = ece(told);
    let shift = mean(errors.iter().copied()) - value;
    let at = |part: usize| (errors[(errors.len() * part / 1_000).min(errors.len() - 1)] - shift).max(0.0);
    Interval { value, low: at(25), high: at(975) }
}

#[cfg(test)]
mod tests {
    use sales_core::time::UtcDay;

    use super::*;
    use crate::score::Grade;

    fn case(total: u8, came_true: bool) -> Case {
        Case { total, grade: Grade::D, came_true, day: UtcDay(0) }
    }

    #[test]
    fn equal_scores_count_half() {
        let cases = [case(10, false), case(50, true), case(50, false), case(90, true)];
        // Of the four pairs, three are right and one is a draw.
        assert!((auc(&cases).value - 3.5 / 4.0).abs() < 1e-12);
        let same = [case(50, true), case(50, false), case(50, false)];
        assert!((auc(&same).value - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_part_of_a_group_that_came_true_has_an_interval() {
        // Wilson's interval of 2 of 10, of none and of all.
        let near = |one: f64, other: f64| (one - other).abs() < 5e-4;
        let two = wilson(0.2, 10);
        assert!(near(two.low, 0.0567) && near(two.high, 0.5098), "{two:?}");
        let (none, all) = (wilson(0.0, 10), wilson(1.0, 10));
        assert!(none.low == 0.0 && near(none.high, 0.2775), "{none:?}");
        assert!(near(all.low, 0.7225) && all.high == 1.0, "{all:?}");
    }

    #[test]
    fn the_error_lies_within_its_interval() {
        let cases: Vec<Case> = (0..400_u32).map(|n| case(u8::try_from(10 + n % 80).unwrap(), n % 7 == 0)).collect();
        let chances: Vec<f64> = (0..400_u32).map(|n| f64::from(n % 80) / 300.0).collect();
        let ece = measured(&cases, &chances, 1.0 / 7.0).ece;
        assert!(ece.low < ece.value && ece.value < ece.high, "{ece:?}");
    }

    #[test]
    fn measures_are_what_they_are_by_hand() {
        let cases = [case(1, true), case(2, false), case(3, true), case(4, false)];
        let made = measured(&cases, &[0.9, 0.1, 0.8, 0.4], 0.5);
        assert!((made.brier - (0.01 + 0.01 + 0.04 + 0.16) / 4.0).abs() < 1e-12);
        assert!((made.brier_skill - (1.0 - 0.055 / 0.25)).abs() < 1e-12);
        assert!((made.ece.value - (0.1 + 0.1 + 0.2 + 0.4) / 4.0).abs() < 1e-12, "a case is a group");
        assert!(made.ece.low <= made.ece.value && made.ece.value <= made.ece.high);
        assert_eq!((made.cases, made.positives), (4, 2));
        let knowing = measured(&cases, &[1.0, 0.0, 1.0, 0.0], 0.5);
        assert!(knowing.brier_skill == 1.0 && knowing.ece.value == 0.0);
    }
}
