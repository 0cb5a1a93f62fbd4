//! How near a prospect is to the ideal customer.

use super::Criterion;
use crate::score::MILLION;

/// The fit of a prospect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// In millionths of a point; none when no criterion is known.
    pub score: Option<i64>,
    /// The part of the weights whose criteria are known, in millionths.
    pub coverage: i64,
    /// What was found for each criterion.
    pub criteria: [Judged; 6],
    /// Why the prospect is none.
    pub exclusion: Option<Exclusion>,
}

/// A criterion and how well it is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// Which.
    pub criterion: Criterion,
    /// Its weight; nought when it is not asked for.
    pub weight: u32,
    /// How well it is met, in millionths; none when it is not known.
    pub matched: Option<u32>,
}

/// Why somebody is no customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exclusion {
    /// The industry.
    Industry,
    /// The country.
    Country,
    /// The company itself, by name or domain.
    Company,
    /// A technology in use.
    Technology,
}

impl Exclusion {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Industry => "industry",
            Self::Country => "country",
            Self::Company => "company",
            Self::Technology => "technology",
        }
    }
}

impl Judged {
    /// Its share of the fit, before it is divided by the weights.
    pub(crate) fn points(&self) -> Option<i64> {
        let matched = self.matched.filter(|_| self.weight > 0)?;
        Some(i64::from(self.weight) * i64::from(matched))
    }
}

impl Fit {
    /// The fit where no ideal customer is described.
    #[must_use]
    pub fn none() -> Self {
        Self::of(Criterion::ALL.map(|criterion| Judged { criterion, weight: 0, matched: None }), None)
    }

    /// The fit of what was found.
    #[must_use]
    pub fn of(criteria: [Judged; 6], exclusion: Option<Exclusion>) -> Self {
        let (mut all, mut known, mut matched) = (0, 0, 0);
        for judged in &criteria {
            all += i64::from(judged.weight);
            if let Some(points) = judged.points() {
                known += i64::from(judged.weight);
                matched += points;
            }
        }
        let score = (known > 0).then(|| 100 * matched / known);
        Self { score, coverage: if all > 0 { MILLION * known / all } else { 0 }, criteria, exclusion }
    }

    /// The fit if a criterion were not known.
    pub(crate) fn without(&self, criterion: Criterion) -> Self {
        let forget =
            |judged: Judged| Judged { matched: judged.matched.filter(|_| judged.criterion != criterion), ..judged };
        Self::of(self.criteria.map(forget), self.exclusion)
    }

    /// The fit if nothing excluded the prospect.
    pub(crate) fn without_exclusion(&self) -> Self {
        Self { exclusion: None, ..*self }
    }
}
