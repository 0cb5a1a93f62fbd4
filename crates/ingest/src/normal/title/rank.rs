//! How high a title stands.

use std::sync::LazyLock;

use super::{
    Seniority,
    phrases::{Found, Phrases},
    words::Words,
};

/// The mark of a phrase of the ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    Of(Seniority),
    /// Leads one function of the whole: a vice-president who does so has the rank of one.
    Chief,
    /// Of the whole, or of a division of it.
    President,
    /// The work is for somebody of the rank that follows.
    Aide,
    /// An owner, unless something else tells a rank.
    Alone,
    /// At the top of the whole where the title says nothing else, else a director.
    Sole,
    /// A director where nothing but a function stands beside it.
    Principal,
    Nothing,
}

pub(super) static RANKS: LazyLock<Phrases<Rank>> = LazyLock::new(|| {
    Phrases::of(include_str!("../data/title_seniority.txt"), |mark| {
        Some(match mark {
            "owner" => Rank::Of(Seniority::Owner),
            "c_level" => Rank::Of(Seniority::CLevel),
            "vp" => Rank::Of(Seniority::Vp),
            "director" => Rank::Of(Seniority::Director),
            "manager" => Rank::Of(Seniority::Manager),
            "assistant" => Rank::Of(Seniority::Assistant),
            "individual" => Rank::Of(Seniority::Individual),
            "chief" => Rank::Chief,
            "president" => Rank::President,
            "principal" => Rank::Principal,
            "sole" => Rank::Sole,
            "aide" => Rank::Aide,
            "alone" => Rank::Alone,
            "none" => Rank::Nothing,
            _ => return None,
        })
    })
});

/// How somebody stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub seniority: Seniority,
    /// At the top of the whole, not of a function or as its owner alone.
    pub leads_all: bool,
}

/// The standing that a title tells; `functions` are the places of what tells a function of its own.
pub(super) fn standing(words: &Words, functions: &[usize]) -> Standing {
    let ranks: Vec<Found<Rank>> = RANKS.found(words).filter(|found| !is_former(found, words)).collect();
    let has = |rank| ranks.iter().any(|found| found.meaning == rank);
    if has(Rank::Aide) || ranks.windows(2).any(|two| is_assistant_of([two[0], two[1]], words)) {
        return Standing { seniority: Seniority::Assistant, leads_all: false };
    }
    let told = ranks.iter().filter_map(|found| match found.meaning {
        Rank::Of(seniority) => Some(seniority),
        Rank::Sole if is_all(found, words) => Some(Seniority::CLevel),
        Rank::Sole => Some(Seniority::Director),
        _ => None,
    });
    let mut highest = told.max();
    if highest.is_none() && ranks.iter().any(|found| is_head(found, words, functions)) {
        highest = Some(Seniority::Director);
    }
    let chiefs = ranks.iter().filter(|found| found.meaning == Rank::Chief).count();
    if chiefs > 1 || (chiefs == 1 && highest != Some(Seniority::Vp)) {
        highest = highest.max(Some(Seniority::CLevel));
    }
    if let Some(president) = ranks.iter().find(|found| found.meaning == Rank::President) {
        highest = highest.max(Some(of_president(president, highest, words, functions)));
    }
    let unsaid = if has(Rank::Alone) { Seniority::Owner } else { Seniority::Individual };
    let seniority = highest.unwrap_or(unsaid);
    let leads_all = has(Rank::Of(Seniority::CLevel))
        || ranks.iter().any(|found| found.meaning == Rank::Sole && is_all(found, words))
        || has(Rank::President) && seniority >= Seniority::CLevel;
    Standing { seniority, leads_all }
}

/// Whether a title says nothing else.
fn is_all(found: &Found<Rank>, words: &Words) -> bool {
    found.start == 0 && words.get(found.end).is_none()
}

/// A rank that somebody had, or hopes for: `ex-PDG`, `former CEO`, `future CEO`.
fn is_former(found: &Found<Rank>, words: &Words) -> bool {
    let before = found.start.checked_sub(1).and_then(|place| words.get(place));
    before.is_some_and(|before| FORMER.iter().any(|former| former == before))
}

/// The stems of words that say that somebody is not any more what follows, or not yet.
static FORMER: LazyLock<Words> =
    LazyLock::new(|| Words::of("ex former formerly ancien ancienne retired future futur aspiring", None));

/// The assistant of somebody who is named before: `CEO Assistant`.
fn is_assistant_of([leader, assistant]: [Found<Rank>; 2], words: &Words) -> bool {
    let leads = match leader.meaning {
        Rank::Of(seniority) => seniority >= Seniority::Director,
        rank => matches!(rank, Rank::Chief | Rank::President),
    };
    leads
        && assistant.meaning == Rank::Of(Seniority::Assistant)
        && leader.end == assistant.start
        && words.ends_segment(assistant.end)
}

/// A president of a part: beside a lower rank, or where the part follows. In French it is the whole.
fn of_president(president: &Found<Rank>, beside: Option<Seniority>, words: &Words, functions: &[usize]) -> Seniority {
    let segment = words.position(president.start).segment;
    let of_part = || functions.iter().any(|&place| words.position(place).segment > segment);
    match beside {
        _ if words.is_french => Seniority::CLevel,
        Some(Seniority::Manager | Seniority::Director | Seniority::Vp) => Seniority::Director,
        None | Some(Seniority::Individual) if of_part() => Seniority::Director,
        _ => Seniority::CLevel,
    }
}

/// A principal who is no principal engineer: it ends what is said, alone or behind a function.
fn is_head(found: &Found<Rank>, words: &Words, functions: &[usize]) -> bool {
    let position = words.position(found.start);
    let starts = found.start == 0 || words.position(found.start - 1).segment != position.segment;
    found.meaning == Rank::Principal
        && words.ends_segment(found.end)
        && (starts || functions.iter().any(|&place| place + 1 == found.start))
}
