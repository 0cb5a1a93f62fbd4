//! The ideal customer, and how near a prospect is to it.

mod fit;
mod fold;
mod industry;
mod profile;
mod quantity;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::score::{Settings, SettingsError};

pub(crate) use self::fold::fold;
pub use self::{
    fit::{Exclusion, Fit, Judged},
    industry::Industry,
    profile::{CompanyFacts, CompanyFit, PersonFacts, Profile, stable_name},
    quantity::Quantity,
};

/// What an ideal customer is like, as a person describes it. What is left empty does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Icp {
    /// What it is called.
    pub name: String,
    /// Industries: codes of NACE or NAF (`62.01`, `62`, `J`) or names (`software`, `logiciels`).
    #[serde(default)]
    pub industries: Vec<String>,
    /// People who work there.
    #[serde(default)]
    pub employees: Option<Span>,
    /// Revenue of a year, in whole units of one currency.
    #[serde(default)]
    pub revenue: Option<Span>,
    /// Countries, ISO 3166-1 alpha-2.
    #[serde(default)]
    pub countries: Vec<String>,
    /// How high the person stands, by stable names (`owner`, `c_level`, `director`).
    #[serde(default)]
    pub seniorities: Vec<String>,
    /// The person's function, by stable names (`sales`, `finance`).
    #[serde(default)]
    pub functions: Vec<String>,
    /// Technologies in use there.
    #[serde(default)]
    pub technologies: Vec<String>,
    /// Who is no customer at all.
    #[serde(default)]
    pub exclude: Excluded,
    /// How much each criterion matters, by its name; those that are not named have usual weights.
    #[serde(default)]
    pub weights: BTreeMap<Criterion, u32>,
    /// How much the dimensions and the fit matter in the score.
    #[serde(default)]
    pub score: Settings,
}

/// From and to, both included; either may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The least.
    #[serde(default)]
    #[specta(type = Option<specta_typescript::Number>)]
    pub min: Option<u64>,
    /// The most.
    #[serde(default)]
    #[specta(type = Option<specta_typescript::Number>)]
    pub max: Option<u64>,
}

/// What makes somebody no customer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Excluded {
    /// Industries, as codes or names; a wider one excludes all within it.
    #[serde(default)]
    pub industries: Vec<String>,
    /// Countries, ISO 3166-1 alpha-2.
    #[serde(default)]
    pub countries: Vec<String>,
    /// Names of companies.
    #[serde(default)]
    pub companies: Vec<String>,
    /// Domains of companies.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Technologies that one cannot work with.
    #[serde(default)]
    pub technologies: Vec<String>,
}

/// A criterion of an ideal customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// What the company does.
    Industry,
    /// How many people work there.
    Employees,
    /// How much it earns.
    Revenue,
    /// Where it is.
    Country,
    /// Who the person is there.
    Title,
    /// What it works with.
    Technology,
}

impl Criterion {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Industry, Self::Employees, Self::Revenue, Self::Country, Self::Title, Self::Technology];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Industry => "industry",
            Self::Employees => "employees",
            Self::Revenue => "revenue",
            Self::Country => "country",
            Self::Title => "title",
            Self::Technology => "technology",
        }
    }

    /// The weight that it has unless a person says another.
    #[must_use]
    pub const fn usual_weight(self) -> u32 {
        match self {
            Self::Industry => 30,
            Self::Employees => 20,
            Self::Country | Self::Title => 15,
            Self::Revenue | Self::Technology => 10,
        }
    }
}

/// Why a text describes no ideal customer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IcpError {
    /// It has no name.
    #[error("an ideal customer needs a name")]
    NoName,
    /// Nothing that it asks for has a weight.
    #[error("nothing that it asks for has a weight")]
    NoWeight,
    /// A weight beyond the scale.
    #[error("the weight of {criterion:?} is above {limit}")]
    Weight {
        /// Whose.
        criterion: Criterion,
        /// The largest.
        limit: u32,
    },
    /// The least is more than the most.
    #[error("{criterion:?}: from {min} to {max}")]
    Span {
        /// Of what.
        criterion: Criterion,
        /// From.
        min: u64,
        /// To.
        max: u64,
    },
    /// It is asked for and excluded.
    #[error("«{0}» is asked for and excluded")]
    Contradiction(String),
    /// A name or code of an industry that is not known.
    #[error("no industry is called «{0}»")]
    Industry(String),
    /// No code of a country.
    #[error("«{0}» is no code of a country")]
    Country(String),
    /// A list that is longer than anybody writes.
    #[error("more than {0} entries")]
    TooLong(usize),
    /// The weights of the score cannot be.
    #[error(transparent)]
    Score(#[from] SettingsError),
}
