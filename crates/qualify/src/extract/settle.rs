//! Which of the hits of a text are its signals: one for each thing that is said.

use sales_core::signal::SignalCode;

use super::Hit;
use crate::text::amounts::Amount;

/// How strongly a signal speaks, 0 to 100.
pub(super) fn strength(code: SignalCode, is_weak: bool, amount: Option<Amount>) -> u8 {
    let full = match (code, amount) {
        (SignalCode::FundingRound, Some(amount)) => of_funding(amount),
        (SignalCode::FundingRound, None) => 50,
        _ => 100,
    };
    if is_weak { full / 2 } else { full }
}

/// A thirtieth for 126,000 euros, all for 100 million, by the logarithm between: `min(1, log10(amount / 10⁵) / 3)`
/// in steps of a tenth of a decade, so that no machine rounds otherwise.
fn of_funding(amount: Amount) -> u8 {
    // Tenths of a decade: 10^0.1, 10^0.2 … in thousandths.
    const STEPS: [u64; 10] = [1_000, 1_259, 1_585, 1_995, 2_512, 3_162, 3_981, 5_012, 6_310, 7_943];
    let euros = amount.hundredths / 100 * per_cent_of_euro(amount.currency) / 100;
    let mut decade = 100_000_u64;
    let mut tenths = 0_u64;
    while tenths < 30 {
        let reached = STEPS.iter().filter(|step| euros >= decade / 1_000 * **step).count();
        tenths += reached as u64;
        if reached < STEPS.len() {
            break;
        }
        decade *= 10;
    }
    u8::try_from((tenths.saturating_sub(1).min(30) * 100 / 30).max(5)).unwrap_or(100)
}

/// What a unit of a currency is worth in hundredths of a euro, roughly: the logarithm forgives it.
fn per_cent_of_euro(currency: Option<&str>) -> u64 {
    match currency {
        Some("USD") => 90,
        Some("GBP") => 117,
        Some("CAD") => 66,
        Some("CHF") => 105,
        Some("AUD") => 60,
        _ => 100,
    }
}

/// What a text is as a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextFacts {
    /// A program wrote it.
    pub is_automatic: bool,
    /// Somebody of the other side wrote it.
    pub is_reply: bool,
    /// A public buyer wrote it.
    pub is_tender: bool,
    /// It is a job advertisement: the dates, teams and files in it are those of the job.
    pub is_job_ad: bool,
    /// It tells the world what the company does: dates in it are no deadlines of a purchase.
    pub is_news: bool,
}

/// The hits that are signals, in the order of the catalogue and then of the text.
pub(super) fn settle(mut hits: Vec<Hit>, text: TextFacts) -> Vec<Hit> {
    hits.sort_by(|a, b| {
        let order = a.code.cmp(&b.code).then(b.strength_percent.cmp(&a.strength_percent));
        order.then(a.sentence.start.cmp(&b.sentence.start))
    });
    let mut kept: Vec<Hit> = Vec::new();
    for hit in &hits {
        if !is_told_by_another(hit, &hits, text) && !kept.iter().any(|other| says_the_same(other, hit, &hits)) {
            kept.push(hit.clone());
        }
    }
    kept.sort_by_key(|hit| (hit.code, hit.sentence.start));
    kept
}

/// Whether a hit adds nothing to another of its code: the same amount and date, or none where others have some.
fn says_the_same(kept: &Hit, hit: &Hit, all: &[Hit]) -> bool {
    let is_bare = |hit: &Hit| hit.amount.is_none() && hit.date.is_none();
    let has_better = all.iter().any(|other| other.code == hit.code && !is_bare(other));
    kept.code == hit.code
        && (kept.amount == hit.amount && kept.date == hit.date
            || kept.sentence == hit.sentence
            || is_bare(hit) && has_better && !is_bare(kept))
}

/// Whether somebody wants to talk later for sure, in the sentence of a hit or in another one.
fn others_later(hit: &Hit, all: &[Hit]) -> bool {
    all.iter().any(|other| {
        other.code == SignalCode::LaterStated && (other.strength_percent == 100 || other.sentence != hit.sentence)
    })
}

