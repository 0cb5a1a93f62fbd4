//! The score of one dimension.

use std::cmp::Reverse;

use sales_core::signal::Polarity;

use super::{
    certainty::certainty,
    evidence::Weighed,
    fixed::{UNIT, exponential, share_of, times},
};

/// A hundred points, in millionths.
const FULL: i64 = 100_000_000;
/// Points that fill two thirds of a dimension, in millionths.
const SCALE: i64 = 50_000_000;
/// How many signals of one kind count: the first whole, each further one half of the one before.
const COUNTED: usize = 4;

/// What is known of one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DimensionScore {
    /// The score in millionths of a point; none without a signal: unknown is not nought.
    pub score: Option<i64>,
    /// How sure it is, in millionths.
    pub confidence: i64,
    /// What counts, in millionths of a point: the score as far as it is sure, the mean for the rest.
    pub blended: i64,
    /// The part of `blended` that the signals make.
    pub(super) known: i64,
    /// What the signals for it would make alone.
    pub(super) gross: i64,
}

/// What a signal adds to its dimension.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub place: usize,
    pub id: i64,
    pub polarity: Polarity,
    /// In millionths of a point; nought when it says what others say more strongly.
    pub points: i64,
}

/// The score of a dimension from its signals, which are brought into order; `told` hears of each what it adds.
pub(super) fn score(signals: &mut [Weighed], mean: i64, told: &mut impl FnMut(Counted)) -> DimensionScore {
    if signals.is_empty() {
        return DimensionScore { blended: mean, ..DimensionScore::default() };
    }
    signals.sort_unstable_by_key(|signal| (signal.polarity, signal.code, Reverse(signal.points), signal.id));
    let (mut supporting, mut opposing) = (0_i64, 0_i64);
    for family in signals.chunk_by(|one, next| (one.polarity, one.code) == (next.polarity, next.code)) {
        let mut counted: [Option<u64>; COUNTED] = [None; COUNTED];
        let mut position = 0;
        for signal in family {
            let is_copy = signal.quote_hash.is_some() && counted[..position].contains(&signal.quote_hash);
            let mut points = 0;
            if position < COUNTED && !is_copy {
                points = signal.points >> position;
                counted[position] = signal.quote_hash;
                position += 1;
            }
            match signal.polarity {
                Polarity::For => supporting = supporting.saturating_add(points),
                Polarity::Against => opposing = opposing.saturating_add(points),
            }
            told(Counted { place: signal.place, id: signal.id, polarity: signal.polarity, points });
        }
    }
    let up = UNIT - exponential(supporting, SCALE);
    let gross = share_of(up, FULL);
    let score = share_of(times(up, exponential(opposing, SCALE)), FULL);
    let confidence = certainty(signals);
    let of_confidence = |value: i64| value * confidence / super::fixed::MILLION;
    let known = of_confidence(score);
    let blended = known + mean - of_confidence(mean);
    DimensionScore { score: Some(score), confidence, blended, known, gross: of_confidence(gross) }
}
