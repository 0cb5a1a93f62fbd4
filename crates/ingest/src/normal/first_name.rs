//! First names that are known as such.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{listing::entries, nickname, person::is_compound};

/// Whether a folded name ([`text::fold`](super::text::fold)) is known as a first name of somebody: what is not known may
/// be one that is misspelled.
#[must_use]
pub fn is_known(folded: &str) -> bool {
    let is_whole = |(start, rest): (&str, &str)| is_compound(start, rest);
    nickname::is_listed(folded) || FULL.contains(folded) || folded.split_once(' ').is_some_and(is_whole)
}

/// Whether a folded name is known as one that people are given, be it a short form as well (`lisa`, `max`).
#[must_use]
pub fn is_full(folded: &str) -> bool {
    FULL.contains(folded) || nickname::is_formal(folded)
}

static FULL: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let given = entries(include_str!("data/given_names.txt")).map(|line| line.strip_prefix("arabic ").unwrap_or(line));
    given.chain(entries(include_str!("data/other_first_names.txt"))).flat_map(|line| line.split(' ')).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_and_slips_are_not() {
        for name in ["jean", "donna", "jade", "fatima", "bob", "friedrich", "solenn", "jean pierre"] {
            assert!(is_known(name), "{name}");
        }
        for name in ["jaen", "arabic", "", "dupont", "jen pierre"] {
            assert!(!is_known(name), "{name}");
        }
        assert!(is_full("mary") && is_full("katherine") && !is_full("bob"));
    }
}
