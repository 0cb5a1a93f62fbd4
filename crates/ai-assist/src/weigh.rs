//! How far signals that a model found are trusted.

use sales_qualify::catalogue;

use crate::contract::Proposal;

/// A signal that a model read in a text is trusted so much less than its source, in hundredths.
const BY_MODEL: u64 = 85;
/// So much less again while nobody looked at it and only one place says it.
const UNSEEN: u64 = 60;
/// So much less again when the text speaks to models.
const SUSPECTED: u64 = 30;
/// The most points that the catalogue gives a signal in a dimension.
const MOST_POINTS: u64 = 60;
const MILLION: u64 = 1_000_000;

/// How far a signal is trusted that a person accepted, in millionths; `source` is how far its source is.
#[must_use]
pub fn accepted(source: u32, is_suspected: bool) -> u32 {
    millionths(of_source(source, is_suspected))
}

/// How far the signals of one document are trusted that nobody looked at yet, in millionths, in their order. Together
/// they weigh no more, over all dimensions, than one signal of the catalogue can: whoever writes a text moves a score
/// no further by saying more.
#[must_use]
pub fn unseen(source: u32, is_suspected: bool, proposals: &[Proposal]) -> Vec<u32> {
    let trust = of_source(source, is_suspected);
    let alone = |proposal: &Proposal| if proposal.spans > 1 { trust } else { trust * UNSEEN / 100 };
    let points = |proposal: &Proposal| {
        let points: u64 = catalogue::entry(proposal.code).weights.iter().map(|(_, points)| u64::from(*points)).sum();
        points * u64::from(proposal.strength_percent) * alone(proposal) / 100
    };
    let total: u64 = proposals.iter().map(points).sum();
    let most = MOST_POINTS * trust;
    let shared = |proposal: &Proposal| {
        let own = alone(proposal);
        millionths(if total > most { own * most / total } else { own })
    };
    proposals.iter().map(shared).collect()
}

fn of_source(source: u32, is_suspected: bool) -> u64 {
    let by_model = u64::from(source).min(MILLION) * BY_MODEL / 100;
    if is_suspected { by_model * SUSPECTED / 100 } else { by_model }
}

fn millionths(value: u64) -> u32 {
    u32::try_from(value.min(MILLION)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use sales_core::signal::SignalCode;

    use super::*;

    fn proposal(code: SignalCode, spans: usize) -> Proposal {
        Proposal {
            code,
            strength_percent: 100,
            quote: String::new(),
            place: 0..0,
            spans,
            amount: None,
            date: None,
            observed_on: None,
        }
    }

    #[test]
    fn a_model_is_trusted_less_than_its_source() {
        assert_eq!(accepted(750_000, false), 637_500);
        assert_eq!(accepted(750_000, true), 191_250);
        let pain = proposal(SignalCode::PainStated, 1);
        assert_eq!(unseen(750_000, false, std::slice::from_ref(&pain)), [382_500]);
        assert_eq!(unseen(750_000, false, &[proposal(SignalCode::PainStated, 2)]), [637_500]);
        assert_eq!(unseen(750_000, true, &[pain]), [114_750]);
    }

    #[test]
    fn many_signals_of_one_document_weigh_as_much_as_one() {
        let many: Vec<_> = (0..12).map(|_| proposal(SignalCode::MeetingBooked, 3)).collect();
        let trusted = unseen(1_000_000, false, &many);
        let points: u64 = trusted.iter().map(|trust| u64::from(*trust) * 200).sum();
        assert!(points <= 60 * 850_000 && points > 59 * 850_000, "{points}");
    }
}
