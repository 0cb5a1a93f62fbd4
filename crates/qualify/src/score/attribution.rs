//! Where the points of a score come from.
//!
//! The formula is no sum, so the points are a fixed attribution. What the signals of a dimension make of the
//! total is split: those for it share what they would make alone, those against it share what they take away,
//! each in proportion to its discounted contribution. The criteria of the ideal customer share theirs likewise.
//! What a dimension has from the mean, as it is not known for sure, is a line of its own. Rounded by largest
//! remainder, the lines sum exactly to the total.

use std::cmp::Reverse;

use sales_core::{
    signal::{Dimension, Polarity},
    time::UtcDay,
};

use super::{Config, Counted, Evidence, MILLION, Score, Scorer};
use crate::icp::{Criterion, Fit};

/// A score with what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown {
    /// The score.
    pub score: Score,
    /// Its parts; their points sum to the total.
    pub lines: Vec<Line>,
}

/// A part of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub part: Part,
    /// Its points.
    pub points: i32,
    /// The total if this signal were not there or this criterion were not known.
    pub without: Option<u8>,
}

/// What a part of a score is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What a signal makes in one dimension.
    Signal {
        /// The dimension.
        dimension: Dimension,
        /// The id of the evidence.
        id: i64,
    },
    /// What a dimension has from the mean.
    Mean(Dimension),
    /// What a criterion of the ideal customer makes.
    Criterion(Criterion),
    /// What an exclusion takes away.
    Exclusion,
}

/// The score with its parts, ordered by kind and dimension, the strongest signals first.
#[must_use]
pub fn breakdown(evidence: &[Evidence], fit: &Fit, config: &Config, as_of: UtcDay) -> Breakdown {
    let mut scorer = Scorer::new(config);
    let mut counted: Vec<(Dimension, Counted)> = Vec::new();
    let score = scorer.score_telling(evidence, fit, as_of, &mut |dimension, signal| counted.push((dimension, signal)));
    counted.sort_unstable_by_key(|(dimension, signal)| {
        (*dimension, signal.polarity, Reverse(signal.points), signal.id, signal.place)
    });
    let exact = exact_parts(&score, &counted, fit, config);
    let points = rounded(&exact.iter().map(|&(_, points)| points).collect::<Vec<_>>(), i64::from(score.total));
    let without = leave_one_out(&mut scorer, evidence, fit, as_of, &exact);
    let lines =
        exact.iter().zip(points).zip(without).map(|((&(part, _), points), without)| Line { part, points, without });
    Breakdown { score, lines: lines.collect() }
}

/// The parts in millionths of a point. They sum to the exact total, but for an exclusion.
fn exact_parts(score: &Score, counted: &[(Dimension, Counted)], fit: &Fit, config: &Config) -> Vec<(Part, i64)> {
    let share = if fit.score.is_some() { config.icp_share() } else { 0 };
    let mut parts = Vec::with_capacity(counted.len() + 12);
    for dimension in Dimension::ALL {
        let of = score.dimension(dimension);
        let in_total = |value: i64| scaled(value, (MILLION - share) * config.weight(dimension), MILLION * MILLION);
        let (gross, known, blended) = (in_total(of.gross), in_total(of.known), in_total(of.blended));
        for (polarity, amount) in [(Polarity::For, gross), (Polarity::Against, known - gross)] {
            let signals = counted.iter().filter(|(in_, signal)| (*in_, signal.polarity) == (dimension, polarity));
            let weights: Vec<i64> = signals.clone().map(|(_, signal)| signal.points).collect();
            let ids = signals.map(|(_, signal)| Part::Signal { dimension, id: signal.id });
            parts.extend(ids.zip(split(amount, &weights)));
        }
        parts.push((Part::Mean(dimension), blended - known));
    }
    if let Some(of_fit) = fit.score {
        let known: Vec<_> =
            fit.criteria.iter().filter_map(|judged| Some((judged.criterion, judged.points()?))).collect();
        let weights: Vec<i64> = known.iter().map(|&(_, points)| points).collect();
        let amounts = split(scaled(of_fit, share, MILLION), &weights);
        parts.extend(known.iter().map(|&(criterion, _)| Part::Criterion(criterion)).zip(amounts));
    }
    // The total is rounded down once from all parts; what each lost on its own way goes to the largest.
    let lost = score.exact - parts.iter().map(|&(_, points)| points).sum::<i64>();
    if let Some(largest) = parts.iter_mut().max_by_key(|(part, points)| (*points, Reverse(*part))) {
        largest.1 += lost;
    }
    if fit.exclusion.is_some() {
        parts.push((Part::Exclusion, (i64::from(score.total) * MILLION).min(score.exact) - score.exact));
    }
    parts
}

fn scaled(value: i64, by: i64, of: i64) -> i64 {
    i64::try_from(i128::from(value) * i128::from(by) / i128::from(of)).unwrap_or_default()
}

/// Splits an amount in proportion to weights that are not negative, without a rest; nothing to nobody.
fn split(amount: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
    let up_to = |weight: i128| {
        let part = if sum == 0 { 0 } else { i128::from(amount) * weight / sum };
        i64::try_from(part).unwrap_or_default()
    };
    let (mut before, mut given) = (0, 0);
    let part = |&weight: &i64| {
        before += i128::from(weight);
        let part = up_to(before) - given;
        given += part;
        part
    };
    weights.iter().map(part).collect()
}

/// Whole points by largest remainder, which sum to `total`.
fn rounded(exact: &[i64], total: i64) -> Vec<i32> {
    let mut points: Vec<i64> = exact.iter().map(|points| points.div_euclid(MILLION)).collect();
    let missing = total - points.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    order.sort_by_key(|&place| (Reverse(exact[place].rem_euclid(MILLION)), place));
    for &place in order.iter().take(usize::try_from(missing).unwrap_or_default()) {
        points[place] += 1;
    }
    points.into_iter().map(|points| i32::try_from(points).unwrap_or_default()).collect()
}

/// The total without each part that can be left out.
fn leave_one_out(
    scorer: &mut Scorer<'_>,
    evidence: &[Evidence],
    fit: &Fit,
    as_of: UtcDay,
    parts: &[(Part, i64)],
) -> Vec<Option<u8>> {
    let mut others = Vec::with_capacity(evidence.len());
    let mut without = |part: Part| match part {
        Part::Signal { id, .. } => {
            others.clear();
            others.extend(evidence.iter().filter(|signal| signal.id != id));
            Some(scorer.score(&others, fit, as_of).total)
        }
        Part::Criterion(criterion) => Some(scorer.score(evidence, &fit.without(criterion), as_of).total),
        Part::Exclusion => Some(scorer.score(evidence, &fit.without_exclusion(), as_of).total),
        Part::Mean(_) => None,
    };
    parts.iter().map(|&(part, _)| without(part)).collect()
}
