//! What the work of a title is about.

use std::{cmp::Reverse, sync::LazyLock};

use super::{
    Seniority,
    phrases::{Found, Phrases},
    rank::Standing,
    words::Words,
};

/// How much a phrase says about the function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Little: many functions have projects.
    Little,
    /// The whole of a part: of a branch, where nothing else is said.
    WholeOfPart,
    Usual,
    /// Leads the function.
    Chief,
    /// Somebody at the top of the whole.
    Whole,
    /// It is the profession.
    Profession,
    /// Somebody at the top of the whole, who has a profession besides.
    Top,
}

/// The function of those who lead all of them.
const WHOLE: &str = "general_management";

/// A phrase's strength and function.
pub(super) type Told = (Strength, &'static str);

pub(super) static FUNCTIONS: LazyLock<Phrases<Told>> = LazyLock::new(|| {
    Phrases::of(include_str!("../data/title_function.txt"), |mark| {
        let (strength, function) = match mark.as_bytes().first()? {
            b'!' => (Strength::Profession, &mark[1..]),
            b'^' => (Strength::Chief, &mark[1..]),
            b'?' => (Strength::Little, &mark[1..]),
            _ => (Strength::Usual, mark),
        };
        Some((strength, if function == "none" { "" } else { function }))
    })
});

/// The phrases of a title that tell a function.
pub(super) fn told(words: &Words) -> Vec<Found<Told>> {
    FUNCTIONS.found(words).filter(|found| !found.meaning.1.is_empty()).collect()
}

/// The places where a function other than the whole is told.
pub(super) fn places(told: &[Found<Told>]) -> Vec<usize> {
    told.iter().filter(|found| found.meaning.1 != WHOLE).map(|found| found.end - 1).collect()
}

/// The function that the title names: that of somebody at the top, then a profession, then what comes
/// first: of several words for one thing the last in English (`Software Sales`), the first in French
/// (`marketing produit`).
pub(super) fn function(told: &[Found<Told>], words: &Words, standing: Standing) -> Option<&'static str> {
    let tells = told.iter().filter_map(|found| {
        let (strength, function) = found.meaning;
        let place = found.start;
        let position = words.position(place);
        let strength = match strength {
            _ if function == WHOLE => of_whole(standing)?,
            // The head of developers is none.
            Strength::Profession if position.clause > 0 => Strength::Usual,
            _ => strength,
        };
        let order = if words.is_french { usize::MAX - place } else { place };
        Some(((strength, Reverse(position), order), function))
    });
    let best = tells.max_by_key(|&(weight, _)| weight).map(|(_, function)| function);
    best.or((standing.seniority == Seniority::Owner).then_some(WHOLE))
}

/// How much it says that somebody leads the whole; the assistant of a chief executive does not.
fn of_whole(standing: Standing) -> Option<Strength> {
    Some(match standing.seniority {
        Seniority::Assistant => return None,
        Seniority::CLevel | Seniority::Owner if standing.leads_all => Strength::Top,
        Seniority::CLevel | Seniority::Owner => Strength::Whole,
        _ => Strength::WholeOfPart,
    })
}