/// Whether another hit says what a hit only seems to say.
fn is_told_by_another(hit: &Hit, all: &[Hit], text: TextFacts) -> bool {
    use SignalCode as S;
    let has = |code: S| all.iter().any(|other| other.code == code);
    let beside = |code: S| all.iter().any(|other| other.code == code && other.sentence == hit.sentence);
    let surely_beside = |code: S| {
        all.iter().any(|other| other.code == code && other.sentence == hit.sentence && other.strength_percent == 100)
    };
    let in_its_clause = |code: S| {
        all.iter().any(|other| {
            let holds = other.clause.start <= hit.place.start && hit.place.end <= other.clause.end;
            other.code == code && holds && other.strength_percent == 100
        })
    };
    let in_the_same_words =
        |code: S| all.iter().any(|o| o.code == code && o.place.start < hit.place.end && hit.place.start < o.place.end);
    let is_bare = hit.amount.is_none() && hit.date.is_none();
    let others_date = all.iter().any(|other| other.code == hit.code && other.date.is_some());
    match hit.code {
        S::DeadlineStated | S::TeamSizeManaged | S::TenderPublished | S::Signatory if text.is_job_ad => true,
        S::DeadlineStated | S::ContractEnd if text.is_news => true,
        // Programs neither agree nor refuse.
        S::EmailReplyPositive
        | S::LaterStated
        | S::MeetingBooked
        | S::NotInterested
        | S::IntentWordsInbound
        | S::RefersToOther
            if text.is_automatic =>
        {
            true
        }
        S::EmailReplyPositive => {
            has(S::NotInterested) || has(S::NoBudget) || has(S::BounceHard) || in_its_clause(S::LaterStated)
        }
        // A mail server puts nothing off.
        S::LaterStated | S::MeetingBooked | S::NotInterested if text.is_reply && has(S::BounceHard) => true,
        // «Let's speak on Tuesday at 11» puts nothing off.
        S::LaterStated if in_its_clause(S::MeetingBooked) => true,
        // «Investments are on hold until further notice» names no time.
        S::LaterStated if hit.date.is_none() && in_the_same_words(S::NoBudget) => true,
        // «Not on the agenda this winter, come back in spring» is a later, no refusal.
        S::NotInterested if hit.strength_percent < 100 && others_later(hit, all) => true,
        S::IntentWordsInbound => beside(S::NotInterested),
        S::BudgetStated => in_its_clause(S::NoBudget) || surely_beside(S::NoBudget) && hit.amount.is_none(),
        // «Tight, but approved».
        S::NoBudget if hit.strength_percent < 100 && beside(S::BudgetStated) => true,
        S::AlreadyCustomerOfRival if beside(S::TechGap) => true,
        S::AlreadyCustomerOfRival => {
            all.iter().any(|o| o.code == S::ContractEnd && o.date.is_some() && o.sentence == hit.sentence)
        }
        S::DeadlineStated if !text.is_tender && in_its_clause(S::TenderPublished) => true,
        // «No money left for this project this year».
        S::DeadlineStated if in_its_clause(S::NoBudget) => true,
        S::DeadlineStated => [
            S::ContractEnd,
            S::LaterStated,
            S::RegulationDeadline,
            S::NewExecutive,
            S::EventAttendance,
            S::MeetingBooked,
            S::HiringNow,
            S::FundingRound,
        ]
        .into_iter()
        .any(beside),
        S::Signatory => text.is_reply && beside(S::RefersToOther),
        // «There is a budget, but it's for another department».
        S::RefersToOther if in_the_same_words(S::NoBudget) => true,
        S::PainStated => beside(S::SiteIssue),
        // «Hires a finance director»: somebody who has come.
        S::HiringNow => beside(S::NewExecutive),
        S::LaterStated if hit.strength_percent < 100 && (beside(S::NoBudget) || beside(S::NotInterested)) => true,
        S::LaterStated => beside(S::ContractEnd) && (is_bare || hit.strength_percent < 100),
        _ => is_bare && others_date,
    }
}
