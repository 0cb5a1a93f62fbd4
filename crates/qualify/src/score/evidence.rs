//! What the score is made of.

use sales_core::{
    signal::{Polarity, SignalCode, SourceKind},
    time::UtcDay,
};

use super::{
    config::Config,
    fixed::{MILLION, UNIT, power_of_half, share_of, times},
    reliability::reliability,
};
use crate::catalogue::Decay;

/// A signal that counts for one prospect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// Tells it from the others of the prospect; orders those that count the same.
    pub id: i64,
    /// What it says.
    pub code: SignalCode,
    /// Whether it speaks for or against.
    pub polarity: Polarity,
    /// How much of what the catalogue gives it, in millionths.
    pub strength: u32,
    /// Where it comes from.
    pub source: SourceKind,
    /// How far it is trusted, in millionths: that of the source, less where something speaks against it.
    pub reliability: u32,
    /// The day that it speaks of.
    pub observed_at: UtcDay,
    /// The date that it speaks of, if the catalogue has it fade with one.
    pub until: Option<UtcDay>,
    /// What tells whether sources depend on each other: equal for one domain or document.
    pub source_group: u64,
    /// Equal for copies of the same words.
    pub quote_hash: Option<u64>,
}

impl Evidence {
    /// Evidence with the polarity of the catalogue and the reliability of its source, without a date or quote and
    /// with a source of its own.
    #[must_use]
    pub fn new(id: i64, code: SignalCode, source: SourceKind, observed_at: UtcDay) -> Self {
        Self {
            id,
            code,
            polarity: crate::catalogue::entry(code).polarity,
            strength: 1_000_000,
            source,
            reliability: reliability(source),
            observed_at,
            until: None,
            source_group: id.unsigned_abs(),
            quote_hash: None,
        }
    }
}

/// Days before its date in which a signal of a date counts in full, then less each day. Before them it counts
/// half as much for each time as many days: what is years away says little of now.
const WINDOW: i64 = 120;

/// The half-life of a signal of a date that tells none.
const HALF_LIFE_WITHOUT_DATE: u16 = 120;

/// What is left of a signal, with 62 bits behind the point.
pub(super) fn left(evidence: &Evidence, decay: Decay, as_of: UtcDay) -> u64 {
    match (decay, evidence.until) {
        (Decay::UntilDate, Some(until)) => until_date(until.days_since(as_of)),
        (Decay::UntilDate, None) => after(as_of.days_since(evidence.observed_at), HALF_LIFE_WITHOUT_DATE),
        (Decay::HalfLife(days), _) => after(as_of.days_since(evidence.observed_at), days),
    }
}

fn after(age: i64, half_life: u16) -> u64 {
    let age = age.max(0).unsigned_abs();
    power_of_half((age << 32) / u64::from(half_life.max(1)))
}

fn until_date(days: i64) -> u64 {
    match days {
        ..=0 => 0,
        1..=WINDOW => UNIT / WINDOW.unsigned_abs() * days.unsigned_abs(),
        _ => power_of_half(((days - WINDOW).unsigned_abs() << 32) / WINDOW.unsigned_abs()),
    }
}

/// How much a signal counts by itself where it bears most, in millionths of a point by the catalogue.
#[must_use]
pub fn impact(evidence: &Evidence, as_of: UtcDay) -> i64 {
    let entry = crate::catalogue::entry(evidence.code);
    let points = entry.weights.iter().map(|&(_, points)| i64::from(points)).max().unwrap_or_default();
    let full = millionths(evidence.strength) * millionths(evidence.reliability);
    share_of(left(evidence, entry.decay, as_of), points * full) / MILLION
}

/// A signal in one dimension, before it is held against others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    /// Its place in what was given.
    pub place: usize,
    pub id: i64,
    pub code: SignalCode,
    pub polarity: Polarity,
    pub quote_hash: Option<u64>,
    pub source_group: u64,
    /// In millionths of a point.
    pub points: i64,
    /// How much it is known, with 62 bits behind the point.
    pub certainty: u64,
}

/// The signals that bear on each dimension. One that has faded away altogether is as good as none.
pub(super) fn weighed(evidence: &[Evidence], config: &Config, as_of: UtcDay, to: &mut [Vec<Weighed>; 4]) {
    for list in to.iter_mut() {
        list.clear();
    }
    for (place, signal) in evidence.iter().enumerate() {
        let rule = config.rule(signal.code);
        if rule.points == [0; 4] {
            continue;
        }
        let left = left(signal, rule.decay, as_of);
        if left == 0 {
            continue;
        }
        let reliability = millionths(signal.reliability);
        let full = millionths(signal.strength) * reliability;
        let certainty = times(part_of_unit(reliability), left);
        for (dimension, points) in rule.points.into_iter().enumerate().filter(|&(_, points)| points > 0) {
            to[dimension].push(Weighed {
                place,
                id: signal.id,
                code: signal.code,
                polarity: signal.polarity,
                quote_hash: signal.quote_hash,
                source_group: signal.source_group,
                points: share_of(left, i64::from(points) * full) / MILLION,
                certainty,
            });
        }
    }
}

fn millionths(value: u32) -> i64 {
    i64::from(value).min(MILLION)
}

fn part_of_unit(millionths: i64) -> u64 {
    UNIT / MILLION.unsigned_abs() * millionths.unsigned_abs()
}
