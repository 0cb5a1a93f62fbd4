//! Job titles: how high somebody stands and what the work is about.

mod function;
mod phrases;
mod rank;
mod spelling;
mod words;

use std::sync::LazyLock;

use self::{function::FUNCTIONS, rank::RANKS, spelling::Spelling, words::Words};

/// How high somebody stands in an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seniority {
    /// Does the work: what a title says when it says nothing else.
    Individual,
    /// Helps somebody or learns.
    Assistant,
    /// Leads a team, a product or a project.
    Manager,
    /// Leads a department.
    Director,
    /// A vice-president.
    Vp,
    /// Leads the organisation, or the whole of one function of it.
    CLevel,
    /// Owns or founded it.
    Owner,
}

impl Seniority {
    /// All of them, the highest first.
    pub const ALL: [Self; 7] =
        [Self::Owner, Self::CLevel, Self::Vp, Self::Director, Self::Manager, Self::Individual, Self::Assistant];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::CLevel => "c_level",
            Self::Vp => "vp",
            Self::Director => "director",
            Self::Manager => "manager",
            Self::Individual => "individual",
            Self::Assistant => "assistant",
        }
    }
}

/// The functions that titles tell, by their stable names.
pub const FUNCTION_NAMES: [&str; 26] = [
    "general_management",
    "sales",
    "business_development",
    "marketing",
    "communication",
    "finance",
    "legal",
    "hr",
    "it",
    "data",
    "digital",
    "engineering",
    "product",
    "design",
    "research",
    "operations",
    "production",
    "logistics",
    "purchasing",
    "quality",
    "support",
    "strategy",
    "consulting",
    "education",
    "health",
    "administration",
];

/// What a job title says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TitleForm {
    /// The rank; none for a title without a letter.
    pub seniority: Option<Seniority>,
    /// The function by its stable name (`sales`, `finance`, `general_management`), where the title
    /// tells one.
    pub function: Option<&'static str>,
}

/// What a title in English or French says. Case, accents, gender and number do not count, and
/// neither do endings in brackets and behind a middle dot (`Chargé(e)`, `Directeur·rice`).
#[must_use]
pub fn classify(title: &str) -> TitleForm {
    let words = Words::of(title, Some(&SPELLING));
    if words.is_empty() {
        return TitleForm { seniority: None, function: None };
    }
    let told = function::told(&words);
    let standing = rank::standing(&words, &function::places(&told));
    TitleForm { seniority: Some(standing.seniority), function: function::function(&told, &words, standing) }
}

/// Whether a text has a word that tells a rank, rightly spelt: `Directeur`, `Head of Sales`.
#[must_use]
pub fn says_rank(text: &str) -> bool {
    RANKS.found(&Words::of(text, None)).next().is_some()
}

/// The words of the tables.
static SPELLING: LazyLock<Spelling> = LazyLock::new(|| Spelling::of(RANKS.words().chain(FUNCTIONS.words())));

#[cfg(test)]
mod tests;
