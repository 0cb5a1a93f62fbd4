//! The formula as the design has it, in floating point and one prospect after the other: what the exact one is
//! compared with.

use std::collections::BTreeMap;

use sales_core::{
    signal::{Dimension, Polarity, SignalCode},
    time::UtcDay,
};
use sales_qualify::{
    catalogue::{Decay, entry},
    icp::Fit,
    score::Evidence,
};

/// The total before rounding. Signals have no copies, and no prospect is excluded.
pub fn total(evidence: &[Evidence], fit: &Fit, as_of: UtcDay) -> f64 {
    let weights = [0.25, 0.25, 0.30, 0.20];
    let bant: f64 = Dimension::ALL.iter().map(|&of| weights[of as usize] * blended(evidence, of, as_of)).sum();
    let (mut all, mut matched) = (0.0, 0.0);
    for judged in &fit.criteria {
        if let Some(part) = judged.matched {
            all += f64::from(judged.weight);
            matched += f64::from(judged.weight) * f64::from(part) / 1e6;
        }
    }
    if all > 0.0 { 0.65 * bant + 0.35 * 100.0 * matched / all } else { bant }
}

fn blended(evidence: &[Evidence], dimension: Dimension, as_of: UtcDay) -> f64 {
    let mut families: BTreeMap<(Polarity, SignalCode), Vec<f64>> = BTreeMap::new();
    let mut groups: BTreeMap<u64, f64> = BTreeMap::new();
    for signal in evidence.iter().filter(|signal| signal.code != SignalCode::EmailOpen) {
        let entry = entry(signal.code);
        let Some(&(_, points)) = entry.weights.iter().find(|(of, _)| *of == dimension) else { continue };
        let left = left(signal, entry.decay, as_of);
        let reliability = f64::from(signal.reliability) / 1e6;
        let strength = f64::from(signal.strength) / 1e6;
        if left > 0.0 {
            let family = families.entry((signal.polarity, signal.code)).or_default();
            family.push(f64::from(points) * strength * reliability * left);
            let group = groups.entry(signal.source_group).or_default();
            *group = group.max(reliability * left);
        }
    }
    if families.is_empty() {
        return 35.0;
    }
    let mut sums = [0.0, 0.0];
    for ((polarity, _), mut points) in families {
        points.sort_by(|one, other| other.total_cmp(one));
        let discounted: f64 = points.iter().zip([1.0, 0.5, 0.25, 0.125]).map(|(points, part)| points * part).sum();
        sums[usize::from(polarity == Polarity::Against)] += discounted;
    }
    let score = 100.0 * (1.0 - libm::exp(-sums[0] / 50.0)) * libm::exp(-sums[1] / 50.0);
    let confidence = (1.0 - groups.values().map(|known| 1.0 - known).product::<f64>()).min(0.95);
    confidence * score + (1.0 - confidence) * 35.0
}

fn left(signal: &Evidence, decay: Decay, as_of: UtcDay) -> f64 {
    let days = |from: UtcDay, to: UtcDay| f64::from(to.0 - from.0);
    let half = |age: f64, half_life: f64| libm::exp2(-age.max(0.0) / half_life);
    match (decay, signal.until) {
        (Decay::HalfLife(half_life), _) => half(days(signal.observed_at, as_of), f64::from(half_life)),
        (Decay::UntilDate, None) => half(days(signal.observed_at, as_of), 120.0),
        (Decay::UntilDate, Some(until)) => match days(as_of, until) {
            left if left <= 120.0 => (left / 120.0).max(0.0),
            left => half(left - 120.0, 120.0),
        },
    }
}
