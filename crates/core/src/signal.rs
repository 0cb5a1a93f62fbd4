//! Signals: what is known of a prospect or company that speaks for or against a purchase.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;

/// A dimension of the score: budget, authority, need and timing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
pub enum Dimension {
    /// Whether there is money for it.
    #[serde(rename = "B")]
    Budget,
    /// Whether this person decides.
    #[serde(rename = "A")]
    Authority,
    /// Whether there is a problem that the offer solves.
    #[serde(rename = "N")]
    Need,
    /// Whether it is now.
    #[serde(rename = "T")]
    Timing,
}

impl Dimension {
    /// All of them, in the order of the name BANT.
    pub const ALL: [Self; 4] = [Self::Budget, Self::Authority, Self::Need, Self::Timing];

    /// The letter.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Budget => "B",
            Self::Authority => "A",
            Self::Need => "N",
            Self::Timing => "T",
        }
    }
}

/// Whether a signal speaks for or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// Speaks for.
    For,
    /// Speaks against.
    Against,
}

macro_rules! codes {
    ($(#[doc = $doc:literal] $variant:ident = $name:literal,)+) => {
        /// What a signal says. The catalogue is closed: the names are stored and never change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
        pub enum SignalCode {
            $(#[doc = $doc] #[serde(rename = $name)] $variant,)+
        }

        impl SignalCode {
            /// All of them, in the order of the catalogue.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

codes! {
    /// The company raised money.
    FundingRound = "funding_round",
    /// The revenue of the company beside the price of the offer.
    RevenueBand = "revenue_band",
    /// The company grows by a tenth in half a year.
    HeadcountGrowth = "headcount_growth",
    /// The company dismisses people.
    Layoffs = "layoffs",
    /// Somebody there named a budget or said that it is approved.
    BudgetStated = "budget_stated",
    /// Somebody there said that there is no budget.
    NoBudget = "no_budget",
    /// A paid product of the same kind is in use.
    PaidToolPresent = "paid_tool_present",
    /// A public tender for what is offered.
    TenderPublished = "tender_published",
    /// How high the person stands, by the job title.
    TitleSeniority = "title_seniority",
    /// The person works in a function that buys.
    FunctionMatch = "function_match",
    /// A registry names the person among those who sign.
    Signatory = "signatory",
    /// The person names somebody else as the one to talk to.
    RefersToOther = "refers_to_other",
    /// The person leads a team.
    TeamSizeManaged = "team_size_managed",
    /// A job advertisement speaks of the problem.
    JobAdProblem = "job_ad_problem",
    /// Pages of the company speak of the problem.
    PageKeywords = "page_keywords",
    /// A rival's or an outdated product is in use, or one that is needed is missing.
    TechGap = "tech_gap",
    /// Somebody there spoke of the problem.
    PainStated = "pain_stated",
    /// The company's site has a fault that the offer mends.
    SiteIssue = "site_issue",
    /// The company is bound to a rival.
    AlreadyCustomerOfRival = "already_customer_of_rival",
    /// Somebody there is not interested.
    NotInterested = "not_interested",
    /// A contract ends.
    ContractEnd = "contract_end",
    /// A project has a date.
    DeadlineStated = "deadline_stated",
    /// Somebody there wants to talk later.
    LaterStated = "later_stated",
    /// The company hires in the function that buys.
    HiringNow = "hiring_now",
    /// The person who buys is new there.
    NewExecutive = "new_executive",
    /// A law sets a date.
    RegulationDeadline = "regulation_deadline",
    /// The company takes part in a fair or conference.
    EventAttendance = "event_attendance",
    /// A reply that is well disposed.
    EmailReplyPositive = "email_reply_positive",
    /// A person followed a link.
    EmailClickHuman = "email_click_human",
    /// A mail was opened.
    EmailOpen = "email_open",
    /// Somebody there asked for a price, a demonstration or a trial.
    IntentWordsInbound = "intent_words_inbound",
    /// A meeting is arranged.
    MeetingBooked = "meeting_booked",
    /// The address does not exist any more.
    BounceHard = "bounce_hard",
}

/// A name that no signal has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no signal is called «{0}»")]
pub struct UnknownSignal(pub String);

impl FromStr for SignalCode {
    type Err = UnknownSignal;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|code| code.as_str() == name);
        found.ok_or_else(|| UnknownSignal(name.to_owned()))
    }
}

impl fmt::Display for SignalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a signal comes from. How far each is trusted is said by the scorer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename = "SignalSource", rename_all = "snake_case")]
pub enum SourceKind {
    /// A person of the team said so.
    User,
    /// A reply that a human of the other side wrote.
    Reply,
    /// A note that a person of the team wrote about a talk.
    Note,
    /// An official registry, filing or tender.
    Registry,
    /// The company's own site.
    CompanySite,
    /// The company's own job advertisements.
    JobBoard,
    /// A reputable newspaper or agency.
    Press,
    /// Somebody who collects job advertisements.
    JobAggregator,
    /// Technology found in the company's own pages or name servers.
    TechDetection,
    /// A field of a record, as a list or a vendor brought it.
    Record,
    /// What the person published.
    SocialPost,
    /// A link in a mail that a human followed.
    EmailClick,
    /// A mail that was opened.
    EmailOpen,
}

impl SourceKind {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::User,
        Self::Reply,
        Self::Note,
        Self::Registry,
        Self::CompanySite,
        Self::JobBoard,
        Self::Press,
        Self::JobAggregator,
        Self::TechDetection,
        Self::Record,
        Self::SocialPost,
        Self::EmailClick,
        Self::EmailOpen,
    ];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Reply => "reply",
            Self::Note => "note",
            Self::Registry => "registry",
            Self::CompanySite => "company_site",
            Self::JobBoard => "job_board",
            Self::Press => "press",
            Self::JobAggregator => "job_aggregator",
            Self::TechDetection => "tech_detection",
            Self::Record => "record",
            Self::SocialPost => "social_post",
            Self::EmailClick => "email_click",
            Self::EmailOpen => "email_open",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for &code in SignalCode::ALL {
            assert_eq!(code.as_str().parse(), Ok(code));
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
        for source in SourceKind::ALL {
            assert_eq!(serde_json::to_value(source).unwrap(), source.as_str());
        }
        assert_eq!("budget".parse::<SignalCode>(), Err(UnknownSignal("budget".to_owned())));
    }
}
