//! Short forms of first names.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{listing::entries, text};

/// How likely one of two folded first names ([`text::fold`]) is a short form of the other, from 0
/// to 1: `Some(1.0)` for one name, hyphens and spaces aside; about .9 for a usual short form
/// (`alex`, `alexandre`) or initials of a compound (`jf`, `jean francois`); none when nothing
/// relates them. The same in both directions.
///
/// Two steps are never taken as one: `chris` is related to `christophe` and to `christian`, these
/// two are not related to each other.
#[must_use]
pub fn related(a: &str, b: &str) -> Option<f32> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if equal_but_for_spaces(a, b) {
        return Some(1.0);
    }
    let names = &*NAMES;
    let listed = names.number(a).zip(names.number(b)).and_then(|pair| names.pairs.get(&ordered(pair))).copied();
    let initials = (are_initials(a, b) || are_initials(b, a)).then_some(INITIALS);
    listed.max(initials).map(|per_cent| f32::from(per_cent) / 100.0)
}

/// Whether a folded first name is listed, or one that it is short for.
#[must_use]
pub fn is_listed(name: &str) -> bool {
    NAMES.number(name).is_some()
}

/// Whether a folded first name is listed as one that has short forms, and not as the usual short form of another.
pub(crate) fn is_formal(name: &str) -> bool {
    NAMES.number(name).is_some_and(|number| NAMES.formal.contains(&number))
}

/// Whether a word, folded or not, is a first name that has short forms, or is one.
pub(crate) fn is_first_name(word: &str) -> bool {
    let mut folded = String::new();
    text::fold(word, &mut folded);
    NAMES.number(&folded).is_some()
}

/// Of two people of whom one is called by initials and the other has these, so many are one.
const INITIALS: u8 = 85;

struct Names {
    numbers: FxHashMap<Box<str>, u16>,
    pairs: FxHashMap<(u16, u16), u8>,
    /// Those that have short forms and are none.
    formal: FxHashSet<u16>,
}

impl Names {
    /// The number of a folded name, written with or without spaces.
    fn number(&self, name: &str) -> Option<u16> {
        if name.contains(' ') { self.numbers.get(name.replace(' ', "").as_str()) } else { self.numbers.get(name) }
            .copied()
    }
}

const fn ordered((a, b): (u16, u16)) -> (u16, u16) {
    if a < b { (a, b) } else { (b, a) }
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { numbers: FxHashMap::default(), pairs: FxHashMap::default(), formal: FxHashSet::default() };
    let mut usual = FxHashSet::default();
    for line in entries(include_str!("data/nicknames.txt")) {
        let mut words = line.split_whitespace();
        let formal = number_of(words.next().unwrap_or_default(), &mut names.numbers);
        names.formal.insert(formal);
        for word in words {
            let (short, confidence) = match word.split_once(':') {
                Some((short, per_cent)) => (short, per_cent.parse().unwrap_or(USUAL)),
                None => (word, USUAL),
            };
            let is_usual = short == word;
            let short = number_of(short, &mut names.numbers);
            usual.extend(is_usual.then_some(short));
            let known = names.pairs.entry(ordered((formal, short))).or_default();
            *known = confidence.max(*known);
        }
    }
    names.formal.retain(|name| !usual.contains(name));
    names
});

/// Of those who are called by a usual short form, so many per cent have the name.
const USUAL: u8 = 90;

fn number_of(name: &str, numbers: &mut FxHashMap<Box<str>, u16>) -> u16 {
    let next = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
    *numbers.entry(name.into()).or_insert(next)
}

fn equal_but_for_spaces(a: &str, b: &str) -> bool {
    a.bytes().filter(|&byte| byte != b' ').eq(b.bytes().filter(|&byte| byte != b' '))
}

/// Whether `short` is the initials of a name of several words (`jf`, `j f`).
fn are_initials(short: &str, name: &str) -> bool {
    name.contains(' ') && short.chars().filter(|&c| c != ' ').eq(name.split(' ').filter_map(|word| word.chars().next()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn short_forms_are_related_in_both_directions() {
        for (a, b) in [
            ("alexandre", "alex"),
            ("elisabeth", "babeth"),
            ("emmanuelle", "manu"),
            ("jean francois", "jf"),
            ("jean francois", "j f"),
            ("jean marc", "jm"),
            ("robert", "bob"),
            ("william", "bill"),
            ("bill", "will"),
            ("margaret", "peggy"),
            ("francisco", "paco"),
            ("giuseppe", "beppe"),
            ("katharina", "kathi"),
            ("theodore", "theo"),
        ] {
            let found = related(a, b);
            assert!(found.is_some_and(|confidence| (0.3..1.0).contains(&confidence)), "{a}, {b}: {found:?}");
            assert_eq!(found, related(b, a), "{a}, {b}");
        }
        assert_eq!(related("anne laure", "annelaure"), Some(1.0));
    }

    #[test]
    fn two_steps_are_not_taken_as_one() {
        for (a, b) in [
            ("christophe", "christian"),
            ("stephane", "stephanie"),
            ("patrick", "patricia"),
            ("frederic", "frederique"),
            ("jean", "jean francois"),
            ("marie", "anne"),
            ("j", "jean"),
            ("", "jean"),
            ("", ""),
        ] {
            assert_eq!(related(a, b), None, "{a}, {b}");
        }
    }

    #[test]
    fn the_list_is_folded_and_within_bounds() {
        let mut folded = String::new();
        for line in entries(include_str!("data/nicknames.txt")) {
            for word in line.split_whitespace() {
                let (name, per_cent) = word.split_once(':').unwrap_or((word, "90"));
                text::fold(name, &mut folded);
                assert_eq!(folded, name, "{line}");
                assert!((1..100).contains(&per_cent.parse::<u8>().unwrap()), "{line}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_two_texts_get_the_same_answer_in_both_directions(a in "[a-z ]{0,12}|\\PC{0,8}", b in "[a-z ]{0,12}|\\PC{0,8}") {
            prop_assert_eq!(related(&a, &b), related(&b, &a));
        }
    }
}
