//! The catalogue of signals: which dimensions each bears on, how much, for how long.

use sales_core::signal::{
    Dimension::{self, Authority, Budget, Need, Timing},
    Polarity, SignalCode,
};

/// How a signal loses weight with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decay {
    /// It counts half after so many days.
    HalfLife(u16),
    /// It speaks of a date, and counts until then.
    UntilDate,
}

/// What the catalogue says of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its dimensions with the points of a signal of full strength and reliability, the main one first. Without
    /// any it opens or closes a gate and changes no score.
    pub weights: &'static [(Dimension, u8)],
    /// Whether it speaks for or against.
    pub polarity: Polarity,
    /// How it loses weight.
    pub decay: Decay,
}

/// The entry of a signal.
#[must_use]
pub const fn entry(code: SignalCode) -> Entry {
    use Decay::{HalfLife, UntilDate};
    use Polarity::{Against, For};
    use SignalCode as S;
    let (weights, polarity, decay): (&'static [(Dimension, u8)], Polarity, Decay) = match code {
        S::FundingRound => (&[(Budget, 45), (Timing, 15)], For, HalfLife(180)),
        S::RevenueBand => (&[(Budget, 25)], For, HalfLife(540)),
        S::HeadcountGrowth => (&[(Budget, 20), (Need, 20)], For, HalfLife(180)),
        S::Layoffs => (&[(Budget, 35)], Against, HalfLife(180)),
        S::BudgetStated => (&[(Budget, 60)], For, HalfLife(120)),
        S::NoBudget => (&[(Budget, 50)], Against, HalfLife(120)),
        S::PaidToolPresent => (&[(Budget, 20)], For, HalfLife(365)),
        S::TenderPublished => (&[(Budget, 40), (Timing, 40)], For, HalfLife(60)),
        S::TitleSeniority => (&[(Authority, 50)], For, HalfLife(365)),
        S::FunctionMatch => (&[(Authority, 25)], For, HalfLife(365)),
        S::Signatory => (&[(Authority, 30)], For, HalfLife(365)),
        S::RefersToOther => (&[(Authority, 30)], Against, HalfLife(180)),
        S::TeamSizeManaged => (&[(Authority, 15)], For, HalfLife(365)),
        S::JobAdProblem => (&[(Need, 30)], For, HalfLife(60)),
        S::PageKeywords => (&[(Need, 20)], For, HalfLife(180)),
        S::TechGap => (&[(Need, 25)], For, HalfLife(180)),
        S::PainStated => (&[(Need, 60)], For, HalfLife(120)),
        S::SiteIssue => (&[(Need, 15)], For, HalfLife(90)),
        S::AlreadyCustomerOfRival => (&[(Need, 20)], Against, HalfLife(365)),
        S::NotInterested => (&[(Need, 60)], Against, HalfLife(180)),
        S::ContractEnd => (&[(Timing, 55)], For, UntilDate),
        S::DeadlineStated => (&[(Timing, 60)], For, UntilDate),
        S::LaterStated => (&[(Timing, 40)], Against, HalfLife(90)),
        S::HiringNow => (&[(Timing, 20)], For, HalfLife(45)),
        S::NewExecutive => (&[(Timing, 35), (Authority, 10)], For, HalfLife(120)),
        S::RegulationDeadline => (&[(Timing, 25)], For, UntilDate),
        S::EventAttendance => (&[(Timing, 15)], For, HalfLife(45)),
        S::EmailReplyPositive => (&[(Need, 40), (Timing, 40)], For, HalfLife(60)),
        S::EmailClickHuman => (&[(Need, 12)], For, HalfLife(30)),
        S::EmailOpen => (&[(Need, 3)], For, HalfLife(14)),
        S::IntentWordsInbound => (&[(Need, 35), (Timing, 35)], For, HalfLife(45)),
        S::MeetingBooked => (&[(Budget, 50), (Authority, 50), (Need, 50), (Timing, 50)], For, HalfLife(90)),
        S::BounceHard => (&[], Against, HalfLife(365)),
    };
    Entry { weights, polarity, decay }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dimension_has_signals_for_it_and_no_weight_is_above_the_scale() {
        for dimension in Dimension::ALL {
            let bears_on = |code: &&SignalCode| entry(**code).weights.iter().any(|&(other, _)| other == dimension);
            assert!(SignalCode::ALL.iter().any(|code| bears_on(&code) && entry(*code).polarity == Polarity::For));
        }
        for &code in SignalCode::ALL {
            let Entry { weights, decay, .. } = entry(code);
            assert!(weights.iter().all(|&(_, points)| (1..=60).contains(&points)), "{code}");
            assert_ne!(decay, Decay::HalfLife(0), "{code}");
        }
    }
}
