//! Job titles: how high somebody stands and what the work is about.

mod phrases;

use std::sync::LazyLock;

use self::phrases::{Phrases, Words};

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
    let words = Words::of(title);
    if words.is_empty() {
        return TitleForm { seniority: None, function: None };
    }
    let seniority = seniority(&words);
    TitleForm { seniority: Some(seniority), function: function(&words, seniority) }
}

/// The mark of a phrase of the ranks.
#[derive(Debug, Clone, Copy)]
enum Rank {
    Of(Seniority),
    /// The work is for somebody of the rank that follows.
    Aide,
    /// An owner, unless something else tells a rank.
    Alone,
}

static RANKS: LazyLock<Phrases<Rank>> = LazyLock::new(|| {
    Phrases::of(include_str!("../data/title_seniority.txt"), |mark| {
        Some(match mark {
            "owner" => Rank::Of(Seniority::Owner),
            "c_level" => Rank::Of(Seniority::CLevel),
            "vp" => Rank::Of(Seniority::Vp),
            "director" => Rank::Of(Seniority::Director),
            "manager" => Rank::Of(Seniority::Manager),
            "assistant" => Rank::Of(Seniority::Assistant),
            "individual" => Rank::Of(Seniority::Individual),
            "aide" => Rank::Aide,
            "alone" => Rank::Alone,
            _ => return None,
        })
    })
});

static FUNCTIONS: LazyLock<Phrases<(Strength, &'static str)>> = LazyLock::new(|| {
    Phrases::of(include_str!("../data/title_function.txt"), |mark| {
        Some(match (mark.strip_prefix('!'), mark.strip_prefix('?')) {
            (Some(function), _) => (Strength::Profession, function),
            (_, Some(function)) => (Strength::Little, function),
            _ if mark == "none" => (Strength::Usual, ""),
            _ => (Strength::Usual, mark),
        })
    })
});

fn seniority(words: &Words) -> Seniority {
    let mut highest = None;
    let mut is_partner = false;
    for rank in RANKS.found(words) {
        match rank {
            Rank::Aide => return Seniority::Assistant,
            Rank::Alone => is_partner = true,
            Rank::Of(seniority) => highest = highest.max(Some(seniority)),
        }
    }
    let unsaid = if is_partner { Seniority::Owner } else { Seniority::Individual };
    highest.unwrap_or(unsaid)
}

/// The function that the title names: that of somebody at the top, then a profession, then the first
/// word that tells one.
fn function(words: &Words, seniority: Seniority) -> Option<&'static str> {
    let mut best: Option<(Strength, &'static str)> = None;
    // The assistant of a chief executive does not lead the whole.
    let tells = |function: &str| !function.is_empty() && (function != WHOLE || seniority != Seniority::Assistant);
    for (strength, function) in FUNCTIONS.found(words).filter(|&(_, function)| tells(function)) {
        let strength = match function {
            WHOLE if seniority >= Seniority::CLevel => Strength::Whole,
            WHOLE => Strength::Usual,
            _ => strength,
        };
        if best.is_none_or(|(known, _)| strength > known) {
            best = Some((strength, function));
        }
    }
    best.map(|(_, function)| function).or((seniority == Seniority::Owner).then_some(WHOLE))
}

/// How much a phrase says about the function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// Little: many functions have projects.
    Little,
    Usual,
    /// It is the profession.
    Profession,
    /// Somebody at the top of the whole.
    Whole,
}

/// The function of those who lead all of them.
const WHOLE: &str = "general_management";

#[cfg(test)]
mod tests;
