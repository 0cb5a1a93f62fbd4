//! What would give a prospect a better grade.

use sales_core::{
    signal::{SignalCode, SourceKind},
    time::UtcDay,
};

use super::{Config, Evidence, Grade, Scorer};
use crate::icp::Fit;

/// What one would have to learn: a signal of full strength that the other side says today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The signal.
    pub code: SignalCode,
}

/// What can be asked for, the easiest first: of as many steps, those that come first count.
const ASKABLE: [SignalCode; 6] = [
    SignalCode::PainStated,
    SignalCode::BudgetStated,
    SignalCode::DeadlineStated,
    SignalCode::TitleSeniority,
    SignalCode::EmailReplyPositive,
    SignalCode::MeetingBooked,
];

impl Step {
    /// The step as evidence of today.
    #[must_use]
    pub fn evidence(self, id: i64, as_of: UtcDay) -> Evidence {
        let until = (self.code == SignalCode::DeadlineStated).then_some(UtcDay(as_of.0.saturating_add(DATE_IN_DAYS)));
        Evidence { until, ..Evidence::new(id, self.code, SourceKind::Reply, as_of) }
    }
}

/// A date that counts in full.
const DATE_IN_DAYS: i32 = 90;

/// The fewest steps that give at least this grade; none when no steps do or the prospect has it.
#[must_use]
pub fn path_to(
    grade: Grade,
    evidence: &[Evidence],
    fit: &Fit,
    config: &Config,
    as_of: UtcDay,
) -> Option<(Vec<Step>, u8)> {
    let mut scorer = Scorer::new(config);
    if fit.exclusion.is_some() || scorer.score(evidence, fit, as_of).grade <= grade {
        return None;
    }
    let next_id = evidence.iter().map(|signal| signal.id).max().unwrap_or(0).saturating_add(1);
    let mut tried = evidence.to_vec();
    // What is known already is asked for last.
    let is_known = |code: SignalCode| evidence.iter().any(|signal| signal.code == code);
    let known: u32 = ASKABLE.iter().enumerate().map(|(bit, &code)| u32::from(is_known(code)) << bit).sum();
    let mut sets: Vec<u32> = (1..1 << ASKABLE.len()).collect();
    sets.sort_by_key(|&set: &u32| (set.count_ones(), (set & known).count_ones(), set));
    for set in sets {
        let steps: Vec<Step> =
            ASKABLE.iter().enumerate().filter(|(bit, _)| set & 1 << bit != 0).map(|(_, &code)| Step { code }).collect();
        tried.truncate(evidence.len());
        tried.extend((next_id..).zip(&steps).map(|(id, step)| step.evidence(id, as_of)));
        let score = scorer.score(&tried, fit, as_of);
        if score.grade <= grade {
            return Some((steps, score.total));
        }
    }
    None
}
